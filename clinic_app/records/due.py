"""The rows of the due cache."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from clinic_app.records.rows import Table

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

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


DUE_STATE = Table("due_state", "person_id assessed_on edition next_change", "person_id")
DUE = Table("due", "person_id series status dose_number vaccine earliest finish_before", "person_id")

_OUTDATED = """
SELECT person.person_id FROM person LEFT JOIN due_state ON due_state.person_id = person.person_id
 WHERE person.registered = 1
   AND (due_state.person_id IS NULL OR due_state.next_change <= :today OR due_state.assessed_on > :today
        OR due_state.edition <> :edition)
"""
_COUNT_WITH_STATUS = "SELECT count(DISTINCT person_id) FROM due WHERE status = :status"


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
