"""The resident identity number (居民身份证号): its form, its check digit and what it says about its holder."""

import re
from dataclasses import dataclass
from datetime import date
from enum import Enum

_FORM = re.compile(r"[1-9][0-9]{16}[0-9X]")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_CHARACTERS = "10X98765432"
_FIRST_BIRTH_YEAR = 1900


class CitizenIdProblem(Enum):
    """Why a text is not a resident identity number."""

    WRONG_FORM = "wrong_form"
    NO_SUCH_BIRTH_DATE = "no_such_birth_date"
    WRONG_CHECK_DIGIT = "wrong_check_digit"


@dataclass(frozen=True, slots=True)
class CitizenId:
    """A resident identity number whose check digit holds.

    Attributes:
        number: 18 characters, the last one a digit or a capital X.
        region: first six digits, the county of first registration (GB/T 2260); not where the person lives now.
        born_on: birth date as registered.
        is_male: odd order number; an even one is female.
    """

    number: str
    region: str
    born_on: date
    is_male: bool


def read_citizen_id(text: str) -> CitizenId | CitizenIdProblem:
    """Read an identity number, or say what is wrong with it.

    A small x is taken for X. A birth date in the future is not noticed here: no clock is asked.

    Source: GB 11643-1999 (weights and check characters by ISO 7064 MOD 11-2).
    """
    number = text.strip().upper()
    if not _FORM.fullmatch(number):
        return CitizenIdProblem.WRONG_FORM
    born_on = _birth_date(number[6:14])
    if born_on is None:
        return CitizenIdProblem.NO_SUCH_BIRTH_DATE
    if check_character(number[:17]) != number[17]:
        return CitizenIdProblem.WRONG_CHECK_DIGIT
    return CitizenId(number=number, region=number[:6], born_on=born_on, is_male=int(number[16]) % 2 == 1)


def check_character(first_seventeen: str) -> str:
    """Return the 18th character that belongs to the first seventeen digits."""
    total = sum(int(digit) * weight for digit, weight in zip(first_seventeen, _WEIGHTS, strict=True))
    return _CHECK_CHARACTERS[total % 11]


def _birth_date(digits: str) -> date | None:
    year, month, day = int(digits[:4]), int(digits[4:6]), int(digits[6:])
    if year < _FIRST_BIRTH_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None
