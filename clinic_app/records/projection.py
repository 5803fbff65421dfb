"""What writing, receiving, undoing and rebuilding share: load a subject's entries, fold, replace its rows."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from clinic_app.domain.entries.subjects import CLINIC, subject_id, subject_kind
from clinic_app.records.cards import CARD_TABLES, card_rows
from clinic_app.records.clinic_book import (
    CLINIC_ROW,
    DEVICE,
    USER,
    clinic_rows,
    device_rows,
    load_device,
)
from clinic_app.records.journal import subjects
from clinic_app.records.known_subjects import KnownSubjects
from clinic_app.records.rows import in_order
from clinic_app.records.stock import LOT, LOT_CODE, OPEN_VIAL, lot_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from clinic_app.domain.fold.card import Card
    from clinic_app.records.rows import Row, Rows, Table
    from clinic_app.records.sqlite import Connection

FOLDED_TABLES = (*CARD_TABLES, LOT, LOT_CODE, OPEN_VIAL, CLINIC_ROW, USER, DEVICE)
REBUILD_CACHE_KIB = 65_536  # the ids of doses and visits come in random order of the people; given back afterwards
_MADE_OF = "SELECT type, sql FROM sqlite_master WHERE tbl_name = ? AND sql IS NOT NULL"
_STRANGERS = """
SELECT DISTINCT {owner} FROM {table}
 WHERE NOT EXISTS (SELECT 1 FROM entry WHERE subject = ? || {owner} AND stream = 'shared') ORDER BY 1
"""


def refold(db: Connection, touched: Iterable[str], known: KnownSubjects | None = None) -> dict[str, Card]:
    """Fold each subject from its entries and replace its rows. Runs inside the caller's transaction.

    Args:
        db: the writing connection.
        touched: the subjects.
        known: what the connection has read of them before; the caller lets it forget when it rolls back.

    Returns:
        The cards of the people among the subjects, by person id.
    """
    cards: dict[str, Card] = {}
    known = known or KnownSubjects(db)
    for subject in touched:
        card, rows_by_table = _folded(db, subject, known)
        if card is not None:
            cards[card.person_id] = card
        for table, rows in rows_by_table.items():
            table.replace_rows(db, subject_id(subject), rows)
    return cards


def make_true(db: Connection, subject: str) -> bool:
    """Replace the rows of a subject by what its entries tell, and return whether any differed. The caller commits."""
    rows_by_table = folded_rows(db, subject)
    differed = [table.replace_rows(db, subject_id(subject), rows) for table, rows in rows_by_table.items()]
    return any(differed)


def remove_strangers(db: Connection) -> list[str]:
    """Remove the rows that belong to nobody in the journal, and return whose they claimed to be. The caller commits."""
    found = list(_strangers(db))
    for table, subject in found:
        table.replace_rows(db, subject_id(subject), [])
    return [subject for _, subject in found]


def folded_rows(db: Connection, subject: str) -> Rows:
    """Return the rows that the subject's entries tell, for each table of its kind; none for an unknown kind."""
    return _folded(db, subject, KnownSubjects(db))[1]


def rebuild(db: Connection, on_card: Callable[[Card], None] | None = None) -> int:
    """Throw all folded rows away and fold every subject anew; return how many. Runs inside the caller's transaction.

    The tables are made anew and their indexes last, from sorted rows: deleting row by row and filling an index in
    random order reads and writes each page many times.

    Args:
        db: the writing connection.
        on_card: called with every person's card as it was folded.
    """
    found = all_subjects(db)
    with _large_cache(db), _tables_made_anew(db):
        for subject in found:
            card, rows_by_table = _folded(db, subject, KnownSubjects(db))
            for table, rows in rows_by_table.items():
                table.insert_rows(db, rows)
            if card is not None and on_card is not None:
                on_card(card)
    return len(found)


@contextmanager
def _large_cache(db: Connection) -> Iterator[None]:
    (former,) = db.execute("PRAGMA cache_size").fetchone()
    db.execute(f"PRAGMA cache_size = {min(former, -REBUILD_CACHE_KIB)}")  # negative: in KiB
    try:
        yield
    finally:
        db.execute(f"PRAGMA cache_size = {former}")


@contextmanager
def _tables_made_anew(db: Connection) -> Iterator[None]:
    """Replace the folded tables by empty ones, as they stand in the schema; indexes follow when the block ends well."""
    made_of = [made for table in FOLDED_TABLES for made in db.execute(_MADE_OF, (table.name,)).fetchall()]
    for table in FOLDED_TABLES:  # children first: a parent without children is dropped without looking for them
        db.execute(f"DROP TABLE {table.name}")
    for kind, sql in made_of:
        if kind == "table":
            db.execute(sql)
    yield
    for kind, sql in made_of:
        if kind != "table":
            db.execute(sql)


def _folded(db: Connection, subject: str, known: KnownSubjects) -> tuple[Card | None, Rows]:
    """Return what the subject's entries tell: its rows, and the card when it is a person."""
    kind, its_id = subject_kind(subject), subject_id(subject)
    if kind == "person":
        card = known.card(its_id)
        return card, card_rows(card)
    if kind == "lot":
        return None, lot_rows(known.lot(its_id))
    if kind == "device":
        return None, device_rows(load_device(db, its_id))
    return None, clinic_rows(known.clinic_book()) if kind == CLINIC else {}


def all_subjects(db: Connection) -> list[str]:
    """Return every subject that is folded, parents before children."""
    return [CLINIC, *subjects(db, "device"), *subjects(db, "lot"), *subjects(db, "person")]


def differing_rows(db: Connection) -> Iterator[tuple[Table, str]]:
    """Yield (table, subject) wherever the stored rows are not those that the journal tells, or belong to nobody in it.

    This is the rebuild, subject by subject and without writing: memory stays small and no writer waits.
    """
    for subject in all_subjects(db):
        for table, rows in folded_rows(db, subject).items():
            if in_order(rows) != table.rows_of(db, subject_id(subject)):
                yield table, subject
    yield from _strangers(db)


def _strangers(db: Connection) -> Iterator[tuple[Table, str]]:
    """Yield (table, subject) of rows whose owner has no entry."""
    for table in FOLDED_TABLES:
        if table.owner:
            kind = table.owner.removesuffix("_id") + ":"
            for (its_id,) in db.execute(_STRANGERS.format(owner=table.owner, table=table.name), (kind,)):
                yield table, kind + its_id


def all_rows(db: Connection) -> dict[str, list[Row]]:
    """Return the folded rows of every table in a fixed order: what two copies of one journal must agree on."""
    columns = {table.name: ", ".join(table.columns) for table in FOLDED_TABLES}
    return {name: in_order(db.execute(f"SELECT {columns[name]} FROM {name}").fetchall()) for name in columns}
