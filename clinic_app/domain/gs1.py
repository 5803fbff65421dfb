"""GS1 element strings of vaccine packages: trade number, lot, expiry and serial, read without guessing."""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

GROUP_SEPARATOR = "\x1d"

_Value = TypeVar("_Value")
_Elements = tuple[tuple[str, str], ...]

# Identifier -> pattern of its value. The five that the national standard prints on a vaccine package.
_VACCINE_VALUES = {
    "01": re.compile(r"[0-9]{14}"),
    "10": re.compile(r"[!-~]{1,20}"),
    "11": re.compile(r"[0-9]{6}"),
    "17": re.compile(r"[0-9]{6}"),
    "21": re.compile(r"[!-~]{1,20}"),
}
# Others that may stand beside them; kept out of the search for lost separators, where they would fit everywhere.
_OTHER_VALUES = {
    "00": re.compile(r"[0-9]{18}"),
    "02": re.compile(r"[0-9]{14}"),
    "12": re.compile(r"[0-9]{6}"),
    "13": re.compile(r"[0-9]{6}"),
    "15": re.compile(r"[0-9]{6}"),
    "20": re.compile(r"[0-9]{2}"),
    "30": re.compile(r"[0-9]{1,8}"),
    "37": re.compile(r"[0-9]{1,8}"),
    "240": re.compile(r"[!-~]{1,30}"),
    "250": re.compile(r"[!-~]{1,30}"),
}
_VALUES = _VACCINE_VALUES | _OTHER_VALUES
_FIXED_LENGTHS = {"00": 18, "01": 14, "02": 14, "11": 6, "12": 6, "13": 6, "15": 6, "17": 6, "20": 2}
_IN_PARENTHESES = re.compile(r"\((" + "|".join(_VALUES) + r")\)")
_CENTURY = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageElements:
    """What a GS1 code says about a package; a field it does not say, or not surely, is None.

    Attributes:
        trade_number: 14 digits (GTIN), check digit verified.
        expires_on: last usable day; a printed day 00 is the last day of that month.
        separators_lost: the scanner dropped the group separators and more than one reading is possible:
            lot and serial on which the readings differ are None and must be read by eye.
    """

    trade_number: str
    lot_number: str | None = None
    expires_on: date | None = None
    produced_on: date | None = None
    serial: str | None = None
    separators_lost: bool = False


def read_elements(text: str) -> PackageElements | None:
    """Read an element string with separators, without them, or in its human form with parentheses.

    Returns:
        None when no reading holds: unknown identifier, impossible date, wrong check digit, no trade number.

    Source: GS1 General Specifications 3 and 7.8; NMPAB/T 1002-2019.
    """
    readings = [package for elements in _readings(text) if (package := _package(elements)) is not None]
    if not readings:
        return None
    return readings[0] if len(set(readings)) == 1 else _common_to(readings)


def has_trade_number_check(number: str) -> bool:
    """Return whether the last digit of a GTIN (8, 12, 13 or 14 digits) is its check digit."""
    weighted = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(reversed(number)))
    return weighted % 10 == 0


def _readings(text: str) -> list[_Elements]:
    if text.startswith("("):
        return _one(_from_parentheses(text))
    bare = text.strip(GROUP_SEPARATOR)
    if GROUP_SEPARATOR in bare:
        return _one(_from_separated(bare))
    separated = _one(_from_separated(bare))
    return separated + [reading for reading in _without_separators(bare, frozenset()) if reading not in separated]


def _one(elements: _Elements | None) -> list[_Elements]:
    return [] if elements is None else [elements]


def _from_parentheses(text: str) -> _Elements | None:
    pieces = _IN_PARENTHESES.split(text)
    if pieces[0]:
        return None
    elements = tuple(zip(pieces[1::2], (value.strip() for value in pieces[2::2]), strict=True))
    return elements if all(_VALUES[identifier].fullmatch(value) for identifier, value in elements) else None


def _from_separated(text: str) -> _Elements | None:
    """Each value of variable length runs to the next separator or to the end."""
    elements: list[tuple[str, str]] = []
    while text:
        identifier = next((known for known in _VALUES if text.startswith(known)), None)
        if identifier is None:
            return None
        value, text = _cut(identifier, text[len(identifier) :])
        if not _VALUES[identifier].fullmatch(value):
            return None
        elements.append((identifier, value))
    return tuple(elements)


def _cut(identifier: str, rest: str) -> tuple[str, str]:
    length = _FIXED_LENGTHS.get(identifier)
    if length is None:
        value, _, rest = rest.partition(GROUP_SEPARATOR)
        return value, rest
    return rest[:length], rest[length:].removeprefix(GROUP_SEPARATOR)


def _without_separators(text: str, used: frozenset[str]) -> Iterator[_Elements]:
    """Yield every way to cut `text`, each identifier at most once; a lot that contains 21 has several."""
    if not text:
        yield ()
        return
    identifier, rest = text[:2], text[2:]
    pattern = _VACCINE_VALUES.get(identifier)
    if pattern is None or identifier in used:
        return
    for length in _possible_lengths(identifier, rest):
        if pattern.fullmatch(rest[:length]):
            for following in _without_separators(rest[length:], used | {identifier}):
                yield ((identifier, rest[:length]), *following)


def _possible_lengths(identifier: str, rest: str) -> range:
    fixed = _FIXED_LENGTHS.get(identifier)
    return range(fixed, fixed + 1) if fixed is not None else range(1, min(20, len(rest)) + 1)


def _package(elements: _Elements) -> PackageElements | None:
    """Return the values of one reading, or None when one of them is impossible or said twice."""
    said = dict(elements)
    trade_number = said.get("01", "")
    if len(said) != len(elements) or not trade_number or not has_trade_number_check(trade_number):
        return None
    days = {identifier: _day(said[identifier]) for identifier in ("11", "17") if identifier in said}
    if None in days.values():
        return None
    return PackageElements(
        trade_number=trade_number,
        lot_number=said.get("10"),
        expires_on=days.get("17"),
        produced_on=days.get("11"),
        serial=said.get("21"),
    )


def _day(digits: str) -> date | None:
    """Return the day of YYMMDD in this century; 00 is the last day of the month."""
    year, month, day = _CENTURY + int(digits[:2]), int(digits[2:4]), int(digits[4:])
    if not 1 <= month <= 12:
        return None
    last = calendar.monthrange(year, month)[1]
    return date(year, month, day or last) if day <= last else None


def _common_to(readings: list[PackageElements]) -> PackageElements:
    """Keep what all readings say alike."""
    return PackageElements(
        trade_number=readings[0].trade_number,
        lot_number=_if_alike([reading.lot_number for reading in readings]),
        expires_on=_if_alike([reading.expires_on for reading in readings]),
        produced_on=_if_alike([reading.produced_on for reading in readings]),
        serial=_if_alike([reading.serial for reading in readings]),
        separators_lost=True,
    )


def _if_alike(values: list[_Value | None]) -> _Value | None:
    return values[0] if all(value == values[0] for value in values) else None
