"""Writing values as rows: one statement a table, built once from the table's columns."""

from __future__ import annotations

import json
from datetime import date, datetime
from enum import Enum
from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from clinic_app.domain.clinic_time import moment_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from clinic_app.records.sqlite import Connection


_STORED_AS_IT_IS = frozenset({str, int, type(None)})  # bool has a type of its own


class _Storing(dict[type, "Callable[[Any], Any]"]):
    """By type how its values are stored: the value of an enumeration; what is not named, as it is."""

    def __missing__(self, kind: type) -> Callable[[Any], Any]:
        store = self[kind] = attrgetter("value") if issubclass(kind, Enum) else lambda value: value
        return store


_STORED_AS = _Storing(
    {datetime: moment_text, date: date.isoformat, bool: int, tuple: partial(json.dumps, ensure_ascii=False)}
)

Row = tuple[Any, ...]
Rows = dict["Table", list[Row]]


class Table:
    """One table of folded rows and the way a value becomes a row of it.

    Columns are written as `column` or `column=attribute` when the names differ. `owner` is the column that names the
    subject whose rows are replaced together, empty when all rows belong to one.
    """

    def __init__(self, name: str, columns: str, owner: str) -> None:
        pairs = [column.partition("=") for column in columns.split()]
        self.name = name
        self.owner = owner
        self.columns = tuple(column for column, _, _ in pairs)
        self._values_of = attrgetter(*(attribute or column for column, _, attribute in pairs))
        marks = ", ".join("?" * len(self.columns))
        self._insert = f"INSERT INTO {name} ({', '.join(self.columns)}) VALUES ({marks})"
        self._select = f"SELECT {', '.join(self.columns)} FROM {name}" + (f" WHERE {owner} = ?" if owner else "")
        self._owner_at = self.columns.index(owner) if owner else 0
        same = " AND ".join(f"{column} IS ?" for column in self.columns)
        self._this_row = f"{self.columns[self._owner_at]} = ? AND {same}"
        self._delete = f"DELETE FROM {name} WHERE {self._this_row}"

    def row(self, value: object) -> Row:
        """Return the row of a value."""
        return tuple(
            [
                each if (kind := type(each)) in _STORED_AS_IT_IS else _STORED_AS[kind](each)
                for each in self._values_of(value)
            ]
        )

    def insert_rows(self, db: Connection, rows: Sequence[Row]) -> None:
        """Insert rows that are ready."""
        if rows:
            db.executemany(self._insert, rows)

    def rows_of(self, db: Connection, owner_id: str) -> list[Row]:
        """Return the rows of one owner in the order of their text."""
        return in_order(self._former(db, owner_id))

    def replace_rows(self, db: Connection, owner_id: str, rows: Sequence[Row]) -> bool:
        """Put `rows` in the place of the owner's former ones and return whether any differed; others cost no page.

        A row that goes and one that comes with the same first two columns are one row that changed: only the indexes
        of the changed columns are written.
        """
        former = set(self._former(db, owner_id))
        gone = former.difference(rows)
        coming = [row for row in rows if row not in former] if gone or len(rows) != len(former) else []
        differed = bool(gone or coming)
        if gone and coming:
            gone, coming = self._changed_in_place(db, gone, coming)
        if gone:
            db.executemany(self._delete, [(row[self._owner_at], *row) for row in gone])
        self.insert_rows(db, coming)
        return differed

    def _changed_in_place(self, db: Connection, gone: set[Row], coming: list[Row]) -> tuple[set[Row], list[Row]]:
        """Update the rows that go and come again; return those that only go and those that only come."""
        leaving = {row[:2]: row for row in gone}
        arriving = []
        for row in coming:
            former = leaving.pop(row[:2], None)
            if former is None:
                arriving.append(row)
                continue
            changed = [place for place, value in enumerate(row) if value != former[place]]
            values = (*(row[place] for place in changed), former[self._owner_at], *former)
            db.execute(self._update(changed), values)
            gone.remove(former)
        return gone, arriving

    def _update(self, places: Sequence[int]) -> str:
        assignments = ", ".join(f"{self.columns[place]} = ?" for place in places)
        return f"UPDATE {self.name} SET {assignments} WHERE {self._this_row}"

    def _former(self, db: Connection, owner_id: str) -> list[Row]:
        return db.execute(self._select, (owner_id,) if self.owner else ()).fetchall()


def in_order(rows: Iterable[Row]) -> list[Row]:
    """Return the rows in the order of their text: None and numbers in one column do not compare."""
    return sorted(rows, key=repr)


def stored(value: Any) -> Any:  # noqa: ANN401 - any column type
    """Return a value as SQLite stores it: dates and moments as ISO text, flags as 0 and 1, tuples as JSON."""
    return _STORED_AS[type(value)](value)
