"""The county's store on one encrypted SQLite file: the default, with nothing to set up."""

from __future__ import annotations

import os
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sqlcipher3 import dbapi2

from clinic_app.hub.ground import NewerHub, Row, WrongHubKey, migrations

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

MIGRATIONS = Path(__file__).parents[2] / "db" / "hub" / "migrations"
_PRAGMAS = (
    "journal_mode = WAL",
    "synchronous = FULL",
    "foreign_keys = ON",
    "recursive_triggers = ON",
    "cell_size_check = ON",
    "trusted_schema = OFF",
    "temp_store = MEMORY",
    "mmap_size = 0",
    "cache_size = -65536",
    "busy_timeout = 30000",
)


class SqliteGround:
    """One connection to the county's file."""

    def __init__(self, path: Path, key: bytes) -> None:
        """Open the file, make it where there is none, and bring it to the newest schema.

        Raises:
            WrongHubKey: the key does not open it, or it is damaged in its first page.
            NewerHub: a newer program wrote it.
        """
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
        self._db = dbapi2.connect(
            f"{path.absolute().as_uri()}?mode=rw", uri=True, isolation_level=None, check_same_thread=False
        )
        try:
            self._unlock(key)
            self._migrate()
        except BaseException:
            self._db.close()
            raise

    def rows(self, sql: str, values: Sequence[object] = ()) -> list[Row]:
        """Return all rows of a query."""
        found: list[Row] = self._db.execute(sql, tuple(values)).fetchall()
        return found

    def run(self, sql: str, values: Sequence[object] = ()) -> int:
        """Run one statement and return how many rows it touched."""
        touched: int = self._db.execute(sql, tuple(values)).rowcount
        return touched

    def run_many(self, sql: str, rows: Iterable[Sequence[object]]) -> None:
        """Run one statement for each row of values."""
        self._db.executemany(sql, rows)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Run the block in one writing transaction; the write lock of the file keeps others out."""
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._db.execute("COMMIT")
        except BaseException:
            if self._db.in_transaction:  # a full disk ends the transaction by itself
                self._db.execute("ROLLBACK")
            raise

    def copy_to(self, path: Path, key: bytes) -> None:
        """Copy the whole file as it is at this moment, under the same cipher; others may go on writing."""
        copy = dbapi2.connect(path)
        try:
            copy.execute("PRAGMA cipher_log_level = NONE")
            copy.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
            self._db.backup(copy)
        finally:
            copy.close()
        path.chmod(0o600)

    def close(self) -> None:
        """Close the connection."""
        self._db.close()

    def _unlock(self, key: bytes) -> None:
        self._db.execute("PRAGMA cipher_log_level = NONE")
        self._db.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        try:
            self._db.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except dbapi2.DatabaseError as error:
            raise WrongHubKey(str(error)) from error
        for pragma in _PRAGMAS:
            self._db.execute(f"PRAGMA {pragma}").fetchall()

    def _migrate(self) -> None:
        self._db.execute("BEGIN IMMEDIATE")
        (found,) = self._db.execute("PRAGMA user_version").fetchone()
        known = migrations(MIGRATIONS)
        if found > known[-1][0]:
            self._db.execute("ROLLBACK")
            raise NewerHub(f"schema {found} is newer than {known[-1][0]}")
        for number, script in known:
            if number > found:
                for statement in _statements(script):
                    self._db.execute(statement)
                self._db.execute(f"PRAGMA user_version = {number}")
        self._db.execute("COMMIT")


def _statements(script: str) -> Iterator[str]:
    """Yield the statements of a script; running them one by one keeps the open transaction open."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if dbapi2.complete_statement(statement):
            yield statement
            statement = ""
