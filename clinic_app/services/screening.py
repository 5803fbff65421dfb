"""Screening (预检): temperature, health questions, the decision and the advice given."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from clinic_app.domain.entries.subjects import person_subject
from clinic_app.domain.entries.visit import ScreeningRecorded
from clinic_app.domain.screening import Suggestion, suggestion
from clinic_app.domain.visit import VisitStep
from clinic_app.services.failures import AnswersMissing, NotFit, ReasonMissing, TemperatureImplausible
from clinic_app.services.resource_files import screening_checklist
from clinic_app.services.visit_wish import VisitOf, once, visit_at, visit_ready_for

if TYPE_CHECKING:
    from datetime import date

    from clinic_app.domain.visit import Visit
    from clinic_app.services.desk import Desk

_STEPS = {
    "fit": VisitStep.SCREEN,
    "postponed": VisitStep.POSTPONE,
    "contraindicated": VisitStep.CONTRAINDICATE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreeningWish:
    """What the nurse found. `temperature_tenths` is tenths of a degree; every question has an answer."""

    temperature_tenths: int
    answers: dict[str, bool]
    result: str
    advice: str = ""
    doctor: str = ""
    until: date | None = None


@once
def record_screening(desk: Desk, which: VisitOf, wish: ScreeningWish) -> Visit:
    """Record the screening and move the visit on, or out with advice.

    Raises:
        StepSkipped: the visit is past screening. TemperatureImplausible: a slip of the fingers.
        AnswersMissing: a question has no answer. NotFit: fever, yet called fit.
        ReasonMissing: not fit (or a yes was given), and no medical advice was written (疫苗管理法 art. 44).
    """
    visit = visit_ready_for(desk, which, _STEPS[wish.result])
    checklist = screening_checklist()
    if not checklist.is_plausible(wish.temperature_tenths):
        raise TemperatureImplausible
    if missing := checklist.unanswered(wish.answers):
        raise AnswersMissing(missing)
    suggested = suggestion(checklist, wish.temperature_tenths, wish.answers)
    if wish.result == "fit" and suggested is Suggestion.FEVER:
        raise NotFit
    if (wish.result != "fit" or suggested is Suggestion.ASK_DOCTOR) and not wish.advice.strip():
        raise ReasonMissing
    body = ScreeningRecorded(
        visit_id=visit.id,
        person_id=visit.person_id,
        temperature_tenths=wish.temperature_tenths,
        answers=wish.answers,
        checklist=checklist.version,
        result=wish.result,
        advice=wish.advice.strip(),
        doctor=wish.doctor,
        until=wish.until,
    )
    with desk.act(which.draft) as act:
        act.write(body, subject=person_subject(visit.person_id))
    return visit_at(desk, which.person_id, which.visit_id)
