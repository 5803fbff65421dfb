"""The person being assessed: the days on which ages are reached, and the plans opened for this birth date."""

from datetime import date

from clinic_app.domain.calendar import Span
from clinic_app.domain.immunization.edition import NEVER, Edition, OpenPlan
from clinic_app.domain.immunization.facts import NO_FACTS, Facts, dated_readings, nothing_told, readings
from clinic_app.domain.immunization.language import HealthRule, Plan
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
    """One person during one assessment; remembers ages and plans already worked out.

    Attributes:
        at_age: the ordinal of the day on which an age is reached.
        days: the facts that are dates, by the names the rules use.
    """

    __slots__ = ("_plans", "_standing", "at_age", "born", "days")

    def __init__(self, rules: Rules, birth_date: date, sex: str, facts: Facts) -> None:
        self.born = birth_date.toordinal()
        told = facts != NO_FACTS
        self.days = dated_readings(facts) if told else {}
        self.at_age = Ages(self.born)
        self._standing = rules.standing_of(birth_date, readings(facts, sex) if told else nothing_told(sex))
        self._plans: dict[str, tuple[OpenPlan, ...]] = {}

    def plans(self, edition: Edition, series: str) -> tuple[OpenPlan, ...]:
        """Return the plans of a series meant for this person, first fitting first."""
        shelf = edition.shelf_of.get(series)
        if shelf is None:
            return ()
        plans = self._plans.get(shelf)
        if plans is None:
            meant = self._standing.plans(edition, series)
            opened = [ready if isinstance(ready, OpenPlan) else self._opened(ready) for ready in meant]
            plans = self._plans[shelf] = tuple(opened)
        return plans

    def _opened(self, plan: Plan) -> OpenPlan:
        closes = NEVER if plan.before_age is None else self.at_age[plan.before_age]
        return OpenPlan(plan, self.at_age[plan.from_age], closes)

    def health(self, edition: Edition) -> dict[str, HealthRule]:
        """Return by vaccine the first health rule that speaks against it."""
        return self._standing.health(edition)
