"""Clinics and their workstations, as the county knows them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from clinic_app.hub.ground import Ground, Row


class DeviceState(Enum):
    """Whether the county takes in what a workstation sends."""

    WAITING = "waiting"
    ADMITTED = "admitted"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClinicLine:
    """A clinic of the county. `enrolled_at` is ISO text, UTC."""

    unit_code: str
    name: str
    enrolled_at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceLine:
    """A workstation. `unit_code` is empty while nobody has admitted it; `public_key` is hex Ed25519."""

    device: str
    unit_code: str
    public_key: str
    state: DeviceState
    first_seen_at: str


class ClinicTables:
    """Reads and writes clinics, workstations and the operator's log."""

    ground: Ground

    def add_clinic(self, clinic: ClinicLine) -> None:
        """Add a clinic, or give one its new name."""
        self.ground.run(
            "INSERT INTO clinic (unit_code, name, enrolled_at, receipt_number) VALUES (?, ?, ?, 0) "
            "ON CONFLICT (unit_code) DO UPDATE SET name = excluded.name",
            (clinic.unit_code, clinic.name, clinic.enrolled_at),
        )

    def clinics(self) -> list[ClinicLine]:
        """Return the clinics by unit code."""
        rows = self.ground.rows("SELECT unit_code, name, enrolled_at FROM clinic ORDER BY unit_code")
        return [ClinicLine(unit_code=row[0], name=row[1], enrolled_at=row[2]) for row in rows]

    def next_receipt_number(self, unit_code: str, now: datetime) -> int:
        """Count one receipt more for the clinic and return its number.

        It is at least the seconds since 1970, so that a county put back from a backup never repeats a number.
        """
        self.ground.run(
            "UPDATE clinic SET receipt_number = "
            "CASE WHEN receipt_number < ? THEN ? ELSE receipt_number + 1 END WHERE unit_code = ?",
            (int(now.timestamp()), int(now.timestamp()), unit_code),
        )
        rows = self.ground.rows("SELECT receipt_number FROM clinic WHERE unit_code = ?", (unit_code,))
        return int(rows[0][0])

    def note_applicant(self, device: str, public_key: str, at: str) -> None:
        """Remember a workstation that sent a package; one already known stays as it is."""
        self.ground.run(
            "INSERT INTO device (device, unit_code, public_key, state, first_seen_at, admitted_at) "
            "VALUES (?, '', ?, 'waiting', ?, '') ON CONFLICT (device) DO NOTHING",
            (device, public_key, at),
        )

    def admit(self, device: str, unit_code: str, at: str) -> None:
        """Take in what this workstation sends, as of the clinic."""
        self.ground.run(
            "UPDATE device SET unit_code = ?, state = 'admitted', admitted_at = ? WHERE device = ?",
            (unit_code, at, device),
        )

    def revoke(self, device: str) -> None:
        """Take in nothing more from this workstation; what it has sent stays."""
        self.ground.run("UPDATE device SET state = 'revoked' WHERE device = ?", (device,))

    def devices(self, unit_code: str | None = None) -> list[DeviceLine]:
        """Return the workstations of one clinic, or all, those that wait too."""
        where, values = ("", ()) if unit_code is None else (" WHERE unit_code = ?", (unit_code,))
        columns = "device, unit_code, public_key, state, first_seen_at"
        rows = self.ground.rows(f"SELECT {columns} FROM device{where} ORDER BY device", values)
        return [_device(row) for row in rows]

    def device(self, device: str) -> DeviceLine | None:
        """Return one workstation, or None when it has never been met."""
        columns = "device, unit_code, public_key, state, first_seen_at"
        rows = self.ground.rows(f"SELECT {columns} FROM device WHERE device = ?", (device,))
        return _device(rows[0]) if rows else None

    def log(self, at: str, action: str, what: str) -> None:
        """Note what the operator did; never a child's name."""
        self.ground.run(
            "INSERT INTO operator_log (number, at, action, what) "
            "SELECT coalesce(max(number), 0) + 1, ?, ?, ? FROM operator_log",
            (at, action, what),
        )


def _device(row: Row) -> DeviceLine:
    return DeviceLine(
        device=row[0], unit_code=row[1], public_key=row[2], state=DeviceState(row[3]), first_seen_at=row[4]
    )
