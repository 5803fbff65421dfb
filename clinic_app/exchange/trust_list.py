"""The trust list (签发单位名单): which clinics a county has enrolled, with their keys, and which keys are revoked."""

from __future__ import annotations

from datetime import date
from enum import Enum
from typing import TYPE_CHECKING

import msgspec

from clinic_app.exchange import framing, json_limits, keys, signed_header
from clinic_app.exchange.certificate_seal import key_id_of
from clinic_app.exchange.problems import PackageDamaged

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

MAGIC = b"VXT1"
ENDING = ".VXT"
TRUST_LIST_LIMIT = 1024 * 1024
_SIGNING_CONTEXT = b"vaxsync trust list 1\0"


class TrustListProblem(Enum):
    """Why a trust list must not be used."""

    NOT_OURS = "not_ours"
    TOO_LARGE = "too_large"
    DAMAGED = "damaged"
    BAD_SIGNATURE = "bad_signature"
    OTHER_COUNTY = "other_county"
    CONTRADICTORY = "contradictory"
    OLDER = "older"
    NOT_ENROLLED = "not_enrolled"


class TrustListUnusable(Exception):
    """The file is no trust list that may be used here. Nothing was changed."""

    def __init__(self, problem: TrustListProblem) -> None:
        super().__init__(problem.value)
        self.problem = problem


class EnrolledClinic(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One clinic: its names, the present one first and former ones behind it, and the hex keys of its devices."""

    unit_code: str
    names: tuple[str, ...]
    keys: tuple[str, ...]


class RevokedKey(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A key that proves nothing any more (已吊销), whatever day a certificate names; `on` and `reason` are shown."""

    key: str
    on: date
    reason: str = ""


class TrustList(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the county says about its clinics.

    Attributes:
        signing_key: hex Ed25519 key of the county; it signed this file.
        sequence: counts up; a list with a lower number never replaces one with a higher.
    """

    format: int
    county_code: str
    county_name: str
    signing_key: str
    sequence: int
    issued_on: date
    clinics: tuple[EnrolledClinic, ...]
    revoked: tuple[RevokedKey, ...] = ()


class TrustedKey(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of one key: whose it is, and since when it is revoked, None while it holds."""

    public_key: bytes
    names: tuple[str, ...]
    unit_code: str = ""
    revoked_on: date | None = None
    reason: str = ""


Trust = dict[str, TrustedKey]


def trust_list_file(trust_list: TrustList, county_signing_key: Ed25519PrivateKey) -> bytes:
    """Return the bytes of a trust list: magic, framed JSON, framed signature."""
    header = signed_header.encoded(trust_list)
    return MAGIC + framing.joined((header, county_signing_key.sign(_SIGNING_CONTEXT + header)))


def opened_trust_list(stored: bytes, county_key: bytes | None) -> TrustList:
    """Read a trust list and check its signature.

    Args:
        stored: the bytes of the file.
        county_key: the 32 bytes of the county's signing key; None believes the key in the file, for a reader who
            compares its fingerprint with the county's.

    Raises:
        TrustListUnusable: with the first problem.
    """
    if len(stored) > TRUST_LIST_LIMIT:
        raise TrustListUnusable(TrustListProblem.TOO_LARGE)
    if not stored.startswith(MAGIC):
        raise TrustListUnusable(TrustListProblem.NOT_OURS)
    try:
        header, signature = framing.frames(stored[len(MAGIC) :], longest=TRUST_LIST_LIMIT)
        json_limits.demand_plain(header, longest=TRUST_LIST_LIMIT)
        trust_list = signed_header.decoded(header, TrustList)
        signing_key = signed_header.hex_bytes(trust_list.signing_key, (keys.PUBLIC_KEY_BYTES,))
        _demand_keys(trust_list)
    except (PackageDamaged, ValueError) as error:
        raise TrustListUnusable(TrustListProblem.DAMAGED) from error
    if county_key is not None and signing_key != county_key:
        raise TrustListUnusable(TrustListProblem.OTHER_COUNTY)
    if not keys.is_signed_by(signing_key, signature, _SIGNING_CONTEXT + header):
        raise TrustListUnusable(TrustListProblem.BAD_SIGNATURE)
    if not _is_consistent(trust_list):
        raise TrustListUnusable(TrustListProblem.CONTRADICTORY)
    return trust_list


def trust_of(trust_list: TrustList) -> Trust:
    """Return the keys by their ids; a revoked key that no clinic has any more is kept, so that it stays revoked."""
    revoked = {one.key: one for one in trust_list.revoked}
    known: Trust = {}
    for clinic in trust_list.clinics:
        for key in clinic.keys:
            _add(known, key, clinic.names, clinic.unit_code, revoked.get(key))
    for key, one in revoked.items():
        if key_id_of(bytes.fromhex(key)) not in known:
            _add(known, key, (), "", one)
    return known


def _add(known: Trust, key: str, names: tuple[str, ...], unit_code: str, revoked: RevokedKey | None) -> None:
    public_key = bytes.fromhex(key)
    known[key_id_of(public_key)] = TrustedKey(
        public_key=public_key,
        names=names,
        unit_code=unit_code,
        revoked_on=revoked.on if revoked else None,
        reason=revoked.reason if revoked else "",
    )


def _demand_keys(trust_list: TrustList) -> None:
    for key in _all_keys(trust_list):
        signed_header.hex_bytes(key, (keys.PUBLIC_KEY_BYTES,))


def _all_keys(trust_list: TrustList) -> list[str]:
    return [*(key for clinic in trust_list.clinics for key in clinic.keys), *(one.key for one in trust_list.revoked)]


def _is_consistent(trust_list: TrustList) -> bool:
    """Tell whether each key is one clinic's and each clinic has a name."""
    enrolled = [key for clinic in trust_list.clinics for key in clinic.keys]
    named = all(clinic.names and all(name.strip() for name in clinic.names) for clinic in trust_list.clinics)
    return named and len(set(enrolled)) == len(enrolled) and trust_list.sequence >= 1
