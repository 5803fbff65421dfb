"""The county's store on PostgreSQL: for a county that has outgrown one PC. Named by its URL."""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, cast

import psycopg

from clinic_app.hub.ground import NewerHub, Row, ServerAway, migrations
from clinic_app.hub.sqlite_ground import MIGRATIONS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

# One lock a database: whoever holds it is the applier of the county.
_LOCK = 0x766178
# C collation: ids sort by their bytes, as SQLite sorts them, so that both engines list people in one order.
_DIALECT = (
    (r"\bINTEGER\b", "BIGINT"),
    (r"\bBLOB\b", "BYTEA"),
    (r"\bTEXT\b", 'TEXT COLLATE "C"'),
    (r"\) STRICT;", ");"),
)


class PostgresGround:
    """One connection to the county's database."""

    def __init__(self, url: str) -> None:
        """Connect, and bring the database to the newest schema.

        Raises:
            ServerAway: the server cannot be reached, or does not let this user in.
            NewerHub: a newer program wrote it; nothing was changed.
        """
        try:
            self._db = psycopg.connect(url, autocommit=True)
        except psycopg.OperationalError as error:
            raise ServerAway(str(error)) from error
        try:
            self._db.execute("SET synchronous_commit = on")
            self._migrate()
        except BaseException:
            self._db.close()
            raise

    def rows(self, sql: str, values: Sequence[object] = ()) -> list[Row]:
        """Return all rows of a query."""
        return self._db.execute(_spoken(sql), tuple(values)).fetchall()

    def run(self, sql: str, values: Sequence[object] = ()) -> int:
        """Run one statement and return how many rows it touched."""
        return self._db.execute(_spoken(sql), tuple(values)).rowcount

    def run_many(self, sql: str, rows: Iterable[Sequence[object]]) -> None:
        """Run one statement for each row of values."""
        with self._db.cursor() as cursor:
            cursor.executemany(_spoken(sql), cast("Iterable[Sequence[Any]]", rows))

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Run the block in one transaction under the county's lock, which the server gives back by itself."""
        with self._db.transaction():
            self._db.execute("SELECT pg_advisory_xact_lock(%s)", (_LOCK,))
            yield

    def close(self) -> None:
        """Close the connection."""
        self._db.close()

    def _migrate(self) -> None:
        with self.alone():
            self._db.execute("CREATE TABLE IF NOT EXISTS hub_schema (number BIGINT PRIMARY KEY)")
            (found,) = self.rows("SELECT coalesce(max(number), 0) FROM hub_schema")[0]
            known = migrations(MIGRATIONS)
            if found > known[-1][0]:
                raise NewerHub(f"schema {found} is newer than {known[-1][0]}")
            for number, script in known:
                if number > found:
                    self._db.execute(_translated(script))
                    self.run("INSERT INTO hub_schema (number) VALUES (?)", (number,))


def _spoken(sql: str) -> bytes:
    """Return a statement of the store as this server takes it."""
    return sql.replace("%", "%%").replace("?", "%s").encode()


def _translated(script: str) -> bytes:
    """Return a migration, written for SQLite, in the words of this server; remarks are left out."""
    bare = re.sub(r"--[^\n]*", "", script)
    for pattern, word in _DIALECT:
        bare = re.sub(pattern, word, bare)
    return bare.encode()
