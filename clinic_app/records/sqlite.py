"""SQLCipher under sqlite-utils: the shim that must run before the first import of sqlite_utils.

sqlite-utils looks for `pysqlite3` first; giving it SQLCipher's module under that name makes its error classes the
same as ours, without which `alter=True` and `drop(ignore=True)` raise.
"""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import sqlcipher3
from sqlcipher3 import dbapi2

if TYPE_CHECKING:  # sqlcipher3 has the shape of sqlite3, without its annotations
    from collections.abc import Iterator
    from pathlib import Path
    from sqlite3 import Connection, DatabaseError, IntegrityError, OperationalError, complete_statement
else:
    Connection = dbapi2.Connection
    DatabaseError = dbapi2.DatabaseError
    IntegrityError = dbapi2.IntegrityError
    OperationalError = dbapi2.OperationalError
    complete_statement = dbapi2.complete_statement

sys.modules["pysqlite3"] = sqlcipher3
sys.modules["pysqlite3.dbapi2"] = dbapi2


def open_file(path: Path, *, create: bool) -> Connection:
    """Return a raw connection in autocommit mode; transactions are begun by name. Only `connect()` calls this.

    A new file is for its owner alone to read (POSIX; on Windows the folder's rights hold).
    """
    if create:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    address = f"{path.absolute().as_uri()}?mode={'rwc' if create else 'rw'}"
    connection: Connection = dbapi2.connect(address, uri=True, isolation_level=None, check_same_thread=False)
    return connection


@contextmanager
def transaction(db: Connection) -> Iterator[None]:
    """Run the block in one writing transaction: committed when it ends well, rolled back otherwise."""
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:  # a full disk ends the transaction by itself
            db.execute("ROLLBACK")
        raise


__all__ = [
    "Connection",
    "DatabaseError",
    "IntegrityError",
    "OperationalError",
    "complete_statement",
    "open_file",
    "transaction",
]
