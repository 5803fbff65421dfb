"""What is read at every press is found by an index, however many years lie behind it."""

import pytest

from clinic_app.records import visits


def plan_of(db, sql, **parameters):
    return [row[-1] for row in db.execute("EXPLAIN QUERY PLAN " + sql, parameters)]


@pytest.mark.parametrize(
    ("sql", "parameters"),
    [
        (visits._OPEN, {}),
        (visits._BY_TICKET, {"ticket": "T1"}),
        (visits._OF_PERSON, {"person": "p", "day": "2026-11-18"}),
    ],
)
def test_no_visit_of_former_years_is_gone_through(desk, sql, parameters):
    plan = plan_of(desk.db, sql, **parameters)

    assert not [step for step in plan if step in ("SCAN visit", "SCAN dose", "SCAN planned_dose", "SCAN person")]


def test_the_index_of_open_visits_names_the_states_that_are_open(desk):
    assert any("visit_open" in step for step in plan_of(desk.db, visits._OPEN))
