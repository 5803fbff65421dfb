"""The tail copy: a second, encrypted, append-only copy of the newest entries, on another disk where there is one.

A record is a mark, 4 bytes length, 12 bytes nonce, then the entry's bytes under ChaCha20-Poly1305. Records are only
ever added behind what is there. What a power cut or a bad sector spoilt is passed over when reading: the next mark
that opens a whole record goes on.
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

MARK = b"\xe5entry\n\x00"
MAX_RECORD_BYTES = 1 << 20
_LENGTH_BYTES = 4
_TAG_BYTES = 16
_FLAGS = os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0)


class TailCopy:
    """Appends entries to the copy, and reads it back when the database is damaged."""

    def __init__(self, path: Path, database_key: bytes) -> None:
        self._path = path
        self._cipher = ChaCha20Poly1305(derived_key(database_key, "tail copy 1"))

    def append(self, entries: Iterable[bytes]) -> None:
        """Add the entries of one act and sync them to disk."""
        view = memoryview(b"".join(self._record(entry_bytes) for entry_bytes in entries))
        descriptor = os.open(self._path, _FLAGS, 0o600)
        try:
            while view:
                view = view[os.write(descriptor, view) :]
            getattr(os, "fdatasync", os.fsync)(descriptor)
        finally:
            os.close(descriptor)

    def read(self) -> Iterator[bytes]:
        """Yield the bytes of every whole entry in the copy, oldest first."""
        try:
            whole = self._path.read_bytes()
        except FileNotFoundError:
            return
        start = whole.find(MARK)
        while start >= 0:
            entry_bytes, end = self._opened(whole, start)
            if entry_bytes is not None:
                yield entry_bytes
            start = whole.find(MARK, end)

    def _record(self, entry_bytes: bytes) -> bytes:
        nonce = secrets.token_bytes(NONCE_BYTES)
        sealed = nonce + self._cipher.encrypt(nonce, entry_bytes, None)
        return MARK + len(sealed).to_bytes(_LENGTH_BYTES, "big") + sealed

    def _opened(self, whole: bytes, start: int) -> tuple[bytes | None, int]:
        """Return the entry whose mark stands at `start`, None when spoilt, and where to look for the next mark."""
        after_mark = start + len(MARK)
        body = after_mark + _LENGTH_BYTES
        length = int.from_bytes(whole[after_mark:body], "big")
        sealed = whole[body : body + length]
        if not NONCE_BYTES + _TAG_BYTES <= length <= MAX_RECORD_BYTES or len(sealed) != length:
            return None, after_mark
        try:
            return self._cipher.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], None), body + length
        except InvalidTag:
            return None, after_mark
