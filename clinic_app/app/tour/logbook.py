"""The logbook of the tour: one JSON line a step, on disk before the next step begins."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from pathlib import Path

SCANNED = "scan "


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """One step of the tour.

    Attributes:
        keys: what was pressed, typed and scanned.
        program_ms: from the last key until the screen showed what was expected.
        picture: file name, empty where none was taken.
        said: what the screen said then, by accessible names.
        claims: what the journal must hold if the screen is true: (what, value) pairs.
        nurse: who was signed in, as the screen says.
        routine: the name of the child whose ordinary visit this step belongs to.
        measured: whether the keys are the digits of the temperature, which nobody counts as presses.
        cut: what of the picture is clipped.
    """

    leg: str
    number: int
    title: str
    keys: tuple[str, ...]
    program_ms: int
    picture: str = ""
    said: tuple[str, ...] = ()
    claims: tuple[tuple[str, str], ...] = ()
    nurse: str = ""
    routine: str = ""
    measured: bool = False
    cut: tuple[str, ...] = ()

    @property
    def scanned(self) -> tuple[str, ...]:
        """Return the codes that were scanned."""
        return tuple(key.removeprefix(SCANNED) for key in self.keys if key.startswith(SCANNED))


def append(path: Path, step: Step) -> None:
    """Write the step so that it survives the program being killed."""
    with path.open("ab") as stream:
        stream.write(msgspec.json.encode(step) + b"\n")
        stream.flush()
        os.fsync(stream.fileno())


def read(path: Path) -> list[Step]:
    """Return all steps written so far."""
    if not path.exists():
        return []
    return [msgspec.json.decode(line, type=Step) for line in path.read_bytes().splitlines()]
