"""Texts that accompany a forecast and stop nothing: what to think of, and what is no contraindication."""

from collections.abc import Iterable

import msgspec

from clinic_app.domain.immunization.asking import Asking
from clinic_app.domain.immunization.places import counts_of
from clinic_app.domain.immunization.results import SeriesForecast, Status

_WITHOUT_NEXT = (Status.COMPLETE, Status.CLOSED)


def with_advice(asking: Asking, forecasts: Iterable[SeriesForecast]) -> tuple[SeriesForecast, ...]:
    """Return the forecasts, those that a text belongs to with its id."""
    texts = asking.subject.standing.advice(asking.edition)
    if not texts:
        return tuple(forecasts)
    return tuple([_advised(asking, line) if line.series in texts else line for line in forecasts])


def _advised(asking: Asking, line: SeriesForecast) -> SeriesForecast:
    state = asking.history.states[line.series]
    ended = line.status in _WITHOUT_NEXT
    ids = tuple(
        one.id
        for one in asking.subject.standing.advice(asking.edition)[line.series]
        if (line.status is Status.COMPLETE if one.at == "complete" else not ended)
        and asking.history.holds(counts_of(one.given), state)
    )
    return msgspec.structs.replace(line, advice=ids) if ids else line
