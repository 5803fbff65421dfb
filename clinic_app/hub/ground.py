"""What a county's store stands on: one database connection, whichever engine it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path

Row = tuple[Any, ...]
MIGRATIONS_FOLDER = "migrations"


class NewerHub(Exception):
    """The county's database was written by a newer program. Nothing was changed."""


class WrongHubKey(Exception):
    """The database does not open with the key of this county's home. Nothing was changed."""


class ServerAway(Exception):
    """The database server cannot be reached, or does not let this user in."""


class Ground(Protocol):
    """One connection. SQL is written once, with `?` for values; both engines understand what the store uses."""

    def rows(self, sql: str, values: Sequence[object] = ()) -> list[Row]:
        """Return all rows of a query."""
        ...

    def run(self, sql: str, values: Sequence[object] = ()) -> int:
        """Run one statement and return how many rows it touched."""
        ...

    def run_many(self, sql: str, rows: Iterable[Sequence[object]]) -> None:
        """Run one statement for each row of values."""
        ...

    def alone(self) -> AbstractContextManager[None]:
        """Run the block in one transaction, with nobody else writing in this county meanwhile.

        Committed and on the disk when the block ends well, rolled back otherwise.
        """
        ...

    def close(self) -> None:
        """Close the connection."""
        ...


def migrations(folder: Path) -> list[tuple[int, str]]:
    """Return number and text of every migration in the folder, in order."""
    paths = sorted(folder.glob("[0-9][0-9][0-9][0-9]_*.sql"))
    return [(int(path.name[:4]), path.read_text("utf-8")) for path in paths]
