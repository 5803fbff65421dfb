"""The one question: what stands, what is due, since when and why, for one person on one day."""

from collections.abc import Sequence
from datetime import date
from operator import attrgetter

import msgspec

from clinic_app.domain.immunization.edition import NEVER, Edition
from clinic_app.domain.immunization.facts import NO_FACTS, Facts
from clinic_app.domain.immunization.forecasts import Asking, forecast
from clinic_app.domain.immunization.history import Given, History
from clinic_app.domain.immunization.refusals import not_allowed
from clinic_app.domain.immunization.results import (
    Assessment,
    DoseVerdict,
    Reason,
    ReasonCode,
    SeriesForecast,
    VerdictKind,
)
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

    Raises:
        KeyError: `edition` names none.
    """
    day = on.toordinal()
    subject = Subject(rules, birth_date, sex, facts)
    history = History()
    verdicts = _verdicts(rules, subject, history, doses, day)
    chosen = rules.in_force_at(day) if edition is None else rules.edition(edition)
    asking = Asking(rules, subject, history, chosen, day)
    forecasts = tuple([forecast(asking, series) for series in rules.offered[chosen.name]])
    return Assessment(
        on=on,
        edition=chosen.name,
        verdicts=verdicts,
        forecasts=forecasts,
        not_allowed=not_allowed(asking, forecasts),
        next_change=_next_change(asking, forecasts, doses, pinned=edition is not None),
        out_of_programme=day >= subject.at_age[chosen.catch_up_before.age],
    )


def _verdicts(
    rules: Rules, subject: Subject, history: History, doses: Sequence[GivenDose], day: int
) -> tuple[DoseVerdict, ...]:
    """Judge the doses in the order of their dates; equal dates in the order of vaccine and id."""
    verdicts: list[DoseVerdict] = []
    current: Edition | None = None
    current_day = -1
    for dose in sorted(doses, key=_in_time):
        vaccine = rules.vaccines.get(dose.vaccine)
        ordinal = dose.on.toordinal()
        if vaccine is None or ordinal > day:
            code = ReasonCode.UNKNOWN_VACCINE if vaccine is None else ReasonCode.IN_FUTURE
            verdicts += _undecided(dose, code, ("",) if vaccine is None else vaccine.covers)
            continue
        if current is None or ordinal != current_day:
            current, current_day = rules.in_force_at(ordinal), ordinal
        verdicts += judge(subject, history, current, Given(dose.id, vaccine, dose.on, ordinal, dose.accepted))
    return tuple(verdicts)


def _undecided(dose: GivenDose, code: ReasonCode, covers: tuple[str, ...]) -> list[DoseVerdict]:
    """Return the verdict 请核对 on a dose that cannot be judged."""
    reasons = (Reason(code),)
    return [DoseVerdict(dose.id, dose.vaccine, dose.on, c, VerdictKind.UNKNOWN, None, reasons) for c in covers]


def _next_change(
    asking: Asking, forecasts: Sequence[SeriesForecast], doses: Sequence[GivenDose], *, pinned: bool
) -> date | None:
    """Return the first later day on which any forecast, plan or edition could turn."""
    on, subject, edition = asking.on, asking.subject, asking.edition
    days = [subject.at_age[edition.catch_up_before.age]]
    for line in forecasts:
        days += [day.toordinal() for day in (line.earliest, line.finish_before) if day is not None]
        for fitting in subject.plans(edition, line.series):
            days += (fitting.opens, fitting.closes)
    days += [ordinal for dose in doses if (ordinal := dose.on.toordinal()) > on]
    if any(spaced[-1].ordinal == on for spaced in asking.history.last_spaced.values()):
        days.append(on + 1)
    following = None if pinned else asking.rules.next_edition_after(on)
    if following is not None:
        days.append(following)
    later = [day for day in days if on < day < NEVER]
    return date.fromordinal(min(later)) if later else None
