"""Papers of a visit (打印): the consent form, the written choice of a paid vaccine, the note of medical advice."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from clinic_app.domain.clinic_time import local_time
from clinic_app.domain.name_mask import masked_name
from clinic_app.domain.screening import is_adult
from clinic_app.printing.consent_form import AnsweredQuestion, ConsentForm, ConsentVaccine, consent_form_pdf
from clinic_app.printing.number_ticket import NumberTicket, number_ticket_pdf
from clinic_app.printing.page_frame import Paper
from clinic_app.printing.paid_choice_form import PaidChoice, PaidChoiceForm, paid_choice_form_pdf
from clinic_app.printing.paper_values import Letterhead, PaperPerson
from clinic_app.printing.postponement_note import PostponementNote, postponement_note_pdf
from clinic_app.printing.screening_notice import ScreeningNotice, screening_notice_pdf
from clinic_app.records.visits import open_visits, papers_on
from clinic_app.services.appointments import visits_from
from clinic_app.services.failures import UnknownVisit
from clinic_app.services.paper_kinds import A4, A5
from clinic_app.services.paper_sizes import roll_paper
from clinic_app.services.plan_rules import dose_number
from clinic_app.services.planning import planning_day
from clinic_app.services.print_jobs import paper_for
from clinic_app.services.programme_check import is_charged
from clinic_app.services.resource_files import FONTS, consent_texts
from clinic_app.services.screening import checklist_in_force
from clinic_app.services.slips import Slip, missing_letters
from clinic_app.services.visit_wish import visit_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from clinic_app.domain.fold.card import Card
    from clinic_app.domain.immunization.visit_plan import PlannedVisit
    from clinic_app.domain.person import Person
    from clinic_app.domain.visit import Visit
    from clinic_app.records.visits import PaperLine
    from clinic_app.services.reader import Reader

CONSENT, PAID_CHOICE, ADVICE = "consent", "paid-choice", "advice"
SCREENING, NUMBER = "screening-notice", "number-ticket"
TICKET_DIGITS = 3
_SHEETS = {A4: Paper.A4, A5: Paper.A5}


def consent_form_of(reader: Reader, person_id: str, visit_id: str, informed_by: str = "") -> Slip:
    """Return the consent form (知情同意书) of a planned visit: each vaccine with its text, and the answers given.

    Raises:
        UnknownVisit: there is no such visit, or nothing was planned in it.
    """
    card, person, visit = _found(reader, person_id, visit_id)
    if not visit.planned:
        raise UnknownVisit(visit_id)
    texts = consent_texts()
    vaccines = tuple(
        ConsentVaccine(
            name=reader.rules.vaccine(dose.vaccine).name,
            dose_number=dose.dose_number,
            text=texts.vaccines.get(dose.vaccine),
            paid=is_charged(reader.rules, card, reader.rules.vaccine(dose.vaccine), visit.on),
            price_fen=dose.price_fen,
        )
        for dose in visit.planned
    )
    screening = visit.screening
    form = ConsentForm(
        letterhead=_letterhead(reader, visit),
        person=_on_paper(person, visit),
        vaccines=vaccines,
        general=texts.general,
        questions=_answers(reader, card, visit),
        temperature=_degrees(screening.temperature_tenths) if screening else "",
        informed_by=informed_by,
        signed_on=visit.on,
    )
    return _slip(visit, CONSENT, form, consent_form_pdf)


def paid_choice_form_of(
    reader: Reader, person_id: str, visit_id: str, vaccine: str, instead_of: tuple[str, ...], informed_by: str = ""
) -> Slip:
    """Return the form on which a guardian chooses a paid vaccine in the place of the free ones (自愿自费选择书).

    Raises:
        UnknownVisit: there is no such visit, or the person's birth date is not on file.
    """
    card, person, visit = _found(reader, person_id, visit_id)
    day = planning_day(reader.db, reader.rules, card, visit.on)
    if day is None:
        raise UnknownVisit(visit_id)
    maker = next((lot.maker for lot in day.lots.get(vaccine, ())), "")
    choices = tuple(
        PaidChoice(
            free_name=reader.rules.vaccine(free).name,
            paid_name=reader.rules.vaccine(vaccine).name,
            free_dose_number=dose_number(day, free),
            maker=maker,
        )
        for free in instead_of
    )
    form = PaidChoiceForm(
        letterhead=_letterhead(reader, visit),
        person=_on_paper(person, visit),
        choices=choices,
        text=consent_texts().paid_choice,
        informed_by=informed_by,
        signed_on=visit.on,
    )
    return _slip(visit, PAID_CHOICE, form, paid_choice_form_pdf)


def advice_note_of(
    reader: Reader, person_id: str, visit_id: str, then: Callable[[PlannedVisit], str] = lambda visit: ""
) -> Slip:
    """Return the note of medical advice (医学建议单) of a visit that was postponed or contraindicated.

    Args:
        reader: the records.
        person_id: whose visit.
        visit_id: which visit.
        then: words for the parent about the next visit; asked of a postponed one only.

    Raises:
        UnknownVisit: there is no such visit, or it was not screened.
    """
    card, person, visit = _found(reader, person_id, visit_id)
    screening = visit.screening
    if screening is None:
        raise UnknownVisit(visit_id)
    found = tuple(answer.text for answer in _answers(reader, card, visit) if answer.yes)
    if screening.systolic is not None:
        found += (f"{screening.systolic}/{screening.diastolic} mmHg",)
    note = PostponementNote(
        letterhead=_letterhead(reader, visit),
        person=_on_paper(person, visit),
        result=screening.result,
        advice=screening.advice,
        findings=found,
        temperature=_degrees(screening.temperature_tenths),
        again_on=screening.until,
        then=_then(reader, card, visit, then),
        doctor=screening.doctor,
        on=visit.on,
    )
    return _slip(visit, ADVICE, note, postponement_note_pdf)


def _then(reader: Reader, card: Card, visit: Visit, words: Callable[[PlannedVisit], str]) -> str:
    """Return what can be given when the child comes again: on the day named, else on the next clinic day."""
    screening = visit.screening
    if screening is None or screening.result != "postponed":
        return ""
    visits = visits_from(reader, card, screening.until or visit.on + timedelta(days=1))
    return words(visits[0]) if visits else ""


def screening_notice_of(reader: Reader, person_id: str, visit_id: str) -> Slip:
    """Return the screening notice (预检告知书) of a visit: the questions with what was answered, or boxes to tick.

    Raises:
        UnknownVisit: there is no such visit.
    """
    _card, person, visit = _found(reader, person_id, visit_id)
    screening = visit.screening
    checklist = checklist_in_force(reader.clinic_book().settings)
    asked = checklist.asked(adult=is_adult(person.birth_date, visit.on))
    answers = dict(screening.answers) if screening else {}
    notice = ScreeningNotice(
        letterhead=_letterhead(reader, visit),
        person=_on_paper(person, visit),
        questions=tuple(AnsweredQuestion(question.text, answers.get(question.id)) for question in asked),
        vaccines=tuple(reader.rules.vaccine(dose.vaccine).name for dose in visit.planned),
        temperature=_degrees(screening.temperature_tenths) if screening else "",
        result=screening.result if screening else "",
        advice=screening.advice if screening else "",
        doctor=screening.doctor if screening else "",
        on=visit.on,
        version=checklist.version,
    )
    size = _SHEETS.get(paper_for(reader, "screening_notice"), Paper.A5)
    return _slip(visit, SCREENING, notice, partial(screening_notice_pdf, paper=size))


def number_ticket_of(reader: Reader, person_id: str, visit_id: str) -> Slip:
    """Return the queue ticket (号票) of a visit of today: its number, the five steps, how many wait before.

    Raises:
        UnknownVisit: there is no such visit.
    """
    _, person, visit = _found(reader, person_id, visit_id)
    before = [line for line in open_visits(reader.db) if line.visit_on == visit.on and line.opened_at < visit.opened_at]
    ticket = NumberTicket(
        letterhead=_letterhead(reader, visit),
        number=visit.ticket[-TICKET_DIGITS:],
        name=masked_name(person.name),
        on=visit.on,
        at=f"{local_time(visit.opened_at):%H:%M}",
        waiting_before=sum(1 for line in before if line.last_given_at is None),
    )
    size = roll_paper(paper_for(reader, "number_ticket"))
    return _slip(visit, NUMBER, ticket, partial(number_ticket_pdf, paper=size))


def _found(reader: Reader, person_id: str, visit_id: str) -> tuple[Card, Person, Visit]:
    card = reader.card(person_id)
    if card.person is None:
        raise UnknownVisit(visit_id)
    return card, card.person, visit_of(card, visit_id)


def _answers(reader: Reader, card: Card, visit: Visit) -> tuple[AnsweredQuestion, ...]:
    if visit.screening is None or card.person is None:
        return ()
    answers = dict(visit.screening.answers)
    checklist = checklist_in_force(reader.clinic_book().settings)
    asked = checklist.asked(adult=is_adult(card.person.birth_date, visit.on))
    return tuple(AnsweredQuestion(question.text, answers.get(question.id)) for question in asked)


def _letterhead(reader: Reader, visit: Visit) -> Letterhead:
    clinic = reader.clinic_book().clinic
    return Letterhead(
        clinic=clinic.name if clinic else "",
        phone=clinic.phone if clinic else "",
        ticket=visit.ticket,
        practice=clinic.practice if clinic else False,
        printed_on=visit.on,
    )


def _on_paper(person: Person, visit: Visit) -> PaperPerson:
    """Return the person as papers name her; an adult signs for herself."""
    adult = is_adult(person.birth_date, visit.on)
    return PaperPerson(
        name=person.name,
        sex=person.sex,
        born_on=person.birth_date,
        code=person.booklet_number or person.child_code or "",
        guardian="" if adult else person.guardian_name,
        relation="self" if adult else person.guardian_relation,
        phone=person.phone,
    )


def _degrees(tenths: int) -> str:
    return f"{tenths // 10}.{tenths % 10} ℃"


def _slip(visit: Visit, paper: str, values: object, drawn: Callable[..., bytes]) -> Slip:
    missing = missing_letters(values)
    pdf = drawn(values, FONTS, mark_missing=bool(missing))
    return Slip(
        ticket=visit.ticket,
        pdf=pdf,
        undrawable=tuple(missing),
        paper=paper,
        person_id=visit.person_id,
        visit_id=visit.id,
    )


def visits_of_today(reader: Reader) -> tuple[PaperLine, ...]:
    """Return everybody who came today, in the order of their tickets."""
    return tuple(papers_on(reader.db, reader.clock.today()))
