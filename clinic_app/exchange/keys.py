"""Keys of the exchange: the county opens what is sealed to it, a device signs what it sends."""

from __future__ import annotations

from dataclasses import dataclass, field

import pyrage
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

PUBLIC_KEY_BYTES = 32
SIGNATURE_BYTES = 64
_IDENTITY_PREFIX = "AGE-SECRET-KEY-1"


class NotAKey(ValueError):
    """The text is not a key of the expected kind. The text itself is not repeated in the message."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CountyKeypair:
    """The key pair of a county (县级密钥).

    Attributes:
        recipient: `age1...`, public: whoever has it can seal a package for the county.
        identity: `AGE-SECRET-KEY-1...`, secret: whoever has it can open those packages. Not shown by `repr`.
    """

    recipient: str
    identity: str = field(repr=False)


def new_county_keypair() -> CountyKeypair:
    """Return a new X25519 pair for age."""
    identity = pyrage.x25519.Identity.generate()
    return CountyKeypair(recipient=str(identity.to_public()), identity=str(identity))


def identity_in(text: str) -> str:
    """Return the one secret key in the text of a key file, as age writes it (`#` lines are remarks).

    Raises:
        NotAKey: there is none, more than one, or it is mistyped.
    """
    lines = [line.strip() for line in text.splitlines()]
    keys = [line for line in lines if line and not line.startswith("#")]
    if len(keys) != 1 or not keys[0].startswith(_IDENTITY_PREFIX):
        raise NotAKey("the file must hold exactly one AGE-SECRET-KEY-1 line")
    recipient_of(keys[0])
    return keys[0]


def recipient_of(identity: str) -> str:
    """Return the public recipient of a secret key.

    Raises:
        NotAKey: the secret key is mistyped.
    """
    try:
        return str(pyrage.x25519.Identity.from_str(identity).to_public())
    except pyrage.IdentityError as error:
        raise NotAKey("this is not an age secret key") from error


def demand_recipient(recipient: str) -> None:
    """Refuse a text that is not an age recipient.

    Raises:
        NotAKey: it is mistyped.
    """
    try:
        pyrage.x25519.Recipient.from_str(recipient)
    except pyrage.RecipientError as error:
        raise NotAKey("this is not an age recipient") from error


def is_recipient(text: str) -> bool:
    """Return whether the text is an age recipient."""
    try:
        demand_recipient(text)
    except NotAKey:
        return False
    return True


def new_signing_key() -> Ed25519PrivateKey:
    """Return a new Ed25519 key, such as a county signs its rule packs with."""
    return Ed25519PrivateKey.generate()


def signing_key_file(key: Ed25519PrivateKey) -> bytes:
    """Return a signing key as the text of a file (PEM, PKCS 8, not encrypted)."""
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def signing_key_in(text: bytes) -> Ed25519PrivateKey:
    """Return the Ed25519 key of a key file, such as `openssl genpkey -algorithm ed25519` writes.

    Raises:
        NotAKey: it is something else.
    """
    try:
        key = load_pem_private_key(text, password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise NotAKey("this is not an unencrypted Ed25519 key in PEM") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise NotAKey("this is a key of another kind; an Ed25519 key is asked for")
    return key


def public_bytes_of(device_key: Ed25519PrivateKey) -> bytes:
    """Return the 32 bytes of the public half of a device key."""
    return device_key.public_key().public_bytes_raw()


def is_signed_by(public_key: bytes, signature: bytes, message: bytes) -> bool:
    """Return whether `signature` over `message` was made by the owner of the Ed25519 `public_key`."""
    if len(public_key) != PUBLIC_KEY_BYTES or len(signature) != SIGNATURE_BYTES:
        return False
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True
