"""The guard file beside the database: the signed heads after each act, so that a rolled-back database is noticed.

Two slots are written in turn, each with its own checksum: a torn write leaves the other slot whole. A head is kept
for every life of this installation's streams, so that a new life never hides that an old one was cut short.
"""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING

import msgspec

from clinic_app.records.journal import Head

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

SLOT_BYTES = 16_384
MOST_HEADS = 40
_DIGEST_BYTES = 32

HeadFields = tuple[str, str, str, int, str, str]


class GuardRecord(msgspec.Struct, frozen=True, kw_only=True):
    """One writing of the guard: a counter and the heads as (stream, device, incarnation, seq, hash, signature)."""

    count: int
    heads: tuple[HeadFields, ...]


class GuardFile:
    """The heads this installation has reached, written after every commit."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._heads: dict[tuple[str, str, str], Head] = {}
        self._count = 0
        self._remember(self.read())

    def read(self) -> list[Head]:
        """Return the heads of the newest whole slot; empty when there is no guard file or no whole slot."""
        newest: GuardRecord | None = None
        for slot in self._slots():
            record = _decoded(slot)
            if record is not None and (newest is None or record.count > newest.count):
                newest = record
        if newest is None:
            return []
        self._count = max(self._count, newest.count)
        return [_head(fields) for fields in newest.heads]

    def write(self, heads: list[Head]) -> None:
        """Put the heads beside those of other streams and lives and write the older slot anew, synced to disk."""
        self._remember(heads)
        self._count += 1
        kept = list(self._heads.values())[-MOST_HEADS:]
        payload = msgspec.json.encode(GuardRecord(count=self._count, heads=tuple(_fields(head) for head in kept)))
        slot = hashlib.sha256(payload).digest() + len(payload).to_bytes(4, "big") + payload
        descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
        try:
            os.lseek(descriptor, (self._count % 2) * SLOT_BYTES, os.SEEK_SET)
            os.write(descriptor, slot)
            getattr(os, "fdatasync", os.fsync)(descriptor)
        finally:
            os.close(descriptor)

    def _remember(self, heads: Iterable[Head]) -> None:
        for head in heads:
            place = (head.stream, head.device, head.incarnation)
            self._heads.pop(place, None)
            self._heads[place] = head

    def _slots(self) -> list[bytes]:
        try:
            whole = self._path.read_bytes()
        except FileNotFoundError:
            return []
        return [whole[:SLOT_BYTES], whole[SLOT_BYTES : 2 * SLOT_BYTES]]


def _decoded(slot: bytes) -> GuardRecord | None:
    start = _DIGEST_BYTES + 4
    length = int.from_bytes(slot[_DIGEST_BYTES:start], "big")
    payload = slot[start : start + length]
    if len(payload) != length or hashlib.sha256(payload).digest() != slot[:_DIGEST_BYTES]:
        return None
    return msgspec.json.decode(payload, type=GuardRecord)


def _fields(head: Head) -> HeadFields:
    return head.stream, head.device, head.incarnation, head.seq, head.hash.hex(), head.signature.hex()


def _head(fields: HeadFields) -> Head:
    stream, device, incarnation, seq, entry_hash, signature = fields
    return Head(
        stream=stream,
        device=device,
        incarnation=incarnation,
        seq=seq,
        hash=bytes.fromhex(entry_hash),
        signature=bytes.fromhex(signature),
    )
