"""The rule pack (规则包): rule files a county signs for its clinics; FORMAT.md describes the bytes."""

from __future__ import annotations

import hashlib
import re
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING
from uuid import UUID

import msgspec

from clinic_app.exchange import framing, json_limits, keys, signed_header
from clinic_app.exchange.problems import PackageDamaged, ProblemKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

MAGIC = b"VXL1"
ENDING = ".RUL"
PACK_LIMIT = 1 << 20
MOST_PARTS = 32
MOST_CASES = 5_000
LONGEST_NAME = 80
LAST_SEQUENCE = 2**31
_SIGNING_CONTEXT = b"vaxsync rules 1\0"
_PART_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+-]{0,59}\.json")


class RulePackProblem(Enum):
    """Why a rule pack must not be used."""

    TOO_LARGE = "too_large"
    NOT_OURS = "not_ours"
    NEWER_FORMAT = "newer_format"
    DAMAGED = "damaged"
    UNSIGNED = "unsigned"
    OTHER_KEY = "other_key"
    BAD_SIGNATURE = "bad_signature"
    CONTRADICTORY = "contradictory"


class RulePackUnusable(Exception):
    """The file is no rule pack that may be used here. `problem` is the first thing found wrong."""

    def __init__(self, problem: RulePackProblem) -> None:
        super().__init__(problem.value)
        self.problem = problem


class RulePart(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One rule file of a pack, as text: an edition or an overlay."""

    name: str
    text: str


class RulePack(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a county says is to hold.

    Attributes:
        sequence: higher in every later pack of one key, from 1.
        title: what people call it. issuer: who issues it. issued_on: the day of issue.
        signing_key: hex Ed25519 key that signed it.
        parts: the rule files. cases: questions with the answers expected, one JSON object each.
    """

    format: int
    id: UUID
    sequence: int
    title: str
    issuer: str
    issued_on: date
    signing_key: str
    parts: tuple[RulePart, ...]
    cases: tuple[str, ...]

    @property
    def files(self) -> dict[str, bytes]:
        """Return the rule files by name."""
        return {part.name: part.text.encode() for part in self.parts}


def pack_hash(stored: bytes) -> str:
    """Return the hex SHA-256 by which a pack is named in the journal."""
    return hashlib.sha256(stored).hexdigest()


def rule_pack_file(pack: RulePack, signing_key: Ed25519PrivateKey) -> bytes:
    """Return the bytes of a pack: magic, framed JSON, framed signature.

    Raises:
        RulePackUnusable: nobody could use it; it is too large or contradicts itself.
    """
    header = signed_header.encoded(pack)
    stored = MAGIC + framing.joined((header, signing_key.sign(_SIGNING_CONTEXT + header)))
    opened_rule_pack(stored, keys.public_bytes_of(signing_key))
    return stored


def opened_rule_pack(stored: bytes, trusted_key: bytes) -> RulePack:
    """Read a pack that was signed by the key this clinic trusts.

    The signature is checked over the exact bytes before anything in them is read.

    Args:
        stored: the bytes of the file, at most one more than `PACK_LIMIT`.
        trusted_key: the 32 bytes of the county's Ed25519 key.

    Raises:
        RulePackUnusable: it must not be used; the first problem.
    """
    header, signature = _framed_parts(stored)
    if not keys.is_signed_by(trusted_key, signature, _SIGNING_CONTEXT + header):
        raise RulePackUnusable(_why_not_signed(header, signature, trusted_key))
    pack = _decoded(header)
    if pack.signing_key != trusted_key.hex():
        raise RulePackUnusable(RulePackProblem.OTHER_KEY)
    if any(_contradictions(pack)):
        raise RulePackUnusable(RulePackProblem.CONTRADICTORY)
    return pack


def pack_by_its_own_key(stored: bytes) -> RulePack:
    """Read a pack that is whole by the key it names itself: this proves no county, somebody compares the fingerprint.

    Raises:
        RulePackUnusable: it is not whole; the first problem.
    """
    header, _ = _framed_parts(stored)
    try:
        key = signed_header.hex_bytes(_decoded(header).signing_key, (keys.PUBLIC_KEY_BYTES,))
    except PackageDamaged as error:
        raise RulePackUnusable(RulePackProblem.DAMAGED) from error
    return opened_rule_pack(stored, key)


def _framed_parts(stored: bytes) -> tuple[bytes, bytes]:
    if len(stored) > PACK_LIMIT:
        raise RulePackUnusable(RulePackProblem.TOO_LARGE)
    if not stored.startswith(MAGIC):
        raise RulePackUnusable(RulePackProblem.NOT_OURS)
    try:
        parts = list(framing.frames(stored[len(MAGIC) :], longest=PACK_LIMIT))
    except PackageDamaged as error:
        raise RulePackUnusable(RulePackProblem.DAMAGED) from error
    if len(parts) == 1 or (len(parts) == 2 and not parts[1]):
        raise RulePackUnusable(RulePackProblem.UNSIGNED)
    if len(parts) != 2:
        raise RulePackUnusable(RulePackProblem.DAMAGED)
    return parts[0], parts[1]


def _why_not_signed(header: bytes, signature: bytes, trusted_key: bytes) -> RulePackProblem:
    """Say whether somebody else signed it, or whether it was changed."""
    try:
        said = bytes.fromhex(_decoded(header).signing_key)
    except (RulePackUnusable, ValueError):
        return RulePackProblem.BAD_SIGNATURE
    own = keys.is_signed_by(said, signature, _SIGNING_CONTEXT + header)
    return RulePackProblem.OTHER_KEY if own and said != trusted_key else RulePackProblem.BAD_SIGNATURE


def _decoded(header: bytes) -> RulePack:
    try:
        json_limits.demand_plain(header, longest=PACK_LIMIT)
        return signed_header.decoded(header, RulePack)
    except PackageDamaged as error:
        newer = error.kind is ProblemKind.NEWER_FORMAT
        raise RulePackUnusable(RulePackProblem.NEWER_FORMAT if newer else RulePackProblem.DAMAGED) from error


def _contradictions(pack: RulePack) -> Iterator[bool]:
    words = (pack.title, pack.issuer)
    yield not 1 <= pack.sequence < LAST_SEQUENCE
    yield any(not word.strip() or not word.isprintable() or len(word) > LONGEST_NAME for word in words)
    yield not 1 <= len(pack.parts) <= MOST_PARTS
    yield len(pack.cases) > MOST_CASES
    yield any(_PART_NAME.fullmatch(part.name) is None for part in pack.parts)
    yield len({part.name.lower() for part in pack.parts}) != len(pack.parts)
