"""The key slots: what a right password opens, and the secret with which this device signs.

The database key is 32 random bytes, wrapped once for each user by a key derived from the password (argon2id), and once
for the printed recovery code.
"""

from __future__ import annotations

import base64
import secrets
import unicodedata
from dataclasses import dataclass

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from clinic_app.domain.recovery_code import ALPHABET, GROUP_LENGTH, GROUPS, grouped
from clinic_app.records.key_file import KeyFile, KeyFileDamaged, KeySlot

KEY_BYTES = 32
NONCE_BYTES = 12


class WrongPassword(Exception):
    """The password does not open this user's slot. Nothing was changed."""


class UnknownUser(Exception):
    """There is no slot for this user on this device."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArgonCost:
    """How dear one try of a password is: argon2id passes, memory in KiB, lanes."""

    passes: int = 3
    memory_kib: int = 65_536
    lanes: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenKeys:
    """What a right password gives: the database key and the device's signing key."""

    database_key: bytes
    device_id: str
    device_key: Ed25519PrivateKey

    def sign(self, signed: bytes) -> bytes:
        """Return the device's Ed25519 signature (64 bytes)."""
        return self.device_key.sign(signed)

    @property
    def device_public(self) -> bytes:
        """Return the device's public key (32 bytes)."""
        return self.device_key.public_key().public_bytes_raw()


def new_keys(device_id: str) -> OpenKeys:
    """Return fresh random keys for a new installation."""
    return OpenKeys(
        database_key=secrets.token_bytes(KEY_BYTES), device_id=device_id, device_key=Ed25519PrivateKey.generate()
    )


def new_recovery_code() -> str:
    """Return a code to be printed and kept in a safe: 40 letters of a 32-letter alphabet, 200 bits."""
    return grouped("".join(secrets.choice(ALPHABET) for _ in range(GROUPS * GROUP_LENGTH)))


def key_file(keys: OpenKeys, slots: tuple[KeySlot, ...], *, practice: bool, clinic_name: str) -> KeyFile:
    """Return the key file of an installation."""
    secret = keys.device_key.private_bytes_raw()
    return KeyFile(
        device_id=keys.device_id,
        device_public=keys.device_public.hex(),
        device_secret=_wrap(keys.database_key, secret),
        slots=slots,
        practice=practice,
        clinic_name=clinic_name,
    )


def new_slot(keys: OpenKeys, *, user_id: str, name: str, role: str, password: str, cost: ArgonCost) -> KeySlot:
    """Return a slot that this password opens."""
    salt = secrets.token_bytes(16)
    derived = _derive(password, salt, cost)
    return KeySlot(
        user_id=user_id,
        name=name,
        role=role,
        salt=_text(salt),
        passes=cost.passes,
        memory_kib=cost.memory_kib,
        lanes=cost.lanes,
        wrapped=_wrap(derived, keys.database_key),
    )


def open_slot(file: KeyFile, user_id: str, password: str) -> OpenKeys:
    """Return the keys that the user's password unlocks.

    Raises:
        UnknownUser: no slot for this user here.
        WrongPassword: the password does not open it.
        KeyFileDamaged: it opens the slot, but not the rest of the file.
    """
    slot = next((slot for slot in file.slots if slot.user_id == user_id), None)
    if slot is None:
        raise UnknownUser(user_id)
    cost = ArgonCost(passes=slot.passes, memory_kib=slot.memory_kib, lanes=slot.lanes)
    derived = _derive(password, _bytes(slot.salt), cost)
    try:
        database_key = _unwrap(derived, slot.wrapped)
    except InvalidTag as error:
        raise WrongPassword(user_id) from error
    try:
        secret = _unwrap(database_key, file.device_secret)
    except (InvalidTag, ValueError) as error:
        raise KeyFileDamaged(user_id) from error
    return OpenKeys(
        database_key=database_key, device_id=file.device_id, device_key=Ed25519PrivateKey.from_private_bytes(secret)
    )


def derived_key(database_key: bytes, purpose: str) -> bytes:
    """Return a 32-byte key for another file of this installation, derived from the database key (HKDF-SHA256)."""
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=purpose.encode()).derive(database_key)


def _derive(password: str, salt: bytes, cost: ArgonCost) -> bytes:
    typed = unicodedata.normalize("NFKC", password).encode()  # a Chinese input method may send full-width digits
    return hash_secret_raw(typed, salt, cost.passes, cost.memory_kib, cost.lanes, KEY_BYTES, Type.ID)


def _wrap(key: bytes, secret: bytes) -> str:
    nonce = secrets.token_bytes(NONCE_BYTES)
    return _text(nonce + ChaCha20Poly1305(key).encrypt(nonce, secret, None))


def _unwrap(key: bytes, wrapped: str) -> bytes:
    sealed = _bytes(wrapped)
    return ChaCha20Poly1305(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], None)


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def _bytes(text: str) -> bytes:
    return base64.b64decode(text)
