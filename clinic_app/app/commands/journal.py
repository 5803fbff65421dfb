"""`clinic-app journal`: the entries of a clinic as JSON lines, for engineers and for comparisons."""

from __future__ import annotations

import sys
from contextlib import closing
from pathlib import Path

import click

from clinic_app.app.passwords import opening, unlocked
from clinic_app.app.places import default_database


@click.command()
@click.option("--db", type=click.Path(path_type=Path), default=None, help="The database; default: this machine's.")
@click.option("--since", default=0, metavar="POSITION", help="Only entries that arrived after this position.")
@click.option("--user", required=True, help="Whose password opens it (id or name).")
def journal(db: Path | None, since: int, user: str) -> None:
    """Print every entry as a line {"position": N, "entry": {...}}, the entry byte for byte as it was written.

    The reading is itself noted in the local stream, in the user's name. The password is taken from CLINIC_APP_PASSWORD
    or asked for.
    """
    from clinic_app.devices.clock import SystemClock
    from clinic_app.records.journal import entries_since
    from clinic_app.services.premises import Premises
    from clinic_app.services.sign_in import open_desk

    premises = Premises.of(db or default_database())
    user_id, keys = unlocked(premises, user)
    output = sys.stdout.buffer
    with opening(premises.database):
        desk = open_desk(premises, keys, user_id, SystemClock())
        with closing(desk):
            desk.note_access("exported", "journal")
            desk.flush_access()
            for position, entry_bytes in entries_since(desk.db, since):
                output.write(b'{"position":%d,"entry":%s}\n' % (position, entry_bytes))
