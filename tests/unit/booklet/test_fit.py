import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic_app.domain.booklet.fit import Fit, NoFit, fitted
from clinic_app.domain.booklet.layout import Point

CORNERS = [Point(6, 12), Point(178, 12), Point(6, 238), Point(178, 238)]
FITS = st.builds(
    Fit,
    st.integers(-150, 150),
    st.integers(-150, 150),
    st.floats(0.95, 1.05),
    st.floats(-3, 3),
)


def test_points_where_they_should_be_need_no_fit():
    assert fitted(CORNERS, CORNERS) == Fit()


def test_paper_that_lies_two_millimetres_to_the_right_is_followed():
    assert fitted(CORNERS, [Point(p.x + 2, p.y - 1.5) for p in CORNERS]) == Fit(20, -15)


def test_one_point_measured_wrongly_shows_in_the_rest():
    measured = [*CORNERS[:3], Point(181, 238)]

    assert fitted(CORNERS, measured).rest_mm(CORNERS, measured) > 0.6


@given(FITS)
def test_four_points_give_back_the_fit_that_placed_them(fit):
    found = fitted(CORNERS, [fit.place(point) for point in CORNERS])

    assert found.rest_mm(CORNERS, [fit.place(point) for point in CORNERS]) < 0.1


@given(FITS)
def test_a_fit_taken_back_leaves_every_point_where_it_was(fit):
    for point in CORNERS:
        there_and_back = fit.undone().place(fit.place(point))

        assert (there_and_back.x, there_and_back.y) == pytest.approx((point.x, point.y), abs=0.15)


@pytest.mark.parametrize("fit", [Fit(201), Fit(0, -201), Fit(scale=0.89), Fit(scale=1.11), Fit(turn_degrees=5.1)])
def test_a_fit_no_printer_needs_is_absurd(fit):
    assert fit.is_absurd
    assert not Fit(200, -200, 1.1, -5).is_absurd


@pytest.mark.parametrize("expected", [[], CORNERS[:1], [Point(3, 3)] * 4])
def test_points_that_are_one_say_nothing(expected):
    with pytest.raises(NoFit):
        fitted(expected, expected)
