"""The rows of the clinic, its users and devices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinic_app.domain.entries.subjects import CLINIC, device_subject
from clinic_app.domain.fold.clinic_book import ClinicBook, Device, fold_clinic_book, fold_device
from clinic_app.records.journal import entries_of, subjects
from clinic_app.records.rows import Table, stored

if TYPE_CHECKING:
    from clinic_app.records.sqlite import Connection

CLINIC_ROW = Table("clinic", "one unit_code name phone villages practice county_key")
USER = Table("user_account", "user_id=id name role may_vaccinate")
DEVICE = Table("device", "device_id=id desk public_key")


def load_clinic_book(db: Connection) -> ClinicBook:
    """Return the clinic and its users, folded from the journal."""
    return fold_clinic_book(entries_of(db, CLINIC))


def load_device(db: Connection, device_id: str) -> Device | None:
    """Return a device that writes or wrote streams here, or None."""
    return fold_device(device_id, entries_of(db, device_subject(device_id)))


def replace_clinic_rows(db: Connection, book: ClinicBook) -> None:
    """Put the rows of clinic and users in the place of the former ones."""
    db.execute("DELETE FROM clinic")
    db.execute("DELETE FROM user_account")
    if (clinic := book.clinic) is not None:
        CLINIC_ROW.insert_rows(db, [(1, *(stored(getattr(clinic, name)) for name in CLINIC_ROW.columns[1:]))])
    USER.insert(db, book.users)


def replace_device_row(db: Connection, device_id: str, device: Device | None) -> None:
    """Put the device's row in the place of its former one."""
    db.execute("DELETE FROM device WHERE device_id = ?", (device_id,))
    if device is not None:
        DEVICE.insert(db, [device])


def device_ids(db: Connection) -> list[str]:
    """Return the ids of all devices with entries of their own."""
    return [subject.partition(":")[2] for subject in subjects(db, "device")]
