"""Whom certificates are believed (校验): the county's list, taken in and asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from clinic_app.devices.code_reader import codes_in_picture, codes_in_pixels
from clinic_app.devices.folder_carrier import FolderCarrier
from clinic_app.devices.removable_drives import candidate_drives
from clinic_app.exchange.certificate_check import Finding, Verdict, Verification, verify_certificate
from clinic_app.exchange.certificate_seal import CLINIC_LINE, key_id_of
from clinic_app.exchange.part import PACKAGE_FOLDER
from clinic_app.exchange.trust_list import (
    ENDING,
    TRUST_LIST_LIMIT,
    TrustedKey,
    TrustList,
    TrustListProblem,
    TrustListUnusable,
    opened_trust_list,
    trust_of,
)
from clinic_app.printing.preview import page_count, page_image
from clinic_app.records.certificates import keep_trust_list, stored_trust_list
from clinic_app.services.certificate_failures import (
    CountyUnknown,
    NoCodeInPicture,
    NoTrustListFound,
    PageNotWritten,
    TrustListRefused,
)
from clinic_app.services.certificate_page import verification_page

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

    from clinic_app.domain.fold.clinic_book import ClinicBook
    from clinic_app.records.sqlite import Connection
    from clinic_app.services.desk import Desk
    from clinic_app.services.reader import Reader

LARGEST_PICTURE = 40 * 1024 * 1024
MOST_PAGES = 20
PDF_DPI = 250

__all__ = ["Finding", "Judged", "Verdict", "Verification", "judge", "text_in_picture", "trust_state"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TrustState:
    """What is known of the county's list here. `sequence` is 0 and the day None while none was taken in."""

    enrolled: bool
    county: str = ""
    sequence: int = 0
    issued_on: date | None = None
    clinics: int = 0
    revoked: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A verification. `own`: whole and signed by this device, whose key the county has not named yet."""

    verification: Verification
    own: bool = False


def judge(reader: Reader, text: str, own_key: bytes | None = None) -> Judged:
    """Return what is to be thought of a certificate's text, by the county's list as it lies here.

    What this device signed itself is checked by its own key while the list does not name it. Where nothing was changed
    the answer stays 未知签发单位, since nobody else can know; where something was, it is 被改动.
    """
    known = known_list(reader.db, reader.clinic_book())
    found = verify_certificate(text, trust_of(known) if known is not None else {})
    if found.verdict is not Verdict.UNKNOWN_ISSUER or own_key is None or not found.head:
        return Judged(verification=found)
    named = found.head[CLINIC_LINE].partition(" ")[2]
    by_ourselves = verify_certificate(text, {key_id_of(own_key): TrustedKey(public_key=own_key, names=(named,))})
    if by_ourselves.verdict in (Verdict.UNKNOWN_ISSUER, Verdict.GENUINE):
        return Judged(verification=found, own=by_ourselves.verdict is Verdict.GENUINE)
    return Judged(verification=by_ourselves)


def trust_state(reader: Reader) -> TrustState:
    """Return what the room says about the county's list."""
    book = reader.clinic_book()
    known = known_list(reader.db, book)
    enrolled = bool(book.clinic and book.clinic.county_signing_key)
    if known is None:
        return TrustState(enrolled=enrolled)
    return TrustState(
        enrolled=enrolled,
        county=known.county_name,
        sequence=known.sequence,
        issued_on=known.issued_on,
        clinics=len(known.clinics),
        revoked=len(known.revoked),
    )


def known_list(db: Connection, book: ClinicBook) -> TrustList | None:
    """Return the list as it lies here, verified anew; None where there is none, or it is not the county's."""
    stored = stored_trust_list(db)
    key = _county_key(book)
    if stored is None or key is None:
        return None
    try:
        return opened_trust_list(stored, key)
    except TrustListUnusable:
        return None


def import_trust_list(desk: Desk, stored: bytes) -> TrustList:
    """Take in a list of this clinic's county, and note who did.

    Raises:
        CountyUnknown: no county has enrolled this clinic.
        TrustListRefused: damaged, of another county, or older than the one that lies here. Nothing is changed.
    """
    book = desk.clinic_book()
    key = _county_key(book)
    if key is None:
        raise CountyUnknown
    try:
        found = opened_trust_list(stored, key)
    except TrustListUnusable as error:
        raise TrustListRefused(error.problem.value) from error
    with desk.act():
        former = known_list(desk.db, book)
        if former is not None and former.sequence > found.sequence:
            raise TrustListRefused(TrustListProblem.OLDER.value)
        keep_trust_list(desk.db, stored, found.sequence, desk.clock.now())
        desk.note_access("trust_list_imported", str(found.sequence))
    return found


def write_verification_page(path: Path, trust_list: bytes | None) -> Path:
    """Write the page that verifies certificates without network, the county's list inside; may run on any thread.

    Raises:
        PageNotWritten: the place cannot be written.
    """
    try:
        path.write_text(verification_page(trust_list), encoding="utf-8")
    except OSError as error:
        raise PageNotWritten from error
    return path


def list_for_page(reader: Reader) -> bytes | None:
    """Return the county's list as its file came, when there is one that can be believed."""
    return stored_trust_list(reader.db) if known_list(reader.db, reader.clinic_book()) is not None else None


def trust_list_on_sticks(chosen: Path | None) -> bytes:
    """Return the newest list by name of all sticks; may run on any thread.

    Args:
        chosen: a folder that stands for a stick, looked at first.

    Raises:
        NoTrustListFound: nothing is plugged in, or no such file on what is.
    """
    found = [
        carrier.read(name, TRUST_LIST_LIMIT + 1)
        for drive in candidate_drives(chosen)
        for carrier in (FolderCarrier(drive.root), FolderCarrier(drive.root / PACKAGE_FOLDER))
        for name in _lists_on(carrier)
    ]
    if not found:
        raise NoTrustListFound
    return max(found, key=_sequence)


def text_in_picture(path: Path) -> str:
    """Return the texts of all codes in a picture or PDF, one below the other; may run on any thread.

    Raises:
        NoCodeInPicture: there is none, or the file is no picture.
    """
    try:
        with path.open("rb") as opened:
            content = opened.read(LARGEST_PICTURE + 1)
    except OSError as error:
        raise NoCodeInPicture from error
    texts = _codes_in_pdf(content) if content.startswith(b"%PDF") else codes_in_picture(content)
    if not texts:
        raise NoCodeInPicture
    return "\n".join(texts)


def _codes_in_pdf(content: bytes) -> tuple[str, ...]:
    try:
        pages = range(min(page_count(content), MOST_PAGES))
        found = [text for page in pages for text in codes_in_pixels(*page_image(content, page, PDF_DPI))]
    except (ValueError, RuntimeError):  # not a PDF after all, or one with a password
        return ()
    return tuple(dict.fromkeys(found))


def _lists_on(carrier: FolderCarrier) -> Iterator[str]:
    try:
        yield from sorted(name for name in carrier.names() if name.upper().endswith(ENDING))
    except OSError:
        return


def _sequence(stored: bytes) -> int:
    try:
        return opened_trust_list(stored, None).sequence
    except TrustListUnusable:
        return 0


def _county_key(book: ClinicBook) -> bytes | None:
    written = book.clinic.county_signing_key if book.clinic else ""
    try:
        return bytes.fromhex(written) or None
    except ValueError:
        return None
