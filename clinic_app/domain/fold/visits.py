"""How entries about a visit move it through its states."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from clinic_app.domain.entries.observation import ObservationEnded, ObservationExtended
from clinic_app.domain.entries.vaccination import DoseNotGiven, SafetyCheckPassed, VialChosen
from clinic_app.domain.entries.visit import (
    ConsentFiled,
    ConsentRecorded,
    DosesPlanned,
    PaidChoiceSigned,
    ScreeningRecorded,
    VisitEnded,
    VisitOpened,
    VisitSteppedBack,
)
from clinic_app.domain.fold.card import CardInTheMaking, folds
from clinic_app.domain.visit import (
    BEFORE_THE_NEEDLE,
    SIDE_EXITS,
    Consent,
    DoseState,
    DoseStep,
    PaidChoice,
    PlannedDose,
    Screening,
    Visit,
    VisitState,
    VisitStep,
    after,
    dose_after,
)

if TYPE_CHECKING:
    from datetime import datetime

    from clinic_app.domain.entries.entry import Entry
    from clinic_app.domain.entries.vaccination import DoseGiven

SCREENING_STEPS = {
    "fit": VisitStep.SCREEN,
    "postponed": VisitStep.POSTPONE,
    "contraindicated": VisitStep.CONTRAINDICATE,
}
ENDING_STEPS = {
    "postponed": VisitStep.POSTPONE,
    "contraindicated": VisitStep.CONTRAINDICATE,
    "refused": VisitStep.REFUSE,
    "cancelled": VisitStep.CANCEL,
    "no_show": VisitStep.NOT_COME,
}
LEAVING_STEPS = {
    "normal": VisitStep.LEAVE,
    "left_early": VisitStep.LEAVE_EARLY,
    "unconfirmed": VisitStep.LEAVE_EARLY,
    "reaction": VisitStep.REACT,
}


@folds(VisitOpened)
def _opened(card: CardInTheMaking, entry: Entry[VisitOpened]) -> None:
    body = entry.body
    if body.visit_id in card.visits:
        return
    card.visits[body.visit_id] = Visit(
        id=body.visit_id,
        person_id=card.person_id,
        ticket=body.ticket,
        on=body.on,
        opened_at=entry.at,
        scanned=body.scanned,
    )


@folds(ScreeningRecorded)
def _screened(card: CardInTheMaking, entry: Entry[ScreeningRecorded]) -> None:
    body = entry.body
    step = SCREENING_STEPS.get(body.result)
    visit = _moved(card, body.visit_id, step) if step else None
    if visit is None:
        return
    screening = Screening(
        temperature_tenths=body.temperature_tenths,
        answers=tuple(sorted(body.answers.items())),
        checklist=body.checklist,
        result=body.result,
        advice=body.advice,
        doctor=body.doctor,
        until=body.until,
        at=entry.at,
        by=entry.by,
        quick=body.quick,
        told=body.told,
        systolic=body.systolic,
        diastolic=body.diastolic,
    )
    visit = replace(visit, screening=screening)
    card.visits[visit.id] = visit if visit.state.is_open else replace(visit, ended_at=entry.at, end_reason=body.advice)


@folds(DosesPlanned)
def _planned(card: CardInTheMaking, entry: Entry[DosesPlanned]) -> None:
    visit = _moved(card, entry.body.visit_id, VisitStep.PLAN)
    if visit is not None:
        planned = tuple(
            PlannedDose(
                planned_id=plan.planned_id,
                vaccine=plan.vaccine,
                dose_number=plan.dose_number,
                site=plan.site,
                reason=plan.reason,
                instead_of=plan.instead_of,
                price_fen=plan.price_fen,
                paid=plan.paid,
                receipt_number=plan.receipt_number,
            )
            for plan in entry.body.planned
        )
        left_out = tuple((left.series, left.reason) for left in entry.body.left_out)
        card.visits[visit.id] = replace(visit, planned=planned, left_out=left_out)


@folds(ConsentRecorded)
def _informed(card: CardInTheMaking, entry: Entry[ConsentRecorded]) -> None:
    body = entry.body
    visit = _moved(card, body.visit_id, VisitStep.INFORM)
    if visit is not None:
        consent = Consent(
            signer=body.signer,
            relation=body.relation,
            text_version=body.text_version,
            vaccines=body.vaccines,
            at=entry.at,
            by=entry.by,
            texts=tuple(sorted(body.texts.items())),
            filed=body.filed,
        )
        card.visits[visit.id] = replace(visit, consent=consent)


@folds(ConsentFiled)
def _filed(card: CardInTheMaking, entry: Entry[ConsentFiled]) -> None:
    """Say where the signed paper is kept, whatever has become of the visit; without a signature there is no paper."""
    visit = card.visits.get(entry.body.visit_id)
    if visit is not None and visit.consent is not None:
        card.visits[visit.id] = replace(visit, consent=replace(visit.consent, filed=entry.body.filed))


@folds(PaidChoiceSigned)
def _paid_choice(card: CardInTheMaking, entry: Entry[PaidChoiceSigned]) -> None:
    body = entry.body
    card.paid_choices[entry.id] = PaidChoice(
        visit_id=body.visit_id,
        vaccine=body.vaccine,
        instead_of=body.instead_of,
        signer=body.signer,
        relation=body.relation,
        filed=body.filed,
        at=entry.at,
        by=entry.by,
    )


@folds(VialChosen)
def _vial_chosen(card: CardInTheMaking, entry: Entry[VialChosen]) -> None:
    body = entry.body
    visit = _moved(card, body.visit_id, VisitStep.TAKE_VIAL)
    if visit is not None:
        card.visits[visit.id] = _with_dose_step(
            visit, body.planned_id, DoseStep.CHOOSE_LOT, lot_id=body.lot_id, code=body.code, code_source=body.source
        )


@folds(SafetyCheckPassed)
def _check_passed(card: CardInTheMaking, entry: Entry[SafetyCheckPassed]) -> None:
    visit = card.visits.get(entry.body.visit_id)
    if visit is not None:
        card.visits[visit.id] = _with_dose_step(visit, entry.body.planned_id, DoseStep.PASS_CHECK)


def dose_was_given(card: CardInTheMaking, body: DoseGiven) -> None:
    """Settle the planned dose as given and, when it was the last one, begin observation from that needle.

    A needle overrides the order of steps and every side exit: whoever had one is watched, even if steps before it
    are missing here or another desk had ended the visit.
    """
    visit = card.visits.get(body.visit_id)
    if visit is None or body.dose_id in card.void_reasons:
        return
    planned = visit.dose(body.planned_id)
    if planned is not None:  # it happened: recorded as given from whatever state
        visit = visit.with_dose(_as_given(planned, body))
    last = max(filter(None, (visit.last_given_at, body.given_at)))
    visit = replace(visit, last_given_at=last)
    if visit.state in BEFORE_THE_NEEDLE or visit.state in SIDE_EXITS.values():
        visit = replace(visit, state=VisitState.INJECTING, ended_at=None, end_reason="")
    card.visits[visit.id] = _settled(visit, body.given_at)


def _as_given(planned: PlannedDose, body: DoseGiven) -> PlannedDose:
    """Return the planned dose as it happened: of this lot, at this site."""
    return replace(planned, state=DoseState.GIVEN, dose_id=body.dose_id, lot_id=body.lot_id, site=body.site)


def dose_was_voided(card: CardInTheMaking, dose_id: str) -> None:
    """Take a visit that is still in the room back to before a needle that never happened.

    Its planned dose is open again; the watch goes on from the last needle that is left, or ends when none is.
    """
    dose = card.doses.get(dose_id)
    visit = card.visits.get(dose.visit_id or "") if dose else None
    if visit is None or visit.state not in (VisitState.INJECTING, VisitState.OBSERVING):
        return
    happened = (
        other.given_at
        for other in card.doses.values()
        if other.visit_id == visit.id and other.id not in card.void_reasons
    )
    last = max((at for at in happened if at is not None), default=None)
    planned = tuple(each.as_planned() if each.dose_id == dose_id else each for each in visit.planned)
    visit = replace(visit, planned=planned, last_given_at=last)
    state = _state_before_the_needle(visit) if last is None else VisitState.INJECTING
    still_watched = last is not None and all(each.settled for each in planned)
    card.visits[visit.id] = replace(visit, state=VisitState.OBSERVING if still_watched else state)


def _state_before_the_needle(visit: Visit) -> VisitState:
    """Return how far a visit without a needle has come, by what was recorded of it."""
    if visit.consent is not None:
        return VisitState.INFORMED
    if visit.planned:
        return VisitState.REGISTERED
    return VisitState.SCREENED if visit.screening is not None else VisitState.WAITING


@folds(DoseNotGiven)
def _not_given(card: CardInTheMaking, entry: Entry[DoseNotGiven]) -> None:
    visit = card.visits.get(entry.body.visit_id)
    if visit is not None and visit.dose(entry.body.planned_id) is not None:
        visit = _with_dose_step(visit, entry.body.planned_id, DoseStep.LEAVE_OUT, not_given_reason=entry.body.reason)
        card.visits[visit.id] = _settled(visit, entry.at)


@folds(ObservationEnded)
def _observation_ended(card: CardInTheMaking, entry: Entry[ObservationEnded]) -> None:
    step = LEAVING_STEPS.get(entry.body.outcome)
    visit = _moved(card, entry.body.visit_id, step) if step else None
    if visit is not None:
        card.visits[visit.id] = replace(visit, ended_at=entry.at, end_reason=entry.body.reason)


@folds(ObservationExtended)
def _extended(card: CardInTheMaking, entry: Entry[ObservationExtended]) -> None:
    """Make the watch longer while it lasts; a negative number never makes it shorter."""
    visit = card.visits.get(entry.body.visit_id)
    if visit is not None and visit.state is VisitState.OBSERVING and entry.body.minutes > 0:
        card.visits[visit.id] = replace(visit, extra_minutes=visit.extra_minutes + entry.body.minutes)


@folds(VisitEnded)
def _ended(card: CardInTheMaking, entry: Entry[VisitEnded]) -> None:
    step = ENDING_STEPS.get(entry.body.outcome)
    visit = _moved(card, entry.body.visit_id, step) if step else None
    if visit is not None:
        card.visits[visit.id] = replace(visit, ended_at=entry.at, end_reason=entry.body.reason)


@folds(VisitSteppedBack)
def _stepped_back(card: CardInTheMaking, entry: Entry[VisitSteppedBack]) -> None:
    visit = card.visits.get(entry.body.visit_id)
    if visit is None or visit.last_given_at is not None:
        return
    moved = _moved(card, visit.id, VisitStep.STEP_BACK)
    if moved is not None:
        card.visits[visit.id] = _without_what_is_redone(moved)


def _without_what_is_redone(visit: Visit) -> Visit:
    if visit.state is VisitState.WAITING:
        return replace(visit, screening=None)
    if visit.state is VisitState.SCREENED:
        return replace(visit, planned=(), left_out=())
    if visit.state is VisitState.REGISTERED:
        return replace(visit, consent=None)
    return replace(visit, planned=tuple(dose.as_planned() for dose in visit.planned))


def _moved(card: CardInTheMaking, visit_id: str, step: VisitStep) -> Visit | None:
    """Return the visit after `step`, or None when there is no such visit or the step is not allowed from its state."""
    visit = card.visits.get(visit_id)
    state = after(visit.state, step) if visit else None
    return replace(visit, state=state) if visit and state else None


def _with_dose_step(visit: Visit, planned_id: str, step: DoseStep, **changes: str) -> Visit:
    planned = visit.dose(planned_id)
    state = dose_after(planned.state, step) if planned else None
    if planned is None or state is None:
        return visit
    return visit.with_dose(replace(planned, state=state, **changes))


def _settled(visit: Visit, at: datetime) -> Visit:
    """Move the visit on when its last planned dose has been settled."""
    if any(not dose.settled for dose in visit.planned):
        return visit
    step = VisitStep.LAST_DOSE_SETTLED if visit.last_given_at else VisitStep.ALL_LEFT_OUT
    state = after(visit.state, step)
    if state is None:
        return visit
    if state.is_open:
        return replace(visit, state=state)
    reasons = "; ".join(dose.not_given_reason for dose in visit.planned)
    return replace(visit, state=state, ended_at=at, end_reason=reasons)
