"""Papers waiting for a printer of this workstation, and which printer prints which: rows, no part of the record."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any

from clinic_app.domain.clinic_time import moment_from, moment_text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from clinic_app.records.sqlite import Connection


class JobState(Enum):
    """Where a paper stands on its way to the printer. `FILED` is a file in the outbox: nobody chose a printer."""

    QUEUED = "queued"
    PRINTING = "printing"
    PRINTED = "printed"
    FAILED = "failed"
    CANCELLED = "cancelled"
    FILED = "filed"


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintJob:
    """One paper on its way.

    Attributes:
        kind: which paper. person_id, visit_id: whose, empty for a paper about nobody.
        about: ticket, month or village. queued_at, changed_at: UTC.
        user_id: who wished it. printer: where it went, empty while it waits. file: its name in the outbox.
        problem: why it failed, a code. again_of, again_why: the job that is printed once more, and why, a code.
        missing: characters no font draws, until the nurse has seen them.
        is_kept: the paper itself is still there and can be printed again. person_name: as on file now, when read.
    """

    id: str
    kind: str
    state: JobState
    person_id: str
    visit_id: str
    about: str
    pages: int
    queued_at: datetime
    changed_at: datetime
    user_id: str
    printer: str = ""
    file: str = ""
    problem: str = ""
    missing: str = ""
    again_of: str = ""
    again_why: str = ""
    is_kept: bool = True
    person_name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrinterChoice:
    """Which printer prints papers of a kind; `tray` empty leaves it to the driver."""

    kind: str
    printer: str
    paper: str
    tray: str = ""
    black_only: bool = False


_COLUMNS = (
    "job_id, kind, state, person_id, visit_id, about, pages, queued_at, changed_at, user_id, printer, file, problem, "
    "missing, again_of, again_why, pdf IS NOT NULL, "
    "coalesce((SELECT name FROM person WHERE person.person_id = print_job.person_id), '')"
)
_INSERT = f"INSERT INTO print_job VALUES ({', '.join('?' * 17)})"
_CHANGE = """
UPDATE print_job SET state = :state, changed_at = :at, printer = :printer, problem = :problem, file = :file,
       missing = :missing
 WHERE job_id = :job AND state IN (SELECT value FROM json_each(:from))
"""
_CHOOSE = """
INSERT INTO printer_choice (kind, printer, paper, tray, black_only) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (kind) DO UPDATE
   SET printer = excluded.printer, paper = excluded.paper, tray = excluded.tray, black_only = excluded.black_only
"""


def add_job(db: Connection, job: PrintJob, pdf: bytes) -> None:
    """Add a paper with its bytes."""
    db.execute(
        _INSERT,
        (
            job.id,
            job.kind,
            job.state.value,
            job.person_id,
            job.visit_id,
            job.about,
            job.pages,
            moment_text(job.queued_at),
            moment_text(job.changed_at),
            job.user_id,
            job.printer,
            job.file,
            job.problem,
            job.missing,
            job.again_of,
            job.again_why,
            pdf,
        ),
    )


def change_job(db: Connection, job: PrintJob, *, allowed: Iterable[JobState]) -> bool:
    """Bring a job to the state it has now; False when it stands in no state from which that is allowed."""
    from json import dumps

    changed = db.execute(
        _CHANGE,
        {
            "state": job.state.value,
            "at": moment_text(job.changed_at),
            "printer": job.printer,
            "problem": job.problem,
            "file": job.file,
            "missing": job.missing,
            "job": job.id,
            "from": dumps([state.value for state in allowed]),
        },
    )
    return changed.rowcount == 1


def job_of(db: Connection, job_id: str) -> PrintJob | None:
    """Return the job, or None."""
    row = db.execute(f"SELECT {_COLUMNS} FROM print_job WHERE job_id = ?", (job_id,)).fetchone()
    return _job(row) if row is not None else None


def pdf_of(db: Connection, job_id: str) -> bytes | None:
    """Return the paper itself, None once it was dropped."""
    row = db.execute("SELECT pdf FROM print_job WHERE job_id = ?", (job_id,)).fetchone()
    return bytes(row[0]) if row is not None and row[0] is not None else None


def jobs_in(db: Connection, *states: JobState) -> list[PrintJob]:
    """Return the jobs that stand in one of these states, the oldest first."""
    places = ", ".join("?" * len(states))
    rows = db.execute(
        f"SELECT {_COLUMNS} FROM print_job WHERE state IN ({places}) ORDER BY queued_at, job_id",
        tuple(state.value for state in states),
    )
    return [_job(row) for row in rows]


def jobs_since(db: Connection, moment: datetime) -> list[PrintJob]:
    """Return the jobs wished since `moment`, the newest first."""
    rows = db.execute(
        f"SELECT {_COLUMNS} FROM print_job WHERE queued_at >= ? ORDER BY queued_at DESC, job_id DESC",
        (moment_text(moment),),
    )
    return [_job(row) for row in rows]


def count_in(db: Connection, *states: JobState) -> int:
    """Return how many jobs stand in one of these states."""
    places = ", ".join("?" * len(states))
    counted = db.execute(
        f"SELECT count(*) FROM print_job WHERE state IN ({places})", tuple(state.value for state in states)
    ).fetchone()
    return int(counted[0])


def drop_old(db: Connection, *, papers_before: datetime, jobs_before: datetime) -> None:
    """Drop the bytes of papers that are done and old, and the lines of very old ones; what waits is never dropped."""
    done = "state IN ('printed', 'cancelled', 'filed')"
    db.execute(f"UPDATE print_job SET pdf = NULL WHERE {done} AND changed_at < ?", (moment_text(papers_before),))
    db.execute(f"DELETE FROM print_job WHERE {done} AND changed_at < ?", (moment_text(jobs_before),))


def printer_choices(db: Connection) -> dict[str, PrinterChoice]:
    """Return which printer was chosen, by kind of paper."""
    rows = db.execute("SELECT kind, printer, paper, tray, black_only FROM printer_choice")
    return {
        row[0]: PrinterChoice(kind=row[0], printer=row[1], paper=row[2], tray=row[3], black_only=bool(row[4]))
        for row in rows
    }


def keep_choice(db: Connection, choice: PrinterChoice) -> None:
    """Keep a choice in the place of the former one."""
    values = (choice.kind, choice.printer, choice.paper, choice.tray, int(choice.black_only))
    db.execute(_CHOOSE, values)


def _job(row: tuple[Any, ...]) -> PrintJob:
    return PrintJob(
        id=row[0],
        kind=row[1],
        state=JobState(row[2]),
        person_id=row[3],
        visit_id=row[4],
        about=row[5],
        pages=row[6],
        queued_at=moment_from(row[7]),
        changed_at=moment_from(row[8]),
        user_id=row[9],
        printer=row[10],
        file=row[11],
        problem=row[12],
        missing=row[13],
        again_of=row[14],
        again_why=row[15],
        is_kept=bool(row[16]),
        person_name=row[17],
    )
