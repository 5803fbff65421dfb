"""Reconciliation (对账): this clinic's cards beside those the county says it holds; nobody takes over the other's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from clinic_app.devices.folder_carrier import FolderCarrier
from clinic_app.domain.entries.subjects import subject_id
from clinic_app.domain.fold.canonical import canonical_card, digest_of
from clinic_app.domain.fold.card import fold_card
from clinic_app.domain.people_proof import PeopleDiffer, people_root, who_differs
from clinic_app.exchange.part import PACKAGE_FOLDER
from clinic_app.exchange.problems import PackageDamaged
from clinic_app.exchange.receipt import opened_receipt
from clinic_app.exchange.signed_header import Purpose
from clinic_app.exchange.statement import STATEMENT_LIMIT, opened_statement, statement_name
from clinic_app.records.as_of import people_as_of, receipt_with_number
from clinic_app.records.clinic_book import load_clinic_book
from clinic_app.services.failures import WishRefused

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from clinic_app.exchange.receipt import Receipt
    from clinic_app.records.sqlite import Connection

REGISTERED = "person.registered"


class NotEnrolled(WishRefused):
    """No county has enrolled this clinic: there is nobody to reconcile with."""


class NoStatement(WishRefused):
    """The stick holds no statement of the clinic's own county for this clinic."""


class ReceiptFirst(WishRefused):
    """The receipt of the same moment has not been taken in here; it lies on the same stick.

    Attributes:
        number: of that receipt.
    """

    def __init__(self, number: int) -> None:
        super().__init__(str(number))
        self.number = number


class TooManyOpenQuestions(WishRefused):
    """The county disputes more entries than a receipt lists: which cards they change cannot be said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reconciled:
    """Both sides as of one receipt.

    Attributes:
        receipt: its number. issued_at: the county's clock, UTC.
        root_here, root_there: 32 bytes each; the same root proves the same people with the same cards.
    """

    receipt: int
    issued_at: datetime
    people_here: int
    people_there: int
    root_here: bytes
    root_there: bytes
    differ: PeopleDiffer


def reconcile(db: Connection, folder: Path) -> Reconciled:
    """Compare the county's statement on a stick with what this journal told when its receipt was made.

    Reads only; a connection that cannot write will do. Each card is folded anew from the entries the county has
    entered; what was written since, and what it disputes, is left out.

    Raises:
        NotEnrolled, NoStatement, ReceiptFirst, TooManyOpenQuestions: nothing was compared.
    """
    clinic = load_clinic_book(db).clinic
    if clinic is None or not clinic.county_signing_key:
        raise NotEnrolled
    key, purpose = bytes.fromhex(clinic.county_signing_key), Purpose.PRACTICE if clinic.practice else Purpose.ENTRIES
    try:
        stored = FolderCarrier(folder / PACKAGE_FOLDER).read(statement_name(clinic.unit_code), STATEMENT_LIMIT)
        said, there = opened_statement(stored, key, purpose)
    except (OSError, PackageDamaged) as error:
        raise NoStatement(str(error)) from error
    if said.unit_code != clinic.unit_code:
        raise NoStatement(said.unit_code)
    if not (kept := receipt_with_number(db, said.receipt)):
        raise ReceiptFirst(said.receipt)
    here = digests_as_of(db, opened_receipt(kept, key, purpose))
    return Reconciled(
        receipt=said.receipt,
        issued_at=said.issued_at,
        people_here=len(here),
        people_there=len(there),
        root_here=people_root(here),
        root_there=people_root(there),
        differ=who_differs(here, there),
    )


def digests_as_of(db: Connection, receipt: Receipt) -> dict[str, bytes]:
    """Return by person id the digest of everybody this clinic registered, as of the places a receipt calls applied.

    Raises:
        TooManyOpenQuestions: the receipt does not name all entries that are held or disputed.
    """
    if receipt.pending_in_all > len(receipt.pending):
        raise TooManyOpenQuestions
    places = {(line.device, line.incarnation): line.applied.seq for line in receipt.streams}
    digests: dict[str, bytes] = {}
    for subject, entries in people_as_of(db, places, {line.id for line in receipt.pending}):
        if any(entry.kind == REGISTERED for entry in entries):
            person_id = subject_id(subject)
            digests[person_id] = digest_of(person_id, canonical_card(fold_card(person_id, entries)))
    return digests
