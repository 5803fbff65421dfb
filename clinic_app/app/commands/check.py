"""`clinic-app check`: prove that nothing in a clinic's records is missing or changed, or name the first damage."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from clinic_app.app.passwords import opening, unlocked
from clinic_app.app.places import default_database

if TYPE_CHECKING:
    from clinic_app.services.checkup import Checkup

MEANINGS = {
    "page_damaged": "a page of the file was changed or cannot be read",
    "unreadable": "SQLite gave up reading the file",
    "row_without_parent": "a row belongs to nothing",
    "hash_differs": "the bytes of an entry are not those that were written",
    "entry_unreadable": "the bytes of an entry are not an entry",
    "columns_differ": "the columns of an entry do not say what its bytes say",
    "gap": "an entry is missing before this one",
    "chain_broken": "an entry does not follow the one before it",
    "other_device": "the database belongs to another workstation than the key file",
    "head_differs": "the signed head is not the last entry: entries were removed from the end, or added unsigned",
    "head_missing": "a stream has no signed head",
    "signature_wrong": "a head was not signed by its workstation",
    "guard_missing": "the guard file beside the database is missing or unreadable",
    "guard_signature_wrong": "a head in the guard file was not signed by its workstation",
    "behind_guard": "the database is older than its guard file: a former copy was put in its place",
    "guard_differs": "the entry that the guard file proves was replaced by another",
    "entry_missing": "an entry stands in the tail copy but not in the journal",
    "rule_pack_missing": "a rule pack that was activated here is missing or changed; bring it again on a stick",
    "rows_differ": "the rows of this subject are not those its entries tell",
}


@click.command()
@click.option("--db", type=click.Path(path_type=Path), default=None, help="The database; default: this machine's.")
@click.option("--user", default=None, help="Whose password opens it (id or name); default: the first user.")
def check(db: Path | None, user: str | None) -> None:
    """Check chain, signatures, integrity, foreign keys and all rows against a fresh fold of the journal.

    Nothing is changed, and the program may go on running. Exits with 1 on damage and with 2 when the database cannot
    be opened. The password is taken from CLINIC_APP_PASSWORD or asked for.
    """
    from clinic_app.services.checkup import check_clinic
    from clinic_app.services.premises import Premises

    premises = Premises.of(db or default_database())
    _, keys = unlocked(premises, user)
    with opening(premises.database):
        checkup = check_clinic(premises, keys)
    for line in _counts(checkup):
        click.echo(line)
    if checkup.damages:
        click.echo(_first_damage(checkup))
        raise SystemExit(1)
    click.echo("OK")


def _counts(checkup: Checkup) -> list[str]:
    counts = {"entries": checkup.entries, "people": checkup.people, "doses": checkup.doses}
    known = ", ".join(f"{count} {name}" for name, count in counts.items() if count >= 0)
    return [line for line in (known, *(f"head {head}" for head in checkup.heads)) if line]


def _first_damage(checkup: Checkup) -> str:
    first, more = checkup.damages[0], len(checkup.damages) - 1
    where = f" at {first.where}" if first.where else ""
    return f"DAMAGED {first.what}{where}: {MEANINGS[first.what]}" + (f" ({more} more)" if more else "")
