"""Whether an overlay puts the national programme off for everybody: by waits without end, or by nobody's illness.

Stricter is longer, but a wait of twenty years is no programme any more. A county may ask for twice the longest that
the editions themselves ask for by a rule of the same kind: that leaves room for every real plan (42 days between live
vaccines, six months after immunoglobulins), and none for a delay of years.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from clinic_app.domain.immunization.edition import concerns
from clinic_app.domain.immunization.facts import NO_FACTS, Facts, Serology, SkinTest, readings
from clinic_app.domain.immunization.rule_problem import RuleProblem
from clinic_app.domain.immunization.standing import reading_answers
from clinic_app.domain.immunization.strictness import doubled, longest, may_share_people, no_less

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from clinic_app.domain.calendar import Span
    from clinic_app.domain.immunization.catalogue import Vaccine
    from clinic_app.domain.immunization.edition import Edition
    from clinic_app.domain.immunization.edition_file import HealthRule, Spacing, Wait
    from clinic_app.domain.immunization.facts import Reading
    from clinic_app.domain.immunization.language import Condition, Slot
    from clinic_app.domain.immunization.overlay_file import OverlayFile
    from clinic_app.domain.immunization.plan_language import Plan, SeriesRules

_OF_NO_HEALTH = ("sex", "je_choice", "rabies_regimen")
_TESTED_ON = date(2026, 1, 1)  # any day


def _healthy(weight_g: float, weeks: float, temperature_c: float, anti_hbs: float) -> Facts:
    """Return a child that is well and of whom everything is known."""
    return Facts(
        mother_hbsag="negative",
        mother_hiv="negative",
        hiv="uninfected",
        birth_weight_g=weight_g,
        gestational_weeks=weeks,
        medically_stable=True,
        hospitalised=False,
        severe_immunosuppression=False,
        bcg_scar=True,
        ppd=SkinTest(read_on=_TESTED_ON, result="negative"),
        pvt=Serology(on=_TESTED_ON, hbsag="negative", anti_hbs_miu_ml=anti_hbs),
        immunodeficiency="none",
        temperature_c=temperature_c,
    )


# Born in time and of usual weight (37 to 41 weeks, 2500 to 4000 g), without fever (it begins at 37.3).
_ORDINARY = (NO_FACTS, _healthy(2500, 37, 36.0, 10), _healthy(4000, 41, 37.2, 1000))


def holds_for_everybody(rule: HealthRule) -> bool:
    """Whether no condition of a rule asks for a fact that only some people have.

    Such a fact is one that is not told of a healthy child, nor of one of whom nothing is known.
    """
    people = [readings(facts, sex) for facts in _ORDINARY for sex in ("F", "M")]
    return rule.vaccines_of_fact is None and not any(_sets_apart(condition, people) for condition in rule.when)


def _sets_apart(condition: Condition, people: Sequence[Mapping[str, Reading]]) -> bool:
    name = condition.fact
    if name is None or name in _OF_NO_HEALTH:
        return False
    return not any(reading_answers(condition, known.get(name)) for known in people)


def delays(
    place: str, overlay: OverlayFile, edition: Edition, editions: Sequence[Edition], vaccines: Sequence[Vaccine]
) -> Iterator[RuleProblem]:
    """Yield what an overlay on `edition` asks for that is longer than twice the longest of all `editions`."""
    national = [v for v in vaccines if any(_is_national(edition, code) for code in v.covers)]
    waits = [wait.at_least for one in editions for wait in one.waits]
    yield from _of_rules(f"{place} / wait", "wait", overlay.waits, national, waits)
    spacings = [spacing.at_least for one in editions for spacing in one.spacing]
    yield from _of_rules(f"{place} / spacing", "spacing", overlay.spacing, national, spacings)
    for code, added in overlay.series.items():
        if _is_national(edition, code):
            yield from _of_series(f"{place} / {code}", code, added, editions)


def _is_national(edition: Edition, series: str) -> bool:
    return series in edition.series and series not in edition.self_paid


def _of_rules(
    place: str, kind: str, rules: Sequence[Spacing | Wait], national: Sequence[Vaccine], held: Sequence[Span]
) -> Iterator[RuleProblem]:
    for rule in rules:
        if any(concerns(rule, vaccine) for vaccine in national):
            yield from _too_long(f"{place} {rule.id} / at_least", kind, rule.at_least, held)


def _of_series(place: str, code: str, added: SeriesRules, editions: Sequence[Edition]) -> Iterator[RuleProblem]:
    """Yield delays of the doses that the editions have; one that a county adds may come when it likes."""
    national = [rules for one in editions for name, rules in one.series.items() if name not in one.self_paid]
    series = [one.series[code] for one in editions if code in one.series]
    intervals = [i.at_least for rules in national for slot in rules.slots.values() for i in slot.intervals]
    ages = [slot.min_age for rules in series for slot in rules.slots.values()]
    yield from _too_long(f"{place} / repeat_after", "interval", added.repeat_after.at_least, intervals)
    for plan in added.plans:
        least = _doses_of_all(plan, [held for rules in series for held in rules.plans])
        for number, slot in enumerate([added.slots[name] for name in plan.doses[:least]], start=1):
            here = f"{place} / plan {plan.id} / dose {number} (slot {slot.rule})"
            for age in _ages(slot):
                yield from _too_long(f"{here} / min_age", "minimum age", age, ages)
            for interval in _intervals(slot):
                yield from _too_long(f"{here} / intervals", "interval", interval, intervals)


def _doses_of_all(plan: Plan, held: Sequence[Plan]) -> int:
    """Return how many doses the editions give to everybody whom a plan is meant for."""
    given = [len(other.doses) for other in held if other.outcome == "give" and may_share_people(plan, other)]
    return min(given, default=0)


def _ages(slot: Slot) -> Sequence[Span]:
    return (slot.min_age, *(own.min_age for own in slot.own_ages.values()))


def _intervals(slot: Slot) -> Sequence[Span]:
    own = [interval for one in slot.own_ages.values() for interval in one.intervals or ()]
    return [interval.at_least for interval in (*slot.intervals, *own)]


def _too_long(place: str, kind: str, asked: Span, held: Sequence[Span]) -> Iterator[RuleProblem]:
    if not any(no_less(doubled(span), asked) for span in held):
        what = f"{asked} is longer than twice {longest(held)}, the longest {kind} of the editions"
        yield RuleProblem(
            place, f"{what}: it puts the programme off", "an overlay may double what they ask for at most"
        )
