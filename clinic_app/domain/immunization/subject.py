"""The person being assessed: the days on which ages are reached, and what the rules hold for people of this kind."""

from datetime import date
from functools import lru_cache

from clinic_app.domain.calendar import Span
from clinic_app.domain.immunization.edition import Edition
from clinic_app.domain.immunization.edition_file import HealthRule
from clinic_app.domain.immunization.facts import NO_FACTS, Facts, dated_readings, nothing_told, readings
from clinic_app.domain.immunization.history import SeriesState
from clinic_app.domain.immunization.language import BIRTH
from clinic_app.domain.immunization.places import ALWAYS, NEVER, ReadyPlan
from clinic_app.domain.immunization.rules import Rules

MOST_BIRTHDAYS = 4096


class Ages(dict[Span, int]):
    """The ordinals of the days on which a person reaches an age, worked out when first asked for."""

    def __init__(self, born: int) -> None:
        super().__init__()
        self._born = born

    def __missing__(self, age: Span) -> int:
        ordinal = self[age] = age.after(self._born)
        return ordinal


@lru_cache(maxsize=MOST_BIRTHDAYS)
def ages_of(born: int) -> Ages:
    """Return the ages of everybody born on one day: a county of children shares some two thousand birthdays."""
    return Ages(born)


class Subject:
    """One person during one assessment.

    Attributes:
        at_age: the ordinal of the day on which an age is reached.
        days: the facts that are dates, by the names the rules use.
        standing: the plans and health rules of people of this kind.
    """

    __slots__ = ("at_age", "born", "days", "standing")

    def __init__(self, rules: Rules, birth_date: date, sex: str, facts: Facts) -> None:
        self.born = birth_date.toordinal()
        self.at_age = ages_of(self.born)
        told = facts != NO_FACTS
        self.days = dated_readings(facts) if told else {}
        self.standing = rules.standing_of(birth_date, readings(facts, sex) if told else nothing_told(sex))

    def health(self, edition: Edition) -> dict[str, HealthRule]:
        """Return by vaccine the first health rule that speaks against it."""
        return self.standing.health(edition)

    def opens(self, ready: ReadyPlan, state: SeriesState) -> int:
        """Return the ordinal of the first day on which a plan is this person's; to begin it counts while none has."""
        opens = ALWAYS if ready.from_age is None else self.at_age[ready.from_age]
        if not ready.narrowed or state.counted or ready.plan.begun_from is BIRTH:
            return opens
        return max(opens, self.at_age[ready.plan.begun_from])

    def closes(self, ready: ReadyPlan, state: SeriesState) -> int:
        """Return the ordinal of the first day after a plan was this person's."""
        closes = NEVER if ready.before_age is None else self.at_age[ready.before_age]
        if not ready.narrowed or state.counted or ready.plan.begun_before is None:
            return closes
        return min(closes, self.at_age[ready.plan.begun_before])
