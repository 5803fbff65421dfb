"""The rows of the due cache, and for how long they hold."""

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
class RulesInForce:
    """What an answer of today is made by, besides the card.

    Attributes:
        edition: the edition in force on `today`. stamp: tells everything else that answers depend on from another.
    """

    edition: str
    stamp: str
    today: date


@dataclass(frozen=True, slots=True, kw_only=True)
class DueState:
    """How the rows of a person were made, and how long they hold.

    Attributes:
        edition, rules: as `RulesInForce` had them. assessed_on: the day asked about.
        valid_until: exclusive, the first day on which the answer could differ; None when time alone changes nothing.
    """

    person_id: str
    edition: str
    rules: str
    assessed_on: date
    valid_until: date | None


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


DUE_STATE = Table("due_state", "person_id edition rules assessed_on valid_until", "person_id")
DUE = Table("due", "person_id series status dose_number vaccine earliest finish_before", "person_id")

_HOLDS = """
  due_state.rules = :stamp AND due_state.edition = :edition AND due_state.assessed_on <= :today
  AND (due_state.valid_until IS NULL OR due_state.valid_until > :today)
"""
_OUTDATED = f"""
SELECT person.person_id FROM person LEFT JOIN due_state ON due_state.person_id = person.person_id
 WHERE registered = 1 AND (due_state.person_id IS NULL OR NOT ({_HOLDS}))
"""
_ON_FILE = " AND enrolment = 'enrolled'"
_IN_VILLAGE = " AND village = :village"
_COUNT_WITH_STATUS = f"""
SELECT count(DISTINCT due.person_id)
  FROM due JOIN due_state ON due_state.person_id = due.person_id JOIN person ON person.person_id = due.person_id
 WHERE status = :status AND {_HOLDS} {_ON_FILE}
"""
_PERSON = """
SELECT person.person_id, name, sex, birth_date, guardian_name, phone, village, residence,
       coalesce(booklet_number, child_code, '')
"""
_DUE_LINE = f"""
{_PERSON}, series, status, dose_number, vaccine, earliest, finish_before
  FROM person JOIN due ON due.person_id = person.person_id JOIN due_state ON due_state.person_id = person.person_id
 WHERE registered = 1 AND {_HOLDS} {_ON_FILE}
"""
_DUE_IN_VILLAGE = f"""
{_DUE_LINE} {_IN_VILLAGE} AND (status IN ('due', 'overdue') OR (status = 'waiting' AND earliest <= :on))
 ORDER BY birth_date, person.person_id, series
"""
_OVERDUE = f"""
{_DUE_LINE} AND status IN ('due', 'overdue', 'waiting') AND finish_before <= :on AND earliest <= :on
 ORDER BY village, birth_date, person.person_id, series
"""


def replace_due(db: Connection, state: DueState, rows: Sequence[DueRow]) -> None:
    """Put the assessment in the place of the person's former one."""
    DUE_STATE.replace_rows(db, state.person_id, [DUE_STATE.row(state)])
    DUE.replace_rows(db, state.person_id, [DUE.row(row) for row in rows])


def forget_due(db: Connection, person_id: str) -> None:
    """Remove the person from the cache."""
    DUE_STATE.replace_rows(db, person_id, [])
    DUE.replace_rows(db, person_id, [])


def outdated_people(db: Connection, by: RulesInForce, village: str | None = None) -> list[str]:
    """Return everyone never assessed, or whose rows do not hold by these rules on their day.

    Args:
        db: any connection.
        by: the rules and the day that ask.
        village: only its people on file; everyone with a file when None.
    """
    if village is None:
        rows = db.execute(_OUTDATED + " ORDER BY 1", _asked(by))
    else:
        rows = db.execute(f"{_OUTDATED} {_ON_FILE} {_IN_VILLAGE} ORDER BY 1", {**_asked(by), "village": village})
    return [person_id for (person_id,) in rows]


def people_with_status(db: Connection, by: RulesInForce, status: str) -> int:
    """Return how many people on file have a series in this status (`overdue`), by the rows that hold."""
    return int(db.execute(_COUNT_WITH_STATUS, {**_asked(by), "status": status}).fetchone()[0])


def due_lines_in_village(db: Connection, by: RulesInForce, village: str, on: date) -> list[DueLine]:
    """Return the series that people on file in the village can be given on `on`, the oldest person first."""
    return _due_lines(db, _DUE_IN_VILLAGE, {**_asked(by), "village": village, "on": on.isoformat()})


def overdue_lines(db: Connection, by: RulesInForce, on: date) -> list[DueLine]:
    """Return the series that are late on `on` and can be given, of everyone on file, by village."""
    return _due_lines(db, _OVERDUE, {**_asked(by), "on": on.isoformat()})


def _asked(by: RulesInForce) -> dict[str, str]:
    return {"edition": by.edition, "stamp": by.stamp, "today": by.today.isoformat()}


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
