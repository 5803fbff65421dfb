"""The rows of the due cache."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from clinic_app.records.people import PersonLine
from clinic_app.records.rows import Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from clinic_app.records.sqlite import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class DueState:
    """When a person was assessed, by which edition, and the first day on which the answer could differ."""

    person_id: str
    assessed_on: date
    edition: str
    next_change: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DueRow:
    """One series of one person, as last assessed."""

    person_id: str
    series: str
    status: str
    dose_number: int | None
    vaccine: str | None
    earliest: date | None
    finish_before: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DueLine:
    """One series that a person on file needs, with the person as a list shows one."""

    person: PersonLine
    row: DueRow


DUE_STATE = Table("due_state", "person_id assessed_on edition next_change", "person_id")
DUE = Table("due", "person_id series status dose_number vaccine earliest finish_before", "person_id")

_OUTDATED = """
SELECT person.person_id FROM person LEFT JOIN due_state ON due_state.person_id = person.person_id
 WHERE person.registered = 1
   AND (due_state.person_id IS NULL OR due_state.next_change <= :today OR due_state.assessed_on > :today
        OR due_state.edition <> :edition)
"""
_COUNT_WITH_STATUS = "SELECT count(DISTINCT person_id) FROM due WHERE status = :status"
_DUE_LINE = """
SELECT person.person_id, name, sex, birth_date, guardian_name, phone, village, residence,
       coalesce(booklet_number, child_code, ''), series, status, dose_number, vaccine, earliest, finish_before
  FROM person JOIN due ON due.person_id = person.person_id
 WHERE registered = 1 AND enrolment = 'enrolled'
"""
_DUE_IN_VILLAGE = (
    _DUE_LINE
    + """
   AND village = :village AND (status IN ('due', 'overdue') OR (status = 'waiting' AND earliest <= :on))
 ORDER BY birth_date, person.person_id, series
"""
)
_OVERDUE = (
    _DUE_LINE
    + """
   AND status IN ('due', 'overdue', 'waiting') AND finish_before <= :on AND earliest <= :on
 ORDER BY village, birth_date, person.person_id, series
"""
)


def replace_due(db: Connection, state: DueState, rows: Sequence[DueRow]) -> None:
    """Put the assessment in the place of the person's former one."""
    DUE_STATE.replace_rows(db, state.person_id, [DUE_STATE.row(state)])
    DUE.replace_rows(db, state.person_id, [DUE.row(row) for row in rows])


def forget_due(db: Connection, person_id: str) -> None:
    """Remove the person from the cache."""
    DUE_STATE.replace_rows(db, person_id, [])
    DUE.replace_rows(db, person_id, [])


def people_to_reassess(db: Connection, today: date, edition: str) -> list[str]:
    """Return everyone never assessed, or whose answer may have changed by `today` or by another edition in force."""
    asked = {"today": today.isoformat(), "edition": edition}
    return [person_id for (person_id,) in db.execute(_OUTDATED, asked)]


def people_with_status(db: Connection, status: str) -> int:
    """Return how many people have a series in this status (`overdue`)."""
    return int(db.execute(_COUNT_WITH_STATUS, {"status": status}).fetchone()[0])


def due_lines_in_village(db: Connection, village: str, on: date) -> list[DueLine]:
    """Return the series that people on file in the village can be given on `on`, the oldest person first."""
    return _due_lines(db, _DUE_IN_VILLAGE, {"village": village, "on": on.isoformat()})


def overdue_lines(db: Connection, on: date) -> list[DueLine]:
    """Return the series that are late on `on` and can be given, of everyone on file, by village."""
    return _due_lines(db, _OVERDUE, {"on": on.isoformat()})


def _due_lines(db: Connection, sql: str, parameters: dict[str, str]) -> list[DueLine]:
    return [
        DueLine(
            person=PersonLine(
                person_id=row[0],
                name=row[1],
                sex=row[2],
                birth_date=date.fromisoformat(row[3]),
                guardian_name=row[4],
                phone=row[5],
                village=row[6],
                residence=row[7],
                booklet=row[8],
            ),
            row=DueRow(
                person_id=row[0],
                series=row[9],
                status=row[10],
                dose_number=row[11],
                vaccine=row[12],
                earliest=_day(row[13]),
                finish_before=_day(row[14]),
            ),
        )
        for row in db.execute(sql, parameters).fetchall()
    ]


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
