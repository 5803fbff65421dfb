"""The rows of the clinic, its users and devices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinic_app.domain.entries.subjects import CLINIC, device_subject
from clinic_app.domain.fold.clinic_book import ClinicBook, Device, fold_clinic_book, fold_device
from clinic_app.records.journal import entries_of
from clinic_app.records.rows import Rows, Table, stored

if TYPE_CHECKING:
    from clinic_app.records.sqlite import Connection

CLINIC_ROW = Table("clinic", "one unit_code name phone villages practice county_key", "")
USER = Table("user_account", "user_id=id name role may_vaccinate retired", "")
DEVICE = Table("device", "device_id=id desk public_key", "device_id")


def load_clinic_book(db: Connection) -> ClinicBook:
    """Return the clinic and its users, folded from the journal."""
    return fold_clinic_book(entries_of(db, CLINIC))


def load_device(db: Connection, device_id: str) -> Device | None:
    """Return a device that writes or wrote streams here, or None."""
    return fold_device(device_id, entries_of(db, device_subject(device_id)))


def clinic_rows(book: ClinicBook) -> Rows:
    """Return clinic and users as the rows of their tables."""
    clinic = book.clinic
    named = [(1, *(stored(getattr(clinic, name)) for name in CLINIC_ROW.columns[1:]))] if clinic else []
    return {CLINIC_ROW: named, USER: [USER.row(user) for user in book.users]}


def device_rows(device: Device | None) -> Rows:
    """Return the device as the row of its table."""
    return {DEVICE: [DEVICE.row(device)] if device else []}
