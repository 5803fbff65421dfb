"""CDC's target doses written in the language of the rule files: an edition a dose date, and three for the forecast.

The doses of one day are judged by the edition of that day, which says what was open on it: the target doses already
satisfied, then those still to come. The forecast asks three editions about the same history: `earliest` holds minimum
ages and intervals, `recommended` the earliest recommended ones, `latest` the latest recommended intervals.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from cdsi.skipping import Band
from cdsi.supporting import Ages, Gap, Series, Target
from cdsi.vaccines import SOURCE, allowed, spacings
from clinic_app.domain.calendar import Span
from clinic_app.domain.immunization.catalogue import CatalogueFile
from clinic_app.domain.immunization.edition import Edition
from clinic_app.domain.immunization.edition_file import AgeLimit, EditionFile
from clinic_app.domain.immunization.language import BIRTH, Deadline, Interval, Leniency, OwnAge, Slot
from clinic_app.domain.immunization.plan_language import Plan, SeriesRules

EARLIEST, RECOMMENDED, LATEST = "earliest", "recommended", "latest"
AT_ONCE = Span()
NEVER = Span(months=200 * 12)
_NEVER_IN_FORCE = date(9001, 1, 1)
_BEYOND = AgeLimit(age=NEVER, **SOURCE)
_REPEAT = Interval(since="previous", at_least=AT_ONCE, **SOURCE)
_NO_AGES = Ages(date.min, date.max, None, None, None, None, None)


@dataclass(frozen=True)
class Open:
    """Where a series stands on a day.

    Attributes:
        given: the vaccines given so far that contain the antigen, whatever was said of them.
        satisfied: the target doses satisfied, in order.
        bands: by age, the target doses still to come.
    """

    series: Series
    given: tuple[str, ...]
    satisfied: tuple[Target, ...]
    bands: tuple[Band, ...]

    def first_on(self, born: date, on: date) -> Target | None:
        """Return the target dose against which a dose of that day is judged; None when none is left."""
        reached = [band for band in self.bands if band.from_age.after(born.toordinal()) <= on.toordinal()]
        return next(iter(reached[-1].ahead), None)


def edition_of_day(day: date, places: Iterable[Open], born: date, waits: Mapping[str, Span | None]) -> EditionFile:
    """Return the edition that judges the doses of `day`; `waits` says how long each vaccine waits after a live dose."""
    return EditionFile(
        edition=day.isoformat(),
        title="judges the doses of its day",
        effective_from=day,
        catch_up_before=_BEYOND,
        spacing=spacings(waits),
        series={place.series.name: _rules(_judging(place, day, born, tuple(waits))) for place in places},
        **SOURCE,
    )


def edition_to_ask(
    name: str, day: date, places: Sequence[Open], waits: Mapping[str, Span | None], firsts: Mapping[str, str]
) -> EditionFile:
    """Return an edition that forecasts on `day`; `firsts` names by series the vaccine offered next.

    A series about which `name` has nothing to say is not in it.
    """
    plans = {place.series.name: _ahead(name, place, day, firsts[place.series.name]) for place in places}
    return EditionFile(
        edition=name,
        title="forecasts only",
        effective_from=_NEVER_IN_FORCE,
        catch_up_before=_BEYOND,
        spacing=spacings(waits),
        series={series: _rules(found) for series, found in plans.items() if found},
        **SOURCE,
    )


def joined(written: EditionFile, catalogue: CatalogueFile) -> Edition:
    """Return an edition ready for use."""
    return Edition(written, None, catalogue)


def rule_of(series: Series, target: Target) -> str:
    """Return the name of a slot."""
    return f"{series.name}, dose {target.number}"


def ages_on(target: Target, day: date) -> Ages:
    """Return the ages in force on `day`."""
    return next((ages for ages in target.ages if ages.begins <= day <= ages.ends), _NO_AGES)


def gaps_on(gaps: Iterable[Gap], day: date) -> list[Gap]:
    """Return the intervals in force on `day`."""
    return [gap for gap in gaps if gap.begins <= day <= gap.ends]


def _rules(plans: tuple[Plan, ...]) -> SeriesRules:
    return SeriesRules(plans=plans, repeat_after=_REPEAT)


def _judging(place: Open, day: date, born: date, vaccines: Sequence[str]) -> tuple[Plan, ...]:
    """Return the plans of the ages: what is satisfied, then what is still to come at that age."""
    return tuple(
        _plan(
            place,
            number,
            day,
            tuple(_open_slot(place, target, day, born, vaccines) for target in band.ahead),
            uncounted=sorted(band.ahead[0].inadvertent & set(vaccines)) if band.ahead else (),
        )
        for number, band in enumerate(place.bands)
    )


def _plan(place: Open, number: int, day: date, ahead: tuple[Slot, ...], uncounted: Iterable[str] = ()) -> Plan:
    """Return the plan of one band; it ends where the next begins, or where its first target dose has its last age."""
    band = place.bands[number]
    following = [later.from_age for later in place.bands[number + 1 : number + 2]]
    below = ages_on(band.ahead[0], day).below if band.ahead else None
    return Plan(
        id=f"{place.series.name} {number}",
        slots=(*_filled(place), *ahead),
        from_age=band.from_age,
        before_age=min((*following, *([below] if below else ())), key=_on_a_scale, default=None),
        from_age_binds=False,
        uncounted=dict.fromkeys(uncounted, "component_not_counted"),
        **SOURCE,
    )


def _on_a_scale(age: Span) -> int:
    return age.after(date(2001, 1, 1).toordinal())


def _open_slot(place: Open, target: Target, day: date, born: date, vaccines: Sequence[str]) -> Slot:
    """Return the slot of a target dose: minimum age and intervals, and leniently the absolute ones."""
    refused = [code for code in vaccines if not allowed(target.windows, code, born, day)]
    ages, gaps, other_gaps = ages_on(target, day), gaps_on(target.gaps, day), gaps_on(target.other_gaps, day)
    lenient = Leniency(
        min_age=ages.absolute or ages.least or BIRTH,
        intervals=_intervals(place, [(gap, gap.absolute or gap.least) for gap in other_gaps or gaps]),
        **SOURCE,
    )
    return Slot(
        rule=rule_of(place.series, target),
        offer=tuple(vaccines),
        own_ages={code: OwnAge(min_age=NEVER, **SOURCE) for code in refused},
        min_age=ages.least or BIRTH,
        intervals=_intervals(place, [(gap, gap.least) for gap in gaps]),
        leniency=None if refused else lenient,
        **SOURCE,
    )


def _filled(place: Open) -> tuple[Slot, ...]:
    """Return the slots of the target doses that are satisfied; nobody asks for their ages any more."""
    return tuple(
        Slot(rule=f"satisfied {number}, dose {target.number}", offer=place.given, min_age=BIRTH, **SOURCE)
        for number, target in enumerate(place.satisfied, 1)
    )


def _ahead(name: str, place: Open, day: date, vaccine: str) -> tuple[Plan, ...]:
    """Return the plans of the ages with the next slot only; none where the edition `name` has nothing to say."""
    if name == EARLIEST:
        slots = [[_next_slot(name, place, target, day, vaccine) for target in band.ahead[:1]] for band in place.bands]
        return tuple(
            _plan(place, number, day, tuple(one for one in found if one)) for number, found in enumerate(slots)
        )
    slot = _next_slot(name, place, place.bands[0].ahead[0], day, vaccine)
    if slot is None:
        return ()
    return (Plan(id=place.series.name, slots=(*_filled(place), slot), **SOURCE),)


def _next_slot(name: str, place: Open, target: Target, day: date, vaccine: str) -> Slot | None:
    least, intervals = _asked(name, place, target, day)
    latest = ages_on(target, day).latest if name == LATEST else None
    if least is None and latest is None and not intervals:
        return None
    return Slot(
        rule=rule_of(place.series, target),
        offer=(vaccine,),
        min_age=least or BIRTH,
        intervals=intervals,
        finish_before=Deadline(age=latest, **SOURCE) if latest else None,
        **SOURCE,
    )


def _asked(name: str, place: Open, target: Target, day: date) -> tuple[Span | None, tuple[Interval, ...]]:
    """Return the age and the intervals one forecasting edition asks for; a recommended age leaves intervals idle."""
    ages, gaps = ages_on(target, day), gaps_on(target.gaps, day)
    if name == EARLIEST:
        floor = Interval(since="last", of=place.given, at_least=AT_ONCE, **SOURCE)
        return ages.least or BIRTH, (*_intervals(place, [(gap, gap.least) for gap in gaps]), floor)
    if name == RECOMMENDED:
        if ages.recommended is not None:
            return ages.recommended, ()
        return None, _intervals(place, [(gap, gap.recommended) for gap in gaps])
    return None, () if ages.latest is not None else _intervals(place, [(gap, gap.latest) for gap in gaps])


def _intervals(place: Open, gaps: Iterable[tuple[Gap, Span | None]]) -> tuple[Interval, ...]:
    found = []
    for gap, least in gaps:
        if least is None:
            continue
        if gap.target is not None:
            numbers = [n for n, target in enumerate(place.satisfied, 1) if target.number == gap.target]
            found += [Interval(since="dose", number=n, at_least=least, **SOURCE) for n in numbers[:1]]
        elif gap.codes:
            found.append(Interval(since="last", of=gap.codes, at_least=least, **SOURCE))
        else:
            found.append(Interval(since="previous", at_least=least, **SOURCE))
    return tuple(found)
