"""Making a paper of the visit in hand: on the writer thread, after the commit, never in the way of the visit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinic_app.gui.faces import Tone
from clinic_app.gui.wording import papers as wording
from clinic_app.gui.wording import printing as print_wording
from clinic_app.services.reader import Reader
from clinic_app.services.slips import Slip, keep_slip

if TYPE_CHECKING:
    from collections.abc import Callable

    from clinic_app.gui.rooms.vaccination.bench import Bench
    from clinic_app.services.desk import Desk
    from clinic_app.services.print_jobs import PrintJob


def make_paper(
    bench: Bench,
    build: Callable[[Reader, str], Slip],
    then: Callable[[PrintJob], None],
    failed: Callable[[], None],
) -> None:
    """Build a paper and send it to its printer, or into the outbox; letters no font has are named to the nurse.

    Args:
        bench: for the writer and the prompter.
        build: makes the paper from what is recorded; gets the name of who is signed in.
        then: called with its job when the paper is queued, or lies in the outbox.
        failed: called when it does not; the error itself goes to the crash report.
    """

    def made(result: tuple[Slip, PrintJob]) -> None:
        slip, job = result
        then(job)
        if slip.undrawable:
            sentence = wording.UNDRAWABLE.format(letters="".join(slip.undrawable))
            bench.tools.prompter.tell(sentence, wording.UNDRAWABLE_TODO, Tone.AMBER)
        bench.refreshed()

    def not_made(error: Exception) -> None:
        failed()
        bench.tools.failed(error)
        bench.refreshed()

    bench.tools.writer.submit(lambda desk: _made(desk, build), made, not_made)


def tell_sent(bench: Bench, job: PrintJob) -> None:
    """Say where the paper went, and what to do there."""
    todo = print_wording.IN_OUTBOX_TODO if job.file else print_wording.SENT_TODO
    bench.tools.prompter.tell(print_wording.sent_words(job), todo, Tone.GREEN)


def _made(desk: Desk, build: Callable[[Reader, str], Slip]) -> tuple[Slip, PrintJob]:
    reader = Reader(db=desk.db, clock=desk.clock, rules=desk.rules)
    user = reader.clinic_book().user(desk.user_id)
    slip = build(reader, user.name if user else "")
    return slip, keep_slip(desk, slip)
