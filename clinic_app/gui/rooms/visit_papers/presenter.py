"""The mind of the page of today's visits: any paper of a visit, made from what is recorded by now. No Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from clinic_app.domain.name_mask import masked_name
from clinic_app.gui.faces import ChipFace, ListColumn, ListRow, Tone
from clinic_app.gui.paper_face import Option, PaperFace, PaperPlan
from clinic_app.gui.paper_making import read_apart
from clinic_app.gui.wording import papers as paper_wording
from clinic_app.gui.wording import printing as print_wording
from clinic_app.gui.wording import visit_papers as wording
from clinic_app.services.failures import UnknownVisit
from clinic_app.services.print_pages import page_image
from clinic_app.services.reader import Reader
from clinic_app.services.slips import keep_slip, observation_slip_of
from clinic_app.services.visit_papers import (
    consent_form_of,
    number_ticket_of,
    screening_notice_of,
    visits_of_today,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from clinic_app.gui.presenter_tools import PresenterTools
    from clinic_app.services.desk import Desk
    from clinic_app.services.print_jobs import PrintJob
    from clinic_app.services.print_pages import PageImage
    from clinic_app.services.slips import Slip

PREVIEW_DPI = 110
CHANGED = frozenset({"print"})


class VisitPapersView(Protocol):
    """What the page can show."""

    def show_list(self, face: PaperFace) -> None:
        """Show the list."""

    def show_page(self, page: PageImage | None, words: str) -> None:
        """Show the paper in focus."""


class VisitPapersPresenter:
    """Enter and F9 print the ticket of the row; the other papers have keys of their own."""

    def __init__(self, tools: PresenterTools) -> None:
        self._tools = tools
        self._view: VisitPapersView | None = None
        self._names: dict[str, str] = {}
        self._chosen = ""
        self._masked = False
        self.plan = PaperPlan(
            key="visit_papers",
            title=wording.TITLE,
            icon="file-text",
            columns=(
                ListColumn(wording.COLUMNS[0], 180),
                ListColumn(wording.COLUMNS[1]),
                ListColumn(wording.COLUMNS[2], 130),
            ),
            print_text=wording.TICKET,
            options=(
                Option("F6", wording.NOTICE, "stethoscope", lambda: self._send(wording.NOTICE, screening_notice_of)),
                Option("F7", wording.CONSENT, "signature", lambda: self._send(wording.CONSENT, consent_form_of)),
                Option("F8", wording.SLIP, "timer", lambda: self._send(wording.SLIP, observation_slip_of)),
            ),
        )

    def show_on(self, view: VisitPapersView) -> None:
        """Take the room that shows it."""
        self._view = view

    def begin(self) -> None:
        """Read who came today and show it."""
        if self._view is None:
            return
        lines = visits_of_today(self._tools.reader)
        self._names = {f"{line.person_id} {line.visit_id}": self._name(line.name) for line in lines}
        rows = tuple(
            ListRow(
                f"{line.person_id} {line.visit_id}",
                (
                    line.ticket,
                    self._name(line.name),
                    ChipFace(wording.GIVEN, Tone.GREEN) if line.given else wording.SIGNED if line.signed else "",
                ),
            )
            for line in lines
        )
        self._view.show_list(
            PaperFace(
                context=wording.CONTEXT.format(count=len(rows)),
                rows=rows,
                empty=wording.EMPTY,
                options=(wording.NOTICE, wording.CONSENT, wording.SLIP),
                hint=wording.HINT,
            )
        )

    def choose(self, key: str) -> None:
        """Show the ticket of the row in focus."""
        if key == self._chosen or not key:
            return
        self._chosen = key
        person_id, visit_id = key.split(" ")

        def draw(reader: Reader) -> object:
            return page_image(number_ticket_of(reader, person_id, visit_id).pdf, 0, PREVIEW_DPI)

        def shown(image: object) -> None:
            if self._view is not None and self._chosen == key:
                self._view.show_page(image, wording.TICKET)  # type: ignore[arg-type]  # what page_image gives

        read_apart(self._tools, draw, shown)

    def print(self, key: str) -> None:
        """Print the queue ticket of a row."""
        self._chosen = key
        self._send(wording.TICKET, number_ticket_of)

    def stop(self) -> None:
        """Nothing here takes long enough to be stopped."""

    def go_back(self) -> None:
        """Return to the front page."""
        self._tools.navigation.open_room("print_center")

    def on_changed(self, kinds: frozenset[str]) -> None:
        """Read again when a visit changed."""
        if kinds & {"visit", "dose", "person"}:
            self.begin()

    def on_masked(self, masked: bool) -> None:
        """Hide or show names; papers say masked names by themselves."""
        self._masked = masked
        self.begin()

    def on_tick(self) -> None:
        """Nothing counts here."""

    def _send(self, paper: str, build: Callable[[Reader, str, str], Slip]) -> None:
        """Make one paper of the row in focus and send it on its way."""
        if not self._chosen:
            return
        key = self._chosen
        person_id, visit_id = key.split(" ")

        def run(desk: Desk) -> tuple[Slip, PrintJob]:
            slip = build(Reader(db=desk.db, clock=desk.clock, rules=desk.rules), person_id, visit_id)
            return slip, keep_slip(desk, slip)

        def sent(made: tuple[Slip, PrintJob]) -> None:
            slip, job = made
            self._tools.announce(CHANGED)
            if slip.undrawable:
                sentence = paper_wording.UNDRAWABLE.format(letters="".join(slip.undrawable))
                self._tools.prompter.tell(sentence, paper_wording.UNDRAWABLE_TODO, Tone.AMBER)
            else:
                self._tools.prompter.tell(print_wording.sent_words(job), tone=Tone.GREEN)

        def failed(error: Exception) -> None:
            if isinstance(error, UnknownVisit):
                words = wording.NOT_YET.format(paper=paper, name=self._names.get(key, ""))
                self._tools.prompter.tell(words, tone=Tone.AMBER)
            else:
                self._tools.failed(error)

        self._tools.writer.submit(run, sent, failed)

    def _name(self, name: str) -> str:
        return masked_name(name) if self._masked else name
