"""What the rules cannot tell apart: people whose plans and health rules are the same are looked up together.

The conditions about a person ask for a cohort, for words (`one_of`, `known`) and for limits (`below`, `at_least`).
`Distinctions` gathers what all conditions of all editions name, and gives a person a *kind*: the cohort, each word that
is named, and for a number the place among the limits. Two people of one kind answer every condition alike, so their
`Standing` - plans that are meant for them, health rules that speak against a vaccine - is worked out once.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from datetime import date

from clinic_app.domain.calendar import Span
from clinic_app.domain.immunization.catalogue import Vaccine
from clinic_app.domain.immunization.edition import Edition, concerns
from clinic_app.domain.immunization.edition_file import Advice, HealthRule
from clinic_app.domain.immunization.facts import Reading
from clinic_app.domain.immunization.language import BIRTH, Condition
from clinic_app.domain.immunization.places import ReadyPlan

Kind = tuple[object, ...]
_NOT_NAMED = "not named"


class Distinctions:
    """Every difference between people that any condition asks for."""

    __slots__ = ("_cohorts", "_exact", "_limits", "_words")

    def __init__(self, editions: Iterable[Edition]) -> None:
        conditions: list[Condition] = []
        self._exact: set[str] = set()
        for edition in editions:
            for rule in edition.health:
                conditions += rule.when
                if rule.vaccines_of_fact is not None:
                    self._exact.add(rule.vaccines_of_fact)
            conditions += [c for choice in edition.free for c in choice.when]
            conditions += [c for texts in edition.advice.values() for one in texts for c in one.when]
            conditions += [c for rules in edition.series.values() for plan in rules.plans for c in plan.when]
        days = {day.toordinal() for c in conditions for day in (c.born_from, c.born_before) if day is not None}
        self._cohorts = sorted(days)
        self._words: dict[str, set[str | bool]] = {}
        limits: dict[str, set[float]] = {}
        for condition in conditions:
            if condition.fact is not None:
                self._words.setdefault(condition.fact, set()).update(condition.one_of or ())
                asked = [limit for limit in (condition.below, condition.at_least) if limit is not None]
                limits.setdefault(condition.fact, set()).update(asked)
        self._limits = {fact: sorted(asked) for fact, asked in limits.items()}

    def kind_of(self, born: int, known: Mapping[str, Reading]) -> Kind:
        """Return what the rules can see of a person; equal for people whom no condition tells apart."""
        kind: list[object] = [bisect_right(self._cohorts, born)]
        for fact, reading in known.items():
            words = self._words.get(fact)
            if fact in self._exact:
                kind += (fact, reading)
            elif words is not None:
                if isinstance(reading, tuple):
                    kind += (fact, *sorted(str(word) for word in words.intersection(reading)))
                elif reading in words:
                    kind += (fact, reading)
                elif isinstance(reading, (int, float)):
                    kind += (fact, "limit", bisect_right(self._limits[fact], reading))
                else:
                    kind += (fact, _NOT_NAMED)
        return tuple(kind)


class MeantPlans(dict[str, tuple[ReadyPlan, ...]]):
    """By series the plans of one edition meant for the people of one kind, first fitting first.

    Attributes:
        turning_ages: the turning ages of the programme; those of a self-paid series concern who has begun it.
    """

    def __init__(self, standing: "Standing", edition: Edition) -> None:
        super().__init__()
        self._standing = standing
        self._edition = edition
        self._turning: dict[str, tuple[Span, ...]] = {}
        programme = [code for code, rules in edition.series.items() if rules.forecast and not rules.self_paid]
        self.turning_ages = tuple({age for code in programme for age in self.turning_ages_of(code)})

    def turning_ages_of(self, series: str) -> tuple[Span, ...]:
        """Return the ages at which one plan of a series gives way to another, or the label of a product begins."""
        known = self._turning.get(series)
        if known is not None:
            return known
        plans = self[series]
        ages = {ready.from_age for ready in plans} | {ready.before_age for ready in plans}
        ages |= {age for ready in plans if ready.narrowed for age in (ready.plan.begun_from, ready.plan.begun_before)}
        for own in [own for ready in plans for place in ready.places for own in place.slot.own_ages.values()]:
            ages |= {own.min_age, own.before_age}
        found = self._turning[series] = tuple(age for age in ages if age is not None and age is not BIRTH)
        return found

    def __missing__(self, series: str) -> tuple[ReadyPlan, ...]:
        plans = self[series] = self._standing.meant(self._edition, series)
        return plans


def reading_answers(condition: Condition, reading: Reading) -> bool:
    """Whether a reading is what a condition about a fact asks for; None is not known."""
    if condition.known is not None:
        return (reading is not None) is condition.known
    if condition.one_of is not None:
        if isinstance(reading, tuple):
            return any(one in condition.one_of for one in reading)
        return reading in condition.one_of
    if not isinstance(reading, (int, float)):
        return False
    if condition.below is not None and reading >= condition.below:
        return False
    return condition.at_least is None or reading >= condition.at_least


class Standing:
    """The plans and health rules of all people of one kind; worked out when first asked for."""

    __slots__ = ("_advice", "_born_on", "_free", "_health", "_known", "_plans", "_vaccines")

    def __init__(self, vaccines: Mapping[str, Vaccine], born_on: date, known: Mapping[str, Reading]) -> None:
        self._vaccines = vaccines
        self._born_on = born_on
        self._known = known
        self._plans: dict[str, MeantPlans] = {}
        self._health: dict[str, dict[str, HealthRule]] = {}
        self._free: dict[str, frozenset[str]] = {}
        self._advice: dict[str, dict[str, tuple[Advice, ...]]] = {}

    def plans(self, edition: Edition) -> MeantPlans:
        """Return by series the plans meant for these people, none for a series the edition does not know."""
        plans = self._plans.get(edition.name)
        if plans is None:
            plans = self._plans[edition.name] = MeantPlans(self, edition)
        return plans

    def meant(self, edition: Edition, series: str) -> tuple[ReadyPlan, ...]:
        """Work out the plans of one series."""
        ready = edition.plans_of.get(series, ())
        return tuple(one for one in ready if all(self._answers(c, edition) for c in one.plan.when))

    def health(self, edition: Edition) -> dict[str, HealthRule]:
        """Return by vaccine the first health rule that speaks against it."""
        found = self._health.get(edition.name)
        if found is None:
            found = self._health[edition.name] = self._speaking_against(edition)
        return found

    def free(self, edition: Edition) -> frozenset[str]:
        """Return the vaccines that the edition gives these people without charge, whatever the catalogue says."""
        found = self._free.get(edition.name)
        if found is None:
            meant = [one for one in edition.free if all(self._answers(c, edition) for c in one.when)]
            found = self._free[edition.name] = frozenset(one.vaccine for one in meant)
        return found

    def advice(self, edition: Edition) -> dict[str, tuple[Advice, ...]]:
        """Return by series the texts that concern these people; series without any are absent."""
        found = self._advice.get(edition.name)
        if found is None:
            meant = {
                series: tuple(one for one in texts if all(self._answers(c, edition) for c in one.when))
                for series, texts in edition.advice.items()
            }
            found = self._advice[edition.name] = {series: texts for series, texts in meant.items() if texts}
        return found

    def _answers(self, condition: Condition, edition: Edition) -> bool:
        """Whether a condition about the person holds."""
        if condition.born_from is not None and self._born_on < condition.born_from:
            return False
        if condition.born_before is not None and self._born_on >= condition.born_before:
            return False
        if condition.forbidden is not None:
            rule = self.health(edition).get(condition.forbidden)
            return rule is not None and rule.action == "contraindicated"
        return condition.fact is None or reading_answers(condition, self._known.get(condition.fact))

    def _speaking_against(self, edition: Edition) -> dict[str, HealthRule]:
        against: dict[str, HealthRule] = {}
        for rule in edition.health:
            if all(self._answers(condition, edition) for condition in rule.when):
                for vaccine in self._vaccines.values():
                    if vaccine.code not in against and self._concerned(rule, vaccine):
                        against[vaccine.code] = rule
        return against

    def _concerned(self, rule: HealthRule, vaccine: Vaccine) -> bool:
        if rule.vaccines_of_fact is None:
            return concerns(rule, vaccine)
        if vaccine.code in rule.excepting or (rule.vaccines and vaccine.code not in rule.vaccines):
            return False
        named = self._known.get(rule.vaccines_of_fact)
        return isinstance(named, tuple) and any(code in named for code in (vaccine.code, *vaccine.contains))
