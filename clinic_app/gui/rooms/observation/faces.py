"""What the observation room shows, as plain values; no Qt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from clinic_app.domain.clinic_time import local_time
from clinic_app.domain.name_mask import masked_name
from clinic_app.domain.visit import OBSERVATION
from clinic_app.gui.faces import ChipFace, Tone, WatchFace, WatchState
from clinic_app.gui.wording import observation as wording
from clinic_app.gui.wording import vaccination_errors as error_wording
from clinic_app.gui.wording.failures import vaccine_name
from clinic_app.services.observation import WatchState as Standing

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from clinic_app.domain.immunization.rules import Rules
    from clinic_app.services.aefi import UnwrittenReaction
    from clinic_app.services.observation import Completion, Watch

TILE_STATES = {
    Standing.UNCONFIRMED: WatchState.LATE,
    Standing.MAY_LEAVE: WatchState.FREE,
    Standing.SOON: WatchState.SOON,
    Standing.COUNTING: WatchState.COUNTING,
}
_CHIPS = {
    Standing.UNCONFIRMED: (wording.LATE, Tone.RED, None),
    Standing.MAY_LEAVE: (wording.FREE, Tone.GREEN, None),
    Standing.SOON: (wording.SOON, Tone.AMBER, "clock-alert"),
    Standing.COUNTING: (wording.COUNTING, Tone.GREY, "timer"),
}


@dataclass(frozen=True, slots=True)
class BarFace:
    """What can be done with the chosen child; a refusal that is not empty is why the wish is off."""

    name: str
    sentence: str
    tone: Tone
    no_leave: str = ""
    no_early: str = ""
    no_extend: str = ""
    early: str = wording.LEAVE_EARLY
    react: str = wording.REACTION


@dataclass(frozen=True, slots=True)
class RoomFace:
    """The whole room.

    Attributes:
        tiles: in the order of the board. hint: what to do with the room as a whole.
        reactions: sentences, the newest first. reports: what is still to be reported, empty when nothing is.
    """

    tiles: tuple[WatchFace, ...]
    chips: tuple[ChipFace, ...]
    hint: tuple[str, str]
    percent: str
    counts: str
    bar: BarFace | None
    reactions: tuple[str, ...]
    reports: str = ""


def tile(watch: Watch, rules: Rules, today: date, *, masked: bool) -> WatchFace:
    """Return the tile of one child."""
    line = watch.visit
    clock, note = _clock_and_note(watch)
    errors = (error_wording.MARK,) if line.wrong else ()
    return WatchFace(
        key=line.visit_id,
        name=name_of(watch, masked=masked),
        about=wording.sex_and_age(line.sex, line.birth_date, today),
        vaccines=wording.VACCINES_BETWEEN.join((*errors, *(vaccine_name(rules, code) for code in line.vaccines))),
        seat="",
        state=TILE_STATES[watch.state],
        clock=clock,
        note=note,
        gone=watch.share_gone,
        given=wording.GIVEN_AT.format(moment=_moment(watch.given_at)),
        free=wording.FREE_AT.format(moment=_moment(watch.may_leave_at)),
    )


def bar(watch: Watch, *, masked: bool) -> BarFace:
    """Return what can be done with the chosen child."""
    name = name_of(watch, masked=masked)
    if watch.state is Standing.UNCONFIRMED:
        return BarFace(name, wording.BAR_LATE, Tone.RED, early=wording.GONE)
    if watch.state is Standing.MAY_LEAVE:
        return BarFace(name, wording.BAR_FREE, Tone.GREEN, no_early=wording.TIME_IS_OVER)
    sentence = wording.BAR_WAIT.format(moment=_moment(watch.may_leave_at))
    return BarFace(name, sentence, Tone.GREY, no_leave=still(watch))


def reaction_tile(reaction: UnwrittenReaction, now: datetime, *, masked: bool) -> WatchFace:
    """Return the tile of a child that reacted, until its record is written."""
    line = reaction.line
    return WatchFace(
        key=line.visit_id,
        name=name_shown(line.name, masked=masked),
        about="",
        vaccines=line.words,
        seat="",
        state=WatchState.REACTION,
        clock=wording.REACTING,
        note=f"{wording.REACTING_NOTE} · {wording.left_words(_seconds_until(reaction.report_by, now))}",
        gone=min(1.0, max(0.0, (now - line.at) / (reaction.report_by - line.at))),
        given=wording.REACTING_GIVEN.format(moment=_told_at(line.at, now)),
        free=wording.REACTING_UNTIL.format(moment=f"{local_time(reaction.report_by):%m-%d/%H:%M}"),
    )


def reaction_bar(reaction: UnwrittenReaction, *, masked: bool) -> BarFace:
    """Return what can be done with a child that reacted."""
    return BarFace(
        name_shown(reaction.line.name, masked=masked),
        wording.BAR_REACTING,
        Tone.RED,
        no_leave=wording.IS_REACTING,
        no_extend=wording.IS_REACTING,
        early=wording.WRITE_LATER,
        react=wording.WRITE_RECORD,
    )


def hint(watches: Sequence[Watch]) -> tuple[str, str]:
    """Return the line below the title and its tone: how many are to be cleared before closing, else how to scan."""
    late = sum(1 for watch in watches if watch.state is Standing.UNCONFIRMED)
    return (wording.UNCONFIRMED_HINT.format(count=late), "red") if late else (wording.HINT, "ink2")


def report_words(waiting: Sequence[datetime], now: datetime, unwritten: int) -> str:
    """Word what is still to be written and reported, and how long the nearest deadline is away; empty when nothing."""
    parts = [wording.TO_WRITE.format(count=unwritten)] if unwritten else []
    if waiting:
        left = wording.left_words(_seconds_until(waiting[0], now))
        parts.append(wording.OPEN_REPORTS.format(count=len(waiting), left=left))
    return wording.VACCINES_BETWEEN.join(parts)


def count_chips(watches: Sequence[Watch], reacting: int = 0) -> tuple[ChipFace, ...]:
    """Return a chip for each state that somebody stands in, the first to act on first."""
    chips = []
    if reacting:
        chips.append(ChipFace(wording.REACTING_CHIP.format(count=reacting), Tone.RED, "heart-pulse"))
    for state, (word, tone, icon) in _CHIPS.items():
        count = sum(1 for watch in watches if watch.state is state)
        if count:
            chips.append(ChipFace(f"{word} {count}", tone, icon))
    return tuple(chips)


def completion_words(done: Completion) -> tuple[str, str]:
    """Return the completion rate of the day and its two counts; an empty count before anybody has left."""
    if not done.ended:
        return wording.NOBODY_LEFT_YET, ""
    percent = wording.COMPLETION_PERCENT.format(percent=f"{100 * done.completed / done.ended:.1f}")
    counts = wording.COMPLETION_COUNT.format(completed=done.completed, ended=done.ended)
    return f"{wording.COMPLETION} {percent}", counts


def name_of(watch: Watch, *, masked: bool) -> str:
    """Return the child's name as it may be shown now."""
    return name_shown(watch.visit.name, masked=masked)


