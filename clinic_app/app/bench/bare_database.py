"""A database of one table under the same cipher and pragmas: the floor of every commit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinic_app.records.connection import connect

if TYPE_CHECKING:
    from pathlib import Path


class BareDatabase:
    """Commits one short row at a time, in the folder of the clinic it is compared with."""

    def __init__(self, folder: Path, key: bytes) -> None:
        path = folder / "bare.db"
        path.unlink(missing_ok=True)
        self._db = connect(path, key, create=True)
        self._db.execute("CREATE TABLE bare (content TEXT NOT NULL) STRICT")

    def commit_once(self) -> None:
        """Write one row and commit it with synchronous=FULL."""
        self._db.execute("BEGIN IMMEDIATE")
        self._db.execute("INSERT INTO bare (content) VALUES ('one short row')")
        self._db.execute("COMMIT")

    def close(self) -> None:
        """Close the connection."""
        self._db.close()
