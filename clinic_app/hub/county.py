"""The county's home: a folder with its keys, sealed by a passphrase, and its database."""

from __future__ import annotations

import base64
import secrets
from binascii import Error as NotBase64
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import msgspec
from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

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
_CONTEXT = b"vaxsync county keys 1"
_PASSES, _MEMORY_KIB, _LANES = 3, 64 * 1024, 2
_MOST_MEMORY_KIB = 1 << 20
_NONCE_BYTES = 12


class HomeTaken(Exception):
    """A county has been founded here already; nothing was touched."""


class NoHome(Exception):
    """No county has been founded in this folder."""


class WrongPassphrase(Exception):
    """The passphrase does not open the keys, or the file was changed. Nothing was touched."""


class PassphraseTooShort(Exception):
    """The passphrase has fewer than 12 characters."""


class _KeyFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The key file: how the passphrase becomes a key (argon2id), and what that key seals (ChaCha20-Poly1305)."""

    format: int
    salt: str
    passes: int
    memory_kib: int
    lanes: int
    sealed: str


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

    def open_store(self, url: str = "") -> Store:
        """Open the county's database, its tables made at the first time.

        Args:
            url: of a PostgreSQL database; without one, the encrypted SQLite file in the county's home.

        Raises:
            WrongHubKey, NewerHub, ServerAway: it cannot be used; it stands as it was.
        """
        if not url:
            return Store(SqliteGround(self.home / DATABASE, self.database_key))
        from clinic_app.hub.postgres_ground import PostgresGround  # only a large county has a server

        return Store(PostgresGround(url))


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
    write_file(home / KEY_FILE, _closed(sealed, passphrase))
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
        return _county(home, _opened(stored, passphrase))
    except (InvalidTag, NotBase64, msgspec.MsgspecError, ValueError) as error:
        raise WrongPassphrase(str(home)) from error


def _closed(sealed: _Sealed, passphrase: str) -> bytes:
    """Return the bytes of the key file."""
    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(_NONCE_BYTES)
    file = _KeyFile(format=1, salt=_text(salt), passes=_PASSES, memory_kib=_MEMORY_KIB, lanes=_LANES, sealed="")
    key = _key(passphrase, file)
    ciphertext = nonce + ChaCha20Poly1305(key).encrypt(nonce, msgspec.json.encode(sealed), _CONTEXT)
    return msgspec.json.format(msgspec.json.encode(msgspec.structs.replace(file, sealed=_text(ciphertext))), indent=1)


def _opened(stored: bytes, passphrase: str) -> _Sealed:
    """Return what the key file holds; any failure means that it stays closed."""
    file = msgspec.json.decode(stored, type=_KeyFile)
    if file.memory_kib > _MOST_MEMORY_KIB:
        raise ValueError("this much memory was never asked for")
    ciphertext = base64.b64decode(file.sealed, validate=True)
    cipher = ChaCha20Poly1305(_key(passphrase, file))
    plain = cipher.decrypt(ciphertext[:_NONCE_BYTES], ciphertext[_NONCE_BYTES:], _CONTEXT)
    return msgspec.json.decode(plain, type=_Sealed)


def _key(passphrase: str, file: _KeyFile) -> bytes:
    return hash_secret_raw(
        passphrase.encode(),
        base64.b64decode(file.salt, validate=True),
        time_cost=file.passes,
        memory_cost=file.memory_kib,
        parallelism=file.lanes,
        hash_len=32,
        type=Type.ID,
    )


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
