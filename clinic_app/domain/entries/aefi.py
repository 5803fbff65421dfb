"""Entries about suspected adverse events following immunization (疑似预防接种异常反应, AEFI)."""

from __future__ import annotations

from clinic_app.domain.entries.entry import Body, Moment, kind


@kind("aefi.recorded")
class AefiRecorded(Body, frozen=True, kw_only=True):
    """A suspected reaction was noticed; vaccine, lot, site and vaccinator follow from the doses it names.

    Attributes:
        dose_ids: the suspected doses, most suspected first; empty when the dose is not on file.
        onset_at: when it began, UTC. found_at: when the clinic learnt of it, UTC; the deadlines count from here.
        symptoms: codes of `resources/codes/aefi.json`.
        fever_tenths: highest axillary temperature in tenths of a degree, 0 when not measured.
        swelling_mm, hardness_mm: widest diameter at the site in millimetres, 0 when none.
        course: what happened, in words (主要临床经过).
        serious: death, grave disability, a cluster, or public concern: the two-hour deadline.
        outcome: `recovered`, `better`, `sequelae`, `dead` or `unknown`.
        classification: `common` (一般反应) or `pending` (待定).
        found_by: `passive` or `active`.
    """

    aefi_id: str
    person_id: str
    onset_at: Moment
    found_at: Moment
    visit_id: str = ""
    dose_ids: tuple[str, ...] = ()
    symptoms: tuple[str, ...] = ()
    fever_tenths: int = 0
    swelling_mm: int = 0
    hardness_mm: int = 0
    course: str = ""
    diagnosis: str = ""
    treatment: str = ""
    serious: bool = False
    in_hospital: bool = False
    outcome: str = "unknown"
    classification: str = "pending"
    found_by: str = "passive"


@kind("aefi.amended")
class AefiAmended(Body, frozen=True, kw_only=True):
    """The record was written anew with what is known now; `refs` name the version it replaces."""

    aefi_id: str
    person_id: str
    now: AefiRecorded
    reason: str


@kind("aefi.reported")
class AefiReported(Body, frozen=True, kw_only=True):
    """The event was reported upwards.

    Attributes:
        way: `network`, `phone` or `paper`. to: who took the report, in words.
        reported_at: when, UTC.
    """

    aefi_id: str
    person_id: str
    way: str
    to: str
    reported_at: Moment
