"""A suspected adverse event following immunization (疑似预防接种异常反应, AEFI) and when it must have been reported.

Source: 全国疑似预防接种异常反应监测方案: 48 hours from finding; death, grave disability, a cluster or public concern
within 2 hours.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

REPORT_WITHIN = timedelta(hours=48)
SERIOUS_REPORT_WITHIN = timedelta(hours=2)


@dataclass(frozen=True, slots=True, kw_only=True)
class AefiReport:
    """The event was reported. `way` is `network`, `phone` or `paper`; `at` is UTC."""

    way: str
    to: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Aefi:
    """One event as it is known now; the fields are those of the entry `aefi.recorded`. Moments are UTC."""

    id: str
    person_id: str
    onset_at: datetime
    found_at: datetime
    recorded_by: str
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
    reports: tuple[AefiReport, ...] = ()

    @property
    def report_by(self) -> datetime:
        """Return the moment by which it must have been reported, UTC."""
        return self.found_at + (SERIOUS_REPORT_WITHIN if self.serious else REPORT_WITHIN)

    @property
    def reported_at(self) -> datetime | None:
        """Return when it was first reported, None while it has not been."""
        return min((report.at for report in self.reports), default=None)
