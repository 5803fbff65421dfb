"""Visits to the practice clinic: screening, plan, consent, needle and observation, as its people go through them."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, TypeGuard

from clinic_app.domain.entries.aefi import AefiRecorded, AefiReported
from clinic_app.domain.entries.observation import ObservationEnded
from clinic_app.domain.entries.subjects import person_subject
from clinic_app.domain.entries.vaccination import DoseGiven
from clinic_app.domain.entries.visit import (
    ConsentRecorded,
    DosesPlanned,
    PlannedVaccine,
    ScreeningRecorded,
    VisitEnded,
    VisitOpened,
)
from clinic_app.practice.facts import read_facts, words
from clinic_app.practice.needle import Needle, Planned
from clinic_app.practice.programme import COMBINED, Wanted, chosen_for_visit, wanted_next
from clinic_app.practice.vaccines import Vaccine, vaccine

if TYPE_CHECKING:
    import random

    from clinic_app.domain.entries.entry import Body
    from clinic_app.practice.family import Child
    from clinic_app.practice.happening import Scribe
    from clinic_app.practice.stockroom import Stockroom

DAYS_AFTER_ILLNESS = 7
DAYS_AFTER_EMPTY_SHELF = 7
DAYS_AFTER_REFUSAL = 60
OBSERVATION_SECONDS = (1810, 2300)
SWELLING_MM = 30
REPORTED_AFTER = timedelta(minutes=20)


@dataclass(slots=True)
class Sitting:
    """One visit under way: whose, which, and the time on the wall."""

    child: Child
    id: str
    on: date
    now: datetime


class Visits:
    """Holds the visits of the practice clinic: the doctor screens, the nurse does the rest."""

    def __init__(self, chance: random.Random, scribe: Scribe, stockroom: Stockroom, needle: Needle) -> None:
        facts = read_facts("township")
        users = {user["key"]: user for user in facts["user"]}
        self._chance = chance
        self._scribe = scribe
        self._stockroom = stockroom
        self._needle = needle
        self._check = read_facts("check")
        self._chances = facts["chances"]
        self._nurse: str = users["nurse"]["user_id"]
        self._doctor: str = users["doctor"]["user_id"]
        self._doctor_name: str = users["doctor"]["name"]

    def hold(self, child: Child, on: date, place: int, at: datetime) -> None:
        """Take one child through its visit, and settle from when its mother would come again.

        Args:
            child: registered here.
            on: business date.
            place: number on the ticket, from 1.
            at: moment the visit opens.
        """
        sitting = Sitting(child, self._scribe.mint.id_at(at), on, at)
        ticket = f"T{on:%Y%m%d}{place:03}"
        self._write(
            sitting, VisitOpened(visit_id=sitting.id, person_id=child.id, ticket=ticket, on=on, scanned=child.code)
        )
        if self._is_ill(child, on):
            self._postpone(sitting)
            return
        self._screen(sitting)
        planned = self._plan(sitting)
        if not planned:
            self._end(sitting, "cancelled", words()["out_of_stock"])
            child.look_ahead(on, rest_days=DAYS_AFTER_EMPTY_SHELF)
        elif self._happens(child, "refused_at_the_desk"):
            self._send_home_unwilling(sitting, planned)
        else:
            self._vaccinate(sitting, planned)

    def _vaccinate(self, sitting: Sitting, planned: list[Planned]) -> None:
        child = sitting.child
        self._consent(sitting, planned)
        for place, dose in enumerate(planned):
            if place > 0 and self._happens(child, "child_will_not_hold_still"):
                sitting.now = self._needle.leave_out(child, sitting.id, dose, sitting.now)
            else:
                sitting.now = self._needle.give(child, sitting.id, dose, sitting.on, sitting.now)
                child.received(dose.vaccine.code, sitting.on, here=True)
        self._watch(sitting)
        child.look_ahead(sitting.on)

    def _is_ill(self, child: Child, on: date) -> bool:
        if child.mother.temperament.always_comes:
            return False
        return bool(self._chance.random() < self._chances["ill_by_month"][on.month - 1])

    def _happens(self, child: Child, what: str) -> bool:
        return not child.mother.temperament.always_comes and bool(self._chance.random() < self._chances[what])

    def _postpone(self, sitting: Sitting) -> None:
        fever = self._chance.random() < 0.6
        low, high = (self._check["fever_from_tenths"], 391) if fever else (362, 371)
        self._write_screening(
            sitting,
            self._chance.randrange(low, high),
            yes="fever" if fever else "acute_illness",
            result="postponed",
            advice=words()["fever_advice" if fever else "cold_advice"],
            until=sitting.on + timedelta(days=DAYS_AFTER_ILLNESS),
        )
        sitting.child.look_ahead(sitting.on, rest_days=DAYS_AFTER_ILLNESS)

    def _screen(self, sitting: Sitting) -> None:
        self._write_screening(sitting, self._chance.randrange(361, 370), result="fit")

    def _write_screening(
        self, sitting: Sitting, tenths: int, *, result: str, yes: str = "", advice: str = "", until: date | None = None
    ) -> None:
        self._pass_seconds(sitting, 40, 75)
        body = ScreeningRecorded(
            visit_id=sitting.id,
            person_id=sitting.child.id,
            temperature_tenths=tenths,
            answers={question: question == yes for question in self._check["questions"]},
            checklist=self._check["screening_checklist"],
            result=result,
            advice=advice,
            doctor=self._doctor_name,
            until=until,
        )
        self._write(sitting, body, by=self._doctor)

    def _plan(self, sitting: Sitting) -> list[Planned]:
        """Plan what the calendar allows today and the refrigerator holds; return it, empty when it holds none."""
        child = sitting.child
        five_in_one = child.mother.wants_five_in_one
        wanted = wanted_next(child.birth, child.history, sitting.on, five_in_one=five_in_one)
        planned: list[Planned] = []
        for choice in chosen_for_visit(wanted, sitting.on):
            vial = self._stockroom.take(choice.vaccine, sitting.on)
            if vial is not None:
                planned_id = self._scribe.mint.id_at(sitting.now)
                planned.append(Planned(planned_id, vial, choice.step.number, _free_site(vial.lot.vaccine, planned)))
        if planned:
            self._pass_seconds(sitting, 30, 60)
            vaccines = tuple(_as_planned_vaccine(dose) for dose in planned)
            self._write(sitting, DosesPlanned(visit_id=sitting.id, person_id=child.id, planned=vaccines))
        return planned

    def _consent(self, sitting: Sitting, planned: list[Planned]) -> None:
        self._pass_seconds(sitting, 30, 60)
        body = ConsentRecorded(
            visit_id=sitting.id,
            person_id=sitting.child.id,
            signer=sitting.child.mother.guardian,
            relation=sitting.child.mother.relation,
            text_version=self._check["consent_text"],
            vaccines=tuple(dose.vaccine.code for dose in planned),
        )
        self._write(sitting, body)

    def _send_home_unwilling(self, sitting: Sitting, planned: list[Planned]) -> None:
        for dose in planned:
            self._stockroom.put_back(dose.vial)
        self._end(sitting, "refused", words()["refused"])
        sitting.child.look_ahead(sitting.on, rest_days=DAYS_AFTER_REFUSAL)

    def _end(self, sitting: Sitting, outcome: str, reason: str) -> None:
        self._pass_seconds(sitting, 20, 60)
        self._write(
            sitting, VisitEnded(visit_id=sitting.id, person_id=sitting.child.id, outcome=outcome, reason=reason)
        )

    def _watch(self, sitting: Sitting) -> None:
        outcome, reason = "normal", ""
        if self._happens(sitting.child, "reaction"):
            outcome, reason = "reaction", words()["reaction"]
        elif self._happens(sitting.child, "leaves_early"):
            outcome, reason = "left_early", words()["left_early"]
        low, high = (600, 1500) if outcome == "left_early" else OBSERVATION_SECONDS
        self._pass_seconds(sitting, low, high)
        self._write(
            sitting, ObservationEnded(visit_id=sitting.id, person_id=sitting.child.id, outcome=outcome, reason=reason)
        )
        if outcome == "reaction":
            self._report(sitting, reason)

    def _report(self, sitting: Sitting, course: str) -> None:
        """Write the record of a mild reaction and report it; its ids follow from the visit and cost no chance."""
        event_id, recorded_id, reported_id = (_beside(sitting.id, step) for step in (1, 2, 3))
        doses = [body.dose_id for body in self._scribe.bodies_of_today() if _given_in(body, sitting.id)]
        event = AefiRecorded(
            aefi_id=event_id,
            person_id=sitting.child.id,
            onset_at=sitting.now,
            found_at=sitting.now,
            visit_id=sitting.id,
            dose_ids=tuple(doses),
            symptoms=("swelling",),
            swelling_mm=SWELLING_MM,
            course=course,
            outcome="recovered",
            classification="common",
        )
        reported_at = sitting.now + REPORTED_AFTER
        report = AefiReported(
            aefi_id=event_id,
            person_id=sitting.child.id,
            way="network",
            to=words()["reaction_reported_to"],
            reported_at=reported_at,
        )
        subject = person_subject(sitting.child.id)
        self._scribe.write(subject, event, at=sitting.now, by=self._nurse, id=recorded_id)
        self._scribe.write(subject, report, at=reported_at, by=self._nurse, refs=(recorded_id,), id=reported_id)

    def _pass_seconds(self, sitting: Sitting, low: int, high: int) -> None:
        sitting.now += timedelta(milliseconds=self._chance.randrange(low * 1000, high * 1000))

    def _write(self, sitting: Sitting, body: Body, *, by: str = "") -> None:
        self._scribe.write(person_subject(sitting.child.id), body, at=sitting.now, by=by or self._nurse)


def _beside(identity: str, step: int) -> str:
    """Return an id of the same shape and moment that follows from another one."""
    return str(uuid.UUID(int=uuid.UUID(identity).int ^ step))


def _given_in(body: Body, visit_id: str) -> TypeGuard[DoseGiven]:
    return isinstance(body, DoseGiven) and body.visit_id == visit_id


def _free_site(product: Vaccine, planned: list[Planned]) -> str:
    """Return the vaccine's usual site, or the next one when another dose of this visit goes there."""
    taken = {dose.site for dose in planned}
    return next((site for site in product.sites if site not in taken), product.sites[0])


def _as_planned_vaccine(dose: Planned) -> PlannedVaccine:
    return PlannedVaccine(
        planned_id=dose.id,
        vaccine=dose.vaccine.code,
        dose_number=dose.number,
        site=dose.site,
        reason=words()["second_thoughts"] if dose.vaccine.code == COMBINED else "",
    )


def elsewhere_doses(child: Child, on: date) -> list[Vaccine]:
    """Return what another clinic, with the same calendar and a full refrigerator, gives the child on `on`."""
    wanted: list[Wanted] = wanted_next(child.birth, child.history, on, five_in_one=child.mother.wants_five_in_one)
    return [vaccine(choice.vaccine) for choice in chosen_for_visit(wanted, on)]
