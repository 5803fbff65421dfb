from datetime import date

import pytest

from clinic_app.domain.expiry import ExpiryProblem, ExpiryWord, PrintedExpiry, read_expiry
from clinic_app.services.resource_files import expiry_words

JUNE_30 = date(2027, 6, 30)


@pytest.mark.parametrize(
    ("printed", "last_day"),
    [
        ("有效期至 2027-06", JUNE_30),
        ("有效期至2027年6月", JUNE_30),
        ("有效期至：2027年06月30日", JUNE_30),
        ("有效期至 2027.06.30", JUNE_30),
        ("有效期至20270630", JUNE_30),
        ("有效期 2027/6/30", JUNE_30),
        ("有效期至 ２０２７－０６", JUNE_30),
        ("有效期至 2028-02", date(2028, 2, 29)),
        ("有效期至 2027-02", date(2027, 2, 28)),
        ("失效期 20270701", JUNE_30),
        ("失效期至2027-07-01", JUNE_30),
        ("失效日期：2027年7月", JUNE_30),
        ("失效期 2027-01", date(2026, 12, 31)),
        ("失效期 20280301", date(2028, 2, 29)),
        ("EXP 06/2027", JUNE_30),
        ("exp: 2027-06", JUNE_30),
        ("EXP. 30/06/2027", JUNE_30),
        ("EXP 06-30-2027", JUNE_30),
        ("Exp. Date JUN 2027", JUNE_30),
        ("EXPIRY 30 JUN 2027", JUNE_30),
        ("EXP 270600", JUNE_30),
        ("USE BEFORE 2027-07-01", JUNE_30),
        ("EXP 06/06/2027", date(2027, 6, 6)),
    ],
)
def test_what_a_carton_says_is_its_last_usable_day(printed, last_day):
    expiry = read_expiry(printed, expiry_words())

    assert isinstance(expiry, PrintedExpiry), printed
    assert expiry.last_usable_day() == last_day


@pytest.mark.parametrize("bare", ["20270630", "2027-06-30", "2027.6.30", "270630"])
def test_a_bare_day_is_asked_about_and_may_be_either(bare):
    expiry = read_expiry(bare, expiry_words())

    assert expiry.word is ExpiryWord.UNSAID
    assert expiry.last_usable_day() is None
    assert expiry.last_usable_day(ExpiryWord.VALID_UNTIL) == JUNE_30
    assert expiry.last_usable_day(ExpiryWord.LAPSES_ON) == date(2027, 6, 29)


@pytest.mark.parametrize("bare", ["202707", "2027-07", "2027年7月", "07/2027"])
def test_a_bare_month_is_asked_about_and_may_be_either(bare):
    expiry = read_expiry(bare, expiry_words())

    assert expiry.last_usable_day() is None
    assert expiry.last_usable_day(ExpiryWord.VALID_UNTIL) == date(2027, 7, 31)
    assert expiry.last_usable_day(ExpiryWord.LAPSES_ON) == JUNE_30


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("", ExpiryProblem.EMPTY),
        ("   ", ExpiryProblem.EMPTY),
        ("有效期至", ExpiryProblem.EMPTY),
        ("有效期24个月", ExpiryProblem.DURATION),
        ("有效期：2年", ExpiryProblem.DURATION),
        ("2027-13", ExpiryProblem.NO_SUCH_DAY),
        ("2027-00", ExpiryProblem.NO_SUCH_DAY),
        ("20270631", ExpiryProblem.NO_SUCH_DAY),
        ("有效期至 2027-02-29", ExpiryProblem.NO_SUCH_DAY),
        ("EXP 06/07/2027", ExpiryProblem.DAY_OR_MONTH),
        ("明年六月", ExpiryProblem.UNREADABLE),
        ("有效期至2027年", ExpiryProblem.UNREADABLE),
        ("2027063", ExpiryProblem.UNREADABLE),
        ("19991231", ExpiryProblem.UNREADABLE),
        ("EXP XYZ 2027", ExpiryProblem.UNREADABLE),
        ("2027-06-30 2028-06-30", ExpiryProblem.UNREADABLE),
    ],
)
def test_what_is_no_expiry_is_named_as_what_it_is(typed, problem):
    assert read_expiry(typed, expiry_words()) is problem
