"""A part file of a package: a fixed head, then the sealed chunks. Its name tells nothing about clinic or child."""

from __future__ import annotations

import base64
import hashlib
import re
import struct
from dataclasses import dataclass
from uuid import UUID

from clinic_app.exchange.problems import PackageDamaged, ProblemKind

PACKAGE_FOLDER = "VAXSYNC"
MAGIC = b"VXS1"
SUITE = 1
PART_LIMIT = 4 << 20
PLAINTEXT_LIMIT = PART_LIMIT - 16 * 1024
RAW_LIMIT = 32 << 20
MOST_PARTS = 99
_HEAD = struct.Struct(">4sB16sHHI")
_DIGEST_BYTES = 32
HEAD_BYTES = _HEAD.size + _DIGEST_BYTES
_PACKAGE_FILE = re.compile(r"[A-Z0-9]{8}\.(P[0-9]{2}|MAN)")
_MANIFEST_SUFFIX = ".MAN"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part file taken apart, its digest checked; the ciphertext is still sealed."""

    bundle: str
    number: int
    of: int
    ciphertext: bytes


def is_package_file(name: str) -> bool:
    """Return whether a file of this name may be ours; every other file is left alone."""
    return _PACKAGE_FILE.fullmatch(name) is not None


def stem_of(bundle: str) -> str:
    """Return the eight characters under which the files of a package stand, made from its UUID."""
    return base64.b32encode(hashlib.sha256(UUID(bundle).bytes).digest()[:5]).decode("ascii")


def part_name(stem: str, number: int) -> str:
    """Return the file name of part `number`, from 1."""
    return f"{stem}.P{number:02d}"


def manifest_name(stem: str) -> str:
    """Return the file name of the manifest."""
    return stem + _MANIFEST_SUFFIX


def is_manifest(name: str) -> bool:
    """Return whether the name is that of a manifest."""
    return name.endswith(_MANIFEST_SUFFIX)


def part_file(part: Part) -> bytes:
    """Return the bytes of a part file."""
    head = _HEAD.pack(MAGIC, SUITE, UUID(part.bundle).bytes, part.number, part.of, len(part.ciphertext))
    return head + hashlib.sha256(head + part.ciphertext).digest() + part.ciphertext


def opened_part(stored: bytes) -> Part:
    """Take a part file apart.

    Raises:
        PackageDamaged: it is too long, not ours, of a newer suite, cut short or changed.
    """
    if len(stored) > PART_LIMIT:
        raise PackageDamaged(ProblemKind.TOO_LARGE)
    if len(stored) < HEAD_BYTES:
        raise PackageDamaged(ProblemKind.DAMAGED)
    head, digest, ciphertext = stored[: _HEAD.size], stored[_HEAD.size : HEAD_BYTES], stored[HEAD_BYTES:]
    magic, suite, bundle, number, of, length = _HEAD.unpack(head)
    if magic != MAGIC:
        raise PackageDamaged(ProblemKind.NOT_OURS)
    if length != len(ciphertext) or hashlib.sha256(head + ciphertext).digest() != digest:
        raise PackageDamaged(ProblemKind.DAMAGED)
    if suite != SUITE:
        raise PackageDamaged(ProblemKind.NEWER_FORMAT)
    return Part(bundle=str(UUID(bytes=bundle)), number=number, of=of, ciphertext=ciphertext)
