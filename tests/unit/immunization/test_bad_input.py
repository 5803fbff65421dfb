"""What is written wrongly on a card: the verdict it gets and the sentence that is shown."""

from datetime import date, timedelta

import pytest

from clinic_app.domain.immunization.assess import GivenDose, assess
from clinic_app.domain.immunization.results import Status, VerdictKind
from clinic_app.gui.wording.immunization import verdict_words
from clinic_app.services.resource_files import shipped_rules

BORN = date(2026, 1, 15)
TODAY = date(2026, 7, 20)


def ask(*given, sex="F"):
    doses = [GivenDose(id=f"{place:03}", vaccine=vaccine, on=on) for place, (vaccine, on) in enumerate(given)]
    return assess(shipped_rules(), birth_date=BORN, sex=sex, doses=doses, on=TODAY)


@pytest.mark.parametrize(
    ("vaccine", "on", "kind", "words"),
    [
        ("HepB", date(2026, 1, 14), VerdictKind.INVALID, "不计入：接种日期早于出生日期"),
        ("HepB", date(2026, 7, 21), VerdictKind.UNKNOWN, "请核对：接种日期还没有到"),
        ("XYZ", date(2026, 3, 1), VerdictKind.UNKNOWN, "请核对：疫苗目录中没有这个疫苗"),
        ("DT", date(2026, 3, 15), VerdictKind.UNKNOWN, "请核对：程序没有写这个疫苗在这一剂怎么算"),
        ("IPV", date(2026, 3, 14), VerdictKind.INVALID, "不计入：接种时未满2月龄（2026-03-15）"),
        ("TT", date(2026, 3, 15), VerdictKind.EXTRA, "另计：不属于国家免疫规划程序，按说明书，如实记录"),
    ],
)
def test_a_dose_that_cannot_be_right_gets_a_verdict_and_a_sentence(vaccine, on, kind, words):
    [verdict] = ask((vaccine, on)).verdicts

    assert verdict.kind is kind
    assert verdict_words(verdict) == words
    assert verdict.check == (kind is not VerdictKind.EXTRA)


def test_of_two_equal_doses_of_one_day_the_first_counts_and_the_next_waits_for_both():
    found = ask(("IPV", date(2026, 7, 20)), ("IPV", date(2026, 7, 20)))

    assert [verdict.kind for verdict in found.verdicts] == [VerdictKind.VALID, VerdictKind.INVALID]
    assert verdict_words(found.verdicts[1]) == "不计入：接种时距第1剂（2026-07-20）未满28天（2026-08-17）"
    assert found.forecast_of("Polio").earliest == date(2026, 8, 17)


def test_two_hundred_doses_get_two_hundred_verdicts():
    found = ask(*(("HepB", BORN + timedelta(day % 180)) for day in range(200)))

    assert len(found.verdicts) == 200


def test_without_a_sex_only_what_depends_on_it_is_asked_for():
    found = ask(sex="U")

    asking = {line.series for line in found.forecasts if line.status is Status.NEEDS_FACT}
    assert asking == {"BCG", "HPV"}  # BCG: six months old, no skin test
