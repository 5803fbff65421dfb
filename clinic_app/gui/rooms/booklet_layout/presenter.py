"""What the room 接种证版式 knows and wishes: an edition on the board, its scan, saving it as measured. No Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from clinic_app.domain.booklet.editing import Scope
from clinic_app.gui.faces import Tone
from clinic_app.gui.prompter import Choice, Question
from clinic_app.gui.rooms.booklet_layout.drawing_board import DrawingBoard
from clinic_app.gui.rooms.booklet_layout.faces import LayoutFace, board_face, layout_face
from clinic_app.gui.rooms.booklet_layout.measuring import Measuring
from clinic_app.gui.rooms.booklet_layout.printer_fitting import PrinterFitting, fit_words, millimetres
from clinic_app.gui.rooms.booklet_layout.questions import ask_clinic_words, ask_copy, ask_field, ask_page
from clinic_app.gui.wording import booklet_layout as wording
from clinic_app.gui.wording.failures import failure_words
from clinic_app.services.booklet_layouts import KnownLayout, fit_by, known_layouts, measure_layout, problems_in
from clinic_app.services.booklet_sample import sample_sheet
from clinic_app.services.booklet_sheets import preview_pdf_of
from clinic_app.services.failures import WishRefused
from clinic_app.services.print_pages import page_image

if TYPE_CHECKING:
    from collections.abc import Callable

    from clinic_app.domain.booklet.editing import BoxKey
    from clinic_app.domain.booklet.layout import BookletLayout, Point
    from clinic_app.domain.booklet.layout_check import LayoutProblem
    from clinic_app.gui.booklet_faces import BookletPageFace, PageScan
    from clinic_app.gui.presenter_tools import PresenterTools
    from clinic_app.services.print_pages import PageImage

CHANGED = frozenset({"booklet"})
_SAMPLE_DPI = 130
_WORDS_OF_A_COPY = 2


class LayoutView(Protocol):
    """What the room can show."""

    def show_layout(self, face: LayoutFace) -> None:
        """Show what stands beside the page."""

    def show_page(self, face: BookletPageFace | None, cross: Point | None) -> None:
        """Show the page, or while measuring the scan as it lies with the cross in hand."""

    def show_print(self, page: PageImage | None) -> None:
        """Lay the sample over the page, or take it away."""

    def ask_for_scan(self, then: Callable[[str], None]) -> None:
        """Let the nurse choose a picture file; `then` gets its path."""


class BookletLayoutPresenter:
    """Begins with the edition that is printed by; the board keeps what was changed while the program runs."""

    def __init__(
        self, tools: PresenterTools, scans: dict[tuple[str, str], PageScan], read_scan: Callable[[str, float], PageScan]
    ) -> None:
        self._tools = tools
        self._scans = scans
        self._read_scan = read_scan
        self._view: LayoutView | None = None
        self._known: KnownLayout | None = None
        self._board: DrawingBoard | None = None
        self._measuring: Measuring | None = None
        self._judged: tuple[BookletLayout, tuple[LayoutProblem, ...]] | None = None
        self._sample = False
        self._asked = 0
        self.fitting = PrinterFitting(tools, self.refresh)

    def show_on(self, view: LayoutView) -> None:
        """Take the room that shows it."""
        self._view = view

    def begin(self) -> None:
        """Show the board as it was left, else the edition that is printed by."""
        known = known_layouts(self._tools.reader.clinic_book())
        if self._board is None and known:
            self._open(known[0])
        self.refresh()

    def next_edition(self) -> None:
        """Put the next edition onto the board (0); what was changed is asked about first."""

        def go_on() -> None:
            known = known_layouts(self._tools.reader.clinic_book())
            ids = [each.layout.id for each in known]
            here = self._known.layout.id if self._known is not None else ""
            place = ids.index(here) + 1 if here in ids else 0
            if known:
                self._open(known[place % len(known)])
            self.refresh()

        self._unless_changed(go_on)

    def leave(self) -> None:
        """Stop measuring (Esc), else go back; what was changed is asked about first."""
        if self._measuring is not None:
            self._measuring = None
            self.refresh()
            return

        def go_back() -> None:
            self._board = None
            self._tools.navigation.go_back()

        self._unless_changed(go_back)

    def take(self, key: BoxKey) -> None:
        """Take a box in hand (click)."""
        self._on_board(lambda board: board.take(key))

    def step(self, boxes: int) -> None:
        """Take the next box (Enter), or while measuring the next point."""
        if self._measuring is not None:
            self._next_point(self._measuring)
        else:
            self._on_board(lambda board: board.step(boxes))

    def move(self, dx: float, dy: float) -> None:
        """Shift what is in hand, millimetres; while measuring the cross."""
        if self._measuring is not None:
            self._measuring.nudge(dx, dy)
            self.refresh()
        else:
            self._on_board(lambda board: board.move(dx, dy))

    def resize(self, dx: float, dy: float) -> None:
        """Make what is in hand wider and higher."""
        if self._measuring is None:
            self._on_board(lambda board: board.resize(dx, dy))

    def begin_drag(self) -> None:
        """Begin a drag of what is in hand."""
        if self._board is not None and self._measuring is None:
            self._board.begin_drag()

    def drag(self, dx: float, dy: float, *, size: bool) -> None:
        """Shift or size what is in hand by as much as the mouse moved since it was pressed."""
        if self._measuring is None:
            self._on_board(lambda board: board.drag(dx, dy, size=size))

    def end_drag(self) -> None:
        """End a drag."""
        if self._board is not None and self._measuring is None:
            self._board.end_drag()
            self.refresh()

    def put_cross(self, point: Point) -> None:
        """Put the cross in hand where the scan was clicked."""
        if self._measuring is not None:
            self._measuring.put(point)
            self.refresh()

    def put_edge(self, edge: str, text: str) -> bool:
        """Set one edge to a typed figure; False when it is none."""
        figure = millimetres(text)
        if figure is None or figure < 0:
            return False
        self._on_board(lambda board: board.put_edge(edge, figure))
        return True

    def choose_scope(self, scope: str) -> None:
        """Say what moves with the box in hand."""

        def choose(board: DrawingBoard) -> None:
            board.scope = Scope(scope)

        self._on_board(choose)

    def turn(self, pages: int) -> None:
        """Show another page."""
        self._measuring = None
        self._on_board(lambda board: board.turn(pages))

    def undo(self) -> None:
        """Take the last step back (F8)."""
        if self._board is not None and not self._board.undo():
            self._tools.prompter.tell(wording.NOTHING_TO_UNDO)
        self.refresh()

    def toggle_sample(self) -> None:
        """Show the page filled with invented words, or empty (7)."""
        self._sample = not self._sample
        self.refresh()

    def copy_row(self) -> None:
        """Repeat the row in hand below itself (F4)."""
        if self._board is not None:
            ask_copy(self._tools.prompter, self._board, self.refresh)

    def ask_page(self) -> None:
        """Ask how large the page is and where its table stands (9)."""
        if self._board is not None:
            ask_page(self._tools.prompter, self._board, self.refresh)

    def put_in(self) -> None:
        """Ask which field is missing and put it beside the one in hand (Ins)."""
        if self._board is not None and self._measuring is None:
            ask_field(self._tools.prompter, self._board, self.refresh)

    def take_out(self) -> None:
        """Take out what is in hand: the clinic's booklet does not have it (Del)."""
        if self._measuring is None:
            self._on_board(lambda board: board.take_out())

    def ask_clinic_words(self) -> None:
        """Ask how the clinic's name stands in its boxes (6)."""
        if self._board is not None:
            ask_clinic_words(self._tools.prompter, self._board, self.refresh)

    def open_scan(self) -> None:
        """Let the nurse choose the scan of the empty page (F7)."""
        if self._view is not None and self._board is not None:
            self._view.ask_for_scan(self.load_scan)

    def load_scan(self, path: str) -> None:
        """Read the picture in the background and lay it behind the boxes of the page in sight."""
        board = self._board
        if board is None:
            return
        place, width = (board.layout.id, board.page.id), board.page.width

        def read(scan: object) -> None:
            self._scans[place] = scan  # type: ignore[assignment]  # what `read_scan` returned
            self.refresh()

        def refused(error: Exception) -> None:
            words = wording.SCAN_REFUSED.get(getattr(getattr(error, "fault", None), "value", ""))
            if words is None:
                self._tools.failed(error)
            else:
                self._tools.prompter.tell(*words, Tone.AMBER)

        self._tools.background(lambda: self._read_scan(path, width), read, refused)

    def measure_scan(self) -> None:
        """Begin to measure four points of the scan (F6)."""
        board = self._board
        scan = self._scan()
        if board is None or scan is None:
            self._tools.prompter.tell(wording.MEASURE_NEEDS_SCAN, tone=Tone.AMBER)
            return
        self._measuring = Measuring.begin(scan, board.page.marks)
        self.refresh()

    def save(self) -> None:
        """Keep the edition as the clinic measured it (F9)."""
        board = self._board
        if board is None:
            return
        layout, draft = board.layout, self._tools.mint()

        def done(known: KnownLayout) -> None:
            self._known = known
            board.saved(known.layout)
            said = wording.SAVED.format(version=known.version)
            self._tools.prompter.tell(said, wording.SAVED_TODO, Tone.GREEN)
            self._tools.announce(CHANGED)
            self.refresh()

        self._tools.writer.submit(lambda desk: measure_layout(desk, layout, draft), done, self._refused)

    def toggle_halves(self) -> None:
        """Say whether the whole page or one half goes into the printer (8)."""
        self.fitting.halves = not self.fitting.halves
        self.refresh()

    def print_test_page(self) -> None:
        """Print grid and crosses for the page in sight (F5)."""
        if self._board is not None:
            self.fitting.print_test_page(self._board.page)

    def measure_printer(self) -> None:
        """Ask for the four crosses of the test page (5)."""
        if self._board is not None:
            self.fitting.ask(self._board.page)

    def refresh(self) -> None:
        """Show the board."""
        board, view = self._board, self._view
        if view is None:
            return
        if board is None:
            view.show_page(None, None)
            return
        reader, measuring, scan = self._tools.reader, self._measuring, self._scan()
        problems = self._problems_of(board)
        view.show_layout(layout_face(reader, board, problems, self._known, scan, self.fitting, measuring))
        cross = measuring.point if measuring is not None else None
        view.show_page(board_face(board, problems, scan, self.fitting, measuring), cross)
        self._show_sample(board)

    # -- how it looks

    def _open(self, known: KnownLayout) -> None:
        self._known, self._board, self._measuring = known, DrawingBoard(known.layout), None

    def _problems_of(self, board: DrawingBoard) -> tuple[LayoutProblem, ...]:
        """Return what is wrong; judged again only when the layout is another one."""
        if self._judged is None or self._judged[0] is not board.layout:
            self._judged = (board.layout, problems_in(self._tools.reader.rules, board.layout))
        return self._judged[1]

    def _scan(self) -> PageScan | None:
        board = self._board
        return self._scans.get((board.layout.id, board.page.id)) if board is not None else None

    def _show_sample(self, board: DrawingBoard) -> None:
        self._asked += 1
        asked, view = self._asked, self._view
        if view is None or not self._sample or self._measuring is not None:
            if view is not None:
                view.show_print(None)
            return
        sheet = sample_sheet(board.layout, board.page)

        def drawn(image: object) -> None:
            if asked == self._asked:
                view.show_print(image)  # type: ignore[arg-type]  # what the work returned

        def failed(error: Exception) -> None:
            if asked == self._asked:
                self._sample = False
                self._refused(error)

        self._tools.background(lambda: page_image(preview_pdf_of(sheet), 0, _SAMPLE_DPI), drawn, failed)

    # -- steps

    def _next_point(self, measuring: Measuring) -> None:
        """Go to the next cross; after the last the scan is laid straight by all four."""
        board = self._board
        if board is None or measuring.next():
            self.refresh()
            return
        try:
            fit = fit_by(board.page.marks, measuring.points)
        except WishRefused as refused:
            measuring.place = 0
            self._refused(refused)
            self.refresh()
            return
        self._scans[board.layout.id, board.page.id] = measuring.straightened(fit)
        self._measuring = None
        todo = wording.MEASURED_FOUR_TODO.format(fit=fit_words(fit))
        self._tools.prompter.tell(wording.MEASURED_FOUR, todo, Tone.GREEN)
        self.refresh()

    def _on_board(self, change: Callable[[DrawingBoard], object]) -> None:
        if self._board is not None:
            change(self._board)
            self.refresh()

    def _unless_changed(self, go_on: Callable[[], None]) -> None:
        if self._board is None or not self._board.is_changed:
            go_on()
            return
        choices = (Choice("", wording.STAY), Choice("drop", wording.DROP, "F7", danger=True))
        question = Question(wording.DROP_TITLE, wording.DROP_SENTENCE, choices)
        self._tools.prompter.ask(question, lambda key: go_on() if key else None)

    def _refused(self, error: Exception) -> None:
        if isinstance(error, WishRefused):
            words = failure_words(error, self._tools.reader.rules)
            self._tools.prompter.tell(words.sentence, words.todo, Tone.AMBER)
        else:
            self._tools.failed(error)
