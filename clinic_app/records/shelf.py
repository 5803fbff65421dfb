"""The whole shelf from its rows: every lot with its open vials, what was used lately, and known products."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from clinic_app.domain.clinic_time import moment_from
from clinic_app.domain.entries.subjects import device_subject
from clinic_app.domain.lot import Lot, OpenVial
from clinic_app.records.stock import LOT, OPEN_VIAL

if TYPE_CHECKING:
    from clinic_app.records.sqlite import Connection

_LOTS = f"SELECT {', '.join(LOT.columns)} FROM lot ORDER BY vaccine, expires_on, lot_number"
_VIALS = f"SELECT {', '.join(OPEN_VIAL.columns)} FROM open_vial ORDER BY opened_at, vial_id"
_LAST_USES = """
SELECT lot_id, max(given_at) FROM dose
 WHERE given_on = :day AND lot_id IS NOT NULL AND given_at IS NOT NULL AND void_reason = ''
 GROUP BY lot_id ORDER BY 2 DESC
"""
_BY_TRADE_NUMBER = "SELECT DISTINCT lot_id FROM lot_code WHERE instr(code, :trade_number) > 0"
_CONFIRMED = """
SELECT bytes, hash FROM entry
 WHERE subject = :subject AND kind = 'date.confirmed' AND stream = 'shared' ORDER BY position DESC LIMIT 1
"""


def shelf(db: Connection) -> list[Lot]:
    """Return every lot ever received, by vaccine and expiry, with its open vials; its vial codes are left out."""
    vials: dict[str, list[OpenVial]] = {}
    for row in db.execute(_VIALS).fetchall():
        vial = _vial(row)
        vials.setdefault(vial.lot_id, []).append(vial)
    return [_lot(row, vials) for row in db.execute(_LOTS).fetchall()]


def lots_used_on(db: Connection, day: date) -> list[str]:
    """Return the ids of the lots doses were given from on `day`, the one used last first."""
    return [lot_id for lot_id, _ in db.execute(_LAST_USES, {"day": day.isoformat()}).fetchall()]


def lot_ids_with_trade_number(db: Connection, trade_number: str) -> list[str]:
    """Return the lots of which a vial with this trade number (GTIN) was met before."""
    return [lot_id for (lot_id,) in db.execute(_BY_TRADE_NUMBER, {"trade_number": trade_number}).fetchall()]


def newest_confirmation(db: Connection, device: str) -> tuple[bytes, bytes] | None:
    """Return bytes and hash of the last entry in which a date was confirmed on this workstation, or None."""
    row: tuple[bytes, bytes] | None = db.execute(_CONFIRMED, {"subject": device_subject(device)}).fetchone()
    return row


def _lot(row: tuple[Any, ...], vials: dict[str, list[OpenVial]]) -> Lot:
    values = dict(zip(LOT.columns, row, strict=True))
    lot_id = values.pop("lot_id")
    expires_on = date.fromisoformat(values.pop("expires_on"))
    quarantined = bool(values.pop("quarantined"))
    opened = tuple(vials.get(lot_id, ()))
    return Lot(id=lot_id, expires_on=expires_on, quarantined=quarantined, open_vials=opened, **values)


def _vial(row: tuple[Any, ...]) -> OpenVial:
    values = dict(zip(OPEN_VIAL.columns, row, strict=True))
    opened_at = moment_from(values.pop("opened_at"))
    return OpenVial(id=values.pop("vial_id"), opened_at=opened_at, **values)
