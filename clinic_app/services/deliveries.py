"""Deliveries (入库): taking a lot in with its papers, sealing it off at once, or refusing it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from clinic_app.domain.delivery import MUST_BE_REFUSED, Doubt
from clinic_app.domain.entries.stock import LotCodeLearned, LotQuarantined, LotReceived, LotRefused
from clinic_app.domain.entries.subjects import lot_subject, subject_id
from clinic_app.domain.scan_code import TraceCode, read_scan
from clinic_app.records.journal import entry_with_draft
from clinic_app.records.stock import (
    load_lot,
    lots_with_code,
    lots_with_number,
)
from clinic_app.services.failures import ReasonMissing
from clinic_app.services.likely_lot import lots_of_product
from clinic_app.services.resource_files import storage_temperatures
from clinic_app.services.stock_failures import (
    CodeOfOtherLot,
    DeliveryIncomplete,
    DeliveryRefused,
    LotDiffers,
    LotReceivedBefore,
)
from clinic_app.services.vials import is_vial_code

if TYPE_CHECKING:
    from datetime import date

    from clinic_app.domain.delivery import Delivery
    from clinic_app.domain.lot import Lot
    from clinic_app.records.sqlite import Connection
    from clinic_app.services.desk import Desk

IDENTIFIER_LENGTH = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Reception:
    """How a delivery is taken in.

    Attributes:
        draft: minted when the form opened.
        add_to_lot: the lot of this number and maker that is here already, once the nurse said it is the same.
        seal_off: why it is sealed off at once (隔离), empty when it is not.
    """

    draft: str
    add_to_lot: str = ""
    seal_off: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why a delivery was sent back (拒收)."""

    draft: str
    reason: str
    words: str = ""


def doubts_of(delivery: Delivery, today: date) -> tuple[Doubt, ...]:
    """Return why the delivery is not simply taken in, the gravest first."""
    return delivery.doubts(storage_temperatures(), today)


def receive_lot(desk: Desk, delivery: Delivery, wish: Reception) -> Lot:
    """Take a delivery in: doses on the shelf, scanned vials bound to the lot, a quarantine where asked; one act.

    A second press is answered with the lot of the first.

    Raises:
        DeliveryIncomplete: something is missing or impossible.
        DeliveryRefused: it may not be taken in (no temperature record, expired), or only sealed off.
        LotReceivedBefore: this number of this maker is here; ask whether it is the same lot.
        LotDiffers: it is not the same lot as the one to add to.
        CodeOfOtherLot: a scanned vial is known to belong to another lot.
    """
    if desk.already_written(wish.draft):
        return _written_before(desk, wish.draft)
    _require_whole(delivery)
    _require_accepted(doubts_of(delivery, desk.clock.today()), sealed=bool(wish.seal_off.strip()))
    with desk.act(wish.draft) as act:
        known = same_lot(desk.db, delivery)
        if known is not None:
            _require_same(known, delivery, wish.add_to_lot)
        lot_id = known.id if known is not None else desk.mint()
        _require_own_codes(desk.db, delivery, lot_id)
        subject = lot_subject(lot_id)
        act.write(_received(delivery, lot_id), subject=subject)
        for code in delivery.codes:
            if is_vial_code(code):
                act.write(LotCodeLearned(lot_id=lot_id, code=code.strip()), subject=subject)
        if wish.seal_off.strip():
            act.write(LotQuarantined(lot_id=lot_id, reason=wish.seal_off.strip()), subject=subject)
    return _lot(desk.db, lot_id)


def refuse_delivery(desk: Desk, delivery: Delivery, refusal: Refusal) -> None:
    """Record that a delivery was sent back (拒收): nothing of it is stock. A second press adds nothing.

    Raises:
        ReasonMissing: no reason.

    Source: 疫苗管理法 art. 39.
    """
    if desk.already_written(refusal.draft):
        return
    if not refusal.reason:
        raise ReasonMissing
    lot_id = desk.mint()
    body = LotRefused(
        lot_id=lot_id,
        vaccine=delivery.vaccine,
        maker=delivery.maker.strip(),
        lot_number=delivery.lot_number.strip().upper(),
        doses=delivery.doses,
        reason=refusal.reason,
        words=refusal.words.strip(),
        supplier=delivery.supplier.strip(),
        document=delivery.document.strip(),
    )
    with desk.act(refusal.draft) as act:
        act.write(body, subject=lot_subject(lot_id))


