"""Slips (打印中心): the observation slip of a visit as PDF, made from what is recorded."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING

from clinic_app.domain.clinic_time import local_time
from clinic_app.domain.name_mask import masked_name
from clinic_app.printing.observation_slip import ObservationSlip, SlipDose, observation_slip
from clinic_app.printing.paper_values import unprintable_in
from clinic_app.services.failures import UnknownVisit
from clinic_app.services.resource_files import FONTS

if TYPE_CHECKING:
    from pathlib import Path

    from clinic_app.domain.person import Dose
    from clinic_app.services.desk import Desk
    from clinic_app.services.reader import Reader


_PURPOSE = re.compile(r"[a-z]+(_[a-z]+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """A printed slip: its ticket, its PDF, and the characters no font could draw (shown to the nurse).

    Attributes:
        paper: which paper of the visit it is, empty for the observation slip.
    """

    ticket: str
    pdf: bytes
    undrawable: tuple[str, ...] = ()
    paper: str = ""


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
    missing = unprintable_in(slip, FONTS)
    pdf = observation_slip(slip, FONTS, mark_missing=bool(missing))
    return Slip(ticket=visit.ticket, pdf=pdf, undrawable=tuple(glyph.character for glyph in missing))


def keep_slip(desk: Desk, slip: Slip) -> Path:
    """Put the slip into the outbox folder, where the printer takes it, and note that it was printed."""
    stem = f"{slip.ticket}-{slip.paper}" if slip.paper else slip.ticket
    path = _written(desk, f"{stem}.pdf", slip.pdf)
    desk.note_access("printed", stem)
    return path


def put_document(desk: Desk, kind: str, pdf: bytes, *, about: str = "") -> Path:
    """Put any paper into the outbox folder under the name of its purpose, and note that it was printed.

    Args:
        desk: whose outbox; the moment of its clock becomes part of the name.
        kind: what the paper is for, in lower-case ASCII words (`consent`, `aefi_card`); the name says no more.
        pdf: the paper.
        about: whom or what it is about (a person id, a ticket), for the access note only.

    Raises:
        ValueError: `kind` could carry a name. Nothing is written.
    """
    if not _PURPOSE.fullmatch(kind):
        raise ValueError(kind)
    stem = f"{kind}-{local_time(desk.clock.now()):%Y%m%d-%H%M%S}"
    path = _written(desk, _free_name(desk.premises.outbox, stem), pdf)
    desk.note_access("printed", f"{kind} {about}".rstrip())
    return path


def _written(desk: Desk, name: str, pdf: bytes) -> Path:
    folder = desk.premises.outbox
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_bytes(pdf)
    return path


def _free_name(folder: Path, stem: str) -> str:
    """Return the first name that no other paper of the same second has."""
    names = (f"{stem}{f'-{number}' if number > 1 else ''}.pdf" for number in count(1))
    return next(name for name in names if not (folder / name).exists())


def _line(reader: Reader, dose: Dose) -> SlipDose:
    known = reader.rules.vaccines.get(dose.vaccine)
    return SlipDose(vaccine=known.short_name if known else dose.vaccine, dose_number=dose.dose_number or 0, site="")
