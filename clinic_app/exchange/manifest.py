"""The manifest of a package: written last, signed, it says that the package is complete and who made it."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING
from uuid import UUID

import msgspec

from clinic_app.exchange import framing, keys, signed_header
from clinic_app.exchange.part import MOST_PARTS
from clinic_app.exchange.problems import PackageDamaged, ProblemKind
from clinic_app.exchange.signed_header import Consignment, Direction, Purpose

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

MAGIC = b"VXM1"
MANIFEST_LIMIT = 64 * 1024
_SIGNING_CONTEXT = b"vaxsync manifest 1\0"


class PartSeal(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Size in bytes and hex SHA-256 of one whole part file."""

    size: int
    sha256: str


class Manifest(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a complete package consists of.

    Attributes:
        device: the device that made and signed the package.
        public_key: hex Ed25519 key of that device, to recognise it by; it proves nothing to who does not know it.
        entries: how many entries all parts hold together.
        parts: one seal per part, in order.
    """

    format: int
    bundle: UUID
    device: str
    public_key: str
    purpose: Purpose
    direction: Direction
    recipient: str
    entries: int
    parts: tuple[PartSeal, ...]

    @property
    def consignment(self) -> Consignment:
        """Return what every chunk of the package must be bound to."""
        return Consignment(
            bundle=str(self.bundle), recipient=self.recipient, direction=self.direction, purpose=self.purpose
        )


def seal_of(part_file: bytes) -> PartSeal:
    """Return the seal of a part file."""
    return PartSeal(size=len(part_file), sha256=hashlib.sha256(part_file).hexdigest())


def manifest_file(manifest: Manifest, device_key: Ed25519PrivateKey) -> bytes:
    """Return the bytes of the manifest file: magic, framed JSON, framed signature."""
    header = signed_header.encoded(manifest)
    return MAGIC + framing.joined((header, device_key.sign(_SIGNING_CONTEXT + header)))


def opened_manifest(stored: bytes, trusted_keys: dict[str, bytes] | None) -> Manifest:
    """Read a manifest and check its signature.

    Args:
        stored: the bytes of the file.
        trusted_keys: the public key of every known device, or None to take the key the manifest itself carries.

    Raises:
        PackageDamaged: it must not be used.
    """
    if len(stored) > MANIFEST_LIMIT:
        raise PackageDamaged(ProblemKind.TOO_LARGE)
    if not stored.startswith(MAGIC):
        raise PackageDamaged(ProblemKind.NOT_OURS)
    parts = list(framing.frames(stored[len(MAGIC) :], longest=MANIFEST_LIMIT))
    if len(parts) != 2:
        raise PackageDamaged(ProblemKind.DAMAGED)
    header, signature = parts
    manifest = signed_header.decoded(header, Manifest)
    if not 1 <= len(manifest.parts) <= MOST_PARTS:
        raise PackageDamaged(ProblemKind.DAMAGED)
    own_key = signed_header.hex_bytes(manifest.public_key, (keys.PUBLIC_KEY_BYTES,))
    key = own_key if trusted_keys is None else trusted_keys.get(manifest.device)
    if key is None:
        raise PackageDamaged(ProblemKind.UNKNOWN_AUTHOR)
    if key != own_key or not keys.is_signed_by(key, signature, _SIGNING_CONTEXT + header):
        raise PackageDamaged(ProblemKind.BAD_SIGNATURE)
    return manifest
