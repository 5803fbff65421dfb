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
    state = asking.state_of(series) if series in asking.edition.course_of else asking.history.states[series]
    if state.complete:
        return settled(asking, state, Status.COMPLETE)
    if asking.on >= asking.ends and asking.on >= asking.end_of(series):
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
        if on >= subject.closes(ready, state) or (ready.given and not history.holds(ready.given, state)):
            continue
        if ready.narrowed and not asking.narrowed_to(ready, state):
            continue
        if today is None and subject.opens(ready, state) <= on:
            today = ready
        elif ready.from_age is not None or ready.narrowed:
            ahead.append(ready)
    if today is None:
        return []
    if not ahead:
        return [today]
    closes = subject.closes(today, state)
    later = [one for one in ahead if subject.opens(one, state) >= closes]
    return [today, *sorted(later, key=lambda one: subject.opens(one, state))]


def _along(rules: Rules, asking: Asking, state: SeriesState, plans: list[ReadyPlan]) -> SeriesForecast:
    """Follow the plan of today, then those of later ages, to the first possible day."""
    today, history = plans[0], asking.history
    first = history.open_place(today, state)
    if first is None:
        return settled(asking, state, Status.COMPLETE)
    for ready in plans:
        if ready.plan.outcome != "give":
            return ended(asking, state, ready.plan, today, first.index)
        place = first if ready is today else history.open_place(ready, state)
        if place is None:
            return settled(asking, state, Status.COMPLETE)
        if place.slot.deferred:
            continue
        offered, paid = _allowed(asking, place, state)
        if not offered:
            return forbidden(asking, state, place, _in_order(asking, place, state)[0])
        way = _way(rules, asking, ready, place, state, offered, paid)
        if way is None:
            continue
        if way.earliest >= asking.ends and way.earliest >= asking.end_of(state.series):
            reason = because(ReasonCode.TOO_OLD_BY_THEN, asking.edition.catch_up_before)
            return settled(asking, state, Status.CLOSED, reason)
        if max(way.earliest, asking.on) < asking.subject.closes(ready, state):
            return dated(asking, state, way, today, first.index)
    return settled(asking, state, Status.CHECK, Reason(ReasonCode.NO_RULE_FOR_AGE))


def _allowed(asking: Asking, place: Place, state: SeriesState) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the vaccines offered and those that may take their place, without what health forbids."""
    health = asking.subject.health(asking.edition)
    offered, paid = _in_order(asking, place, state), place.slot.paid
    if health:
        offered = tuple([c for c in offered if c not in health or health[c].action != "contraindicated"])
        paid = tuple([code for code in paid if code not in health])
    return offered, paid


def _way(
    rules: Rules,
    asking: Asking,
    ready: ReadyPlan,
    place: Place,
    state: SeriesState,
    offered: tuple[str, ...],
    paid: tuple[str, ...],
) -> Way | None:
    """Return the way through a place with the first vaccine; None when the labels of all end before it is reached."""
    if place.windowed:
        offered, paid = _within_labels(rules, asking, place, state, offered), ()
        if not offered:
            return None
    vaccine = rules.vaccines[offered[0]]
    dates = _dates(asking, place, state, vaccine)
    winner = 0
    for index, one in enumerate(dates):
        if one[0] > dates[winner][0]:
            winner = index
    health = asking.subject.health(asking.edition).get(vaccine.code)
    terms = tuple([term_of(one) for one in dates])
    vaccines = _of_age_by(asking, place, offered + paid, max(dates[winner][0], asking.on))
    return Way(ready, place, vaccines, terms, winner, dates[winner][0], health)


def _within_labels(
    rules: Rules, asking: Asking, place: Place, state: SeriesState, offered: tuple[str, ...]
) -> tuple[str, ...]:
    """Return the vaccines that can be given before their label ends, those of the first possible day alone."""
    days: dict[str, int] = {}
    for code in offered:
        own = place.slot.own_ages.get(code)
        day = max(asking.on, *[one[0] for one in _dates(asking, place, state, rules.vaccines[code])])
        if own is None or own.before_age is None or day < asking.subject.at_age[own.before_age]:
            days[code] = day
    return tuple([code for code, day in days.items() if day == min(days.values())])


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
