"""`clinic-app assess`: JSON lines in, JSON lines out; what the engine says about each person."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from clinic_app.domain.immunization.answer_lines import answers
from clinic_app.services.resource_files import shipped_rules

if TYPE_CHECKING:
    from clinic_app.domain.immunization.rules import Rules

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.option("--edition", default=None, help="Forecast by this edition, whatever the line or the day says.")
@click.option("--with", "files", multiple=True, type=_FILE, help="An edition or overlay to join, as if it held.")
@click.option("--db", type=click.Path(path_type=Path), default=None, help="Ask by the rules that hold in this clinic.")
@click.option("--user", default=None, help="Whose password opens the clinic (id or name); default: the first user.")
def assess(edition: str | None, files: tuple[Path, ...], db: Path | None, user: str | None) -> None:
    """Read persons from standard input, one JSON object a line; write one answer a line.

    Without --with and --db the rules this version ships are asked. The password of a clinic is taken from
    CLINIC_APP_PASSWORD or asked for.
    """
    if files and db is not None:
        raise click.UsageError("--with tries files with the shipped rules, --db asks a clinic: give one of them")
    rules = _of_clinic(db, user) if db is not None else _with(files) if files else shipped_rules()
    if edition is not None and edition not in rules.editions:
        raise click.BadParameter(f"known editions: {', '.join(rules.editions)}", param_hint="--edition")
    for answer in answers(rules, sys.stdin.buffer, edition):
        click.echo(answer)


def _with(files: tuple[Path, ...]) -> Rules:
    from clinic_app.domain.immunization.rule_problem import RulesRefused
    from clinic_app.services.rule_review import rules_joined_with

    try:
        return rules_joined_with({path.name: path.read_bytes() for path in files})
    except RulesRefused as refused:
        raise click.ClickException("\n".join(problem.sentence for problem in refused.problems)) from refused


def _of_clinic(db: Path, user: str | None) -> Rules:
    from clinic_app.app.passwords import opening, unlocked
    from clinic_app.devices.clock import SystemClock
    from clinic_app.services.premises import Premises
    from clinic_app.services.reader import open_reader

    premises = Premises.of(db)
    _, keys = unlocked(premises, user)
    with opening(premises.database):
        reader = open_reader(premises, keys.database_key, SystemClock(), shipped_rules())
        try:
            return reader.rules
        finally:
            reader.close()


if __name__ == "__main__":
    assess()
