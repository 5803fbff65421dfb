"""Certificates (证明): made from the card of the day, signed by this device, kept so that they print again."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import msgspec

from clinic_app.domain.entries.certificates import CertificateIssued, CertificateReprinted
from clinic_app.domain.entries.subjects import person_subject
from clinic_app.exchange.certificate_seal import BodyLine, HeadTooLong, key_id_of, sealed_parts
from clinic_app.printing.certificate_papers import certificate_pdf
from clinic_app.printing.certificate_text import certificate_body, certificate_head
from clinic_app.printing.certificate_values import KINDS, Certificate
from clinic_app.printing.codes import BYTES_LOW, BYTES_MEDIUM
from clinic_app.printing.paper_values import unprintable_in
from clinic_app.printing.preview import PageImage, page_count, page_image
from clinic_app.records.certificates import (
    CertificateLine,
    certificates_numbered,
    newest_certificates,
    numbers_used_on,
)
from clinic_app.services.certificate_failures import CertificateGone, NameTooLongToSign
from clinic_app.services.certificate_paper import Draft, Wish, draft_of
from clinic_app.services.failures import ReasonMissing
from clinic_app.services.resource_files import FONTS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from clinic_app.domain.certificate import IssuedCertificate
    from clinic_app.services.desk import Act, Desk
    from clinic_app.services.reader import Reader

__all__ = [
    "KINDS",
    "Certificate",
    "CertificateLine",
    "Draft",
    "Issued",
    "PageImage",
    "Wish",
    "draft_of",
    "issue",
    "pdf_of",
    "pictures",
]

MOST_CODES = 2  # with good correction; where more are needed, codes that hold more are used
PREVIEW_NUMBER = "00000000-0000"
LEAST_REASON = 2
_NO_KEY = bytes(32)


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    """A certificate that was written: its ids and what is to be printed."""

    certificate_id: str
    person_id: str
    number: str
    certificate: Certificate


def preview(reader: Reader, wish: Wish, user_id: str) -> Certificate:
    """Return the certificate as it would be printed now, with codes of the right size that prove nothing.

    Raises:
        UnknownPerson, NothingToCertify, NameTooLongToSign.
    """
    draft = draft_of(reader.card(wish.person_id), reader, reader.clock.today(), wish, user_id)
    return _sealed(draft.certificate, PREVIEW_NUMBER, _NO_KEY, lambda signed: bytes(64))


def issue(desk: Desk, wishes: Sequence[Wish], draft: str) -> tuple[Issued, ...]:
    """Make and sign certificates and write them into the journal, all in one act.

    Args:
        desk: whose device signs.
        wishes: one a paper, in the order in which they are numbered.
        draft: of the form; a second press writes nothing (`AlreadyWritten`).

    Raises:
        UnknownPerson, NothingToCertify, NameTooLongToSign: nothing is written.
        AlreadyWritten: this draft was written before; `issued_with` finds what it made.
    """
    today = desk.clock.today()
    issued = []
    with desk.act(draft) as act:
        used = numbers_used_on(desk.db, today)
        for place, wish in enumerate(wishes, start=1):
            made = draft_of(desk.card(wish.person_id), desk, today, wish, desk.user_id)
            number = f"{today:%Y%m%d}-{used + place:04d}"
            certificate = _sealed(made.certificate, number, desk.keys.device_public, desk.keys.sign)
            issued.append(_written(desk, act, wish, made, certificate))
    return tuple(issued)


def reprint(desk: Desk, person_id: str, certificate_id: str, reason: str) -> Issued:
    """Write that a certificate is printed once more, and return it as it was issued.

    Raises:
        CertificateGone: there is none. ReasonMissing: it was not said why. Nothing is written.
    """
    if len(reason.strip()) < LEAST_REASON:
        raise ReasonMissing
    found = issued_certificate(desk.card(person_id).certificates, certificate_id)
    body = CertificateReprinted(certificate_id=found.id, person_id=person_id, reason=reason.strip())
    with desk.act() as act:
        act.write(body, subject=person_subject(person_id), refs=(found.entry_id,))
    return as_issued(found)


def issued_certificate(certificates: Sequence[IssuedCertificate], certificate_id: str) -> IssuedCertificate:
    """Return the one with this id.

    Raises:
        CertificateGone: there is none.
    """
    found = next((each for each in certificates if each.id == certificate_id), None)
    if found is None:
        raise CertificateGone(certificate_id)
    return found


def as_issued(found: IssuedCertificate) -> Issued:
    """Return a certificate that was issued, ready to be printed again.

    Raises:
        CertificateGone: its content is not what was written, or of a version this program cannot read.
    """
    stored = found.content.encode()
    if hashlib.sha256(stored).hexdigest() != found.content_hash:
        raise CertificateGone(found.id)
    try:
        certificate = msgspec.json.decode(stored, type=Certificate)
    except msgspec.MsgspecError as error:
        raise CertificateGone(found.id) from error
    return Issued(certificate_id=found.id, person_id=found.person_id, number=found.number, certificate=certificate)


def newest(reader: Reader, most: int) -> list[CertificateLine]:
    """Return what was issued last, the newest first."""
    return newest_certificates(reader.db, most)


def certificate_numbered(reader: Reader, number: str) -> tuple[str, str] | None:
    """Return certificate id and person id of what was issued here under this number, the newest; None for nothing."""
    found = certificates_numbered(reader.db, number)
    return found[-1] if found else None


def undrawable_in(certificate: Certificate) -> tuple[str, ...]:
    """Return the characters no font draws, each once, to be shown before anything is printed; the codes hold them."""
    missing = unprintable_in(replace(certificate, parts=()), FONTS)
    return tuple(dict.fromkeys(glyph.character for glyph in missing))


def pdf_of(certificate: Certificate) -> bytes:
    """Return the paper; characters without a glyph are marked 〓. May run on any thread."""
    return certificate_pdf(certificate, FONTS, mark_missing=bool(undrawable_in(certificate)))


def pictures(pdf: bytes, dpi: float) -> tuple[PageImage, ...]:
    """Return every page as a picture. May run on any thread."""
    return tuple(page_image(pdf, page, dpi) for page in range(page_count(pdf)))


def keep_pdf(path: Path, pdf: bytes) -> None:
    """Write a paper where the nurse wants to have it."""
    path.write_bytes(pdf)


def _sealed(certificate: Certificate, number: str, public_key: bytes, sign: Callable[[bytes], bytes]) -> Certificate:
    """Give the certificate its number and its signed texts."""
    numbered = replace(certificate, letterhead=replace(certificate.letterhead, ticket=number))
    head = certificate_head(numbered)
    body = [BodyLine(caption, words) for caption, words in certificate_body(numbered)]

    def parts(most_bytes: int) -> tuple[str, ...]:
        return sealed_parts(head, body, number=number, public_key=public_key, sign=sign, most_bytes=most_bytes)

    try:
        found = parts(BYTES_MEDIUM)
        if len(found) <= MOST_CODES:
            return replace(numbered, parts=found)
    except HeadTooLong:
        pass  # codes with less correction hold more
    try:
        return replace(numbered, parts=parts(BYTES_LOW), low_correction=True)
    except HeadTooLong as error:
        raise NameTooLongToSign from error


def _written(desk: Desk, act: Act, wish: Wish, made: Draft, certificate: Certificate) -> Issued:
    content = msgspec.json.encode(certificate)
    body = CertificateIssued(
        certificate_id=desk.mint(),
        person_id=wish.person_id,
        paper=wish.paper,
        number=certificate.letterhead.ticket,
        issued_on=desk.clock.today(),
        content=content.decode(),
        content_hash=hashlib.sha256(content).hexdigest(),
        key_id=key_id_of(desk.keys.device_public),
        result=certificate.result,
        dose_ids=made.dose_ids,
    )
    act.write(body, subject=person_subject(wish.person_id))
    return Issued(
        certificate_id=body.certificate_id, person_id=wish.person_id, number=body.number, certificate=certificate
    )


def passport_name(name: str) -> str:
    """Return a name in letters as a proposal for the field of the passport: WANG YIYI; the passport itself decides."""
    from pypinyin import lazy_pinyin

    letters = ["".join(c for c in part.upper() if c.isalpha()) for part in lazy_pinyin(name.replace("·", ""))]
    given = [part for part in letters if part.isascii() and part]
    return f"{given[0]} {''.join(given[1:])}".strip() if given else ""
