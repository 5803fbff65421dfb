"""The one question: what stands, what is due, since when and why, for one person on one day."""

from collections.abc import Sequence
from datetime import date
from operator import attrgetter

import msgspec

from clinic_app.domain.immunization.advice import with_advice
from clinic_app.domain.immunization.asking import Asking
from clinic_app.domain.immunization.facts import NO_FACTS, Facts
from clinic_app.domain.immunization.forecasts import forecast
from clinic_app.domain.immunization.history import Given, History
from clinic_app.domain.immunization.places import NEVER
from clinic_app.domain.immunization.reasons import Reason, ReasonCode
from clinic_app.domain.immunization.refusals import not_allowed
from clinic_app.domain.immunization.results import Assessment, DoseVerdict, SeriesForecast, VerdictKind
from clinic_app.domain.immunization.rules import Rules
from clinic_app.domain.immunization.subject import Subject
from clinic_app.domain.immunization.verdicts import judge

_in_time = attrgetter("on", "vaccine", "id", "accepted")


class GivenDose(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One dose that was given (接种记录).

    Attributes:
        vaccine: code of the catalogue; one it does not know is answered with 请核对.
        product: maker or trade form, a remark.
        accepted: a person decided that it counts, whatever the rules say.
    """

    id: str
    vaccine: str
    on: date
    product: str | None = None
    accepted: bool = False


def assess(
    rules: Rules,
    *,
    birth_date: date,
    sex: str,
    doses: Sequence[GivenDose],
    facts: Facts = NO_FACTS,
    on: date,
    edition: str | None = None,
    unbegun: bool = False,
) -> Assessment:
    """Judge every dose by the edition of its own day, then say what comes next by the edition of `on`.

    Args:
        rules: editions and catalogue.
        birth_date: the day of birth.
        sex: M, F or U.
        doses: in any order; the answer does not depend on it.
        facts: what is known of the person; what is not known is None.
        on: the day asked about.
        edition: name of the edition to forecast by, in place of the one in force on `on`.
        unbegun: say also what is offered of the self-paid series that were never begun.

    Raises:
        KeyError: `edition` names none.
    """
    day = on.toordinal()
    subject, history = Subject(rules, birth_date, sex, facts), History()
    verdicts = _verdicts(rules, subject, history, doses, day)
    chosen = rules.in_force_at(day) if edition is None else rules.edition(edition)
    asking = Asking.at(subject, history, chosen, day)
    paid = rules.self_paid[chosen.name]
    begun = [series for series in paid if _begun(asking, series)]
    forecasts = with_advice(asking, [forecast(rules, asking, one) for one in (*rules.offered[chosen.name], *begun)])
    others = [series for series in paid if series not in begun] if unbegun else []
    following = rules.next_edition_after(day) if edition is None else None
    return Assessment(
        on=on,
        edition=chosen.name,
        verdicts=verdicts,
        forecasts=forecasts,
        not_allowed=not_allowed(asking, rules.vaccines, forecasts),
        next_change=_next_change(asking, forecasts, doses, following),
        out_of_programme=day >= asking.ends,
        free=subject.standing.free(chosen),
        unbegun=with_advice(asking, [forecast(rules, asking, series) for series in others]),
    )


def _begun(asking: Asking, series: str) -> bool:
    """Whether anything was given in a series, or a fact began it; one that was never touched is not opened."""
    if series in asking.history.states:
        return asking.state_of(series).begun
    fact = asking.edition.course_of.get(series)
    return fact is not None and fact in asking.subject.days and asking.state_of(series).begun


def _verdicts(
    rules: Rules, subject: Subject, history: History, doses: Sequence[GivenDose], day: int
) -> tuple[DoseVerdict, ...]:
    """Judge the doses in the order of their dates; equal dates in the order of vaccine and id."""
    verdicts: list[DoseVerdict] = []
    asking: Asking | None = None
    changes = 0
    for dose in sorted(doses, key=_in_time):
        vaccine = rules.vaccines.get(dose.vaccine)
        ordinal = dose.on.toordinal()
        if vaccine is None or ordinal > day:
            code = ReasonCode.UNKNOWN_VACCINE if vaccine is None else ReasonCode.IN_FUTURE
            verdicts += _undecided(dose, code, ("",) if vaccine is None else vaccine.covers)
            continue
        if ordinal >= changes or asking is None:
            asking = Asking.at(subject, history, rules.in_force_at(ordinal), ordinal)
            changes = rules.next_edition_after(ordinal) or NEVER
        elif ordinal != asking.on:
            asking = asking.on_day(ordinal)
        verdicts += judge(asking, Given(dose.id, vaccine, dose.on, ordinal, dose.accepted))
    return tuple(verdicts)


def _undecided(dose: GivenDose, code: ReasonCode, covers: tuple[str, ...]) -> list[DoseVerdict]:
    """Return the verdict 请核对 on a dose that cannot be judged."""
    reasons = (Reason(code),)
    return [DoseVerdict(dose.id, dose.vaccine, dose.on, c, VerdictKind.UNKNOWN, None, reasons) for c in covers]


def _next_change(
    asking: Asking, forecasts: Sequence[SeriesForecast], doses: Sequence[GivenDose], following: int | None
) -> date | None:
    """Return the first later day on which any forecast, plan or edition (the `following` day) could turn."""
    on, at_age = asking.on, asking.subject.at_age
    days = [asking.ends, *[at_age[age] for age in asking.plans.turning_ages]]
    if following is not None:
        days.append(following)
    self_paid = asking.edition.self_paid
    for line in forecasts:
        if line.series in self_paid:
            days += [at_age[age] for age in asking.plans.turning_ages_of(line.series)]
        if line.earliest is not None:
            days.append(line.earliest.toordinal())
        if line.finish_before is not None:
            days.append(line.finish_before.toordinal())
    today = date.fromordinal(on)
    days += [dose.on.toordinal() for dose in doses if dose.on > today]
    if any(spaced[-1].ordinal == on for spaced in asking.history.last_spaced.values()):
        days.append(on + 1)
    later = [day for day in days if on < day < NEVER]
    return date.fromordinal(min(later)) if later else None
