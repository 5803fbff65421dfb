"""A greeting (hello): a workstation names itself and the ends of its streams, signed; a receipt is the answer."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import msgspec

from clinic_app.exchange import framing, json_limits, keys, signed_header
from clinic_app.exchange.problems import PackageDamaged, ProblemKind
from clinic_app.exchange.signed_header import Purpose

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

MAGIC = b"VXH1"
HELLO_LIMIT = 64 * 1024
MOST_HEADS = 200
_SIGNING_CONTEXT = b"vaxsync hello 1\0"


class StreamHead(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How far one life of the workstation's shared stream is written, with the hex hash of its last entry."""

    incarnation: str
    seq: int
    hash: str


class Hello(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who greets, and what it has written.

    Attributes:
        public_key: hex Ed25519 key of the workstation; a county that does not know it lists it as an applicant.
        recipient: age recipient of the county it means: another county does not answer.
        sent_at: the workstation's clock, UTC; for display.
    """

    format: int
    device: str
    public_key: str
    purpose: Purpose
    recipient: str
    sent_at: datetime
    heads: tuple[StreamHead, ...]


def hello_message(hello: Hello, device_key: Ed25519PrivateKey) -> bytes:
    """Return the bytes of a greeting: magic, framed JSON, framed signature."""
    header = signed_header.encoded(hello)
    return MAGIC + framing.joined((header, device_key.sign(_SIGNING_CONTEXT + header)))


def opened_hello(stored: bytes) -> Hello:
    """Read a greeting and check that the owner of the key in it wrote it; whether that key is known is another matter.

    Raises:
        PackageDamaged: it is no greeting, or somebody changed it.
    """
    if len(stored) > HELLO_LIMIT:
        raise PackageDamaged(ProblemKind.TOO_LARGE)
    if not stored.startswith(MAGIC):
        raise PackageDamaged(ProblemKind.NOT_OURS)
    parts = list(framing.frames(stored[len(MAGIC) :], longest=HELLO_LIMIT))
    if len(parts) != 2:
        raise PackageDamaged(ProblemKind.DAMAGED)
    header, signature = parts
    json_limits.demand_plain(header, longest=HELLO_LIMIT)
    hello = signed_header.decoded(header, Hello)
    key = signed_header.hex_bytes(hello.public_key, (keys.PUBLIC_KEY_BYTES,))
    if not keys.is_signed_by(key, signature, _SIGNING_CONTEXT + header):
        raise PackageDamaged(ProblemKind.BAD_SIGNATURE)
    if len(hello.heads) > MOST_HEADS:
        raise PackageDamaged(ProblemKind.DAMAGED)
    return hello
