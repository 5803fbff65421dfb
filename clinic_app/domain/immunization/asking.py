"""One question to the rules: who, after which doses, by which edition, on which day."""

import msgspec

from clinic_app.domain.immunization.edition import Edition
from clinic_app.domain.immunization.history import History, SeriesState
from clinic_app.domain.immunization.places import ReadyPlan
from clinic_app.domain.immunization.standing import MeantPlans
from clinic_app.domain.immunization.subject import Subject


class Asking(msgspec.Struct, frozen=True, gc=False):
    """A dose is judged by asking on its own day; what comes next, by asking on the day of the forecast.

    Attributes:
        plans: by series, the plans of the edition meant for people of this kind.
        ends: the ordinal of the day on which the programme of this edition ends for this person.
    """

    subject: Subject
    history: History
    edition: Edition
    on: int
    plans: MeantPlans
    ends: int

    @classmethod
    def at(cls, subject: Subject, history: History, edition: Edition, on: int) -> "Asking":
        """Return the question of one day."""
        ends = subject.at_age[edition.catch_up_before.age]
        return cls(subject, history, edition, on, subject.standing.plans(edition), ends)

    def on_day(self, on: int) -> "Asking":
        """Return the same question on another day of the same edition."""
        return Asking(self.subject, self.history, self.edition, on, self.plans, self.ends)

    def plan_of(self, state: SeriesState) -> ReadyPlan | None:
        """Return the first plan of a series meant for this person, this history and this day."""
        on, at_age = self.on, self.subject.at_age
        for ready in self.plans[state.series]:
            if ready.from_age is not None and on < at_age[ready.from_age]:
                continue
            if ready.before_age is not None and on >= at_age[ready.before_age]:
                continue
            if not ready.given or self.history.holds(ready.given, state):
                return ready
        return None
