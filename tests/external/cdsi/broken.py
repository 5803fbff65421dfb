"""Engines that are wrong in one thing, and adapters that lack one part: what the cases notice and what decides them."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from unittest.mock import patch

from msgspec.structs import replace

from cdsi import cases, skipping, walking
from clinic_app.domain.immunization.assess import assess
from clinic_app.domain.immunization.reasons import ReasonCode, TermKind
from clinic_app.domain.immunization.results import Assessment, DoseVerdict, SeriesForecast, VerdictKind

Broken = Callable[[], AbstractContextManager[object]]
_DAY = timedelta(1)


def _answering(change: Callable[[Assessment], Assessment]) -> Broken:
    """Return an engine whose every answer is changed."""
    return lambda: patch.object(walking, "assess", lambda *asked, **question: change(assess(*asked, **question)))


def _dated(change: Callable[[SeriesForecast], SeriesForecast]) -> Broken:
    return _answering(lambda found: replace(found, forecasts=tuple(change(line) for line in found.forecasts)))


def _judging(change: Callable[[DoseVerdict], DoseVerdict]) -> Broken:
    return _answering(lambda found: replace(found, verdicts=tuple(change(verdict) for verdict in found.verdicts)))


def _a_day_late(*kinds: TermKind) -> Broken:
    def later(line: SeriesForecast) -> SeriesForecast:
        term = line.winning_term
        if term is None or line.earliest is None or term.kind not in kinds:
            return line
        return replace(line, earliest=line.earliest + _DAY)

    return _dated(later)


def _finished_a_day_late(line: SeriesForecast) -> SeriesForecast:
    return line if line.finish_before is None else replace(line, finish_before=line.finish_before + _DAY)


def _forgiving(*codes: ReasonCode) -> Broken:
    def forgive(verdict: DoseVerdict) -> DoseVerdict:
        forgiven = verdict.kind is VerdictKind.INVALID and {reason.code for reason in verdict.reasons} <= set(codes)
        return replace(verdict, kind=VerdictKind.VALID) if forgiven else verdict

    return _judging(forgive)


def _becoming(kind: VerdictKind, code: ReasonCode) -> Broken:
    def change(verdict: DoseVerdict) -> DoseVerdict:
        return replace(verdict, kind=kind, reasons=()) if code in {r.code for r in verdict.reasons} else verdict

    return _judging(change)


ENGINES: dict[str, Broken] = {
    "ages a day late": _a_day_late(TermKind.AGE),
    "intervals a day late": _a_day_late(TermKind.INTERVAL),
    "intervals after a refused dose a day late": _a_day_late(TermKind.REPEAT),
    "conflicts of live vaccines a day late": _a_day_late(TermKind.LIVE),
    "deadlines a day late": _dated(_finished_a_day_late),
    "doses given too young count": _forgiving(ReasonCode.TOO_YOUNG),
    "doses given too soon count": _forgiving(ReasonCode.TOO_SOON),
    "doses in conflict count": _forgiving(ReasonCode.LIVE_TOO_CLOSE),
    "nothing is counted leniently": _becoming(VerdictKind.INVALID, ReasonCode.COUNTED_LENIENTLY),
    "doses after the last one are refused": _becoming(VerdictKind.INVALID, ReasonCode.ALREADY_COMPLETE),
}

LACKING: dict[str, Broken] = {
    "without counts and intervals that skip": lambda: patch.object(skipping.Day, "_holds", lambda *_: False),
    "without a choice of series": lambda: patch.object(
        cases, "best_of", lambda paths, _: next((path for path in paths if path.series.is_default), paths[0])
    ),
}
