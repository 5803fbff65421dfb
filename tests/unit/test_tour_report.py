from clinic_app.app.tour.logbook import Step
from clinic_app.app.tour.report import presses_of_one_dose


def a_step(*keys, child="马思远", claims=(), measured=False):
    return Step(
        leg="morning", number=1, title="", keys=keys, program_ms=0, routine=child, claims=claims, measured=measured
    )


def test_the_digits_of_the_temperature_are_no_presses():
    steps = [
        a_step("scan 530326100290010001"),
        a_step("3", "6", "6", measured=True),
        a_step("0", "F9"),
        a_step("F9", claims=(("given", "马思远 麻腮风 A1"),)),
    ]

    assert presses_of_one_dose(steps) == {"马思远": 4}


def test_a_child_with_two_doses_and_a_visit_that_was_no_routine_are_not_counted():
    dose = ("given", "马思远 麻腮风 A1")

    assert presses_of_one_dose([a_step("F9", claims=(dose,)), a_step("F9", claims=(dose,))]) == {}
    assert presses_of_one_dose([a_step("F9", child="", claims=(dose,))]) == {}
