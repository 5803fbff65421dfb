"""Clinics, people, lots and visits for tests, on real files with a cheap password."""

from datetime import UTC, date, datetime

from clinic_app.devices.clock import SetClock
from clinic_app.devices.identity import new_id
from clinic_app.domain.entries.clinic import ClinicNamed
from clinic_app.domain.entries.registration import PersonRegistered
from clinic_app.domain.entries.stock import LotDoseUsed, LotQuarantined, LotReceived
from clinic_app.domain.entries.subjects import lot_subject, person_subject
from clinic_app.domain.entries.vaccination import DoseGiven, SafetyCheckPassed, VialChosen
from clinic_app.domain.entries.visit import (
    ConsentRecorded,
    DosesPlanned,
    PlannedVaccine,
    ScreeningRecorded,
    VisitOpened,
)
from clinic_app.records.key_slots import ArgonCost
from clinic_app.records.stock import load_lot
from clinic_app.services.founding import FirstUser, FoundingPlan, found_clinic
from clinic_app.services.premises import Premises

MORNING = datetime(2026, 11, 18, 0, 30, tzinfo=UTC)  # 08:30 at the clinic
TODAY = date(2026, 11, 18)
CHEAP = ArgonCost(passes=1, memory_kib=8)
PASSWORD = "li-2026"
NURSE, DOCTOR = "u-li", "u-wang"


def a_plan():
    """Return the plan of a small clinic with a nurse and a doctor who may not vaccinate."""
    return FoundingPlan(
        clinic=ClinicNamed(unit_code="3301220101", name="青石镇卫生院", villages=("一村", "二村")),
        users=(
            FirstUser(user_id=NURSE, name="李护士", role="nurse", password=PASSWORD),
            FirstUser(user_id=DOCTOR, name="王医生", role="doctor", password="wang-2026", may_vaccinate=False),
        ),
    )


def a_clinic(folder, *, clock=None, mint=new_id, name="clinic.db"):
    """Found a clinic in `folder` and return its open desk; the nurse is signed in."""
    return found_clinic(Premises.of(folder / name), a_plan(), clock=clock or SetClock(MORNING), mint=mint, cost=CHEAP)


def a_person(desk, *, name="陈小满", birth_date=date(2026, 5, 4), draft=None, **changes):
    """Open a file for a child and return the person id."""
    person_id = desk.mint()
    who = PersonRegistered(person_id=person_id, name=name, sex="F", birth_date=birth_date, **changes)
    with desk.act(draft) as act:
        act.write(who, subject=person_subject(person_id))
    return person_id


def a_lot(desk, *, vaccine="DTaP", doses=10, expires_on=date(2027, 6, 30), quarantined=False, **changes):
    """Receive a lot and return it."""
    lot_id = desk.mint()
    received = LotReceived(
        lot_id=lot_id,
        vaccine=vaccine,
        product=changes.pop("product", vaccine),
        maker="北京生物",
        specification="0.5 ml",
        lot_number=changes.pop("lot_number", "A2026001"),
        expires_on=expires_on,
        doses=doses,
        **changes,
    )
    with desk.act() as act:
        act.write(received, subject=lot_subject(lot_id))
        if quarantined:
            act.write(LotQuarantined(lot_id=lot_id, reason="冷链"), subject=lot_subject(lot_id))
    return load_lot(desk.db, lot_id)


def a_visit_ready_for_injection(
    desk, *, person_id=None, vaccines=("DTaP",), sites=("left_upper_arm", "right_upper_arm")
):
    """Take a child (a new one unless told) through screening, plan and consent; return the visit (informed)."""
    person_id = person_id or a_person(desk)
    visit_id = desk.mint()
    ids = {"visit_id": visit_id, "person_id": person_id}
    planned = tuple(
        PlannedVaccine(planned_id=desk.mint(), vaccine=vaccine, dose_number=1, site=site)
        for vaccine, site in zip(vaccines, sites, strict=False)
    )
    bodies = (
        VisitOpened(**ids, ticket=f"T{visit_id[-6:]}", on=desk.clock.today()),
        ScreeningRecorded(**ids, temperature_tenths=366, answers={"fever": False}, checklist="c1", result="fit"),
        DosesPlanned(**ids, planned=planned),
        ConsentRecorded(**ids, signer="陈母", relation="mother", text_version="t1", vaccines=tuple(vaccines)),
    )
    with desk.act() as act:
        for body in bodies:
            act.write(body, subject=person_subject(person_id))
    return desk.card(person_id).visit(visit_id)


def write_a_dose(desk, visit, lot, *, draft=None, planned=None, code=""):
    """Write vial, check, needle and stock of one planned dose as one act, past the gate; return the dose id."""
    planned = planned or visit.next_open_dose
    dose_id = desk.mint()
    ids = {"visit_id": visit.id, "person_id": visit.person_id, "planned_id": planned.planned_id}
    given = DoseGiven(
        **ids,
        dose_id=dose_id,
        vaccine=planned.vaccine,
        product=lot.product,
        maker=lot.maker,
        lot_id=lot.id,
        lot_number=lot.lot_number,
        expires_on=lot.expires_on,
        trace_code=code,
        volume="0.5 ml",
        route="im",
        site=planned.site,
        given_on=desk.clock.today(),
        given_at=desk.clock.now(),
        dose_number=1,
    )
    with desk.act(draft) as act:
        about_person = person_subject(visit.person_id)
        act.write(VialChosen(**ids, lot_id=lot.id, code="A2026001", source="typed"), subject=about_person)
        act.write(SafetyCheckPassed(**ids, checklist="s1", answers=()), subject=about_person)
        entry_id = act.write(given, subject=about_person)
        act.write(LotDoseUsed(lot_id=lot.id, dose_id=dose_id, code=code), subject=lot_subject(lot.id), refs=(entry_id,))
    return dose_id
