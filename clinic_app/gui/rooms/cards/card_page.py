"""The open card: who, the strip by age, the booklet and the explanation of the focused cell."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from clinic_app.gui.faces import DoseRow
from clinic_app.gui.rooms.cards.card_faces import NIP, PAID, CardFace, ExplainFace
from clinic_app.gui.rooms.cards.card_head import CardHead
from clinic_app.gui.rooms.cards.explain_panel import ExplainPanel
from clinic_app.gui.rooms.cards.notice_line import NoticeLine
from clinic_app.gui.rooms.cards.plan_strip import PlanStrip
from clinic_app.gui.rooms.cards.timeline_strip import TimelineStrip
from clinic_app.gui.widgets.card_frame import CardFrame
from clinic_app.gui.widgets.dose_grid import DoseGrid
from clinic_app.gui.widgets.empty_state import EmptyState
from clinic_app.gui.widgets.key_button import KeyButton
from clinic_app.gui.widgets.label import Label
from clinic_app.gui.wording import cards as wording
from clinic_app.gui.wording import dose_form as dose_wording

_USUAL_COLUMNS = 5
_FRAME = (12, 6, 12, 8)


class CardPage(QWidget):
    """Shows a `CardFace`. On the small screen the explanation opens with Enter instead of standing.

    Signals:
        page_chosen: 免疫规划 or 自费 was chosen by hand.
    """

    page_chosen = Signal(str)

    def __init__(self, main_button: KeyButton, explain: Callable[[str], ExplainFace | None]) -> None:
        super().__init__()
        self._explain = explain
        self._face: CardFace | None = None
        self._page = NIP
        self._compact = False
        self._opened = False
        self._told = ""
        self._explained = ""
        self._rows_made = 0
        self.head = CardHead(main_button)
        self.strip = TimelineStrip()
        self.plan = PlanStrip()
        self.panel = ExplainPanel()
        self._notice = NoticeLine()
        self._keys_line = Label(dose_wording.KEYS, "small", tone="ink2")
        self._nothing = EmptyState("notebook-tabs", wording.NO_PAID)
        self._booklet = CardFrame()
        self._scroll = QScrollArea()
        self.grid = self._new_grid(_USUAL_COLUMNS)
        self._columns = _USUAL_COLUMNS
        self._build()
        self.head.page_chosen.connect(self.show_page)

    def show_face(self, face: CardFace) -> bool:
        """Show a card; another person begins on the free page at the first cell. Return whether it is another one."""
        another = self._face is None or self._face.person_id != face.person_id
        self._face = face
        if another:
            self._page = NIP
            self._opened = False
        self.head.show_face(face.head, face.paid_doses, self._page)
        self.strip.show_face(face.timeline)
        self.plan.show_face(face.plan)
        self._notice.show_notice(*face.notice)
        self._keys_line.setText(dose_wording.KEYS_UNDO if face.can_undo else dose_wording.KEYS)
        self._show_rows(begin=another)
        return another

    def show_page(self, page: str) -> None:
        """Turn between the free and the paid vaccines."""
        if page != self._page and self._face is not None:
            self._page = page
            self.head.show_face(self._face.head, self._face.paid_doses, page)
            self._show_rows(begin=False)

    def show_compact(self, compact: bool) -> None:
        """Arrange for the small screen."""
        self._compact = compact
        self.strip.show_compact(compact)
        self.plan.show_compact(compact)
        self._place_panel()

    def close_panel(self) -> bool:
        """Fold the explanation of the small screen away; False when it does not stand open."""
        if not (self._compact and self._opened):
            return False
        self._opened = False
        self._place_panel()
        return True

    def focused_key(self) -> str:
        """Return the cell the explanation speaks of."""
        return self._told or self._first_key()

    def home_focus(self) -> None:
        """Put the focus on the cell that had it last, else on what can be given today; without cells on the pages."""
        if self._rows():
            if not self._told:
                self.grid.focus_key(self._first_key())
            self.grid.focus_first()
        else:
            self.head.segment.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self) -> None:
        """Lay head, notice, strip, booklet and explanation out."""
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._hang(self.grid)
        self._booklet.body.setContentsMargins(*_FRAME)
        self._booklet.body.addWidget(self._scroll, 1)
        self._booklet.body.addWidget(self._nothing, 1)
        self._booklet.body.addWidget(self._keys_line)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self._booklet, 1)
        row.addWidget(self.panel)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.head)
        column.addWidget(self._notice)
        column.addWidget(self.strip)
        column.addWidget(self.plan)
        column.addLayout(row, 1)

    def _rows(self) -> tuple[DoseRow, ...]:
        """Return the rows of the chosen page."""
        if self._face is None:
            return ()
        return self._face.paid_rows if self._page == PAID else self._face.nip_rows

    def _show_rows(self, *, begin: bool) -> None:
        """Fill the grid, wider for lines with many needles, and explain the focused cell again."""
        rows = self._rows()
        needed = max([_USUAL_COLUMNS, *(len(row.cells) for row in rows)])
        if needed != self._columns or (begin and len(rows) < self._rows_made):  # empty rows keep their height
            self._columns, self._rows_made = needed, 0
            self.grid = self._new_grid(needed)
            self._hang(self.grid)
        self._rows_made = max(self._rows_made, len(rows))
        self.grid.show_rows(rows)
        self._scroll.setVisible(bool(rows))
        self._nothing.show_sentence(wording.NO_PAID if self._page == PAID else wording.NO_DOSES)
        self._nothing.setVisible(not rows)
        self._place_panel()
        self._told = "" if begin or self._told not in self._keys() else self._told
        self._explained = ""
        self._explain_cell(self._told or self._first_key())

    def _keys(self) -> list[str]:
        """Return the cells of the page in reading order."""
        return [cell.key for row in self._rows() for cell in row.cells if cell is not None]

    def _first_key(self) -> str:
        """Return the first cell that can be given today, else the first of all."""
        cells = [cell for row in self._rows() for cell in row.cells if cell is not None]
        due = [cell.key for cell in cells if cell.head == wording.DUE_TODAY]
        return next(iter([*due, *self._keys()]), "")

    def _new_grid(self, columns: int) -> DoseGrid:
        """Return an empty booklet with this many columns."""
        grid = DoseGrid(columns)
        grid.entered.connect(self._tell)
        grid.opened.connect(self._open)
        return grid

    def _hang(self, grid: DoseGrid) -> None:
        """Put a grid into the frame."""
        holder = QWidget()
        holder.setObjectName("scrolled")
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(grid)
        self._scroll.setWidget(holder)

    def _explain_cell(self, key: str) -> None:
        """Explain a cell beside the booklet."""
        face = self._explain(key) if key and key != self._explained else None
        if face is not None:
            self._explained = key
            self.panel.show_face(face)

    def _tell(self, key: str) -> None:
        """Follow the focus: explain its cell and bring it into view."""
        self._told = key
        self._explain_cell(key)
        focused = self.grid.focusWidget()
        if focused is not None:
            self._scroll.ensureWidgetVisible(focused, 8, 8)

    def _open(self, key: str) -> None:
        """Answer Enter on a cell: unfold the explanation on the small screen."""
        self._opened = True
        self._tell(key)
        self._place_panel()

    def _place_panel(self) -> None:
        """Show the explanation where it stands, or where it was opened."""
        self.panel.setVisible(bool(self._rows()) and (self._opened or not self._compact))
