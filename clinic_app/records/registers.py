"""Rows of a month for the registers (痕迹化), one after another; nothing is held."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clinic_app.domain.clinic_time import CHINA, moment_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from clinic_app.records.sqlite import Connection

_DOSES = """
SELECT given_on, given_at, name, sex, birth_date, vaccine, dose_number, lot_number, expires_on, maker, site, route,
       vaccinator, guardian_name, phone, void_reason
  FROM dose JOIN person ON person.person_id = dose.person_id
 WHERE source = 'here' AND given_on >= :first AND given_on < :end
 ORDER BY given_on, given_at, dose_id
"""
_CONSENTS = """
SELECT consented_at, ticket, name, birth_date, visit.visit_id, visit.person_id, consent_filed
  FROM visit JOIN person ON person.person_id = visit.person_id
 WHERE consented_at >= :first_at AND consented_at < :end_at
 ORDER BY consented_at, visit.visit_id
"""
_WATCHES = """
SELECT visit_on, ticket, name, last_given_at, extra_minutes, ended_at, state, end_reason,
       (SELECT group_concat(vaccine, ' ') FROM dose
         WHERE dose.visit_id = visit.visit_id AND dose.person_id = visit.person_id AND void_reason = '')
  FROM visit JOIN person ON person.person_id = visit.person_id
 WHERE visit_on >= :first AND visit_on < :end AND last_given_at IS NOT NULL
 ORDER BY visit_on, last_given_at, visit.visit_id
"""
_SCHOOL = """
SELECT issued_at, number, name, birth_date, result, reprints, issued_by
  FROM certificate JOIN person ON person.person_id = certificate.person_id
 WHERE paper = 'school' AND issued_on >= :first AND issued_on < :end
 ORDER BY issued_at, number
"""
_COUNTED = {"vaccination": _DOSES, "consent": _CONSENTS, "observation": _WATCHES, "school": _SCHOOL}
_LOTS = "SELECT DISTINCT subject FROM entry WHERE subject >= 'lot:' AND subject < 'lot;' AND stream = 'shared'"


def rows_of_month(db: Connection, register: str, first: date, end: date) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of `vaccination`, `consent`, `observation` or `school` from `first` to `end`, exclusive."""
    yield from db.execute(_COUNTED[register], _bounds(first, end))


def count_of_month(db: Connection, register: str, first: date, end: date) -> int:
    """Return how many rows the register of a month has."""
    counted = db.execute(f"SELECT count(*) FROM ({_COUNTED[register]})", _bounds(first, end)).fetchone()
    return int(counted[0])


def lot_subjects(db: Connection) -> list[str]:
    """Return the subject of every lot that was ever written about, refused deliveries included."""
    return [row[0] for row in db.execute(_LOTS)]


def _bounds(first: date, end: date) -> dict[str, str]:
    from datetime import datetime, time

    return {
        "first": first.isoformat(),
        "end": end.isoformat(),
        "first_at": moment_text(datetime.combine(first, time(), CHINA)),
        "end_at": moment_text(datetime.combine(end, time(), CHINA)),
    }
