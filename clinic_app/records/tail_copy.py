"""The tail copy: a second, encrypted, append-only copy of the newest entries, on another disk where there is one.

A record is 4 bytes length, 12 bytes nonce, then the entry's bytes under ChaCha20-Poly1305. A torn last record is
passed over when reading and overwritten by the next append.
"""

from __future__ import annotations

import os
import secrets
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from clinic_app.records.key_slots import NONCE_BYTES, derived_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_LENGTH_BYTES = 4
MAX_RECORD_BYTES = 1 << 20


class TailCopy:
    """Appends entries to the copy, and reads it back when the database is damaged."""

    def __init__(self, path: Path, database_key: bytes) -> None:
        self._path = path
        self._cipher = ChaCha20Poly1305(derived_key(database_key, "tail copy 1"))
        self._whole_length: int | None = None

    def append(self, entries: Iterable[bytes]) -> None:
        """Add the entries of one act and sync them to disk."""
        start = self._end_of_whole_records()
        written = b"".join(self._record(entry_bytes) for entry_bytes in entries)
        descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
        try:
            os.lseek(descriptor, start, os.SEEK_SET)
            view = memoryview(written)
            while view:
                view = view[os.write(descriptor, view) :]
            getattr(os, "fdatasync", os.fsync)(descriptor)
        finally:
            os.close(descriptor)
        self._whole_length = start + len(written)

    def read(self) -> Iterator[bytes]:
        """Yield the bytes of every whole entry in the copy, oldest first."""
        for entry_bytes, _ in self._records():
            yield entry_bytes

    def _record(self, entry_bytes: bytes) -> bytes:
        nonce = secrets.token_bytes(NONCE_BYTES)
        sealed = nonce + self._cipher.encrypt(nonce, entry_bytes, None)
        return len(sealed).to_bytes(_LENGTH_BYTES, "big") + sealed

    def _end_of_whole_records(self) -> int:
        if self._whole_length is None:
            self._whole_length = 0
            for _, end in self._records():
                self._whole_length = end
        return self._whole_length

    def _records(self) -> Iterator[tuple[bytes, int]]:
        try:
            stream = self._path.open("rb")
        except FileNotFoundError:
            return
        with stream:
            while len(head := stream.read(_LENGTH_BYTES)) == _LENGTH_BYTES:
                length = int.from_bytes(head, "big")
                sealed = stream.read(min(length, MAX_RECORD_BYTES))
                if len(sealed) != length:
                    return
                try:
                    entry_bytes = self._cipher.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], None)
                except InvalidTag:
                    return
                yield entry_bytes, stream.tell()
