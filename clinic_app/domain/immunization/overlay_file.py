"""The overlay of a county (县级方案): a programme of its own, laid on the editions; it adds and never weakens."""

from datetime import date
from typing import Any

import msgspec

from clinic_app.domain.immunization.catalogue import SeriesName, Vaccine
from clinic_app.domain.immunization.edition_file import FreeChoice, HealthRule, Spacing, Wait
from clinic_app.domain.immunization.language import Sourced
from clinic_app.domain.immunization.plan_language import SeriesRules


class OverlayFile(Sourced, frozen=True, kw_only=True):
    """What a county adds to whatever edition is in force from `effective_from` on.

    There is no field that takes anything away: a series, a dose or a rule of the editions cannot be named to be
    dropped, and what is written anew is compared with them (`overlay_check`). A later overlay of the same name takes
    the place of this one from its own first day on; one that is empty ends it.

    Attributes:
        overlay: its name, without `+` and `@`.
        sources: the documents it rests on, by id, besides those of the editions.
        effective_from: its first day.
        spacing, waits, health: rules added; one with the id of an edition's rule takes its place and must be stricter.
        free: vaccines without charge for those they are meant for.
        series: plans put before those of the editions; a series the editions do not have is added whole.
        new_series, new_vaccines: lines of the booklet and vaccines the catalogue does not have.
        cases: questions with the answers expected.
    """

    overlay: str
    title: str
    sources: dict[str, str] = msgspec.field(default_factory=dict)
    effective_from: date
    spacing: tuple[Spacing, ...] = ()
    waits: tuple[Wait, ...] = ()
    health: tuple[HealthRule, ...] = ()
    free: tuple[FreeChoice, ...] = ()
    series: dict[str, SeriesRules] = msgspec.field(default_factory=dict)
    new_series: tuple[SeriesName, ...] = ()
    new_vaccines: tuple[Vaccine, ...] = ()
    cases: tuple[dict[str, Any], ...] = ()
