"""The tour's table: every step with the keys themselves, the program's time, and the picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from clinic_app.app.tour.logbook import Step

MOST_PRESSES_A_DOSE = 14


def presses_of_one_dose(steps: Iterable[Step]) -> dict[str, int]:
    """Return for each ordinary child with one dose how many presses and scans its visit took.

    The digits of the temperature do not count; everything else does, from the scan of the booklet to the needle.
    """
    presses: dict[str, int] = {}
    doses: dict[str, int] = {}
    for step in steps:
        if step.routine:
            presses[step.routine] = presses.get(step.routine, 0) + (0 if step.measured else len(step.keys))
            doses[step.routine] = doses.get(step.routine, 0) + sum(what == "given" for what, _ in step.claims)
    return {name: count for name, count in presses.items() if doses[name] == 1}


def write_report(out: Path, steps: list[Step], problems: list[str], figures: dict[str, str]) -> None:
    """Write `tour.md` for people and `tour.json` for programs."""
    (out / "tour.md").write_text(_markdown(steps, problems, figures), encoding="utf-8")
    whole = {"steps": steps, "problems": problems, "figures": figures}
    (out / "tour.json").write_bytes(msgspec.json.format(msgspec.json.encode(whole), indent=1))


def _markdown(steps: list[Step], problems: list[str], figures: dict[str, str]) -> str:
    lines = ["# The tour", "", *(f"- {name}: {value}" for name, value in figures.items()), ""]
    lines += [f"- PROBLEM: {problem}" for problem in problems] or ["- no difference between screen and journal"]
    lines += ["", "| step | what | keys | program ms | picture |", "|---|---|---|---|---|"]
    lines += [
        f"| {step.number} | {step.title} | {_keys(step.keys)} | {step.program_ms} | {step.picture} |" for step in steps
    ]
    return "\n".join(lines) + "\n"


def _keys(keys: tuple[str, ...]) -> str:
    return " ".join(f"`{key}`" for key in keys)
