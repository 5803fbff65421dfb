"""Queries for appointments: who was asked to come on a day, and whether they came."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from clinic_app.domain.visit import VisitState

if TYPE_CHECKING:
    from clinic_app.records.sqlite import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointmentLine:
    """An appointment as the list of its day shows it.

    Attributes:
        vaccines: codes of what is expected. cancel_reason: empty while it stands.
        visit_state: where the person's visit of that day stands, None when nobody came.
        vaccinated: a needle was given in it.
    """

    appointment_id: str
    person_id: str
    name: str
    sex: str
    birth_date: date | None
    guardian_name: str
    phone: str
    on: date
    half_day: str
    vaccines: tuple[str, ...]
    cancel_reason: str
    visit_state: VisitState | None
    vaccinated: bool


_ON_DAY = """
SELECT appointment_id, appointment.person_id, person.name, person.sex, person.birth_date, person.guardian_name,
       person.phone, appointment_on, half_day, vaccines, cancel_reason, came.state, came.last_given_at
  FROM appointment
  JOIN person ON person.person_id = appointment.person_id
  LEFT JOIN visit AS came ON came.visit_id = (
       SELECT visit_id FROM visit WHERE person_id = appointment.person_id AND visit_on = appointment_on
        ORDER BY last_given_at IS NULL, opened_at DESC LIMIT 1)
 WHERE appointment_on = :day
 ORDER BY cancel_reason <> '', half_day = 'afternoon', person.name, appointment_id
"""
_COUNT = "SELECT count(*) FROM appointment WHERE appointment_on = :day AND cancel_reason = ''"


def appointments_on(db: Connection, day: date) -> list[AppointmentLine]:
    """Return the appointments that stand on `day` or were cancelled while they did; the cancelled ones last."""
    return [
        AppointmentLine(
            appointment_id=row[0],
            person_id=row[1],
            name=row[2],
            sex=row[3],
            birth_date=date.fromisoformat(row[4]) if row[4] else None,
            guardian_name=row[5],
            phone=row[6],
            on=date.fromisoformat(row[7]),
            half_day=row[8],
            vaccines=tuple(json.loads(row[9])),
            cancel_reason=row[10],
            visit_state=VisitState(row[11]) if row[11] else None,
            vaccinated=row[12] is not None,
        )
        for row in db.execute(_ON_DAY, {"day": day.isoformat()}).fetchall()
    ]


def appointed_on(db: Connection, day: date) -> int:
    """Return how many appointments stand on `day`."""
    return int(db.execute(_COUNT, {"day": day.isoformat()}).fetchone()[0])
