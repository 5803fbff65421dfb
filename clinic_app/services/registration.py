"""Registration (登记建档): opening a file, taking a person into the queue, deciding the vaccines of a visit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from clinic_app.domain.entries.subjects import person_subject
from clinic_app.domain.entries.visit import DosesPlanned, PlannedVaccine, VisitEnded, VisitOpened, VisitSteppedBack
from clinic_app.domain.visit import VisitStep
from clinic_app.records.visits import visits_on
from clinic_app.services.assessment import assess_card
from clinic_app.services.failures import NotDue, ReasonMissing, StepSkipped, UnknownPerson
from clinic_app.services.visit_wish import VisitOf, once, visit_at, visit_ready_for

if TYPE_CHECKING:
    from clinic_app.domain.entries.registration import PersonRegistered
    from clinic_app.domain.fold.card import Card
    from clinic_app.domain.immunization.results import SeriesForecast
    from clinic_app.domain.immunization.rules import Rules
    from clinic_app.domain.visit import Visit
    from clinic_app.services.desk import Desk


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenVaccine:
    """One vaccine the nurse wants to give today. `site` empty takes the first free one of the product."""

    vaccine: str
    site: str = ""


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
    card = desk.card(person_id)
    if card.person is None:
        raise UnknownPerson(person_id)
    if (visit := card.open_visit) is not None and (visit.on == desk.clock.today() or visit.planned):
        return visit
    visit_id = desk.mint()
    today = desk.clock.today()
    with desk.act(draft) as act:
        ticket = f"T{today:%Y%m%d}{visits_on(desk.db, today) + 1:03d}"
        opened = VisitOpened(visit_id=visit_id, person_id=person_id, ticket=ticket, on=today, scanned=scanned)
        act.write(opened, subject=person_subject(person_id))
    return visit_at(desk, person_id, visit_id)


@once
def plan_doses(desk: Desk, which: VisitOf, chosen: tuple[ChosenVaccine, ...]) -> Visit:
    """Decide the vaccines of this visit (登记). Two injections never get one site.

    Raises:
        StepSkipped: the visit has not been screened, or is past this step.
        NotDue: a chosen vaccine may not be given today; its first day is in the failure.
        ReasonMissing: nothing was chosen.
    """
    visit = visit_ready_for(desk, which, VisitStep.PLAN)
    if not chosen:
        raise ReasonMissing
    offered = offered_today(desk.rules, desk.card(which.person_id), desk)
    planned = _with_sites(desk, tuple((choice, _forecast_for(choice, offered)) for choice in chosen))
    body = DosesPlanned(visit_id=visit.id, person_id=visit.person_id, planned=planned)
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


def offered_today(rules: Rules, card: Card, desk: Desk) -> tuple[SeriesForecast, ...]:
    """Return the series from which a dose can be given today."""
    assessment = assess_card(rules, card, desk.clock.today())
    return assessment.forecasts if assessment else ()


def _forecast_for(choice: ChosenVaccine, forecasts: tuple[SeriesForecast, ...]) -> SeriesForecast:
    of_vaccine = [forecast for forecast in forecasts if choice.vaccine in forecast.vaccines]
    possible = next((forecast for forecast in of_vaccine if forecast.possible), None)
    if possible is None:
        until = min((forecast.earliest for forecast in of_vaccine if forecast.earliest), default=None)
        raise NotDue(choice.vaccine, until)
    return possible


def _with_sites(desk: Desk, choices: tuple[tuple[ChosenVaccine, SeriesForecast], ...]) -> tuple[PlannedVaccine, ...]:
    taken: set[str] = set()
    planned = []
    for choice, forecast in choices:
        site = choice.site or next_free_site(desk.rules.vaccine(choice.vaccine).sites, taken)
        taken.add(site)
        planned.append(
            PlannedVaccine(
                planned_id=desk.mint(),
                vaccine=choice.vaccine,
                dose_number=forecast.number or forecast.counted + 1,
                site=site,
            )
        )
    return tuple(planned)


def next_free_site(sites: tuple[str, ...], taken: set[str]) -> str:
    """Return the first allowed site not yet taken in this visit; the first of all when every one is taken."""
    return next((site for site in sites if site not in taken or site == "oral"), sites[0])
