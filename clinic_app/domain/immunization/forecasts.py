"""The next dose of every series: when, of what, and every date that led there."""

from collections.abc import Sequence

from clinic_app.domain.immunization.asking import Asking
from clinic_app.domain.immunization.catalogue import Vaccine
from clinic_app.domain.immunization.edition_file import Spacing
from clinic_app.domain.immunization.history import Given, SeriesState
from clinic_app.domain.immunization.outlooks import (
    Way,
    because,
    dated,
    ended,
    forbidden,
    settled,
    without_date,
)
from clinic_app.domain.immunization.places import Place, ReadyPlan
from clinic_app.domain.immunization.reasons import Reason, ReasonCode, TermKind
from clinic_app.domain.immunization.results import SeriesForecast, Status
from clinic_app.domain.immunization.rules import Rules
from clinic_app.domain.immunization.terms import Reckoned, reckon, reckon_spacing, term_of


def forecast(rules: Rules, asking: Asking, series: str) -> SeriesForecast:
    """Return what comes next in one series."""
    state = asking.history.states[series]
    if state.complete:
        return settled(asking, state, Status.COMPLETE)
    if asking.on >= asking.ends:
        reason = because(ReasonCode.OUT_OF_PROGRAMME, asking.edition.catch_up_before)
        return settled(asking, state, Status.CLOSED, reason)
    if state.undecided:
        return settled(asking, state, Status.CHECK, Reason(ReasonCode.DOSE_UNDECIDED))
    plans = _plans_from(asking, state)
    if not plans:
        return settled(asking, state, Status.CHECK, Reason(ReasonCode.NO_RULE_FOR_AGE))
    if plans[0].plan.outcome != "give":
        return without_date(asking, state, plans[0].plan)
    return _along(rules, asking, state, plans)


def _plans_from(asking: Asking, state: SeriesState) -> list[ReadyPlan]:
    """Return the plan of the day first, then those of later ages; a child not yet born has the newborn's."""
    subject, history = asking.subject, asking.history
    on = max(asking.on, subject.born)
    today: ReadyPlan | None = None
    ahead: list[ReadyPlan] = []
    for ready in asking.plans[state.series]:
        if on >= subject.closes(ready) or (ready.given and not history.holds(ready.given, state)):
            continue
        if today is None and subject.opens(ready) <= on:
            today = ready
        elif ready.from_age is not None:
            ahead.append(ready)
    if today is None:
        return []
    closes = subject.closes(today)
    return [today, *sorted([one for one in ahead if subject.opens(one) >= closes], key=subject.opens)]


def _along(rules: Rules, asking: Asking, state: SeriesState, plans: list[ReadyPlan]) -> SeriesForecast:
    """Follow the plan of today, then those of later ages, to the first possible day."""
    today, history = plans[0], asking.history
    first = history.open_place(today.places, state)
    if first is None:
        return settled(asking, state, Status.COMPLETE)
    for ready in plans:
        if ready.plan.outcome != "give":
            return ended(asking, state, ready.plan, today, first.index)
        place = first if ready is today else history.open_place(ready.places, state)
        if place is None:
            return settled(asking, state, Status.COMPLETE)
        if place.slot.deferred:
            continue
        way = _way(rules, asking, ready, place, state)
        if way is None:
            return forbidden(asking, state, place, _in_order(asking, place, state)[0])
        if way.earliest >= asking.ends:
            reason = because(ReasonCode.TOO_OLD_BY_THEN, asking.edition.catch_up_before)
            return settled(asking, state, Status.CLOSED, reason)
        if max(way.earliest, asking.on) < asking.subject.closes(ready):
            return dated(asking, state, way, today, first.index)
    return settled(asking, state, Status.CHECK, Reason(ReasonCode.NO_RULE_FOR_AGE))


def _way(rules: Rules, asking: Asking, ready: ReadyPlan, place: Place, state: SeriesState) -> Way | None:
    """Return the way through a place with the first vaccine that health allows; None when it allows none."""
    health = asking.subject.health(asking.edition)
    offered, paid = _in_order(asking, place, state), place.slot.paid
    if health:
        offered = tuple([c for c in offered if c not in health or health[c].action != "contraindicated"])
        paid = tuple([code for code in paid if code not in health])
        if not offered:
            return None
    vaccine = rules.vaccines[offered[0]]
    dates = _dates(asking, place, state, vaccine)
    winner = 0
    for index, one in enumerate(dates):
        if one[0] > dates[winner][0]:
            winner = index
    return Way(
        ready,
        place,
        _of_age_by(asking, place, offered + paid, max(dates[winner][0], asking.on)),
        tuple([term_of(one) for one in dates]),
        winner,
        dates[winner][0],
        health.get(vaccine.code),
    )


def _of_age_by(asking: Asking, place: Place, vaccines: tuple[str, ...], day: int) -> tuple[str, ...]:
    """Return the vaccines without those whose own label begins only after the first possible day of the first."""
    own, at_age = place.slot.own_ages, asking.subject.at_age
    if not own:
        return vaccines
    return tuple([code for code in vaccines if code not in own or at_age[own[code].min_age] <= day])


def _in_order(asking: Asking, place: Place, state: SeriesState) -> tuple[str, ...]:
    """Return the vaccines offered, the preferred one first."""
    for counts, order in place.orders:
        if asking.history.holds(counts, state):
            return order
    return place.slot.offer


def _dates(asking: Asking, place: Place, state: SeriesState, vaccine: Vaccine) -> list[Reckoned]:
    """Return every date that the next dose must not precede, the programme's own start and spacing among them."""
    slot = place.slot
    dates = reckon(asking, place, state, vaccine)
    if slot.not_before is not None:
        start = slot.not_before.toordinal()
        dates.append((start, TermKind.PROGRAMME_START, None, slot.rule, slot, None, None))
    spacing = asking.edition.spacing_of[vaccine.code]
    spaced = asking.history.last_spaced.get(spacing.id) if spacing is not None else None
    if spacing is not None and spaced is not None:
        dates += _spacings(spaced, spacing, max([one[0] for one in dates]), asking.on)
    return dates


def _spacings(spaced: Sequence[Given], spacing: Spacing, due: int, on: int) -> list[Reckoned]:
    """Return the spacing dates that move the first possible day: other doses of the same day do not (C16).

    What has been due for some time is due `on` the day asked about; a dose of that very day keeps only later days away.
    """
    found = _pushed_on(spaced, spacing, due)
    if (found[-1][0] if found else due) < on:
        found += _pushed_on(spaced, spacing, on)
    return found


def _pushed_on(spaced: Sequence[Given], spacing: Spacing, day: int) -> list[Reckoned]:
    """Return the spacing dates that, one after another, keep a dose from `day`; the last is the first day left."""
    found: list[Reckoned] = []
    for dose in spaced:
        if dose.ordinal < day < spacing.at_least.after(dose.ordinal):
            found.append(reckon_spacing(dose, spacing))
            day = found[-1][0]
    return found
