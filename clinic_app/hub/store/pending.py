"""Entries that wait for others or were refused: kept, answered, and told to the clinic in its receipt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinic_app.exchange.receipt import EntryState, PendingEntry, PendingReason
from clinic_app.hub.store.entries import TAKEN, Staged

if TYPE_CHECKING:
    from collections.abc import Iterable

    from clinic_app.hub.ground import Ground


class PendingTables:
    """Reads and writes what is held or disputed."""

    ground: Ground

    def wait_for(self, rows: Iterable[tuple[str, str, str, int]]) -> None:
        """Remember which cause each entry waits for: cause, device, incarnation, seq."""
        self.ground.run_many(
            "INSERT INTO waits_for (cause, device, incarnation, seq) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING", rows
        )

    def waiting_for(self, cause: str) -> list[tuple[str, str, int]]:
        """Return the entries that wait for this one, and forget that they did."""
        rows = self.ground.rows("SELECT device, incarnation, seq FROM waits_for WHERE cause = ?", (cause,))
        if rows:
            self.ground.run("DELETE FROM waits_for WHERE cause = ?", (cause,))
        return [(row[0], row[1], row[2]) for row in rows]

    def still_waits(self, device: str, incarnation: str, seq: int) -> bool:
        """Return whether an entry waits for another cause still."""
        rows = self.ground.rows(
            "SELECT count(*) FROM waits_for WHERE device = ? AND incarnation = ? AND seq = ?",
            (device, incarnation, seq),
        )
        return bool(rows[0][0])

    def entry_at(self, device: str, incarnation: str, seq: int) -> Staged | None:
        """Return one entry by its place."""
        rows = self.ground.rows(
            "SELECT hash, bytes FROM entry WHERE device = ? AND incarnation = ? AND seq = ?", (device, incarnation, seq)
        )
        if not rows:
            return None
        stored_hash, stored = rows[0]
        return Staged(device=device, incarnation=incarnation, seq=seq, hash=bytes(stored_hash), stored=bytes(stored))

    def set_verdict(
        self, device: str, incarnation: str, seq: int, state: EntryState | None, reason: PendingReason | None
    ) -> None:
        """Change what became of one entry; it keeps its place."""
        self.ground.run(
            "UPDATE entry SET verdict = ?, reason = ? WHERE device = ? AND incarnation = ? AND seq = ?",
            (state.value if state else TAKEN, reason.value if reason else "", device, incarnation, seq),
        )

    def answer(self, device: str, incarnation: str, seq: int, words: str) -> None:
        """Write what the operator says to the clinic about one entry."""
        self.ground.run(
            "UPDATE entry SET answer = ? WHERE device = ? AND incarnation = ? AND seq = ?",
            (words, device, incarnation, seq),
        )

    def pending(self, unit_code: str | None, most: int) -> list[PendingEntry]:
        """Return the entries that are held or disputed, the oldest first."""
        where, values = _of_clinic(unit_code)
        rows = self.ground.rows(
            "SELECT entry.device, incarnation, seq, id, verdict, reason, answer FROM entry "
            "JOIN device ON device.device = entry.device WHERE verdict IN ('held', 'disputed')"
            f"{where} ORDER BY received_at, entry.device, incarnation, seq LIMIT ?",
            (*values, most),
        )
        return [
            PendingEntry(
                device=row[0],
                incarnation=row[1],
                seq=row[2],
                id=row[3],
                state=EntryState(row[4]),
                reason=PendingReason(row[5]),
                answer=row[6],
            )
            for row in rows
        ]

    def kind_and_moment(self, device: str, incarnation: str, seq: int) -> tuple[str, str]:
        """Return what kind of entry stands at a place, and when it arrived (ISO text, UTC)."""
        rows = self.ground.rows(
            "SELECT kind, received_at FROM entry WHERE device = ? AND incarnation = ? AND seq = ?",
            (device, incarnation, seq),
        )
        return (rows[0][0], rows[0][1]) if rows else ("", "")

    def pending_count(self, unit_code: str | None) -> int:
        """Return how many entries are held or disputed."""
        where, values = _of_clinic(unit_code)
        rows = self.ground.rows(
            "SELECT count(*) FROM entry JOIN device ON device.device = entry.device "
            f"WHERE verdict IN ('held', 'disputed'){where}",
            values,
        )
        return int(rows[0][0])


def _of_clinic(unit_code: str | None) -> tuple[str, tuple[str, ...]]:
    return ("", ()) if unit_code is None else (" AND device.unit_code = ?", (unit_code,))
