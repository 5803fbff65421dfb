"""Entries about the course of a visit: opened, screened, planned, informed, stepped back, ended."""

from __future__ import annotations

from datetime import date

import msgspec

from clinic_app.domain.entries.entry import Body, kind


@kind("visit.opened")
class VisitOpened(Body, frozen=True, kw_only=True):
    """A person was taken into the room's queue (取号).

    Attributes:
        ticket: the short code on the paper ticket and the observation slip, unique per clinic.
        on: business date of the visit.
        scanned: the booklet code that was scanned to open it, empty when the person was found by search.
    """

    visit_id: str
    person_id: str
    ticket: str
    on: date
    scanned: str = ""


@kind("screening.recorded")
class ScreeningRecorded(Body, frozen=True, kw_only=True):
    """Health was asked and temperature taken before vaccination (预检; 疫苗管理法 art. 44: both are recorded).

    Attributes:
        temperature_tenths: axillary temperature in tenths of a degree Celsius (366 is 36.6).
        answers: question id -> True when the guardian said yes.
        checklist: version of the question list asked.
        result: `fit` (可种), `postponed` (暂缓) or `contraindicated` (禁忌).
        advice: medical advice given when not fit.
        doctor: name of the doctor who judged, required when not fit or a question was answered yes.
        until: day of the next look, inclusive, when postponed.
        quick: the three questions for crowds were asked (快速预检), not the full list.
        told: the guardian was told vaccine, effect, contraindications, reactions and the thirty minutes.
        systolic, diastolic: blood pressure in mmHg, required of people with hypertension (高血压).
    """

    visit_id: str
    person_id: str
    temperature_tenths: int
    answers: dict[str, bool]
    checklist: str
    result: str
    advice: str = ""
    doctor: str = ""
    until: date | None = None
    quick: bool = False
    told: bool = False
    systolic: int | None = None
    diastolic: int | None = None


class PlannedVaccine(msgspec.Struct, frozen=True, kw_only=True):
    """One vaccine chosen for a visit.

    Attributes:
        dose_number: the number that will be counted for its first series.
        site: body site code of the product list (`left_upper_arm`).
        reason: why it differs from what is due; empty when it is due.
        instead_of: code of the free vaccine that is due and that this paid one takes the place of, else empty.
        price_fen: price of a paid vaccine in fen (1/100 yuan), 0 when free.
        paid: the price was paid. receipt_number: number on the receipt, empty when none.
    """

    planned_id: str
    vaccine: str
    dose_number: int
    site: str
    reason: str = ""
    instead_of: str = ""
    price_fen: int = 0
    paid: bool = False
    receipt_number: str = ""


class LeftOutSeries(msgspec.Struct, frozen=True, kw_only=True):
    """A series that was due and is not given in this visit.

    Attributes:
        reason: a person's words, or `no_stock` (no lot can be used), `limit` (enough for one day) or `no_site`.
    """

    series: str
    reason: str


@kind("doses.planned")
class DosesPlanned(Body, frozen=True, kw_only=True):
    """The vaccines of this visit were decided (登记), and why what is due waits for another day."""

    visit_id: str
    person_id: str
    planned: tuple[PlannedVaccine, ...]
    left_out: tuple[LeftOutSeries, ...] = ()


@kind("consent.recorded")
class ConsentRecorded(Body, frozen=True, kw_only=True):
    """The guardian was informed and signed (告知).

    Attributes:
        signer: name of who signed. relation: `mother`, `father`, `other` or `self`.
        text_version: version of the text that was read, when one text covered all.
        vaccines: codes of the vaccines the signature covers.
        texts: vaccine code -> version of its text, when each vaccine has its own.
        filed: where the signed paper is kept (册, 页).
    """

    visit_id: str
    person_id: str
    signer: str
    relation: str
    text_version: str
    vaccines: tuple[str, ...]
    texts: dict[str, str] = msgspec.field(default_factory=dict)
    filed: str = ""


@kind("consent.filed")
class ConsentFiled(Body, frozen=True, kw_only=True):
    """The signed paper of a consent was put away, or its place was corrected.

    Attributes:
        filed: where it is kept (册, 页).
    """

    visit_id: str
    person_id: str
    filed: str


@kind("paid_choice.signed")
class PaidChoiceSigned(Body, frozen=True, kw_only=True):
    """The guardian chose a paid vaccine in the place of the free one, in writing (自愿自费选择).

    Attributes:
        vaccine: code of the paid vaccine. instead_of: code of the free one that is due.
        signer, relation: as in a consent. filed: where the signed paper is kept.
    """

    visit_id: str
    person_id: str
    vaccine: str
    instead_of: str
    signer: str
    relation: str
    text_version: str
    filed: str = ""


@kind("visit.stepped_back")
class VisitSteppedBack(Body, frozen=True, kw_only=True):
    """The visit was returned to the step before (退回上一步), with a reason."""

    visit_id: str
    person_id: str
    reason: str


@kind("visit.ended")
class VisitEnded(Body, frozen=True, kw_only=True):
    """The visit left by a side exit before the needle.

    Attributes:
        outcome: `postponed`, `contraindicated`, `refused`, `cancelled` or `no_show`.
    """

    visit_id: str
    person_id: str
    outcome: str
    reason: str
    until: date | None = None
