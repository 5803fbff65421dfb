"""`clinic-app reconcile`: prove that clinic and county hold the same cards, or name the people whose card differs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from clinic_app.app.passwords import opening, unlocked
from clinic_app.app.places import default_database

if TYPE_CHECKING:
    from clinic_app.services.reconciliation import Reconciled


@click.command()
@click.argument("stick", type=click.Path(file_okay=False, exists=True, path_type=Path))
@click.option("--db", type=click.Path(path_type=Path), default=None, help="The database; default: this machine's.")
@click.option("--user", default=None, help="Whose password opens it (id or name); default: the first user.")
def reconcile(stick: Path, db: Path | None, user: str | None) -> None:
    """Compare the county's statement (对账单) on a stick with this journal, card by card.

    Nothing is changed here or on the stick. Exits with 1 when somebody differs and with 2 when nothing could be
    compared. The password is taken from CLINIC_APP_PASSWORD or asked for.
    """
    from clinic_app.records.connection import connect
    from clinic_app.services import reconciliation
    from clinic_app.services.failures import WishRefused
    from clinic_app.services.premises import Premises

    premises = Premises.of(db or default_database())
    _, keys = unlocked(premises, user)
    with opening(premises.database):
        opened = connect(premises.database, keys.database_key, read_only=True)
    try:
        found = reconciliation.reconcile(opened, stick)
    except WishRefused as refused:
        click.echo(_why(refused), err=True)
        raise SystemExit(2) from refused
    finally:
        opened.close()
    _tell(found)


def _why(refused: Exception) -> str:
    from clinic_app.services.reconciliation import NoStatement, NotEnrolled, ReceiptFirst

    if isinstance(refused, NotEnrolled):
        return "no county has enrolled this clinic"
    if isinstance(refused, NoStatement):
        return "the stick holds no statement of this county for this clinic; ask for `clinic-hub statement`"
    if isinstance(refused, ReceiptFirst):
        return f"first take in receipt {refused.number}: it lies on this stick; the sync page takes it in"
    return "the county disputes more entries than its receipt lists; clear some of them first"


def _tell(found: Reconciled) -> None:
    click.echo(f"as of receipt {found.receipt}: {found.people_here} people here, {found.people_there} at the county")
    click.echo(f"root here      {found.root_here.hex()}\nroot at county {found.root_there.hex()}")
    for sentence, people in (
        ("only here", found.differ.only_here),
        ("only at the county", found.differ.only_there),
        ("another card", found.differ.other_card),
    ):
        for person_id in people:
            click.echo(f"DIFFERS person {person_id}: {sentence}")
    if found.differ:
        raise SystemExit(1)
    click.echo("OK")
