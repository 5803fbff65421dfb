"""How entries about what followed a needle change the card: reactions, errors, the next appointment."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from clinic_app.domain.aefi import Aefi, AefiReport
from clinic_app.domain.appointment import Appointment
from clinic_app.domain.entries.aefi import AefiAmended, AefiRecorded, AefiReported
from clinic_app.domain.entries.appointments import AppointmentCancelled, AppointmentMade, AppointmentMoved
from clinic_app.domain.entries.vaccination import VaccinationErrorRecorded
from clinic_app.domain.fold.card import CardInTheMaking, folds
from clinic_app.domain.vaccination_error import VaccinationError

if TYPE_CHECKING:
    from clinic_app.domain.entries.entry import Entry

UNSTATED = "unstated"
_AEFI_FIELDS = (
    "onset_at found_at visit_id dose_ids symptoms fever_tenths swelling_mm hardness_mm course diagnosis treatment "
    "serious in_hospital outcome classification found_by"
).split()


@folds(AefiRecorded)
def _aefi_recorded(card: CardInTheMaking, entry: Entry[AefiRecorded]) -> None:
    card.aefis.setdefault(entry.body.aefi_id, _aefi(card, entry.body, entry.by))


@folds(AefiAmended)
def _aefi_amended(card: CardInTheMaking, entry: Entry[AefiAmended]) -> None:
    """Put the newest version in causal order in the place of the former one."""
    card.aefis[entry.body.aefi_id] = replace(_aefi(card, entry.body.now, entry.by), id=entry.body.aefi_id)


@folds(AefiReported)
def _aefi_reported(card: CardInTheMaking, entry: Entry[AefiReported]) -> None:
    body = entry.body
    report = AefiReport(way=body.way, to=body.to, at=body.reported_at, by=entry.by)
    card.aefi_reports.setdefault(body.aefi_id, {})[entry.id] = report


@folds(VaccinationErrorRecorded)
def _error_recorded(card: CardInTheMaking, entry: Entry[VaccinationErrorRecorded]) -> None:
    body = entry.body
    error = VaccinationError(
        id=body.error_id,
        person_id=card.person_id,
        dose_id=body.dose_id,
        error=body.error,
        expected=body.expected,
        happened=body.happened,
        found_at=body.found_at,
        recorded_by=entry.by,
        action=body.action,
        visit_id=body.visit_id,
    )
    card.errors.setdefault(error.id, error)


@folds(AppointmentMade)
def _appointment_made(card: CardInTheMaking, entry: Entry[AppointmentMade]) -> None:
    body = entry.body
    appointment = Appointment(
        id=body.appointment_id,
        person_id=card.person_id,
        on=body.on,
        half_day=body.half_day,
        vaccines=body.vaccines,
        visit_id=body.visit_id,
    )
    card.appointments.setdefault(appointment.id, appointment)


@folds(AppointmentMoved)
def _appointment_moved(card: CardInTheMaking, entry: Entry[AppointmentMoved]) -> None:
    body = entry.body
    if (appointment := card.appointments.get(body.appointment_id)) is not None:
        card.appointments[appointment.id] = replace(appointment, on=body.on, half_day=body.half_day)


@folds(AppointmentCancelled)
def _appointment_cancelled(card: CardInTheMaking, entry: Entry[AppointmentCancelled]) -> None:
    body = entry.body
    if (appointment := card.appointments.get(body.appointment_id)) is not None:
        card.appointments[appointment.id] = replace(appointment, cancel_reason=body.reason or UNSTATED)


def _aefi(card: CardInTheMaking, body: AefiRecorded, by: str) -> Aefi:
    values = {name: getattr(body, name) for name in _AEFI_FIELDS}
    return Aefi(id=body.aefi_id, person_id=card.person_id, recorded_by=by, **values)
