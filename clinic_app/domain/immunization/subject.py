"""The person being assessed: ages, facts, and the answers that stay the same on every day."""

from bisect import bisect_right
from datetime import date

from clinic_app.domain.calendar import Span
from clinic_app.domain.immunization.catalogue import Vaccine
from clinic_app.domain.immunization.edition import NEVER, Edition, OpenPlan, concerns
from clinic_app.domain.immunization.facts import NO_FACTS, Facts, dated_readings, nothing_told, readings
from clinic_app.domain.immunization.language import Condition, HealthRule, Plan
from clinic_app.domain.immunization.rules import Rules


class Ages(dict[Span, int]):
    """The ordinals of the days on which a person reaches an age, worked out when first asked for."""

    def __init__(self, born: int) -> None:
        super().__init__()
        self._born = born

    def __missing__(self, age: Span) -> int:
        ordinal = self[age] = age.after(self._born)
        return ordinal


class Subject:
    """One person during one assessment; remembers ages, plans and health rules already worked out.

    Attributes:
        at_age: the ordinal of the day on which an age is reached.
        known: the facts by the names the rules use; days: those that are dates.
        told: whether any fact is known.
    """

    __slots__ = ("_health", "_plans", "_rules", "_sex", "at_age", "born", "born_on", "days", "known", "told")

    def __init__(self, rules: Rules, birth_date: date, sex: str, facts: Facts) -> None:
        self.born_on = birth_date
        self.born = birth_date.toordinal()
        self.told = facts != NO_FACTS
        self.known = readings(facts, sex) if self.told else nothing_told(sex)
        self.days = dated_readings(facts) if self.told else {}
        self._rules = rules
        self._sex = sex
        self.at_age = Ages(self.born)
        self._plans: dict[str, tuple[OpenPlan, ...]] = {}
        self._health: dict[str, dict[str, HealthRule]] = {}

    def plans(self, edition: Edition, series: str) -> tuple[OpenPlan, ...]:
        """Return the plans of a series meant for this person, first fitting first."""
        key = edition.shelf_of.get(series)
        if key is None:
            return ()
        plans = self._plans.get(key)
        if plans is None:
            plans = self._plans[key] = tuple(
                [
                    ready if isinstance(ready, OpenPlan) else self._opened(ready)
                    for ready in self._meant(edition, series)
                ]
            )
        return plans

    def _meant(self, edition: Edition, series: str) -> tuple[Plan | OpenPlan, ...]:
        """Return the plans meant for this person; people of whom no fact is known share them by sex and cohort."""
        if self.told:
            return self._filtered(edition, series)
        key = (series, self._sex, bisect_right(edition.cohorts, self.born))
        plans = edition.usual_plans.get(key)
        if plans is None:
            plans = edition.usual_plans[key] = self._filtered(edition, series)
        return plans

    def _filtered(self, edition: Edition, series: str) -> tuple[Plan | OpenPlan, ...]:
        meant: list[Plan | OpenPlan] = []
        for ready in edition.plans_of[series]:
            plan = ready.plan if isinstance(ready, OpenPlan) else ready
            if all(self.answers(condition, edition) for condition in plan.when):
                meant.append(ready)
        return tuple(meant)

    def _opened(self, plan: Plan) -> OpenPlan:
        closes = NEVER if plan.before_age is None else self.at_age[plan.before_age]
        return OpenPlan(plan, self.at_age[plan.from_age], closes)

    def health(self, edition: Edition) -> dict[str, HealthRule]:
        """Return by vaccine the first health rule that speaks against it."""
        found = self._health.get(edition.name)
        if found is None:
            found = self._health[edition.name] = self._speaking_against(edition)
        return found

    def answers(self, condition: Condition, edition: Edition) -> bool:
        """Whether a condition about the person holds."""
        if condition.born_from is not None and self.born_on < condition.born_from:
            return False
        if condition.born_before is not None and self.born_on >= condition.born_before:
            return False
        if condition.forbidden is not None:
            rule = self.health(edition).get(condition.forbidden)
            return rule is not None and rule.action == "contraindicated"
        return condition.fact is None or self._fact_answers(condition, condition.fact)

    def _fact_answers(self, condition: Condition, name: str) -> bool:
        reading = self.known.get(name)
        if condition.known is not None:
            return (reading is not None) is condition.known
        if condition.one_of is not None:
            return reading in condition.one_of
        if not isinstance(reading, (int, float)):
            return False
        if condition.below is not None and reading >= condition.below:
            return False
        return condition.at_least is None or reading >= condition.at_least

    def _speaking_against(self, edition: Edition) -> dict[str, HealthRule]:
        if not self.told:
            return {}
        against: dict[str, HealthRule] = {}
        for rule in edition.health:
            if all(self.answers(condition, edition) for condition in rule.when):
                for vaccine in self._rules.vaccines.values():
                    if vaccine.code not in against and self._concerned(rule, vaccine):
                        against[vaccine.code] = rule
        return against

    def _concerned(self, rule: HealthRule, vaccine: Vaccine) -> bool:
        if rule.vaccines_of_fact is None:
            return concerns(rule, vaccine)
        named = self.known.get(rule.vaccines_of_fact)
        return isinstance(named, tuple) and any(code in named for code in (vaccine.code, *vaccine.contains))
