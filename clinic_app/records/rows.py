"""Writing values as rows: one statement a table, built once from the table's columns."""

from __future__ import annotations

import json
from datetime import date, datetime
from enum import Enum
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from clinic_app.domain.clinic_time import moment_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from clinic_app.records.sqlite import Connection


_STORED_AS_IT_IS = frozenset({str, int, type(None)})  # bool has a type of its own

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
        self._delete = f"DELETE FROM {name} WHERE {self.columns[self._owner_at]} = ? AND {same}"

    def row(self, value: object) -> Row:
        """Return the row of a value."""
        return tuple([each if type(each) in _STORED_AS_IT_IS else stored(each) for each in self._values_of(value)])

    def insert_rows(self, db: Connection, rows: Sequence[Row]) -> None:
        """Insert rows that are ready."""
        if rows:
            db.executemany(self._insert, rows)

    def rows_of(self, db: Connection, owner_id: str) -> list[Row]:
        """Return the rows of one owner in the order of their text."""
        return in_order(self._former(db, owner_id))

    def replace_rows(self, db: Connection, owner_id: str, rows: Sequence[Row]) -> None:
        """Put `rows` in the place of the owner's former ones; those that stay as they are cost no page."""
        former = self._former(db, owner_id)
        if gone := set(former).difference(rows):
            db.executemany(self._delete, [(row[self._owner_at], *row) for row in gone])
        staying = set(former)
        self.insert_rows(db, [row for row in rows if row not in staying])

    def _former(self, db: Connection, owner_id: str) -> list[Row]:
        return db.execute(self._select, (owner_id,) if self.owner else ()).fetchall()


def in_order(rows: Iterable[Row]) -> list[Row]:
    """Return the rows in the order of their text: None and numbers in one column do not compare."""
    return sorted(rows, key=repr)


def stored(value: Any) -> Any:  # noqa: ANN401 - any column type
    """Return a value as SQLite stores it: dates and moments as ISO text, flags as 0 and 1, tuples as JSON."""
    if isinstance(value, datetime):
        return moment_text(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple):
        return json.dumps(value, ensure_ascii=False)
    return value
