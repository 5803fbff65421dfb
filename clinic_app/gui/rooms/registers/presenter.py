"""The mind of the registers' page: the registers of one month, how long each is, and printing one. No Qt."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Protocol

from clinic_app.gui.faces import ChipFace, ListColumn, ListRow, Tone
from clinic_app.gui.paper_face import Option, PaperFace, PaperPlan
from clinic_app.gui.paper_making import PaperMaking, Work, read_apart
from clinic_app.gui.wording import printing as print_wording
from clinic_app.gui.wording import registers as wording
from clinic_app.services.print_pages import page_image
from clinic_app.services.registers import (
    REGISTERS,
    ROWS_ON_PAGE,
    count_rows,
    month_after,
    month_of,
    print_register,
    register_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from clinic_app.gui.presenter_tools import PresenterTools
    from clinic_app.services.desk import Desk
    from clinic_app.services.print_jobs import PrintJob
    from clinic_app.services.print_pages import PageImage
    from clinic_app.services.reader import Reader

PREVIEW_DPI = 100
MOST_PREVIEWED = 2_000  # rows; a longer register is not drawn only to be looked at


class RegistersView(Protocol):
    """What the page can show."""

    def show_list(self, face: PaperFace) -> None:
        """Show the list."""

    def show_page(self, page: PageImage | None, words: str) -> None:
        """Show the paper in focus."""


class RegistersPresenter:
    """Begins with the month of today; PgUp and PgDn turn the months."""

    def __init__(self, tools: PresenterTools) -> None:
        self._tools = tools
        self._view: RegistersView | None = None
        self._month = month_of(tools.reader.clock.today())
        self._counts: dict[str, int | None] = {}
        self._chosen = ""
        self._making = PaperMaking(tools, self._show)
        self.plan = PaperPlan(
            key="registers",
            title=wording.TITLE,
            icon="notebook-tabs",
            columns=(ListColumn(wording.COLUMNS[0]), ListColumn(wording.COLUMNS[1], 220)),
            print_text=wording.PRINT,
            options=(
                Option("PgUp", wording.BEFORE, "chevron-left", lambda: self.turn(-1)),
                Option("PgDn", wording.AFTER, "chevron-right", lambda: self.turn(1)),
            ),
        )

    def show_on(self, view: RegistersView) -> None:
        """Take the room that shows it."""
        self._view = view

    def begin(self) -> None:
        """Count the rows of the month in the background."""
        month = self._month
        self._counts = {}
        self._show()

        def counted(counts: object) -> None:
            if self._month == month:
                self._counts = counts  # type: ignore[assignment]  # what the reading gives
                self._show()
                self._show_page()

        read_apart(self._tools, lambda reader: {each: count_rows(reader, each, month) for each in REGISTERS}, counted)

    def turn(self, months: int) -> None:
        """Go to another month; one that has not begun has no register."""
        month = month_after(self._month) if months > 0 else month_of(self._month - timedelta(days=1))
        if month > self._tools.reader.clock.today():
            self._tools.prompter.tell(wording.LAST_MONTH, tone=Tone.GREY)
            return
        self._month = month
        self.begin()

    def choose(self, key: str) -> None:
        """Show the first page of the register in focus."""
        if key != self._chosen:
            self._chosen = key
            self._show_page()

    def print(self, key: str) -> None:
        """Make the register and queue it."""
        if key not in self._counts:
            self._tools.prompter.tell(print_wording.STILL_COUNTING, tone=Tone.GREY)
            return
        month, count = self._month, self._counts[key]
        if count is None:
            self._tools.prompter.tell(wording.NO_RECORDS, wording.NO_RECORDS_TODO, Tone.AMBER)
            return
        if not count:
            self._tools.prompter.tell(wording.EMPTY_MONTH.format(month=self._month_words()), tone=Tone.GREY)
            return
        found: list[str] = []

        def make(reader: Reader, told: Callable[[int], None]) -> bytes:
            pdf, missing = register_of(reader, key, month, told)
            found.append(missing)
            return pdf

        def send(desk: Desk, pdf: bytes) -> PrintJob:
            return print_register(desk, key, month, pdf, found[0])

        title = wording.MAKING.format(name=wording.NAMES[key], month=self._month_words())
        self._making.begin(Work(title, -(-count // ROWS_ON_PAGE), make, send))

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
        """Count again when something was recorded."""
        if kinds & {"dose", "visit", "stock"} and not self._making.is_busy:
            self.begin()

    def on_masked(self, masked: bool) -> None:
        """Show no names while they are hidden."""
        self._chosen = ""
        if masked and self._view is not None:
            self._view.show_page(None, print_wording.PREVIEW_HIDDEN)

    def on_tick(self) -> None:
        """Show how far the work has come."""
        if self._making.is_busy:
            self._show()

    def _month_words(self) -> str:
        return wording.MONTH.format(year=self._month.year, month=self._month.month)

    def _show(self) -> None:
        if self._view is not None:
            self._view.show_list(
                PaperFace(
                    context=self._month_words(),
                    rows=tuple(ListRow(each, (wording.NAMES[each], self._count_words(each))) for each in REGISTERS),
                    empty="",
                    options=(wording.BEFORE, wording.AFTER),
                    hint=wording.HINT,
                    progress=self._making.face(),
                )
            )

    def _count_words(self, register: str) -> str | ChipFace:
        if register not in self._counts:
            return wording.COUNTING
        count = self._counts[register]
        return ChipFace(wording.NO_RECORDS, Tone.GREY) if count is None else wording.ROWS.format(count=count)

    def _show_page(self) -> None:
        """Draw the register in focus in the background and show its first page."""
        key, month = self._chosen, self._month
        count = self._counts.get(key)
        if self._view is None or key not in self._counts:
            return
        if not count or count > MOST_PREVIEWED:
            words = wording.NO_RECORDS if count is None else wording.EMPTY_MONTH.format(month=self._month_words())
            self._view.show_page(None, wording.ROWS.format(count=count) if count else words)
            return

        def draw(reader: Reader) -> object:
            return page_image(register_of(reader, key, month)[0], 0, PREVIEW_DPI)

        def shown(image: object) -> None:
            if self._view is not None and (self._chosen, self._month) == (key, month):
                self._view.show_page(image, self._month_words())  # type: ignore[arg-type]  # what page_image gives

        read_apart(self._tools, draw, shown)
