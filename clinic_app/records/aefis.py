"""Queries for adverse events: which have not been reported, and which reactions nobody has written down yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from clinic_app.domain.clinic_time import moment_from

if TYPE_CHECKING:
    from datetime import datetime

    from clinic_app.records.sqlite import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class AefiLine:
    """An event as a list shows it. Moments are UTC; `reported_at` is None until it was reported."""

    aefi_id: str
    person_id: str
    visit_id: str
    name: str
    sex: str
    birth_date: date | None
    onset_at: datetime
    found_at: datetime
    report_by: datetime
    reported_at: datetime | None
    serious: bool


_LINE = """
SELECT aefi_id, aefi.person_id, visit_id, person.name, person.sex, person.birth_date, onset_at, found_at, report_by,
       reported_at, serious
  FROM aefi JOIN person ON person.person_id = aefi.person_id
"""
_UNREPORTED = _LINE + " WHERE reported_at IS NULL ORDER BY report_by, aefi_id"
_REPORTED = _LINE + " WHERE reported_at IS NOT NULL ORDER BY found_at DESC, aefi_id LIMIT :most"


def unreported(db: Connection) -> list[AefiLine]:
    """Return the events nobody has reported yet, the nearest deadline first."""
    return _lines(db, _UNREPORTED, {})


def reported_lately(db: Connection, most: int) -> list[AefiLine]:
    """Return the events that were reported, the newest first."""
    return _lines(db, _REPORTED, {"most": most})


def _lines(db: Connection, sql: str, parameters: dict[str, int]) -> list[AefiLine]:
    return [
        AefiLine(
            aefi_id=row[0],
            person_id=row[1],
            visit_id=row[2],
            name=row[3],
            sex=row[4],
            birth_date=date.fromisoformat(row[5]) if row[5] else None,
            onset_at=moment_from(row[6]),
            found_at=moment_from(row[7]),
            report_by=moment_from(row[8]),
            reported_at=moment_from(row[9]) if row[9] else None,
            serious=bool(row[10]),
        )
        for row in db.execute(sql, parameters).fetchall()
    ]
