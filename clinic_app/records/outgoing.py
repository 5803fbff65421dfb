"""What has been written here, what the county has confirmed, and what still has to travel."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from clinic_app.domain.clinic_time import moment_from
from clinic_app.domain.entries.entry import read_envelope

if TYPE_CHECKING:
    from datetime import datetime

    from clinic_app.records.sqlite import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnStream:
    """One life of this device's shared stream.

    Attributes:
        written: highest position written here. held, applied: highest the county's receipts name.
    """

    device: str
    incarnation: str
    written: int
    held: int
    applied: int


_STREAMS = """
SELECT head.device, head.incarnation, head.seq, coalesce(held_seq, 0), coalesce(applied_seq, 0)
  FROM head LEFT JOIN receipted
    ON receipted.device = head.device AND receipted.incarnation = head.incarnation
 WHERE head.stream = 'shared' AND head.device = :device
 ORDER BY (SELECT position FROM entry
            WHERE entry.stream = 'shared' AND entry.device = head.device AND entry.incarnation = head.incarnation
            ORDER BY seq LIMIT 1)
"""
_RUN = """
SELECT bytes FROM entry
 WHERE stream = 'shared' AND device = :device AND incarnation = :life AND seq > :after ORDER BY seq
"""
_BEFORE = """
SELECT hash FROM entry WHERE stream = 'shared' AND device = :device AND incarnation = :life AND seq = :seq
"""


def own_streams(db: Connection, device: str) -> list[OwnStream]:
    """Return the lives of this device's shared stream, oldest first."""
    rows = db.execute(_STREAMS, {"device": device}).fetchall()
    return [OwnStream(device=row[0], incarnation=row[1], written=row[2], held=row[3], applied=row[4]) for row in rows]


def unconfirmed_bytes(db: Connection, stream: OwnStream) -> list[bytes]:
    """Return the entries of the stream that no receipt covers, as written, in order."""
    parameters = {"device": stream.device, "life": stream.incarnation, "after": stream.held}
    return [entry_bytes for (entry_bytes,) in db.execute(_RUN, parameters)]


def hash_at(db: Connection, stream: OwnStream, seq: int) -> bytes:
    """Return the hash of the entry at `seq`, empty for position 0."""
    parameters = {"device": stream.device, "life": stream.incarnation, "seq": seq}
    row = db.execute(_BEFORE, parameters).fetchone()
    return row[0] if row else b""


def oldest_unconfirmed_at(db: Connection, stream: OwnStream) -> datetime | None:
    """Return when the oldest entry no receipt covers was written, UTC; None when all are confirmed."""
    parameters = {"device": stream.device, "life": stream.incarnation, "after": stream.held}
    row = db.execute(_RUN + " LIMIT 1", parameters).fetchone()
    return read_envelope(row[0]).at if row else None


def last_confirmed_at(db: Connection) -> datetime | None:
    """Return the county's last confirmation, UTC; None when there has been none."""
    row = db.execute("SELECT max(confirmed_at) FROM receipted").fetchone()
    return moment_from(row[0]) if row and row[0] else None
