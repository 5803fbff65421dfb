"""Sending over the network, by key or by itself now and then; the desk goes on working. No Qt."""

from __future__ import annotations

from random import Random
from threading import Event
from typing import TYPE_CHECKING

from clinic_app.gui.faces import Tone
from clinic_app.gui.rooms.sync.faces import BannerFace, receipt_banner
from clinic_app.gui.wording import online as wording
from clinic_app.services.online import OnlineFailed, PreparedOnline, SentOnline, prepare_online, send_online
from clinic_app.services.receipts import take_in_receipt

if TYPE_CHECKING:
    from collections.abc import Callable

    from clinic_app.gui.presenter_tools import PresenterTools
    from clinic_app.services.online import LineProblem
    from clinic_app.services.receipts import ReceiptTaken

TICKS_BETWEEN = 600
MOST_TICKS_BETWEEN = 6 * 3600
JITTER = 0.2


class OnlineSending:
    """One sending at a time. What is wrong is told only to who asked; by itself it tries again, later each time.

    `changed` is called on the GUI thread whenever `banner` or `is_running` changed.
    """

    def __init__(
        self, tools: PresenterTools, post: Callable[[Callable[[], None]], None], changed: Callable[[], None]
    ) -> None:
        self._tools = tools
        self._post = post
        self._changed = changed
        self._stop = Event()
        self._asked_for = False
        self._failures = 0
        self._chance = Random()
        self._ticks_left = self._pause()
        self.is_running = False
        self.banner: BannerFace | None = None

    def on_tick(self) -> None:
        """Count down to the next try by itself."""
        self._ticks_left -= 1
        if self._ticks_left <= 0 and not self.is_running:
            self._begin(asked_for=False)

    def send(self) -> None:
        """Send now: somebody pressed the key."""
        if not self.is_running:
            self._begin(asked_for=True)

    def stop(self) -> None:
        """Stop after the chunk at hand; what was sent is held."""
        self._stop.set()

    def _begin(self, *, asked_for: bool) -> None:
        self.is_running, self._asked_for, self._stop = True, asked_for, Event()
        self.banner = BannerFace(wording.CONNECTING, wording.GO_ON_WORKING, Tone.BRAND) if asked_for else self.banner
        self._changed()
        self._tools.writer.submit(prepare_online, self._on_prepared, self._on_failed)

    def _on_prepared(self, prepared: PreparedOnline | None) -> None:
        if prepared is None:
            self._end(BannerFace(wording.NO_ADDRESS, wording.NO_ADDRESS_TODO, Tone.GREY))
            return
        stop, now = self._stop, self._tools.reader.clock.now()
        self._tools.background(lambda: send_online(prepared, now, self._on_chunk, stop), self._on_sent, self._on_failed)

    def _on_chunk(self, sent: int, total: int) -> None:
        """Show how far it is; called on the sending thread."""

        def show() -> None:
            if self.is_running and self._asked_for:
                self.banner = BannerFace(
                    wording.SENDING.format(sent=sent, total=total), wording.GO_ON_WORKING, Tone.BRAND
                )
                self._changed()

        self._post(show)

    def _on_sent(self, sent: object) -> None:
        if not isinstance(sent, SentOnline):
            raise TypeError("send_online answers with how it ended")
        self._tools.writer.submit(
            lambda desk: take_in_receipt(desk, sent.found), lambda taken: self._on_taken(sent, taken), self._on_failed
        )

    def _on_taken(self, sent: SentOnline, taken: ReceiptTaken) -> None:
        self._tools.announce(frozenset({"sync"}))
        if sent.problem is not None:
            self._fail(sent.problem)
            return
        self._failures = 0
        self._end(receipt_banner(taken) or BannerFace(wording.NOTHING_NEW, wording.NOTHING_NEW_TODO, Tone.GREEN))

    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, OnlineFailed):
            self._fail(error.problem)
            return
        self._failures += 1
        self._end(None)
        self._tools.failed(error)

    def _fail(self, problem: LineProblem) -> None:
        self._failures += 1
        sentence, todo = wording.PROBLEMS[problem]
        self._end(BannerFace(sentence, todo, Tone.AMBER))

    def _end(self, banner: BannerFace | None) -> None:
        """Say how it ended to who asked, and wait for the next time."""
        if self._asked_for:
            self.banner = banner
        self.is_running = False
        self._ticks_left = self._pause()
        self._changed()

    def _pause(self) -> int:
        """Return the ticks until the next try: twice as long after each failure, and never two clinics in step."""
        pause = min(TICKS_BETWEEN << min(self._failures, 10), MOST_TICKS_BETWEEN)
        return round(pause * (1 + JITTER * (2 * self._chance.random() - 1)))
