"""The mind of the page of labels and signs: a line a village, a line a sign. No Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from clinic_app.gui.faces import ListColumn, ListRow, Tone
from clinic_app.gui.paper_face import Option, PaperFace, PaperPlan
from clinic_app.gui.paper_making import PaperMaking, Work, read_apart
from clinic_app.gui.prompter import TextQuestion
from clinic_app.gui.wording import printing as print_wording
from clinic_app.gui.wording import village_papers as wording
from clinic_app.services.paper_kinds import A4
from clinic_app.services.print_jobs import paper_for
from clinic_app.services.print_pages import page_image
from clinic_app.services.signs import SIGN_CODES, print_sign, sign_of
from clinic_app.services.village_papers import labels_of, labels_pdf, print_labels, villages_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from clinic_app.gui.presenter_tools import PresenterTools
    from clinic_app.services.desk import Desk
    from clinic_app.services.print_jobs import PrintJob
    from clinic_app.services.print_pages import PageImage
    from clinic_app.services.reader import Reader

PREVIEW_DPI = 100
ON_SHEET = 24
_SIGN = "sign:"


class LabelsView(Protocol):
    """What the page can show."""

    def show_list(self, face: PaperFace) -> None:
        """Show the list."""

    def show_page(self, page: PageImage | None, words: str) -> None:
        """Show the paper in focus."""


class LabelsPresenter:
    """Labels of a village begin at the first free place of the sheet in the printer, which the nurse can say."""

    def __init__(self, tools: PresenterTools) -> None:
        self._tools = tools
        self._view: LabelsView | None = None
        self._counts: dict[str, int] | None = None
        self._chosen = ""
        self._first = 1
        self._making = PaperMaking(tools, self._show)
        self.plan = PaperPlan(
            key="labels",
            title=wording.LABELS_TITLE,
            icon="barcode",
            columns=(ListColumn(wording.LABEL_COLUMNS[0]), ListColumn(wording.LABEL_COLUMNS[1], 120)),
            print_text=wording.LABELS_PRINT,
            options=(Option("F6", wording.FIRST_PLACE, "list-checks", self.ask_first_place),),
        )

    def show_on(self, view: LabelsView) -> None:
        """Take the room that shows it."""
        self._view = view

    def begin(self) -> None:
        """Count the labels of each village in the background."""

        def counted(counts: object) -> None:
            self._counts = counts  # type: ignore[assignment]  # what the reading gives
            self._show()

        self._show()
        read_apart(
            self._tools, lambda reader: {each: len(labels_of(reader, each)) for each in villages_of(reader)}, counted
        )

    def choose(self, key: str) -> None:
        """Show the paper of the row in focus."""
        if key != self._chosen:
            self._chosen = key
            self._show_page()

    def print(self, key: str) -> None:
        """Queue the sign, or the labels of the village."""
        if key.startswith(_SIGN):
            code = key.removeprefix(_SIGN)
            self._tools.writer.submit(lambda desk: print_sign(desk, code), self._told, self._tools.failed)
        elif not (self._counts or {}).get(key):
            self._tools.prompter.tell(wording.NO_LABELS, tone=Tone.GREY)
        else:
            self._print_labels(key)

    def ask_first_place(self) -> None:
        """Ask where the first free label of the sheet is (F6)."""

        def said(text: str) -> None:
            if text.isascii() and text.isdecimal() and 1 <= int(text) <= ON_SHEET:
                self._first = int(text)
                self._show()
                self._show_page()
            else:
                self._tools.prompter.tell(wording.FIRST_WRONG, tone=Tone.AMBER)

        question = TextQuestion(
            wording.FIRST_TITLE, wording.FIRST_SENTENCE, wording.FIRST_LABEL, least=1, tone=Tone.BRAND
        )
        self._tools.prompter.ask_text(question, said)

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
        """Count again when files or printers changed."""
        if kinds & {"person", "printers"}:
            self.begin()

    def on_masked(self, masked: bool) -> None:
        """Show no child's label while names are hidden."""
        if masked and self._view is not None and not self._chosen.startswith(_SIGN):
            self._chosen = ""
            self._view.show_page(None, print_wording.PREVIEW_HIDDEN)

    def on_tick(self) -> None:
        """Show how far the work has come."""
        if self._making.is_busy:
            self._show()

    def _print_labels(self, village: str) -> None:
        reader, count = self._tools.reader, (self._counts or {})[village]
        size, first, on = paper_for(reader, "label"), self._first_place(), reader.clock.today()
        found: list[str] = []

        def make(reading: Reader, told: Callable[[int], None]) -> bytes:
            pdf, missing = labels_pdf(labels_of(reading, village), size, first, on, told)
            found.append(missing)
            return pdf

        def send(desk: Desk, pdf: bytes) -> PrintJob:
            return print_labels(desk, pdf, found[0], village, count)

        pages = (first - 1 + count + ON_SHEET - 1) // ON_SHEET if size == A4 else count
        self._making.begin(Work(wording.LABEL_ROW.format(village=village), pages, make, send))

    def _first_place(self) -> int:
        return self._first if paper_for(self._tools.reader, "label") == A4 else 1

    def _told(self, job: PrintJob) -> None:
        self._tools.announce(frozenset({"print"}))
        self._tools.prompter.tell(print_wording.sent_words(job), tone=Tone.GREEN)

    def _show(self) -> None:
        if self._view is None:
            return
        reader = self._tools.reader
        sheet = paper_for(reader, "label") == A4
        paper = print_wording.PAPERS[paper_for(reader, "sign")]
        labels = tuple(
            ListRow(village, (wording.LABEL_ROW.format(village=village), wording.LABELS_COUNT.format(count=count)))
            for village, count in (self._counts or {}).items()
        )
        signs = tuple(
            ListRow(f"{_SIGN}{code}", (wording.SIGN_ROW.format(words=wording.SIGNS[code]), paper))
            for code in SIGN_CODES
        )
        context = wording.LABELS_CONTEXT.format(first=self._first) if sheet else wording.LABELS_CONTEXT_ROLL
        self._view.show_list(
            PaperFace(
                context=context,
                rows=(*labels, *signs) if self._counts is not None else (),
                empty=wording.READING,
                options=(wording.FIRST_PLACE,),
                hint=wording.LABELS_HINT,
                progress=self._making.face(),
            )
        )

    def _show_page(self) -> None:
        """Draw the paper of the row in focus in the background."""
        key, first = self._chosen, self._first_place()
        if self._view is None or not key:
            return
        size, on = paper_for(self._tools.reader, "label"), self._tools.reader.clock.today()

        def draw(reader: Reader) -> object:
            if key.startswith(_SIGN):
                return page_image(sign_of(reader, key.removeprefix(_SIGN)), 0, PREVIEW_DPI)
            labels = labels_of(reader, key)
            return page_image(labels_pdf(labels[:ON_SHEET], size, first, on)[0], 0, PREVIEW_DPI) if labels else None

        def shown(image: object) -> None:
            if self._view is not None and self._chosen == key:
                self._view.show_page(image, "" if image else wording.NO_LABELS)  # type: ignore[arg-type]  # as drawn

        read_apart(self._tools, draw, shown)
