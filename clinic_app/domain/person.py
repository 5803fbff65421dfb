"""A person (儿童, or an adult in a campaign) and the doses and facts on the card (金卡)."""

from __future__ import annotations

from datetime import date, datetime

import msgspec


class Person(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Who the person is, with the value that holds for each field. `sex` is `M`, `F` or `U`."""

    id: str
    name: str
    sex: str
    birth_date: date
    guardian_name: str = ""
    guardian_relation: str = ""
    phone: str = ""
    village: str = ""
    residence: str = ""
    enrolment: str = ""
    child_code: str | None = None
    booklet_number: str | None = None
    citizen_id: str | None = None
    birth_weight_g: int | None = None
    mother_hbsag: str | None = None


class Dose(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One needle or drop, given here or written in from evidence.

    Attributes:
        given_on: business date. given_at: moment, UTC, None for written-in doses.
        source: `here`, or where the written-in dose was read (`booklet`, `register`, `platform`, `photo`, `spoken`).
        dose_number: the printed 剂次, a remark.
        void_reason: empty unless voided (作废).
        accepted_reason: empty unless a person counted it in spite of the programme.
        recorded_at, recorded_by: when and by whom it was written (录入时间, 录入人).
        vaccinator: user id of who injected here, empty for a dose written in.
        vial_id: the opened multi-dose vial. evidence: hash of the voucher, or words about it.
    """

    id: str
    person_id: str
    vaccine: str
    given_on: date
    source: str
    recorded_at: datetime
    recorded_by: str
    product: str = ""
    maker: str = ""
    lot_id: str | None = None
    lot_number: str = ""
    expires_on: date | None = None
    trace_code: str = ""
    volume: str = ""
    route: str = ""
    site: str = ""
    unit: str = ""
    book: str = ""
    page: str = ""
    given_at: datetime | None = None
    visit_id: str | None = None
    dose_number: int | None = None
    free: bool = True
    void_reason: str = ""
    accepted_reason: str = ""
    vaccinator: str = ""
    vial_id: str = ""
    evidence: str = ""

    @property
    def counts(self) -> bool:
        """Return whether it happened: not voided, and on better evidence than word of mouth alone (口述)."""
        return not self.void_reason and self.source != "spoken"


class HealthFact(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A fact that bears on vaccinating the person. `vaccine` None means all vaccines."""

    id: str
    person_id: str
    what: str
    value: str
    on: date
    vaccine: str | None = None
    source: str = ""


class FieldConflict(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Two writers set one field without knowing of each other; a person must decide."""

    person_id: str
    field: str
    values: tuple[str | None, ...]
