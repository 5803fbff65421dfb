"""What writing, receiving, undoing and rebuilding share: load a subject's entries, fold, replace its rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinic_app.domain.entries.subjects import CLINIC, subject_id, subject_kind
from clinic_app.records.cards import CARD_TABLES, insert_card_rows, load_card, replace_card_rows
from clinic_app.records.clinic_book import (
    CLINIC_ROW,
    DEVICE,
    USER,
    load_clinic_book,
    load_device,
    replace_clinic_rows,
    replace_device_row,
)
from clinic_app.records.journal import subjects
from clinic_app.records.stock import LOT, LOT_CODE, load_lot, replace_lot_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from clinic_app.records.sqlite import Connection

FOLDED_TABLES = (*CARD_TABLES, LOT, LOT_CODE, CLINIC_ROW, USER, DEVICE)


def refold(db: Connection, touched: Iterable[str]) -> None:
    """Fold each subject from its entries and replace its rows. Runs inside the caller's transaction."""
    for subject in touched:
        _refold_one(db, subject)


def _refold_one(db: Connection, subject: str) -> None:
    kind, its_id = subject_kind(subject), subject_id(subject)
    if kind == "person":
        replace_card_rows(db, load_card(db, its_id))
    elif kind == "lot":
        replace_lot_rows(db, its_id, load_lot(db, its_id))
    elif kind == "device":
        replace_device_row(db, its_id, load_device(db, its_id))
    elif kind == CLINIC:
        replace_clinic_rows(db, load_clinic_book(db))


def rebuild(db: Connection, progress: Callable[[int], None] | None = None) -> int:
    """Throw all folded rows away and fold every subject anew; return how many. Runs inside the caller's transaction."""
    for table in FOLDED_TABLES:
        db.execute(f"DELETE FROM {table.name}")
    count = 0
    for count, subject in enumerate(_all_subjects(db), start=1):
        if subject_kind(subject) == "person":
            insert_card_rows(db, load_card(db, subject_id(subject)))
        else:
            _refold_one(db, subject)
        if progress is not None and count % 100 == 0:
            progress(count)
    return count


def _all_subjects(db: Connection) -> list[str]:
    return [CLINIC, *subjects(db, "device"), *subjects(db, "lot"), *subjects(db, "person")]


def all_rows(db: Connection) -> dict[str, list[tuple[object, ...]]]:
    """Return the folded rows of every table, sorted: what two copies of one journal must agree on."""
    return {
        table.name: sorted(db.execute(f"SELECT {', '.join(table.columns)} FROM {table.name}").fetchall(), key=repr)
        for table in FOLDED_TABLES
    }
