"""The shelf on the screen: lots at the left, the one in hand with its ledger at the right, opened vials below."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from clinic_app.gui.faces import ChipFace, ListColumn, ListRow
from clinic_app.gui.rooms.stock.faces import LotFace, ShelfFace
from clinic_app.gui.widgets.card_frame import CardFrame
from clinic_app.gui.widgets.chip import Chip
from clinic_app.gui.widgets.empty_state import EmptyState
from clinic_app.gui.widgets.key_button import KeyButton
from clinic_app.gui.widgets.label import Label, ShortLabel
from clinic_app.gui.widgets.list_table import ROW_HEIGHT, ListTable
from clinic_app.gui.widgets.room_head import RoomHead
from clinic_app.gui.widgets.segment import Segment
from clinic_app.gui.wording import stock as wording

_LOT_COLUMNS = (
    ListColumn(wording.COLUMN_VACCINE),
    ListColumn(wording.COLUMN_LOT, 128),
    ListColumn(wording.COLUMN_LAST_DAY, 112),
    ListColumn(wording.COLUMN_STATE, 116),
    ListColumn(wording.COLUMN_DOSES, 72, right=True),
    ListColumn(wording.COLUMN_VIALS, 64, right=True),
)
_LEDGER_COLUMNS = (
    ListColumn(wording.LEDGER_DAY, 108),
    ListColumn(wording.LEDGER_EVENT),
    ListColumn(wording.LEDGER_DOSES, 60, right=True),
    ListColumn(wording.LEDGER_LEFT, 60, right=True),
)
_VIAL_COLUMNS = (ListColumn(""), ListColumn("", 112), ListColumn("", 232))
_DETAIL_WIDTH = 472
_MOST_VIALS = 3
_FACTS = 5


class ShelfPage(QWidget):
    """Lots, the lot in hand, opened vials.

    Signals:
        filter_chosen, lot_entered, vial_entered: key of what was chosen or has the focus now.
    """

    filter_chosen = Signal(str)
    lot_entered = Signal(str)
    vial_entered = Signal(str)

    def __init__(self, receive: KeyButton, waste: KeyButton, seal: KeyButton, throw: KeyButton) -> None:
        super().__init__()
        self._waste, self._seal, self._throw = waste, seal, throw
        self.head = RoomHead(wording.TITLE)
        self.head.add(receive)
        self.filters = Segment(wording.FILTER, wording.FILTERS)
        self.lots = ListTable(wording.LIST_NAME, _LOT_COLUMNS)
        self._empty = EmptyState("package", "")
        self.vials = ListTable(wording.OPEN_TITLE, _VIAL_COLUMNS)
        self.vials.horizontalHeader().hide()
        self._vial_card = CardFrame(wording.OPEN_TITLE)
        self._title = ShortLabel("", "section")
        self._chip = Chip(ChipFace(""))
        self._facts = [ShortLabel("", "body") for _ in range(_FACTS)]
        self._fact_names = [Label("", "small", tone="ink2") for _ in range(_FACTS)]
        self.ledger = ListTable(wording.LEDGER, _LEDGER_COLUMNS)
        self._detail = CardFrame()
        self._build()
        self.filters.chosen.connect(self.filter_chosen)
        self.lots.entered_row.connect(self.lot_entered)
        self.vials.entered_row.connect(self.vial_entered)

    def show_face(self, face: ShelfFace) -> None:
        """Show everything; rows and focus stay where they are."""
        self.head.show_context(face.context)
        self.filters.choose(face.chosen_filter)
        self.lots.show_rows(face.lots)
        self._empty.show_sentence(face.empty)
        self._left.setCurrentIndex(0 if face.lots else 1)
        self.show_vials(face.vials)
        self._show_lot(face.lot)

    def show_vials(self, rows: tuple[ListRow, ...]) -> None:
        """List opened vials; without one the card is not there."""
        self.vials.show_rows(rows)
        shown = min(len(rows), _MOST_VIALS)
        self.vials.setFixedHeight(shown * ROW_HEIGHT + 2)
        self._vial_card.setVisible(bool(rows))
        self.vial_entered.emit(self.vials.current_key())

    def home_focus(self) -> None:
        """Begin in the list of lots."""
        target = self.lots if self.lots.current_key() else self.filters
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_lot(self, face: LotFace | None) -> None:
        """Show the lot in hand, and what may be wished of it."""
        self._detail.setVisible(face is not None)
        off = wording.NO_LOT_CHOSEN if face is None else ""
        for button, why in (
            (self._waste, face.off_waste if face else off),
            (self._seal, face.off_seal if face else off),
        ):
            if why:
                button.switch_off(why)
            else:
                button.switch_on()
        if face is None:
            return
        self._seal.show_text(face.seal)
        self._title.setText(face.title)
        self._chip.show_face(face.chip)
        for place, (name, value) in enumerate(face.facts):
            self._fact_names[place].setText(name)
            self._facts[place].setText(value)
        self.ledger.show_rows(face.ledger)

    def _build(self) -> None:
        """Lay the page out."""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.head)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addLayout(self._lists(), 1)
        row.addWidget(self._lot_card())
        column.addLayout(row, 1)

    def _lists(self) -> QVBoxLayout:
        """Return filters, lots and opened vials."""
        lots = QWidget()
        self._left = QStackedLayout(lots)
        self._left.addWidget(self.lots)
        self._left.addWidget(self._empty)
        card = CardFrame()
        card.body.addWidget(self.filters)
        card.body.addWidget(lots, 1)
        self._vial_card.add_to_head(self._throw)
        self._vial_card.body.addWidget(self.vials)
        column = QVBoxLayout()
        column.setSpacing(12)
        column.addWidget(card, 1)
        column.addWidget(self._vial_card)
        return column

    def _lot_card(self) -> CardFrame:
        """Return the card of the lot in hand."""
        card = self._detail
        card.setFixedWidth(_DETAIL_WIDTH)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._chip)
        card.body.addLayout(head)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(1, 1)
        for place in range(_FACTS):
            grid.addWidget(self._fact_names[place], place, 0)
            grid.addWidget(self._facts[place], place, 1)
        card.body.addLayout(grid)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self._waste)
        buttons.addWidget(self._seal)
        buttons.addStretch(1)
        card.body.addLayout(buttons)
        card.body.addWidget(self.ledger, 1)
        return card
