"""The visits whose watch ended with a reaction."""

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


_REACTIONS = """
SELECT visit_id, visit.person_id, person.name, end_reason, coalesce(ended_at, last_given_at, opened_at) AS told_at
  FROM visit JOIN person ON person.person_id = visit.person_id
 WHERE visit_on = :day AND state = 'reaction' ORDER BY told_at DESC, visit_id
"""


def reactions_on(db: Connection, day: date) -> list[ReactionLine]:
    """Return the reactions in the visits of `day`, the newest first."""
    return [
        ReactionLine(visit_id=row[0], person_id=row[1], name=row[2], words=row[3], at=moment_from(row[4]))
        for row in db.execute(_REACTIONS, {"day": day.isoformat()}).fetchall()
    ]
