"""Whether the programme allows this vaccine for this person today: the engine asked afresh, at the needle."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from clinic_app.domain.immunization.reasons import TermKind
from clinic_app.domain.immunization.results import SeriesForecast, Status
from clinic_app.domain.safety_check import PointState
from clinic_app.services.assessment import assess_card

if TYPE_CHECKING:
    from datetime import date

    from clinic_app.domain.fold.card import Card
    from clinic_app.domain.immunization.catalogue import Vaccine
    from clinic_app.domain.immunization.results import Assessment
    from clinic_app.domain.immunization.rules import Rules

LIVE_INJECTED = "live_injected"
CHECK = "check"
LIVE_TOO_CLOSE = "live_too_close"
_WHY = {
    TermKind.AGE: "too_young",
    TermKind.INTERVAL: "too_soon",
    TermKind.REPEAT: "too_soon",
    TermKind.LIVE: LIVE_TOO_CLOSE,
    TermKind.WAIT: "too_soon",
}
_STOPPED = {Status.CONTRAINDICATED, Status.NEEDS_FACT}
_OVER = {Status.COMPLETE, Status.CLOSED}
_ORDER = (PointState.GREEN, PointState.AMBER, PointState.RED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What the programme says: GREEN, AMBER (a person must answer for it) or RED.

    Attributes:
        why: code of what is amber or red. until: the first day it may be given, where one is known.
    """

    verdict: PointState
    why: str = ""
    until: date | None = None


UNCERTAIN = Judgement(verdict=PointState.AMBER, why=CHECK)


def judge_today(rules: Rules, card: Card, vaccine: Vaccine, on: date, *, deviates: bool = False) -> Judgement:
    """Return the worst of what every series this vaccine fills says of `on`, and of the spacing of live vaccines.

    Rules of low or medium confidence are amber, never red. `deviates`: the plan says in words why a dose is given
    that the programme does not ask for; a finished series is then amber.
    """
    assessment = assess_card(rules, card, on, unbegun=True)
    if assessment is None or card.person is None:
        return UNCERTAIN
    spaced = _spacing(rules, card, vaccine, on)
    if spaced is not None:
        return spaced
    if forbidden := _forbidden(assessment, vaccine):
        return forbidden
    filled = series_of(vaccine, card.person.birth_date, on)
    lines = [line for line in (*assessment.forecasts, *assessment.unbegun) if line.series in filled]
    if not lines:
        return UNCERTAIN
    over_is_red = not deviates and not any(line.open_on(on) for line in lines)
    return max((_of_series(line, vaccine, on, over_is_red=over_is_red) for line in lines), key=_severity)


def series_of(vaccine: Vaccine, born: date, on: date) -> frozenset[str]:
    """Return the series this vaccine fills at the age of that day."""
    return frozenset(
        cover.series
        for cover in vaccine.covering
        if cover.from_age.after(born.toordinal()) <= on.toordinal()
        and (cover.before_age is None or on.toordinal() < cover.before_age.after(born.toordinal()))
    )


def is_charged(rules: Rules, card: Card, vaccine: Vaccine, on: date) -> bool:
    """Return whether this person pays for the vaccine: a programme may give free what the catalogue has a price for."""
    assessment = assess_card(rules, card, on) if vaccine.paid and card.person else None
    return vaccine.paid and (assessment is None or vaccine.code not in assessment.free)


def free_instead_of(rules: Rules, card: Card, vaccine: Vaccine, on: date) -> tuple[str, ...]:
    """Return the free vaccines that are due today and that this paid one would take the place of."""
    assessment = assess_card(rules, card, on) if is_charged(rules, card, vaccine, on) and card.person else None
    if assessment is None or card.person is None:
        return ()
    covered = series_of(vaccine, card.person.birth_date, on)
    due = (line.vaccine for line in assessment.due if line.series in covered and line.vaccine)
    return tuple(code for code in due if not rules.vaccine(code).paid or code in assessment.free)


def _spacing(rules: Rules, card: Card, vaccine: Vaccine, on: date) -> Judgement | None:
    """Return the 28-day stop against every live dose on the card, wherever it was given; the same day is allowed."""
    spacing_of = rules.edition_in_force(on).spacing_of
    spacing = spacing_of.get(vaccine.code)
    if spacing is None:
        return None
    given = [dose.given_on for dose in card.counted_doses if spacing_of.get(dose.vaccine) is spacing]
    after = [day for day in given if day < on and on.toordinal() < spacing.at_least.after(day.toordinal())]
    if not after:
        return None
    firm = spacing.confidence == "high"
    until = on.fromordinal(max(spacing.at_least.after(day.toordinal()) for day in after))
    return Judgement(
        verdict=PointState.RED if firm else PointState.AMBER, why=LIVE_TOO_CLOSE if firm else CHECK, until=until
    )


def _forbidden(assessment: Assessment, vaccine: Vaccine) -> Judgement | None:
    for refusal in assessment.not_allowed:
        if refusal.vaccine == vaccine.code and refusal.action in ("contraindicated", "postpone"):
            firm = refusal.confidence == "high"
            return Judgement(verdict=PointState.RED, why="contraindicated") if firm else UNCERTAIN
    return None


def _of_series(line: SeriesForecast, vaccine: Vaccine, on: date, *, over_is_red: bool) -> Judgement:
    if line.status is Status.WAITING:
        return _waiting(line, vaccine, on)
    if line.status is Status.OFFERED and not line.open_on(on):
        return _waiting(line, vaccine, on)
    firm = (line.reason.confidence if line.reason else line.confidence) == "high"
    if line.status in _STOPPED and firm:
        return Judgement(verdict=PointState.RED, why=line.status.value)
    if line.status in _OVER and over_is_red and vaccine.code not in line.vaccines:
        return Judgement(verdict=PointState.RED, why=line.status.value)
    if line.open_on(on) and vaccine.code in line.vaccines and not line.check:
        return Judgement(verdict=PointState.GREEN, until=line.earliest)
    return Judgement(verdict=PointState.AMBER, why=CHECK, until=line.earliest)


def _waiting(line: SeriesForecast, vaccine: Vaccine, on: date) -> Judgement:
    """Return red while a rule that is certain makes the dose wait; the term that waits longest says why."""
    firm = [
        term
        for term in line.terms
        if term.confidence == "high"
        and term.ordinal > on.toordinal()
        and (term.kind is not TermKind.LIVE or vaccine.technology == LIVE_INJECTED)
    ]
    if firm:
        longest = max(firm, key=lambda term: term.ordinal)
        return Judgement(verdict=PointState.RED, why=_WHY.get(longest.kind, Status.WAITING.value), until=longest.on)
    if line.earliest is None and line.reason is not None and line.reason.confidence == "high":
        return Judgement(verdict=PointState.RED, why=Status.WAITING.value)
    return Judgement(verdict=PointState.AMBER, why=CHECK, until=line.earliest)


def _severity(judgement: Judgement) -> tuple[int, bool]:
    return _ORDER.index(judgement.verdict), judgement.why != CHECK
