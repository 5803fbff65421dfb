"""Streams: how far each is held and applied."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from clinic_app.exchange.receipt import Place, StreamReceipt, StreamState

if TYPE_CHECKING:
    from clinic_app.hub.ground import Ground, Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Tip:
    """How far one stream is held and applied, hashes as 32 bytes, empty at 0."""

    device: str
    incarnation: str
    held_seq: int = 0
    held_hash: bytes = b""
    applied_seq: int = 0
    applied_hash: bytes = b""
    state: StreamState = StreamState.OPEN


class StreamTables:
    """Reads and writes the tips of streams."""

    ground: Ground

    def tip(self, device: str, incarnation: str) -> Tip:
        """Return how far a stream is held and applied; a stream never met stands at 0."""
        rows = self.ground.rows(
            "SELECT held_seq, held_hash, applied_seq, applied_hash, state FROM stream "
            "WHERE device = ? AND incarnation = ?",
            (device, incarnation),
        )
        return _tip((device, incarnation, *rows[0])) if rows else Tip(device=device, incarnation=incarnation)

    def tips(self, unit_code: str | None = None) -> list[Tip]:
        """Return the streams of one clinic's workstations, or of all."""
        where, values = ("", ()) if unit_code is None else (" WHERE device.unit_code = ?", (unit_code,))
        rows = self.ground.rows(
            "SELECT stream.device, incarnation, held_seq, held_hash, applied_seq, applied_hash, stream.state "
            f"FROM stream JOIN device ON device.device = stream.device{where} ORDER BY 1, 2",
            values,
        )
        return [_tip(row) for row in rows]

    def last_contacts(self) -> dict[str, str]:
        """Return by unit code when something of the clinic last arrived, ISO text, UTC."""
        rows = self.ground.rows(
            "SELECT device.unit_code, max(last_seen_at) FROM stream JOIN device ON device.device = stream.device "
            "GROUP BY device.unit_code"
        )
        return {row[0]: row[1] for row in rows}

    def put_tip(self, tip: Tip, at: str) -> None:
        """Say how far a stream is held and applied now."""
        self.ground.run(
            "INSERT INTO stream (device, incarnation, held_seq, held_hash, applied_seq, applied_hash, state, "
            "last_seen_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (device, incarnation) DO UPDATE SET "
            "held_seq = excluded.held_seq, held_hash = excluded.held_hash, applied_seq = excluded.applied_seq, "
            "applied_hash = excluded.applied_hash, state = excluded.state, last_seen_at = excluded.last_seen_at",
            (
                tip.device,
                tip.incarnation,
                tip.held_seq,
                tip.held_hash,
                tip.applied_seq,
                tip.applied_hash,
                tip.state.value,
                at,
            ),
        )


def stream_receipt(tip: Tip) -> StreamReceipt:
    """Return what a receipt says of a stream."""
    return StreamReceipt(
        device=tip.device,
        incarnation=tip.incarnation,
        state=tip.state,
        held=Place(seq=tip.held_seq, hash=tip.held_hash.hex()),
        applied=Place(seq=tip.applied_seq, hash=tip.applied_hash.hex()),
    )


def _tip(row: Row) -> Tip:
    return Tip(
        device=row[0],
        incarnation=row[1],
        held_seq=row[2],
        held_hash=bytes(row[3]),
        applied_seq=row[4],
        applied_hash=bytes(row[5]),
        state=StreamState(row[6]),
    )
