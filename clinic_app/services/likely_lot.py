"""Which lot a vial with an unknown code most likely belongs to: of its product, the one used last today."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinic_app.domain.scan_code import PackageCode, TraceCode, read_scan
from clinic_app.records.shelf import lot_ids_with_trade_number, lots_used_on
from clinic_app.records.stock import load_lot, lots_with_identifier, lots_with_learned_identifier

if TYPE_CHECKING:
    from datetime import date

    from clinic_app.domain.lot import Lot
    from clinic_app.records.sqlite import Connection


def lots_of_product(db: Connection, code: str) -> list[Lot]:
    """Return the lots of the product the scanned vial is of, as its identifier or trade number tells."""
    scan = read_scan(code)
    lots: list[Lot] = []
    if isinstance(scan, TraceCode) and not scan.is_dummy:
        lots = lots_with_identifier(db, scan.product_identifier)
        lots += lots_with_learned_identifier(db, scan.product_identifier)
    elif isinstance(scan, PackageCode):
        ids = lot_ids_with_trade_number(db, scan.package.trade_number)
        lots = [lot for lot in (load_lot(db, lot_id) for lot_id in ids) if lot is not None]
    return list({lot.id: lot for lot in lots}.values())


def in_order_of_use(db: Connection, lots: list[Lot], day: date) -> list[Lot]:
    """Return the lots, the one a dose was given from last on `day` first; the others keep their order."""
    place = {lot_id: rank for rank, lot_id in enumerate(lots_used_on(db, day))}
    return sorted(lots, key=lambda lot: place.get(lot.id, len(place)))


def likely_lot(db: Connection, code: str, day: date) -> Lot | None:
    """Return the usable lot of the vial's product that was used last on `day`; None when none was used yet."""
    used = set(lots_used_on(db, day))
    lots = in_order_of_use(db, lots_of_product(db, code), day)
    return next((lot for lot in lots if lot.id in used and lot.problem_on(day) is None), None)
