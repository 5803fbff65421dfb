"""The access log's word on packages that left the house."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from clinic_app.domain.entries.access import AccessRecorded
from clinic_app.domain.entries.entry import AnyEntry, read_entry

if TYPE_CHECKING:
    from datetime import datetime

    from clinic_app.records.sqlite import Connection

_NEWEST_LOOKED_AT = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportLine:
    """One whole package. `stem` is the first half of its file names, `by` the id of the user; the moment is UTC."""

    at: datetime
    by: str
    stem: str
    entries: int


_EXPORTS = """
SELECT bytes FROM entry
 WHERE stream = 'local' AND kind = 'access.recorded' AND instr(bytes, CAST('"exported"' AS BLOB)) > 0
   AND position > (SELECT coalesce(max(position), 0) FROM entry) - :window
 ORDER BY position DESC LIMIT :most
"""


def recent_exports(db: Connection, most: int) -> list[ExportLine]:
    """Return the newest packages written at this desk, the newest first; old ones far back are not looked for."""
    rows = db.execute(_EXPORTS, {"window": _NEWEST_LOOKED_AT, "most": 2 * most}).fetchall()
    lines = [_line(read_entry(entry_bytes)) for (entry_bytes,) in rows]
    return [line for line in lines if line is not None][:most]


def _line(entry: AnyEntry) -> ExportLine | None:
    """Return the line of a finished export; one that only began names no package."""
    body = entry.body
    if not isinstance(body, AccessRecorded) or body.action != "exported":
        return None
    stem, _, count = body.what.partition("/")
    return ExportLine(at=entry.at, by=entry.by, stem=stem, entries=int(count)) if count.isdigit() else None
