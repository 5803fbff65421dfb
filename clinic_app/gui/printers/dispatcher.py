"""Takes papers from the queue to their printers, one after another; what a printer refuses waits. No Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinic_app.gui.faces import Tone
from clinic_app.gui.printers.port import PrinterTrouble
from clinic_app.gui.prompter import Choice, Question
from clinic_app.gui.wording import printing as wording
from clinic_app.services.print_failures import JobMovedOn, NoPrinterChosen, PaperGone
from clinic_app.services.print_jobs import (
    Sending,
    begin,
    cancel,
    fail,
    finish,
    is_anything_queued,
    mark_interrupted,
    print_all_the_same,
    put_back,
    queued,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from clinic_app.gui.presenter_tools import PresenterTools
    from clinic_app.gui.printers.port import PrinterPort
    from clinic_app.services.desk import Desk
    from clinic_app.services.print_jobs import PrintJob

TICKS_BETWEEN_TRIES = 10
CHANGED = frozenset({"print"})
_CAME_OUT, _NOT_OUT = "out", "again"


class PrintDispatcher:
    """One paper at a time, on the background worker; the visit never waits for it.

    A printer that is off, missing or without paper is asked again every ten seconds; papers for other printers go on
    meanwhile. What had begun when the program ended is asked about once, at the start.

    Attributes:
        trouble: what keeps a printer from printing, by its name; told to the nurse once for each trouble.
    """

    def __init__(self, tools: PresenterTools, port: Callable[[], PrinterPort]) -> None:
        self._tools = tools
        self._port = port
        self._busy = False
        self._is_ready = False
        self._tries_in: dict[str, int] = {}
        self._asked: set[str] = set()
        self.trouble: dict[str, str] = {}

    def start(self) -> None:
        """Look after what an earlier end left unfinished; nothing is printed before that."""

        def ready(interrupted: list[PrintJob]) -> None:
            self._is_ready = True
            for job in interrupted:
                self._ask_whether_it_came(job)
            self._announce()

        self._tools.writer.submit(mark_interrupted, ready, self._tools.failed)

    def stop(self) -> None:
        """Begin no further paper: the program is closing. What waits, waits for the next start."""
        self._is_ready = False

    def on_tick(self) -> None:
        """Once a second: count the waiting times down and look into the queue."""
        self._tries_in = {name: left - 1 for name, left in self._tries_in.items() if left > 1}
        self.look()

    def look(self) -> None:
        """Take the oldest paper whose printer may be tried."""
        if self._busy or not self._is_ready or not is_anything_queued(self._tools.reader):
            return
        for job, choice in queued(self._tools.reader):
            if choice is None or not choice.printer or choice.printer in self._tries_in or job.id in self._asked:
                continue
            if job.missing:
                self._ask_about_letters(job)
            else:
                self._try(job, choice.printer)
                return

    def try_at_once(self) -> None:
        """Try every printer again now: the nurse has mended something."""
        self._tries_in = {}
        self.look()

    def _try(self, job: PrintJob, printer: str) -> None:
        """Ask the printer first, so that a paper is only begun where it can be printed."""
        self._busy = True

        def asked(problem: object) -> None:
            if problem:
                self._hold(printer, str(problem))
            else:
                self._tools.writer.submit(lambda desk: begin(desk, job.id), self._begun, self._not_begun)

        self._tools.background(lambda: self._port().problem(printer), asked, self._broken)

    def _begun(self, sending: Sending) -> None:
        self._announce()
        printer = sending.choice.printer

        def sent(_: object) -> None:
            self._well(printer)
            self._note(lambda desk: finish(desk, sending.job.id))

        def not_sent(error: Exception) -> None:
            if isinstance(error, PrinterTrouble) and error.pages_sent == 0:
                self._tell_trouble(printer, error.problem)
                self._note(lambda desk: put_back(desk, sending.job.id))
            elif isinstance(error, PrinterTrouble):
                self._tell_trouble(printer, error.problem)
                self._note(lambda desk: fail(desk, sending.job.id, error.problem))
            else:
                self._tools.failed(error)
                self._note(lambda desk: fail(desk, sending.job.id, "fault"))

        self._tools.background(lambda: self._port().send(sending), sent, not_sent)

    def _note(self, wish: Callable[[Desk], PrintJob]) -> None:
        """Write how the paper ended, then go on with the next."""
        self._tools.writer.submit(wish, lambda _: self._free(), self._broken)

    def _free(self) -> None:
        self._busy = False
        self._announce()
        self.look()

    def _not_begun(self, error: Exception) -> None:
        self._busy = False
        if not isinstance(error, JobMovedOn | NoPrinterChosen | PaperGone):  # somebody was quicker: no mishap
            self._tools.failed(error)
        self._announce()

    def _broken(self, error: Exception) -> None:
        self._busy = False
        self._tools.failed(error)

    def _hold(self, printer: str, problem: str) -> None:
        self._busy = False
        self._tell_trouble(printer, problem)
        self._announce()

    def _tell_trouble(self, printer: str, problem: str) -> None:
        """Hold the printer for a while; say it when it is news."""
        self._tries_in[printer] = TICKS_BETWEEN_TRIES
        if self.trouble.get(printer) != problem:
            self.trouble[printer] = problem
            sentence, todo = wording.TROUBLE[problem]
            self._tools.prompter.tell(sentence.format(printer=printer), todo, Tone.AMBER)

    def _well(self, printer: str) -> None:
        self.trouble.pop(printer, None)

    def _ask_whether_it_came(self, job: PrintJob) -> None:
        choices = (
            Choice("", wording.LOOK_LATER),
            Choice(_CAME_OUT, wording.CAME_OUT, "F9", icon="check"),
            Choice(_NOT_OUT, wording.PRINT_ANEW, "F5", icon="printer"),
        )
        title = wording.CAME_OUT_TITLE.format(paper=wording.kind_words(job.kind))
        wishes = {_CAME_OUT: finish, _NOT_OUT: put_back}

        def answered(key: str) -> None:
            if key:
                wish = wishes[key]
                self._tools.writer.submit(lambda desk: wish(desk, job.id), lambda _: self._announce(), self._broken)

        sentence = wording.CAME_OUT_SENTENCE.format(printer=job.printer, pages=job.pages)
        self._tools.prompter.ask(Question(title, sentence, choices), answered)

    def _ask_about_letters(self, job: PrintJob) -> None:
        """Show what no font draws before it is printed; other papers go on meanwhile."""
        self._asked.add(job.id)
        choices = (Choice("", wording.DO_NOT_PRINT), Choice("print", wording.PRINT_WITH_MARKS, "F9", icon="printer"))
        title = wording.LETTERS_TITLE.format(paper=wording.kind_words(job.kind), letters=job.missing)

        def answered(key: str) -> None:
            self._asked.discard(job.id)
            wish = print_all_the_same if key else cancel
            self._tools.writer.submit(lambda desk: wish(desk, job.id), lambda _: self._free_to_look(), self._broken)

        self._tools.prompter.ask(Question(title, wording.LETTERS_TODO, choices), answered)

    def _free_to_look(self) -> None:
        self._announce()
        self.look()

    def _announce(self) -> None:
        self._tools.announce(CHANGED)
