"""Checking a clinic's records: chains, signatures, SQLite's own integrity, and rows against a rebuild."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from clinic_app.domain.entries.entry import NO_PREVIOUS, UnreadableEntry, hash_of, read_envelope
from clinic_app.records.clinic_book import load_clinic_book
from clinic_app.records.journal import Head, heads, installation
from clinic_app.records.projection import differing_rows
from clinic_app.records.rule_packs import kept_pack
from clinic_app.records.sqlite import DatabaseError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from clinic_app.records.sqlite import Connection

_CHAIN = """
SELECT position, id, kind, stream, device, incarnation, seq, hash, subject, draft, bytes
  FROM entry ORDER BY stream, device, incarnation, seq
"""

_BASIC_STEPS = 3  # storage, foreign keys, chains: what lies above them says nothing while they are damaged


@dataclass(frozen=True, slots=True, kw_only=True)
class Damage:
    """One thing that is not as it should be.

    Attributes:
        what: code of the damage (`hash_differs`, `gap`, `signature_wrong`, `rows_differ` …).
        where: the place, by stream and number or table and key; never a child's name.
    """

    what: str
    where: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Proofs:
    """What stands outside the database and must agree with it.

    Attributes:
        device, public_key: this installation by its key file; the key as hex, Ed25519.
        guard_heads: what the guard file says. tail: the entries of the tail copy, as bytes.
    """

    device: str
    public_key: str
    guard_heads: list[Head]
    tail: tuple[bytes, ...]


def damages(db: Connection, proofs: Proofs) -> Iterator[Damage]:
    """Yield what is damaged, the most basic first; an undamaged clinic yields nothing. Nothing is written."""
    steps: tuple[Callable[[], Iterator[Damage]], ...] = (
        lambda: _storage(db),
        lambda: _foreign_keys(db),
        lambda: _chains(db),
        lambda: _installation(db, proofs.device),
        lambda: _signatures(heads(db), _device_keys(db, proofs), db),
        lambda: _guard(db, proofs.guard_heads, _device_keys(db, proofs)),
        lambda: _tail(db, proofs.tail),
        lambda: _rule_packs(db),
        lambda: _rows(db),
    )
    for number, step in enumerate(steps):
        found = False
        try:
            for damage in step():
                found = True
                yield damage
        except DatabaseError as error:
            yield Damage(what="unreadable", where=str(error))
            return
        if found and number < _BASIC_STEPS:
            return


def _storage(db: Connection) -> Iterator[Damage]:
    for (line,) in db.execute("PRAGMA cipher_integrity_check").fetchall():
        yield Damage(what="page_damaged", where=str(line))
    for (line,) in db.execute("PRAGMA integrity_check").fetchall():
        if line != "ok":
            yield Damage(what="page_damaged", where=str(line))


def _foreign_keys(db: Connection) -> Iterator[Damage]:
    for table, row_id, parent, _ in db.execute("PRAGMA foreign_key_check").fetchall():
        yield Damage(what="row_without_parent", where=f"{table} {row_id} -> {parent}")


def _chains(db: Connection) -> Iterator[Damage]:
    """Follow every chain: bytes hash to what is stored, columns say what the bytes say, prev and seq connect."""
    place: tuple[str, str, str] | None = None
    seq, prev = 0, NO_PREVIOUS
    for position, entry_id, kind, stream, device, life, its_seq, its_hash, subject, draft, entry_bytes in db.execute(
        _CHAIN
    ):
        where = f"{stream} {device} {life} #{its_seq} (entry {entry_id}, position {position})"
        if (stream, device, life) != place:
            place, seq, prev = (stream, device, life), 0, NO_PREVIOUS
        if hash_of(entry_bytes) != its_hash:
            yield Damage(what="hash_differs", where=where)
            return
        try:
            envelope = read_envelope(entry_bytes)
        except UnreadableEntry:
            yield Damage(what="entry_unreadable", where=where)
            return
        said = (
            envelope.id,
            envelope.kind,
            envelope.stream,
            envelope.device,
            envelope.incarnation,
            envelope.seq,
            envelope.subject,
            envelope.draft,
        )
        if said != (entry_id, kind, stream, device, life, its_seq, subject, draft):
            yield Damage(what="columns_differ", where=where)
            return
        if its_seq != seq + 1:
            yield Damage(what="gap", where=where)
            return
        if envelope.prev != prev:
            yield Damage(what="chain_broken", where=where)
            return
        seq, prev = its_seq, its_hash.hex()


def _installation(db: Connection, device: str) -> Iterator[Damage]:
    place = installation(db)
    if place is None or place.device != device:
        yield Damage(what="other_device", where=place.device if place else "")


def _device_keys(db: Connection, proofs: Proofs) -> dict[str, str]:
    """Return the key of every device; that of this one from its key file, not from what may have been rewritten."""
    return dict(db.execute("SELECT device_id, public_key FROM device")) | {proofs.device: proofs.public_key}


def _signatures(signed: list[Head], device_keys: Mapping[str, str], db: Connection) -> Iterator[Damage]:
    tips = {
        (stream, device, life): (seq, entry_hash)
        for stream, device, life, seq, entry_hash in db.execute(
            "SELECT stream, device, incarnation, max(seq), hash FROM entry GROUP BY stream, device, incarnation"
        )
    }
    for head in signed:
        where = f"{head.stream} {head.device} {head.incarnation} #{head.seq}"
        if tips.pop((head.stream, head.device, head.incarnation), None) != (head.seq, head.hash):
            yield Damage(what="head_differs", where=where)
        elif not _signed_by(head, device_keys.get(head.device)):
            yield Damage(what="signature_wrong", where=where)
    for stream, device, life in tips:
        yield Damage(what="head_missing", where=f"{stream} {device} {life}")


def _guard(db: Connection, guard_heads: list[Head], device_keys: Mapping[str, str]) -> Iterator[Damage]:
    if not guard_heads:
        yield Damage(what="guard_missing", where="")
    for head in guard_heads:
        where = f"{head.stream} {head.device} {head.incarnation} #{head.seq}"
        if not _signed_by(head, device_keys.get(head.device)):
            yield Damage(what="guard_signature_wrong", where=where)
        elif (found := _hash_at(db, head)) is None:
            yield Damage(what="behind_guard", where=where)
        elif found != head.hash:
            yield Damage(what="guard_differs", where=where)


def is_behind(db: Connection, guard_heads: list[Head], device_keys: Mapping[str, str]) -> bool:
    """Return whether the guard proves entries that the database does not hold: an older copy was put in its place."""
    return any(damage.what in ("behind_guard", "guard_differs") for damage in _guard(db, guard_heads, device_keys))


def _tail(db: Connection, tail: tuple[bytes, ...]) -> Iterator[Damage]:
    """Every entry of the second copy stands in the journal; one that does not can be taken from the copy."""
    for entry_bytes in tail:
        if db.execute("SELECT 1 FROM entry WHERE hash = ?", (hash_of(entry_bytes),)).fetchone() is None:
            entry = read_envelope(entry_bytes)
            yield Damage(what="entry_missing", where=f"{entry.stream} {entry.device} {entry.incarnation} #{entry.seq}")


def _hash_at(db: Connection, head: Head) -> bytes | None:
    row = db.execute(
        "SELECT hash FROM entry WHERE stream = ? AND device = ? AND incarnation = ? AND seq = ?",
        (head.stream, head.device, head.incarnation, head.seq),
    ).fetchone()
    return row[0] if row else None


def _signed_by(head: Head, public_key: str | None) -> bool:
    if public_key is None:
        return False
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public_key)).verify(head.signature, head.signed_bytes())
    except (InvalidSignature, ValueError):
        return False
    return True


def _rule_packs(db: Connection) -> Iterator[Damage]:
    """Every rule pack the journal names is kept, byte for byte: without it the rules of this clinic are not known."""
    for pack in load_clinic_book(db).rules.packs:
        if kept_pack(db, pack.hash) is None:
            yield Damage(what="rule_pack_missing", where=f"{pack.hash} (number {pack.sequence})")


def _rows(db: Connection) -> Iterator[Damage]:
    """Fold everything anew and compare with the rows that are stored."""
    for table, subject in differing_rows(db):
        yield Damage(what="rows_differ", where=f"{table.name} {subject}")
