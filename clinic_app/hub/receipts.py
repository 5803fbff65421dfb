"""Receipts made from what the county really holds, for one clinic at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from clinic_app.exchange.receipt import MOST_PENDING, Receipt, receipt_file
from clinic_app.exchange.signed_header import FORMAT, Purpose
from clinic_app.hub.store import stream_receipt

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from clinic_app.hub.county import County
    from clinic_app.hub.store import Store

PACKAGES_NAMED = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Met:
    """Where the county is met over the network, and whose certificate proves it; empty where it is not."""

    address: str = ""
    authority: str = ""


NOWHERE = Met()
ADDRESS_FILE, AUTHORITY_FILE = "address.txt", "authority.pem"


def where_met(home: Path) -> Met:
    """Return where this county listens, as it last said itself; nowhere when it never listened."""
    try:
        address = (home / ADDRESS_FILE).read_text("ascii").strip()
        return Met(address=address, authority=(home / AUTHORITY_FILE).read_text("ascii"))
    except OSError:
        return NOWHERE


def make_receipt(
    county: County, store: Store, unit_code: str, now: datetime, mint_id: Callable[[], str], met_at: Met = NOWHERE
) -> tuple[Receipt, bytes]:
    """Return the newest receipt of a clinic and its signed bytes. Runs inside the caller's transaction.

    Args:
        county: whose keys sign.
        store: what the county holds.
        unit_code: the clinic.
        now: the county's present moment, UTC.
        mint_id: gives a new UUID as text.
        met_at: where the county listens, for clinics that have a network.
    """
    receipt = Receipt(
        format=FORMAT,
        id=UUID(mint_id()),
        number=store.next_receipt_number(unit_code, now),
        purpose=Purpose.PRACTICE if county.practice else Purpose.ENTRIES,
        county_code=county.county_code,
        unit_code=unit_code,
        issued_at=now,
        streams=tuple(stream_receipt(tip) for tip in store.tips(unit_code)),
        pending=tuple(store.pending(unit_code, MOST_PENDING)),
        pending_in_all=store.pending_count(unit_code),
        packages=tuple(store.whole_packages(unit_code, PACKAGES_NAMED)),
        address=met_at.address,
        authority=met_at.authority,
    )
    return receipt, receipt_file(receipt, county.signing_key)
