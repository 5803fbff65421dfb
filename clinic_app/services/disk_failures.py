"""What the disk refuses (磁盘): named, so that the nurse is told what to do. Nothing was written when one is raised."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinic_app.services.failures import WishRefused

if TYPE_CHECKING:
    from clinic_app.records.sqlite import DatabaseError


class DiskFull(WishRefused):
    """The disk with the database is full."""


class DiskLocked(WishRefused):
    """The database may not be written to: the folder or the disk is read-only."""


class DiskFaulty(WishRefused):
    """The disk could not be read or written."""


class DeskBusy(WishRefused):
    """Another program has held the database for longer than a person waits."""


_SAID = {
    "database or disk is full": DiskFull,
    "readonly database": DiskLocked,
    "disk i/o error": DiskFaulty,
    "unable to open database file": DiskFaulty,
    "database is locked": DeskBusy,
}


def disk_failure(error: DatabaseError) -> WishRefused | None:
    """Return the failure SQLite's words mean, None when they mean something else."""
    said = str(error).lower()
    return next((failure() for words, failure in _SAID.items() if words in said), None)
