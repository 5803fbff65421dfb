"""The enrolment package (开户包): what a county gives a new clinic, signed; FORMAT.md describes the bytes."""

from __future__ import annotations

import hashlib
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING
from uuid import UUID

import msgspec

from clinic_app.domain.unit_code import unit_code_problem
from clinic_app.domain.village_list import LONGEST_NAME
from clinic_app.exchange import framing, json_limits, keys, signed_header
from clinic_app.exchange.problems import PackageDamaged, ProblemKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

MAGIC = b"VXE1"
ENDING = ".ENR"
ENROLMENT_LIMIT = 64 * 1024
LONGEST_CLINIC_NAME = 60
FINGERPRINT_GROUPS = 8
GROUP_DIGITS = 4
_SIGNING_CONTEXT = b"vaxsync enrolment 1\0"
_FINGERPRINT_CONTEXT = b"vaxsync county 1\0"


class EnrolmentPurpose(Enum):
    """Whom an enrolment package is for: a clinic, or people who practise."""

    ENROLMENT = "enrolment"
    PRACTICE = "practice"


class EnrolmentProblem(Enum):
    """Why an enrolment package must not be used."""

    TOO_LARGE = "too_large"
    NOT_OURS = "not_ours"
    NEWER_FORMAT = "newer_format"
    DAMAGED = "damaged"
    UNSIGNED = "unsigned"
    BAD_SIGNATURE = "bad_signature"
    CONTRADICTORY = "contradictory"
    OTHER_PURPOSE = "other_purpose"
    NOT_YET_VALID = "not_yet_valid"
    EXPIRED = "expired"


class EnrolmentUnusable(Exception):
    """The file is no enrolment package that may be used today.

    Attributes:
        problem: the first thing found wrong. day: the day it is about, for what is expired or not yet valid.
    """

    def __init__(self, problem: EnrolmentProblem, day: date | None = None) -> None:
        super().__init__(problem.value)
        self.problem = problem
        self.day = day