def same_lot(db: Connection, delivery: Delivery) -> Lot | None:
    """Return the lot of this number and maker that is here already, or None."""
    number = delivery.lot_number.strip().upper()
    lots = lots_with_number(db, number) if number else []
    alike = (lot for lot in lots if lot.maker == delivery.maker.strip() and lot.vaccine == delivery.vaccine)
    return next(alike, None)


def lot_of_product(db: Connection, code: str) -> Lot | None:
    """Return the newest lot of the product a scanned vial is of: product, maker and packing are known from it."""
    return max(lots_of_product(db, code), key=lambda lot: lot.expires_on, default=None)


def lot_bound_to(db: Connection, code: str) -> Lot | None:
    """Return the lot a vial with this very code was bound to, or None."""
    return next(iter(lots_with_code(db, code.strip())), None)


def identifier_in(codes: tuple[str, ...]) -> str:
    """Return the 7-digit product identifier the scanned 追溯码 begin with, empty when none was scanned."""
    scans = (read_scan(code) for code in codes)
    return next((scan.product_identifier for scan in scans if isinstance(scan, TraceCode) and not scan.is_dummy), "")


def _require_whole(delivery: Delivery) -> None:
    if problems := delivery.problems():
        raise DeliveryIncomplete(tuple(problem.value for problem in problems))


def _require_accepted(doubts: tuple[Doubt, ...], *, sealed: bool) -> None:
    if any(doubt in MUST_BE_REFUSED for doubt in doubts) or (doubts and not sealed):
        raise DeliveryRefused(doubts[0].value)


def _require_same(known: Lot, delivery: Delivery, add_to_lot: str) -> None:
    differing = ("expires_on", "doses_per_vial")
    wrong = tuple(name for name in differing if getattr(known, name) != getattr(delivery, name))
    if wrong:
        raise LotDiffers(known.lot_number, wrong)
    if known.id != add_to_lot:
        raise LotReceivedBefore(lot_id=known.id, lot_number=known.lot_number, doses_on_hand=known.doses_on_hand)


def _require_own_codes(db: Connection, delivery: Delivery, lot_id: str) -> None:
    for code in delivery.codes:
        other = lot_bound_to(db, code)
        if other is not None and other.id != lot_id:
            raise CodeOfOtherLot(code, other.lot_number)


def _received(delivery: Delivery, lot_id: str) -> LotReceived:
    assert delivery.expires_on is not None  # _require_whole
    celsius = delivery.celsius
    return LotReceived(
        lot_id=lot_id,
        vaccine=delivery.vaccine,
        product=delivery.product.strip(),
        maker=delivery.maker.strip(),
        specification=delivery.specification.strip(),
        lot_number=delivery.lot_number.strip().upper(),
        expires_on=delivery.expires_on,
        doses=delivery.doses,
        doses_per_vial=delivery.doses_per_vial,
        release_number=delivery.release_number.strip(),
        product_identifier=delivery.product_identifier or identifier_in(delivery.codes),
        expiry_as_printed=delivery.expiry_as_printed.strip(),
        supplier=delivery.supplier.strip(),
        document=delivery.document.strip(),
        transport_celsius=f"{celsius[0]:g}~{celsius[1]:g}" if celsius else "",
    )


def _written_before(desk: Desk, draft: str) -> Lot:
    written = entry_with_draft(desk.db, draft)
    assert written is not None
    return _lot(desk.db, subject_id(written.envelope.subject))


def _lot(db: Connection, lot_id: str) -> Lot:
    lot = load_lot(db, lot_id)
    assert lot is not None  # it was received in this act
    return lot
