"""Where a clinic's files lie: the database and what stands beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Premises:
    """The files of one installation.

    Attributes:
        database: the encrypted database. keys: who can unlock it. guard: the signed heads.
        tail: second copy of the newest entries, on another disk where there is one.
        outbox: where slips and packages go when no printer or stick is chosen.
    """

    database: Path
    keys: Path
    guard: Path
    tail: Path
    outbox: Path

    @classmethod
    def of(cls, database: Path, *, second_disk: Path | None = None) -> Premises:
        """Return the files that belong to a database; the tail copy lies on the second disk when there is one."""
        return cls(
            database=database,
            keys=database.with_suffix(".keys"),
            guard=database.with_suffix(".guard"),
            tail=(second_disk or database.parent) / f"{database.stem}.tail",
            outbox=database.parent / f"{database.stem}-out",
        )

    @property
    def in_the_making(self) -> Path:
        """Return the folder in which a clinic is made; what lies there was never a clinic."""
        return self.database.with_name(f"{self.database.stem}-in-the-making")

    @property
    def ready(self) -> Path:
        """Return the folder of a clinic that is whole and waits to be moved into its place."""
        return self.database.with_name(f"{self.database.stem}-ready")
