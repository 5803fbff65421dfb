"""Entries about lots of vaccine (疫苗): their subject is `lot:<id>`."""

from __future__ import annotations

from datetime import date

from clinic_app.domain.entries.entry import Body, kind


@kind("lot.received")
class LotReceived(Body, frozen=True, kw_only=True):
    """A lot came in with its papers (入库).

    Attributes:
        expires_on: last usable day, inclusive.
        doses: doses, not vials.
        doses_per_vial: 1 for single-dose vials.
        release_number: 批签发合格证编号.
        product_identifier: the 7 digits that begin the 追溯码 of this product, empty when not known.
    """

    lot_id: str
    vaccine: str
    product: str
    maker: str
    specification: str
    lot_number: str
    expires_on: date
    doses: int
    doses_per_vial: int = 1
    release_number: str = ""
    product_identifier: str = ""


@kind("lot.code_learned")
class LotCodeLearned(Body, frozen=True, kw_only=True):
    """A nurse said which lot a scanned vial belongs to; the code and its product identifier are remembered."""

    lot_id: str
    code: str


@kind("lot.quarantined")
class LotQuarantined(Body, frozen=True, kw_only=True):
    """The lot must not be used until released (隔离封存)."""

    lot_id: str
    reason: str


@kind("lot.released")
class LotReleased(Body, frozen=True, kw_only=True):
    """The quarantine was lifted; `refs` name it."""

    lot_id: str
    reason: str


@kind("lot.dose_used")
class LotDoseUsed(Body, frozen=True, kw_only=True):
    """One dose of the lot went into a person; `refs` name the `dose.given` entry of the same act."""

    lot_id: str
    dose_id: str
    code: str = ""


@kind("lot.dose_returned")
class LotDoseReturned(Body, frozen=True, kw_only=True):
    """A use was written in error: the dose was voided and the vial is still there."""

    lot_id: str
    dose_id: str
    reason: str
