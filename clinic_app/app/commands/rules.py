"""`clinic-app rules`: review rule files before they are used, and make signed packs of them."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn
from uuid import UUID

import click

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from clinic_app.domain.immunization.rule_review import Heard
    from clinic_app.exchange.rule_pack import RulePack

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def rules() -> None:
    """Rule files: editions of the programme and overlays of a county."""


@rules.command()
@click.argument("file", type=_FILE)
@click.option("--beside", multiple=True, type=_FILE, help="A file it is used with; joined, and not reviewed.")
def check(file: Path, beside: tuple[Path, ...]) -> None:
    """Review FILE, an edition, an overlay or a signed pack, together with the rules this version ships.

    Prints every problem with its place in the file and what to do, one a line. Refused are unknown fields, names that
    nothing answers to, statements without a source, an overlay that weakens an edition, windows that can never be met,
    plans nobody comes to, rules by which a child that is given each dose as soon as it is offered is refused a dose or
    never finishes, and cases of the file that are answered otherwise. Exits with 1 when there is a problem.
    """
    from clinic_app.services.rule_review import problems_in_files

    stored, others = file.read_bytes(), {path.name: path.read_bytes() for path in beside}
    pack = _pack_in(file.name, stored)
    written, cases = (pack.files, pack.cases) if pack is not None else ({file.name: stored}, ())
    problems = problems_in_files(written, others, _heard(), cases)
    if problems:
        _refuse([problem.sentence for problem in problems], file.name)
    click.echo("OK")


def _pack_in(name: str, stored: bytes) -> RulePack | None:
    """Return the pack, and say whose key signed it; None when the file is none."""
    from clinic_app.exchange.enrolment import fingerprint_of
    from clinic_app.exchange.rule_pack import MAGIC, RulePackUnusable, pack_by_its_own_key

    if not stored.startswith(MAGIC):
        return None
    try:
        pack = pack_by_its_own_key(stored)
    except RulePackUnusable as error:
        _refuse([f"{name}: {error}; this is no whole pack, sign it anew"], name)
    fingerprint = " ".join(fingerprint_of(bytes.fromhex(pack.signing_key)))
    click.echo(f"number {pack.sequence}, signed by {fingerprint}: compare it with the county's paper")
    return pack


@rules.command()
@click.argument("files", type=_FILE, nargs=-1, required=True)
@click.option("--sequence", type=click.IntRange(min=1), required=True, help="Higher than in every earlier pack.")
@click.option("--title", required=True, help="What people call it, in their language.")
@click.option("--issuer", required=True, help="Who issues it.")
@click.option("--issued-on", type=click.DateTime(["%Y-%m-%d"]), help="The day of issue. [today]")
@click.option("--cases", type=_FILE, help="Questions with the answers expected, one JSON object a line.")
@click.option("--key", type=_FILE, required=True, help="The county's Ed25519 signing key, PEM, not encrypted.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True, help="The pack to write (.RUL).")
def pack(
    files: tuple[Path, ...],
    sequence: int,
    title: str,
    issuer: str,
    issued_on: datetime | None,
    cases: Path | None,
    key: Path,
    out: Path,
) -> None:
    """Review FILES, editions and overlays, and write them as one signed pack for the clinics of a county.

    Nothing is written when a file or a case does not pass: see `check`. Exits with 1 then.
    """
    from clinic_app.devices.clock import SystemClock
    from clinic_app.devices.identity import new_id
    from clinic_app.devices.safe_files import write_file
    from clinic_app.exchange.keys import NotAKey, signing_key_in
    from clinic_app.exchange.rule_pack import RulePackUnusable
    from clinic_app.services.rule_failures import PackFailsHere
    from clinic_app.services.rule_pack_making import made_pack

    lines = [line for line in cases.read_text("utf-8").splitlines() if line.strip()] if cases else []
    try:
        stored = made_pack(
            {path.name: path.read_bytes() for path in files},
            lines,
            signing_key_in(key.read_bytes()),
            pack_id=UUID(new_id()),
            sequence=sequence,
            title=title,
            issuer=issuer,
            issued_on=issued_on.date() if issued_on else SystemClock().today(),
            heard=_heard(),
        )
    except NotAKey as error:
        raise click.ClickException(f"{key.name}: {error}") from error
    except RulePackUnusable as error:
        raise click.ClickException(f"no clinic could use this pack: {error}") from error
    except PackFailsHere as failed:
        _refuse(failed.problems, "these files")
    write_file(out, stored)
    click.echo(f"{out.name}: number {sequence}, {len(files)} files, {len(lines)} cases")


def _refuse(sentences: Sequence[str], name: str) -> NoReturn:
    """Print every problem and end with 1."""
    for sentence in sentences:
        click.echo(sentence)
    click.echo(f"REFUSED: {len(sentences)} problems in {name}")
    raise SystemExit(1)


def _heard() -> Heard:
    return _show_progress if sys.stderr.isatty() else _quiet


def _quiet(_done: int, _of: int) -> bool:
    return True


def _show_progress(done: int, of: int) -> bool:
    click.echo(f"\r{done} of {of} childhoods", nl=done == of, err=True)
    return True
