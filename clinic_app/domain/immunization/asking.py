"""One question to the rules: who, after which doses, by which edition, on which day."""

import msgspec

from clinic_app.domain.immunization.edition import Edition
from clinic_app.domain.immunization.history import History, SeriesState
from clinic_app.domain.immunization.language import BIRTH
from clinic_app.domain.immunization.places import NEVER, ReadyPlan
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

    def end_of(self, series: str) -> int:
        """Return the ordinal of the day on which a series ends with the programme; a self-paid one does not."""
        return NEVER if series in self.edition.self_paid else self.ends

    def state_of(self, series: str) -> SeriesState:
        """Return where a series stands; a dated fact of this day or before may have begun it, or begun it anew."""
        state = self.history.states[series]
        fact = self.edition.course_of.get(series)
        if fact is not None:
            days = [day for day in self.subject.days.get(fact, ()) if day <= self.on]
            if days and days[-1] != state.course_from:
                state.begin_course(days[-1])
        return state

    def narrowed_to(self, ready: ReadyPlan, state: SeriesState) -> bool:
        """Whether the age at the first dose, and the time since an earlier course, are those of a plan."""
        plan, at_age = ready.plan, self.subject.at_age
        if state.counted:
            first = state.counted[0].ordinal
            if first < at_age[plan.begun_from] and plan.begun_from is not BIRTH:
                return False
            if plan.begun_before is not None and first >= at_age[plan.begun_before]:
                return False
        if plan.earlier_from is None and plan.earlier_before is None:
            return True
        if state.earlier_end is None or state.course_from is None:
            return False
        if plan.earlier_from is not None and state.course_from < plan.earlier_from.after(state.earlier_end):
            return False
        return plan.earlier_before is None or state.course_from < plan.earlier_before.after(state.earlier_end)

    def plan_of(self, state: SeriesState) -> ReadyPlan | None:
        """Return the first plan of a series meant for this person, this history and this day."""
        on, at_age = self.on, self.subject.at_age
        subject = self.subject
        for ready in self.plans[state.series]:
            if ready.from_age is not None and on < at_age[ready.from_age]:
                continue
            if ready.before_age is not None and on >= at_age[ready.before_age]:
                continue
            if ready.narrowed and not (
                subject.opens(ready, state) <= on < subject.closes(ready, state) and self.narrowed_to(ready, state)
            ):
                continue
            if not ready.given or self.history.holds(ready.given, state):
                return ready
        return None
