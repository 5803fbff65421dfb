"""Receipts (回执) on a stick: what the county confirms moves the counts, and nothing else does."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from clinic_app.devices.folder_carrier import FolderCarrier
from clinic_app.exchange import manifest, part
from clinic_app.exchange.part import PACKAGE_FOLDER
from clinic_app.exchange.problems import PackageDamaged
from clinic_app.exchange.receipt import (
    ENDING,
    RECEIPT_LIMIT,
    PendingReason,
    Place,
    Receipt,
    StreamReceipt,
    StreamState,
    opened_receipt,
)
from clinic_app.exchange.signed_header import Purpose
from clinic_app.records.outgoing import OwnStream, hash_at, own_streams
from clinic_app.records.receipts import (
    Confirmed,
    PendingLine,
    keep_receipt,
    newest_number,
    pending_lines,
    put_confirmed,
    replace_pending,
)
from clinic_app.services.failures import CountyKnowsMore, StreamForked

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from pathlib import Path

    from clinic_app.exchange.carrier import Carrier
    from clinic_app.services.desk import Desk
    from clinic_app.services.reader import Reader

__all__ = [
    "PendingLine",
    "PendingReason",
    "ReceiptTaken",
    "ReceiptsFound",
    "Trust",
    "county_has_open_questions",
    "receipts_on",
    "take_in_receipt",
    "take_in_receipts",
    "take_packages_off",
    "trust_of",
]

MOST_FILES = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptTaken:
    """What a stick brought from the county.

    Attributes:
        number: of the receipt taken in, 0 when there was none newer than the last. issued_at: the county's clock, UTC.
        newly_held, newly_applied: entries confirmed by it that were not before.
        pending: entries the county holds without having entered them.
        unusable: receipt files that prove nothing: damaged, or signed by somebody else.
    """

    number: int = 0
    issued_at: datetime | None = None
    newly_held: int = 0
    newly_applied: int = 0
    pending: int = 0
    unusable: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Trust:
    """By what this clinic recognises its county's receipts; None of it is secret.

    Attributes:
        signing_key: the county's 32 bytes, from the enrolment.
        device_id, device_key: this workstation and its public key, to know its own packages by.
    """

    signing_key: bytes
    unit_code: str
    purpose: Purpose
    device_id: str
    device_key: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptsFound:
    """What lies on a stick: the newest receipt for this clinic with its bytes, and how many files prove nothing."""

    receipt: Receipt | None = None
    stored: bytes = b""
    unusable: int = 0


def trust_of(desk: Desk) -> Trust | None:
    """Return by what receipts are recognised here, or None while no county has enrolled the clinic."""
    clinic = desk.clinic_book().clinic
    if clinic is None or not clinic.county_signing_key:
        return None
    return Trust(
        signing_key=bytes.fromhex(clinic.county_signing_key),
        unit_code=clinic.unit_code,
        purpose=Purpose.PRACTICE if clinic.practice else Purpose.ENTRIES,
        device_id=desk.keys.device_id,
        device_key=desk.keys.device_public,
    )


def receipts_on(folder: Path, trust: Trust) -> ReceiptsFound:
    """Read the receipts on a stick; may run on any thread. An unreadable stick brings none; nothing is written."""
    carrier = FolderCarrier(folder / PACKAGE_FOLDER)
    try:
        names = sorted(name for name in carrier.names() if name.upper().endswith(ENDING))[:MOST_FILES]
    except OSError:
        return ReceiptsFound()
    found = ReceiptsFound()
    for name in names:
        try:
            stored = carrier.read(name, RECEIPT_LIMIT)
            receipt = opened_receipt(stored, trust.signing_key, trust.purpose)
        except (PackageDamaged, OSError):
            found = replace(found, unusable=found.unusable + 1)
            continue
        if receipt.unit_code == trust.unit_code and (found.receipt is None or receipt.number > found.receipt.number):
            found = replace(found, receipt=receipt, stored=stored)
    return found


def take_in_receipt(desk: Desk, found: ReceiptsFound) -> ReceiptTaken:
    """Write what the newest receipt confirms, in one transaction. An older one, or none, changes nothing.

    A receipt counts only when the clinic's own county signed it, it is for this clinic, newer than the last, and
    names hashes that stand in this journal.

    Raises:
        CountyKnowsMore: the county holds later entries of this workstation than it holds itself: it was restored
            from a backup, or copied. Nothing was written.
        StreamForked: the county holds other bytes at a place of this journal. Nothing was written.
    """
    receipt = found.receipt
    if receipt is None or receipt.number <= newest_number(desk.db):
        return ReceiptTaken(unusable=found.unusable)
    held, applied = _take_in(desk, receipt, found.stored)
    return ReceiptTaken(
        number=receipt.number,
        issued_at=receipt.issued_at,
        newly_held=held,
        newly_applied=applied,
        pending=receipt.pending_in_all,
        unusable=found.unusable,
    )


def take_packages_off(folder: Path, found: ReceiptsFound, trust: Trust) -> int:
    """Remove from a stick the files of our own packages that the county has taken in whole; return how many.

    Whose a package is, its signed manifest says. The manifest goes first: what is left without it is no package.
    May run on any thread, after `take_in_receipt`; a stick that was pulled out keeps them.
    """
    carrier = FolderCarrier(folder / PACKAGE_FOLDER)
    removed = 0
    with suppress(OSError):
        names = carrier.names()
        for stem in found.receipt.packages if found.receipt else ():
            name = part.manifest_name(stem)
            if name not in names or not _is_own(carrier, name, trust):
                continue
            own_files = [other for other in names if part.is_package_file(other) and other.startswith(f"{stem}.")]
            for other in sorted(own_files, key=lambda file: (file != name, file)):
                carrier.remove(other)
                removed += 1
    return removed


def take_in_receipts(desk: Desk, folder: Path) -> ReceiptTaken:
    """Read, take in and clear up in one go. The window calls the three by themselves, to keep the desk free.

    Raises:
        CountyKnowsMore, StreamForked: see `take_in_receipt`.
    """
    trust = trust_of(desk)
    if trust is None:
        return ReceiptTaken()
    found = receipts_on(folder, trust)
    taken = take_in_receipt(desk, found)
    take_packages_off(folder, found, trust)
    return taken


def county_has_open_questions(reader: Reader) -> list[PendingLine]:
    """Return our entries that the county holds without having entered them, the oldest first, with its reasons."""
    return pending_lines(reader.db)


def _take_in(desk: Desk, receipt: Receipt, stored: bytes) -> tuple[int, int]:
    """Write what a receipt confirms; return how many entries are newly held and newly entered."""
    own = {(stream.device, stream.incarnation): stream for stream in own_streams(desk.db, desk.keys.device_id)}
    said = [(own[key], line) for line in receipt.streams if (key := (line.device, line.incarnation)) in own]
    for stream, line in said:
        _demand_same_history(desk, stream, line)
    confirmed = [
        Confirmed(
            device=stream.device,
            incarnation=stream.incarnation,
            held_seq=line.held.seq,
            applied_seq=line.applied.seq,
        )
        for stream, line in said
    ]
    confirmed += _forgotten(own.values(), {stream.incarnation for stream, _ in said})
    with desk.act():
        keep_receipt(desk.db, receipt.number, receipt.issued_at, desk.clock.now(), stored)
        put_confirmed(desk.db, confirmed, receipt.issued_at)
        replace_pending(
            desk.db,
            [
                (line.id, line.seq, line.state.value, line.reason.value, line.answer)
                for line in receipt.pending
                if (line.device, line.incarnation) in own
            ],
        )
    held = sum(max(0, line.held.seq - stream.held) for stream, line in said)
    return held, sum(max(0, line.applied.seq - stream.applied) for stream, line in said)


def _forgotten(own: Iterable[OwnStream], said: set[str]) -> list[Confirmed]:
    """Return our lives that were confirmed once and which the county, put back from a backup, does not know."""
    return [
        Confirmed(device=stream.device, incarnation=stream.incarnation, held_seq=0, applied_seq=0)
        for stream in own
        if stream.held and stream.incarnation not in said
    ]


def _demand_same_history(desk: Desk, stream: OwnStream, line: StreamReceipt) -> None:
    """Compare the hashes the county names with those of this journal."""
    if line.held.seq > stream.written:
        raise CountyKnowsMore(line.held.seq, stream.written)
    same = all(_stands_here(desk, stream, place) for place in (line.held, line.applied))
    if line.state is StreamState.FORKED or not same:
        raise StreamForked


def _stands_here(desk: Desk, stream: OwnStream, place: Place) -> bool:
    return hash_at(desk.db, stream, place.seq).hex() == place.hash


def _is_own(carrier: Carrier, name: str, trust: Trust) -> bool:
    try:
        manifest.opened_manifest(carrier.read(name, manifest.MANIFEST_LIMIT), {trust.device_id: trust.device_key})
    except PackageDamaged:
        return False
    return True
