"""The county of a practice township: a key pair made with it, so that export and opening can be practised whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinic_app.devices.safe_files import write_file
from clinic_app.exchange.keys import new_county_keypair, new_signing_key, public_bytes_of, signing_key_file

if TYPE_CHECKING:
    from pathlib import Path

    from clinic_app.services.premises import Premises

ENDING, SIGNING_ENDING = ".county-key", ".county-signing-key"


def county_key_file(premises: Premises) -> Path:
    """Return where the practice county's secret key lies: beside the database. A real county's is never here."""
    return premises.database.with_suffix(ENDING)


def found_practice_county(premises: Premises) -> str:
    """Make the practice county's key pair, keep the secret one beside the database, and return the recipient."""
    pair = new_county_keypair()
    premises.database.parent.mkdir(parents=True, exist_ok=True)
    write_file(county_key_file(premises), f"{pair.identity}\n".encode())
    return pair.recipient


def county_signing_key_file(premises: Premises) -> Path:
    """Return where the practice county's signing key lies: beside the database. A real county's is never here."""
    return premises.database.with_suffix(SIGNING_ENDING)


def found_practice_signing_key(premises: Premises) -> str:
    """Make the key with which the practice county signs rule packs, keep it, and return its public half, hex."""
    key = new_signing_key()
    premises.database.parent.mkdir(parents=True, exist_ok=True)
    write_file(county_signing_key_file(premises), signing_key_file(key))
    return public_bytes_of(key).hex()
