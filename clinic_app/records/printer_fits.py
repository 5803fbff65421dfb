"""How each printer of this workstation is off, as it was measured here; no part of the record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinic_app.domain.booklet.fit import Fit
from clinic_app.domain.clinic_time import moment_text

if TYPE_CHECKING:
    from datetime import datetime

    from clinic_app.records.sqlite import Connection

_KEEP = """
INSERT INTO printer_fit (printer, feeding, right_tenths, down_tenths, scale, turn_degrees, measured_at, measured_by)
VALUES (?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (printer, feeding) DO UPDATE
   SET right_tenths = excluded.right_tenths, down_tenths = excluded.down_tenths, scale = excluded.scale,
       turn_degrees = excluded.turn_degrees, measured_at = excluded.measured_at, measured_by = excluded.measured_by
"""
_OF = "SELECT right_tenths, down_tenths, scale, turn_degrees FROM printer_fit WHERE printer = ? AND feeding = ?"


def keep_fit(db: Connection, printer: str, feeding: str, fit: Fit, at: datetime, by: str) -> None:
    """Keep the fit in the place of the former one."""
    figures = (fit.right_tenths, fit.down_tenths, fit.scale, fit.turn_degrees)
    db.execute(_KEEP, (printer, feeding, *figures, moment_text(at), by))


def kept_fit(db: Connection, printer: str, feeding: str) -> Fit | None:
    """Return the fit measured last, None when this printer was never measured with the paper lying so."""
    row = db.execute(_OF, (printer, feeding)).fetchone()
    return None if row is None else Fit(*row)
