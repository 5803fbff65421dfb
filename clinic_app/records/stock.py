"""The lots' rows, and the questions a nurse asks about lots."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from clinic_app.domain.entries.subjects import lot_subject
from clinic_app.domain.fold.lot import fold_lot
from clinic_app.domain.lot import Lot
from clinic_app.records.journal import entries_of
from clinic_app.records.rows import Rows, Table

if TYPE_CHECKING:
    from clinic_app.records.sqlite import Connection

LOT = Table(
    "lot",
    "lot_id=id vaccine product maker specification lot_number expires_on doses_on_hand doses_per_vial release_number "
    "product_identifier quarantined wasted_doses",
    "lot_id",
)
LOT_CODE = Table("lot_code", "lot_id code used", "lot_id")
OPEN_VIAL = Table("open_vial", "vial_id=id lot_id code opened_at minutes doses_left", "lot_id")

_USABLE_ON = """
SELECT lot_id FROM lot
 WHERE vaccine = :vaccine AND expires_on >= :day AND doses_on_hand > 0 AND quarantined = 0
 ORDER BY expires_on, lot_number
"""
_IN_STOCK = f"SELECT {', '.join(LOT.columns)} FROM lot WHERE doses_on_hand > 0 ORDER BY vaccine, expires_on, lot_number"
_BY_CODE = "SELECT DISTINCT lot_id FROM lot_code WHERE code = :code"
_BY_IDENTIFIER = "SELECT lot_id FROM lot WHERE product_identifier = :identifier ORDER BY expires_on, lot_number"
_BY_LEARNED_IDENTIFIER = """
SELECT DISTINCT lot_id FROM lot_code
 WHERE code >= :identifier AND code < :identifier || ':' AND length(code) = 20
"""
_OF_VACCINE = "SELECT lot_id FROM lot WHERE vaccine = :vaccine ORDER BY expires_on, lot_number"
_VIAL_WAS_USED = """
SELECT EXISTS (SELECT 1 FROM lot_code WHERE code = :code AND used = 1)
    OR EXISTS (SELECT 1 FROM dose WHERE trace_code = :code AND trace_code <> '' AND void_reason = '')
"""
_BY_NUMBER = "SELECT lot_id FROM lot WHERE lot_number = :number ORDER BY expires_on"


def load_lot(db: Connection, lot_id: str) -> Lot | None:
    """Return the lot, folded afresh from the journal, or None when it was never received here."""
    return fold_lot(lot_id, entries_of(db, lot_subject(lot_id)))


def lot_rows(lot: Lot | None) -> Rows:
    """Return the lot as the rows of its tables."""
    if lot is None:
        return {LOT: [], LOT_CODE: [], OPEN_VIAL: []}
    codes = {*lot.codes, *lot.used_codes}
    return {
        LOT: [LOT.row(lot)],
        LOT_CODE: [(lot.id, code, int(code in lot.used_codes)) for code in codes],
        OPEN_VIAL: [OPEN_VIAL.row(vial) for vial in lot.open_vials],
    }


def usable_on(db: Connection, vaccine: str, day: date) -> list[Lot]:
    """Return lots of the vaccine that may be injected on `day`, first-expired first (近效期先用)."""
    return _lots(db, _USABLE_ON, {"vaccine": vaccine, "day": day.isoformat()})


def lots_with_code(db: Connection, code: str) -> list[Lot]:
    """Return the lots a vial with this very code is known to belong to."""
    return _lots(db, _BY_CODE, {"code": code})


def lots_with_identifier(db: Connection, identifier: str) -> list[Lot]:
    """Return the lots of the product that this 7-digit product identifier names, first-expired first."""
    return _lots(db, _BY_IDENTIFIER, {"identifier": identifier})


def lots_with_learned_identifier(db: Connection, identifier: str) -> list[Lot]:
    """Return the lots of which a vial with this 7-digit product identifier was met before."""
    return _lots(db, _BY_LEARNED_IDENTIFIER, {"identifier": identifier})


def lots_of_vaccine(db: Connection, vaccine: str) -> list[Lot]:
    """Return every lot of the vaccine that was received, usable or not, first-expired first."""
    return _lots(db, _OF_VACCINE, {"vaccine": vaccine})


def vial_was_used(db: Connection, codes: tuple[str, ...]) -> bool:
    """Return whether a dose that happened was drawn from a vial with one of these codes, under whatever lot or card."""
    return any(db.execute(_VIAL_WAS_USED, {"code": code}).fetchone()[0] for code in {*codes} - {""})


def lots_with_number(db: Connection, number: str) -> list[Lot]:
    """Return the lots with this lot number (批号); different makers may use the same."""
    return _lots(db, _BY_NUMBER, {"number": number})


def lots_in_stock(db: Connection) -> list[Lot]:
    """Return every lot with doses left, from the folded rows, by vaccine and expiry; its vial codes are left out."""
    return [_from_row(row) for row in db.execute(_IN_STOCK).fetchall()]


def _from_row(row: tuple[Any, ...]) -> Lot:
    values = dict(zip(LOT.columns, row, strict=True))
    expires_on = date.fromisoformat(values.pop("expires_on"))
    quarantined = bool(values.pop("quarantined"))
    return Lot(id=values.pop("lot_id"), expires_on=expires_on, quarantined=quarantined, **values)


def _lots(db: Connection, sql: str, parameters: dict[str, str]) -> list[Lot]:
    found = (load_lot(db, lot_id) for (lot_id,) in db.execute(sql, parameters).fetchall())
    return [lot for lot in found if lot is not None]
