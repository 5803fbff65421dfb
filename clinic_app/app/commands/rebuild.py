"""`clinic-app rebuild`: make all rows true again from the journal, when `check` has named rows that differ."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import click

from clinic_app.app.passwords import opening, unlocked
from clinic_app.app.places import default_database

SAID_EVERY = 1_000


@click.command()
@click.option("--db", type=click.Path(path_type=Path), default=None, help="The database; default: this machine's.")
@click.option("--user", default=None, help="Whose password opens it (id or name); default: the first user.")
def rebuild(db: Path | None, user: str | None) -> None:
    """Fold every person, lot and the clinic anew from the journal and replace the rows that differ.

    The journal is not touched, the program may go on running, and Ctrl+C stops between two people: what is done
    stays. Names every subject that was repaired. The password is taken from CLINIC_APP_PASSWORD or asked for.
    """
    from clinic_app.devices.clock import SystemClock
    from clinic_app.services.premises import Premises
    from clinic_app.services.rebuild import rebuild_beside_the_desk
    from clinic_app.services.sign_in import open_desk

    premises = Premises.of(db or default_database())
    user_id, keys = unlocked(premises, user)
    with opening(premises.database), closing(open_desk(premises, keys, user_id, SystemClock())) as desk:
        rebuilt = rebuild_beside_the_desk(desk, _Telling())
    for subject in rebuilt.repaired:
        click.echo(f"REPAIRED {subject}")
    click.echo(f"{rebuilt.subjects} subjects, {len(rebuilt.repaired)} repaired")


class _Telling:
    """Says on stderr how far the rebuild is, now and then."""

    def __init__(self) -> None:
        self._said = 0

    def __call__(self, done: int, total: int) -> None:
        if done - self._said >= SAID_EVERY or done == total:
            self._said = done
            click.echo(f"{done} / {total}", err=True)
