"""What changes for a person when other rules hold: due or not, another day, another verdict on a dose given."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from clinic_app.domain.immunization.results import Status

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from clinic_app.domain.immunization.results import Assessment, DoseVerdict, SeriesForecast
    from clinic_app.domain.immunization.rules import Rules


class ChangeKind(Enum):
    """How a person's answer in one series changes; the first that fits is told."""

    NEWLY_DUE = "newly_due"
    NO_LONGER_DUE = "no_longer_due"
    VERDICT = "verdict"
    MOVED = "moved"


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleChange:
    """One series of one person that other rules answer otherwise.

    Attributes:
        before, after: the forecasts; None where the rules have none for the series.
        verdict_before, verdict_after: of the first dose that is judged otherwise, where one is.
    """

    series: str
    kind: ChangeKind
    before: SeriesForecast | None
    after: SeriesForecast | None
    verdict_before: DoseVerdict | None = None
    verdict_after: DoseVerdict | None = None


def changes_between(before: Assessment, after: Assessment) -> tuple[RuleChange, ...]:
    """Return what differs between two assessments of one person on one day, by series."""
    series = dict.fromkeys(line.series for found in (after, before) for line in found.forecasts)
    series |= dict.fromkeys(verdict.series for found in (after, before) for verdict in found.verdicts)
    return tuple(change for code in series if (change := _in_series(code, before, after)) is not None)


def _in_series(code: str, before: Assessment, after: Assessment) -> RuleChange | None:
    old, new = before.forecast_of(code), after.forecast_of(code)
    was, becomes = next(_other_verdicts(code, before, after), (None, None))
    kind = _kind(old, new)
    if kind is None or (kind is ChangeKind.MOVED and becomes is not None):
        kind = ChangeKind.VERDICT if becomes is not None else kind
    if kind is None:
        return None
    return RuleChange(series=code, kind=kind, before=old, after=new, verdict_before=was, verdict_after=becomes)


def _kind(old: SeriesForecast | None, new: SeriesForecast | None) -> ChangeKind | None:
    was, becomes = old is not None and old.possible, new is not None and new.possible
    if was != becomes:
        return ChangeKind.NEWLY_DUE if becomes else ChangeKind.NO_LONGER_DUE
    if was:
        return None
    return ChangeKind.MOVED if _promised(old) != _promised(new) else None


def _promised(line: SeriesForecast | None) -> date | None:
    """Return the day a series waits for; what a family may choose to buy is no day that anybody is called for."""
    return None if line is None or line.status is Status.OFFERED else line.earliest


def _other_verdicts(
    code: str, before: Assessment, after: Assessment
) -> Iterator[tuple[DoseVerdict | None, DoseVerdict | None]]:
    """Yield the doses of a series that are judged otherwise, the oldest first."""
    old = {verdict.dose_id: verdict for verdict in before.verdicts if verdict.series == code}
    for verdict in after.verdicts:
        was = old.get(verdict.dose_id)
        if verdict.series == code and was is not None and was.kind is not verdict.kind:
            yield was, verdict


def first_day_of_change(before: Rules, after: Rules, today: date) -> date:
    """Return the first day from `today` on at which another edition is in force; today where none ever is.

    What differs only in how earlier doses are judged is seen on any day.
    """
    starts = {day for rules in (before, after) for day in rules.starts if day > today.toordinal()}
    for ordinal in (today.toordinal(), *sorted(starts)):
        if before.in_force_at(ordinal).name != after.in_force_at(ordinal).name:
            return today.fromordinal(ordinal)
    return today
