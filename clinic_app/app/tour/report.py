"""The tour's table: every step with the keys themselves, the program's time, and the picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from pathlib import Path

    from clinic_app.app.tour.logbook import Step


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
