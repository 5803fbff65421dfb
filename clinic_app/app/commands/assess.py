"""`clinic-app assess`: JSON lines in, JSON lines out; what the engine says about each person."""

import sys

import click

from clinic_app.domain.immunization.answer_lines import answers
from clinic_app.services.resource_files import shipped_rules


@click.command()
@click.option("--edition", default=None, help="Forecast by this edition, whatever the line or the day says.")
def assess(edition: str | None) -> None:
    """Read persons from standard input, one JSON object a line; write one answer a line."""
    rules = shipped_rules()
    if edition is not None and edition not in rules.editions:
        raise click.BadParameter(f"known editions: {', '.join(rules.editions)}", param_hint="--edition")
    for answer in answers(rules, sys.stdin.buffer, edition):
        click.echo(answer)


if __name__ == "__main__":
    assess()
