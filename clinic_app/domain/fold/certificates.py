"""How entries about certificates change the card."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from clinic_app.domain.certificate import IssuedCertificate
from clinic_app.domain.entries.certificates import CertificateIssued, CertificateReprinted
from clinic_app.domain.fold.card import CardInTheMaking, folds

if TYPE_CHECKING:
    from clinic_app.domain.entries.entry import Entry


@folds(CertificateIssued)
def _issued(card: CardInTheMaking, entry: Entry[CertificateIssued]) -> None:
    body = entry.body
    certificate = IssuedCertificate(
        id=body.certificate_id,
        entry_id=entry.id,
        person_id=card.person_id,
        paper=body.paper,
        number=body.number,
        issued_on=body.issued_on,
        issued_at=entry.at,
        issued_by=entry.by,
        key_id=body.key_id,
        content=body.content,
        content_hash=body.content_hash,
        result=body.result,
        dose_ids=body.dose_ids,
    )
    card.certificates.setdefault(certificate.id, certificate)


@folds(CertificateReprinted)
def _reprinted(card: CardInTheMaking, entry: Entry[CertificateReprinted]) -> None:
    if (certificate := card.certificates.get(entry.body.certificate_id)) is not None:
        card.certificates[certificate.id] = replace(certificate, reprints=certificate.reprints + 1)
