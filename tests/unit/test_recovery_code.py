import pytest

from clinic_app.domain.recovery_code import letters_of, read_recovery_code, recovery_code_problem
from clinic_app.records.key_slots import new_recovery_code

CODE = "ABCDE-FGHJK-LMNPQ-RSTUV-WXYZ2-34567-89ABC-DEFGH"


@pytest.mark.parametrize(
    "typed",
    [
        CODE,
        CODE.lower(),
        CODE.replace("-", ""),
        CODE.replace("-", " "),
        f"  {CODE.replace('-', ' - ')}\t",
        CODE.replace("-", "—"),
        CODE.replace("-", "　"),
        "ＡＢＣＤＥ" + CODE[5:],
    ],
)
def test_blanks_dashes_case_and_full_width_do_not_count(typed):
    assert recovery_code_problem(typed, CODE) is None
    assert read_recovery_code(typed) == CODE


@pytest.mark.parametrize(
    ("typed", "group", "count", "right_so_far"),
    [
        ("", 1, 0, True),
        ("ABCDE-FG", 2, 7, True),
        ("ABCDE-FX", 2, 7, False),
        ("ABCDE-FGHJK-LMNPX-RSTUV-WXYZ2-34567-89ABC-DEFGH", 3, 40, False),
        (CODE + "A", 8, 41, True),
        ("ABCDE-FGHJ0", 2, 10, False),
    ],
)
def test_the_first_group_that_differs_is_named(typed, group, count, right_so_far):
    problem = recovery_code_problem(typed, CODE)

    assert (problem.group, problem.typed, problem.expected, problem.is_right_so_far) == (group, count, 40, right_so_far)


@pytest.mark.parametrize(
    "typed", ["", "Macheng1", CODE[:-1], CODE + "A", CODE.replace("A", "0"), CODE.replace("A", "O")]
)
def test_what_is_no_code_is_not_taken_for_one(typed):
    assert read_recovery_code(typed) is None


def test_a_new_code_has_the_form_of_a_code_and_is_another_each_time():
    codes = {new_recovery_code() for _ in range(20)}

    assert len(codes) == 20
    assert all(read_recovery_code(code) == code and len(letters_of(code)) == 40 for code in codes)
