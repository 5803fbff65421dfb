"""Entries about the needle: vial chosen, checked, given, not given, corrected, voided."""

from __future__ import annotations

from datetime import date

import msgspec

from clinic_app.domain.entries.entry import Body, Moment, kind


@kind("vial.chosen")
class VialChosen(Body, frozen=True, kw_only=True):
    """A vial was taken in hand for a planned dose.

    Attributes:
        code: what was scanned or typed, raw.
        source: `scan` or `typed`.
    """

    visit_id: str
    person_id: str
    planned_id: str
    lot_id: str
    code: str
    source: str


class CheckAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """One of the eleven items of 三查七对一验证, with what was compared.

    Attributes:
        item: item id of `domain.safety_check`.
        expected: the value it should have. seen: the value that was found.
        source: `scan`, `typed`, `computed` or `person` (a human looked).
        state: `green`, `ticked` or `amber`. A red item never reaches an entry.
        reason: why an amber item was accepted. by: user id of who answers for it.
    """

    item: str
    expected: str
    seen: str
    source: str
    state: str
    reason: str = ""
    by: str = ""


@kind("safety_check.passed")
class SafetyCheckPassed(Body, frozen=True, kw_only=True):
    """Three checks, seven verifications, one confirmation were completed for one planned dose."""

    visit_id: str
    person_id: str
    planned_id: str
    checklist: str
    answers: tuple[CheckAnswer, ...]


@kind("dose.given")
class DoseGiven(Body, frozen=True, kw_only=True):
    """One injection happened at this clinic (疫苗管理法 art. 46 fields and more).

    Attributes:
        given_on: business date a person confirmed (接种日期).
        given_at: the moment of the needle, UTC; observation counts from it.
        dose_number: the printed 剂次, a remark; the counted number is always computed.
        trace_code: 20-digit 追溯码 or GS1 string of the vial, raw; empty when unreadable.
        lot_id: empty when the lot is not on file here; then expires_on is None unless somebody read it.
        advice: the rule edition whose advice was on the screen.
        vial_id: the opened multi-dose vial it was drawn from, empty for a single-dose vial.
        vaccinator: user id of who injected when it was not who writes the entry, else empty.
    """

    dose_id: str
    person_id: str
    visit_id: str
    planned_id: str
    vaccine: str
    product: str
    maker: str
    lot_id: str
    lot_number: str
    expires_on: date | None
    trace_code: str
    volume: str
    route: str
    site: str
    given_on: date
    given_at: Moment
    dose_number: int
    free: bool = True
    advice: str = ""
    vial_id: str = ""
    vaccinator: str = ""


@kind("dose.recorded")
class DoseRecorded(Body, frozen=True, kw_only=True):
    """A dose given elsewhere or earlier was written in from its evidence (补录).

    Attributes:
        source: `booklet`, `register`, `platform`, `photo` or `spoken`.
        unit: where it was given, as written. book, page: place in the register book.
        lot_number: empty when 批号不详.
        evidence: hash of the scanned voucher, or words about it; empty when only looked at.
    """

    dose_id: str
    person_id: str
    vaccine: str
    given_on: date
    source: str
    lot_number: str = ""
    maker: str = ""
    site: str = ""
    unit: str = ""
    book: str = ""
    page: str = ""
    dose_number: int | None = None
    product: str = ""
    expires_on: date | None = None
    route: str = ""
    evidence: str = ""


@kind("dose.not_given")
class DoseNotGiven(Body, frozen=True, kw_only=True):
    """A planned dose was left out (未种), with its reason."""

    visit_id: str
    person_id: str
    planned_id: str
    reason: str


@kind("dose.corrected")
class DoseCorrected(Body, frozen=True, kw_only=True):
    """One field of a dose was set right; `refs` name the value it replaces. The old value stays readable."""

    dose_id: str
    person_id: str
    field: str
    value: str
    reason: str


@kind("dose.voided")
class DoseVoided(Body, frozen=True, kw_only=True):
    """The dose never happened, or not to this person (作废). It stays visible, and counts no more."""

    dose_id: str
    person_id: str
    reason: str


@kind("dose.accepted")
class DoseAccepted(Body, frozen=True, kw_only=True):
    """A person with the right to do so counts a dose the programme would not (人工认可)."""

    dose_id: str
    person_id: str
    reason: str


@kind("vaccination_error.recorded")
class VaccinationErrorRecorded(Body, frozen=True, kw_only=True):
    """What was injected was not what should have been (接种差错). The dose itself is recorded as it happened.

    Attributes:
        error: `wrong_vaccine`, `wrong_person`, `given_twice`, `unusable_lot`, `wrong_site`, `wrong_route`,
            `wrong_volume`, `too_early`, `contraindicated` or `other`.
        expected, happened: codes or values of what should have been and what was; empty when nothing was planned.
        found_at: the moment it was noticed, UTC; the report is due from here.
        action: what was done for the person, in words.
    """

    error_id: str
    person_id: str
    dose_id: str
    error: str
    expected: str
    happened: str
    found_at: Moment
    action: str = ""
    visit_id: str = ""
