"""A receipt (回执): the county says, signed, how far it holds each stream of a clinic and what it refused."""

from __future__ import annotations

from datetime import datetime
from enum import Enum
from typing import TYPE_CHECKING
from uuid import UUID

import msgspec

from clinic_app.exchange import framing, json_limits, keys, signed_header
from clinic_app.exchange.problems import PackageDamaged, ProblemKind
from clinic_app.exchange.signed_header import Purpose

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

MAGIC = b"VXR1"
ENDING = ".RCP"
RECEIPT_LIMIT = 1 << 20
MOST_STREAMS = 1_000
MOST_PENDING = 2_000
MOST_PACKAGES = 500
_SIGNING_CONTEXT = b"vaxsync receipt 1\0"


class StreamState(Enum):
    """Whether the county goes on with a stream. A forked one has two entries at one place: somebody must look."""

    OPEN = "open"
    FORKED = "forked"


class EntryState(Enum):
    """What has become of an entry that was not simply taken in. Nothing is ever dropped: all three are kept."""

    HELD = "held"
    DISPUTED = "disputed"
    CLOSED = "closed"


class PendingReason(Enum):
    """Why an entry is held or disputed; worded in the clinic."""

    MISSING_CAUSE = "missing_cause"
    UNREADABLE_BODY = "unreadable_body"
    OTHER_DEVICE = "other_device"
    OTHER_CLINIC = "other_clinic"
    OTHER_SUBJECT = "other_subject"
    ID_TAKEN = "id_taken"
    CLAIMED_ELSEWHERE = "claimed_elsewhere"


class Place(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A place in a stream: position of an entry and the hex SHA-256 of its bytes; 0 and empty before the first."""

    seq: int
    hash: str


class StreamReceipt(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How far the county holds one life of one device's shared stream, both ends included.

    Attributes:
        held: the bytes are on the county's disk up to here. applied: they are in its tables up to here.
    """

    device: str
    incarnation: str
    state: StreamState
    held: Place
    applied: Place


class PendingEntry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An entry below `applied` that did not change the county's tables, and why.

    Attributes:
        answer: what the county's operator wrote to the clinic, empty while nobody has.
    """

    device: str
    incarnation: str
    seq: int
    id: str
    state: EntryState
    reason: PendingReason
    answer: str = ""


class Receipt(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Everything the county confirms to one clinic at one moment; a later one replaces it.

    Attributes:
        number: rises with every receipt of this clinic; a clinic keeps the highest it has seen.
        issued_at: the county's clock, UTC.
        streams: every stream of every device of the clinic, lives included.
        pending: entries held or disputed; the oldest 2,000. pending_in_all: how many there are.
        packages: names (the eight characters) of packages taken in whole, the newest first: their files may go.
        address: where the county is met over the network (`https://host:port`), empty where it is not.
        authority: PEM certificate that must have signed the one of that address.
    """

    format: int
    id: UUID
    number: int
    purpose: Purpose
    county_code: str
    unit_code: str
    issued_at: datetime
    streams: tuple[StreamReceipt, ...]
    pending: tuple[PendingEntry, ...] = ()
    pending_in_all: int = 0
    packages: tuple[str, ...] = ()
    address: str = ""
    authority: str = ""


def receipt_file(receipt: Receipt, county_signing_key: Ed25519PrivateKey) -> bytes:
    """Return the bytes of a receipt: magic, framed JSON, framed signature."""
    header = signed_header.encoded(receipt)
    return MAGIC + framing.joined((header, county_signing_key.sign(_SIGNING_CONTEXT + header)))


def opened_receipt(stored: bytes, county_signing_key: bytes, purpose: Purpose = Purpose.ENTRIES) -> Receipt:
    """Read a receipt and check that the clinic's own county signed it.

    Args:
        stored: the bytes, at most one more than `RECEIPT_LIMIT`.
        county_signing_key: 32 bytes, from the enrolment.
        purpose: PRACTICE in a practice township only.

    Raises:
        PackageDamaged: it proves nothing and must not be used.
    """
    if len(stored) > RECEIPT_LIMIT:
        raise PackageDamaged(ProblemKind.TOO_LARGE)
    if not stored.startswith(MAGIC):
        raise PackageDamaged(ProblemKind.NOT_OURS)
    parts = list(framing.frames(stored[len(MAGIC) :], longest=RECEIPT_LIMIT))
    if len(parts) != 2:
        raise PackageDamaged(ProblemKind.DAMAGED)
    header, signature = parts
    if not keys.is_signed_by(county_signing_key, signature, _SIGNING_CONTEXT + header):
        raise PackageDamaged(ProblemKind.BAD_SIGNATURE)
    json_limits.demand_plain(header, longest=RECEIPT_LIMIT)
    receipt = signed_header.decoded(header, Receipt)
    _demand_sense(receipt)
    if receipt.purpose is not purpose:
        raise PackageDamaged(ProblemKind.OTHER_PURPOSE)
    return receipt


def _demand_sense(receipt: Receipt) -> None:
    """Refuse what a county signed by mistake: more than may be said, or places that cannot be."""
    too_much = (
        len(receipt.streams) > MOST_STREAMS
        or len(receipt.pending) > MOST_PENDING
        or len(receipt.packages) > MOST_PACKAGES
    )
    names = [(stream.device, stream.incarnation) for stream in receipt.streams]
    if too_much or len(set(names)) != len(names) or receipt.issued_at.tzinfo is None:
        raise PackageDamaged(ProblemKind.DAMAGED)
    for stream in receipt.streams:
        for place in (stream.held, stream.applied):
            if place.seq < 0 or (place.seq == 0) != (place.hash == ""):
                raise PackageDamaged(ProblemKind.DAMAGED)
            signed_header.hex_bytes(place.hash, (0, 32))
        if stream.applied.seq > stream.held.seq:
            raise PackageDamaged(ProblemKind.DAMAGED)
