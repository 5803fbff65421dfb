"""Loading years of entries at once: practice townships, bench data. The same journal, folded once at the end."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

from clinic_app.domain.entries.subjects import subject_id, subject_kind
from clinic_app.records.due import forget_due
from clinic_app.records.journal import NewEntry
from clinic_app.records.projection import rebuild
from clinic_app.services.due_cache import refresh_due

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date, datetime

    from clinic_app.domain.entries.entry import Body
    from clinic_app.domain.fold.card import Card
    from clinic_app.records.sqlite import Connection
    from clinic_app.services.desk import Desk

BATCH = 20_000
PAGE_CACHE_KIB = 131_072  # entries go to random pages of the indexes; the connection is for loading only


@dataclass(frozen=True, slots=True, kw_only=True)
class PastEntry:
    """An entry that happened before the desk was opened. `at` is UTC, whole milliseconds."""

    id: str
    subject: str
    body: Body
    at: datetime
    by: str
    refs: tuple[str, ...] = ()


def write_past(desk: Desk, entries: Iterable[PastEntry], progress: Callable[[int], None] | None = None) -> int:
    """Append the entries in the order given, fold everything once, assess everyone; return how many were written.

    Each batch is one transaction, so an interruption leaves a whole journal that `check` can rebuild from.
    """
    desk.db.execute(f"PRAGMA cache_size = -{PAGE_CACHE_KIB}")
    count = 0
    remaining = iter(entries)
    while batch := list(islice(remaining, BATCH)):
        _append_batch(desk, batch)
        count += len(batch)
        if progress is not None:
            progress(count)
    with _transaction(desk.db):
        rebuild(desk.db, partial(_assess, desk, desk.clock.today()))
    return count


def _assess(desk: Desk, today: date, card: Card) -> None:
    refresh_due(desk.db, desk.rules, (card,), today)


def _append_batch(desk: Desk, batch: list[PastEntry]) -> None:
    with _transaction(desk.db):
        desk.journal.begin()
        for past in batch:
            desk.journal.append(
                NewEntry(id=past.id, subject=past.subject, body=past.body, at=past.at, by=past.by, refs=past.refs)
            )
        for subject in {past.subject for past in batch}:
            if subject_kind(subject) == "person":
                forget_due(desk.db, subject_id(subject))
        heads = desk.journal.sign_heads(desk.keys.sign)
    desk.guard.write(heads)


@contextmanager
def _transaction(db: Connection) -> Iterator[None]:
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise
