"""Sync (数据同步): what was written here, what the county holds, and carrying the rest to a stick."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from clinic_app.devices.folder_carrier import FolderCarrier
from clinic_app.devices.removable_drives import Drive, candidate_drives
from clinic_app.domain.entries.entry import SHARED
from clinic_app.exchange.carrier import (
    CarrierFaulty,
    CarrierGone,
    NoSpace,
    ReadOnlyCarrier,
    Stopped,
)
from clinic_app.exchange.enrolment import fingerprint_of
from clinic_app.exchange.keys import NotAKey
from clinic_app.exchange.package import NothingToCarry, PackageWritten, TooMuchToCarry, write_package
from clinic_app.exchange.part import PACKAGE_FOLDER, stem_of
from clinic_app.exchange.problems import PackageDamaged
from clinic_app.exchange.signed_header import Purpose
from clinic_app.exchange.stream_slice import StreamSlice
from clinic_app.records.clinic_book import load_clinic_book, load_device
from clinic_app.records.export_log import ExportLine, recent_exports
from clinic_app.records.journal import installation
from clinic_app.records.outgoing import (
    OwnStream,
    hash_at,
    last_confirmed_at,
    oldest_unconfirmed_at,
    own_streams,
    unconfirmed_bytes,
)
from clinic_app.records.receipts import pending_count
from clinic_app.services.failures import (
    ExportStopped,
    JournalBroken,
    NoCountyKey,
    NothingToExport,
    StickFaulty,
    StickFull,
    StickGone,
    StickLocked,
    TooMuchToExport,
    WishRefused,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime
    from pathlib import Path
    from threading import Event

    from clinic_app.records.sqlite import Connection
    from clinic_app.services.desk import Desk
    from clinic_app.services.reader import Reader

    Progress = Callable[[int, int, int, int], None]

__all__ = [
    "UNSENT_LIMIT",
    "Drive",
    "ExportLine",
    "PackageWritten",
    "PreparedExport",
    "SyncState",
    "candidate_sticks",
    "export_to_stick",
    "last_exports",
    "note_export",
    "own_fingerprint",
    "prepare_export",
    "sync_state",
    "what_has_to_travel",
    "write_export",
]

UNSENT_LIMIT = timedelta(days=7)
_REFUSALS: dict[type[Exception], type[WishRefused]] = {
    NothingToCarry: NothingToExport,
    TooMuchToCarry: TooMuchToExport,
    PackageDamaged: JournalBroken,
    NotAKey: NoCountyKey,
    ReadOnlyCarrier: StickLocked,
    CarrierGone: StickGone,
    CarrierFaulty: StickFaulty,
    Stopped: ExportStopped,
}
_RECENT = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncState:
    """The counts with their proof. A file on a stick is not uploaded; only a receipt moves `held` and `applied`.

    Attributes:
        written: entries of this device for the county. held: the county has the bytes. applied: it has
            entered them, those left out that it only holds or disputes.
        oldest_unsent_at, last_confirmed_at: moments, UTC.
    """

    written: int
    held: int
    applied: int
    oldest_unsent_at: datetime | None
    last_confirmed_at: datetime | None

    @property
    def unsent(self) -> int:
        """Return how many entries no receipt covers (未上传)."""
        return self.written - self.held

    def is_late(self, now: datetime) -> bool:
        """Return whether the oldest entry no receipt covers has waited longer than the limit."""
        return self.oldest_unsent_at is not None and now - self.oldest_unsent_at > UNSENT_LIMIT


def sync_state(reader: Reader) -> SyncState:
    """Return the counts as of now."""
    streams = _streams(reader.db)
    oldest = [moment for stream in streams if (moment := oldest_unconfirmed_at(reader.db, stream))]
    return SyncState(
        written=sum(stream.written for stream in streams),
        held=sum(stream.held for stream in streams),
        applied=sum(stream.applied for stream in streams) - pending_count(reader.db),
        oldest_unsent_at=min(oldest, default=None),
        last_confirmed_at=last_confirmed_at(reader.db),
    )


def own_fingerprint(reader: Reader) -> str:
    """Return the last four digits of this workstation's fingerprint, which the county asks for by phone; or nothing."""
    place = installation(reader.db)
    device = load_device(reader.db, place.device) if place else None
    return fingerprint_of(bytes.fromhex(device.public_key))[-1] if device else ""


