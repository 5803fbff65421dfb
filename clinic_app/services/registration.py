"""Registration (登记建档): opening a file, taking a person into the queue, deciding the vaccines of a visit."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from clinic_app.domain.entries.subjects import person_subject
from clinic_app.domain.entries.visit import DosesPlanned, VisitEnded, VisitOpened, VisitSteppedBack
from clinic_app.domain.visit import VisitStep
from clinic_app.records.visits import visits_on
from clinic_app.services.failures import ReasonMissing, StepSkipped, UnknownPerson
from clinic_app.services.plan_rules import ChosenVaccine, left_out_series, planned_vaccines
from clinic_app.services.planning import planning_day
from clinic_app.services.visit_wish import VisitOf, once, visit_at, visit_ready_for

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from clinic_app.domain.entries.registration import PersonRegistered
    from clinic_app.domain.fold.card import Card
    from clinic_app.domain.visit import Visit
    from clinic_app.services.desk import Desk


def register_person(desk: Desk, who: PersonRegistered, draft: str) -> Card:
    """Open a file (建档) and return the new card.

    Raises:
        AlreadyWritten: this form was saved before.
    """
    with desk.act(draft) as act:
        act.write(who, subject=person_subject(who.person_id))
    return desk.card(who.person_id)


def open_visit(desk: Desk, person_id: str, draft: str, scanned: str = "") -> Visit:
    """Take a person into the queue with a fresh ticket, or return the visit of today that is already open.

    Args:
        desk: the writing side.
        person_id: who came.
        draft: minted when the card opened.
        scanned: the booklet code when the booklet was scanned, empty otherwise.

    Raises:
        UnknownPerson: nobody with this id is on file.
    """
    today = desk.clock.today()
    if (visit := _visit_to_go_on_with(desk.card(person_id), today)) is not None:
        return visit
    visit_id = desk.mint()
    with desk.act(draft) as act:
        if (visit := _visit_to_go_on_with(desk.card(person_id), today)) is not None:
            return visit  # opened at another desk this moment
        ticket = f"T{today:%Y%m%d}{visits_on(desk.db, today) + 1:03d}"
        opened = VisitOpened(visit_id=visit_id, person_id=person_id, ticket=ticket, on=today, scanned=scanned)
        act.write(opened, subject=person_subject(person_id))
    return visit_at(desk, person_id, visit_id)


def _visit_to_go_on_with(card: Card, today: date) -> Visit | None:
    if card.person is None:
        raise UnknownPerson(card.person_id)
    visit = card.open_visit
    return visit if visit is not None and (visit.on == today or visit.planned) else None


@once
def plan_doses(
    desk: Desk, which: VisitOf, chosen: Sequence[ChosenVaccine], left_out: Mapping[str, str] = MappingProxyType({})
) -> Visit:
    """Decide the vaccines of this visit (登记). Two injections never get one site.

    Args:
        desk: the writing side.
        which: the visit.
        chosen: what is to be given.
        left_out: series code -> why it is left out, of those that were proposed.

    Raises:
        StepSkipped: the visit has not been screened, or is past this step. UnknownPerson: no birth date is on file.
        NothingChosen, SameSeriesTwice, NotDue, DeviationUnexplained, PaidChoiceMissing, PriceWrong, ChargedForFree,
        SiteTaken: see `services.plan_rules`.
    """
    visit = visit_ready_for(desk, which, VisitStep.PLAN)
    day = planning_day(desk.db, desk.rules, desk.card(which.person_id), desk.clock.today())
    if day is None:
        raise UnknownPerson(which.person_id)
    body = DosesPlanned(
        visit_id=visit.id,
        person_id=visit.person_id,
        planned=planned_vaccines(day, chosen, desk.mint),
        left_out=left_out_series(day, chosen, left_out),
    )
    with desk.act(which.draft) as act:
        act.write(body, subject=person_subject(visit.person_id))
    return visit_at(desk, which.person_id, which.visit_id)


@once
def end_visit(desk: Desk, which: VisitOf, outcome: str, reason: str) -> Visit:
    """Leave the visit by a side exit before the needle (拒种, 取消, 未到 …), with a reason.

    Raises:
        StepSkipped: a needle was given already, or the visit has ended. ReasonMissing: no reason.
    """
    steps = {"refused": VisitStep.REFUSE, "cancelled": VisitStep.CANCEL, "no_show": VisitStep.NOT_COME}
    visit = visit_ready_for(desk, which, steps[outcome])
    if not reason.strip():
        raise ReasonMissing
    body = VisitEnded(visit_id=visit.id, person_id=visit.person_id, outcome=outcome, reason=reason.strip())
    with desk.act(which.draft) as act:
        act.write(body, subject=person_subject(visit.person_id))
    return visit_at(desk, which.person_id, which.visit_id)


@once
def step_back(desk: Desk, which: VisitOf, reason: str) -> Visit:
    """Return the visit to the step before (退回上一步), with a reason.

    Raises:
        StepSkipped: there is no step before, or a needle was given. ReasonMissing: no reason.
    """
    visit = visit_ready_for(desk, which, VisitStep.STEP_BACK)
    if visit.last_given_at is not None:
        raise StepSkipped(visit.state.value)
    if not reason.strip():
        raise ReasonMissing
    body = VisitSteppedBack(visit_id=visit.id, person_id=visit.person_id, reason=reason.strip())
    with desk.act(which.draft) as act:
        act.write(body, subject=person_subject(visit.person_id))
    return visit_at(desk, which.person_id, which.visit_id)
