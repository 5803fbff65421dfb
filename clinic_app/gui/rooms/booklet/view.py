"""The room 接种证打印 on the screen: the doses at the left, the page that goes into the printer at the right."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from clinic_app.gui.booklet_faces import BookletPageFace
from clinic_app.gui.faces import ChipFace, ListColumn, ListRow, Tone
from clinic_app.gui.room import Room
from clinic_app.gui.rooms.booklet.faces import BookletFace
from clinic_app.gui.rooms.booklet.presenter import BookletPresenter
from clinic_app.gui.widgets.booklet_canvas import BookletCanvas
from clinic_app.gui.widgets.card_frame import CardFrame
from clinic_app.gui.widgets.empty_state import EmptyState
from clinic_app.gui.widgets.key_button import Kind
from clinic_app.gui.widgets.label import Label
from clinic_app.gui.widgets.list_table import ListTable
from clinic_app.gui.widgets.room_head import RoomHead
from clinic_app.gui.widgets.stop_banner import StopBanner
from clinic_app.gui.wording import booklet as wording
from clinic_app.gui.wording.shell import ENTER_KEY, ESCAPE_KEY, SPACE_KEY
from clinic_app.services.print_pages import PageImage

_WIDTHS = (30, 130, 102, 0, 190)
_LIST_WIDTHS = (180, 0)
_EDITIONS = 8
_DATE_COLUMN = 2
Cells = tuple[str | ChipFace, ...]
_PAPER_PX = {False: 420, True: 290}


class BookletRoom(Room):
    """Enter prints the sheet named below the page, Space chooses a dose, Esc goes back."""

    key = "booklet"
    title = wording.TITLE
    icon = "book-open-check"

    def __init__(self, presenter: BookletPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._presenter = presenter
        self._head = RoomHead(wording.TITLE)
        self._banner = StopBanner()
        self._banner.hide()
        self.today = ListTable(wording.TITLE, _columns(wording.LIST_COLUMNS, _LIST_WIDTHS))
        self._nobody = EmptyState("book-open-check", wording.LIST_NOBODY)
        self.table = ListTable(wording.TITLE, _columns(wording.COLUMNS, _WIDTHS))
        self.canvas = BookletCanvas()
        self._rows: tuple[ListRow, ...] = ()
        self._edition = Label("", "small", tone="ink2", wrap=True)
        self._note = Label(wording.UNSURE_NOTE, "small", tone="ink2", wrap=True)
        self._put_in = Label("", "section", bold=True, wrap=True)
        self._head.add(self.add_action(ESCAPE_KEY, wording.BACK, presenter.leave, icon="arrow-left"))
        self._make_keys()
        self._pages = QStackedWidget()
        self._pages.addWidget(self._list_page())
        self._pages.addWidget(self._booklet_page())
        column = QVBoxLayout(self)
        column.setSpacing(8)
        column.addWidget(self._head)
        column.addWidget(self._banner)
        column.addWidget(self._pages, 1)
        self.today.opened.connect(presenter.open)
        self.table.entered_row.connect(presenter.look_at)
        self.table.opened.connect(lambda _key: presenter.print_now())
        presenter.show_on(self)

    def show_list(self, rows: tuple[ListRow, ...], context: str) -> None:
        """Show who has something new."""
        turned = self._pages.currentIndex() != 0
        self._head.show_context(context if rows else "")
        self.today.show_rows(rows)
        self.today.setVisible(bool(rows))
        self._nobody.setVisible(not rows)
        self._banner.hide()
        self._pages.setCurrentIndex(0)
        if turned and self.isVisible():
            self.home_focus()

    def show_booklet(self, face: BookletFace) -> None:
        """Show one child's booklet; the row in focus stays."""
        turned = self._pages.currentIndex() != 1
        key, before = self.table.current_key(), {row.key: row.cells for row in self._rows}
        self._head.show_context(face.who)
        self._rows = face.rows
        self.table.show_rows(face.rows)
        after = {row.key: row.cells for row in face.rows}
        if turned or not key or _was_printed(before.get(key), after.get(key)):
            self._go_to(_first_new(face))
        self._presenter.look_at(self.table.current_key())
        self._edition.setText(face.edition)
        self._edition.show_tone("amber" if face.edition_is_model else "ink2")
        self._put_in.setText(wording.REISSUING + "　" + face.put_in if face.reissuing else face.put_in)
        self._banner.setVisible(face.pen is not None)
        if face.pen is not None:
            self._banner.show_stop(*face.pen, Tone.AMBER)
        self._show_buttons(face)
        self._pages.setCurrentIndex(1)
        if turned and self.isVisible():
            self.home_focus()

    def show_note(self, note: str) -> None:
        """Show what is known on paper of the dose in focus."""
        self._note.setText(note)

    def show_page(self, face: BookletPageFace | None) -> None:
        """Show the page of the sheet in hand."""
        self.canvas.show_page(face, wording.NO_EDITION)

    def show_print(self, page: PageImage | None) -> None:
        """Lay the print over the page."""
        self.canvas.show_print(page)

    def opened(self) -> None:
        """Read again and put the focus into the list."""
        self._presenter.refresh()
        self.home_focus()

    def takes_scan(self, code: str) -> bool:
        """Open the booklet of the child whose booklet was scanned."""
        return self._presenter.take_code(code)

    def on_changed(self, kinds: frozenset[str]) -> None:
        """Read again when it concerns the booklet."""
        self._presenter.on_changed(kinds)

    def on_masked(self, masked: bool) -> None:
        """Hide or show names."""
        self._presenter.mask(masked)

    def on_compact(self, compact: bool) -> None:
        """Put the keys into two rows where one has no room for them."""
        columns = 3 if compact else 5
        for place, button in enumerate((self._hand, self._halves, self._start, self._person, self._reissue)):
            self._keys.addWidget(button, place // columns, place % columns)
        self._paper.setFixedWidth(_PAPER_PX[compact])
        self.table.setColumnHidden(_DATE_COLUMN, compact)  # the rows of a combined vaccine need its room

    def home_focus(self) -> None:
        """Put the focus into the list that stands; an empty day leaves it to the scan box."""
        table = self.table if self._pages.currentIndex() == 1 else self.today
        if table.isVisibleTo(self):
            table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _make_keys(self) -> None:
        presenter, key = self._presenter, self.table.current_key
        self._print = self.add_action(
            ENTER_KEY, wording.PRINT, presenter.print_now, icon="printer", kind=Kind.PRIMARY, main=True
        )
        self._hand = self.add_action("F4", wording.HAND, lambda: presenter.handwritten(key()), icon="pencil")
        self._halves = self.add_action("F5", wording.HALVES_OFF, presenter.toggle_halves, icon="split")
        self._start = self.add_action("F6", wording.START_ROW, presenter.ask_start, icon="list-checks")
        self._reissue = self.add_action("F7", wording.REISSUE, presenter.ask_reissue, icon="copy")
        self._person = self.add_action("9", wording.PERSON_PAGE, presenter.toggle_person_page, icon="user-round")
        self.add_key(SPACE_KEY, wording.KEYS, lambda: presenter.toggle(key()))
        self.add_key("PgUp", wording.KEYS, lambda: presenter.turn(-1))
        self.add_key("PgDn", wording.KEYS, lambda: presenter.turn(1))
        for number in range(1, _EDITIONS + 1):
            self.add_key(str(number), wording.EDITION_KEYS, partial(presenter.choose_edition, number))

    def _list_page(self) -> QWidget:
        card = CardFrame()
        card.body.addWidget(self.today, 1)
        card.body.addWidget(self._nobody, 1)
        return card

    def _booklet_page(self) -> QWidget:
        doses = CardFrame()
        doses.body.addWidget(self.table, 1)
        doses.body.addWidget(self._note)
        doses.body.addWidget(Label(wording.KEYS, "small", tone="ink2"))
        self._keys = QGridLayout()
        self._keys.setSpacing(8)
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(doses, 1)
        left.addLayout(self._keys)
        self._paper = paper = CardFrame()
        paper.body.addWidget(self._put_in)
        paper.body.addWidget(self.canvas, 1)
        paper.body.addWidget(self._edition)
        paper.body.addWidget(self._print)
        page = QWidget()
        row = QHBoxLayout(page)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addLayout(left, 1)
        row.addWidget(paper)
        self.on_compact(False)
        return page

    def _show_buttons(self, face: BookletFace) -> None:
        self._print.show_text(face.main or wording.PRINT)
        if face.main:
            self._print.switch_on()
        else:
            self._print.switch_off(face.why_not)
        self._halves.show_text(wording.HALVES_ON if face.halves else wording.HALVES_OFF)
        self._reissue.show_text(wording.REISSUE_OFF if face.reissuing else wording.REISSUE)
        self._person.show_text(wording.PERSON_PAGE, "check" if face.person_page else "user-round")
        self._start.setVisible(face.has_free_start)

    def _go_to(self, key: str) -> None:
        """Put the focus of the list onto this row."""
        place = next((place for place, row in enumerate(self._rows) if row.key == key), -1)
        if place >= 0:
            self.table.selectRow(place)


def _columns(titles: tuple[str, ...], widths: tuple[int, ...]) -> tuple[ListColumn, ...]:
    return tuple(ListColumn(title, width) for title, width in zip(titles, widths, strict=True))


def _first_new(face: BookletFace) -> str:
    """Return the first dose that is chosen, else the newest."""
    chosen = [row.key for row in face.rows if row.cells[0] == wording.TICK]
    return chosen[0] if chosen else (face.rows[-1].key if face.rows else "")


def _was_printed(before: Cells | None, after: Cells | None) -> bool:
    """Tell whether a row that was chosen stands in the booklet now: the next one is to be looked at."""
    if before is None or after is None:
        return False
    return before[0] == wording.TICK and after[0] != wording.TICK and before[-1] != after[-1]
