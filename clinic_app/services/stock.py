"""Vaccine stock (疫苗): what is on the shelf, and quarantine, release and waste of it."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Concatenate, ParamSpec

from clinic_app.domain.entries.stock import DosesWasted, LotQuarantined, LotReleased
from clinic_app.domain.entries.subjects import lot_subject
from clinic_app.domain.fold.lot_history import LotLine, lot_history
from clinic_app.records.journal import entries_of
from clinic_app.records.name_keys import name_keys
from clinic_app.records.shelf import shelf
from clinic_app.records.stock import load_lot, lots_of_vaccine
from clinic_app.services.failures import ReasonMissing
from clinic_app.services.stock_failures import (
    LotStateOther,
    MoreThanOnHand,
    UnknownLot,
    WasteIncomplete,
)

if TYPE_CHECKING:
    from datetime import date

    from clinic_app.domain.immunization.catalogue import Vaccine
    from clinic_app.domain.immunization.rules import Rules
    from clinic_app.domain.lot import Lot, OpenVial
    from clinic_app.records.sqlite import Connection
    from clinic_app.services.desk import Desk
    from clinic_app.services.reader import Reader

P = ParamSpec("P")
OPENED_LEFTOVER = "opened_leftover"
WASTE_REASONS = ("expired", "broken", "cold_chain", OPENED_LEFTOVER, "recalled", "other")


class LotMark(Enum):
    """How a lot stands on the shelf, the gravest first."""

    SHORT = "short"  # fewer than nothing: two desks used the same vial, or something was not written down
    QUARANTINED = "quarantined"
    EXPIRED = "expired"
    NEAR_EXPIRY = "near_expiry"
    USABLE = "usable"
    USED_UP = "used_up"


@dataclass(frozen=True, slots=True)
class ShelfLot:
    """A lot and how it stands today."""

    lot: Lot
    mark: LotMark
    days_left: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LotOf:
    """Which lot, and the draft minted when the form opened."""

    lot_id: str
    draft: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Waste:
    """Doses that were thrown away (报损).

    Attributes:
        doses: doses, not vials. reason: one of `WASTE_REASONS`; `other` needs words.
        witness: who saw it, the second name. despite_count: it happened although the books say there were fewer.
    """

    doses: int
    reason: str
    words: str = ""
    witness: str = ""
    despite_count: bool = False


LotWish = Callable[Concatenate["Desk", LotOf, P], "Lot"]


def once_a_lot(wish: LotWish[P]) -> LotWish[P]:
    """Answer a second press with the lot as the first one left it."""

    @functools.wraps(wish)
    def granted_once(desk: Desk, which: LotOf, /, *args: P.args, **kwargs: P.kwargs) -> Lot:
        if desk.already_written(which.draft):
            return lot_at(desk.db, which.lot_id)
        return wish(desk, which, *args, **kwargs)

    return granted_once


def on_the_shelf(reader: Reader) -> list[ShelfLot]:
    """Return every lot with how it stands today: by vaccine, first-expired first (近效期先用)."""
    today = reader.clock.today()
    near = reader.clinic_book().settings.near_expiry_days
    return [ShelfLot(lot, mark_of(lot, today, near), lot.days_left(today)) for lot in shelf(reader.db)]


def mark_of(lot: Lot, today: date, near_expiry_days: int) -> LotMark:
    """Return how a lot stands on a day."""
    if lot.doses_on_hand < 0:
        return LotMark.SHORT
    if lot.doses_on_hand == 0:
        return LotMark.USED_UP
    if lot.quarantined:
        return LotMark.QUARANTINED
    if today > lot.expires_on:
        return LotMark.EXPIRED
    return LotMark.NEAR_EXPIRY if lot.days_left(today) <= near_expiry_days else LotMark.USABLE


def ledger(reader: Reader, lot_id: str) -> tuple[LotLine, ...]:
    """Return what happened to a lot, the oldest line first (台账)."""
    return lot_history(entries_of(reader.db, lot_subject(lot_id)))


def newest_lot_of(db: Connection, vaccine: str) -> Lot | None:
    """Return the lot of a vaccine that expires last, or None: what it says of maker and packing likely holds again."""
    return max(lots_of_vaccine(db, vaccine), key=lambda lot: lot.expires_on, default=None)


def lot_at(db: Connection, lot_id: str) -> Lot:
    """Return the lot as it is now.

    Raises:
        UnknownLot: no such lot was received here.
    """
    lot = load_lot(db, lot_id)
    if lot is None:
        raise UnknownLot(lot_id)
    return lot


@once_a_lot
def quarantine_lot(desk: Desk, which: LotOf, reason: str) -> Lot:
    """Seal a lot off (隔离封存): no dose of it is offered until it is released.

    Raises:
        UnknownLot. LotStateOther: it is sealed off already. ReasonMissing: no reason.
    """
    with desk.act(which.draft) as act:
        lot = lot_at(desk.db, which.lot_id)
        if lot.quarantined:
            raise LotStateOther(lot.lot_number)
        body = LotQuarantined(lot_id=lot.id, reason=_words(reason))
        act.write(body, subject=lot_subject(lot.id))
    return lot_at(desk.db, lot.id)


@once_a_lot
def release_lot(desk: Desk, which: LotOf, reason: str) -> Lot:
    """Lift every quarantine of the lot that is known here (解除隔离).

    Raises:
        UnknownLot. LotStateOther: it is not sealed off. ReasonMissing: no reason.
    """
    lot = lot_at(desk.db, which.lot_id)
    if not lot.quarantined:
        raise LotStateOther(lot.lot_number)
    sealed = (entry.id for entry in entries_of(desk.db, lot_subject(lot.id)) if isinstance(entry.body, LotQuarantined))
    with desk.act(which.draft) as act:
        body = LotReleased(lot_id=lot.id, reason=_words(reason))
        act.write(body, subject=lot_subject(lot.id), refs=tuple(sealed))
    return lot_at(desk.db, lot.id)


@once_a_lot
def waste_doses(desk: Desk, which: LotOf, waste: Waste) -> Lot:
    """Write doses off the lot (报损). What happened is always recordable, also against the count.

    Raises:
        UnknownLot. WasteIncomplete: no doses, or no known reason. ReasonMissing: `other` without words.
        MoreThanOnHand: the books hold fewer; with `despite_count` it is written all the same.
    """
    lot = lot_at(desk.db, which.lot_id)
    if waste.doses < 1 or waste.reason not in WASTE_REASONS:
        raise WasteIncomplete
    if waste.reason == "other" and not waste.words.strip():
        raise ReasonMissing
    if waste.doses > lot.doses_on_hand and not waste.despite_count:
        raise MoreThanOnHand(lot_number=lot.lot_number, doses=waste.doses, on_hand=lot.doses_on_hand)
    body = DosesWasted(
        waste_id=desk.mint(),
        lot_id=lot.id,
        doses=waste.doses,
        reason=waste.reason,
        words=waste.words.strip(),
        witness=waste.witness.strip(),
    )
    with desk.act(which.draft) as act:
        act.write(body, subject=lot_subject(lot.id))
    return lot_at(desk.db, lot.id)


@once_a_lot
def throw_rest_away(desk: Desk, which: LotOf, vial_id: str) -> Lot:
    """Throw away what is left in an opened vial, which closes it (开启剩余报损).

    Raises:
        UnknownLot. LotStateOther: the vial is not open any more.
    """
    with desk.act(which.draft) as act:
        lot = lot_at(desk.db, which.lot_id)
        vial = next((vial for vial in lot.open_vials if vial.id == vial_id), None)
        if vial is None:
            raise LotStateOther(lot.lot_number)
        act.write(rest_of(vial, desk.mint()), subject=lot_subject(lot.id))
    return lot_at(desk.db, lot.id)


def rest_of(vial: OpenVial, waste_id: str) -> DosesWasted:
    """Return the entry that throws the rest of an opened vial away."""
    return DosesWasted(
        waste_id=waste_id, lot_id=vial.lot_id, doses=vial.doses_left, reason=OPENED_LEFTOVER, vial_id=vial.id
    )


def _words(reason: str) -> str:
    if not reason.strip():
        raise ReasonMissing
    return reason.strip()


def vaccines_like(rules: Rules, typed: str) -> tuple[Vaccine, ...]:
    """Return the vaccines still given that are meant by a name, its initials or its code; the nearest first."""
    text = typed.strip().lower()
    if not text:
        return ()
    ranked = [(_nearness(vaccine, text), vaccine) for vaccine in rules.vaccines.values() if not vaccine.legacy]
    return tuple(vaccine for rank, vaccine in sorted(ranked, key=lambda pair: pair[0] or 0) if rank is not None)


def _nearness(vaccine: Vaccine, text: str) -> int | None:
    """Return how near a vaccine is to what was typed, 0 the nearest; None when it is not meant."""
    if text in (vaccine.short_name.lower(), vaccine.code.lower(), vaccine.name.lower()):
        return 0
    keys = (vaccine.code.lower(), vaccine.short_name.lower(), *name_keys(vaccine.short_name), vaccine.name.lower())
    if any(key.startswith(text) for key in keys):
        return 1
    return 2 if text in vaccine.short_name.lower() + vaccine.name.lower() else None