def export_to_stick(
    desk: Desk, folder: Path, progress: Progress | None = None, stop: Event | None = None
) -> PackageWritten:
    """Write every entry no receipt covers into a signed, encrypted package in `folder`/VAXSYNC.

    A practice township's package says that it is practice, under its signature: no real county takes it in.
    The GUI calls `prepare_export` on the writer thread and `write_export` in the background, to keep the desk free.

    Raises:
        NoCountyKey: nobody could read it. ExportRefused: see `write_export`.
    """
    written = write_export(prepare_export(desk), folder, progress, stop)
    note_export(desk, written)
    return written


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparedExport:
    """Everything a package needs, read in one moment; writing it needs no database."""

    slices: tuple[StreamSlice, ...]
    recipient: str
    purpose: Purpose
    desk: Desk

    @property
    def entries(self) -> int:
        """Return how many entries will be carried."""
        return sum(len(run.entries) for run in self.slices)

    @property
    def bytes(self) -> int:
        """Return the size of the entries as they were written, before packing."""
        return sum(len(entry) for run in self.slices for entry in run.entries)


def prepare_export(desk: Desk) -> PreparedExport:
    """Read what has to travel on a stick, and note the export in the access log.

    Raises:
        NoCountyKey: the clinic is not enrolled.
    """
    prepared = what_has_to_travel(desk)
    desk.note_access("exported")
    desk.flush_access()
    return prepared


def what_has_to_travel(desk: Desk) -> PreparedExport:
    """Read every entry no receipt covers.

    Raises:
        NoCountyKey: the clinic is not enrolled.
    """
    clinic = load_clinic_book(desk.db).clinic
    if clinic is None or not clinic.county_key:
        raise NoCountyKey
    slices = tuple(_slice(desk.db, stream) for stream in _streams(desk.db) if stream.written > stream.held)
    purpose = Purpose.PRACTICE if clinic.practice else Purpose.ENTRIES
    return PreparedExport(slices=slices, recipient=clinic.county_key, purpose=purpose, desk=desk)


def write_export(
    prepared: PreparedExport, folder: Path, progress: Progress | None = None, stop: Event | None = None
) -> PackageWritten:
    """Write the package; may run on any thread. `progress` is called there, see `exchange.package.write_package`.

    Raises:
        NothingToExport, TooMuchToExport, JournalBroken, NoCountyKey: nothing was begun.
        StickFull, StickLocked, StickGone, StickFaulty, ExportStopped: nothing of the package is left on a stick that
            can still be reached; one that cannot holds whole parts without a manifest, which no county takes in.
    """
    with _naming_refusals():
        return write_package(
            prepared.slices,
            carrier=FolderCarrier(folder / PACKAGE_FOLDER),
            device_key=prepared.desk.keys.device_key,
            device_id=prepared.desk.keys.device_id,
            recipient=prepared.recipient,
            purpose=prepared.purpose,
            mint_id=prepared.desk.mint,
            progress=progress,
            stop=stop,
        )


def note_export(desk: Desk, written: PackageWritten) -> None:
    """Note in the access log that a whole package left the house: the name of its files and how many entries."""
    desk.note_access("exported", f"{stem_of(written.bundle_id)}/{written.entries}")
    desk.flush_access()


def last_exports(reader: Reader) -> list[ExportLine]:
    """Return the packages lately written here, the newest first."""
    return recent_exports(reader.db, _RECENT)


def candidate_sticks(chosen: Path | None = None) -> list[Drive]:
    """Return where a package could be written: the folder a person chose first, then the sticks that are plugged in."""
    return candidate_drives(chosen)


@contextmanager
def _naming_refusals() -> Iterator[None]:
    """Turn what packing and carrying raise into the failures a screen has words for."""
    try:
        yield
    except NoSpace as error:
        raise StickFull(error.needed, error.free) from error
    except tuple(_REFUSALS) as error:
        raise _REFUSALS[type(error)](str(error)) from error


def _streams(db: Connection) -> list[OwnStream]:
    place = installation(db)
    return own_streams(db, place.device) if place else []


def _slice(db: Connection, stream: OwnStream) -> StreamSlice:
    return StreamSlice(
        device=stream.device,
        incarnation=stream.incarnation,
        stream=SHARED,
        first_seq=stream.held + 1,
        prev_hash=hash_at(db, stream, stream.held),
        entries=unconfirmed_bytes(db, stream),
    )
