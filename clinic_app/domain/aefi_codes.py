"""The code lists of an adverse event: symptoms with their reporting windows, bands of fever and width, outcomes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from clinic_app.domain.immunization.language import Confidence

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import timedelta

LEAST_FEVER_TENTHS, MOST_FEVER_TENTHS = 340, 430
MOST_WIDTH_MM = 400


class ReportWindow(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Within how long after the dose a symptom is to be reported (报告时限).

    Attributes:
        hours: 0 means at any time. from_hours: not before. vaccines: codes it is limited to, empty for all.
    """

    code: str
    name: str
    hours: int
    from_hours: int = 0
    vaccines: tuple[str, ...] = ()


class Symptom(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One symptom of the list. `window` is the code of its window; `emergency` calls for the emergency card."""

    code: str
    name: str
    window: str
    emergency: bool = False


class Band(msgspec.Struct, frozen=True, kw_only=True, rename={"first": "from"}, forbid_unknown_fields=True):
    """A band of the report card: everything from `first` to the next band's first."""

    name: str
    first: int


class CodeName(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A code and its name."""

    code: str
    name: str


class AefiCodes(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The lists of one version, with their source. Fever is in tenths of a degree, width in millimetres."""

    version: str
    source: str
    confidence: Confidence
    serious_source: str
    windows: tuple[ReportWindow, ...]
    symptoms: tuple[Symptom, ...]
    fever_bands: tuple[Band, ...]
    width_bands: tuple[Band, ...]
    outcomes: tuple[CodeName, ...]
    classifications: tuple[CodeName, ...]
    ways_found: tuple[CodeName, ...]
    ways_reported: tuple[CodeName, ...]

    def symptom(self, code: str) -> Symptom | None:
        """Return the symptom with this code, or None."""
        return next((symptom for symptom in self.symptoms if symptom.code == code), None)

    def window_of(self, symptom: Symptom) -> ReportWindow:
        """Return within how long a symptom is to be reported."""
        return next(window for window in self.windows if window.code == symptom.window)

    def fever_band(self, tenths: int) -> str:
        """Return the name of the band of a temperature."""
        return _band(self.fever_bands, tenths)

    def width_band(self, millimetres: int) -> str:
        """Return the name of the band of a diameter."""
        return _band(self.width_bands, millimetres)

    def symptoms_seen(self, fever_tenths: int, swelling_mm: int, hardness_mm: int) -> tuple[str, ...]:
        """Return the codes of the symptoms that the measures alone amount to."""
        measured = (
            ("high_fever", fever_tenths, self.fever_bands[-1].first),
            ("swelling", swelling_mm, self.width_bands[2].first),
            ("hardness", hardness_mm, self.width_bands[2].first),
        )
        return tuple(code for code, value, least in measured if value >= least)


def is_outside(window: ReportWindow, after: timedelta, vaccines: Sequence[str]) -> bool:
    """Return whether a symptom that began so long after the dose, of these vaccines, lies outside its window."""
    if window.hours == 0:
        return False
    hours = after.total_seconds() / 3600
    other_vaccine = bool(window.vaccines) and not set(window.vaccines) & set(vaccines)
    return other_vaccine or not window.from_hours <= hours <= window.hours


def _band(bands: tuple[Band, ...], value: int) -> str:
    return next(band.name for band in reversed(bands) if value >= band.first)
