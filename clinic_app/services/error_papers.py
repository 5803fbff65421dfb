"""The report of a vaccination error (接种差错报告) as PDF, made from what is recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinic_app.domain.clinic_time import local_time
from clinic_app.printing.error_notice import ErrorNotice, error_notice_pdf
from clinic_app.printing.paper_values import Letterhead, PaperDose, PaperPerson
from clinic_app.printing.wording import ROUTES, SITES, word
from clinic_app.services.failures import UnknownError, UnknownPerson
from clinic_app.services.resource_files import FONTS
from clinic_app.services.slips import Drawn, missing_letters, put_document

if TYPE_CHECKING:
    from clinic_app.domain.person import Dose, Person
    from clinic_app.domain.vaccination_error import VaccinationError
    from clinic_app.services.desk import Desk
    from clinic_app.services.print_jobs import PrintJob
    from clinic_app.services.reader import Reader


def error_notice_of(reader: Reader, person_id: str, error_id: str) -> Drawn:
    """Return the report of an error on file; what is not known leaves room to write.

    Raises:
        UnknownPerson: nobody with this id is on file. UnknownError: the person has no such error.
    """
    card = reader.card(person_id)
    if card.person is None:
        raise UnknownPerson(person_id)
    error = next((error for error in card.errors if error.id == error_id), None)
    if error is None:
        raise UnknownError
    visit = card.visit(error.visit_id)
    dose = next((dose for dose in card.doses if dose.id == error.dose_id), None)
    notice = ErrorNotice(
        letterhead=_letterhead(reader, visit.ticket if visit else ""),
        person=_paper_person(card.person),
        error=error.error,
        planned=_worded(reader, error.expected),
        happened=_happened(reader, error, dose),
        dose=_paper_dose(reader, dose) if dose else PaperDose(vaccine=_worded(reader, error.happened)),
        found_at=local_time(error.found_at),
        found_by=_name(reader, error.recorded_by),
        report_by=local_time(error.report_by),
        action=error.action,
        reporter=_name(reader, error.recorded_by),
        reported_on=reader.clock.today(),
    )
    return Drawn(error_notice_pdf(notice, FONTS, mark_missing=True), missing_letters(notice))


def print_error_notice(desk: Desk, reader: Reader, person_id: str, error_id: str) -> PrintJob:
    """Send the report to its printer or into the outbox folder, and note that it was printed."""
    pdf, missing = error_notice_of(reader, person_id, error_id)
    return put_document(desk, "error_notice", pdf, about=error_id, person_id=person_id, missing=missing)


def _worded(reader: Reader, code: str) -> str:
    """Return a code of the journal in Chinese: a vaccine, a site, a route; words as they are."""
    if code in reader.rules.vaccines:
        return reader.rules.vaccine(code).short_name
    return word(ROUTES, word(SITES, code))


def _happened(reader: Reader, error: VaccinationError, dose: Dose | None) -> str:
    vaccine = _worded(reader, dose.vaccine) if dose else ""
    detail = _worded(reader, error.happened)
    return detail if not vaccine or detail == vaccine else f"{vaccine} {detail}"


def _letterhead(reader: Reader, ticket: str) -> Letterhead:
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
        code=person.booklet_number or person.child_code or "",
        guardian=person.guardian_name,
        relation=person.guardian_relation,
        phone=person.phone,
    )


def _paper_dose(reader: Reader, dose: Dose) -> PaperDose:
    given_at = f"{local_time(dose.given_at):%Y-%m-%d %H:%M}" if dose.given_at else dose.given_on.isoformat()
    return PaperDose(
        vaccine=_worded(reader, dose.vaccine),
        dose_number=dose.dose_number or 0,
        product=dose.product,
        maker=dose.maker,
        lot_number=dose.lot_number,
        expires_on=dose.expires_on,
        trace_code=dose.trace_code,
        given_at=given_at,
        volume=dose.volume,
        route=dose.route,
        site=dose.site,
        free=dose.free,
        vaccinator=_name(reader, dose.vaccinator),
    )


def _name(reader: Reader, user_id: str) -> str:
    user = reader.clinic_book().user(user_id)
    return user.name if user else user_id
