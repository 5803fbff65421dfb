"""The people a rule file tells apart: cohorts, sexes, and for every condition somebody who meets it."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

import msgspec

from clinic_app.domain.calendar import Span
from clinic_app.domain.immunization.edition import Edition
from clinic_app.domain.immunization.facts import DATED_READINGS, Facts, Reading, Serology, SkinTest
from clinic_app.domain.immunization.language import Condition
from clinic_app.domain.immunization.plan_language import Plan

_USUAL_BIRTHS = (date(2024, 2, 29), date(2026, 8, 31))
_SKIN_TEST_AT, _SEROLOGY_AT = Span(months=4), Span(months=9)
_SPELT = {"hiv_status": "hiv", "ppd_result": "ppd", "pvt_hbsag": "pvt", "pvt_anti_hbs": "pvt"}
_ABSENT = object()


class Kind(msgspec.Struct, frozen=True, kw_only=True):
    """One kind of people that the rules tell from others.

    Attributes:
        readings: what is known of them, by the names the rules use.
    """

    born: date
    sex: str
    readings: tuple[tuple[str, Reading], ...] = ()

    def at(self, age: Span) -> date:
        """Return the day on which they reach an age."""
        return _day(age, self.born)

    def facts_on(self, day: date) -> Facts:
        """Return the facts as they are known on a day: a test that is read later is not."""
        told: dict[str, object] = {_SPELT.get(name, name): reading for name, reading in self.readings}
        known = dict(self.readings)
        if "ppd" in told:
            read_on = _day(_SKIN_TEST_AT, self.born)
            told["ppd"] = SkinTest(read_on=read_on, result=str(known["ppd_result"])) if read_on <= day else None
        if "pvt" in told:
            on = _day(_SEROLOGY_AT, self.born)
            value = known.get("pvt_anti_hbs", 0.0)
            serology = Serology(
                on=on,
                hbsag=str(known.get("pvt_hbsag", "negative")),
                anti_hbs_miu_ml=float(value) if isinstance(value, (int, float)) else 0.0,
            )
            told["pvt"] = serology if on <= day else None
        return Facts(**told)  # type: ignore[arg-type]  # the names of readings are those of Facts or spelt above

    def __str__(self) -> str:
        known = ", ".join(f"{name} {reading}" for name, reading in self.readings)
        return f"a child born {self.born} ({self.sex}{', ' + known if known else ''})"


def kinds_told_apart(edition: Edition) -> tuple[Kind, ...]:
    """Return at least one of every kind of people that the edition tells apart, the usual ones first.

    Every cohort with both sexes; for every plan and every rule of health somebody it is meant for, of the first and of
    the last cohort; for every vaccine of the programme somebody who must not have it.
    """
    births = _births(edition)
    usual = [Kind(born=born, sex=sex) for born in births for sex in ("F", "M")]
    found = dict.fromkeys([*usual, Kind(born=births[-1], sex="U")])
    for readings in _known_readings(edition):
        sex = str(dict(readings).get("sex", "F"))
        told = tuple((name, reading) for name, reading in readings if name != "sex")
        found |= dict.fromkeys(Kind(born=born, sex=sex, readings=told) for born in (births[0], births[-1]))
    return tuple(found)


def kind_meant_by(plan: Plan, edition: Edition) -> Iterator[Kind]:
    """Yield people who may meet the conditions of a plan, of every cohort."""
    readings = dict(_meeting(plan.when, _words(edition)))
    sex = str(readings.pop("sex", "F"))
    for born in _births(edition):
        yield Kind(born=born, sex=sex, readings=tuple(sorted(readings.items())))


def _day(age: Span, born: date) -> date:
    return date.fromordinal(age.after(born.toordinal()))


def _conditions(edition: Edition) -> Iterator[tuple[Condition, ...]]:
    for rules in edition.series.values():
        yield from (plan.when for plan in rules.plans)
    yield from (rule.when for rule in edition.health)
    yield from (choice.when for choice in edition.free)


def _births(edition: Edition) -> tuple[date, ...]:
    """Return the first and the last birthday of every cohort that is named."""
    days = {day for when in _conditions(edition) for c in when for day in (c.born_from, c.born_before) if day}
    before = {date.fromordinal(day.toordinal() - 1) for day in days}
    return tuple(sorted({*days, *before, *_USUAL_BIRTHS}))


def _words(edition: Edition) -> dict[str, str | bool]:
    """Return for each fact some word it may be."""
    conditions = [c for when in _conditions(edition) for c in when]
    return {c.fact: c.one_of[0] for c in conditions if c.fact and c.one_of}


def _known_readings(edition: Edition) -> Iterator[tuple[tuple[str, Reading], ...]]:
    """Yield what is known of the people some condition is about; equal classes come once."""
    words = _words(edition)
    seen: set[tuple[tuple[str, Reading], ...]] = set()
    for when in _conditions(edition):
        for readings in (_meeting(when, words), _missing(when)):
            told = tuple(sorted(readings.items()))
            if told and told not in seen:
                seen.add(told)
                yield told
    for fact in {rule.vaccines_of_fact for rule in edition.health if rule.vaccines_of_fact}:
        for code in _offered(edition):
            yield ((fact, (code,)),)


def _offered(edition: Edition) -> tuple[str, ...]:
    slots = [slot for rules in edition.series.values() for slot in rules.slots.values()]
    return tuple(dict.fromkeys(code for slot in slots for code in slot.offer))


def _meeting(when: Iterable[Condition], words: Mapping[str, str | bool]) -> dict[str, Reading]:
    """Return readings that meet conditions about facts, as far as one reading can."""
    found: dict[str, Reading] = {}
    for condition in when:
        if condition.forbidden is not None:
            found["contraindicated"] = (condition.forbidden,)
        if condition.fact is not None and condition.fact not in DATED_READINGS:
            reading = _answer(condition, words)
            if reading is not _ABSENT:
                found[condition.fact] = reading  # type: ignore[assignment]  # everything but the mark is a reading
    return found


def _missing(when: Iterable[Condition]) -> dict[str, Reading]:
    """Return readings that just miss the limits of conditions: the people on their other side."""
    return {c.fact: c.below for c in when if c.fact is not None and c.below is not None}


def _answer(condition: Condition, words: Mapping[str, str | bool]) -> object:
    if condition.known is False:
        return _ABSENT
    if condition.one_of is not None:
        return condition.one_of[0]
    if condition.at_least is not None:
        return condition.at_least
    if condition.below is not None:
        return condition.below - 1
    return words.get(str(condition.fact), _ABSENT)
