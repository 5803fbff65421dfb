"""Entries about lots of vaccine (疫苗): their subject is `lot:<id>`."""

from __future__ import annotations

from datetime import date

from clinic_app.domain.entries.entry import Body, Moment, kind


@kind("lot.received")
class LotReceived(Body, frozen=True, kw_only=True):
    """A lot came in with its papers (入库).

    Attributes:
        expires_on: last usable day, inclusive.
        doses: doses, not vials.
        doses_per_vial: 1 for single-dose vials.
        release_number: 批签发合格证编号.
        product_identifier: the 7 digits that begin the 追溯码 of this product, empty when not known.
        expiry_as_printed: what the carton says, as it says it (有效期至 2027-06, 失效期 20270701).
        supplier: who sent it. document: number of the delivery note.
        transport_celsius: the temperatures of the transport record as read (2.8-5.6), in degrees Celsius.
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
    expiry_as_printed: str = ""
    supplier: str = ""
    document: str = ""
    transport_celsius: str = ""


@kind("lot.refused")
class LotRefused(Body, frozen=True, kw_only=True):
    """A delivery was not taken in (拒收; 疫苗管理法 art. 39), and why: nothing of it is stock.

    Attributes:
        reason: `no_transport_record`, `temperature`, `no_release`, `damaged`, `expired` or `other`.
        words: the reason in words. doses: doses, not vials.
    """

    lot_id: str
    vaccine: str
    maker: str
    lot_number: str
    doses: int
    reason: str
    words: str = ""
    supplier: str = ""
    document: str = ""


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
    """One dose of the lot went into a person; `refs` name the `dose.given` entry of the same act.

    Attributes:
        vial_id: the opened multi-dose vial it was drawn from, empty for a single-dose vial.
    """

    lot_id: str
    dose_id: str
    code: str = ""
    vial_id: str = ""


@kind("lot.dose_returned")
class LotDoseReturned(Body, frozen=True, kw_only=True):
    """A use was written in error: the dose was voided and the vial is still there."""

    lot_id: str
    dose_id: str
    reason: str


@kind("vial.opened")
class VialOpened(Body, frozen=True, kw_only=True):
    """A multi-dose vial was opened; its clock runs from here (活疫苗 30 min, 灭活疫苗 60 min).

    Attributes:
        code: 追溯码 or GS1 string of the vial, raw; empty when it was not scanned.
        opened_at: the moment, UTC. minutes: how long it may be used from then.
    """

    vial_id: str
    lot_id: str
    code: str
    opened_at: Moment
    minutes: int


@kind("doses.wasted")
class DosesWasted(Body, frozen=True, kw_only=True):
    """Doses were thrown away (报损).

    Attributes:
        doses: doses, not vials.
        reason: `expired`, `broken`, `cold_chain`, `opened_leftover` (开启剩余), `recalled` or `other`.
        vial_id: the opened vial whose rest it is, which is closed by this; empty otherwise.
        witness: user id or name of the second signature, empty when none.
    """

    waste_id: str
    lot_id: str
    doses: int
    reason: str
    words: str = ""
    vial_id: str = ""
    witness: str = ""
