"""A statement of account (对账单): the county says, signed, which card it holds of each person of one clinic."""

from __future__ import annotations

import base64
import hashlib
from datetime import datetime
from typing import TYPE_CHECKING

import msgspec

from clinic_app.domain.people_proof import people_root
from clinic_app.exchange import framing, json_limits, keys, signed_header
from clinic_app.exchange.problems import PackageDamaged, ProblemKind
from clinic_app.exchange.signed_header import Purpose

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

MAGIC = b"VXC1"
ENDING = ".REC"
STATEMENT_LIMIT = 16 << 20
LONGEST_ID = 800  # bytes: 200 characters
_DIGEST_BYTES = 32
_SIGNING_CONTEXT = b"vaxsync statement 1\0"


class Statement(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is said of a clinic's people as of one receipt.

    Attributes:
        receipt: number of the receipt whose `applied` places it stands at.
        people: how many. root: hex, over their cards (`domain/people_proof`). cards: hex SHA-256 of the list behind.
        issued_at: the county's clock, UTC.
    """

    format: int
    purpose: Purpose
    county_code: str
    unit_code: str
    receipt: int
    issued_at: datetime
    people: int
    root: str
    cards: str


def statement_name(unit_code: str) -> str:
    """Return the file name of a clinic's statement: a later one takes the place of an earlier one."""
    digest = hashlib.sha256(b"vaxsync statement of " + unit_code.encode()).digest()
    return base64.b32encode(digest[:5]).decode("ascii") + ENDING


def statement_file(said: Statement, digests: Mapping[str, bytes], county_signing_key: Ed25519PrivateKey) -> bytes:
    """Return the bytes of a statement; `people`, `root` and `cards` are filled in from the digests by person id."""
    cards = framing.joined(person_id.encode() + digest for person_id, digest in sorted(digests.items()))
    whole = msgspec.structs.replace(
        said, people=len(digests), root=people_root(digests).hex(), cards=hashlib.sha256(cards).hexdigest()
    )
    header = signed_header.encoded(whole)
    return MAGIC + framing.joined((header, county_signing_key.sign(_SIGNING_CONTEXT + header), cards))


def opened_statement(stored: bytes, county_signing_key: bytes, purpose: Purpose) -> tuple[Statement, dict[str, bytes]]:
    """Read a statement and check that the clinic's own county signed it; return it with the digests by person id.

    Raises:
        PackageDamaged: it proves nothing and must not be used.
    """
    if len(stored) > STATEMENT_LIMIT:
        raise PackageDamaged(ProblemKind.TOO_LARGE)
    if not stored.startswith(MAGIC):
        raise PackageDamaged(ProblemKind.NOT_OURS)
    parts = list(framing.frames(stored[len(MAGIC) :], longest=STATEMENT_LIMIT))
    if len(parts) != 3:
        raise PackageDamaged(ProblemKind.DAMAGED)
    header, signature, cards = parts
    if not keys.is_signed_by(county_signing_key, signature, _SIGNING_CONTEXT + header):
        raise PackageDamaged(ProblemKind.BAD_SIGNATURE)
    json_limits.demand_plain(header, longest=STATEMENT_LIMIT)
    said = signed_header.decoded(header, Statement)
    if said.purpose is not purpose:
        raise PackageDamaged(ProblemKind.OTHER_PURPOSE)
    return said, _digests(said, cards)


def _digests(said: Statement, cards: bytes) -> dict[str, bytes]:
    if hashlib.sha256(cards).hexdigest() != said.cards:
        raise PackageDamaged(ProblemKind.DAMAGED)
    digests: dict[str, bytes] = {}
    try:
        for card in framing.frames(cards, longest=LONGEST_ID + _DIGEST_BYTES):
            digests[card[:-_DIGEST_BYTES].decode()] = card[-_DIGEST_BYTES:]
    except UnicodeDecodeError as error:
        raise PackageDamaged(ProblemKind.DAMAGED) from error
    if len(digests) != said.people or people_root(digests).hex() != said.root:
        raise PackageDamaged(ProblemKind.DAMAGED)
    return digests
