"""The values of a certificate, made from a card: what is asserted is the card's, and the engine's answer of the day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from clinic_app.domain.screening import is_adult
from clinic_app.printing import certificate_values as kinds
from clinic_app.printing.certificate_values import Certificate
from clinic_app.printing.paper_values import Letterhead, PaperPerson
from clinic_app.services import certificate_content as content
from clinic_app.services.assessment import assess_card
from clinic_app.services.certificate_failures import NothingToCertify
from clinic_app.services.failures import UnknownPerson
from clinic_app.services.screening import checklist_in_force

if TYPE_CHECKING:
    from datetime import date

    from clinic_app.domain.fold.card import Card
    from clinic_app.domain.fold.clinic_book import ClinicBook
    from clinic_app.domain.immunization.results import Assessment
    from clinic_app.domain.immunization.rules import Rules
    from clinic_app.domain.person import Person
    from clinic_app.domain.visit import Screening, Visit

POSTPONED, CONTRAINDICATED = "postponed", "contraindicated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """Which paper for whom; name and passport number only for travel, as they stand in the passport."""

    person_id: str
    paper: str
    english_name: str = ""
    passport: str = ""


class Source(Protocol):
    """Where rules and the clinic are known: the reader of a thread, or the desk."""

    @property
    def rules(self) -> Rules:
        """Return editions and catalogue."""

    def clinic_book(self) -> ClinicBook:
        """Return the clinic and its users."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A certificate without number and signature, and the ids of the doses it lists."""

    certificate: Certificate
    dose_ids: tuple[str, ...]


def draft_of(card: Card, source: Source, today: date, wish: Wish, user_id: str) -> Draft:
    """Return what the paper would say today.

    Raises:
        UnknownPerson: nobody with this id is on file.
        NothingToCertify: a transfer without a dose of this clinic, an advice without a reason to give one.
    """
    assessment = assess_card(source.rules, card, today)
    if card.person is None or assessment is None:
        raise UnknownPerson(wish.person_id)
    book = source.clinic_book()
    names = {user.id: user.name for user in book.users}
    clinic = book.clinic.name if book.clinic else ""
    ids, doses = content.doses_for(
        wish.paper, source.rules, card, assessment, clinic, lambda user: names.get(user, user)
    )
    if wish.paper == kinds.TRANSFER and not doses:
        raise NothingToCertify(wish.paper)
    certificate = Certificate(
        kind=wish.paper,
        letterhead=_letterhead(book, today),
        person=_on_paper(card.person, today),
        citizen_id=card.person.citizen_id or "",
        doses=doses,
        issued_on=today,
        **({"issued_by": names.get(user_id, "")} | _particulars(card, source, assessment, wish, book)),
    )
    return Draft(certificate=certificate, dose_ids=ids)


def _particulars(card: Card, source: Source, assessment: Assessment, wish: Wish, book: ClinicBook) -> dict[str, Any]:
    """Return what only this kind of paper has."""
    if wish.paper == kinds.TRAVEL:
        return {"english_name": wish.english_name.strip(), "passport": wish.passport.strip()}
    if wish.paper == kinds.SCHOOL:
        return _of_school(card, source.rules, assessment)
    if wish.paper == kinds.CARD:
        forbidden = content.forbidden_of(source.rules, card, content.forbidden_series(assessment))
        coming = content.coming_of(source.rules, card, assessment)
        return {"forbidden": forbidden, "outstanding": coming, "findings": content.facts_in_words(card)}
    if wish.paper == kinds.ADVICE:
        return _of_advice(card, source.rules, assessment, book)
    return {}


def _of_school(card: Card, rules: Rules, assessment: Assessment) -> dict[str, Any]:
    check = content.school_result(rules, assessment)
    return {
        "result": check.result.value,
        "outstanding": content.outstanding_of(rules, card, check.missing),
        "forbidden": content.forbidden_of(rules, card, check.forbidden),
        "unclear": tuple(content.series_name(rules, each.series) for each in check.unclear),
    }


def _of_advice(card: Card, rules: Rules, assessment: Assessment, book: ClinicBook) -> dict[str, Any]:
    """Return the advice of the newest visit that gave one, else what the card's facts forbid."""
    forbidden = content.forbidden_of(rules, card, content.forbidden_series(assessment))
    advised = (visit for visit in reversed(card.visits) if _advises(visit))
    visit = next(advised, None)
    if visit is None or visit.screening is None:
        if not forbidden:
            raise NothingToCertify(kinds.ADVICE)
        return {"result": CONTRAINDICATED, "forbidden": forbidden}
    screening = visit.screening
    return {
        "result": screening.result,
        "forbidden": forbidden if screening.result == CONTRAINDICATED else (),
        "findings": _findings(card, visit, screening, book),
        "advice": screening.advice,
        "again_on": screening.until,
        **({"issued_by": screening.doctor} if screening.doctor else {}),
    }


def _advises(visit: Visit) -> bool:
    return visit.screening is not None and visit.screening.result in (POSTPONED, CONTRAINDICATED)


def _findings(card: Card, visit: Visit, screening: Screening, book: ClinicBook) -> tuple[str, ...]:
    """Return temperature and the questions answered with yes, in words."""
    assert card.person is not None
    answers = dict(screening.answers)
    asked = checklist_in_force(book.settings).asked(adult=is_adult(card.person.birth_date, visit.on))
    said = tuple(question.text for question in asked if answers.get(question.id))
    tenths = screening.temperature_tenths
    return (f"{tenths // 10}.{tenths % 10} ℃", *said) if tenths else said


def _letterhead(book: ClinicBook, today: date) -> Letterhead:
    clinic = book.clinic
    return Letterhead(
        clinic=clinic.name if clinic else "",
        phone=clinic.phone if clinic else "",
        practice=clinic.practice if clinic else False,
        printed_on=today,
    )


def _on_paper(person: Person, today: date) -> PaperPerson:
    adult = is_adult(person.birth_date, today)
    return PaperPerson(
        name=person.name,
        sex=person.sex,
        born_on=person.birth_date,
        code=person.booklet_number or person.child_code or "",
        guardian="" if adult else person.guardian_name,
        relation="" if adult else person.guardian_relation,
        phone=person.phone,
        address=person.village,
    )
