"""The lines of the booklet: every series with its needles in time and the dose that comes next. No Qt, no words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from clinic_app.domain.calendar import add_months
from clinic_app.domain.immunization.results import Status, VerdictKind

if TYPE_CHECKING:
    from datetime import date

    from clinic_app.domain.immunization.catalogue import Cover, Vaccine
    from clinic_app.domain.immunization.results import DoseVerdict, SeriesForecast
    from clinic_app.domain.immunization.rules import Rules
    from clinic_app.domain.person import Dose
    from clinic_app.services.cards import OpenCard

OUTSIDE = ""
_FAR_AHEAD_MONTHS = 72
_NOT_COUNTED = (VerdictKind.INVALID, VerdictKind.EXTRA)


@dataclass(frozen=True, slots=True, kw_only=True)
class Needle:
    """One needle in its line. `verdict` None: voided, or known by word of mouth alone; `column` counts from 1.

    Attributes:
        vaccine: None where the catalogue has none of this code.
        repeated_on: for a needle that does not count, the day it was given again; None while it was not.
        wrong: a vaccination error (接种差错) was recorded of it.
    """

    key: str
    column: int
    dose: Dose
    vaccine: Vaccine | None
    verdict: DoseVerdict | None
    repeated_on: date | None = None
    wrong: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NextDose:
    """The empty place after the last needle, and what the programme says of it."""

    key: str
    column: int
    forecast: SeriesForecast
    vaccines: tuple[Vaccine, ...]
    on: date
    edition: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BookletLine:
    """One line of the booklet. `series` is `OUTSIDE` for doses no series of the catalogue takes."""

    series: str
    short_name: str
    nip: bool
    needles: tuple[Needle, ...] = ()
    next_dose: NextDose | None = None

    @property
    def only_vaccine(self) -> Vaccine | None:
        """The one vaccine of the whole line, when all its places have the same one."""
        found = {needle.vaccine for needle in self.needles}
        if self.next_dose is not None:
            found.add(self.next_dose.vaccines[0] if self.next_dose.vaccines else None)
        return next(iter(found)) if len(found) == 1 else None

    @property
    def columns(self) -> int:
        """How many places the line needs."""
        return len(self.needles) + (self.next_dose is not None)


def booklet_lines(opened: OpenCard, rules: Rules) -> tuple[BookletLine, ...]:
    """Return the lines that have something to show, in booklet order; doses outside every series come last."""
    lines = [_line(opened, rules, line.code, line.short_name, nip=line.nip) for line in rules.series]
    lines.append(_line(opened, rules, OUTSIDE, "", nip=True))
    return tuple(line for line in lines if line.columns)


def _line(opened: OpenCard, rules: Rules, series: str, short_name: str, *, nip: bool) -> BookletLine:
    needles = _needles(opened, rules, series)
    forecast = opened.assessment.forecast_of(series)
    coming = None
    if forecast is not None and _worth_showing(forecast, opened.assessment.on, untouched=not needles):
        coming = NextDose(
            key=f"{series}:next",
            column=len(needles) + 1,
            forecast=forecast,
            vaccines=tuple(rules.vaccine(code) for code in _choices(forecast)),
            on=opened.assessment.on,
            edition=opened.assessment.edition,
        )
    return BookletLine(series=series, short_name=short_name, nip=nip, needles=needles, next_dose=coming)


def _choices(forecast: SeriesForecast) -> tuple[str, ...]:
    """Return what may be given, the programme's first choice first."""
    first = (forecast.vaccine,) if forecast.vaccine else ()
    return first + tuple(code for code in forecast.vaccines if code != forecast.vaccine)


def _worth_showing(forecast: SeriesForecast, on: date, *, untouched: bool) -> bool:
    """A finished line has no next place; one never begun has no line when it is closed or years away (HPV)."""
    if forecast.status is Status.COMPLETE:
        return False
    if not untouched:
        return True
    far = forecast.earliest is not None and forecast.earliest > add_months(on, _FAR_AHEAD_MONTHS)
    return forecast.status is not Status.CLOSED and not far


def _needles(opened: OpenCard, rules: Rules, series: str) -> tuple[Needle, ...]:
    verdicts = {verdict.dose_id: verdict for verdict in opened.assessment.verdicts if verdict.series == series}
    counted = {dose.id for dose in opened.card.counted_doses}
    wrong = {error.dose_id for error in opened.card.errors}
    doses = [
        dose
        for dose in opened.card.doses
        if dose.id in verdicts or (dose.id not in counted and series in _series_of(dose, rules, opened))
    ]
    return tuple(
        Needle(
            key=f"{series}:{dose.id}",
            column=place,
            dose=dose,
            vaccine=rules.vaccines.get(dose.vaccine),
            verdict=verdicts.get(dose.id),
            repeated_on=_repeated_on(verdicts.get(dose.id), verdicts),
            wrong=dose.id in wrong,
        )
        for place, dose in enumerate(doses, start=1)
    )


def _series_of(dose: Dose, rules: Rules, opened: OpenCard) -> tuple[str, ...]:
    """Return the series a dose that is not judged would have filled at its age."""
    vaccine = rules.vaccines.get(dose.vaccine)
    if vaccine is None:
        return (OUTSIDE,)
    born, on = opened.person.birth_date.toordinal(), dose.given_on.toordinal()
    return tuple(cover.series for cover in vaccine.covering if _covers_at(cover, born, max(on, born)))


def _covers_at(cover: Cover, born: int, on: int) -> bool:
    """Return whether the vaccine fills this series at the age reached on a day (both as ordinals)."""
    return cover.from_age.after(born) <= on and (cover.before_age is None or on < cover.before_age.after(born))


def _repeated_on(verdict: DoseVerdict | None, verdicts: dict[str, DoseVerdict]) -> date | None:
    """Return the day of the first counted needle after one that does not count."""
    if verdict is None or verdict.kind not in _NOT_COUNTED:
        return None
    later = [other.on for other in verdicts.values() if other.number is not None and other.on > verdict.on]
    return min(later, default=None)
