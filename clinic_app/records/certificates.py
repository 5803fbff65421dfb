"""Queries about certificates, and the county's list of keys as it came."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from clinic_app.domain.clinic_time import moment_from, moment_text

if TYPE_CHECKING:
    from datetime import date, datetime

    from clinic_app.records.sqlite import Connection

_LARGEST = "SELECT max(CAST(substr(number, 10) AS INTEGER)) FROM certificate WHERE number GLOB :day || '-*'"
_BY_NUMBER = "SELECT certificate_id, person_id FROM certificate WHERE number = :number ORDER BY certificate_id"
_NEWEST = """
SELECT certificate_id, certificate.person_id, person.name, paper, number, issued_at, result, reprints
  FROM certificate JOIN person ON person.person_id = certificate.person_id
 ORDER BY issued_at DESC, number DESC LIMIT :most
"""
_KEEP = """
INSERT INTO trust_list (one, sequence, imported_at, stored) VALUES (1, :sequence, :at, :stored)
    ON CONFLICT (one) DO UPDATE SET sequence = :sequence, imported_at = :at, stored = :stored
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateLine:
    """A certificate as a list shows it; the moment is UTC."""

    certificate_id: str
    person_id: str
    name: str
    paper: str
    number: str
    issued_at: datetime
    result: str
    reprints: int


def numbers_used_on(db: Connection, day: date) -> int:
    """Return the largest number of the day that a certificate has, 0 for none."""
    (largest,) = db.execute(_LARGEST, {"day": f"{day:%Y%m%d}"}).fetchone()
    return int(largest or 0)


def certificates_numbered(db: Connection, number: str) -> list[tuple[str, str]]:
    """Return certificate and person of everything with this number: one, but for a database put back from a copy."""
    return [(row[0], row[1]) for row in db.execute(_BY_NUMBER, {"number": number}).fetchall()]


def newest_certificates(db: Connection, most: int) -> list[CertificateLine]:
    """Return what was issued last, the newest first."""
    return [
        CertificateLine(
            certificate_id=row[0],
            person_id=row[1],
            name=row[2],
            paper=row[3],
            number=row[4],
            issued_at=moment_from(row[5]),
            result=row[6],
            reprints=row[7],
        )
        for row in db.execute(_NEWEST, {"most": most}).fetchall()
    ]


def stored_trust_list(db: Connection) -> bytes | None:
    """Return the county's list as its file came, or None."""
    row = db.execute("SELECT stored FROM trust_list").fetchone()
    return bytes(row[0]) if row else None


def keep_trust_list(db: Connection, stored: bytes, sequence: int, at: datetime) -> None:
    """Put the list in the place of the former one. Runs inside the caller's transaction."""
    db.execute(_KEEP, {"sequence": sequence, "at": moment_text(at), "stored": stored})
