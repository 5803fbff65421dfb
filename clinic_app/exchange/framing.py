"""Length-prefixed byte strings: four bytes of length, big-endian, then the bytes."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from clinic_app.exchange.problems import PackageDamaged, ProblemKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_LENGTH = struct.Struct(">I")
LENGTH_BYTES = _LENGTH.size


def framed(content: bytes) -> bytes:
    """Return `content` with its length before it."""
    return _LENGTH.pack(len(content)) + content


def joined(contents: Iterable[bytes]) -> bytes:
    """Return all `contents`, each with its length before it."""
    return b"".join(framed(content) for content in contents)


def frames(stored: bytes, *, longest: int) -> Iterator[bytes]:
    """Yield the byte strings in `stored`, which must hold nothing else.

    Raises:
        PackageDamaged: a length passes the end or `longest`.
    """
    position = 0
    while position < len(stored):
        content = _frame_at(stored, position, longest)
        yield content
        position += LENGTH_BYTES + len(content)


def _frame_at(stored: bytes, position: int, longest: int) -> bytes:
    start = position + LENGTH_BYTES
    if start > len(stored):
        raise PackageDamaged(ProblemKind.DAMAGED)
    (length,) = _LENGTH.unpack_from(stored, position)
    if length > longest:
        raise PackageDamaged(ProblemKind.TOO_LARGE)
    if start + length > len(stored):
        raise PackageDamaged(ProblemKind.DAMAGED)
    return stored[start : start + length]
