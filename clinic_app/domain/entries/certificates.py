"""Entries about certificates (证明) that left the house with the clinic's signature."""

from __future__ import annotations

from datetime import date

from clinic_app.domain.entries.entry import Body, kind


@kind("certificate.issued")
class CertificateIssued(Body, frozen=True, kw_only=True):
    """A certificate was made and signed; printing it again prints the same.

    Attributes:
        paper: which one: `record`, `travel`, `school`, `transfer`, `card` or `advice`.
        number: day of issue, a dash and the number of the day. issued_on: business day.
        result: what the school check or the advice came to, empty for the others.
        dose_ids: the doses it lists.
        key_id: of the device key that signed its codes.
        content: everything that is printed, as JSON. content_hash: hex SHA-256 of it in UTF-8.
    """

    certificate_id: str
    person_id: str
    paper: str
    number: str
    issued_on: date
    content: str
    content_hash: str
    key_id: str
    result: str = ""
    dose_ids: tuple[str, ...] = ()


@kind("certificate.reprinted")
class CertificateReprinted(Body, frozen=True, kw_only=True):
    """A certificate was printed once more; `refs` name its issue."""

    certificate_id: str
    person_id: str
    reason: str
