"""What a clinic's journal tells of people up to certain places of its own streams."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from clinic_app.domain.entries.entry import read_entry

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from clinic_app.domain.entries.entry import AnyEntry
    from clinic_app.records.sqlite import Connection

_ABOUT_PEOPLE = """
SELECT subject, device, incarnation, seq, bytes, hash FROM entry INDEXED BY entry_by_subject
 WHERE stream = 'shared' AND subject >= 'person:' AND subject < 'person;' ORDER BY subject
"""


def people_as_of(
    db: Connection, places: Mapping[tuple[str, str], int], left_out: Collection[str]
) -> Iterator[tuple[str, list[AnyEntry]]]:
    """Yield each person's subject with its entries up to these places, by subject.

    Args:
        db: the clinic's database.
        places: by device and incarnation the last position that counts; other streams are left out.
        left_out: ids of entries that do not count.
    """
    rows = db.execute(_ABOUT_PEOPLE)
    for subject, about in groupby(rows, key=lambda row: row[0]):
        entries = [read_entry(row[4], row[5]) for row in about if row[3] <= places.get((row[1], row[2]), 0)]
        yield str(subject), [entry for entry in entries if entry.id not in left_out]


def receipt_with_number(db: Connection, number: int) -> bytes:
    """Return the bytes of a receipt that was taken in, empty when it was not."""
    row = db.execute("SELECT bytes FROM receipt WHERE number = ?", (number,)).fetchone()
    return bytes(row[0]) if row else b""
