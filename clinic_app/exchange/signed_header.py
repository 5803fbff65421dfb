"""Small signed JSON headers: written in one way only, so that the same header always has the same bytes."""

from __future__ import annotations

from enum import Enum
from typing import TypeVar

import msgspec

from clinic_app.exchange.problems import PackageDamaged, ProblemKind

FORMAT = 1


class Direction(Enum):
    """Which way a package travels."""

    UP = "up"
    DOWN = "down"


class Purpose(Enum):
    """What a chunk is for. A practice township's chunks say so, and a real county takes none of them."""

    ENTRIES = "entries"
    PRACTICE = "practice"


class Consignment(msgspec.Struct, frozen=True, kw_only=True):
    """What a signature binds a chunk to, so that it cannot be sent again as something else or to somebody else.

    Attributes:
        bundle: UUID of the package.
        recipient: age recipient of the county it is sealed to.
    """

    bundle: str
    recipient: str
    direction: Direction = Direction.UP
    purpose: Purpose = Purpose.ENTRIES


HeaderT = TypeVar("HeaderT", bound=msgspec.Struct)


class _AnyFormat(msgspec.Struct, frozen=True):
    format: int


def encoded(header: msgspec.Struct) -> bytes:
    """Return the bytes of a header."""
    return msgspec.json.encode(header)


def decoded(stored: bytes, header_class: type[HeaderT]) -> HeaderT:
    """Return the header whose bytes these are.

    Raises:
        PackageDamaged: it belongs to a newer format, or is not the one spelling of a header of this format.
    """
    try:
        written_as = msgspec.json.decode(stored, type=_AnyFormat).format
        if written_as != FORMAT:
            raise PackageDamaged(ProblemKind.NEWER_FORMAT if written_as > FORMAT else ProblemKind.DAMAGED)
        header = msgspec.json.decode(stored, type=header_class)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise PackageDamaged(ProblemKind.DAMAGED) from error
    if encoded(header) != stored:
        raise PackageDamaged(ProblemKind.DAMAGED)
    return header


def hex_bytes(text: str, lengths: tuple[int, ...]) -> bytes:
    """Return the bytes of lower-case hexadecimal `text` of one of the given lengths.

    Raises:
        PackageDamaged: it is something else.
    """
    try:
        found = bytes.fromhex(text)
    except ValueError as error:
        raise PackageDamaged(ProblemKind.DAMAGED) from error
    if len(found) not in lengths or found.hex() != text:
        raise PackageDamaged(ProblemKind.DAMAGED)
    return found
