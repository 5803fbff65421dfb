"""Thresholds a clinic may set for itself; each has a default with its source."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class ClinicSettings:
    """The thresholds in force.

    Attributes:
        fever_from_tenths: postponed from here on, tenths of a degree Celsius under the arm; 0 takes the checklist's.
        live_vial_minutes, inactivated_vial_minutes: how long an opened vial may be used (2016 working rules).
        near_expiry_days: from here on a lot is shown as 近效期.
        follow_up_age: from this age in years on, people are followed up after the needle.
        high_systolic, high_diastolic: from here on a doctor judges, mmHg.
        unsent_days: after so many days unsent entries are amber.
        screening_questions: which check-list of the screening is asked, by its number of questions.
        injections_per_day, oral_per_day: as many are proposed for one day; more need a reason (两剂次一口服).
    """

    fever_from_tenths: int = 0
    live_vial_minutes: int = 30
    inactivated_vial_minutes: int = 60
    near_expiry_days: int = 30
    follow_up_age: int = 60
    high_systolic: int = 160
    high_diastolic: int = 100
    unsent_days: int = 7
    screening_questions: int = 8
    injections_per_day: int = 2
    oral_per_day: int = 1


NAMES = frozenset(field.name for field in fields(ClinicSettings))


def settings_from(values: Mapping[str, str]) -> ClinicSettings:
    """Return the settings with these changes; a name or value this version cannot read changes nothing."""
    readable = {name: int(value) for name, value in values.items() if name in NAMES and value.isdecimal()}
    return replace(ClinicSettings(), **readable)
