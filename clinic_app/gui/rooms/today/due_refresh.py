"""Bringing the lists of who needs what up to date (核对应种名单), behind everything a nurse wishes. No Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinic_app.gui.rooms.today.today_faces import DueRefreshFace
from clinic_app.gui.wording import today as wording
from clinic_app.services.due_cache import outdated_people, refresh_some, rules_in_force

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from clinic_app.gui.presenter_tools import PresenterTools

TOO_FEW_TO_SHOW = 300  # less than a second's work: a line that comes and goes only disturbs


class DueRefresh:
    """Assesses everyone again whose stored rows do not hold: after the start, at midnight, and by other rules.

    The work goes some people at a time, each time as one wish of the writer thread, so that a nurse's own wish waits
    behind a few hundredths of a second. Stopped or broken off, the rest is known to be outdated and no list shows it.
    """

    def __init__(self, tools: PresenterTools, show: Callable[[], None]) -> None:
        self._tools = tools
        self._show = show
        self._left: Sequence[str] = ()
        self._total = 0
        self._is_running = False
        self._is_stopped = False
        self._asked: object = None

    def begin(self) -> None:
        """Look who is outdated, and go through them."""
        if self._is_running:
            return
        self._is_running, self._is_stopped = True, False
        self._asked = self._in_force()
        self._tools.writer.submit(outdated_people, self._on_found, self._on_failed)

    def turn(self) -> None:
        """Stop after the people at hand, or go on (F7)."""
        if self._is_running:
            self._is_stopped = not self._is_stopped
        else:
            self.begin()
        self._show()

    def on_tick(self) -> None:
        """Begin anew on another day and by other rules; show how far the work has come."""
        if self._is_running:
            self._show()
        elif self._asked is not None and self._asked != self._in_force():
            self.begin()

    def face(self) -> DueRefreshFace | None:
        """Return what there is to show; None when all rows hold, or will in a moment."""
        left = len(self._left)
        if not left or (self._is_running and self._total < TOO_FEW_TO_SHOW):
            return None
        if self._is_running and not self._is_stopped:
            words = wording.REFRESHING.format(done=f"{self._total - left:,}", total=f"{self._total:,}")
            return DueRefreshFace(words, wording.STOP_REFRESHING, 1 - left / self._total)
        return DueRefreshFace(wording.REFRESH_STOPPED.format(left=f"{left:,}"), wording.GO_ON_REFRESHING)

    def _on_found(self, outdated: Sequence[str]) -> None:
        self._left, self._total = outdated, len(outdated)
        if outdated:
            self._tools.announce(frozenset({"due"}))
        self._go_on()

    def _on_some(self, left: Sequence[str]) -> None:
        self._left = left
        self._go_on()

    def _go_on(self) -> None:
        """Wish for the next people; end when none is left or somebody stopped."""
        if self._asked != self._in_force():
            self._is_running = False
            self.begin()
        elif self._left and not self._is_stopped:
            left = self._left
            self._tools.writer.submit(lambda desk: refresh_some(desk, left), self._on_some, self._on_failed)
        else:
            self._is_running = False
            self._tools.announce(frozenset({"due"}))

    def _on_failed(self, error: Exception) -> None:
        """Stand still: what was written holds, and the nurse may try again."""
        self._is_running, self._is_stopped = False, True
        self._tools.failed(error)
        self._show()

    def _in_force(self) -> object:
        reader = self._tools.reader
        return rules_in_force(reader.rules, reader.clock.today())
