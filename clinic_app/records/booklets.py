"""The rows of the paper booklet, and who was vaccinated on a day and has it not in the booklet yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from clinic_app.records.rows import Row, Table, stored

if TYPE_CHECKING:
    from datetime import date

    from clinic_app.domain.fold.card import Card
    from clinic_app.records.sqlite import Connection

BOOKLET_MARK = Table(
    "booklet_mark", "person_id booklet_id page row dose_id layout version how marked_at marked_by", "person_id"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnprintedLine:
    """One person with doses of a day that no row of the booklet holds."""

    person_id: str
    name: str
    vaccines: tuple[str, ...]


_UNPRINTED = """
SELECT dose.person_id, person.name, group_concat(dose.vaccine, ' ' ORDER BY dose.given_at, dose.dose_id)
  FROM dose
  JOIN person ON person.person_id = dose.person_id
 WHERE dose.given_on = :day AND dose.source = 'here' AND dose.void_reason = ''
   AND NOT EXISTS (SELECT 1 FROM booklet_mark WHERE booklet_mark.dose_id = dose.dose_id)
 GROUP BY dose.person_id
 ORDER BY max(dose.given_at) DESC
"""


def booklet_rows(card: Card) -> list[Row]:
    """Return the filled rows of the present booklet."""
    return [
        (
            card.person_id,
            card.booklet.booklet_id,
            mark.page,
            mark.row,
            mark.dose_id,
            mark.layout,
            mark.version,
            mark.how.value,
            stored(mark.at),
            mark.by,
        )
        for mark in card.booklet.marks
    ]


def unprinted_on(db: Connection, day: date) -> list[UnprintedLine]:
    """Return who was vaccinated here on `day` and has a dose of it not in the booklet; the last needle first."""
    rows = db.execute(_UNPRINTED, {"day": day.isoformat()}).fetchall()
    return [UnprintedLine(person_id=row[0], name=row[1], vaccines=tuple(row[2].split())) for row in rows]
