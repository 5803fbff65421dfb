"""Catch-up (查漏补种): who needs a vaccine, as lists. At the needle the engine is always asked afresh.

Lists read the due cache, and only rows that hold today (`services.due_cache`). Of the people whose rows do not, the
first few are assessed while the list is made; the others are left out, and `not_yet_assessed` says how many they are.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from clinic_app.records.due import DueLine, due_lines_in_village, outdated_people, overdue_lines
from clinic_app.records.people import PersonLine
from clinic_app.services.assessment import assess_card
from clinic_app.services.due_cache import rows_of, rules_in_force

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date

    from clinic_app.domain.person import Person
    from clinic_app.records.due import DueRow
    from clinic_app.services.reader import Reader

MOST_ASSESSED_AT_ONCE = 16  # about twenty milliseconds: lists are read on the thread of the screen
_POSSIBLE = ("due", "overdue")


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

    Who has moved out is left out.
    """
    by = rules_in_force(reader.rules, reader.clock.today())
    lines = due_lines_in_village(reader.db, by, village, on)
    outdated = outdated_people(reader.db, by, village)[:MOST_ASSESSED_AT_ONCE]
    lines += _assessed_now(reader, outdated, lambda row: _can_be_given(row, on))
    return _by_person(sorted(lines, key=lambda line: (line.person.birth_date, line.person.person_id, line.row.series)))


def overdue_people(reader: Reader, on: date) -> list[DuePerson]:
    """Return everyone on file who is late on `on` in a series that can be given then, by village, the oldest first."""
    by = rules_in_force(reader.rules, reader.clock.today())
    lines = overdue_lines(reader.db, by, on)
    found = _assessed_now(reader, outdated_people(reader.db, by)[:MOST_ASSESSED_AT_ONCE], lambda row: _is_late(row, on))
    if found:
        lines = sorted([*lines, *found], key=_in_village_order)
    return _by_person(lines)


def not_yet_assessed(reader: Reader, village: str | None = None) -> int:
    """Return how many people the lists of a village (of everyone) leave out until they have been assessed again."""
    by = rules_in_force(reader.rules, reader.clock.today())
    return max(0, len(outdated_people(reader.db, by, village)) - MOST_ASSESSED_AT_ONCE)


def _assessed_now(reader: Reader, people: Sequence[str], wanted: Callable[[DueRow], bool]) -> list[DueLine]:
    """Assess people whose rows do not hold and return the wanted series of those on file."""
    lines: list[DueLine] = []
    for person_id in people:
        card = reader.card(person_id)
        found = assess_card(reader.rules, card, reader.clock.today())
        if card.person is not None and card.person.enrolment == "enrolled" and found is not None:
            line = _line_of(card.person)
            lines += [DueLine(person=line, row=row) for row in rows_of(card, found) if wanted(row)]
    return lines


def _line_of(person: Person) -> PersonLine:
    return PersonLine(
        person_id=person.id,
        name=person.name,
        sex=person.sex,
        birth_date=person.birth_date,
        guardian_name=person.guardian_name,
        phone=person.phone,
        village=person.village,
        residence=person.residence,
        booklet=person.booklet_number or person.child_code or "",
    )


def _can_be_given(row: DueRow, on: date) -> bool:
    return row.status in _POSSIBLE or (row.status == "waiting" and row.earliest is not None and row.earliest <= on)


def _is_late(row: DueRow, on: date) -> bool:
    if row.status not in (*_POSSIBLE, "waiting") or row.earliest is None or row.finish_before is None:
        return False
    return row.finish_before <= on and row.earliest <= on


def _in_village_order(line: DueLine) -> tuple[str, date, str, str]:
    return line.person.village, line.person.birth_date, line.person.person_id, line.row.series


def _by_person(lines: Iterable[DueLine]) -> list[DuePerson]:
    grouped = groupby(lines, key=lambda line: line.person.person_id)
    people = (tuple(lines_of_one) for _, lines_of_one in grouped)
    return [
        DuePerson(person=lines_of_one[0].person, series=tuple(line.row for line in lines_of_one))
        for lines_of_one in people
    ]
