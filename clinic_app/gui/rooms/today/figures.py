"""The tiles of 今日: one figure each, true now, with what needs doing as a chip."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from clinic_app.domain.clinic_time import local_time
from clinic_app.gui.faces import ChipFace, FigureFace, Tone
from clinic_app.gui.rooms.today.today_faces import TileFace
from clinic_app.gui.wording import today as wording
from clinic_app.gui.wording.aefi import remaining
from clinic_app.services.observation import WatchState

if TYPE_CHECKING:
    from datetime import datetime

    from clinic_app.domain.immunization.rules import Rules
    from clinic_app.services.aefi import OpenAefi, UnwrittenReaction
    from clinic_app.services.observation import Completion, Watch
    from clinic_app.services.sync import SyncState
    from clinic_app.services.today import Day, StockFigure

UNSENT_TOO_LONG = timedelta(days=7)


def given_tile(day: Day, completion: Completion) -> TileFace:
    """How many people were vaccinated today, with how many doses, and how many were watched to the end."""
    parts = [wording.DOSES_GIVEN.format(count=day.doses)]
    if completion.ended:
        parts.append(wording.WATCH_COMPLETED.format(completed=completion.completed, ended=completion.ended))
    note = wording.SEPARATOR.join(parts) if day.doses else wording.NOBODY_GIVEN
    return TileFace(FigureFace(wording.GIVEN, str(day.people), wording.PEOPLE, note, "syringe"))


def watch_tile(watches: list[Watch], day: Day) -> TileFace:
    """How many are under observation; who may leave and whose leaving nobody confirmed."""
    free = sum(1 for watch in watches if watch.state is WatchState.MAY_LEAVE)
    forgotten = sum(1 for watch in watches if watch.state is WatchState.UNCONFIRMED)
    figure = FigureFace(
        wording.WATCHED,
        str(len(watches)),
        wording.PEOPLE,
        _watch_note(watches, free, forgotten, day),
        "timer",
        _watch_chip(free, forgotten),
    )
    return TileFace(figure, "observation")


def stock_tile(stock: StockFigure, rules: Rules) -> TileFace:
    """How many doses can be used today, and what runs short, runs out or has run out."""
    short = [rules.vaccine(code).short_name for code in stock.short]
    near = [rules.vaccine(code).short_name for code in stock.near_expiry]
    figure = FigureFace(
        wording.STOCK,
        f"{stock.usable_doses:,}",
        wording.DOSES,
        _stock_note(stock, short, near),
        "package",
        _stock_chip(stock, short, near),
    )
    return TileFace(figure, "stock")


def late_tile(day: Day, *, is_complete: bool) -> TileFace:
    """How many people are late with a dose that could be given today; said when more may be found."""
    note = wording.LATE_NOTE if day.overdue_people else wording.NOBODY_LATE
    if not is_complete:
        note = wording.LATE_SO_FAR
    return TileFace(FigureFace(wording.LATE, f"{day.overdue_people:,}", wording.PEOPLE, note, "user-round-search"))


def unsent_tile(sync: SyncState, now: datetime) -> TileFace:
    """How many entries no receipt covers; amber only when the oldest has waited too long."""
    chip = None
    if sync.oldest_unsent_at is not None and now - sync.oldest_unsent_at > UNSENT_TOO_LONG:
        days = (now - sync.oldest_unsent_at).days
        chip = ChipFace(wording.OLDEST_DAYS.format(days=days), Tone.AMBER)
    figure = FigureFace(
        wording.UNSENT, f"{sync.unsent:,}", wording.ENTRIES, _unsent_note(sync, now), "cloud-upload", chip
    )
    return TileFace(figure, "sync")


def report_words(waiting: list[OpenAefi], unwritten: list[UnwrittenReaction]) -> str:
    """How many reactions are to be written or reported, and how long the nearest deadline is away."""
    deadlines = [each.seconds_left for each in waiting] + [each.seconds_left for each in unwritten]
    if not deadlines:
        return ""
    return wording.REACTIONS_OPEN.format(count=len(deadlines), left=remaining(min(deadlines)))


def _watch_note(watches: list[Watch], free: int, forgotten: int, day: Day) -> str:
    parts = [wording.MAY_LEAVE.format(count=free)] if free else []
    if forgotten:
        parts.append(wording.UNCONFIRMED.format(count=forgotten))
    if parts:
        return wording.SEPARATOR.join(parts)
    if not watches:
        return wording.NOBODY_WATCHED
    first = local_time(min(watch.may_leave_at for watch in watches))
    return wording.NEXT_FREE.format(moment=wording.moment_words(first, day.on))


def _watch_chip(free: int, forgotten: int) -> ChipFace | None:
    if forgotten:
        return ChipFace(wording.UNCONFIRMED_CHIP.format(count=forgotten), Tone.RED)
    return ChipFace(wording.MAY_LEAVE_CHIP.format(count=free), Tone.GREEN) if free else None


def _stock_note(stock: StockFigure, short: list[str], near: list[str]) -> str:
    expired = wording.EXPIRED_NOTE.format(count=stock.expired_lots) if stock.expired_lots else ""
    for names, form in ((short, wording.SHORT_NOTE), (near, wording.NEAR_NOTE)):
        if names and expired:  # the chip says which trouble the names have
            return wording.SEPARATOR.join((wording.short_list(names, 1), expired))
        if names:
            return form.format(vaccines=wording.short_list(names, 1))
    return expired or (wording.STOCK_FINE if stock.usable_doses else wording.NO_STOCK)


def _stock_chip(stock: StockFigure, short: list[str], near: list[str]) -> ChipFace | None:
    troubles = (
        (bool(short), wording.SHORT_CHIP),
        (bool(near), wording.NEAR_CHIP),
        (stock.expired_lots > 0, wording.EXPIRED_CHIP),
    )
    return next((ChipFace(words, Tone.AMBER) for there, words in troubles if there), None)


def _unsent_note(sync: SyncState, now: datetime) -> str:
    today = local_time(now).date()
    if sync.oldest_unsent_at is not None:
        return wording.OLDEST.format(moment=wording.moment_words(local_time(sync.oldest_unsent_at), today))
    if sync.last_confirmed_at is not None:
        return wording.CONFIRMED_AT.format(moment=wording.moment_words(local_time(sync.last_confirmed_at), today))
    return wording.ALL_CONFIRMED
