"""Where a key, a scan or a lost focus goes: question, locked page, shell or open room."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from clinic_app.gui.faces import Tone
from clinic_app.gui.prompt_panel import PromptPanel
from clinic_app.gui.scanner import ScanRouter
from clinic_app.gui.shell.keys import ROOM_KEYS, ShellKeys, name_of
from clinic_app.gui.shell.workplace import Workplace
from clinic_app.gui.sign_in_page import SignInPage
from clinic_app.gui.type_ahead import TypeAhead
from clinic_app.gui.wording import shell as wording


class Routes(QObject):
    """Sends keys and scans to the one part that may answer them now.

    Signals:
        scan_unclaimed, scan_while_locked: a code the open room did not want, or that came while locked.
        moved_on: something else begins, by a named key, a scan, another room, a person chosen, or a question.
    """

    scan_unclaimed = Signal(str)
    scan_while_locked = Signal(str)
    moved_on = Signal()

    def __init__(
        self,
        window: QWidget,
        workplace: Workplace,
        sign_in_page: SignInPage,
        prompter: PromptPanel,
        shell_wishes: dict[str, Callable[[], None]],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._workplace = workplace
        self._sign_in_page = sign_in_page
        self._prompter = prompter
        self._shell_wishes = shell_wishes
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        self.type_ahead = TypeAhead(app, self._page_stands, self)
        self.scanner = ScanRouter(app, self)
        self.scanner.scanned.connect(self.take_scan)
        ShellKeys(window).pressed.connect(self.press)
        app.focusChanged.connect(self._mend_focus)
        for begun in (workplace.room_opened, workplace.matches.chosen, prompter.asked):
            begun.connect(self.moved_on)

    def press(self, key: str) -> None:
        """Route a named key."""
        self.moved_on.emit()
        if self._prompter.is_open():
            self._prompter.take_key(key)
        elif self._is_locked():
            self._sign_in_page.take_key(key)
        elif key in self._shell_wishes:
            self.type_ahead.go_elsewhere()
            self._shell_wishes[key]()
        elif key in ROOM_KEYS:
            self.type_ahead.go_elsewhere()
            self._workplace.open_nth(key)
        else:
            self._press_in_room(key)

    def press_unwanted(self, event: QKeyEvent) -> None:
        """Route a key that no widget wanted, such as Enter, Esc or PgDn."""
        key = name_of(event)
        if key == wording.ESCAPE_KEY and self._prompter.hide_notice():
            return
        if key and not self._is_locked():
            self.press(key)

    def take_scan(self, code: str) -> None:
        """Route a scanned code to the open room, or to whoever listens."""
        if self._is_locked():
            self.scan_while_locked.emit(code)
            return
        self.moved_on.emit()
        if self._prompter.take_scan(code):
            return
        self._prompter.hide_passing_notice()
        self._workplace.matches.hide()
        self._workplace.header.scan_box.show_code(code)
        room = self._workplace.room()
        if room is None or not room.takes_scan(code):
            self.scan_unclaimed.emit(code)

    def _press_in_room(self, key: str) -> None:
        """Let the open room's wish of this key run, or say why it may not."""
        room = self._workplace.room()
        action = room.action_for(key) if room is not None else None
        if action is None:
            return
        if action.button is None:
            action.wish()
        elif action.button.isEnabled():
            action.button.click()
        elif action.button.off_reason:
            self._prompter.tell(action.button.text(), action.button.off_reason, Tone.AMBER)

    def _page_stands(self) -> bool:
        """Tell whether keys reach the open room: it is not locked and no question stands before it."""
        return not self._is_locked() and not self._prompter.is_open()

    def _is_locked(self) -> bool:
        """Tell whether the sign-in page is the one shown."""
        return not self._workplace.isVisibleTo(self._window)

    def _mend_focus(self, old: QWidget | None, new: QWidget | None) -> None:
        """Never leave the active window without a focus, nor the matches open when the focus left their box."""
        if not isValid(self._window):
            return
        if new is not None and not self._workplace.header.scan_box.isAncestorOf(new):
            self._workplace.matches.hide()
        if new is None and self._window.isActiveWindow() and QApplication.activePopupWidget() is None:
            QTimer.singleShot(0, self._home_focus)

    def _home_focus(self) -> None:
        """Put the focus home unless it came back by itself."""
        if QApplication.focusWidget() is None and self._window.isActiveWindow():
            (self._sign_in_page if self._is_locked() else self._workplace).home_focus()
