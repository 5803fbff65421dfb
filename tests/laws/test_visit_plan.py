"""The plan of the next visits: every dose valid, as few visits as any plan needs, and the reason of every placement."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from clinic_app.domain.calendar import add_months
from clinic_app.domain.immunization.assess import GivenDose
from clinic_app.domain.immunization.results import VerdictKind
from clinic_app.domain.immunization.visit_plan import Placement, VisitTerms
from clinic_app.gui.wording.visit_plan import dose_line
from laws.engine import RIGHT, RULES, TODAY, Child, a_child, verdict_of
from laws.plans import COURSE, Instance, a_delayed_child, cheapest, cost_of, given_as_planned, plan_of, wednesday_from
from laws.said import said_day

TERMS = (
    VisitTerms(),
    VisitTerms(injections_per_day=1, days_apart=14),
    VisitTerms(injections_per_day=3, patience_days=30, next_clinic_day=wednesday_from),
)
SMALL = (("MMR", "JE", "MenA"), ("HepB", "Polio", "DTP"), ("MMR", "JE", "HepA"), ("DTP", "MMR", "MenAC"))
seeds = st.integers(0, 2**32)


def somebody(seed):
    chance = Random(seed)
    return a_child(chance) if seed % 2 else a_delayed_child(chance)


@example(29920355, TERMS[2])  # a begun conjugate course beside the programme's own dose of AC
@settings(max_examples=60, deadline=None)
@given(seeds, st.sampled_from(TERMS))
def test_every_planned_dose_is_valid_when_all_are_given_on_their_days(seed, terms):
    child = somebody(seed)
    plan = plan_of(child, terms)
    planned = given_as_planned(plan)

    found = RIGHT.ask(child, plan.until + timedelta(800), planned)

    for place, visit in enumerate(plan.visits):
        for dose in visit.doses:
            verdict = verdict_of(found, f"{place}-{dose.series}", dose.series)
            assert (verdict.kind, verdict.number) == (VerdictKind.VALID, dose.number), (visit.on, dose)


@settings(max_examples=60, deadline=None)
@given(seeds, st.sampled_from(TERMS))
def test_no_visit_takes_more_than_a_day_holds_or_lies_on_another_day_than_a_clinic_day(seed, terms):
    child = somebody(seed)
    plan = plan_of(child, terms)

    for visit in plan.visits:
        oral = sum(1 for dose in visit.doses if RULES.vaccine(dose.vaccine).route == "PO")
        assert oral <= terms.oral_per_day
        assert 0 < len(visit.doses) <= oral + terms.injections_per_day
        assert terms.next_clinic_day(visit.on) == visit.on
        assert TODAY <= visit.on <= plan.until
        assert all(dose.ready_on <= visit.on for dose in visit.doses)
    for one, other in zip(plan.visits, plan.visits[1:], strict=False):
        assert other.on >= one.on + timedelta(terms.days_apart)


@settings(max_examples=60, deadline=None)
@given(seeds)
def test_injected_live_vaccines_share_a_day_or_lie_four_weeks_apart(seed):
    child = somebody(seed)
    live = [
        (dose.on, dose.vaccine)
        for dose in [*child.doses, *given_as_planned(plan_of(child))]
        if RULES.vaccine(dose.vaccine).technology == "live_injected" and dose.on > TODAY - timedelta(60)
    ]

    for on, vaccine in live:
        for other_on, other in live:
            if max(on, other_on) >= TODAY:
                assert on == other_on or abs((on - other_on).days) >= 28, (vaccine, on, other, other_on)


@settings(max_examples=40, deadline=None)
@given(seeds)
def test_the_order_in_which_doses_are_told_does_not_matter(seed):
    child = somebody(seed)

    assert plan_of(replace_doses(child, child.doses[::-1])) == plan_of(child)


def replace_doses(child, doses):
    return Child(child.born, child.sex, tuple(doses))


@pytest.mark.parametrize("seed", range(40))
def test_no_plan_has_more_visits_than_the_best_of_all_plans(seed):
    child = a_delayed_child(Random(f"small/{seed}"))
    series = SMALL[seed % len(SMALL)]
    terms = replace(TERMS[seed % 3], next_clinic_day=wednesday_from)
    months = 3 if seed % 2 else 2

    plan = plan_of(child, terms, series=series, months=months)
    instance = Instance(child, terms, series, TODAY, plan.until)

    assert plan.proven
    assert cost_of(plan, instance) == cheapest(instance)


@settings(max_examples=60, deadline=None)
@given(seeds, st.sampled_from(TERMS))
def test_the_reason_of_every_placement_is_true_and_its_line_comes_to_a_day_not_after_the_visit(seed, terms):
    child = somebody(seed)
    plan = plan_of(child, terms)
    days = {dose.on for dose in child.doses} | {visit.on for visit in plan.visits}

    for place, visit in enumerate(plan.visits):
        before = plan.visits[:place]
        free_from = before[-1].on + timedelta(terms.days_apart) if before else TODAY
        for dose in visit.doses:
            said = dose_line(dose, str).partition("：")[2].partition("；")[0]
            possible = max(said_day(said, child.born, days), TODAY)
            assert possible <= visit.on, said
            if dose.placement is Placement.FIRST_DAY:
                assert visit.on == max(possible, dose.ready_on)
            elif dose.placement is Placement.CLINIC_DAY:
                assert visit.on == terms.next_clinic_day(max(possible, dose.ready_on, free_from))
            elif dose.placement is Placement.DAY_FULL:
                assert any(dose.ready_on <= one.on and is_full(one, terms) for one in before)
            elif dose.placement is Placement.LIVE:
                together = {other.vaccine for other in visit.doses} | {o.vaccine for one in before for o in one.doses}
                assert dose.because_of in together | {given.vaccine for given in child.doses}
            else:
                assert any(other.placement in PUNCTUAL for other in visit.doses if other is not dose), visit


PUNCTUAL = (Placement.FIRST_DAY, Placement.CLINIC_DAY, Placement.DAY_FULL, Placement.LIVE)


def is_full(visit, terms):
    oral = sum(1 for dose in visit.doses if RULES.vaccine(dose.vaccine).route == "PO")
    return oral >= terms.oral_per_day or len(visit.doses) - oral >= terms.injections_per_day


def placements(plan):
    return {(d.series, d.number): (visit.on, d.placement, d.because_of) for visit in plan.visits for d in visit.doses}


def test_a_newborn_comes_when_the_programme_says_and_two_needles_a_day_send_the_third_to_the_next_week():
    born = date(2026, 11, 18)

    plan = plan_of(Child(born, "F", ()), not_before=born)
    found = placements(plan)

    assert found["HepB", 1] == found["BCG", 1] == (born, Placement.FIRST_DAY, "")
    assert found["HepB", 2] == (date(2026, 12, 18), Placement.FIRST_DAY, "")
    assert found["DTP", 3] == found["HepB", 3] == (date(2027, 5, 18), Placement.FIRST_DAY, "")
    assert found["MenA", 1] == (date(2027, 5, 25), Placement.DAY_FULL, "")
    assert found["MMR", 1] == found["JE", 1] == (date(2027, 7, 18), Placement.FIRST_DAY, "")
    assert plan.proven
    assert plan.until == date(2027, 11, 18)


def test_two_live_vaccines_that_the_day_does_not_hold_together_are_four_weeks_apart_and_the_first_is_named():
    born = TODAY - timedelta(260)
    child = Child(born, "M", ())

    found = placements(plan_of(child, VisitTerms(injections_per_day=1), series=("MMR", "JE")))

    assert found["MMR", 1][:2] == (TODAY, Placement.FIRST_DAY)
    assert found["JE", 1] == (TODAY + timedelta(28), Placement.LIVE, "MMR")


def test_a_dose_waits_a_few_days_for_the_visit_that_is_needed_anyway():
    """DTaP 3 is possible on 2026-12-05, HepB 3 on 2026-12-10: one visit on 12-10 is enough."""
    born = date(2026, 6, 5)
    child = Child(
        born,
        "M",
        (
            a_dose("HepB", born),
            a_dose("HepB", date(2026, 10, 11)),
            a_dose("DTaP", date(2026, 8, 5)),
            a_dose("DTaP", date(2026, 10, 5)),
        ),
    )

    plan = plan_of(child, series=("HepB", "DTP"), months=1)

    assert [visit.on for visit in plan.visits] == [date(2026, 12, 10)]
    assert placements(plan)["DTP", 3] == (date(2026, 12, 10), Placement.TOGETHER, "")
    assert placements(plan)["HepB", 3] == (date(2026, 12, 10), Placement.FIRST_DAY, "")


def test_without_anything_in_a_year_the_plan_reaches_to_the_next_age():
    born = date(2021, 1, 10)
    doses = [a_dose(v, b) for v, b in grown(born)]

    plan = plan_of(Child(born, "M", tuple(doses)), not_before=date(2025, 2, 1))

    assert [visit.on for visit in plan.visits] == [date(2027, 1, 10)]
    assert plan.until == date(2027, 1, 10)
    assert {dose.series for dose in plan.first.doses} == {"DTP", "MenAC"}


def test_a_plan_stops_where_the_clinic_has_set_no_day():
    terms = VisitTerms(next_clinic_day=lambda day: day if day < date(2027, 2, 1) else None)

    plan = plan_of(Child(date(2026, 11, 18), "F", ()), terms)

    assert [visit.on for visit in plan.visits] == [TODAY, date(2026, 12, 20), date(2027, 1, 18)]


def a_dose(vaccine, on):
    return GivenDose(id=f"{vaccine}-{on}", vaccine=vaccine, on=on)


def grown(born):
    """Everything of the first six years; DTaP as it was given before 2025."""
    others = [(vaccine, add_months(born, months)) for vaccine, months in COURSE if months < 72 and vaccine != "DTaP"]
    return others + [("DTaP", add_months(born, months)) for months in (3, 4, 5, 18)]


def test_a_rabies_course_is_given_on_its_days_and_no_visit_is_planned_around_it():
    child = Child(date(2020, 3, 15), "M", (a_dose("RabV", date(2026, 11, 22)),))
    if RIGHT.ask(child).forecast_of("Rabies") is None:
        pytest.skip("these rules do not forecast rabies")

    plan = plan_of(child, not_before=date(2026, 11, 23))

    assert [(line.series, line.number, line.earliest) for line in plan.at_once] == [("Rabies", 2, date(2026, 11, 25))]
    assert not any(dose.series == "Rabies" for visit in plan.visits for dose in visit.doses)
