"""A run of consecutive entries of one stream, and the proof that it is one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from clinic_app.domain.entries.entry import SHARED, Envelope, UnreadableEntry, hash_of, read_envelope
from clinic_app.exchange.json_limits import demand_plain
from clinic_app.exchange.problems import PackageDamaged, ProblemKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ENTRY_LIMIT = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class StreamSlice:
    """Consecutive entries of one stream of one device, as written.

    Attributes:
        stream: always `shared`: the local stream never leaves the device.
        first_seq: position of the first entry.
        prev_hash: SHA-256 of the entry before the first one, empty when the slice begins the stream.
        entries: the bytes as written, never re-encoded.
    """

    device: str
    incarnation: str
    stream: str
    first_seq: int
    prev_hash: bytes
    entries: Sequence[bytes]

    @property
    def last_seq(self) -> int:
        """Return the position of the last entry."""
        return self.first_seq + len(self.entries) - 1

    @property
    def last_hash(self) -> bytes:
        """Return the SHA-256 of the last entry."""
        return hash_of(self.entries[-1]) if self.entries else self.prev_hash


def demand_chain(run: StreamSlice) -> None:
    """Check every entry of the slice: its place, and that it names the hash of the one before.

    Raises:
        PackageDamaged: at the first entry that does not fit, with its position.
    """
    if run.stream != SHARED or run.first_seq < 1 or (run.first_seq == 1) != (run.prev_hash == b""):
        raise PackageDamaged(ProblemKind.BROKEN_CHAIN, run.first_seq)
    previous = run.prev_hash
    for seq, entry in enumerate(run.entries, run.first_seq):
        envelope = _envelope_of(entry, seq)
        place = (envelope.device, envelope.incarnation, envelope.stream, envelope.seq, envelope.prev)
        if place != (run.device, run.incarnation, run.stream, seq, previous.hex()):
            raise PackageDamaged(ProblemKind.BROKEN_CHAIN, seq)
        previous = hash_of(entry)


def pieces(run: StreamSlice, *, most_entries: int, most_bytes: int) -> Iterator[StreamSlice]:
    """Cut a slice into consecutive slices of limited size; one entry that is larger stands alone."""
    start, previous = 0, run.prev_hash
    while start < len(run.entries):
        count = _fitting(run.entries, start, most_entries, most_bytes)
        piece = StreamSlice(
            device=run.device,
            incarnation=run.incarnation,
            stream=run.stream,
            first_seq=run.first_seq + start,
            prev_hash=previous,
            entries=run.entries[start : start + count],
        )
        yield piece
        start, previous = start + count, piece.last_hash


def _fitting(entries: Sequence[bytes], start: int, most_entries: int, most_bytes: int) -> int:
    """Return how many entries from `start` stay within the limits, at least one."""
    total = count = 0
    for entry in entries[start : start + most_entries]:
        total += len(entry)
        if count and total > most_bytes:
            break
        count += 1
    return count


def _envelope_of(entry: bytes, seq: int) -> Envelope:
    try:
        demand_plain(entry, longest=ENTRY_LIMIT)
        return read_envelope(entry)
    except PackageDamaged as damage:
        raise PackageDamaged(damage.kind, seq) from damage
    except UnreadableEntry as error:
        raise PackageDamaged(ProblemKind.BAD_ENTRY, seq) from error
