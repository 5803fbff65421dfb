"""`clinic-app tour OUT`: a day at the desk driven by keys and scans, with pictures, compared with the journal."""

from __future__ import annotations

import sys
from pathlib import Path

import click


@click.command()
@click.argument("out", type=click.Path(path_type=Path, file_okay=False))
@click.option("--leg", hidden=True, default=None, help="Run one part in this process; the tour calls itself so.")
def tour(out: Path, leg: str | None) -> None:
    """Run the tour into the folder OUT and exit non-zero on any difference between screen and journal."""
    if leg is not None:
        from clinic_app.app.tour.legs import run_leg

        sys.exit(run_leg(leg, out))
    from clinic_app.app.tour.director import direct

    outcome = direct(out)
    for name, value in outcome.figures.items():
        print(f"{name}: {value}")
    for problem in outcome.problems:
        print(f"PROBLEM: {problem}", file=sys.stderr)
    print(f"pictures, slips, package and table: {out}")
    sys.exit(1 if outcome.problems else 0)
