"""Checking a clinic's records: chains, signatures, SQLite's own integrity, and rows against a rebuild."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from clinic_app.domain.entries.entry import NO_PREVIOUS, UnreadableEntry, hash_of, read_envelope
from clinic_app.records.journal import Head, heads
from clinic_app.records.projection import all_rows, rebuild
from clinic_app.records.sqlite import DatabaseError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from clinic_app.records.sqlite import Connection

_CHAIN = """
SELECT position, id, kind, stream, device, incarnation, seq, hash, subject, draft, bytes
  FROM entry ORDER BY stream, device, incarnation, seq
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Damage:
    """One thing that is not as it should be.

    Attributes:
        what: code of the damage (`hash_differs`, `gap`, `signature_wrong`, `rows_differ` …).
        where: the place, by stream and number or table and key; never a child's name.
    """

    what: str
    where: str


def damages(db: Connection, device_keys: Mapping[str, str], guard_heads: list[Head]) -> Iterator[Damage]:
    """Yield what is damaged, the most basic first; an undamaged clinic yields nothing.

    Args:
        db: the clinic's database; it is not changed (the rebuild is rolled back).
        device_keys: hex Ed25519 public key of every known device.
        guard_heads: what the guard file beside the database says.
    """
    for step in (_storage, _foreign_keys, _chains):
        found = False
        try:
            for damage in step(db):
                found = True
                yield damage
        except DatabaseError as error:
            yield Damage(what="unreadable", where=str(error))
            return
        if found:
            return
    yield from _signatures(heads(db), device_keys, db)
    yield from _guard(db, guard_heads, device_keys)
    yield from _rows(db)


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
            continue
        row = db.execute(
            "SELECT hash FROM entry WHERE stream = ? AND device = ? AND incarnation = ? AND seq = ?",
            (head.stream, head.device, head.incarnation, head.seq),
        ).fetchone()
        if row is None:
            yield Damage(what="behind_guard", where=where)
        elif row[0] != head.hash:
            yield Damage(what="guard_differs", where=where)


def _signed_by(head: Head, public_key: str | None) -> bool:
    if public_key is None:
        return False
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public_key)).verify(head.signature, head.signed_bytes())
    except (InvalidSignature, ValueError):
        return False
    return True


def _rows(db: Connection) -> Iterator[Damage]:
    """Rebuild all tables from the journal inside a transaction that is rolled back, and compare."""
    live = all_rows(db)
    db.execute("BEGIN IMMEDIATE")
    try:
        rebuild(db)
        rebuilt = all_rows(db)
    finally:
        db.execute("ROLLBACK")
    for table, rows in live.items():
        if rows != rebuilt[table]:
            differing = sorted({str(row[0]) for row in set(rows) ^ set(rebuilt[table])})
            yield Damage(what="rows_differ", where=f"{table} {', '.join(differing[:3])}")
