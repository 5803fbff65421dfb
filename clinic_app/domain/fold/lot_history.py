"""What happened to a lot, line by line, with what was on hand after each (台账)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING

from clinic_app.domain.clinic_time import business_date
from clinic_app.domain.entries.stock import (
    DosesWasted,
    LotDoseReturned,
    LotDoseUsed,
    LotQuarantined,
    LotReceived,
    LotReleased,
    VialOpened,
)
from clinic_app.domain.fold.causal_order import in_causal_order, without_undone

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from clinic_app.domain.entries.entry import AnyEntry


class LotEvent(Enum):
    """What a line of the ledger is about."""

    RECEIVED = "received"
    USED = "used"
    WASTED = "wasted"
    OPENED = "opened"
    QUARANTINED = "quarantined"
    RELEASED = "released"


@dataclass(frozen=True, slots=True, kw_only=True)
class LotLine:
    """One line of the ledger; what was used on a day is one line.

    Attributes:
        doses: came in (above zero) or went out (below). on_hand: what is left after this line.
        reason: code of a waste or words of a quarantine. words: what was added to it.
        by: user id of who wrote it; of the last one where a line gathers several.
    """

    event: LotEvent
    on: date
    at: datetime
    doses: int
    on_hand: int
    by: str
    reason: str = ""
    words: str = ""
    witness: str = ""


def lot_history(entries: Iterable[AnyEntry]) -> tuple[LotLine, ...]:
    """Return the ledger of one lot, the oldest line first; the last line's `on_hand` is what `fold_lot` counts."""
    counting = without_undone(in_causal_order(entries))
    gone = {entry.body.dose_id for entry in counting if isinstance(entry.body, LotDoseReturned)}
    telling: dict[str, AnyEntry] = {}
    for entry in counting:
        telling[_what_is_told(entry, gone)] = entry
    lines: list[LotLine] = []
    for what, entry in telling.items():
        if what:
            _add(lines, _line(entry))
    return _with_balance(lines)


def _what_is_told(entry: AnyEntry, gone: set[str]) -> str:
    """Return what the entry is about: of two entries about one dose or one waste the later one tells."""
    body = entry.body
    if isinstance(body, LotDoseUsed):
        return "" if body.dose_id in gone else f"dose {body.dose_id}"
    if isinstance(body, DosesWasted):
        return f"waste {body.waste_id}"
    return entry.id if isinstance(body, LotReceived | LotQuarantined | LotReleased | VialOpened) else ""


def _line(entry: AnyEntry) -> LotLine:
    body = entry.body
    on, at, by = business_date(entry.at), entry.at, entry.envelope.by
    line = LotLine(event=LotEvent.OPENED, on=on, at=at, doses=0, on_hand=0, by=by)
    if isinstance(body, LotReceived):
        return replace(line, event=LotEvent.RECEIVED, doses=body.doses, words=body.supplier, reason=body.document)
    if isinstance(body, LotDoseUsed):
        return replace(line, event=LotEvent.USED, doses=-1)
    if isinstance(body, DosesWasted):
        wasted = replace(line, event=LotEvent.WASTED, doses=-max(0, body.doses))
        return replace(wasted, reason=body.reason, words=body.words, witness=body.witness)
    if isinstance(body, LotQuarantined | LotReleased):
        event = LotEvent.QUARANTINED if isinstance(body, LotQuarantined) else LotEvent.RELEASED
        return replace(line, event=event, words=body.reason)
    return line


def _add(lines: list[LotLine], line: LotLine) -> None:
    """Append the line; a dose that was used is added to the line of its day."""
    if line.event is LotEvent.USED:
        for place, known in enumerate(lines):
            if known.event is LotEvent.USED and known.on == line.on:
                lines[place] = replace(known, doses=known.doses + line.doses, by=line.by)
                return
    lines.append(line)


def _with_balance(lines: list[LotLine]) -> tuple[LotLine, ...]:
    balance, ledger = 0, []
    for line in lines:
        balance += line.doses
        ledger.append(replace(line, on_hand=balance))
    return tuple(ledger)
