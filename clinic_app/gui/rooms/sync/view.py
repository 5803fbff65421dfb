"""The sync room (同步) as it stands on the screen."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from clinic_app.gui.background import GuiThread
from clinic_app.gui.faces import ChipFace
from clinic_app.gui.room import Room
from clinic_app.gui.rooms.sync.counts_card import CountsCard
from clinic_app.gui.rooms.sync.faces import RoomFace
from clinic_app.gui.rooms.sync.pending_card import PendingCard
from clinic_app.gui.rooms.sync.presenter import SyncPresenter
from clinic_app.gui.rooms.sync.recent_card import RecentCard
from clinic_app.gui.widgets.chip import Chip
from clinic_app.gui.widgets.key_button import Kind
from clinic_app.gui.widgets.label import Label
from clinic_app.gui.widgets.progress_card import ProgressCard
from clinic_app.gui.widgets.room_head import RoomHead
from clinic_app.gui.widgets.stop_banner import StopBanner
from clinic_app.gui.wording import online as online_wording
from clinic_app.gui.wording import sync as wording
from clinic_app.gui.wording.shell import ESCAPE_KEY


class SyncRoom(Room):
    """The counts on top, the export at the left, the packages lately written at the right."""

    key = "sync"
    title = wording.TITLE
    icon = "refresh-cw"

    def __init__(self, presenter: SyncPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._presenter = presenter
        self._gui_thread = GuiThread(self)
        self._is_done = False
        self._head = RoomHead(wording.ROOM_TITLE)
        self._counts = CountsCard()
        self._banner = StopBanner()
        self.card = ProgressCard()
        self._chip = Chip(ChipFace(""))
        self._note = Label("", "small", tone="brand", bold=True, wrap=True)
        self._recent = RecentCard()
        self._pending = PendingCard()
        self.export_button = self.add_action("F9", wording.EXPORT, presenter.export, icon="usb", kind=Kind.PRIMARY)
        self.online_button = self.add_action("F8", online_wording.SEND, presenter.send_online, icon="cloud-upload")
        self.add_key(ESCAPE_KEY, wording.STOP, presenter.stop)
        self._head.add(self.online_button)
        self._head.add(self.export_button)
        self._build()
        presenter.show_on(self)

    def show_room(self, face: RoomFace) -> None:
        """Show the room as it is now; a focus whose button went away comes home."""
        focused = QApplication.focusWidget()
        was_here = focused is not None and self.isAncestorOf(focused)
        self._head.show_context(face.context)
        self._counts.show_counts(face.counts)
        self._banner.setVisible(face.banner is not None)
        if face.banner is not None:
            self._banner.show_stop(face.banner.sentence, face.banner.todo, face.banner.tone)
        self.card.show_face(face.progress)
        self._chip.setVisible(face.chip is not None)
        if face.chip is not None:
            self._chip.show_face(face.chip)
        self._note.setText(face.note)
        self._recent.show_lines(face.recent)
        self._pending.show_lines(face.pending)
        self._switch_export(face.no_export)
        self._is_done = face.is_done
        if was_here and focused is not None and not (focused.isVisible() and focused.isEnabled()):
            focused.clearFocus()
            self.home_focus()

    def post(self, call: Callable[[], None]) -> None:
        """Run a call on the GUI thread; any thread may ask."""
        self._gui_thread.post(call)

    def is_open(self) -> bool:
        """Tell whether the room is the one shown."""
        return self.isVisible()

    def opened(self) -> None:
        """Begin afresh."""
        self._presenter.opened()
        self.home_focus()

    def home_focus(self) -> None:
        """Put the focus on what can be done: stopping while it runs, else exporting.

        Beside "may be pulled out" it stays in the scan box, lest one Enter too many begins the next export.
        """
        if self._is_done:
            return
        stop = self.card.stop_button
        button = stop if stop.isVisibleTo(self) else self.export_button
        if button.isEnabled() and self.isVisible():
            button.setFocus(Qt.FocusReason.OtherFocusReason)

    def on_changed(self, kinds: frozenset[str]) -> None:
        """Read again when something was written."""
        self._presenter.on_changed(kinds)

    def on_compact(self, compact: bool) -> None:
        """Save height on the small screen."""
        self._column.setSpacing(8 if compact else 12)
        self._work.setSpacing(12 if compact else 16)

    def _build(self) -> None:
        """Lay head, counts, banner and the two cards out."""
        self.card.stop_button.show_text(wording.STOP)
        self.card.stop_wished.connect(self._presenter.stop)
        self.card.add_to_head(self._chip)
        self.card.body.addWidget(self._note)
        self._banner.hide()
        self._work = QHBoxLayout()
        self._work.addWidget(self.card, 42)
        right = QVBoxLayout()
        right.setSpacing(12)
        right.addWidget(self._recent, 1)
        right.addWidget(self._pending)
        self._work.addLayout(right, 58)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(12)
        self._column.addWidget(self._head)
        self._column.addWidget(self._counts)
        self._column.addWidget(self._banner)
        self._column.addLayout(self._work, 1)

    def _switch_export(self, refusal: str) -> None:
        """Switch F9 off with its reason, or on."""
        button = self.export_button
        if refusal and refusal != button.off_reason:
            button.switch_off(refusal)
        elif not refusal and not button.isEnabled():
            button.switch_on()
