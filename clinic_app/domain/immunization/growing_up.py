"""A child that comes day by day and is given each dose as soon as it is possible: what the rules then say of it."""

from collections.abc import Callable, Iterator
from datetime import date

import msgspec

from clinic_app.domain.immunization.assess import GivenDose, assess
from clinic_app.domain.immunization.reasons import ReasonCode
from clinic_app.domain.immunization.results import Assessment, DoseVerdict, SeriesForecast, Status, VerdictKind
from clinic_app.domain.immunization.rules import Rules
from clinic_app.domain.immunization.told_apart import Kind

MOST_DAYS, MOST_DOSES = 400, 60
_COUNTED = (VerdictKind.VALID, VerdictKind.ACCEPTED)
_OF_HEALTH = (ReasonCode.HEALTH_FORBIDS, ReasonCode.HEALTH_POSTPONES, ReasonCode.HEALTH_ASSESSES)
_NO_PLAN = (ReasonCode.NO_RULE_FOR_AGE, ReasonCode.TOO_OLD_BY_THEN, ReasonCode.OUT_OF_PROGRAMME)

Choice = Callable[[SeriesForecast], str]
"""Which of the vaccines offered in a series is given."""


class Childhood(msgspec.Struct, frozen=True, kw_only=True):
    """What came of one child.

    Attributes:
        refused: doses that did not count although each was given when it was possible; with them the childhood ends.
        unfinished: series that were begun or promised and ended otherwise than complete.
        endless: whether it was given dose after dose and there was no end.
    """

    kind: Kind
    doses: tuple[GivenDose, ...]
    refused: tuple[DoseVerdict, ...]
    unfinished: tuple[SeriesForecast, ...]
    endless: bool = False


def first_choice(forecast: SeriesForecast) -> str:
    """Choose what the programme offers first."""
    return forecast.vaccines[0]


def preferring(vaccine: str) -> Choice:
    """Return the choice of a family that takes one vaccine wherever it may be given."""
    return lambda forecast: vaccine if vaccine in forecast.vaccines else forecast.vaccines[0]


def grow_up(rules: Rules, kind: Kind, choose: Choice = first_choice, start: date | None = None) -> Childhood:
    """Let a child grow up from birth, or from the day `start` on without any earlier dose.

    Only days on which the answer may change are looked at, which are all days on which a dose can become possible.
    """
    doses: list[GivenDose] = []
    promised: set[str] = set()
    held: set[str] = set()
    last: Assessment | None = None
    day: date | None = start or kind.born
    days = 0
    refused: tuple[DoseVerdict, ...] = ()
    while day is not None and days < MOST_DAYS and len(doses) < MOST_DOSES:
        days += 1
        found = _asked(rules, kind, doses, day)
        if found.out_of_programme:
            break
        found = _programme_of(rules, found)
        last, refused = found, _refused(found)
        if refused:
            break
        promised |= {line.series for line in found.forecasts if line.earliest is not None}
        held |= {line.series for line in found.forecasts if line.reason and line.reason.code in _OF_HEALTH}
        given = _given_today(rules, kind, found, choose, len(doses))
        doses += given
        day = day if given else found.next_change
    return Childhood(
        kind=kind,
        doses=tuple(doses),
        refused=refused,
        unfinished=tuple(_unfinished(last, promised, held)) if last is not None else (),
        endless=days >= MOST_DAYS or len(doses) >= MOST_DOSES,
    )


def _programme_of(rules: Rules, found: Assessment) -> Assessment:
    """Return what is said of the programme: self-paid series follow labels, which take no account of each other."""
    self_paid = rules.edition(found.edition).self_paid
    return msgspec.structs.replace(
        found,
        verdicts=tuple(verdict for verdict in found.verdicts if verdict.series not in self_paid),
        forecasts=tuple(line for line in found.forecasts if line.series not in self_paid),
    )


def _asked(rules: Rules, kind: Kind, doses: list[GivenDose], day: date) -> Assessment:
    return assess(rules, birth_date=kind.born, sex=kind.sex, doses=doses, facts=kind.facts_on(day), on=day)


def _given_today(rules: Rules, kind: Kind, found: Assessment, choose: Choice, number: int) -> list[GivenDose]:
    """Return the doses of one day; a combination is given where every series it fills asks for it."""
    given: list[GivenDose] = []
    filled: set[str] = set()
    for line in found.due:
        if line.series in filled:
            continue
        vaccine = next(code for code in (choose(line), *line.vaccines) if _fits(rules, kind, found, code, filled))
        filled |= _covered(rules, kind, found, vaccine)
        given.append(GivenDose(id=f"{number + len(given):04}", vaccine=vaccine, on=found.on))
    return given


def _fits(rules: Rules, kind: Kind, found: Assessment, code: str, filled: set[str]) -> bool:
    covered = _covered(rules, kind, found, code)
    lines = [line for line in found.forecasts if line.series in covered]
    asked = all(line.possible and code in line.vaccines for line in lines)
    return len(covered) == 1 or (asked and not covered & filled)


def _covered(rules: Rules, kind: Kind, found: Assessment, code: str) -> set[str]:
    """Return the series a vaccine fills today and that are forecast."""
    born, day = kind.born.toordinal(), found.on.toordinal()
    forecast = {line.series for line in found.forecasts}
    return {
        cover.series
        for cover in rules.vaccines[code].covering
        if cover.series in forecast
        and cover.from_age.after(born) <= day
        and (cover.before_age is None or day < cover.before_age.after(born))
    }


def _refused(found: Assessment) -> tuple[DoseVerdict, ...]:
    """Return the doses that do not count, without those of series the edition has nothing to say about."""
    not_counted = [verdict for verdict in found.verdicts if verdict.kind not in _COUNTED]
    return tuple(
        verdict
        for verdict in not_counted
        if not any(reason.code is ReasonCode.NO_RULES_FOR_SERIES for reason in verdict.reasons)
    )


def _unfinished(last: Assessment, promised: set[str], held: set[str]) -> Iterator[SeriesForecast]:
    """Yield the series that ended otherwise than complete, unless health or the programme itself says so."""
    for line in last.forecasts:
        if line.status in (Status.COMPLETE, Status.OFFERED) or line.series in held:
            continue
        never_meant = line.series not in promised and line.reason is not None and line.reason.code not in _NO_PLAN
        if not never_meant:
            yield line
