"""Packages read from sticks: which were whole, so that the clinic may take their files away."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from clinic_app.hub.ground import Ground

_PUT = """
INSERT INTO package (stem, device, unit_code, is_whole, entries, received_at) VALUES (?, ?, ?, ?, ?, ?)
ON CONFLICT (stem, device) DO UPDATE SET is_whole = excluded.is_whole, entries = excluded.entries,
  received_at = excluded.received_at
"""


class PackageTables:
    """Reads and writes what is known of packages."""

    ground: Ground

    def note_package(self, stem: str, device: str, unit_code: str, at: str, *, is_whole: bool, entries: int) -> None:
        """Remember that a package was read, and whether all of it."""
        self.ground.run(_PUT, (stem, device, unit_code, int(is_whole), entries, at))

    def whole_packages(self, unit_code: str, most: int) -> list[str]:
        """Return the names of the clinic's packages that were read whole, the newest first."""
        rows = self.ground.rows(
            "SELECT stem FROM package WHERE unit_code = ? AND is_whole = 1 ORDER BY received_at DESC, stem LIMIT ?",
            (unit_code, most),
        )
        return [row[0] for row in rows]
