"""Finding a person by what the parent says or the scanner reads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from clinic_app.domain.search_words import words_in
from clinic_app.records.people import PersonLine, with_code
from clinic_app.records.people_search import people_who_fit

if TYPE_CHECKING:
    from clinic_app.services.reader import Reader

__all__ = ["Found", "PersonLine", "find_people", "person_with_code"]

MOST = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The people found, best first, and whether there were more than fit."""

    people: tuple[PersonLine, ...]
    more: bool


def find_people(reader: Reader, text: str, most: int = MOST) -> Found:
    """Return whom the typed words may mean; several words must all fit, in any order (`王xm 0315`).

    Characters match a child's name anywhere, a name that sounds the same, or the guardian's whole name; letters match
    pinyin or initials from the start (ü as v), also behind characters; digits are the end of a phone number, a
    birthday in any usual spelling, its month or year, or a whole code. The whole name comes first, those in care
    before those who moved away, the younger before the older.
    """
    found = people_who_fit(reader.db, words_in(text), most + 1)
    return Found(people=tuple(found[:most]), more=len(found) > most)


def person_with_code(reader: Reader, code: str) -> tuple[PersonLine, ...]:
    """Return the people whose child code, booklet number or citizen ID is exactly `code`."""
    return tuple(with_code(reader.db, code))
