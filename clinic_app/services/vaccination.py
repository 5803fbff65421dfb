"""Vaccination (接种): vial in hand, the gate of 三查七对一验证, the needle."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from clinic_app.domain.entries.stock import LotCodeLearned, LotDoseUsed
from clinic_app.domain.entries.subjects import lot_subject, person_subject
from clinic_app.domain.entries.vaccination import CheckAnswer, DoseGiven, DoseNotGiven, SafetyCheckPassed, VialChosen
from clinic_app.domain.safety_check import CHECKLIST_VERSION, CheckedPoint, CheckPoint, open_points
from clinic_app.domain.visit import DoseStep, VisitState, VisitStep, dose_after
from clinic_app.records.clinic_book import load_clinic_book
from clinic_app.services.failures import (
    CheckIncomplete,
    ConsentMissing,
    NotQualified,
    ReasonMissing,
    SameDoseToday,
    StepSkipped,
    UnknownVial,
)
from clinic_app.services.gate import Gate, look_at_gate
from clinic_app.services.vials import dose_for, is_vial_code, lot_by_id, lot_of_code, require_usable
from clinic_app.services.visit_wish import VisitOf, once, visit_at, visit_of, visit_ready_for

if TYPE_CHECKING:
    from collections.abc import Mapping

    from clinic_app.domain.fold.card import Card
    from clinic_app.domain.lot import Lot
    from clinic_app.domain.visit import PlannedDose, Visit
    from clinic_app.services.desk import Desk


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeVial:
    """A vial code was scanned or typed. `lot_id` says which lot an unknown code belongs to, once."""

    code: str
    source: str
    lot_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveDose:
    """The needle: which planned dose, what the nurse ticked, and why amber items were accepted."""

    planned_id: str
    ticks: frozenset[CheckPoint]
    reasons: Mapping[CheckPoint, str] = field(default_factory=dict)


@once
def take_vial(desk: Desk, which: VisitOf, wish: TakeVial) -> Visit:
    """Choose the lot of the vial in hand for the planned dose of its vaccine.

    Raises:
        StepSkipped: consent is missing, or all doses are settled.
        UnknownVial, OtherVaccine, UnusableLot, VialUsedBefore: see `services.vials`. Nothing is written.
    """
    visit = visit_ready_for(desk, which, VisitStep.TAKE_VIAL)
    lot = lot_by_id(desk.db, wish.lot_id) if wish.lot_id else lot_of_code(desk.db, wish.code)
    if lot is None:
        raise UnknownVial(wish.code)
    planned = dose_for(visit, lot)
    require_usable(desk.db, lot, wish.code, desk.clock.today())
    body = VialChosen(
        visit_id=visit.id,
        person_id=visit.person_id,
        planned_id=planned.planned_id,
        lot_id=lot.id,
        code=wish.code,
        source=wish.source,
    )
    with desk.act(which.draft) as act:
        act.write(body, subject=person_subject(visit.person_id))
        if wish.lot_id and is_vial_code(wish.code):
            act.write(LotCodeLearned(lot_id=lot.id, code=wish.code), subject=lot_subject(lot.id))
    return visit_at(desk, which.person_id, which.visit_id)


@once
def give_dose(desk: Desk, which: VisitOf, wish: GiveDose) -> Visit:
    """Record one injection: the passed check, the dose, its vial and its place in the visit, in one transaction.

    A second press with the same draft is answered with the first dose. Observation begins with the last needle.

    Raises:
        StepSkipped: no vial was chosen, or the dose is settled. NotQualified: the user may not vaccinate.
        CheckIncomplete: items are open or red. UnusableLot, VialUsedBefore: the vial went bad meanwhile.
        ConsentMissing: the signature does not cover this vaccine. SameDoseToday: given today already.
            (A needle that happened all the same is recorded with `record_past_dose`, whatever was wrong with it.)

    Source: 疫苗管理法 art. 45 (check), art. 46 (what is recorded).
    """
    card = desk.card(which.person_id)
    visit = visit_of(card, which.visit_id)
    planned, lot = _in_hand(desk, visit, wish.planned_id)
    _require_permission(desk, card, visit, planned)
    require_usable(desk.db, lot, planned.code, desk.clock.today())
    items = look_at_gate(_gate(desk, card, visit, planned, lot), wish.ticks, wish.reasons)
    if missing := open_points(items):
        raise CheckIncomplete(tuple(item.value for item in missing))
    dose_id = desk.mint()
    with desk.act(which.draft) as act:
        subject = person_subject(visit.person_id)
        act.write(_passed(visit, planned, items), subject=subject)
        given = act.write(_given(desk, visit, planned, lot, dose_id), subject=subject)
        code = planned.code if is_vial_code(planned.code) else ""
        used = LotDoseUsed(lot_id=lot.id, dose_id=dose_id, code=code)
        act.write(used, subject=lot_subject(lot.id), refs=(given,))
    return visit_of(act.cards[which.person_id], which.visit_id)


@once
def leave_out(desk: Desk, which: VisitOf, planned_id: str, reason: str) -> Visit:
    """Leave out one planned dose (未种), with a reason; the visit goes on with the others.

    Raises:
        StepSkipped: the dose is settled, or the visit has not been informed. ReasonMissing: no reason.
    """
    visit = visit_at(desk, which.person_id, which.visit_id)
    planned = visit.dose(planned_id)
    if visit.state not in (VisitState.INFORMED, VisitState.INJECTING) or planned is None or planned.settled:
        raise StepSkipped(visit.state.value)
    if not reason.strip():
        raise ReasonMissing
    body = DoseNotGiven(visit_id=visit.id, person_id=visit.person_id, planned_id=planned_id, reason=reason.strip())
    with desk.act(which.draft) as act:
        act.write(body, subject=person_subject(visit.person_id))
    return visit_at(desk, which.person_id, which.visit_id)


def _in_hand(desk: Desk, visit: Visit, planned_id: str) -> tuple[PlannedDose, Lot]:
    planned = visit.dose(planned_id)
    if planned is None or visit.state is not VisitState.INJECTING or planned.lot_id is None:
        raise StepSkipped(visit.state.value)
    if dose_after(planned.state, DoseStep.PASS_CHECK) is None:
        raise StepSkipped(planned.state.value)
    lot = lot_by_id(desk.db, planned.lot_id)
    if lot is None:
        raise UnknownVial(planned.code)
    return planned, lot


def _require_permission(desk: Desk, card: Card, visit: Visit, planned: PlannedDose) -> None:
    user = next((user for user in load_clinic_book(desk.db).users if user.id == desk.user_id), None)
    if user is None or not user.may_vaccinate:
        raise NotQualified(desk.user_id)
    if visit.consent is None or planned.vaccine not in visit.consent.vaccines:
        raise ConsentMissing(planned.vaccine)
    today = desk.clock.today()
    if any(dose.vaccine == planned.vaccine and dose.given_on == today for dose in card.counted_doses):
        raise SameDoseToday(planned.vaccine)


def _gate(desk: Desk, card: Card, visit: Visit, planned: PlannedDose, lot: Lot) -> Gate:
    return Gate(
        card=card,
        visit=visit,
        planned=planned,
        lot=lot,
        rules=desk.rules,
        today=desk.clock.today(),
    )


def _passed(visit: Visit, planned: PlannedDose, items: tuple[CheckedPoint, ...]) -> SafetyCheckPassed:
    answers = tuple(
        CheckAnswer(
            item=checked.finding.item.value,
            expected=checked.finding.expected,
            seen=checked.finding.seen,
            source=checked.finding.source,
            state=checked.state.value,
            reason=checked.reason,
        )
        for checked in items
    )
    return SafetyCheckPassed(
        visit_id=visit.id,
        person_id=visit.person_id,
        planned_id=planned.planned_id,
        checklist=CHECKLIST_VERSION,
        answers=answers,
    )


def _given(desk: Desk, visit: Visit, planned: PlannedDose, lot: Lot, dose_id: str) -> DoseGiven:
    vaccine = desk.rules.vaccine(planned.vaccine)
    today = desk.clock.today()
    return DoseGiven(
        dose_id=dose_id,
        person_id=visit.person_id,
        visit_id=visit.id,
        planned_id=planned.planned_id,
        vaccine=planned.vaccine,
        product=lot.product,
        maker=lot.maker,
        lot_id=lot.id,
        lot_number=lot.lot_number,
        expires_on=lot.expires_on,
        trace_code=planned.code if is_vial_code(planned.code) else "",
        volume=vaccine.volume,
        route=vaccine.route,
        site=planned.site,
        given_on=today,
        given_at=desk.clock.now(),
        dose_number=planned.dose_number,
        free=not vaccine.paid,
        advice=desk.rules.edition_in_force(today).name,
    )
