"""How long a press holds the GUI thread on a clinic day of 100 people an hour, also on a disk that delays commits."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, Any

from clinic_app.app.bench.figures import Budget, Figure
from clinic_app.app.bench.sites import TODAY, tell
from clinic_app.app.bench.stopwatch import MILLISECONDS, quantile
from clinic_app.app.tour.watched_guide import CARD, DOSE, SIGN_IN

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from clinic_app.app.bench.sites import Ground

HELD_MS = 50.0
MOST_VISITS = 20
PEOPLE, QUICK_PEOPLE = 400, 100  # of whom about one in fourteen is expected on the day
DELAY_SECONDS = 0.3
TIMEOUT_SECONDS = 1800.0
FLOOR = "a letter typed into a bare window of one field, in the same process"
EVERYTHING = "the whole day"
Press = tuple[str, float, float]


class DayFailed(Exception):
    """The day could not be worked through; what it printed says why."""


def figures(ground: Ground) -> Iterator[Figure]:
    """Work through a day of visits at full speed, then through a few on a slow disk."""
    quick, slow = ground.folder / "day", ground.folder / "slow-day"
    quick.mkdir()
    visits = min(MOST_VISITS, max(2, ground.sample // 4))
    _make_township(quick, PEOPLE if visits > 2 else QUICK_PEOPLE)
    shutil.copytree(quick, slow)
    for folder, condition, count, delay in (
        (quick, "", visits, 0.0),
        (slow, ", each commit delayed 300 ms", max(2, visits // 4), DELAY_SECONDS),
    ):
        tell(f"  a day of {count} visits{condition} ...")
        try:
            presses, floor = _day(folder, count, delay)
        except DayFailed as problem:
            yield Figure(name=f"press holds the screen{condition}", unit="ms", floor_of=FLOOR, reason=str(problem))
            continue
        for what in (DOSE, CARD, EVERYTHING):
            yield from _of(what, condition, presses, floor)


def _of(what: str, condition: str, presses: list[Press], floor: float) -> Iterator[Figure]:
    chosen = [press for press in presses if press[0] == what or (what == EVERYTHING and press[0] != SIGN_IN)]
    if not chosen:
        return
    held, busy = [press[1] for press in chosen], [press[2] for press in chosen]
    budget = Budget(limit=HELD_MS)
    for label, times, share, judged in (
        ("p50", held, 0.5, None),
        ("p95", held, 0.95, None),
        ("p99", held, 0.99, budget),
        ("max", held, 1.0, None),
        ("own processor time p99", busy, 0.99, None),
    ):
        yield Figure(
            name=f"press holds the screen, {what}{condition}, {label}",
            unit="ms",
            value=quantile(times, share) * MILLISECONDS,
            floor=floor * MILLISECONDS,
            floor_of=FLOOR,
            budget=judged,
        )


def _make_township(folder: Path, people: int) -> None:
    town = ("--people", str(people), "--seed", "1", "--today", TODAY.isoformat())
    _run(
        "clinic_app.app",
        "practice",
        *town,
        "--out",
        str(folder / "clinic.db"),
        "--expected",
        str(folder / "expected.json"),
    )


def _day(folder: Path, visits: int, delay: float) -> tuple[list[Press], float]:
    """Return every press of such a day, and the floor, in seconds."""
    said: dict[str, Any] = json.loads(_run("clinic_app.app.bench.day_window", str(folder), str(visits), str(delay)))
    return [(doing, held, busy) for doing, held, busy in said["presses"]], quantile(said["bare"], 0.5)


def _run(module: str, *arguments: str) -> str:
    """Run a part of the program as a process and return the last line it printed.

    Raises:
        DayFailed: it ended otherwise than well.
    """
    surroundings = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    ended = subprocess.run(
        [sys.executable, "-m", module, *arguments],
        env=surroundings,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=TIMEOUT_SECONDS,
        check=False,
    )
    if ended.returncode != 0:
        raise DayFailed((ended.stderr.strip().splitlines() or [f"exit code {ended.returncode}"])[-1])
    return ended.stdout.strip().splitlines()[-1]
