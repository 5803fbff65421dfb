"""Screening (预检): temperature, health questions, telling, the decision and the advice given."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from clinic_app.domain.entries.appointments import AppointmentCancelled
from clinic_app.domain.entries.subjects import person_subject
from clinic_app.domain.entries.visit import ScreeningRecorded
from clinic_app.domain.screening import (
    HYPERTENSION,
    BloodPressure,
    Suggestion,
    fever_from,
    is_adult,
    suggestion,
    unanswered,
)
from clinic_app.domain.visit import VisitStep
from clinic_app.records.clinic_book import load_clinic_book
from clinic_app.services import failures
from clinic_app.services.resource_files import screening_checklist
from clinic_app.services.visit_wish import VisitOf, once, visit_at, visit_of, visit_ready_for

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from clinic_app.domain.appointment import Appointment
    from clinic_app.domain.clinic_settings import ClinicSettings
    from clinic_app.domain.fold.card import Card
    from clinic_app.domain.fold.clinic_book import ClinicBook
    from clinic_app.domain.screening import Checklist
    from clinic_app.domain.visit import Visit
    from clinic_app.services.desk import Desk

FIT, POSTPONED, CONTRAINDICATED = "fit", "postponed", "contraindicated"
LONGEST_POSTPONEMENT = timedelta(days=366)
_STEPS = {
    FIT: VisitStep.SCREEN,
    POSTPONED: VisitStep.POSTPONE,
    CONTRAINDICATED: VisitStep.CONTRAINDICATE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreeningWish:
    """What the nurse found. `temperature_tenths` is tenths of a degree; every question asked has an answer.

    Attributes:
        quick: only the short list for crowds was asked. pressure: measured of who has hypertension, else None.
        told: the guardian was told of vaccine, effect, contraindications, reactions and the thirty minutes.
        doctor: who judged, by name. until: the day to come back, when postponed.
    """

    temperature_tenths: int
    answers: dict[str, bool]
    result: str
    advice: str = ""
    doctor: str = ""
    until: date | None = None
    quick: bool = False
    told: bool = False
    pressure: BloodPressure | None = None


@once
def record_screening(desk: Desk, which: VisitOf, wish: ScreeningWish) -> Visit:
    """Record the screening and move the visit on, or out with advice.

    Raises:
        StepSkipped: the visit is past screening. TemperatureImplausible, PressureImplausible: a slip of the fingers.
        AnswersMissing: a question has no answer. PressureMissing: hypertension, and nothing was measured.
        NotFit: fever, yet called fit. NotTold: fit, but the guardian was told nothing.
        ReasonMissing, DoctorMissing: not fit, or a yes was given, without medical advice or without a doctor.
        ComeBackDayWrong: postponed, and no day to come back that lies ahead.

    Source: 疫苗管理法 art. 44 (telling, asking and advice are recorded).
    """
    visit = visit_ready_for(desk, which, _STEPS[wish.result])
    card, book = desk.card(which.person_id), load_clinic_book(desk.db)
    checklist = checklist_in_force(book.settings)
    _require_findings(checklist, book.settings, card, visit, wish)
    _require_judgement(suggested(checklist, book.settings, wish), wish)
    if wish.result == POSTPONED:
        require_day_ahead(wish.until, desk.clock.today())
    with desk.act(which.draft) as act:
        act.write(_recorded(visit, checklist, wish), subject=person_subject(visit.person_id))
    return visit_at(desk, which.person_id, which.visit_id)


@once
def cancel_appointments(desk: Desk, which: VisitOf, reason: str) -> Visit:
    """Cancel the person's appointments from the visit's day on (取消预约), with a reason, in one act.

    Raises:
        UnknownVisit: the person has no such visit. ReasonMissing: no reason.
    """
    card = desk.card(which.person_id)
    visit = visit_of(card, which.visit_id)
    if not reason.strip():
        raise failures.ReasonMissing
    with desk.act(which.draft) as act:
        for appointment in standing_appointments(card, visit.on):
            body = AppointmentCancelled(appointment_id=appointment.id, person_id=visit.person_id, reason=reason.strip())
            act.write(body, subject=person_subject(visit.person_id))
    return visit_at(desk, which.person_id, which.visit_id)


def standing_appointments(card: Card, on: date) -> tuple[Appointment, ...]:
    """Return the person's appointments that stand, from `on` on."""
    return tuple(appointment for appointment in card.appointments if appointment.stands and appointment.on >= on)


def checklist_in_force(settings: ClinicSettings) -> Checklist:
    """Return the list of questions this clinic asks."""
    return screening_checklist(settings.screening_questions)


@functools.cache
def question_shorts() -> Mapping[str, str]:
    """Return question id -> its short words, of every list this version has."""
    lists = (screening_checklist(13), screening_checklist())
    return {question.id: question.short for each in lists for question in (*each.questions, *each.adults)}


def doctors(book: ClinicBook) -> tuple[str, ...]:
    """Return the names of the clinic's doctors who work here now."""
    return tuple(user.name for user in book.users if user.role == "doctor" and not user.retired)


def suggested(checklist: Checklist, settings: ClinicSettings, wish: ScreeningWish) -> Suggestion:
    """Return what was found suggests, by the clinic's own thresholds."""
    high = wish.pressure is not None and wish.pressure.is_high(settings)
    return suggestion(wish.temperature_tenths, fever_from(checklist, settings), wish.answers, high_pressure=high)


def require_day_ahead(until: date | None, today: date) -> None:
    """Stop a day to come back that is missing, is not ahead, or lies more than a year ahead.

    Raises:
        ComeBackDayWrong: it is one of these.
    """
    if until is None or not today < until <= today + LONGEST_POSTPONEMENT:
        raise failures.ComeBackDayWrong


def _require_findings(
    checklist: Checklist, settings: ClinicSettings, card: Card, visit: Visit, wish: ScreeningWish
) -> None:
    if not checklist.is_plausible(wish.temperature_tenths):
        raise failures.TemperatureImplausible
    adult = card.person is not None and is_adult(card.person.birth_date, visit.on)
    if missing := unanswered(checklist.asked(adult=adult, quick=wish.quick), wish.answers):
        raise failures.AnswersMissing(missing)
    if wish.pressure is not None and not wish.pressure.is_plausible:
        raise failures.PressureImplausible
    if wish.answers.get(HYPERTENSION) and wish.pressure is None:
        raise failures.PressureMissing


def _require_judgement(found: Suggestion, wish: ScreeningWish) -> None:
    fit = wish.result == FIT
    if fit and found is Suggestion.FEVER:
        raise failures.NotFit
    if not fit or found is Suggestion.ASK_DOCTOR:
        if not wish.advice.strip():
            raise failures.ReasonMissing
        if not wish.doctor.strip():
            raise failures.DoctorMissing
    if fit and not wish.told:
        raise failures.NotTold


def _recorded(visit: Visit, checklist: Checklist, wish: ScreeningWish) -> ScreeningRecorded:
    return ScreeningRecorded(
        visit_id=visit.id,
        person_id=visit.person_id,
        temperature_tenths=wish.temperature_tenths,
        answers=wish.answers,
        checklist=checklist.version,
        result=wish.result,
        advice=wish.advice.strip(),
        doctor=wish.doctor.strip(),
        until=wish.until if wish.result == POSTPONED else None,
        quick=wish.quick,
        told=wish.told,
        systolic=wish.pressure.systolic if wish.pressure else None,
        diastolic=wish.pressure.diastolic if wish.pressure else None,
    )
