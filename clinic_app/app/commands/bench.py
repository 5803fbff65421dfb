"""`clinic-app bench`: measure the budgets of the program, each beside a floor taken in the same run."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

from clinic_app.app.bench.population import MOST_DOSES

if TYPE_CHECKING:
    from clinic_app.app.bench.figures import Figure
    from clinic_app.app.bench.sites import Ground

PRACTICE_PEOPLE = 2373
BENCH_PEOPLE = 48_000
QUICK_PRACTICE_PEOPLE = 60
QUICK_BENCH_PEOPLE = 300


@click.command()
@click.option("--people", default=PRACTICE_PEOPLE, show_default=True, help="People of the practice township.")
@click.option("--bench-people", default=BENCH_PEOPLE, show_default=True, help="People of the bench clinic.")
@click.option(
    "--bench-doses-per-person",
    type=click.IntRange(1, MOST_DOSES),
    default=MOST_DOSES,
    show_default=True,
    help="Historical doses of each of them.",
)
@click.option("--quick", is_flag=True, help="Small clinics and few repetitions: shows that it runs, measures little.")
@click.option("--county", type=float, default=None, metavar="PERCENT", help="Only this share of a county's first load.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), default=None, help="Also write JSON to FILE.")
def bench(
    people: int,
    bench_people: int,
    bench_doses_per_person: int,
    quick: bool,
    county: float | None,
    out: Path | None,
) -> None:
    """Measure the program and print a table. Everything is made in a temporary folder that is removed afterwards."""
    from clinic_app.app.bench.figures import table
    from clinic_app.app.bench.sites import Ground, bench_site, practice_site

    if quick:
        people, bench_people = min(people, QUICK_PRACTICE_PEOPLE), min(bench_people, QUICK_BENCH_PEOPLE)
    with tempfile.TemporaryDirectory(prefix="clinic-bench-") as name:
        folder = Path(name)
        figures = (
            _of_a_county(folder, county)
            if county is not None
            else _measured(
                Ground(
                    folder=folder,
                    practice=practice_site(folder, people),
                    bench=bench_site(folder, bench_people, bench_doses_per_person),
                    rounds=1 if quick else 5,
                    sample=8 if quick else 100,
                )
            )
        )
    for line in table(figures):
        click.echo(line)
    if out is not None:
        out.write_bytes(_as_json(figures))


def _of_a_county(folder: Path, percent: float) -> list[Figure]:
    """Measure a county's first load alone: it takes as long as all the rest."""
    from clinic_app.app.bench.county import figures

    return list(figures(folder, percent))


def _measured(ground: Ground) -> list[Figure]:
    """Let each family measure; the families that write come last."""
    from clinic_app.app.bench import (
        cards,
        certificates,
        desk_day,
        engine,
        lists,
        needle,
        package,
        papers,
        sites,
        slips,
        start,
        whole_journal,
    )

    figures: list[Figure] = []
    families = (
        start,
        engine,
        cards,
        lists,
        slips,
        certificates,
        papers,
        package,
        whole_journal,
        needle,
        desk_day,
    )
    for family in families:
        sites.tell(f"measuring {family.__name__.rpartition('.')[2].replace('_', ' ')} ...")
        figures += family.figures(ground)
    return figures


def _as_json(figures: list[Figure]) -> bytes:
    import msgspec

    return msgspec.json.format(msgspec.json.encode({"figures": [figure.as_json() for figure in figures]})) + b"\n"
