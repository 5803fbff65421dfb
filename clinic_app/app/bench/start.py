"""From the start of the process until the sign-in field takes a key, and the memory of the opened program."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass, replace
from time import perf_counter
from typing import TYPE_CHECKING

from clinic_app.app.bench.figures import Budget, Figure
from clinic_app.app.bench.sites import OPENING, practice_password
from clinic_app.app.passwords import PASSWORD_VARIABLE
from clinic_app.services.resource_files import FONTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from clinic_app.app.bench.sites import Ground

START = Figure(
    name="start until the sign-in field takes a key",
    unit="s",
    floor_of="the same for a bare PySide6 window with the same fonts and one field, in turn",
    budget=Budget(limit=1.5, of_ratio=True),
)
MEMORY = Figure(
    name="resident memory, practice clinic open",
    unit="MB",
    floor_of="the bare PySide6 window",
    budget=Budget(limit=250.0),
)
TIMEOUT_SECONDS = 120.0
READY = "ready"
_FONTS = [str(FONTS / name) for name in ("NotoSansSC_400Regular.ttf", "NotoSansSC_700Bold.ttf")]


class NotStarted(Exception):
    """The process ended, or said something else than that it is ready."""


@dataclass(frozen=True, slots=True)
class Started:
    """How one process went: seconds until the field took a key, and MB resident at the end (None: not said)."""

    seconds: float
    megabytes: float | None


def figures(ground: Ground) -> Iterator[Figure]:
    """Start both windows in turn, as processes of their own, on the practice township."""
    try:
        bare, program = _in_turn(ground)
    except NotStarted as problem:
        yield from (replace(figure, reason=str(problem)) for figure in (START, MEMORY))
        return
    yield replace(START, value=min(one.seconds for one in program), floor=min(one.seconds for one in bare))
    held = [one.megabytes for one in program if one.megabytes is not None]
    floors = [one.megabytes for one in bare if one.megabytes is not None]
    if held and floors:
        yield replace(MEMORY, value=max(held), floor=max(floors))
    else:
        yield replace(MEMORY, reason="this system does not say it in /proc")


def _in_turn(ground: Ground) -> tuple[list[Started], list[Started]]:
    database = str(ground.practice.premises.database)
    surroundings = _surroundings(ground)
    bare, program = [], []
    for _ in range(ground.rounds + 1):  # the first of each compiles; the best of the others counts
        bare.append(_started(surroundings, "clinic_app.app.bench.bare_window", *_FONTS))
        opening = OPENING.isoformat()
        program.append(_started(surroundings, "clinic_app.app.bench.program_window", database, opening))
    return bare, program


def _surroundings(ground: Ground) -> dict[str, str]:
    """Return an environment in which compiled modules are kept, as on a workstation."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    compiled = str(ground.folder / "compiled")
    own = {"QT_QPA_PLATFORM": "offscreen", "PYTHONPYCACHEPREFIX": compiled, PASSWORD_VARIABLE: practice_password()}
    return {**kept, **own}


def _started(surroundings: dict[str, str], module: str, *arguments: str) -> Started:
    began = perf_counter()
    with subprocess.Popen(
        [sys.executable, "-m", module, *arguments],
        env=surroundings,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as running:
        said = running.stdout.readline().strip() if running.stdout else ""
        seconds = perf_counter() - began
        rest, errors = running.communicate(timeout=TIMEOUT_SECONDS)
    if said != READY or running.returncode != 0:
        raise NotStarted((errors.strip().splitlines() or [said or f"exit code {running.returncode}"])[-1])
    megabytes = rest.strip()
    return Started(seconds, None if megabytes in ("", "None") else float(megabytes))
