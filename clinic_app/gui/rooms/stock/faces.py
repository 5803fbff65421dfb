"""What the shelf shows, as plain values made from lots, marks and ledgers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from clinic_app.domain.clinic_time import business_date
from clinic_app.domain.fold.lot_history import LotEvent
from clinic_app.gui.faces import ChipFace, ListRow, Tone
from clinic_app.gui.wording import stock as wording
from clinic_app.gui.wording.failures import vaccine_name
from clinic_app.services.stock import LotMark

if TYPE_CHECKING:
    from datetime import datetime

    from clinic_app.domain.fold.lot_history import LotLine
    from clinic_app.domain.immunization.rules import Rules
    from clinic_app.domain.lot import Lot, OpenVial
    from clinic_app.services.stock import ShelfLot

LAST_MINUTES = 5
_TONES = {
    LotMark.SHORT: (Tone.RED, "equal-not"),
    LotMark.QUARANTINED: (Tone.AMBER, "lock"),
    LotMark.EXPIRED: (Tone.RED, "circle-x"),
    LotMark.NEAR_EXPIRY: (Tone.AMBER, "clock-alert"),
    LotMark.USABLE: (Tone.GREEN, "circle-check"),
    LotMark.USED_UP: (Tone.GREY, "circle-dashed"),
}
_SHOWN = {
    "usable": frozenset({LotMark.USABLE, LotMark.NEAR_EXPIRY}),
    "near": frozenset({LotMark.NEAR_EXPIRY}),
    "expired": frozenset({LotMark.EXPIRED}),
    "sealed": frozenset({LotMark.QUARANTINED}),
    "gone": frozenset({LotMark.USED_UP}),
    "stock": frozenset(LotMark) - {LotMark.USED_UP},
}


@dataclass(frozen=True, slots=True)
class LotFace:
    """One lot in full. `off_waste`, `off_seal` say why a wish is not to be had, "" when it is."""

    title: str
    chip: ChipFace
    facts: tuple[tuple[str, str], ...]
    ledger: tuple[ListRow, ...]
    seal: str
    off_waste: str = ""
    off_seal: str = ""


@dataclass(frozen=True, slots=True)
class ShelfFace:
    """The whole shelf."""

    context: str
    chosen_filter: str
    lots: tuple[ListRow, ...]
    empty: str
    vials: tuple[ListRow, ...]
    lot: LotFace | None


def shown(entry: ShelfLot, chosen_filter: str) -> bool:
    """Return whether a lot is in the list of this filter; one with an opened vial is always in stock."""
    return entry.mark in _SHOWN[chosen_filter] or (chosen_filter == "stock" and bool(entry.lot.open_vials))


def context(entries: list[ShelfLot]) -> str:
    """Return the line under the title: what can be used, and what needs looking after."""
    usable = sum(entry.lot.doses_on_hand for entry in entries if entry.mark in _SHOWN["usable"])
    parts = [wording.CONTEXT.format(doses=usable)]
    for mark, words in (
        (LotMark.NEAR_EXPIRY, wording.CONTEXT_NEAR),
        (LotMark.EXPIRED, wording.CONTEXT_EXPIRED),
        (LotMark.QUARANTINED, wording.CONTEXT_SEALED),
        (LotMark.SHORT, wording.CONTEXT_SHORT),
    ):
        if count := sum(entry.mark is mark for entry in entries):
            parts.append(words.format(count=count))
    return wording.SEPARATOR.join(parts)


def mark_chip(entry: ShelfLot) -> ChipFace:
    """Return icon, word and colour of how a lot stands."""
    tone, icon = _TONES[entry.mark]
    return ChipFace(wording.MARKS[entry.mark], tone, icon)


def lot_row(entry: ShelfLot, rules: Rules) -> ListRow:
    """Return a lot as one line of the shelf."""
    lot = entry.lot
    return ListRow(
        lot.id,
        (
            vaccine_name(rules, lot.vaccine),
            lot.lot_number,
            lot.expires_on.isoformat(),
            mark_chip(entry),
            f"{lot.doses_on_hand:,}",
            vials_words(lot),
        ),
    )


def vials_words(lot: Lot) -> str:
    """Return how many vials stand there unopened; an opened one counts as its doses."""
    unopened = lot.doses_on_hand - sum(vial.doses_left for vial in lot.open_vials)
    vials, rest = divmod(unopened, lot.doses_per_vial)
    return f"{vials:,}" if not rest else f"{vials:,}+"


def lot_face(entry: ShelfLot, ledger: tuple[LotLine, ...], rules: Rules, names: dict[str, str]) -> LotFace:
    """Return one lot with its facts and its ledger, the newest line first."""
    lot = entry.lot
    gone = lot.doses_on_hand <= 0
    return LotFace(
        title=wording.LOT_TITLE.format(vaccine=vaccine_name(rules, lot.vaccine), lot=lot.lot_number),
        chip=mark_chip(entry),
        facts=_facts(entry),
        ledger=tuple(_ledger_row(place, line, names) for place, line in reversed(list(enumerate(ledger)))),
        seal=wording.RELEASE if lot.quarantined else wording.SEAL,
        off_waste=wording.NOTHING_LEFT if gone else "",
        off_seal=wording.NOTHING_LEFT if gone and not lot.quarantined else "",
    )


def _facts(entry: ShelfLot) -> tuple[tuple[str, str], ...]:
    lot = entry.lot
    days = (wording.DAYS_LEFT, entry.days_left) if entry.days_left > 0 else (wording.DAYS_OVER, 1 - entry.days_left)
    last_day = wording.FACT_EXPIRY_VALUE.format(day=lot.expires_on.isoformat())
    on_hand = [wording.DOSES.format(count=lot.doses_on_hand)]
    if lot.doses_per_vial > 1:
        on_hand.append(f"{vials_words(lot)} {wording.UNIT_VIALS}")
    if lot.wasted_doses:
        on_hand.append(f"{wording.FACT_WASTED} {lot.wasted_doses:,}")
    return (
        (wording.FACT_MAKER, lot.maker),
        (wording.FACT_SPECIFICATION, lot.specification or wording.NOT_WRITTEN),
        (wording.FACT_EXPIRY, f"{last_day}{wording.SEPARATOR}{days[0].format(days=days[1])}"),
        (wording.FACT_RELEASE, lot.release_number or wording.NOT_WRITTEN),
        (wording.FACT_ON_HAND, wording.SEPARATOR.join(on_hand)),
    )


def _ledger_row(place: int, line: LotLine, names: dict[str, str]) -> ListRow:
    change = f"{line.doses:+,}" if line.doses else ""
    return ListRow(str(place), (line.on.isoformat(), _event_words(line, names), change, f"{line.on_hand:,}"))


def _event_words(line: LotLine, names: dict[str, str]) -> str:
    said = [line.words] if line.words else []
    if line.event is LotEvent.WASTED:
        said.insert(0, wording.WASTE_REASONS.get(line.reason, line.reason))
    if line.witness:
        said.append(wording.WITNESSED.format(name=names.get(line.witness, line.witness)))
    event = wording.EVENTS[line.event]
    return wording.EVENT_WITH_WORDS.format(event=event, words="，".join(said)) if said else event


def vial_row(lot: Lot, vial: OpenVial, rules: Rules, now: datetime) -> ListRow:
    """Return an opened vial with its running clock: amber in the last five minutes, red when over."""
    name = wording.OPEN_LINE.format(vaccine=vaccine_name(rules, lot.vaccine), lot=lot.lot_number)
    return ListRow(vial.id, (name, wording.OPEN_LEFT.format(count=vial.doses_left), clock_chip(vial, now)))


def clock_chip(vial: OpenVial, now: datetime) -> ChipFace:
    """Return how long the vial may still be used."""
    opened_on = business_date(vial.opened_at)
    if opened_on != business_date(now):
        return ChipFace(wording.OPEN_BEFORE.format(day=f"{opened_on:%m-%d}"), Tone.RED, "octagon-x")
    seconds = int((vial.use_by - now).total_seconds())
    clock = f"{abs(seconds) // 60}:{abs(seconds) % 60:02}"
    if seconds < 0:
        return ChipFace(wording.OPEN_OVER.format(clock=clock), Tone.RED, "octagon-x")
    if seconds <= LAST_MINUTES * 60:
        return ChipFace(wording.OPEN_CLOCK.format(clock=clock), Tone.AMBER, "clock-alert")
    return ChipFace(wording.OPEN_CLOCK.format(clock=clock), Tone.GREEN, "timer")
