"""The strip below every room: who is watched, under masked names, and what the county has not confirmed. No Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinic_app.domain.clinic_time import local_time
from clinic_app.domain.name_mask import masked_name
from clinic_app.gui.faces import ChipFace, SyncFace, Tone
from clinic_app.gui.wording import observation as watch_wording
from clinic_app.gui.wording import sync as sync_wording
from clinic_app.services.aefi import reactions_to_write
from clinic_app.services.observation import WatchState, board, watch_of
from clinic_app.services.sync import SyncState, sync_state

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from clinic_app.gui.presenter_tools import PresenterTools
    from clinic_app.services.aefi import UnwrittenReaction
    from clinic_app.services.observation import Watch

_LOOKS = {
    WatchState.UNCONFIRMED: (Tone.RED, "circle-x"),
    WatchState.MAY_LEAVE: (Tone.GREEN, "circle-check"),
    WatchState.SOON: (Tone.AMBER, "clock"),
    WatchState.COUNTING: (Tone.GREY, "clock"),
}


class StripPresenter:
    """Keeps the strip true: reads when something was written, and counts every second from stored moments."""

    def __init__(
        self,
        tools: PresenterTools,
        show_watch: Callable[[tuple[ChipFace, ...], int], None],
        show_sync: Callable[[SyncFace], None],
    ) -> None:
        self._tools = tools
        self._show_watch = show_watch
        self._show_sync = show_sync
        self._watches: list[Watch] = []
        self._reactions: list[UnwrittenReaction] = []
        self._chips: tuple[ChipFace, ...] | None = None

    def refresh(self) -> None:
        """Read both halves again."""
        reader = self._tools.reader
        self._watches, self._reactions = board(reader), reactions_to_write(reader)
        self._show_sync(sync_face(sync_state(reader), reader.clock.now()))
        self.on_tick()

    def on_tick(self) -> None:
        """Count one second on; the strip is drawn again only when a chip changed."""
        now = self._tools.reader.clock.now()
        watched = tuple(watch_chip(watch_of(watch.visit, now)) for watch in self._watches)
        chips = tuple(map(reaction_chip, self._reactions)) + watched
        if chips != self._chips:
            self._chips = chips
            self._show_watch(chips, len(chips))


def reaction_chip(reaction: UnwrittenReaction) -> ChipFace:
    """Return the chip of a child in a reaction whose record is still to be written: it stands first, red."""
    return ChipFace(watch_wording.IS_REACTING, Tone.RED, "heart-pulse", masked_name(reaction.line.name))


def watch_chip(watch: Watch) -> ChipFace:
    """Return the chip of one child: the masked name and how the watch stands."""
    tone, icon = _LOOKS[watch.state]
    words = {
        WatchState.UNCONFIRMED: watch_wording.LATE,
        WatchState.MAY_LEAVE: watch_wording.FREE,
    }.get(watch.state) or watch_wording.clock_words(watch.seconds_left)
    return ChipFace(words, tone, icon, masked_name(watch.visit.name))


def sync_face(state: SyncState, now: datetime) -> SyncFace:
    """Return the sync line: grey while work goes on without a network, amber past the limit."""
    proof = sync_wording.NEVER_CONFIRMED
    if state.last_confirmed_at is not None:
        moment = f"{local_time(state.last_confirmed_at):%Y-%m-%d %H:%M}"
        proof = sync_wording.LAST_CONFIRMED.format(moment=moment)
    if not state.unsent:
        return SyncFace(sync_wording.ALL_UPLOADED, proof, "circle-check", Tone.GREEN)
    count = sync_wording.UNSENT_LINE.format(count=sync_wording.count_words(state.unsent))
    tone = Tone.AMBER if state.is_late(now) else Tone.GREY
    return SyncFace(count, proof, "cloud-off", tone)
