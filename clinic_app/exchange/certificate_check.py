"""Verifying a certificate: 真实, 被改动, 未知签发单位, 已吊销, or not read whole."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from clinic_app.exchange.certificate_seal import CLINIC_LINE, HEAD_LINES, SealedPart, parts_in, say_the_same
from clinic_app.exchange.keys import is_signed_by

if TYPE_CHECKING:
    from datetime import date

    from clinic_app.exchange.certificate_seal import Seal
    from clinic_app.exchange.trust_list import Trust, TrustedKey


class Verdict(Enum):
    """The answer about a certificate."""

    GENUINE = "genuine"
    ALTERED = "altered"
    UNKNOWN_ISSUER = "unknown_issuer"
    REVOKED = "revoked"
    INCOMPLETE = "incomplete"


class Finding(Enum):
    """Why it is so; `SIGNED` is the only good one."""

    SIGNED = "signed"
    NO_CERTIFICATE = "no_certificate"
    CUT_OFF = "cut_off"
    NEWER_FORMAT = "newer_format"
    PART_MISSING = "part_missing"
    DIFFERENT_CERTIFICATES = "different_certificates"
    GARBLED = "garbled"
    SIGNATURE_WRONG = "signature_wrong"
    OTHER_CLINIC = "other_clinic"
    KEY_UNKNOWN = "key_unknown"
    KEY_REVOKED = "key_revoked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """What was found.

    Attributes:
        number, issued_on: of the certificate; empty and None where no seal was read.
        head: title, name, birth date and clinic as they stand in the first part.
        body: the lines of all parts that were read, in the order of the parts.
        issuer: the clinic the county names for the key; empty when it is not known.
        missing: parts that were not read.
        revoked_on, reason: of a revoked key.
    """

    verdict: Verdict
    finding: Finding
    number: str = ""
    issued_on: date | None = None
    head: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    issuer: str = ""
    missing: tuple[int, ...] = ()
    revoked_on: date | None = None
    reason: str = ""


def verify_certificate(text: str, trust: Trust) -> Verification:
    """Return what is to be thought of the text of a certificate: all its parts, in any order.

    A wrong signature outweighs a missing part, an unknown key outweighs nothing: what was altered is never called
    genuine, and what cannot be judged is never called altered.

    Args:
        text: what a scanner read or a person pasted.
        trust: the keys of the county's list, by their ids.
    """
    read = parts_in(text)
    sealed = [part for part in read if part.seal is not None]
    if len(sealed) != len(read) or not sealed:
        return _unread(read)
    parts = sorted(sealed, key=lambda part: _seal(part).part)
    first = _seal(parts[0])
    told = _Told(parts, trust.get(first.key_id))
    if len({(s.number, s.parts, s.tag, s.key_id) for s in map(_seal, parts)}) != 1 or _doubled(parts):
        return told.answer(Verdict.ALTERED, Finding.DIFFERENT_CERTIFICATES)
    key = told.key
    if key is None:
        return told.answer(Verdict.UNKNOWN_ISSUER, Finding.KEY_UNKNOWN)
    if not all(is_signed_by(key.public_key, _seal(part).signature, part.signed_bytes) for part in parts):
        if _is_garbled(parts):
            return told.answer(Verdict.INCOMPLETE, Finding.GARBLED)
        return told.answer(Verdict.ALTERED, Finding.SIGNATURE_WRONG)
    return _of_signed(told, key)


def _of_signed(told: _Told, key: TrustedKey) -> Verification:
    """Judge parts that this key has signed."""
    if key.revoked_on is not None:
        return told.answer(Verdict.REVOKED, Finding.KEY_REVOKED)
    if told.clinic not in key.names:
        return told.answer(Verdict.ALTERED, Finding.OTHER_CLINIC)
    if told.missing:
        return told.answer(Verdict.INCOMPLETE, Finding.PART_MISSING)
    if not say_the_same(told.parts):
        return told.answer(Verdict.ALTERED, Finding.DIFFERENT_CERTIFICATES)
    return told.answer(Verdict.GENUINE, Finding.SIGNED)


def _unread(read: tuple[SealedPart, ...]) -> Verification:
    """Answer for a text of which a part has no whole seal."""
    finding = Finding.CUT_OFF if any(len(part.lines) >= HEAD_LINES for part in read) else Finding.NO_CERTIFICATE
    if any(part.newer for part in read):
        finding = Finding.NEWER_FORMAT
    lines = tuple(line for part in read for line in part.lines)
    return Verification(verdict=Verdict.INCOMPLETE, finding=finding, body=lines)


def _is_garbled(parts: list[SealedPart]) -> bool:
    """Tell whether a scanner lost the Chinese characters: the words of the head are plain ASCII or marked as broken."""
    said = "".join(line for part in parts for line in part.lines)
    return said.isascii() or "\ufffd" in said


def _doubled(parts: list[SealedPart]) -> bool:
    return len({_seal(part).part for part in parts}) != len(parts)


def _seal(part: SealedPart) -> Seal:
    assert part.seal is not None
    return part.seal


@dataclass(frozen=True, slots=True)
class _Told:
    """Parts with their seals, in order, and the key they name."""

    parts: list[SealedPart]
    key: TrustedKey | None

    @property
    def clinic(self) -> str:
        """Return the clinic that the certificate names, without the caption of its line."""
        return self.parts[0].lines[CLINIC_LINE].partition(" ")[2]

    @property
    def missing(self) -> tuple[int, ...]:
        """Return the parts that were not read."""
        there = {_seal(part).part for part in self.parts}
        return tuple(part for part in range(1, _seal(self.parts[0]).parts + 1) if part not in there)

    def answer(self, verdict: Verdict, finding: Finding) -> Verification:
        """Return the answer with what was read."""
        seal, key = _seal(self.parts[0]), self.key
        return Verification(
            verdict=verdict,
            finding=finding,
            number=seal.number,
            issued_on=seal.issued_on,
            head=self.parts[0].lines[:HEAD_LINES],
            body=tuple(line for part in self.parts for line in part.lines[HEAD_LINES:]),
            issuer=key.names[0] if key is not None and key.names else "",
            missing=self.missing,
            revoked_on=key.revoked_on if key is not None else None,
            reason=key.reason if key is not None else "",
        )
