"""Papers of what follows the needle: report card, appointment slip, emergency card; values in, PDF out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from clinic_app.domain.clinic_time import local_time
from clinic_app.domain.name_mask import masked_name
from clinic_app.printing.aefi_card import AefiCard, aefi_card_pdf
from clinic_app.printing.appointment_slip import AppointedVaccine, AppointmentSlip, appointment_slip_pdf
from clinic_app.printing.emergency_card import Call, EmergencyCard, EmergencyPatient, emergency_card_pdf
from clinic_app.printing.paper_values import Letterhead, PaperDose, PaperPerson
from clinic_app.records.stock import load_lot
from clinic_app.services.aefi import aefi_of
from clinic_app.services.aftermath_failures import AppointmentGone
from clinic_app.services.failures import UnknownPerson
from clinic_app.services.paper_sizes import paper_of_size
from clinic_app.services.print_jobs import paper_for
from clinic_app.services.resource_files import FONTS, aefi_codes
from clinic_app.services.slips import Drawn, missing_letters
from clinic_app.services.visit_plans import visits_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from clinic_app.domain.aefi import AefiReport
    from clinic_app.domain.appointment import Appointment
    from clinic_app.domain.fold.card import Card
    from clinic_app.domain.immunization.visit_plan import PlannedDose
    from clinic_app.domain.person import Dose, Person
    from clinic_app.services.emergency import FirstAid, FirstAidDose
    from clinic_app.services.reader import Reader


def aefi_card_of(reader: Reader, person_id: str, aefi_id: str, user_id: str = "") -> Drawn:
    """Return the report card (个案报告卡) of an event; `user_id` is who reports.

    Raises:
        UnknownAefi: there is no such event. UnknownPerson: nobody with this id is on file.
    """
    card = reader.card(person_id)
    event = aefi_of(card, aefi_id)
    if card.person is None:
        raise UnknownPerson(person_id)
    doses = {dose.id: dose for dose in card.doses}
    codes, name_of = aefi_codes(), _names(reader)
    symptoms = [symptom.name for code in event.symptoms if (symptom := codes.symptom(code)) is not None]
    paper = AefiCard(
        letterhead=_letterhead(reader),
        person=_paper_person(card.person),
        report_by=local_time(event.report_by),
        serious=event.serious,
        doses=tuple(_paper_dose(reader, doses[dose_id], name_of) for dose_id in event.dose_ids if dose_id in doses),
        onset_at=local_time(event.onset_at),
        found_at=local_time(event.found_at),
        symptoms=tuple(symptoms),
        fever_tenths=event.fever_tenths,
        swelling_mm=event.swelling_mm,
        hardness_mm=event.hardness_mm,
        course=event.course,
        diagnosis=event.diagnosis,
        treatment=event.treatment,
        in_hospital=event.in_hospital,
        outcome=event.outcome,
        classification=event.classification,
        found_by=event.found_by,
        reports=tuple(_report_line(report, name_of) for report in event.reports),
        reporter=name_of(user_id or event.recorded_by),
    )
    return Drawn(aefi_card_pdf(paper, FONTS, mark_missing=True), missing_letters(paper))


def appointment_slip_of(
    reader: Reader,
    person_id: str,
    appointment_id: str,
    ticket: str = "",
    why: Callable[[PlannedDose], str] = lambda dose: "",
) -> Drawn:
    """Return the slip (预约单) of an appointment that stands, on the paper of its printer.

    Args:
        reader: the records.
        person_id: whose appointment.
        appointment_id: which one.
        ticket: what the bars say.
        why: words for the parent why a dose is for that day.

    Raises:
        AppointmentGone: it was cancelled, or there is none. UnknownPerson: nobody with this id is on file.
    """
    card = reader.card(person_id)
    appointment = next((each for each in card.appointments if each.id == appointment_id and each.stands), None)
    if appointment is None:
        raise AppointmentGone(appointment_id)
    if card.person is None:
        raise UnknownPerson(person_id)
    slip = AppointmentSlip(
        letterhead=_letterhead(reader, ticket),
        name=masked_name(card.person.name),
        on=appointment.on,
        half_day=appointment.half_day,
        vaccines=_appointed(reader, card, appointment, why),
    )
    paper = paper_of_size(paper_for(reader, "appointment_slip"))
    return Drawn(appointment_slip_pdf(slip, FONTS, paper, mark_missing=True), missing_letters(slip))


def _appointed(
    reader: Reader, card: Card, appointment: Appointment, why: Callable[[PlannedDose], str]
) -> tuple[AppointedVaccine, ...]:
    """Return the vaccines of an appointment, with number and reason where they would be given that day."""
    book = reader.clinic_book()
    plan = visits_of(reader.rules, card, book.settings, book.days, appointment.on, from_any_day=True)
    visit = plan.first if plan is not None else None
    planned = {dose.vaccine: dose for dose in visit.doses} if visit is not None and visit.on == appointment.on else {}
    found = []
    for code in appointment.vaccines:
        dose = planned.get(code)
        number, reason = (dose.number, why(dose)) if dose is not None else (0, "")
        found.append(AppointedVaccine(_vaccine(reader, code), number, reason))
    return tuple(found)


def emergency_card_of(reader: Reader, aid: FirstAid, found: FirstAidDose | None, age: str = "") -> Drawn:
    """Return the emergency card (急救卡); `age` in words."""
    patient = None
    if aid.person is not None and found is not None:
        patient = EmergencyPatient(name=aid.person.name, weight_grams=found.grams, age=age, dose=found.dose)
    paper = EmergencyCard(letterhead=_letterhead(reader), table=aid.table, patient=patient)
    if aid.clinic_phone:
        paper = replace(paper, calls=(*paper.calls, Call(aid.clinic, aid.clinic_phone)))
    return Drawn(emergency_card_pdf(paper, FONTS, mark_missing=True), missing_letters(paper))


def _letterhead(reader: Reader, ticket: str = "") -> Letterhead:
    clinic = reader.clinic_book().clinic
    return Letterhead(
        clinic=clinic.name if clinic else "",
        phone=clinic.phone if clinic else "",
        ticket=ticket,
        practice=clinic.practice if clinic else False,
        printed_on=reader.clock.today(),
    )


def _paper_person(person: Person) -> PaperPerson:
    return PaperPerson(
        name=person.name,
        sex=person.sex,
        born_on=person.birth_date,
        code=person.child_code or person.booklet_number or "",
        guardian=person.guardian_name,
        relation=person.guardian_relation,
        phone=person.phone,
        address=person.village,
    )


def _paper_dose(reader: Reader, dose: Dose, name_of: Callable[[str], str]) -> PaperDose:
    given_at = f"{local_time(dose.given_at):%Y-%m-%d %H:%M}" if dose.given_at else f"{dose.given_on}"
    return PaperDose(
        vaccine=_vaccine(reader, dose.vaccine),
        dose_number=dose.dose_number or 0,
        maker=dose.maker,
        specification=_specification(reader, dose),
        lot_number=dose.lot_number,
        expires_on=dose.expires_on,
        trace_code=dose.trace_code,
        given_at=given_at,
        volume=dose.volume,
        route=dose.route,
        site=dose.site,
        free=dose.free,
        vaccinator=name_of(dose.vaccinator),
    )


def _specification(reader: Reader, dose: Dose) -> str:
    """Return the specification of the lot, empty for a dose of no lot of ours."""
    lot = load_lot(reader.db, dose.lot_id) if dose.lot_id else None
    return lot.specification if lot is not None else ""


def _report_line(report: AefiReport, name_of: Callable[[str], str]) -> str:
    ways = {way.code: way.name for way in aefi_codes().ways_reported}
    return f"{local_time(report.at):%Y-%m-%d %H:%M} {ways.get(report.way, report.way)} {report.to} {name_of(report.by)}"


def _vaccine(reader: Reader, code: str) -> str:
    return reader.rules.vaccine(code).short_name if code in reader.rules.vaccines else code


def _names(reader: Reader) -> Callable[[str], str]:
    names = {user.id: user.name for user in reader.clinic_book().users}
    return lambda user_id: names.get(user_id, user_id)
