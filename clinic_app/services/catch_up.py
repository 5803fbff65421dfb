"""Catch-up (查漏补种): who needs a vaccine, as lists. At the needle the engine is always asked afresh."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from clinic_app.records.due import due_lines_in_village, overdue_lines

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from clinic_app.records.due import DueLine, DueRow
    from clinic_app.records.people import PersonLine
    from clinic_app.services.reader import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class DuePerson:
    """A person who needs something, and which series, as last assessed."""

    person: PersonLine
    series: tuple[DueRow, ...]


def due_in_village(reader: Reader, village: str, on: date) -> list[DuePerson]:
    """Return everyone on file in the village who can be given something on `on`, the oldest first.

    Args:
        reader: the reading side.
        village: as written in the files.
        on: today, or a clinic day to come: who only waits for a date until then is on the list.

    The due cache is read, nothing is assessed. It is as of the last act about each person and the last refresh
    (`services.due_cache`). Who has moved out is left out.
    """
    return _by_person(due_lines_in_village(reader.db, village, on))


def overdue_people(reader: Reader, on: date) -> list[DuePerson]:
    """Return everyone on file who is late on `on` in a series that can be given then, by village, the oldest first.

    The due cache is read, as for `due_in_village`.
    """
    return _by_person(overdue_lines(reader.db, on))


def _by_person(lines: Iterable[DueLine]) -> list[DuePerson]:
    grouped = groupby(lines, key=lambda line: line.person.person_id)
    people = (tuple(lines_of_one) for _, lines_of_one in grouped)
    return [
        DuePerson(person=lines_of_one[0].person, series=tuple(line.row for line in lines_of_one))
        for lines_of_one in people
    ]
