"""The logbook of the tour: one JSON line a step, on disk before the next step begins."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from pathlib import Path


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """One step of the tour.

    Attributes:
        keys: what was pressed, typed and scanned.
        program_ms: from the last key until the screen showed what was expected.
        said: what the screen said then, by accessible names.
        claims: what the journal must hold if the screen is true: (what, value) pairs.
    """

    leg: str
    number: int
    title: str
    keys: tuple[str, ...]
    program_ms: int
    picture: str
    said: tuple[str, ...]
    claims: tuple[tuple[str, str], ...] = ()


def append(path: Path, step: Step) -> None:
    """Write the step so that it survives the program being killed."""
    with path.open("ab") as stream:
        stream.write(msgspec.json.encode(step) + b"\n")
        stream.flush()
        os.fsync(stream.fileno())


def read(path: Path) -> list[Step]:
    """Return all steps written so far."""
    return [msgspec.json.decode(line, type=Step) for line in path.read_bytes().splitlines()]
