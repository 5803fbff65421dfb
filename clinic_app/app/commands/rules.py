"""`clinic-app rules`: review rule files before they are used."""

from __future__ import annotations

import sys
from pathlib import Path

import click

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def rules() -> None:
    """Rule files: editions of the programme and overlays of a county."""


@rules.command()
@click.argument("file", type=_FILE)
@click.option("--beside", multiple=True, type=_FILE, help="A file it is used with; joined, and not reviewed.")
def check(file: Path, beside: tuple[Path, ...]) -> None:
    """Review FILE, an edition or an overlay, together with the rules this version ships.

    Prints every problem with its place in the file and what to do, one a line. Refused are unknown fields, names that
    nothing answers to, statements without a source, an overlay that weakens an edition, windows that can never be met,
    plans nobody comes to, rules by which a child that is given each dose as soon as it is offered is refused a dose or
    never finishes, and cases of the file that are answered otherwise. Exits with 1 when there is a problem.
    """
    from clinic_app.services.rule_review import problems_in_files

    written, others = {file.name: file.read_bytes()}, {path.name: path.read_bytes() for path in beside}
    problems = problems_in_files(written, others, _show_progress if sys.stderr.isatty() else _quiet)
    for problem in problems:
        click.echo(problem.sentence)
    if problems:
        click.echo(f"REFUSED: {len(problems)} problems in {file.name}")
        raise SystemExit(1)
    click.echo("OK")


def _quiet(_done: int, _of: int) -> bool:
    return True


def _show_progress(done: int, of: int) -> bool:
    click.echo(f"\r{done} of {of} childhoods", nl=done == of, err=True)
    return True
