import pytest

from clinic_app.domain.unit_code import UnitCodeProblem, county_of, unit_code_problem


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("3301220101", None),
        ("6601010101", None),  # the production corps has a number of its own
        ("", UnitCodeProblem.NOT_DIGITS),
        ("33012201o1", UnitCodeProblem.NOT_DIGITS),
        ("３３０１２２０１０１", UnitCodeProblem.NOT_DIGITS),
        ("3", UnitCodeProblem.WRONG_LENGTH),
        ("330122010", UnitCodeProblem.WRONG_LENGTH),
        ("33012201011", UnitCodeProblem.WRONG_LENGTH),
        ("9901220101", UnitCodeProblem.NO_SUCH_PROVINCE),
        ("99", UnitCodeProblem.NO_SUCH_PROVINCE),
        ("3301000101", UnitCodeProblem.NOT_A_COUNTY),
        ("3301220000", UnitCodeProblem.NO_UNIT),
    ],
)
def test_a_unit_code_is_ten_digits_of_a_county_that_can_be(typed, problem):
    assert unit_code_problem(typed) is problem


def test_the_first_six_digits_must_be_those_of_the_county_where_it_is_known():
    assert county_of("3301220101") == "330122"
    assert unit_code_problem("3301220101", "330122") is None
    assert unit_code_problem("3301220101", "330127") is UnitCodeProblem.OTHER_COUNTY
