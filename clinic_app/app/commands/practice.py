"""`clinic-app practice`: a practice township on disk, and the coverage it reached."""

import sys
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

import click
import msgspec

from clinic_app.devices.clock import SystemClock
from clinic_app.practice.clinic import PracticeClinic, PracticePlan, found_practice_clinic
from clinic_app.practice.clinic_days import NoCalendar
from clinic_app.practice.coverage import Coverage
from clinic_app.services.founding import AlreadyFounded

PEOPLE = 2373
WIDTH = 9


@click.command()
@click.option("--people", default=PEOPLE, show_default=True, help="People on file, the named ones included.")
@click.option("--seed", default=1, show_default=True, help="The same seed gives the same township.")
@click.option(
    "--today", type=click.DateTime(["%Y-%m-%d"]), help="The day practice begins; the last visit is before it. [today]"
)
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), required=True, help="The database; must not exist."
)
@click.option(
    "--expected",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Also write here, as JSON, who is expected on that day, and the codes of the vials that lie ready.",
)
def practice(people: int, seed: int, today: datetime | None, out: Path, expected: Path | None) -> None:
    """Let a practice township (练习模式) live seven years, and print its coverage by vaccine and birth year.

    The table is for people; the last line is the same as JSON.
    """
    plan = PracticePlan(people=people, seed=seed, today=today.date() if today else SystemClock().today())
    try:
        clinic = found_practice_clinic(out, plan, progress=_show_progress)
    except AlreadyFounded as problem:
        raise click.ClickException(f"{problem} stands there already; choose another file") from problem
    except (NoCalendar, ValueError) as problem:
        raise click.ClickException(str(problem)) from problem
    if expected is not None:
        expected.write_bytes(msgspec.json.format(msgspec.json.encode(clinic.expected), indent=1))
    for line in coverage_table(clinic.coverage):
        click.echo(line)
    click.echo(coverage_json(plan, clinic))


def coverage_table(coverage: tuple[Coverage, ...]) -> list[str]:
    """Return one line a dose and one column a birth year: percent of the children old enough."""
    years = sorted({cell.birth_year for cell in coverage})
    cells = {(cell.series, cell.dose, cell.birth_year): f"{cell.percent:.2f}" for cell in coverage}
    doses = dict.fromkeys((cell.series, cell.dose) for cell in coverage)
    head = f"{'dose':<10}" + "".join(f"{year:>{WIDTH}}" for year in years)
    return [head] + [
        f"{f'{series} {dose}':<10}" + "".join(f"{cells.get((series, dose, year), '-'):>{WIDTH}}" for year in years)
        for series, dose in doses
    ]


def coverage_json(plan: PracticePlan, clinic: PracticeClinic) -> str:
    """Return the run and its coverage as one line of JSON."""
    cells = [{**asdict(cell), "percent": cell.percent} for cell in clinic.coverage]
    outcome = {
        "database": str(clinic.premises.database),
        "people": plan.people,
        "seed": plan.seed,
        "today": plan.today.isoformat(),
        "entries": clinic.entries,
        "coverage": cells,
    }
    return msgspec.json.encode(outcome).decode()


def _show_progress(entries: int) -> None:
    click.echo(f"{entries} entries written", file=sys.stderr)
