"""The one way of a paper to the printer (打印中心): queued after the commit, printed by the screen, never lost.

A paper whose kind has no printer on this workstation becomes a file in the outbox folder instead. Jobs are rows of
this workstation; that somebody printed is noted in the local journal (`Desk.note_access`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import count
from typing import TYPE_CHECKING

from clinic_app.domain.clinic_time import local_time
from clinic_app.printing.preview import page_count
from clinic_app.records.print_jobs import (
    JobState,
    PrinterChoice,
    PrintJob,
    add_job,
    change_job,
    count_in,
    drop_old,
    job_of,
    jobs_in,
    jobs_since,
    keep_choice,
    pdf_of,
    printer_choices,
)
from clinic_app.records.sqlite import transaction
from clinic_app.services.paper_kinds import TRIAL, kind_of
from clinic_app.services.print_failures import JobMovedOn, NoPrinterChosen, PaperGone

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from clinic_app.services.desk import Desk
    from clinic_app.services.reader import Reader

PAPERS_KEPT_FOR, JOBS_KEPT_FOR = timedelta(days=3), timedelta(days=60)
INTERRUPTED = "interrupted"
REASONS = ("jam", "lost", "faint", "wrong_paper", "other")
_PURPOSE = re.compile(r"[a-z]+(_[a-z]+)*")
_WAITING = (JobState.QUEUED, JobState.PRINTING, JobState.FAILED)

__all__ = ["JobState", "PrintJob", "PrinterChoice"]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPaper:
    """A paper that was just made.

    A paper with `missing` characters is printed after the nurse has seen them (`print_all_the_same`).

    Attributes:
        kind: of `paper_kinds`; becomes part of the file name, so it must say no more than the purpose.
        person_id, visit_id: whose, empty for a paper about nobody.
        form: which of the papers of this kind it is (`PaperKind.forms`); becomes part of the file name too.
        about: ticket, month, village: what tells it from others of its kind; never a person's name.
        missing: characters no font draws; the paper has a mark in their place.
        file: its name in the outbox, for papers that take the place of an earlier one; empty mints one.
    """

    kind: str
    pdf: bytes
    person_id: str = ""
    visit_id: str = ""
    form: str = ""
    about: str = ""
    missing: str = ""
    file: str = ""


@dataclass(frozen=True, slots=True)
class Sending:
    """A job that is being printed now: the paper, and where it goes."""

    job: PrintJob
    pdf: bytes
    choice: PrinterChoice


def print_paper(desk: Desk, paper: NewPaper, *, again_of: str = "", again_why: str = "") -> PrintJob:
    """Queue a paper for its printer, or put it into the outbox where its kind has none; returns the job.

    The job is on the disk when this returns. Must not be called inside an act.

    Raises:
        ValueError: `kind` could carry a name, or has no such form. Nothing is written.
        OSError: the outbox could not be written. Nothing is queued.
    """
    if not _PURPOSE.fullmatch(paper.kind):
        raise ValueError(paper.kind)
    if paper.form and paper.form not in (*kind_of(paper.kind).forms, TRIAL):
        raise ValueError(paper.form)
    now = desk.clock.now()
    job = PrintJob(
        id=desk.mint(),
        kind=paper.kind,
        state=JobState.QUEUED,
        person_id=paper.person_id,
        visit_id=paper.visit_id,
        about=paper.about,
        pages=page_count(paper.pdf),
        queued_at=now,
        changed_at=now,
        user_id=desk.user_id,
        missing=paper.missing,
        again_of=again_of,
        again_why=again_why,
    )
    if chosen_printer(desk, paper.kind) is None:
        job = replace(job, state=JobState.FILED, file=_into_outbox(desk, paper).name)
    with transaction(desk.db):
        drop_old(desk.db, papers_before=now - PAPERS_KEPT_FOR, jobs_before=now - JOBS_KEPT_FOR)
        add_job(desk.db, job, paper.pdf)
    return job


def chosen_printer(side: Desk | Reader, kind: str) -> PrinterChoice | None:
    """Return which printer prints papers of this kind here, None when nobody has chosen one."""
    choice = printer_choices(side.db).get(kind)
    return choice if choice is not None and choice.printer else None


def paper_for(side: Desk | Reader, kind: str) -> str:
    """Return the size to make a paper of this kind for: as chosen with its printer, else the usual one."""
    known = kind_of(kind)
    choice = printer_choices(side.db).get(kind)
    return choice.paper if choice is not None and choice.paper in known.papers else known.usual


def choose_printer(desk: Desk, choices: Iterable[PrinterChoice]) -> None:
    """Keep which printer prints which kinds of paper on this workstation; an empty printer means the outbox."""
    with transaction(desk.db):
        for choice in choices:
            keep_choice(desk.db, choice)


def choices_made(reader: Reader) -> dict[str, PrinterChoice]:
    """Return every choice made on this workstation, by kind of paper."""
    return printer_choices(reader.db)


# -- what the queue does


def queued(reader: Reader) -> list[tuple[PrintJob, PrinterChoice | None]]:
    """Return what waits, the oldest first, each with its printer as chosen now."""
    jobs = jobs_in(reader.db, JobState.QUEUED)
    choices = printer_choices(reader.db) if jobs else {}
    return [(job, choices.get(job.kind)) for job in jobs]


def is_anything_queued(reader: Reader) -> bool:
    """Tell whether a paper waits; quick enough to be asked each second."""
    return count_in(reader.db, JobState.QUEUED) > 0


def begin(desk: Desk, job_id: str) -> Sending:
    """Take a job from the queue: it is `printing` on the disk before the first dot is on paper.

    Raises:
        JobMovedOn: it is no longer queued, here or in a second window.
        NoPrinterChosen: its kind has lost its printer. It stays queued.
    """
    job = _known(desk, job_id)
    choice = chosen_printer(desk, job.kind)
    if choice is None:
        raise NoPrinterChosen(job.kind)
    pdf = pdf_of(desk.db, job_id)
    if pdf is None:
        raise PaperGone(job_id)
    started = _moved(desk, job, JobState.PRINTING, JobState.QUEUED, printer=choice.printer)
    return Sending(started, pdf, choice)


def finish(desk: Desk, job_id: str) -> PrintJob:
    """Note that the printer has taken every page, or that the nurse has seen the sheet."""
    return _moved(desk, _known(desk, job_id), JobState.PRINTED, JobState.PRINTING, JobState.FAILED)


def print_all_the_same(desk: Desk, job_id: str) -> PrintJob:
    """Let a paper be printed with marks for the characters no font draws: the nurse has seen which."""
    job = replace(_known(desk, job_id), missing="")
    return _moved(desk, job, JobState.QUEUED, JobState.QUEUED)


def put_back(desk: Desk, job_id: str) -> PrintJob:
    """Let a job wait again: the printer took nothing, or the nurse says that the sheet did not come out."""
    return _moved(
        desk, _known(desk, job_id), JobState.QUEUED, JobState.PRINTING, JobState.FAILED, JobState.FILED, printer=""
    )


def fail(desk: Desk, job_id: str, problem: str) -> PrintJob:
    """Note that the printer stopped within the paper; a person looks at the sheets before it goes on."""
    return _moved(desk, _known(desk, job_id), JobState.FAILED, JobState.PRINTING, problem=problem)


def cancel(desk: Desk, job_id: str) -> PrintJob:
    """Take a paper out of the queue; the record it was made from is untouched."""
    return _moved(desk, _known(desk, job_id), JobState.CANCELLED, JobState.QUEUED, JobState.FAILED)


def print_again(desk: Desk, job_id: str, why: str) -> PrintJob:
    """Print a paper once more, with the reason (`REASONS`); the first job stands as it was.

    Raises:
        PaperGone: it is older than `PAPERS_KEPT_FOR`.
    """
    job, pdf = _known(desk, job_id), pdf_of(desk.db, job_id)
    if pdf is None:
        raise PaperGone(job_id)
    desk.note_access("printed_again", f"{job.kind} {job.person_id or job.about} {why}".rstrip())
    paper = NewPaper(kind=job.kind, pdf=pdf, person_id=job.person_id, visit_id=job.visit_id, about=job.about)
    return print_paper(desk, paper, again_of=job.id, again_why=why)


def send_filed(desk: Desk, job_id: str) -> PrintJob:
    """Print a paper that became a file while its kind had no printer.

    Raises:
        NoPrinterChosen: there is still none. PaperGone: it is too old.
    """
    job = _known(desk, job_id)
    if chosen_printer(desk, job.kind) is None:
        raise NoPrinterChosen(job.kind)
    if not job.is_kept:
        raise PaperGone(job_id)
    return put_back(desk, job_id)


def mark_interrupted(desk: Desk) -> list[PrintJob]:
    """Find what was being printed when the program ended: the nurse is asked whether the sheet came out.

    Called once at the start, before anything is printed.
    """
    return [fail(desk, job.id, INTERRUPTED) for job in jobs_in(desk.db, JobState.PRINTING)]


# -- what the nurse sees


def recent_jobs(reader: Reader, days: int = 1) -> list[PrintJob]:
    """Return what waits or failed, whenever it was wished, then everything of today (and `days` - 1 before)."""
    midnight = local_time(reader.clock.now()).replace(hour=0, minute=0, second=0, microsecond=0)
    waiting = jobs_in(reader.db, *_WAITING)
    known = {job.id for job in waiting}
    since = jobs_since(reader.db, midnight - timedelta(days=days - 1))
    return [*waiting, *(job for job in since if job.id not in known)]


def to_look_at(reader: Reader) -> int:
    """Return how many papers wait for a printer or a person."""
    return count_in(reader.db, *_WAITING)


def paper_of(reader: Reader, job_id: str) -> bytes | None:
    """Return the paper itself for the preview, None once it was dropped."""
    return pdf_of(reader.db, job_id)


def _known(desk: Desk, job_id: str) -> PrintJob:
    job = job_of(desk.db, job_id)
    if job is None:
        raise PaperGone(job_id)
    return job


def _moved(
    desk: Desk, job: PrintJob, to: JobState, *allowed: JobState, printer: str | None = None, problem: str = ""
) -> PrintJob:
    moved = replace(
        job,
        state=to,
        changed_at=desk.clock.now(),
        printer=job.printer if printer is None else printer,
        problem=problem,
    )
    with transaction(desk.db):
        if not change_job(desk.db, moved, allowed=allowed):
            found = job_of(desk.db, job.id)
            raise JobMovedOn(found.state.value if found else "")
    return moved


def _into_outbox(desk: Desk, paper: NewPaper) -> Path:
    folder = desk.premises.outbox
    folder.mkdir(parents=True, exist_ok=True)
    name = f"{paper.kind}-{paper.form}" if paper.form else paper.kind
    stem = f"{name}-{local_time(desk.clock.now()):%Y%m%d-%H%M%S}"
    path = folder / (paper.file or _free_name(folder, stem))
    path.write_bytes(paper.pdf)
    return path


def _free_name(folder: Path, stem: str) -> str:
    """Return the first name that no other paper of the same second has."""
    names = (f"{stem}{f'-{number}' if number > 1 else ''}.pdf" for number in count(1))
    return next(name for name in names if not (folder / name).exists())
