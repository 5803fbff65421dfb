from datetime import date

import pytest

from clinic_app.domain.citizen_id import CitizenId, CitizenIdProblem, read_citizen_id


def test_the_published_example_with_check_character_x_is_read():
    assert read_citizen_id("11010519491231002X") == CitizenId(
        number="11010519491231002X", region="110105", born_on=date(1949, 12, 31), is_male=False
    )


def test_a_small_x_and_blanks_around_are_accepted():
    read = read_citizen_id(" 11010519491231002x ")

    assert isinstance(read, CitizenId)
    assert read.number == "11010519491231002X"


def test_the_published_example_of_a_male_is_read():
    read = read_citizen_id("440524188001010014")

    assert read is CitizenIdProblem.NO_SUCH_BIRTH_DATE, "born in 1880: nobody who comes to this desk"


def test_an_odd_order_number_is_male():
    # 11010519491231001: weighted sum 7+9+0+5+0+20+2+9+24+27+7+18+30+5+0+0+2 = 165, 165 mod 11 = 0 -> "1"
    read = read_citizen_id("110105194912310011")

    assert isinstance(read, CitizenId)
    assert read.is_male


@pytest.mark.parametrize("last", list("0123456789"))
def test_every_other_check_character_is_refused(last):
    assert read_citizen_id("11010519491231002" + last) is CitizenIdProblem.WRONG_CHECK_DIGIT


@pytest.mark.parametrize(
    "text",
    ["", "11010519491231002", "11010519491231002XX", "1101051949123100X2", "01010519491231002X", "１" * 18, "abc"],
)
def test_another_form_is_refused(text):
    assert read_citizen_id(text) is CitizenIdProblem.WRONG_FORM


@pytest.mark.parametrize("birth", ["20230229", "20231301", "20230100", "18991231", "00000101"])
def test_a_birth_date_that_never_was_is_refused(birth):
    assert read_citizen_id("110105" + birth + "002X") is CitizenIdProblem.NO_SUCH_BIRTH_DATE


def test_two_neighbouring_digits_exchanged_are_noticed():
    assert read_citizen_id("11010519491321002X") is CitizenIdProblem.NO_SUCH_BIRTH_DATE
    assert read_citizen_id("11015019491231002X") is CitizenIdProblem.WRONG_CHECK_DIGIT
