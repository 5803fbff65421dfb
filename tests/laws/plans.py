"""Plans of visits as the laws see them: persons to plan for, a plan's cost by its own words, and a brute force."""

from datetime import timedelta
from functools import cache

from clinic_app.domain.calendar import add_months
from clinic_app.domain.immunization.assess import GivenDose
from clinic_app.domain.immunization.results import Status
from clinic_app.domain.immunization.visit_plan import PlanQuestion, VisitTerms
from clinic_app.domain.immunization.visit_planning import plan_visits
from clinic_app.services.resource_files import priorities
from laws.engine import RIGHT, RULES, TODAY, Child

COURSE = (
    ("HepB", 0), ("BCG", 0), ("HepB", 1), ("IPV", 2), ("DTaP", 2), ("IPV", 3), ("bOPV", 4), ("DTaP", 4), ("DTaP", 6),
    ("HepB", 6), ("MPSV-A", 6), ("MMR", 8), ("JE-L", 8), ("MPSV-A", 9), ("DTaP", 18), ("MMR", 18), ("HepA-L", 18),
    ("JE-L", 24), ("MPSV-AC", 36), ("bOPV", 48), ("DTaP", 72), ("MPSV-AC", 72),
)  # fmt: skip


def wednesday_from(day):
    return day + timedelta((2 - day.weekday()) % 7)


def a_delayed_child(chance):
    """Somebody on the course of the programme with doses left out and doses late, as they come to the desk."""
    born = TODAY - timedelta(chance.choice((5, 100, 200, 300, 500, 700, 1200, 2400)) + chance.randrange(120))
    late = chance.choice((0, 10, 60, 300))
    given = []
    for number, (vaccine, months) in enumerate(COURSE):
        on = add_months(born, months) + timedelta(chance.randrange(late + 1))
        if on < TODAY and chance.random() < 0.7:
            given.append(GivenDose(id=f"{number:02}", vaccine=vaccine, on=on))
    return Child(born, chance.choice("MF"), tuple(given))


USUAL = VisitTerms()


def plan_of(child, terms=USUAL, not_before=TODAY, **limits):
    question = PlanQuestion(
        birth_date=child.born, sex=child.sex, doses=child.doses, not_before=not_before, terms=terms, **limits
    )
    return plan_visits(RULES, priorities(), question)


def given_as_planned(plan):
    return [
        GivenDose(id=f"{place}-{dose.series}", vaccine=dose.vaccine, on=visit.on)
        for place, visit in enumerate(plan.visits)
        for dose in visit.doses
    ]


def last_good_day(line, ready, terms):
    """The last day on which a dose is not kept waiting, as the docstrings of the plan say it."""
    last = ready + timedelta(terms.patience_days)
    if line.finish_before is not None and ready < line.finish_before <= last:
        last = line.finish_before - timedelta(1)
    return max(last, terms.next_clinic_day(ready))


class Instance:
    """A child, the series looked at, the terms, and every clinic day up to the last."""

    def __init__(self, child, terms, series, not_before, until):
        self.child, self.terms, self.series, self.not_before, self.until = child, terms, series, not_before, until
        self.days, day = [], terms.next_clinic_day(not_before)
        while day <= until:
            self.days.append(day)
            day = terms.next_clinic_day(day + timedelta(1))

    def open_on(self, day, given, ready):
        """The doses that have a date on a day, and since when each is possible, as far as was seen."""
        doses = [GivenDose(id=f"{code}{at}", vaccine=code, on=at) for code, at in given]
        lines = [f for f in RIGHT.ask(self.child, day, doses).forecasts if f.series in self.series and f.earliest]
        now = {}
        for f in lines:
            key = (f.series, f.number)
            first = max(f.earliest, self.not_before)
            if key in ready:  # an old day says nothing of what kept the dose away meanwhile
                first = min(ready[key], day if f.possible else first)
            now[key] = first
        return lines, now

    def kept_waiting(self, chosen, day, ready):
        return sum(max(0, (day - last_good_day(f, ready[f.series, f.number], self.terms)).days) for f in chosen)

    def is_active(self, chosen, place, given, last):
        """A visit lies on the first day on which one of its doses could be given, the visit before being what it is."""
        before = self.days[place - 1] if place else None
        if before is None or (last is not None and before < last + timedelta(self.terms.days_apart)):
            return bool(chosen)
        possible = {line.series for line in self.open_on(before, given, {})[0] if line.possible}
        return any(line.series not in possible for line in chosen)

    def undone(self, lines, ready):
        """What was possible on a clinic day and not given is kept waiting to the day after the last, a day at least."""
        after, waited = self.until + timedelta(1), 0
        for line in lines:
            first = ready.get((line.series, line.number))
            if first is not None and self.terms.next_clinic_day(first) <= self.until:
                waited += max(1, (after - last_good_day(line, first, self.terms)).days)
        return waited


def cost_of(plan, instance):
    """(doses kept waiting or not given by the last day, visits) of a plan, walked day by day."""
    visits = {visit.on: {dose.series for dose in visit.doses} for visit in plan.visits}
    given, ready, kept, lines = (), {}, 0, []
    for day in instance.days:
        lines, ready = instance.open_on(day, given, ready)
        chosen = [line for line in lines if line.series in visits.get(day, ())]
        assert {line.series for line in chosen} == visits.pop(day, set())
        kept += instance.kept_waiting(chosen, day, ready)
        given = (*given, *((line.vaccine, day) for line in chosen))
        ready = _without(ready, chosen)
    assert not visits, "a visit on a day that is no clinic day"
    return kept + instance.undone(lines, ready), len(plan.visits)


def cheapest(instance):
    """The least such cost: every selection of what is due is tried on every clinic day, but waiting for nothing."""

    @cache
    def from_day(place, given, last, seen):
        day = instance.days[place]
        lines, ready = instance.open_on(day, given, dict(seen))

        def go_on(given, last, ready):
            if place + 1 < len(instance.days):
                return from_day(place + 1, given, last, _frozen(ready))
            return instance.undone(lines, ready), 0

        options = [go_on(given, last, ready)]
        due = [line for line in lines if line.status in (Status.DUE, Status.OVERDUE)]
        if last is None or day >= last + timedelta(instance.terms.days_apart):
            for chosen in _some(due):
                if instance.is_active(chosen, place, given, last) and not _too_many(chosen, instance.terms):
                    after = (*given, *((line.vaccine, day) for line in chosen))
                    more = go_on(after, day, _without(ready, chosen))
                    options.append((instance.kept_waiting(chosen, day, ready) + more[0], 1 + more[1]))
        return min(options)

    return from_day(0, (), None, ())


def _without(ready, chosen):
    return {key: first for key, first in ready.items() if key not in {(f.series, f.number) for f in chosen}}


def _frozen(ready):
    return tuple(sorted(ready.items()))


def _some(lines):
    for mask in range(2 ** len(lines)):
        yield [line for place, line in enumerate(lines) if mask >> place & 1]


def _too_many(chosen, terms):
    oral = sum(1 for line in chosen if RULES.vaccine(line.vaccine).route == "PO")
    return oral > terms.oral_per_day or len(chosen) - oral > terms.injections_per_day
