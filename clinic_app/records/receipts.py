"""The county's receipts: kept as they came, and what they confirm written beside the streams."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from clinic_app.domain.clinic_time import moment_text
from clinic_app.domain.entries.entry import AnyEntry, read_entry

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from clinic_app.records.sqlite import Connection

_PUT_RECEIPTED = """
INSERT INTO receipted (device, incarnation, held_seq, applied_seq, confirmed_at) VALUES (?, ?, ?, ?, ?)
ON CONFLICT (device, incarnation) DO UPDATE SET held_seq = excluded.held_seq,
  applied_seq = excluded.applied_seq, confirmed_at = excluded.confirmed_at
"""
_PENDING = """
SELECT entry.bytes, entry.hash, pending_entry.state, pending_entry.reason, pending_entry.answer
  FROM pending_entry JOIN entry ON entry.id = pending_entry.entry_id ORDER BY pending_entry.seq
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmed:
    """How far the county holds and has entered one stream of this device."""

    device: str
    incarnation: str
    held_seq: int
    applied_seq: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PendingLine:
    """An entry of ours that did not change the county's tables. `state` is `held` or `disputed`."""

    entry: AnyEntry
    state: str
    reason: str
    answer: str


def newest_number(db: Connection) -> int:
    """Return the number of the newest receipt taken in, 0 before the first."""
    (number,) = db.execute("SELECT coalesce(max(number), 0) FROM receipt").fetchone()
    return int(number)


def keep_receipt(db: Connection, number: int, issued_at: datetime, taken_at: datetime, stored: bytes) -> None:
    """Keep the receipt's bytes: the proof of what the county has confirmed. In the caller's transaction."""
    db.execute(
        "INSERT INTO receipt (number, issued_at, taken_at, bytes) VALUES (?, ?, ?, ?)",
        (number, moment_text(issued_at), moment_text(taken_at), stored),
    )


def put_confirmed(db: Connection, streams: Iterable[Confirmed], issued_at: datetime) -> None:
    """Write what the newest receipt confirms. In the caller's transaction.

    Less than before means that the county was put back from a backup: what it lost has to travel again.
    """
    moment = moment_text(issued_at)
    db.executemany(
        _PUT_RECEIPTED, [(one.device, one.incarnation, one.held_seq, one.applied_seq, moment) for one in streams]
    )


def replace_pending(db: Connection, lines: Iterable[tuple[str, int, str, str, str]]) -> None:
    """Put what the newest receipt says in the place of what the one before said: id, seq, state, reason, answer."""
    db.execute("DELETE FROM pending_entry")
    db.executemany("INSERT INTO pending_entry (entry_id, seq, state, reason, answer) VALUES (?, ?, ?, ?, ?)", lines)


def pending_count(db: Connection) -> int:
    """Return how many of our entries the county holds without having entered them."""
    (count,) = db.execute("SELECT count(*) FROM pending_entry").fetchone()
    return int(count)


def pending_lines(db: Connection) -> list[PendingLine]:
    """Return our entries that did not change the county's tables, the oldest first."""
    rows = db.execute(_PENDING).fetchall()
    return [
        PendingLine(entry=read_entry(stored, entry_hash), state=state, reason=reason, answer=answer)
        for stored, entry_hash, state, reason, answer in rows
    ]


def newest_receipt(db: Connection) -> bytes:
    """Return the bytes of the newest receipt taken in, empty before the first."""
    row = db.execute("SELECT bytes FROM receipt ORDER BY number DESC LIMIT 1").fetchone()
    return bytes(row[0]) if row else b""
