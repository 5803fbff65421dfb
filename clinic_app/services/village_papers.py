"""Papers for a whole village (查漏补种): notices of missed doses, the text for the loudspeaker, labels for booklets.

Everything is read from the lists of `services.catch_up`; nothing here is an appointment or a record.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from clinic_app.domain.clinic_time import local_time
from clinic_app.printing.booklet_label import LABEL_PAPERS, BookletLabel, booklet_labels_pdf
from clinic_app.printing.broadcast_text import Broadcast, broadcast_pdf, broadcast_words
from clinic_app.printing.missed_notice import MissedDose, MissedNotice, missed_notices_pdf
from clinic_app.printing.page_frame import Paper
from clinic_app.printing.paper_values import Letterhead, PaperPerson
from clinic_app.records.people import PersonLine, people_in_village, villages_on_file
from clinic_app.services.appointments import next_day
from clinic_app.services.catch_up import DuePerson, due_in_village, not_yet_assessed, overdue_people
from clinic_app.services.paper_kinds import A4
from clinic_app.services.print_jobs import NewPaper, print_paper
from clinic_app.services.resource_files import FONTS
from clinic_app.services.slips import missing_letters

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from clinic_app.records.due import DueRow
    from clinic_app.services.desk import Desk
    from clinic_app.services.print_jobs import PrintJob
    from clinic_app.services.reader import Reader

DUE, OVERDUE = "due", "overdue"
EVERY_VILLAGE = ""


@dataclass(frozen=True, slots=True)
class VillageCount:
    """A village and how many children of it are on the list; `left_out` are to be assessed again first."""

    village: str
    people: int
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class Asked:
    """What a batch of notices asks for.

    Attributes:
        scope: `DUE` (can be given by then) or `OVERDUE` (late). come_on: the clinic day, None where none is set.
        number: of the batch, as the notices carry it.
    """

    scope: str
    come_on: date | None
    number: str


def asked_of(reader: Reader, scope: str) -> Asked:
    """Return what notices made now ask for: the next clinic day, and a number from day and hour."""
    today = reader.clock.today()
    return Asked(scope, next_day(reader, today), f"{local_time(reader.clock.now()):%Y%m%d-%H%M}")


def counts_by_village(reader: Reader, asked: Asked) -> list[VillageCount]:
    """Return every village with children on file and how many are on the list, in the order of the clinic's villages.

    One reading of each list: on a clinic of 48,000 some seconds, so it is called in the background.
    """
    people = on_list(reader, asked, EVERY_VILLAGE)
    counted: dict[str, int] = {}
    for each in people:
        counted[each.person.village] = counted.get(each.person.village, 0) + 1
    return [
        VillageCount(village, counted.get(village, 0), not_yet_assessed(reader, village))
        for village in villages_of(reader)
    ]


def villages_of(reader: Reader) -> list[str]:
    """Return the clinic's villages in its own order, then others that stand in the files."""
    clinic = reader.clinic_book().clinic
    own = list(clinic.villages) if clinic is not None else []
    return own + [village for village in villages_on_file(reader.db) if village and village not in own]


def on_list(reader: Reader, asked: Asked, village: str) -> list[DuePerson]:
    """Return the children of a village (of all) on the list, by village and age; only who can be given a vaccine.

    Late is who is late today; due is who can be given something by the day the family is asked for.
    """
    today = reader.clock.today()
    if asked.scope == OVERDUE:
        found = [each for each in overdue_people(reader, today) if village in (EVERY_VILLAGE, each.person.village)]
    else:
        villages = [village] if village else villages_of(reader)
        found = [person for name in villages for person in due_in_village(reader, name, asked.come_on or today)]
    return [each for each in found if any(row.vaccine for row in each.series)]


def notices_of(reader: Reader, asked: Asked, village: str) -> tuple[MissedNotice, ...]:
    """Return a notice a child, numbered within the batch."""
    letterhead = _letterhead(reader)
    return tuple(
        MissedNotice(
            letterhead=letterhead,
            number=f"{asked.number}-{place:03}",
            person=_on_paper(each.person),
            doses=tuple(_dose(reader, row) for row in each.series if row.vaccine),
            come_on=asked.come_on,
        )
        for place, each in enumerate(on_list(reader, asked, village), start=1)
    )


