"""Vaccination (接种): vial in hand, the gate of 三查七对一验证, the needle."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from clinic_app.domain.entries.stock import LotCodeLearned, LotDoseUsed, VialOpened
from clinic_app.domain.entries.subjects import lot_subject, person_subject
from clinic_app.domain.entries.vaccination import CheckAnswer, DoseGiven, DoseNotGiven, SafetyCheckPassed, VialChosen
from clinic_app.domain.safety_check import CHECKLIST_VERSION, CheckedPoint, CheckPoint, PointState
from clinic_app.domain.visit import DoseStep, VisitState, VisitStep, dose_after
from clinic_app.services.failures import NotQualified, ReasonMissing, StepSkipped, UnknownVial
from clinic_app.services.gate import Gate, look_at_gate
from clinic_app.services.needle_stops import may_vaccinate, person_stop, require_settled
from clinic_app.services.programme_check import is_charged
from clinic_app.services.vials import (
    dose_for,
    is_vial_code,
    lot_of_code,
    minutes_after_opening,
    open_vial_of,
    require_registered_product,
    require_usable,
)
from clinic_app.services.visit_wish import VisitOf, once, visit_at, visit_of, visit_ready_for

if TYPE_CHECKING:
    from collections.abc import Mapping

    from clinic_app.domain.fold.card import Card
    from clinic_app.domain.lot import Lot
    from clinic_app.domain.visit import PlannedDose, Visit
    from clinic_app.services.desk import Act, Desk


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeVial:
    """A vial code was scanned or typed. `lot_id` says which lot an unknown code belongs to, once."""

    code: str
    source: str
    lot_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveDose:
    """The needle: which planned dose, what the nurse ticked, and why amber items were accepted.

    Attributes:
        site: where it goes when that was changed at the bench; empty takes the planned site.
        answered_by: who wrote the reason of an amber item, when it was not who holds the needle.
    """

    planned_id: str
    ticks: frozenset[CheckPoint]
    reasons: Mapping[CheckPoint, str] = field(default_factory=dict)
    site: str = ""
    answered_by: Mapping[CheckPoint, str] = field(default_factory=dict)


@once
def take_vial(desk: Desk, which: VisitOf, wish: TakeVial) -> Visit:
    """Choose the lot of the vial in hand for the planned dose of its vaccine; a multi-dose vial is opened by it.

    A multi-dose vial that is open already is taken up again, with the doses and the time it has left.

    Raises:
        StepSkipped: consent is missing, or all doses are settled. NotQualified: the user may not vaccinate.
        UnknownVial, OtherVaccine, UnusableLot, VialUsedBefore, VialTimeOver: see `services.vials`. Nothing is written.
    """
    with desk.act(which.draft) as act:
        visit = visit_ready_for(desk, which, VisitStep.TAKE_VIAL)
        if not may_vaccinate(desk.clinic_book(), desk.user_id):
            raise NotQualified(desk.user_id)
        lot = _lot_in_hand(desk, visit, wish)
        planned = dose_for(visit, lot)
        require_usable(desk.db, lot, wish.code, desk.clock.now())
        body = VialChosen(
            visit_id=visit.id,
            person_id=visit.person_id,
            planned_id=planned.planned_id,
            lot_id=lot.id,
            code=wish.code,
            source=wish.source if is_vial_code(wish.code) else "typed",
        )
        act.write(body, subject=person_subject(visit.person_id))
        _write_about_the_vial(desk, act, lot, wish)
    return visit_at(desk, which.person_id, which.visit_id)


@once
def give_dose(desk: Desk, which: VisitOf, wish: GiveDose) -> Visit:
    """Record one injection: the passed check, the dose, its vial and its place in the visit, in one transaction.

    Everything is judged inside that transaction, so that what another desk wrote a moment ago stops this needle.
    A second press with the same draft is answered with the first dose. Observation begins with the last needle.

    Raises:
        StepSkipped: no vial was chosen, or the dose is settled. NotQualified: the user may not vaccinate.
        ConsentMissing: the signature does not cover this vaccine. SameDoseToday: the series had a dose today.
        PaidChoiceMissing: a paid vaccine in the place of a free one that is due, without a signed choice.
        UnusableLot, VialUsedBefore, VialTimeOver: the vial went bad meanwhile.
        NotDue, Contraindicated, SiteTaken, CheckIncomplete: items of the check are red or open.
            (A needle that happened all the same is recorded with `record_error`, whatever was wrong with it.)

    Source: 疫苗管理法 art. 45 (check), art. 46 (what is recorded).
    """
    dose_id = desk.mint()
    with desk.act(which.draft) as act:
        card = desk.card(which.person_id)
        visit = visit_of(card, which.visit_id)
        planned, lot = _in_hand(desk, visit, wish.planned_id)
        gate = _gate(desk, card, visit, planned, lot, wish)
        items = _judged(desk, gate, lot, wish)
        subject = person_subject(visit.person_id)
        act.write(_passed(desk, gate, items, wish), subject=subject)
        given = act.write(_given(desk, gate, lot, dose_id), subject=subject)
        code = planned.code if is_vial_code(planned.code) else ""
        used = LotDoseUsed(lot_id=lot.id, dose_id=dose_id, code=code, vial_id=_opened_vial_id(lot, planned.code))
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


def _lot_in_hand(desk: Desk, visit: Visit, wish: TakeVial) -> Lot:
    """Return the lot of the vial; what its code says of the product holds against what a person says of the lot."""
    lot = None
    if not wish.lot_id:
        with contextlib.suppress(UnknownVial):
            lot = lot_of_code(desk.db, wish.code)
    if lot is None:
        require_registered_product(desk.db, visit, wish.code)
        lot = desk.lot(wish.lot_id) if wish.lot_id else None
    if lot is None:
        raise UnknownVial(wish.code)
    return lot


def _in_hand(desk: Desk, visit: Visit, planned_id: str) -> tuple[PlannedDose, Lot]:
    planned = visit.dose(planned_id)
    if planned is None or visit.state is not VisitState.INJECTING or planned.lot_id is None:
        raise StepSkipped(visit.state.value)
    if dose_after(planned.state, DoseStep.PASS_CHECK) is None:
        raise StepSkipped(planned.state.value)
    lot = desk.lot(planned.lot_id)
    if lot is None:
        raise UnknownVial(planned.code)
    return planned, lot


def _write_about_the_vial(desk: Desk, act: Act, lot: Lot, wish: TakeVial) -> None:
    """Write what was learned of the code, and that a multi-dose vial was opened unless it stands open already."""
    code = wish.code if is_vial_code(wish.code) else ""
    if wish.lot_id and code:
        act.write(LotCodeLearned(lot_id=lot.id, code=code), subject=lot_subject(lot.id))
    if lot.doses_per_vial > 1 and open_vial_of(lot, code) is None:
        settings = desk.clinic_book().settings
        opened = VialOpened(
            vial_id=desk.mint(),
            lot_id=lot.id,
            code=code,
            opened_at=desk.clock.now(),
            minutes=minutes_after_opening(desk.rules, settings, lot.vaccine),
        )
        act.write(opened, subject=lot_subject(lot.id))


def _judged(desk: Desk, gate: Gate, lot: Lot, wish: GiveDose) -> tuple[CheckedPoint, ...]:
    """Return the eleven items, all settled, or raise what stops the needle."""
    if not may_vaccinate(desk.clinic_book(), desk.user_id):
        raise NotQualified(desk.user_id)
    if stop := person_stop(gate):
        raise stop
    require_usable(desk.db, lot, gate.planned.code, desk.clock.now())
    items = look_at_gate(gate, wish.ticks, wish.reasons)
    require_settled(gate, items)
    return items


def _gate(desk: Desk, card: Card, visit: Visit, planned: PlannedDose, lot: Lot, wish: GiveDose) -> Gate:
    return Gate(
        card=card,
        visit=visit,
        planned=planned,
        lot=lot,
        rules=desk.rules,
        today=desk.clock.today(),
        site=wish.site,
    )


def _opened_vial_id(lot: Lot, code: str) -> str:
    vial = open_vial_of(lot, code)
    return vial.id if vial else ""


def _passed(desk: Desk, gate: Gate, items: tuple[CheckedPoint, ...], wish: GiveDose) -> SafetyCheckPassed:
    answers = tuple(
        CheckAnswer(
            item=checked.finding.item.value,
            expected=checked.finding.expected,
            seen=checked.finding.seen,
            source=checked.finding.source,
            state=checked.state.value,
            reason=checked.reason,
            by=_answers_for(desk, checked, wish),
        )
        for checked in items
    )
    return SafetyCheckPassed(
        visit_id=gate.visit.id,
        person_id=gate.visit.person_id,
        planned_id=gate.planned.planned_id,
        checklist=CHECKLIST_VERSION,
        answers=answers,
    )


def _answers_for(desk: Desk, checked: CheckedPoint, wish: GiveDose) -> str:
    """Return who answers for an item: whoever wrote the reason or ticked it; nobody for what a machine measured."""
    if checked.state is PointState.GREEN:
        return ""
    return wish.answered_by.get(checked.finding.item, desk.user_id)


def _given(desk: Desk, gate: Gate, lot: Lot, dose_id: str) -> DoseGiven:
    planned, today = gate.planned, gate.today
    vaccine = desk.rules.vaccine(planned.vaccine)
    return DoseGiven(
        dose_id=dose_id,
        person_id=gate.visit.person_id,
        visit_id=gate.visit.id,
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
        site=gate.site_in_hand,
        given_on=today,
        given_at=desk.clock.now(),
        dose_number=planned.dose_number,
        free=not is_charged(desk.rules, gate.card, vaccine, today),
        advice=desk.rules.edition_in_force(today).name,
        vial_id=_opened_vial_id(lot, planned.code),
    )
