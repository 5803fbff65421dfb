"""Finding a person by what the parent says or the scanner reads."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from clinic_app.records.people import (
    PersonLine,
    with_birth_date,
    with_code,
    with_name_key,
    with_name_part,
    with_phone_tail,
)

if TYPE_CHECKING:
    from clinic_app.services.reader import Reader

__all__ = ["Found", "PersonLine", "find_people", "person_with_code"]

MOST = 20
PHONE_TAIL_DIGITS = 4
BIRTH_DATE_DIGITS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The people found, best first, and whether there were more than fit."""

    people: tuple[PersonLine, ...]
    more: bool


def find_people(reader: Reader, text: str, most: int = MOST) -> Found:
    """Return whom the typed text may mean.

    Chinese characters match names anywhere; letters match pinyin or initials from the start (ü as v); 8 digits are a
    birth date, 4 digits the end of a phone number, other digits the start of a birth date or a code. Exact and
    younger people come first.
    """
    asked = "".join(unicodedata.normalize("NFKC", text).split())
    found = _candidates(reader, asked, most + 1) if asked else []
    return Found(people=tuple(found[:most]), more=len(found) > most)


def person_with_code(reader: Reader, code: str) -> tuple[PersonLine, ...]:
    """Return the people whose child code, booklet number or citizen ID is exactly `code`."""
    return tuple(with_code(reader.db, code))


def _candidates(reader: Reader, asked: str, most: int) -> list[PersonLine]:
    if asked.isascii() and asked.isdigit():
        return _by_digits(reader, asked, most)
    if asked.isascii() and asked.replace("'", "").isalpha():
        return with_name_key(reader.db, asked.replace("'", "").lower(), most)
    return with_name_part(reader.db, asked, most)


def _by_digits(reader: Reader, digits: str, most: int) -> list[PersonLine]:
    if len(digits) == PHONE_TAIL_DIGITS:
        return with_phone_tail(reader.db, digits, most)
    if len(digits) == BIRTH_DATE_DIGITS and (day := _as_date(digits)):
        return with_birth_date(reader.db, day, most)
    return with_code(reader.db, digits)


def _as_date(digits: str) -> date | None:
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None
