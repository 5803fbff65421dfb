"""Entries as they were written, their places in the county, and what became of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from clinic_app.exchange.receipt import EntryState, PendingReason
    from clinic_app.hub.ground import Ground
    from clinic_app.hub.store.streams import Tip

TAKEN = "taken"
_COLUMNS = "device, incarnation, seq, hash, id, kind, subject, bytes, received_at, hub_seq, verdict, reason, answer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Staged:
    """An entry whose bytes are here and which has not been applied."""

    device: str
    incarnation: str
    seq: int
    hash: bytes
    stored: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What the applier says of one entry. `reason` None means taken."""

    seq: int
    hub_seq: int
    state: EntryState | None = None
    reason: PendingReason | None = None


class EntryTables:
    """Reads and writes entries."""

    ground: Ground

    def stage(self, rows: Iterable[Sequence[object]]) -> None:
        """Keep the bytes of entries: device, incarnation, seq, hash, id, kind, subject, bytes, received_at."""
        marks = "?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, 'staged', '', ''"
        self.ground.run_many(f"INSERT INTO entry ({_COLUMNS}) VALUES ({marks})", rows)

    def hashes(self, tip: Tip, first: int, last: int) -> dict[int, bytes]:
        """Return the hashes of the entries held at these places, both ends included."""
        rows = self.ground.rows(
            "SELECT seq, hash FROM entry WHERE device = ? AND incarnation = ? AND seq BETWEEN ? AND ?",
            (tip.device, tip.incarnation, first, last),
        )
        return {row[0]: bytes(row[1]) for row in rows}

    def keep_evidence(self, tip: Tip, seq: int, entry_hash: bytes, stored: bytes, at: str) -> None:
        """Keep other bytes that came for a place that is taken."""
        self.ground.run(
            "INSERT INTO fork_evidence (device, incarnation, seq, hash, bytes, seen_at) VALUES (?, ?, ?, ?, ?, ?) "
            "ON CONFLICT DO NOTHING",
            (tip.device, tip.incarnation, seq, entry_hash, stored, at),
        )

    def staged(self, tip: Tip, most: int) -> list[Staged]:
        """Return the next entries of a stream that have not been applied, in order."""
        rows = self.ground.rows(
            "SELECT seq, hash, bytes FROM entry WHERE device = ? AND incarnation = ? AND seq > ? ORDER BY seq LIMIT ?",
            (tip.device, tip.incarnation, tip.applied_seq, most),
        )
        return [
            Staged(device=tip.device, incarnation=tip.incarnation, seq=row[0], hash=bytes(row[1]), stored=bytes(row[2]))
            for row in rows
        ]

    def put_verdicts(self, tip: Tip, verdicts: Iterable[Verdict]) -> None:
        """Write what became of entries of one stream."""
        self.ground.run_many(
            "UPDATE entry SET hub_seq = ?, verdict = ?, reason = ? WHERE device = ? AND incarnation = ? AND seq = ?",
            [
                (
                    verdict.hub_seq,
                    verdict.state.value if verdict.state else TAKEN,
                    verdict.reason.value if verdict.reason else "",
                    tip.device,
                    tip.incarnation,
                    verdict.seq,
                )
                for verdict in verdicts
            ],
        )

    def count_on(self, entries: int) -> int:
        """Reserve places for so many entries and return the first one; only the applier calls this."""
        self.ground.run("INSERT INTO county (one, last_hub_seq) VALUES (1, 0) ON CONFLICT DO NOTHING")
        self.ground.run("UPDATE county SET last_hub_seq = last_hub_seq + ?", (entries,))
        return int(self.ground.rows("SELECT last_hub_seq FROM county")[0][0]) - entries + 1

    def applied_ids(self, ids: Sequence[str]) -> dict[str, tuple[str, bytes]]:
        """Return device and hash of the first applied entry of each of these ids."""
        found: dict[str, tuple[str, bytes]] = {}
        for start in range(0, len(ids), 500):
            some = ids[start : start + 500]
            marks = ", ".join("?" * len(some))
            rows = self.ground.rows(
                f"SELECT id, device, hash FROM entry WHERE id IN ({marks}) AND hub_seq IS NOT NULL ORDER BY hub_seq",
                some,
            )
            for entry_id, device, entry_hash in rows:
                found.setdefault(entry_id, (device, bytes(entry_hash)))
        return found

    def taken_bytes(self, subject: str) -> list[tuple[bytes, bytes]]:
        """Return bytes and hash of the entries of a subject that count, in the order they were applied."""
        rows = self.ground.rows(
            "SELECT bytes, hash FROM entry WHERE subject = ? AND verdict = 'taken' AND hub_seq IS NOT NULL "
            "ORDER BY hub_seq",
            (subject,),
        )
        return [(bytes(row[0]), bytes(row[1])) for row in rows]

    def written(self, tip: Tip, after: int, most: int) -> list[tuple[int, bytes, bytes]]:
        """Return place, hash and bytes of the entries of a stream behind `after`, in order."""
        rows = self.ground.rows(
            "SELECT seq, hash, bytes FROM entry WHERE device = ? AND incarnation = ? AND seq > ? ORDER BY seq LIMIT ?",
            (tip.device, tip.incarnation, after, most),
        )
        return [(row[0], bytes(row[1]), bytes(row[2])) for row in rows]
