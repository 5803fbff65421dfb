"""Slips (打印中心): the observation slip of a visit as PDF, made from what is recorded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from clinic_app.domain.clinic_time import local_time
from clinic_app.domain.name_mask import masked_name
from clinic_app.printing.observation_slip import ObservationSlip, SlipDose, observation_slip
from clinic_app.printing.paper_values import unprintable_in
from clinic_app.services.failures import UnknownVisit
from clinic_app.services.paper_sizes import roll_paper
from clinic_app.services.print_jobs import NewPaper, paper_for, print_paper
from clinic_app.services.resource_files import FONTS

if TYPE_CHECKING:
    from clinic_app.domain.person import Dose
    from clinic_app.services.desk import Desk
    from clinic_app.services.print_jobs import PrintJob
    from clinic_app.services.reader import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """A printed slip: its ticket, its PDF, and the characters no font could draw (shown to the nurse).

    Attributes:
        paper: which paper of the visit it is, empty for the observation slip.
        person_id, visit_id: whose it is, for the list of papers.
    """

    ticket: str
    pdf: bytes
    undrawable: tuple[str, ...] = ()
    paper: str = ""
    person_id: str = ""
    visit_id: str = ""


class Drawn(NamedTuple):
    """A paper that is drawn, and the characters on it no font has: the mark stands in their place."""

    pdf: bytes
    missing: str


def get_ready_to_print() -> None:
    """Read the fonts and what draws with them, so that the first slip of the day is as quick as the others."""
    observation_slip(ObservationSlip(clinic="", ticket="T0", name="", doses=(), given_at="", leave_at=""), FONTS)


def observation_slip_of(reader: Reader, person_id: str, visit_id: str) -> Slip:
    """Return the observation slip (留观条) of a visit with at least one needle.

    Raises:
        UnknownVisit: there is no such visit, or nothing was given in it.
    """
    card = reader.card(person_id)
    visit = card.visit(visit_id)
    if visit is None or card.person is None or visit.last_given_at is None or visit.may_leave_at is None:
        raise UnknownVisit(visit_id)
    clinic = reader.clinic_book().clinic
    slip = ObservationSlip(
        clinic=clinic.name if clinic else "",
        ticket=visit.ticket,
        name=masked_name(card.person.name),
        doses=tuple(_line(reader, dose) for dose in card.counted_doses if dose.visit_id == visit.id),
        given_at=f"{local_time(visit.last_given_at):%H:%M}",
        leave_at=f"{local_time(visit.may_leave_at):%H:%M}",
        phone=clinic.phone if clinic else "",
        practice=clinic.practice if clinic else False,
        printed_on=visit.on,
    )
    missing = missing_letters(slip)
    paper = roll_paper(paper_for(reader, "observation_slip"))
    pdf = observation_slip(slip, FONTS, paper, mark_missing=bool(missing))
    return Slip(ticket=visit.ticket, pdf=pdf, undrawable=tuple(missing), person_id=person_id, visit_id=visit_id)


def keep_slip(desk: Desk, slip: Slip) -> PrintJob:
    """Send the slip to its printer, or put it into the outbox folder, and note that it was printed."""
    stem = f"{slip.ticket}-{slip.paper}" if slip.paper else slip.ticket
    kind = slip.paper.replace("-", "_") or "observation_slip"
    paper = NewPaper(
        kind=kind,
        pdf=slip.pdf,
        person_id=slip.person_id,
        visit_id=slip.visit_id,
        about=slip.ticket,
        missing="".join(slip.undrawable),
        file=f"{stem}.pdf",
    )
    job = print_paper(desk, paper)
    desk.note_access("printed", stem)
    return job


def missing_letters(values: object) -> str:
    """Return each character of a paper's values that no font draws, once, in the order of their codes."""
    return "".join(sorted({glyph.character for glyph in unprintable_in(values, FONTS)}))


def put_document(
    desk: Desk, kind: str, pdf: bytes, *, form: str = "", about: str = "", person_id: str = "", missing: str = ""
) -> PrintJob:
    """Send any paper to its printer, or put it into the outbox folder, and note that it was printed.

    Args:
        desk: whose printers and outbox; the moment of its clock becomes part of the file's name.
        kind: what the paper is for (`paper_kinds`); the name of the file says no more.
        pdf: the paper.
        form: which of the papers of this kind it is.
        about: what it is about (a ticket, a month, a person id), for the access note and the list of papers.
        person_id: whose it is, for the list of papers.
        missing: characters no font draws, named to the nurse before it is printed.

    Raises:
        ValueError: `kind` could carry a name. Nothing is written.
    """
    told = "" if person_id else about
    paper = NewPaper(kind=kind, form=form, pdf=pdf, person_id=person_id, about=told, missing=missing)
    job = print_paper(desk, paper)
    desk.note_access("printed", f"{kind} {about or person_id}".rstrip())
    return job


def _line(reader: Reader, dose: Dose) -> SlipDose:
    known = reader.rules.vaccines.get(dose.vaccine)
    return SlipDose(vaccine=known.short_name if known else dose.vaccine, dose_number=dose.dose_number or 0, site="")