def notices_pdf(
    notices: Sequence[MissedNotice], size: str, told: Callable[[int], None] | None = None
) -> tuple[bytes, str]:
    """Return the notices as PDF for this size of paper, and the characters no font draws."""
    missing = missing_letters(tuple(notices))
    paper = Paper.A4 if size == A4 else Paper.A5_ACROSS
    return missed_notices_pdf(notices, FONTS, paper, mark_missing=bool(missing), told=told), missing


def print_notices(desk: Desk, pdf: bytes, missing: str, village: str, number: str, count: int) -> PrintJob:
    """Queue a batch of notices, and note how many were printed for which village."""
    job = print_paper(desk, NewPaper(kind="notice", pdf=pdf, about=f"{village} {number}".strip(), missing=missing))
    desk.note_access("printed", f"notice {village} {number} {count}")
    return job


def broadcast_of(reader: Reader, asked: Asked, village: str) -> Broadcast:
    """Return what the loudspeaker of a village reads out: names only, never a vaccine."""
    people = on_list(reader, asked, village)
    return Broadcast(
        letterhead=_letterhead(reader),
        village=village,
        children=tuple(each.person.name for each in people),
        come_on=asked.come_on,
    )


def print_broadcast(desk: Desk, broadcast: Broadcast, number: str) -> PrintJob:
    """Queue the text as a paper, and put it into the outbox as a text file to be sent on."""
    missing = missing_letters(broadcast)
    pdf = broadcast_pdf(broadcast, FONTS, mark_missing=bool(missing))
    about = f"{broadcast.village} {number}"
    job = print_paper(desk, NewPaper(kind="broadcast", pdf=pdf, about=about, missing=missing))
    desk.premises.outbox.mkdir(parents=True, exist_ok=True)
    (desk.premises.outbox / f"broadcast-{number}.txt").write_text(broadcast_words(broadcast), "utf-8-sig")
    desk.note_access("printed", f"broadcast {about} {len(broadcast.children)}")
    return job


def broadcast_preview(broadcast: Broadcast) -> bytes:
    """Return the text as PDF, to be looked at."""
    return broadcast_pdf(broadcast, FONTS, mark_missing=True)


def labels_of(reader: Reader, village: str) -> tuple[BookletLabel, ...]:
    """Return a label for every child of a village whose booklet has a number, by age."""
    people = people_in_village(reader.db, village)
    return tuple(_label(person) for person in people if person.booklet and person.booklet.isascii())


def labels_pdf(
    labels: Sequence[BookletLabel], size: str, first: int, on: date, told: Callable[[int], None] | None = None
) -> tuple[bytes, str]:
    """Return labels as PDF from place `first` of the sheet on, and the characters no font draws.

    Raises:
        LabelsDoNotFit: the sheet has no such place.
    """
    missing = missing_letters(tuple(labels))
    paper = LABEL_PAPERS[size]
    pdf = booklet_labels_pdf(labels, FONTS, paper, first=first, made_on=on, mark_missing=bool(missing), told=told)
    return pdf, missing


def print_labels(desk: Desk, pdf: bytes, missing: str, about: str, count: int) -> PrintJob:
    """Queue labels, and note how many were printed for which village."""
    job = print_paper(desk, NewPaper(kind="label", pdf=pdf, about=about, missing=missing))
    desk.note_access("printed", f"label {about} {count}")
    return job


def _label(person: PersonLine) -> BookletLabel:
    return BookletLabel(name=person.name, code=person.booklet, sex=person.sex, born_on=person.birth_date)


def _dose(reader: Reader, row: DueRow) -> MissedDose:
    known = reader.rules.vaccines.get(row.vaccine or "")
    name, short = (known.name, known.short_name) if known is not None else (row.vaccine or "", row.vaccine or "")
    return MissedDose(vaccine=name, dose_number=row.dose_number or 0, due_on=row.finish_before, short=short)


def _on_paper(person: PersonLine) -> PaperPerson:
    return PaperPerson(
        name=person.name,
        sex=person.sex,
        born_on=person.birth_date,
        code=person.booklet,
        guardian=person.guardian_name,
        phone=person.phone,
        address=person.village,
    )


def _letterhead(reader: Reader) -> Letterhead:
    clinic = reader.clinic_book().clinic
    return Letterhead(
        clinic=clinic.name if clinic else "",
        phone=clinic.phone if clinic else "",
        practice=clinic.practice if clinic else False,
        printed_on=reader.clock.today(),
    )