def name_shown(name: str, *, masked: bool) -> str:
    """Return a name as it may be shown now."""
    return masked_name(name) if masked else name


def still(watch: Watch) -> str:
    """Word how many minutes remain."""
    return wording.STILL.format(minutes=wording.minutes_up(watch.seconds_left))


def free_at(watch: Watch) -> str:
    """Word when the child may leave."""
    return _moment(watch.may_leave_at)


def _clock_and_note(watch: Watch) -> tuple[str, str]:
    if watch.state is Standing.UNCONFIRMED:
        return wording.late_words(-watch.seconds_left // 60), wording.FIND_CHILD
    if watch.state is Standing.MAY_LEAVE:
        return wording.FREE, wording.CONFIRM
    note = wording.UNDER_FIVE if watch.state is Standing.SOON else wording.COUNTING
    extra = watch.visit.extra_minutes
    if extra and watch.state is Standing.COUNTING:
        note = wording.EXTENDED_NOTE.format(minutes=extra)
    if watch.seconds_left > OBSERVATION.total_seconds() + 60 * extra:
        note = wording.CLOCK_WRONG
    return wording.clock_words(watch.seconds_left), note


def _moment(moment: datetime) -> str:
    return f"{local_time(moment):%H:%M}"


def _told_at(moment: datetime, now: datetime) -> str:
    """Word the time of today, or the day and time before it."""
    local = local_time(moment)
    return f"{local:%H:%M}" if local.date() == local_time(now).date() else f"{local:%m-%d %H:%M}"


def _seconds_until(deadline: datetime, now: datetime) -> int:
    return -((now - deadline) // timedelta(seconds=1))
