"""The page of rules on the screen: what holds at the left, who changes at the right."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from clinic_app.gui.background import GuiThread
from clinic_app.gui.faces import ListColumn
from clinic_app.gui.room import Room
from clinic_app.gui.rooms.rules.faces import BannerFace, RulesFace
from clinic_app.gui.rooms.rules.presenter import RulesPresenter
from clinic_app.gui.rooms.rules.preview_card import PreviewCard
from clinic_app.gui.widgets.card_frame import CardFrame
from clinic_app.gui.widgets.empty_state import EmptyState
from clinic_app.gui.widgets.key_button import Kind
from clinic_app.gui.widgets.label import Label
from clinic_app.gui.widgets.list_table import ROW_HEIGHT, ListTable
from clinic_app.gui.widgets.progress_card import ProgressCard
from clinic_app.gui.widgets.room_head import RoomHead
from clinic_app.gui.widgets.scroll_column import ScrollColumn
from clinic_app.gui.widgets.stop_banner import StopBanner
from clinic_app.gui.wording import rules as wording
from clinic_app.gui.wording.shell import ESCAPE_KEY

_EDITION_WIDTHS = (0, 112, 104)
_EDITIONS_SHOWN, _EDITIONS_SHOWN_COMPACT = 7, 3
_PACK_WIDTHS = (40, 0, 100, 76)


class RulesRoom(Room):
    """F5 reads a pack, F6 sets a day, F9 confirms once it is seen who changes; Enter opens a card."""

    key = "rules"
    title = wording.TITLE
    icon = "book-open-check"

    def __init__(self, presenter: RulesPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._presenter = presenter
        self._gui_thread = GuiThread(self)
        self._head = RoomHead(wording.TITLE)
        self._banner = StopBanner()
        self._details = Label("", "body", tone="ink2", wrap=True)
        self._refused = CardFrame(wording.FOR_THE_COUNTY)
        self.editions = ListTable(wording.EDITIONS, _columns(wording.EDITION_COLUMNS, _EDITION_WIDTHS))
        self.packs = ListTable(wording.PACKS, _columns(wording.PACK_COLUMNS, _PACK_WIDTHS))
        self._set_here = Label(wording.SET_HERE_NOTE, "small", tone="ink2")
        self._no_packs = Label(wording.NO_PACKS, "small", tone="ink2")
        self.preview = PreviewCard()
        self.progress = ProgressCard()
        self._not_looked = CardFrame(wording.WHO_CHANGES)
        self._side = QStackedWidget()
        self._held = CardFrame(wording.EDITIONS)
        self._compact = False
        self._editions_shown = _EDITIONS_SHOWN
        self._read = self.add_action("F5", wording.READ, presenter.read_pack, icon="usb")
        self._date = self.add_action("F6", wording.SET_DATE, presenter.ask_date, icon="calendar-clock")
        self.confirm = self.add_action("F9", wording.CONFIRM, presenter.confirm, icon="check", kind=Kind.PRIMARY)
        self._back = self.add_action(ESCAPE_KEY, wording.BACK, presenter.leave, icon="arrow-left")
        self.add_key(ESCAPE_KEY, wording.BACK, presenter.leave)
        self._build()
        presenter.show_on(self)

    def show_page(self, face: RulesFace) -> None:
        """Show the page as it is now; a focus whose place went away comes home."""
        focused, side = QApplication.focusWidget(), self._side.currentWidget()
        was_here = focused is not None and self.isAncestorOf(focused)
        self._head.show_context(face.context)
        self.editions.show_rows(face.editions)
        self.editions.setFixedHeight((min(len(face.editions), self._editions_shown) + 1) * ROW_HEIGHT + 4)
        self.packs.show_rows(face.packs)
        self.packs.setVisible(bool(face.packs))
        self._no_packs.setVisible(not face.packs)
        self._set_here.setVisible(any("*" in str(row.cells[1]) for row in face.editions))
        self._show_banner(face.banner)
        if face.progress is not None:
            self.progress.show_face(face.progress)
            self._side.setCurrentWidget(self.progress)
        elif face.preview is not None:
            self.preview.show_face(face.preview)
            self._side.setCurrentWidget(self.preview)
        elif face.banner is not None and face.banner.details:
            self._details.setText("\n\n".join(face.banner.details))
            self._side.setCurrentWidget(self._refused)
        else:
            self._side.setCurrentWidget(self._not_looked)
        self._switch(face)
        self._arrange()
        lost = QApplication.focusWidget()
        turned = self._side.currentWidget() is not side and self.isVisible()
        if (was_here or lost is None) and (turned or lost is None or not lost.isVisibleTo(self)):
            self.home_focus()

    def post(self, call: Callable[[], None]) -> None:
        """Run a call on the GUI thread; any thread may ask."""
        self._gui_thread.post(call)

    def opened(self) -> None:
        """Read again."""
        self._presenter.opened()
        self.home_focus()

    def home_focus(self) -> None:
        """Begin with the people who change, else with what can be pressed."""
        if self._side.currentWidget() is self.preview and self.preview.has_people():
            self.preview.people.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._side.currentWidget() is self.progress:
            self.progress.stop_button.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.editions.setFocus(Qt.FocusReason.OtherFocusReason)

    def on_changed(self, kinds: frozenset[str]) -> None:
        """Show the rules again when they changed."""
        if "rules" in kinds:
            self._presenter.opened()

    def on_compact(self, compact: bool) -> None:
        """Give the small screen to who changes, and keep the list of editions short."""
        self._compact = compact
        self._editions_shown = _EDITIONS_SHOWN_COMPACT if compact else _EDITIONS_SHOWN
        self._presenter.show()

    def on_masked(self, masked: bool) -> None:
        """Hide or show names."""
        self._presenter.mask(masked)

    def _show_banner(self, face: BannerFace | None) -> None:
        self._banner.setVisible(face is not None)
        if face is not None:
            self._banner.show_stop(face.sentence, face.todo, face.tone)

    def _arrange(self) -> None:
        """Show what holds beside who changes, or alone where there is no room for both."""
        wants_room = self._side.currentWidget() in (self.preview, self.progress)
        self._held.setVisible(not (self._compact and wants_room))
        self._row.setStretch(0, 44 if self._compact else 34)
        self._row.setStretch(1, 56 if self._compact else 66)

    def _switch(self, face: RulesFace) -> None:
        self.confirm.show_text(face.confirm)
        self._back.setVisible(face.progress is None)
        for button, off in (
            (self.confirm, face.confirm_off),
            (self._read, wording.WORKING if face.progress is not None else ""),
            (self._date, wording.WORKING if face.progress is not None else ""),
        ):
            if off and off != button.off_reason:
                button.switch_off(off)
            elif not off and not button.isEnabled():
                button.switch_on()

    def _build(self) -> None:
        for button in (self._back, self._read, self._date, self.confirm):
            self._head.add(button)
        self.progress.stop_button.show_text(wording.STOP)
        self.progress.stop_wished.connect(self._presenter.stop)
        self.preview.series.entered_row.connect(self._presenter.choose_series)
        self.preview.people.opened.connect(self._presenter.open_card)
        self._not_looked.body.addWidget(EmptyState("usb", wording.NOT_LOOKED), 1)
        details = ScrollColumn()
        details.body.addWidget(self._details)
        details.body.addStretch(1)
        self._refused.body.addWidget(details)
        for widget in (self._not_looked, self._refused, self.progress, self.preview):
            self._side.addWidget(widget)
        self._fill_held(self._held.body)
        self._banner.hide()
        self._row = QHBoxLayout()
        self._row.setSpacing(16)
        self._row.addWidget(self._held)
        self._row.addWidget(self._side)
        column = QVBoxLayout(self)
        column.setSpacing(8)
        column.addWidget(self._head)
        column.addWidget(self._banner)
        column.addLayout(self._row, 1)

    def _fill_held(self, body: QVBoxLayout) -> None:
        """Lay the editions and the county's packs out."""
        body.addWidget(self.editions)
        body.addWidget(self._set_here)
        body.addSpacing(16)
        body.addWidget(Label(wording.PACKS, "section"))
        body.addWidget(self.packs, 4)
        body.addWidget(self._no_packs)
        body.addStretch(1)


def _columns(titles: tuple[str, ...], widths: tuple[int, ...]) -> tuple[ListColumn, ...]:
    return tuple(ListColumn(title, width) for title, width in zip(titles, widths, strict=True))
