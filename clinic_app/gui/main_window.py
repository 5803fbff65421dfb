"""The one window: the workplace, the locked page, prompts, and the routes of keys, scans and ticks."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from clinic_app.gui.faces import ChipFace, MatchFace, SyncFace, Tone
from clinic_app.gui.focus_ring import FocusRing
from clinic_app.gui.prompt_panel import PromptPanel
from clinic_app.gui.room import RoomCard
from clinic_app.gui.scanner import ScanRouter
from clinic_app.gui.shell.keys import ROOM_KEYS, ShellKeys, name_of
from clinic_app.gui.shell.workplace import Workplace
from clinic_app.gui.sign_in_page import SignInPage
from clinic_app.gui.wording import shell as wording

COMPACT_BELOW = (1340, 740)


class MainWindow(QWidget):
    """Knows the rooms and routes keys, scans and ticks; it decides nothing about children.

    Signals:
        ticked: once a second, for the whole program.
        scan_unclaimed, scan_while_locked: a code the open room did not want, or that came while locked.
        search_changed, search_entered: what is typed into the scan box, at each key and at Enter.
        match_chosen: the key of a person of the list below the scan box.
        help_wished, new_record_wished, user_wished, lock_wished: F1, F3, the user's name, F11.
        masked: names are to be hidden (True) or shown.
        room_opened: the key of the room that is open now.
    """

    ticked = Signal()
    scan_unclaimed = Signal(str)
    scan_while_locked = Signal(str)
    search_changed = Signal(str)
    search_entered = Signal(str)
    match_chosen = Signal(str)
    help_wished = Signal()
    new_record_wished = Signal()
    user_wished = Signal()
    lock_wished = Signal()
    masked = Signal(bool)
    room_opened = Signal(str)

    def __init__(self, now: Callable[[], datetime], *, clinic: str = "", practice: bool = False) -> None:
        super().__init__()
        self.setWindowTitle(f"{wording.PROGRAM} · {wording.PRACTICE}" if practice else wording.PROGRAM)
        self._now = now
        self.is_masked = False
        self.is_compact: bool | None = None
        self.workplace = Workplace(clinic, practice=practice)
        self.scan_box = self.workplace.header.scan_box
        self.sign_in_page = SignInPage(clinic)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.workplace)
        self._pages.addWidget(self.sign_in_page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._pages)
        self.prompter = PromptPanel(self)
        self.focus_ring = FocusRing(self)
        self._wire()
        self._show_moment()

    def add_room(self, card: RoomCard) -> None:
        """Take a room in; rooms are opened by key or Alt and their place in the rail."""
        self.workplace.add_room(card)

    def open_room(self, key: str) -> None:
        """Show a room and let it read again."""
        self.workplace.open_room(key)

    def announce(self, kinds: frozenset[str]) -> None:
        """Tell every room which kinds of facts changed."""
        for room in self.workplace.rooms():
            room.on_changed(kinds)

    def show_watch(self, faces: tuple[ChipFace, ...], total: int) -> None:
        """Show the observed children in the strip."""
        self.workplace.strip.show_watch(faces, total)

    def show_sync(self, face: SyncFace) -> None:
        """Show the sync line in the strip."""
        self.workplace.strip.show_sync(face)

    def show_badge(self, room: str, badge: str) -> None:
        """Show a small count at a room of the rail."""
        self.workplace.rail.show_badge(room, badge)

    def show_matches(self, faces: tuple[MatchFace, ...]) -> None:
        """Hang the found persons below the scan box; nobody found says what to do."""
        self.workplace.show_matches(faces)

    def set_clinic(self, name: str) -> None:
        """Name the clinic in the header and on the locked page."""
        self.workplace.header.show_clinic(name)
        self.sign_in_page.panel.show_clinic(name)

    def set_user(self, name: str, role: str) -> None:
        """Name who is signed in."""
        self.workplace.header.show_user(name, role)

    def is_locked(self) -> bool:
        """Tell whether the sign-in page is shown."""
        return self._pages.currentWidget() is self.sign_in_page

    def lock(self) -> None:
        """Show the sign-in page; the rooms keep everything they show."""
        self.workplace.matches.hide()
        self._pages.setCurrentWidget(self.sign_in_page)
        self.sign_in_page.home_focus()

    def unlock(self) -> None:
        """Show the rooms again, the focus where the open room wants it."""
        self.sign_in_page.clear()
        self._pages.setCurrentWidget(self.workplace)
        self.workplace.home_focus()

    def press(self, key: str) -> None:
        """Route a named key: to the question that stands, the locked page, the shell, or the open room."""
        if self.is_locked():
            self.sign_in_page.take_key(key)
        elif self.prompter.is_open():
            self.prompter.take_key(key)
        elif key in self._shell_keys:
            self._shell_keys[key]()
        elif key in ROOM_KEYS:
            self.workplace.open_nth(key)
        else:
            self._press_in_room(key)

    def take_scan(self, code: str) -> None:
        """Route a scanned code to the open room, or to whoever listens."""
        if self.is_locked():
            self.scan_while_locked.emit(code)
            return
        self.workplace.matches.hide()
        self.scan_box.show_code(code)
        room = self.workplace.room()
        if room is None or not room.takes_scan(code):
            self.scan_unclaimed.emit(code)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Route a key that no widget wanted, such as Enter, Esc or PgDn."""
        key = name_of(event)
        if key == wording.ESCAPE_KEY and self.prompter.hide_notice():
            return
        if key and not self.is_locked():
            self.press(key)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Change between the usual and the compact arrangement."""
        compact = self.width() < COMPACT_BELOW[0] or self.height() < COMPACT_BELOW[1]
        if compact != self.is_compact:
            self.is_compact = compact
            self.workplace.show_compact(compact)

    def toggle_mask(self) -> None:
        """Hide or show names everywhere (F12)."""
        self.is_masked = not self.is_masked
        self.workplace.header.show_masked(self.is_masked)
        for room in self.workplace.rooms():
            room.on_masked(self.is_masked)
        self.masked.emit(self.is_masked)

    def _press_in_room(self, key: str) -> None:
        """Let the open room's wish of this key run, or say why it may not."""
        room = self.workplace.room()
        action = room.action_for(key) if room is not None else None
        if action is None:
            return
        if action.button is None:
            action.wish()
        elif action.button.isEnabled():
            action.button.click()
        elif action.button.off_reason:
            self.prompter.tell(f"{action.text}：{action.button.off_reason}", tone=Tone.AMBER)

    def _show_moment(self) -> None:
        """Show the time on both pages."""
        now = self._now()
        self.workplace.show_now(now)
        self.sign_in_page.panel.show_now(now)
        self.prompter.on_tick()

    def _on_search_enter(self, text: str) -> None:
        """Open the chosen match, or tell the words."""
        if not self.workplace.matches.choose() and text:
            self.search_entered.emit(text)

    def _mend_focus(self, old: QWidget | None, new: QWidget | None) -> None:
        """Never leave the active window without a focus."""
        if new is None and self.isActiveWindow() and QApplication.activePopupWidget() is None:
            QTimer.singleShot(0, self._home_focus)

    def _home_focus(self) -> None:
        """Put the focus home unless it came back by itself."""
        if QApplication.focusWidget() is None and self.isActiveWindow():
            (self.sign_in_page if self.is_locked() else self.workplace).home_focus()

    def _wire(self) -> None:
        """Connect the parts."""
        header = self.workplace.header
        self._shell_keys: dict[str, Callable[[], None]] = {
            "F1": self.help_wished.emit,
            "F2": self.scan_box.take_focus,
            "F3": self.new_record_wished.emit,
            "F11": self.lock_wished.emit,
            "F12": self.toggle_mask,
        }
        ShellKeys(self).pressed.connect(self.press)
        header.user_wished.connect(self.user_wished)
        header.lock_wished.connect(self.lock_wished)
        header.mask_wished.connect(self.toggle_mask)
        self.scan_box.edited.connect(self.search_changed)
        self.scan_box.entered.connect(self._on_search_enter)
        self.workplace.matches.chosen.connect(self.match_chosen)
        self.workplace.room_opened.connect(self.room_opened)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        self.scanner = ScanRouter(app, self)
        self.scanner.scanned.connect(self.take_scan)
        app.focusChanged.connect(self._mend_focus)
        self._tick = QTimer(self)
        self._tick.setTimerType(Qt.TimerType.PreciseTimer)
        self._tick.timeout.connect(self._show_moment)
        self._tick.timeout.connect(self.ticked)
        self._tick.start(1000)