class Enrolment(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the county says about the clinic and about itself.

    Attributes:
        id: of this package; a second one for the same clinic has another.
        unit_code: ten digits; the first six are `county_code`.
        villages: names in the county's order.
        county_key: age recipient to which the clinic will seal its packages.
        signing_key: hex Ed25519 key of the county; it signed this file and will sign what the county sends later.
        issued_on, valid_until: first and last day on which a clinic may be founded with it.
    """

    format: int
    id: UUID
    purpose: EnrolmentPurpose
    unit_code: str
    clinic_name: str
    phone: str
    villages: tuple[str, ...]
    county_code: str
    county_name: str
    county_key: str
    signing_key: str
    issued_on: date
    valid_until: date

    @property
    def fingerprint(self) -> tuple[str, ...]:
        """Return the fingerprint of the county's signing key: eight groups of four digits."""
        return fingerprint_of(bytes.fromhex(self.signing_key))


def fingerprint_of(signing_key: bytes) -> tuple[str, ...]:
    """Return the fingerprint of a county's signing key as people compare it: eight groups of four digits."""
    digest = hashlib.sha256(_FINGERPRINT_CONTEXT + signing_key).digest()
    number = int.from_bytes(digest, "big") % 10 ** (FINGERPRINT_GROUPS * GROUP_DIGITS)
    digits = f"{number:0{FINGERPRINT_GROUPS * GROUP_DIGITS}d}"
    return tuple(digits[start : start + GROUP_DIGITS] for start in range(0, len(digits), GROUP_DIGITS))


def enrolment_file(enrolment: Enrolment, county_signing_key: Ed25519PrivateKey) -> bytes:
    """Return the bytes of an enrolment package: magic, framed JSON, framed signature."""
    header = signed_header.encoded(enrolment)
    return MAGIC + framing.joined((header, county_signing_key.sign(_SIGNING_CONTEXT + header)))


def opened_enrolment(stored: bytes, on: date, purpose: EnrolmentPurpose = EnrolmentPurpose.ENROLMENT) -> Enrolment:
    """Read an enrolment package and check everything that can be checked without knowing the county.

    The signature proves only that the file is as the owner of `signing_key` wrote it. Who that is, a person decides:
    she compares the fingerprint with the paper that came with the stick.

    Args:
        stored: the bytes of the file, at most one more than `ENROLMENT_LIMIT`.
        on: today.
        purpose: what the clinic is founded for.

    Raises:
        EnrolmentUnusable: it must not be used; the first problem.
    """
    if len(stored) > ENROLMENT_LIMIT:
        raise EnrolmentUnusable(EnrolmentProblem.TOO_LARGE)
    if not stored.startswith(MAGIC):
        raise EnrolmentUnusable(EnrolmentProblem.NOT_OURS)
    header, signature = _framed_parts(stored[len(MAGIC) :])
    enrolment = _decoded(header)
    _demand_signature(enrolment, header, signature)
    _demand_sense(enrolment)
    _demand_use(enrolment, on, purpose)
    return enrolment


def _framed_parts(stored: bytes) -> tuple[bytes, bytes]:
    try:
        parts = list(framing.frames(stored, longest=ENROLMENT_LIMIT))
    except PackageDamaged as error:
        raise EnrolmentUnusable(EnrolmentProblem.DAMAGED) from error
    if len(parts) == 1 or (len(parts) == 2 and not parts[1]):
        raise EnrolmentUnusable(EnrolmentProblem.UNSIGNED)
    if len(parts) != 2:
        raise EnrolmentUnusable(EnrolmentProblem.DAMAGED)
    return parts[0], parts[1]


def _decoded(header: bytes) -> Enrolment:
    try:
        json_limits.demand_plain(header, longest=ENROLMENT_LIMIT)
        return signed_header.decoded(header, Enrolment)
    except PackageDamaged as error:
        newer = error.kind is ProblemKind.NEWER_FORMAT
        raise EnrolmentUnusable(EnrolmentProblem.NEWER_FORMAT if newer else EnrolmentProblem.DAMAGED) from error


def _demand_signature(enrolment: Enrolment, header: bytes, signature: bytes) -> None:
    try:
        signing_key = signed_header.hex_bytes(enrolment.signing_key, (keys.PUBLIC_KEY_BYTES,))
    except PackageDamaged as error:
        raise EnrolmentUnusable(EnrolmentProblem.DAMAGED) from error
    if not keys.is_signed_by(signing_key, signature, _SIGNING_CONTEXT + header):
        raise EnrolmentUnusable(EnrolmentProblem.BAD_SIGNATURE)


def _demand_sense(enrolment: Enrolment) -> None:
    """Refuse what a county signed by mistake: parts that contradict each other or a key that seals nothing."""
    if any(_contradictions(enrolment)):
        raise EnrolmentUnusable(EnrolmentProblem.CONTRADICTORY)


def _contradictions(enrolment: Enrolment) -> Iterator[bool]:
    names = (enrolment.clinic_name, enrolment.county_name, *enrolment.villages)
    yield unit_code_problem(enrolment.unit_code, enrolment.county_code) is not None
    yield any(not name.strip() or name != name.strip() or not name.isprintable() for name in names)
    yield len(enrolment.clinic_name) > LONGEST_CLINIC_NAME
    yield any(len(name) > LONGEST_NAME for name in enrolment.villages)
    yield len(set(enrolment.villages)) != len(enrolment.villages)
    yield enrolment.issued_on > enrolment.valid_until
    yield not keys.is_recipient(enrolment.county_key)


def _demand_use(enrolment: Enrolment, on: date, purpose: EnrolmentPurpose) -> None:
    if enrolment.purpose is not purpose:
        raise EnrolmentUnusable(EnrolmentProblem.OTHER_PURPOSE)
    if on < enrolment.issued_on:
        raise EnrolmentUnusable(EnrolmentProblem.NOT_YET_VALID, enrolment.issued_on)
    if on > enrolment.valid_until:
        raise EnrolmentUnusable(EnrolmentProblem.EXPIRED, enrolment.valid_until)
