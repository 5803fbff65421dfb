"""The one window: the workplace, the locked page, prompts and the tick."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QStackedWidget

from clinic_app.gui.focus_ring import FocusRing
from clinic_app.gui.prompt_panel import PromptPanel
from clinic_app.gui.shell.routes import Routes
from clinic_app.gui.shell.tick import Tick
from clinic_app.gui.shell.workplace import Workplace
from clinic_app.gui.sign_in_page import SignInPage
from clinic_app.gui.wording import shell as wording

COMPACT_BELOW = (1340, 740)


class MainWindow(QStackedWidget):
    """Carries keys, scans and ticks to the rooms; it decides nothing about children.

    Signals:
        ticked: once a second, for the whole program.
        scan_unclaimed, scan_while_locked: a code the open room did not want, or that came while locked.
        search_changed, search_entered: what is typed into the scan box, at each key and at Enter.
        match_chosen: the key of a person of the list below the scan box.
        chip_chosen: the place of a child in the strip, counted from 0.
        help_wished, new_record_wished, user_wished, lock_wished: F1, F3, the user's name, F11.
        masked: names are to be hidden (True) or shown.
        room_opened: the key of the room that is open now.
    """

    ticked = Signal()
    search_entered = Signal(str)
    help_wished = Signal()
    new_record_wished = Signal()
    masked = Signal(bool)

    def __init__(self, now: Callable[[], datetime], *, clinic: str = "", practice: bool = False) -> None:
        super().__init__()
        self.setWindowTitle(f"{wording.PROGRAM} · {wording.PRACTICE}" if practice else wording.PROGRAM)
        self._now = now
        self.is_masked = False
        self.is_compact: bool | None = None
        self.workplace = Workplace(clinic, practice=practice)
        self.scan_box = self.workplace.header.scan_box
        self.sign_in_page = SignInPage(clinic)
        self.addWidget(self.workplace)
        self.addWidget(self.sign_in_page)
        self.prompter = PromptPanel(self, self.workplace.room_area, self.workplace.header.notice_area)
        self.focus_ring = FocusRing(self)
        self.routes = Routes(self, self.workplace, self.sign_in_page, self.prompter, self._shell_wishes())
        self._lend()
        self._wire()
        self.tick = Tick(self, self._on_tick)

    def announce(self, kinds: frozenset[str]) -> None:
        """Tell the open room which kinds of facts changed; the others read again when they are opened."""
        room = self.workplace.room()
        if room is not None:
            room.on_changed(kinds)

    def set_clinic(self, name: str) -> None:
        """Name the clinic in the header and on the locked page."""
        self.workplace.header.show_clinic(name)
        self.sign_in_page.panel.show_clinic(name)

    def is_locked(self) -> bool:
        """Tell whether the sign-in page is shown."""
        return self.currentWidget() is self.sign_in_page

    def lock(self) -> None:
        """Show the sign-in page; rooms and a standing question are kept out of sight."""
        self.workplace.matches.hide()
        self.prompter.put_aside()
        self.setCurrentWidget(self.sign_in_page)
        self.sign_in_page.home_focus()

    def unlock(self) -> None:
        """Show the rooms again, the focus where the open room wants it, and the question that stood."""
        self.sign_in_page.clear()
        self.setCurrentWidget(self.workplace)
        self.workplace.home_focus()
        self.prompter.take_up()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Route a key that no widget wanted."""
        self.routes.press_unwanted(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Change between the usual and the compact arrangement."""
        super().resizeEvent(event)
        compact = self.width() < COMPACT_BELOW[0] or self.height() < COMPACT_BELOW[1]
        if compact != self.is_compact:
            self.is_compact = compact
            self.workplace.show_compact(compact)

    def toggle_mask(self) -> None:
        """Hide or show names everywhere (F12)."""
        self.is_masked = not self.is_masked
        self.workplace.show_masked(self.is_masked)
        self.masked.emit(self.is_masked)

    def _on_tick(self) -> None:
        """Show the time on both pages, then let everybody count."""
        now = self._now()
        self.workplace.header.show_now(now)
        self.sign_in_page.panel.show_now(now)
        self.prompter.on_tick()
        self.ticked.emit()

    def _on_search_enter(self, text: str) -> None:
        """Open the chosen match, or tell the words."""
        if not self.workplace.matches.choose() and text:
            self.search_entered.emit(text)

    def _shell_wishes(self) -> dict[str, Callable[[], None]]:
        """Return what the keys of the shell do."""
        return {
            "F1": self.help_wished.emit,
            "F2": self.scan_box.take_focus,
            "F3": self.new_record_wished.emit,
            "F11": self.workplace.header.lock_wished.emit,
            "F12": self.toggle_mask,
        }

    def _lend(self) -> None:
        """Lend what the parts can do and tell, so that rooms and app know the window only."""
        place = self.workplace
        self.add_room, self.open_room, self.show_matches = place.add_room, place.open_room, place.show_matches
        self.show_watch, self.show_sync = place.strip.show_watch, place.strip.show_sync
        self.show_badge, self.set_user = place.rail.show_badge, place.header.show_user
        self.room_opened, self.match_chosen = place.room_opened, place.matches.chosen
        self.user_wished, self.lock_wished = place.header.user_wished, place.header.lock_wished
        self.search_changed, self.chip_chosen = self.scan_box.edited, place.strip.chip_chosen
        self.scan_unclaimed, self.scan_while_locked = self.routes.scan_unclaimed, self.routes.scan_while_locked

    def _wire(self) -> None:
        """Connect what the window itself answers."""
        self.workplace.header.mask_wished.connect(self.toggle_mask)
        self.scan_box.entered.connect(self._on_search_enter)
