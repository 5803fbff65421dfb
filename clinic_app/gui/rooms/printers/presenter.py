"""The mind of the printers' page: a line a kind of paper, its printer, size and tray, and a sheet to try it. No Qt."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from clinic_app.gui.faces import ChipFace, ListRow, Tone
from clinic_app.gui.prompter import Choice, Question
from clinic_app.gui.wording import printing as wording
from clinic_app.services.paper_kinds import KINDS, kind_of
from clinic_app.services.print_jobs import JobState, PrinterChoice, choices_made, choose_printer
from clinic_app.services.trial_sheet import print_trial_sheet

if TYPE_CHECKING:
    from collections.abc import Callable

    from clinic_app.gui.presenter_tools import PresenterTools
    from clinic_app.gui.printers.port import PrinterPort
    from clinic_app.services.desk import Desk
    from clinic_app.services.print_jobs import PrintJob

CHANGED = frozenset({"print", "printers"})
_MOST = 8  # choices of a question answered by a digit, beside the first
_OUTBOX = "outbox"
_ALL, _ONE = "all", "one"


@dataclass(frozen=True, slots=True)
class PrintersFace:
    """The list, and one sentence about the printers the system knows."""

    context: str
    rows: tuple[ListRow, ...]
    notice: str


class PrintersView(Protocol):
    """What the page can show."""

    def show_printers(self, face: PrintersFace) -> None:
        """Show the list."""


class PrintersPresenter:
    """The system's printers are looked for in the background each time the page is opened."""

    def __init__(self, tools: PresenterTools, port: Callable[[], PrinterPort]) -> None:
        self._tools = tools
        self._port = port
        self._view: PrintersView | None = None
        self._names: tuple[str, ...] | None = None

    def show_on(self, view: PrintersView) -> None:
        """Take the room that shows it."""
        self._view = view

    def begin(self) -> None:
        """Show what is chosen and look for printers."""
        self.refresh()

        def found(names: object) -> None:
            self._names = tuple(names)  # type: ignore[arg-type]  # what the port gives
            self.refresh()

        self._tools.background(lambda: self._port().names(), found, self._tools.failed)

    def refresh(self) -> None:
        """Show the list."""
        if self._view is None:
            return
        choices = choices_made(self._tools.reader)
        rows = tuple(self._row(code, choices.get(code)) for code in KINDS)
        self._view.show_printers(PrintersFace(self._context(), rows, self._notice()))

    def choose(self, kind: str) -> None:
        """Ask which printer prints this kind of paper (Enter)."""
        if not self._names:
            self._tools.prompter.tell(*wording.NO_PRINTERS, Tone.AMBER)
            return
        choices = (
            Choice("", wording.BACK),
            *(Choice(name, name, str(place)) for place, name in enumerate(self._names[:_MOST], start=1)),
            Choice(_OUTBOX, wording.INTO_OUTBOX, "0"),
        )
        title = wording.CHOOSE_PRINTER.format(paper=wording.kind_words(kind))

        def answered(name: str) -> None:
            if name:
                self._ask_how_many(kind, "" if name == _OUTBOX else name)

        self._tools.prompter.ask(Question(title, wording.CHOOSE_PRINTER_WHY, choices, Tone.BRAND), answered)

    def next_paper(self, kind: str) -> None:
        """Go on to the next size this kind can be made for (F6)."""
        papers = kind_of(kind).papers
        if len(papers) == 1:
            self._tools.prompter.tell(wording.ONE_PAPER.format(paper=wording.PAPERS[papers[0]]), tone=Tone.GREY)
            return
        now = self._choice(kind)
        self._keep([replace(now, paper=papers[(papers.index(now.paper) + 1) % len(papers)])])

    def next_tray(self, kind: str) -> None:
        """Go on to the next tray of its printer (F7)."""
        now = self._choice(kind)
        if not now.printer:
            self._tools.prompter.tell(wording.PRINTER_FIRST, tone=Tone.AMBER)
            return

        def told(trays: object) -> None:
            known = ("", *trays)  # type: ignore[misc]  # what the port gives
            if len(known) == 1:
                self._tools.prompter.tell(wording.NO_TRAYS, tone=Tone.GREY)
            else:
                place = known.index(now.tray) if now.tray in known else 0
                self._keep([replace(now, tray=known[(place + 1) % len(known)])])

        self._tools.background(lambda: self._port().trays(now.printer), told, self._tools.failed)

    def toggle_black(self, kind: str) -> None:
        """Print pure black, for needle and heat printers, or let the driver mix grey (F8)."""
        now = self._choice(kind)
        self._keep([replace(now, black_only=not now.black_only)])

    def try_out(self, kind: str) -> None:
        """Print a sheet with a ruler on the printer of this kind, or file it while there is none (F5)."""

        def queued(job: PrintJob) -> None:
            self._tools.announce(CHANGED)
            if job.state is JobState.FILED:
                self._tools.prompter.tell(wording.TEST_FILED, wording.TEST_FILED_TODO, Tone.AMBER)
            else:
                self._tools.prompter.tell(wording.TEST_QUEUED, wording.TEST_QUEUED_TODO, Tone.GREEN)

        self._tools.writer.submit(lambda desk: print_trial_sheet(desk, kind), queued, self._tools.failed)

    def go_back(self) -> None:
        """Return to the front page."""
        self._tools.navigation.open_room("print_center")

    def _ask_how_many(self, kind: str, printer: str) -> None:
        """Offer the same printer for every other kind of the same size."""
        paper = self._choice(kind).paper
        same = [code for code in KINDS if code != kind and self._choice(code).paper == paper]
        if not same:
            self._keep([self._with_printer(kind, printer)])
            return
        names = "、".join(wording.kind_words(code) for code in same)
        choices = (Choice(_ONE, wording.THIS_ONE), Choice(_ALL, wording.ALL_OF_SIZE.format(count=len(same) + 1), "F9"))
        sentence = wording.ALSO_OTHERS.format(paper=wording.PAPERS[paper], names=names)

        def answered(how: str) -> None:
            kinds = [kind, *same] if how == _ALL else [kind]
            self._keep([self._with_printer(code, printer) for code in kinds])

        self._tools.prompter.ask(Question(printer or wording.INTO_OUTBOX, sentence, choices, Tone.BRAND), answered)

    def _with_printer(self, kind: str, printer: str) -> PrinterChoice:
        """Return the choice with this printer; rolls and printed forms are black from the beginning."""
        now = self._choice(kind)
        is_new = now.printer != printer
        black = now.paper.startswith("roll") or now.paper == "own" if is_new else now.black_only
        return replace(now, printer=printer, tray="" if is_new else now.tray, black_only=black)

    def _choice(self, kind: str) -> PrinterChoice:
        made = choices_made(self._tools.reader).get(kind)
        known = kind_of(kind)
        if made is None or made.paper not in known.papers:
            return PrinterChoice(kind=kind, printer=made.printer if made else "", paper=known.usual)
        return made

    def _keep(self, choices: list[PrinterChoice]) -> None:
        def kept(_: None) -> None:
            self._tools.announce(CHANGED)
            self.refresh()

        def wish(desk: Desk) -> None:
            choose_printer(desk, choices)

        self._tools.writer.submit(wish, kept, self._tools.failed)

    def _row(self, code: str, made: PrinterChoice | None) -> ListRow:
        choice = made if made is not None else self._choice(code)
        gone = bool(choice.printer) and self._names is not None and choice.printer not in self._names
        if not choice.printer:
            printer: str | ChipFace = ChipFace(wording.STATES_OUTBOX, Tone.GREY, "file-text")
        elif gone:
            printer = ChipFace(wording.PRINTER_GONE.format(printer=choice.printer), Tone.AMBER)
        else:
            printer = choice.printer
        return ListRow(
            code,
            (
                wording.kind_words(code),
                printer,
                wording.PAPERS[choice.paper],
                wording.tray_words(choice.tray) if choice.printer else "",
                (wording.BLACK if choice.black_only else wording.GREY) if choice.printer else "",
            ),
        )

    def _context(self) -> str:
        if self._names is None:
            return wording.LOOKING
        return wording.FOUND.format(count=len(self._names)) if self._names else wording.FOUND_NONE

    def _notice(self) -> str:
        return "" if self._names is None or self._names else " ".join(wording.NO_PRINTERS)
