"""The visits whose watch ended with a reaction, and those of them nobody has written a record for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from clinic_app.domain.clinic_time import moment_from

if TYPE_CHECKING:
    from datetime import date, datetime

    from clinic_app.records.sqlite import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class ReactionLine:
    """One reaction during observation, in the words of the nurse; the moment is UTC."""

    visit_id: str
    person_id: str
    name: str
    words: str
    at: datetime


_LINE = """
SELECT visit.visit_id, visit.person_id, person.name, end_reason, coalesce(ended_at, last_given_at, opened_at) AS told_at
  FROM visit JOIN person ON person.person_id = visit.person_id
"""
_REACTIONS = _LINE + " WHERE visit_on = :day AND state = 'reaction' ORDER BY told_at DESC, visit.visit_id"
_UNWRITTEN = (
    _LINE
    + " WHERE state = 'reaction' AND NOT EXISTS (SELECT 1 FROM aefi WHERE aefi.visit_id = visit.visit_id)"
    + " ORDER BY told_at, visit.visit_id"
)


def reactions_on(db: Connection, day: date) -> list[ReactionLine]:
    """Return the reactions in the visits of `day`, the newest first."""
    return _lines(db, _REACTIONS, {"day": day.isoformat()})


def unwritten_reactions(db: Connection) -> list[ReactionLine]:
    """Return the reactions of any day without a record (个案报告卡), the longest waiting first."""
    return _lines(db, _UNWRITTEN, {})


def _lines(db: Connection, sql: str, parameters: dict[str, str]) -> list[ReactionLine]:
    return [
        ReactionLine(visit_id=row[0], person_id=row[1], name=row[2], words=row[3], at=moment_from(row[4]))
        for row in db.execute(sql, parameters).fetchall()
    ]
