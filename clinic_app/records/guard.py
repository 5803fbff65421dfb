"""The guard file beside the database: the signed heads after each act, so that a rolled-back database is noticed.

Two slots are written in turn, each with its own checksum: a torn write leaves the other slot whole.
"""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING

import msgspec

from clinic_app.records.journal import Head

if TYPE_CHECKING:
    from pathlib import Path

SLOT_BYTES = 2048
_DIGEST_BYTES = 32


class GuardRecord(msgspec.Struct, frozen=True, kw_only=True):
    """One writing of the guard: a counter and the heads as (stream, device, incarnation, seq, hash, signature)."""

    count: int
    heads: tuple[tuple[str, str, str, int, str, str], ...]


class GuardFile:
    """The heads this installation has reached, written after every commit."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._heads: dict[str, Head] = {}
        self._count = 0
        for head in self.read():
            self._heads[head.stream] = head

    def read(self) -> list[Head]:
        """Return the heads of the newest whole slot; empty when there is no guard file or no whole slot."""
        newest: GuardRecord | None = None
        for slot in self._slots():
            record = _decoded(slot)
            if record is not None and (newest is None or record.count > newest.count):
                newest = record
        if newest is None:
            return []
        self._count = newest.count
        return [_head(fields) for fields in newest.heads]

    def write(self, heads: list[Head]) -> None:
        """Put the heads beside those of the other streams and write the older slot anew, synced to disk."""
        self._heads.update({head.stream: head for head in heads})
        self._count += 1
        record = GuardRecord(count=self._count, heads=tuple(_fields(head) for head in self._heads.values()))
        payload = msgspec.json.encode(record)
        slot = hashlib.sha256(payload).digest() + len(payload).to_bytes(4, "big") + payload
        descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
        try:
            os.lseek(descriptor, (self._count % 2) * SLOT_BYTES, os.SEEK_SET)
            os.write(descriptor, slot.ljust(SLOT_BYTES, b"\0"))
            _sync(descriptor)
        finally:
            os.close(descriptor)

    def _slots(self) -> list[bytes]:
        try:
            whole = self._path.read_bytes()
        except FileNotFoundError:
            return []
        return [whole[:SLOT_BYTES], whole[SLOT_BYTES : 2 * SLOT_BYTES]]


def _sync(descriptor: int) -> None:
    getattr(os, "fdatasync", os.fsync)(descriptor)


def _decoded(slot: bytes) -> GuardRecord | None:
    start = _DIGEST_BYTES + 4
    length = int.from_bytes(slot[_DIGEST_BYTES:start], "big")
    payload = slot[start : start + length]
    if len(payload) != length or hashlib.sha256(payload).digest() != slot[:_DIGEST_BYTES]:
        return None
    return msgspec.json.decode(payload, type=GuardRecord)


def _fields(head: Head) -> tuple[str, str, str, int, str, str]:
    return head.stream, head.device, head.incarnation, head.seq, head.hash.hex(), head.signature.hex()


def _head(fields: tuple[str, str, str, int, str, str]) -> Head:
    stream, device, incarnation, seq, entry_hash, signature = fields
    return Head(
        stream=stream,
        device=device,
        incarnation=incarnation,
        seq=seq,
        hash=bytes.fromhex(entry_hash),
        signature=bytes.fromhex(signature),
    )
