"""The national code of a vaccination unit (接种单位编码): ten digits, of which the first six name the county."""

from __future__ import annotations

from enum import Enum

LENGTH = 10
COUNTY_DIGITS = 6
_PROVINCES = frozenset(
    "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 66".split()
)


class UnitCodeProblem(Enum):
    """Why a text is not the code of a unit."""

    NOT_DIGITS = "not_digits"
    WRONG_LENGTH = "wrong_length"
    NO_SUCH_PROVINCE = "no_such_province"
    NOT_A_COUNTY = "not_a_county"
    NO_UNIT = "no_unit"
    OTHER_COUNTY = "other_county"


def county_of(unit_code: str) -> str:
    """Return the six digits of the county (GB/T 2260) a unit code begins with."""
    return unit_code[:COUNTY_DIGITS]


def unit_code_problem(text: str, county_code: str = "") -> UnitCodeProblem | None:
    """Return the first thing wrong with a unit code, None when nothing is.

    Args:
        text: as typed, without outer blanks.
        county_code: six digits the code must begin with, when the county is known.

    Source: GB/T 2260 (provinces and counties; 66 is the production corps in the list of vaccination units).
    """
    if not (text.isascii() and text.isdigit()):
        return UnitCodeProblem.NOT_DIGITS
    if len(text) > 1 and text[:2] not in _PROVINCES:
        return UnitCodeProblem.NO_SUCH_PROVINCE
    if len(text) != LENGTH:
        return UnitCodeProblem.WRONG_LENGTH
    if text[4:COUNTY_DIGITS] == "00":
        return UnitCodeProblem.NOT_A_COUNTY
    if text[COUNTY_DIGITS:] == "0000":
        return UnitCodeProblem.NO_UNIT
    if county_code and county_of(text) != county_code:
        return UnitCodeProblem.OTHER_COUNTY
    return None
