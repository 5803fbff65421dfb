"""The check at entry into school: what each state of a series means for it, and that nothing unknown is certified."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic_app.domain.immunization.results import Assessment, SeriesForecast, Status
from clinic_app.domain.school_check import SchoolResult, school_check

TODAY = date(2026, 11, 18)
PROGRAMME = {"HepB", "MMR", "DTP"}
COMPLETE, MISSING = SchoolResult.COMPLETE, SchoolResult.MISSING


def checked(*forecasts):
    return school_check(
        Assessment(
            on=TODAY, edition="e", verdicts=(), forecasts=forecasts, not_allowed=(), next_change=None,
            out_of_programme=False,
        ),
        PROGRAMME,
    )  # fmt: skip


def series(status, *, name="MMR", late=False, recommended=None):
    return SeriesForecast(series=name, status=status, counted=1, late=late, recommended=recommended)


@pytest.mark.parametrize(
    ("forecast", "result"),
    [
        (series(Status.COMPLETE), COMPLETE),
        (series(Status.CLOSED), COMPLETE),
        (series(Status.WAITING), COMPLETE),
        (series(Status.WAITING, late=True), MISSING),
        (series(Status.DUE), MISSING),
        (series(Status.DUE, recommended=TODAY), MISSING),
        (series(Status.DUE, recommended=date(2026, 11, 19)), COMPLETE),
        (series(Status.OVERDUE, late=True), MISSING),
        (series(Status.CONTRAINDICATED), SchoolResult.CONTRAINDICATED),
        (series(Status.CONTRAINDICATED, late=True), SchoolResult.CONTRAINDICATED),
        (series(Status.NEEDS_FACT), SchoolResult.UNCLEAR),
        (series(Status.CHECK, late=True), SchoolResult.UNCLEAR),
    ],
)
def test_one_series_decides(forecast, result):
    assert checked(forecast).result is result


def test_a_paid_series_is_no_matter_of_the_check():
    assert checked(series(Status.OVERDUE, name="Varicella", late=True)).result is COMPLETE


def test_what_is_missing_outweighs_what_is_unclear_and_both_are_named():
    found = checked(series(Status.OVERDUE, late=True), series(Status.CHECK, name="DTP"))

    assert found.result is MISSING
    assert [each.series for each in found.missing] == ["MMR"]
    assert [each.series for each in found.unclear] == ["DTP"]


@given(st.lists(st.tuples(st.sampled_from(list(Status)), st.booleans()), max_size=3))
def test_complete_is_certified_only_where_nothing_is_late_forbidden_or_unknown(states):
    forecasts = [series(status, name=name, late=late) for name, (status, late) in zip(PROGRAMME, states, strict=False)]

    found = checked(*forecasts)

    if found.result is COMPLETE:
        assert all(
            each.status in (Status.COMPLETE, Status.CLOSED, Status.WAITING, Status.OFFERED) for each in forecasts
        )
        assert not any(each.late for each in forecasts if each.status is Status.WAITING)
