"""Everything that can be wrong at the first start has a sentence, and where it is needed a next step."""

from datetime import date

import pytest

from clinic_app.domain.password_rule import PasswordProblem
from clinic_app.domain.recovery_code import recovery_code_problem
from clinic_app.domain.unit_code import UnitCodeProblem
from clinic_app.gui.first_start.leftovers import _WORDS
from clinic_app.gui.wording import first_start as wording
from clinic_app.services.door import Standing
from clinic_app.services.enrolment import EnrolmentProblem

CODE = "ABCDE-FGHJK-LMNPQ-RSTUV-WXYZ2-34567-89ABC-DEFGH"


@pytest.mark.parametrize("problem", [*EnrolmentProblem, None])
def test_every_problem_of_a_package_says_what_and_what_next(problem):
    words = wording.enrolment_words(problem, "MACHENG.ENR", date(2026, 11, 17))

    assert "MACHENG.ENR" in words.sentence
    assert "{" not in words.sentence
    assert words.todo.endswith("。")


def test_every_problem_of_a_code_and_a_password_has_a_sentence():
    assert all(wording.unit_code_words(problem, "52") for problem in UnitCodeProblem)
    assert all(wording.password_words(problem) for problem in PasswordProblem)


def test_everything_that_may_stand_at_the_place_has_a_sentence_and_a_next_step():
    silent = {Standing.NOTHING, Standing.CLINIC}

    assert set(_WORDS) == set(Standing) - silent
    assert all(words.todo.endswith("。") for words in _WORDS.values())


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("ABCDE-FG", "第 2 组起还没输完，差 33 位"),
        ("ABCDE-FX", "第 2 组不对，请看着纸改"),
        (CODE + "QQ", "后面多了 2 位，请去掉"),
        (CODE.replace("V", "U"), "第 4 组不对，请看着纸改"),
    ],
)
def test_a_wrong_recovery_code_is_answered_without_giving_it_away(typed, sentence):
    words = wording.code_words(recovery_code_problem(typed, CODE))

    assert words == sentence
    assert not any(group in words for group in CODE.split("-"))
