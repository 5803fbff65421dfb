"""The mind of the notices' page: how many children of each village are late, and a batch of notices for one. No Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from clinic_app.gui.faces import ListColumn, ListRow, Tone
from clinic_app.gui.paper_face import Option, PaperFace, PaperPlan
from clinic_app.gui.paper_making import PaperMaking, Work, read_apart
from clinic_app.gui.wording import printing as print_wording
from clinic_app.gui.wording import village_papers as wording
from clinic_app.gui.wording.appointments import day_words
from clinic_app.services.paper_kinds import A4
from clinic_app.services.print_jobs import paper_for
from clinic_app.services.print_pages import page_image
from clinic_app.services.village_papers import (
    DUE,
    EVERY_VILLAGE,
    OVERDUE,
    Asked,
    VillageCount,
    asked_of,
    broadcast_of,
    counts_by_village,
    notices_of,
    notices_pdf,
    print_broadcast,
    print_notices,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from clinic_app.gui.presenter_tools import PresenterTools
    from clinic_app.services.desk import Desk
    from clinic_app.services.print_jobs import PrintJob
    from clinic_app.services.print_pages import PageImage
    from clinic_app.services.reader import Reader

PREVIEW_DPI = 100
_EVERY_KEY = "*"


class NoticesView(Protocol):
    """What the page can show."""

    def show_list(self, face: PaperFace) -> None:
        """Show the list."""

    def show_page(self, page: PageImage | None, words: str) -> None:
        """Show the paper in focus."""


class NoticesPresenter:
    """Counts in the background each time the page is opened; the notice in focus is that of the first child."""

    def __init__(self, tools: PresenterTools) -> None:
        self._tools = tools
        self._view: NoticesView | None = None
        self._scope = OVERDUE
        self._asked: Asked | None = None
        self._counts: list[VillageCount] | None = None
        self._chosen = ""
        self._making = PaperMaking(tools, self._show)
        self.plan = PaperPlan(
            key="notices",
            title=wording.TITLE,
            icon="megaphone",
            columns=(ListColumn(wording.COLUMNS[0]), ListColumn(wording.COLUMNS[1], 220)),
            print_text=wording.PRINT,
            options=(
                Option("F6", wording.OTHER_SCOPE, "filter", self.other_scope),
                Option("F8", wording.BROADCAST, "volume-2", self.broadcast),
            ),
        )

    def show_on(self, view: NoticesView) -> None:
        """Take the room that shows it."""
        self._view = view

    def begin(self) -> None:
        """Count anew in the background."""
        self._asked = asked = asked_of(self._tools.reader, self._scope)
        self._counts = None
        self._show()

        def counted(counts: object) -> None:
            if self._asked is asked:
                self._counts = counts  # type: ignore[assignment]  # what counts_by_village gives
                self._show()
                self._show_page()

        read_apart(self._tools, lambda reader: counts_by_village(reader, asked), counted)

    def choose(self, key: str) -> None:
        """Show the first notice of the village in focus."""
        if key != self._chosen:
            self._chosen = key
            self._show_page()

    def print(self, key: str) -> None:
        """Make the notices of a village, or of all, and queue them."""
        asked, count = self._asked, self._count(key)
        if asked is None or self._counts is None:
            self._tools.prompter.tell(print_wording.STILL_COUNTING, tone=Tone.GREY)
            return
        if not count:
            words = wording.NOBODY_THERE.format(scope=wording.SCOPES[self._scope])
            self._tools.prompter.tell(words, tone=Tone.GREY)
            return
        village, size = _village(key), paper_for(self._tools.reader, "notice")
        found: list[str] = []

        def make(reader: Reader, told: Callable[[int], None]) -> bytes:
            pdf, missing = notices_pdf(notices_of(reader, asked, village), size, told)
            found.append(missing)
            return pdf

        def send(desk: Desk, pdf: bytes) -> PrintJob:
            return print_notices(desk, pdf, found[0], village, asked.number, count)

        title = wording.MAKING.format(village=village or wording.EVERY_VILLAGE)
        self._making.begin(Work(title, (count + 1) // 2 if size == A4 else count, make, send))

    def broadcast(self) -> None:
        """Print the text for the loudspeaker of the village in focus (F8)."""
        asked, village = self._asked, _village(self._chosen)
        if asked is None or self._counts is None or not village:
            self._tools.prompter.tell(wording.ONE_VILLAGE, tone=Tone.AMBER)
            return
        if not self._count(self._chosen):
            words = wording.NOBODY_THERE.format(scope=wording.SCOPES[self._scope])
            self._tools.prompter.tell(words, tone=Tone.GREY)
            return

        def read(broadcast: object) -> None:
            self._tools.writer.submit(
                lambda desk: print_broadcast(desk, broadcast, asked.number),  # type: ignore[arg-type]  # what is read
                self._told,
                self._tools.failed,
            )

        read_apart(self._tools, lambda reader: broadcast_of(reader, asked, village), read)

    def other_scope(self) -> None:
        """Look at who can be given something instead of who is late, or back (F6)."""
        self._scope = DUE if self._scope == OVERDUE else OVERDUE
        self.begin()

    def stop(self) -> None:
        """Stop what is being made."""
        self._making.stop()

    def go_back(self) -> None:
        """Stop what is being made, else return to the front page."""
        if self._making.is_busy:
            self.stop()
        else:
            self._tools.navigation.open_room("print_center")

    def on_changed(self, kinds: frozenset[str]) -> None:
        """Count again when doses or files changed."""
        if kinds & {"dose", "person", "due", "printers"}:
            self.begin()

    def on_masked(self, masked: bool) -> None:
        """Show no child's paper while names are hidden."""
        self._chosen = "" if masked else self._chosen
        if masked and self._view is not None:
            self._view.show_page(None, print_wording.PREVIEW_HIDDEN)

    def on_tick(self) -> None:
        """Show how far the work has come."""
        if self._making.is_busy:
            self._show()

    def _told(self, job: PrintJob) -> None:
        self._tools.announce(frozenset({"print"}))
        self._tools.prompter.tell(print_wording.sent_words(job), tone=Tone.GREEN)

    def _count(self, key: str) -> int:
        counts = self._counts or []
        return sum(each.people for each in counts if key == _EVERY_KEY or each.village == key)

    def _show(self) -> None:
        if self._view is None or self._asked is None:
            return
        other = DUE if self._scope == OVERDUE else OVERDUE
        self._view.show_list(
            PaperFace(
                context=self._context(self._asked),
                rows=self._rows(),
                empty=wording.READING if self._counts is None else wording.EMPTY,
                options=(wording.OTHER_SCOPE.format(scope=wording.SCOPES[other]), wording.BROADCAST),
                hint=wording.HINT,
                progress=self._making.face(),
            )
        )

    def _context(self, asked: Asked) -> str:
        scope = wording.SCOPES[self._scope]
        if asked.come_on is None:
            return wording.CONTEXT_ANY_DAY.format(scope=scope)
        return wording.CONTEXT.format(scope=scope, day=day_words(asked.come_on))

    def _rows(self) -> tuple[ListRow, ...]:
        counts = self._counts or []
        if not counts:
            return ()
        everyone = ListRow(_EVERY_KEY, (wording.EVERY_VILLAGE, wording.PEOPLE.format(count=self._count(_EVERY_KEY))))
        return (everyone, *(ListRow(each.village, (each.village, _people_words(each))) for each in counts))

    def _show_page(self) -> None:
        """Draw the first notice of the row in focus in the background."""
        asked, key = self._asked, self._chosen
        if self._view is None or asked is None or not self._count(key):
            if self._view is not None:
                words = wording.NOBODY_THERE.format(scope=wording.SCOPES[self._scope])
                self._view.show_page(None, words if self._counts is not None else "")
            return
        size, pages = paper_for(self._tools.reader, "notice"), self._count(key)

        def first(reader: Reader) -> object:
            pdf, _ = notices_pdf(notices_of(reader, asked, _village(key))[:2], size)
            return page_image(pdf, 0, PREVIEW_DPI)

        def shown(image: object) -> None:
            if self._view is not None and (self._asked, self._chosen) == (asked, key):
                words = print_wording.FIRST_OF.format(count=pages)
                self._view.show_page(image, words)  # type: ignore[arg-type]  # what page_image gives

        read_apart(self._tools, first, shown)


def _village(key: str) -> str:
    return EVERY_VILLAGE if key == _EVERY_KEY else key


def _people_words(count: VillageCount) -> str:
    words = wording.PEOPLE.format(count=count.people)
    return f"{words}　{wording.LEFT_OUT.format(count=count.left_out)}" if count.left_out else words
