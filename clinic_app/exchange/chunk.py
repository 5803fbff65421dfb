"""A chunk: up to 500 entries of one stream, compressed and signed. The same bytes travel by stick and by network."""

from __future__ import annotations

import hashlib
import itertools
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from clinic_app.domain.entries.entry import SHARED
from clinic_app.exchange import framing, keys, signed_header, stream_slice
from clinic_app.exchange.problems import PackageDamaged, ProblemKind
from clinic_app.exchange.signed_header import Consignment, Direction, Purpose
from clinic_app.exchange.stream_slice import StreamSlice, demand_chain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

__all__ = ["Chunk", "ChunkHeader", "StreamSlice", "opened_alone", "opened_chunk", "signed_chunks"]

MOST_ENTRIES = 500
MOST_RAW_BYTES = 256 * 1024
HEADER_LIMIT = 4 * 1024
RAW_LIMIT = stream_slice.ENTRY_LIMIT + framing.LENGTH_BYTES
LONGEST_LIFE = 64
PAYLOAD_LIMIT = RAW_LIMIT + 4 * 1024
_SIGNING_CONTEXT = b"vaxsync chunk 1\0"


class ChunkHeader(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    forbid_unknown_fields=True,
    rename={"first_seq": "from", "last_seq": "to"},
):
    """What a chunk holds, where it belongs, and what it is bound to. Signed together with the hash of the payload.

    Attributes:
        first_seq, last_seq: positions of the first and the last entry (`from` and `to` in the bytes).
        prev_hash: hex SHA-256 of the entry before the first one, empty at the beginning of a stream.
        last_hash: hex SHA-256 of the last entry.
    """

    format: int
    device: str
    incarnation: str
    first_seq: int
    last_seq: int
    count: int
    prev_hash: str
    last_hash: str
    purpose: Purpose
    direction: Direction
    recipient: str
    bundle: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chunk:
    """A chunk that was read and found whole: its header and its entries as written."""

    header: ChunkHeader
    entries: tuple[bytes, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PackedChunk:
    """A chunk ready to travel, and what the writer must know about it."""

    content: bytes
    entries: int
    raw_bytes: int


def signed_chunks(
    run: StreamSlice, consignment: Consignment, device_key: Ed25519PrivateKey, *, most_entries: int = MOST_ENTRIES
) -> Iterator[PackedChunk]:
    """Cut the slice into chunks and sign each; a slow line takes smaller ones.

    Raises:
        PackageDamaged: the slice is not one unbroken chain; nothing broken is ever sent.
    """
    for piece in stream_slice.pieces(run, most_entries=most_entries, most_bytes=MOST_RAW_BYTES):
        demand_chain(piece)
        raw = framing.joined(piece.entries)
        header = signed_header.encoded(_header_of(piece, consignment))
        payload = zlib.compress(raw, 6)
        signature = device_key.sign(_signed_message(header, payload))
        content = framing.joined((header, signature, payload))
        yield PackedChunk(content=content, entries=len(piece.entries), raw_bytes=len(raw))


def opened_chunk(stored: bytes, consignment: Consignment, key_of: Callable[[str], bytes]) -> Chunk:
    """Read a chunk; signature first, then its address, then the entries one by one.

    Args:
        stored: the bytes of the chunk.
        consignment: what it must be bound to.
        key_of: gives the Ed25519 public key of a device, or raises `PackageDamaged`.

    Raises:
        PackageDamaged: nothing of the chunk may be used.
    """
    header_bytes, signature, payload = _three_frames(stored)
    header = signed_header.decoded(header_bytes, ChunkHeader)
    if not keys.is_signed_by(key_of(header.device), signature, _signed_message(header_bytes, payload)):
        raise PackageDamaged(ProblemKind.BAD_SIGNATURE)
    if header.purpose is not consignment.purpose:
        raise PackageDamaged(ProblemKind.OTHER_PURPOSE)
    if _consignment_of(header) != consignment:
        raise PackageDamaged(ProblemKind.MISADDRESSED)
    every = framing.frames(_inflated(payload), longest=stream_slice.ENTRY_LIMIT)
    entries = tuple(itertools.islice(every, MOST_ENTRIES + 1))
    _demand_agreement(header, entries)
    return Chunk(header=header, entries=entries)


def opened_alone(stored: bytes, recipient: str, purpose: Purpose, key_of: Callable[[str], bytes]) -> Chunk:
    """Read a chunk that came by itself, over the network: bound to a county and a purpose, but to no package.

    Args:
        stored: the bytes of the chunk.
        recipient: the age recipient of the county that reads it.
        purpose: what the county takes in.
        key_of: gives the Ed25519 public key of a device, or raises `PackageDamaged`.

    Raises:
        PackageDamaged: nothing of the chunk may be used.
    """
    bundle = signed_header.decoded(_three_frames(stored)[0], ChunkHeader).bundle
    return opened_chunk(stored, Consignment(bundle=bundle, recipient=recipient, purpose=purpose), key_of)


def _three_frames(stored: bytes) -> tuple[bytes, bytes, bytes]:
    parts = list(framing.frames(stored, longest=PAYLOAD_LIMIT))
    if len(parts) != 3:
        raise PackageDamaged(ProblemKind.DAMAGED)
    header, signature, payload = parts
    if len(header) > HEADER_LIMIT:
        raise PackageDamaged(ProblemKind.TOO_LARGE)
    return header, signature, payload


def _signed_message(header: bytes, payload: bytes) -> bytes:
    return _SIGNING_CONTEXT + header + hashlib.sha256(payload).digest()


def _header_of(run: StreamSlice, consignment: Consignment) -> ChunkHeader:
    return ChunkHeader(
        format=signed_header.FORMAT,
        device=run.device,
        incarnation=run.incarnation,
        first_seq=run.first_seq,
        last_seq=run.last_seq,
        count=len(run.entries),
        prev_hash=run.prev_hash.hex(),
        last_hash=run.last_hash.hex(),
        purpose=consignment.purpose,
        direction=consignment.direction,
        recipient=consignment.recipient,
        bundle=consignment.bundle,
    )


def _consignment_of(header: ChunkHeader) -> Consignment:
    return Consignment(
        bundle=header.bundle, recipient=header.recipient, direction=header.direction, purpose=header.purpose
    )


def _inflated(payload: bytes) -> bytes:
    """Return the decompressed payload, never making more than one chunk's worth of bytes."""
    inflater = zlib.decompressobj()
    try:
        raw = inflater.decompress(payload, RAW_LIMIT + 1)
    except zlib.error as error:
        raise PackageDamaged(ProblemKind.DAMAGED) from error
    if len(raw) > RAW_LIMIT:
        raise PackageDamaged(ProblemKind.TOO_LARGE)
    if not inflater.eof or inflater.unused_data:
        raise PackageDamaged(ProblemKind.DAMAGED)
    return raw


def _demand_agreement(header: ChunkHeader, entries: tuple[bytes, ...]) -> None:
    """Check that the entries are those the header announces, in an unbroken chain, under a name that can be one."""
    if not (header.incarnation.isascii() and header.incarnation.isalnum() and len(header.incarnation) <= LONGEST_LIFE):
        raise PackageDamaged(ProblemKind.DAMAGED)
    if not 1 <= len(entries) <= MOST_ENTRIES or header.count != len(entries):
        raise PackageDamaged(ProblemKind.DAMAGED)
    run = StreamSlice(
        device=header.device,
        incarnation=header.incarnation,
        stream=SHARED,
        first_seq=header.first_seq,
        prev_hash=signed_header.hex_bytes(header.prev_hash, (0, 32)),
        entries=entries,
    )
    demand_chain(run)
    if (run.last_seq, run.last_hash.hex()) != (header.last_seq, header.last_hash):
        raise PackageDamaged(ProblemKind.BROKEN_CHAIN, header.last_seq)
