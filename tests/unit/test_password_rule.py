import pytest

from clinic_app.domain.password_rule import CharacterClass, PasswordProblem, classes_in, password_problem


@pytest.mark.parametrize(
    ("password", "problem"),
    [
        ("Macheng1", None),
        ("macheng#1", None),
        ("MACHENG#1", None),
        ("马城卫生院Ab1", None),  # a Chinese character counts as a sign
        ("Ｍａｃｈｅｎｇ１", None),  # full-width, as an input method sends it
        ("", PasswordProblem.TOO_SHORT),
        ("Mach1#x", PasswordProblem.TOO_SHORT),
        ("machengzhen", PasswordProblem.TOO_FEW_CLASSES),
        ("lianxi2026", PasswordProblem.TOO_FEW_CLASSES),
        ("12345678", PasswordProblem.TOO_FEW_CLASSES),
        ("Macheng1 ", PasswordProblem.OUTER_BLANK),
        ("　Macheng1", PasswordProblem.OUTER_BLANK),
    ],
)
def test_a_password_has_eight_characters_of_three_classes(password, problem):
    assert password_problem(password) is problem


def test_the_classes_are_told_one_by_one():
    assert classes_in("aB3#") == set(CharacterClass)
    assert classes_in("马") == {CharacterClass.SIGN}
    assert classes_in("") == frozenset()
