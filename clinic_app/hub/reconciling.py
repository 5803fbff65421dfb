"""Statements of account for clinics: what the county holds of a clinic's people, as of a receipt of the same moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinic_app.exchange.part import stem_of
from clinic_app.exchange.receipt import ENDING
from clinic_app.exchange.signed_header import FORMAT
from clinic_app.exchange.statement import Statement, statement_file, statement_name
from clinic_app.hub.applying import fold_marked
from clinic_app.hub.receipts import make_receipt, where_met

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from clinic_app.exchange.carrier import Carrier
    from clinic_app.hub.county import County
    from clinic_app.hub.store import Store


def write_statement(
    county: County, store: Store, carrier: Carrier, unit_code: str, now: datetime, mint_id: Callable[[], str]
) -> str:
    """Write a clinic's receipt and its statement as of it, both of one moment; return the statement's file name.

    Raises:
        OSError: the carrier did not take them.
    """
    fold_marked(store)
    with store.ground.alone():
        receipt, stored = make_receipt(county, store, unit_code, now, mint_id, where_met(county.home))
        digests = dict(store.digests(unit_code))
    said = Statement(
        format=FORMAT,
        purpose=receipt.purpose,
        county_code=county.county_code,
        unit_code=unit_code,
        receipt=receipt.number,
        issued_at=receipt.issued_at,
        people=0,
        root="",
        cards="",
    )
    carrier.write(stem_of(str(receipt.id)) + ENDING, stored)
    carrier.write(name := statement_name(unit_code), statement_file(said, digests, county.signing_key))
    return name
