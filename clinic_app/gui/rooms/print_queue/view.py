"""The queue on the screen: papers at the left, the paper in focus at the right."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clinic_app.gui.faces import ListColumn, Tone
from clinic_app.gui.room import Room
from clinic_app.gui.rooms.print_queue.presenter import QueueFace, QueuePresenter, RowWishes
from clinic_app.gui.widgets.card_frame import CardFrame
from clinic_app.gui.widgets.empty_state import EmptyState
from clinic_app.gui.widgets.key_button import Kind
from clinic_app.gui.widgets.label import Label
from clinic_app.gui.widgets.list_table import ListTable
from clinic_app.gui.widgets.paper_preview import PaperPreview
from clinic_app.gui.widgets.room_head import RoomHead
from clinic_app.gui.widgets.stop_banner import StopBanner
from clinic_app.gui.wording import printing as wording
from clinic_app.gui.wording.shell import ESCAPE_KEY
from clinic_app.services.print_pages import PageImage

_WIDTHS = (0, 150, 70, 50, 190)


class PrintQueueRoom(Room):
    """Enter or F5 does what the row needs next, PgUp and PgDn turn the pages of the paper, Esc goes back."""

    key = "print_queue"
    title = wording.QUEUE_TITLE
    icon = "printer"

    def __init__(self, presenter: QueuePresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._presenter = presenter
        self._head = RoomHead(wording.QUEUE_TITLE)
        self._banner = StopBanner()
        self._banner.hide()
        columns = tuple(
            ListColumn(title, width, right=title == wording.PAGES_COLUMN)
            for title, width in zip(wording.COLUMNS, _WIDTHS, strict=True)
        )
        self.table = ListTable(wording.QUEUE_TITLE, columns)
        self.table.pages_itself = False
        self._empty = EmptyState("printer", wording.QUEUE_EMPTY)
        self.preview = PaperPreview()
        self._next = self.add_action("F5", wording.AGAIN, presenter.do_next, icon="printer", kind=Kind.PRIMARY)
        self._cancel = self.add_action("F7", wording.CANCEL, presenter.cancel, icon="x")
        self._visit = self.add_action("F6", wording.SHOW_VISIT, presenter.toggle_visit, icon="filter")
        self._head.add(self.add_action(ESCAPE_KEY, wording.BACK, presenter.go_back, icon="arrow-left"))
        self.add_key("PgUp", wording.PREVIEW_KEYS, lambda: presenter.turn(-1))
        self.add_key("PgDn", wording.PREVIEW_KEYS, lambda: presenter.turn(1))
        self._build()
        self.table.entered_row.connect(presenter.choose)
        self.table.opened.connect(lambda _key: presenter.do_next())
        presenter.show_on(self)

    def show_queue(self, face: QueueFace) -> None:
        """Show the list."""
        self._head.show_context(face.context)
        self.table.show_rows(face.rows)
        self.table.setVisible(bool(face.rows))
        self._empty.setVisible(not face.rows)
        self._paper.setVisible(bool(face.rows))
        self._banner.setVisible(face.trouble is not None)
        if face.trouble is not None:
            self._banner.show_stop(*face.trouble, Tone.AMBER)
        self._visit.show_text(wording.SHOW_ALL if face.one_visit else wording.SHOW_VISIT)
        for button in (self._next, self._visit):
            if face.rows:
                button.switch_on()
            else:
                button.switch_off(wording.CHOOSE)

    def show_wishes(self, wishes: RowWishes) -> None:
        """Name what the keys do with the row in focus."""
        self._next.show_text(wishes.main)
        if wishes.can_cancel:
            self._cancel.switch_on()
        else:
            self._cancel.switch_off()

    def show_page(self, page: PageImage | None, words: str) -> None:
        """Show a page of the paper in focus."""
        self.preview.show_page(page, words)

    def opened(self) -> None:
        """Read again and put the focus into the list."""
        self._presenter.refresh()
        self.home_focus()

    def on_changed(self, kinds: frozenset[str]) -> None:
        """Read again when a paper moved on."""
        self._presenter.on_changed(kinds)

    def on_masked(self, masked: bool) -> None:
        """Hide or show names."""
        self._presenter.mask(masked)

    def home_focus(self) -> None:
        """Put the focus into the list; an empty day leaves it to the scan box."""
        if self.table.isVisibleTo(self):
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self) -> None:
        card = CardFrame()
        card.body.addWidget(self.table, 1)
        card.body.addWidget(self._empty, 1)
        self._paper = CardFrame()
        self._paper.body.addWidget(self.preview, 1)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(card, 5)
        row.addWidget(self._paper, 3)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(Label(wording.PREVIEW_KEYS, "small", tone="ink2"))
        buttons.addStretch(1)
        for button in (self._visit, self._cancel, self._next):
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setSpacing(8)
        column.addWidget(self._head)
        column.addWidget(self._banner)
        column.addLayout(row, 1)
        column.addLayout(buttons)
