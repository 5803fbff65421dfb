"""The county's home: a folder with its keys, sealed by a passphrase, and its database."""

from __future__ import annotations

import base64
import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import msgspec
import pyrage
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from clinic_app.devices.safe_files import read_plain_file, write_file
from clinic_app.exchange.enrolment import fingerprint_of
from clinic_app.exchange.keys import new_county_keypair, public_bytes_of, recipient_of
from clinic_app.hub.sqlite_ground import SqliteGround
from clinic_app.hub.store import Store

if TYPE_CHECKING:
    from pathlib import Path

KEY_FILE = "county.keys"
DATABASE = "county.db"
_KEY_FILE_LIMIT = 64 * 1024
LEAST_PASSPHRASE = 12


class HomeTaken(Exception):
    """A county has been founded here already; nothing was touched."""


class NoHome(Exception):
    """No county has been founded in this folder."""


class WrongPassphrase(Exception):
    """The passphrase does not open the keys, or the file was changed. Nothing was touched."""


class PassphraseTooShort(Exception):
    """The passphrase has fewer than 12 characters."""


class _Sealed(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the key file holds, sealed."""

    format: int
    county_code: str
    county_name: str
    practice: bool
    identity: str
    signing_secret: str
    database_key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class County:
    """A county with its keys open. The secrets are not shown by `repr`.

    Attributes:
        county_code: 6 digits (GB/T 2260).
        practice: True for a county to learn with: it takes in practice packages, and only those.
        identity: age secret key that opens what clinics seal.
        signing_key: signs enrolments, receipts and everything else the county sends.
    """

    home: Path
    county_code: str
    county_name: str
    practice: bool
    identity: str = field(repr=False)
    signing_key: Ed25519PrivateKey = field(repr=False)
    database_key: bytes = field(repr=False)

    @property
    def recipient(self) -> str:
        """Return the public age key to which clinics seal."""
        return recipient_of(self.identity)

    @property
    def fingerprint(self) -> tuple[str, ...]:
        """Return the fingerprint of the signing key as it is printed on paper: eight groups of four digits."""
        return fingerprint_of(public_bytes_of(self.signing_key))

    def open_store(self) -> Store:
        """Open the county's SQLite database, made at the first time.

        Raises:
            WrongHubKey, NewerHub: it cannot be used; it stands as it was.
        """
        return Store(SqliteGround(self.home / DATABASE, self.database_key))


def found_county(home: Path, code: str, name: str, passphrase: str, *, practice: bool = False) -> County:
    """Make the keys of a county and seal them in its home.

    Raises:
        HomeTaken: there is a county here. PassphraseTooShort: nothing was made.
    """
    if len(passphrase) < LEAST_PASSPHRASE:
        raise PassphraseTooShort
    home.mkdir(parents=True, exist_ok=True)
    if (home / KEY_FILE).exists() or (home / DATABASE).exists():
        raise HomeTaken(str(home))
    signing_key = Ed25519PrivateKey.generate()
    sealed = _Sealed(
        format=1,
        county_code=code,
        county_name=name,
        practice=practice,
        identity=new_county_keypair().identity,
        signing_secret=_text(signing_key.private_bytes_raw()),
        database_key=_text(secrets.token_bytes(32)),
    )
    write_file(home / KEY_FILE, pyrage.passphrase.encrypt(msgspec.json.encode(sealed), passphrase))
    return _county(home, sealed)


def open_county(home: Path, passphrase: str) -> County:
    """Open the county's keys.

    Raises:
        NoHome: no county was founded here. WrongPassphrase: the keys stay closed.
    """
    try:
        stored = read_plain_file(home / KEY_FILE, _KEY_FILE_LIMIT)
    except OSError as error:
        raise NoHome(str(home)) from error
    try:
        return _county(home, msgspec.json.decode(pyrage.passphrase.decrypt(stored, passphrase), type=_Sealed))
    except (pyrage.DecryptError, msgspec.MsgspecError, ValueError) as error:
        raise WrongPassphrase(str(home)) from error


def _county(home: Path, sealed: _Sealed) -> County:
    return County(
        home=home,
        county_code=sealed.county_code,
        county_name=sealed.county_name,
        practice=sealed.practice,
        identity=sealed.identity,
        signing_key=Ed25519PrivateKey.from_private_bytes(base64.b64decode(sealed.signing_secret)),
        database_key=base64.b64decode(sealed.database_key),
    )


def _text(secret: bytes) -> str:
    return base64.b64encode(secret).decode("ascii")
