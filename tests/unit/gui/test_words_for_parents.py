"""The sentence for the parent, by hand: plain, short, with the day and what it counts from."""

from datetime import date

import pytest

from clinic_app.domain.immunization.assess import GivenDose, assess
from clinic_app.domain.immunization.facts import NO_FACTS, Facts, Immunoglobulin, SkinTest
from clinic_app.gui.wording.for_parents import parent_sentence, plain_name
from clinic_app.services.resource_files import shipped_rules

RULES = shipped_rules()
TODAY = date(2026, 11, 22)


def said(born, series, *given, facts=NO_FACTS, sex="F"):
    doses = [
        GivenDose(id=str(number), vaccine=told.split()[0], on=date.fromisoformat(told.split()[1]))
        for number, told in enumerate(given)
    ]
    found = assess(RULES, birth_date=date.fromisoformat(born), sex=sex, doses=doses, facts=facts, on=TODAY)
    line = found.forecast_of(series)
    names = {one.code: one.short_name for one in RULES.series}
    return parent_sentence(line, RULES.vaccine(line.vaccine).short_name if line.vaccine else names[series])


def test_an_age_that_is_reached():
    assert said("2026-03-15", "MMR") == "麻腮风疫苗第1剂今天可以种：孩子满8个月（2026-11-15）。"


def test_an_age_that_is_still_to_come():
    assert said("2026-10-30", "DTP") == "百白破疫苗第1剂今天先不种：孩子满2个月（2026-12-30），那天起可以种。"


def test_the_day_of_birth():
    assert said("2026-11-22", "HepB") == "乙肝疫苗第1剂今天可以种：孩子出生就可以种（2026-11-22）。"


def test_an_interval_names_the_dose_it_counts_from():
    words = said("2026-03-15", "Polio", "IPV 2026-11-10")
    assert words == "脊灰疫苗第2剂今天先不种：第1剂是2026-11-10种的，要隔28天，到2026-12-08，那天起可以种。"


def test_two_live_vaccines():
    words = said("2026-03-15", "JE", "MMR 2026-11-18")
    assert (
        words == "乙脑疫苗第1剂今天先不种：2026-11-18种了麻腮风疫苗，两种活疫苗要隔28天，到2026-12-16，那天起可以种。"
    )


def test_a_dose_that_was_not_counted():
    words = said("2026-01-10", "MenA", "MPSV-A 2026-07-10", "MPSV-A 2026-09-20")
    assert words == (
        "A群流脑疫苗第2剂今天先不种：2026-09-20种的A群流脑疫苗没有算数，要再隔3个月，到2026-12-20，那天起可以种。"
    )


def test_a_late_dose_is_said_kindly():
    words = said("2025-09-10", "MMR")
    assert words == (
        "麻腮风疫苗第1剂今天就可以补种：孩子满8个月（2026-05-10）；本来应在2026-09-10前种完，今天补上就好。"
    )


def test_after_immunoglobulin():
    facts = Facts(immunoglobulin=(Immunoglobulin(on=date(2026, 10, 1), kind="IVIG"),))
    words = said("2026-03-15", "MMR", facts=facts)
    assert words == "麻腮风疫苗第1剂今天先不种：2026-10-01用过免疫球蛋白，要隔3个月，到2027-01-01，那天起可以种。"


def test_a_skin_test_comes_first():
    assert said("2026-03-15", "BCG") == "种卡介苗前要先做一个皮试，结果没问题就可以种。"
    positive = Facts(ppd=SkinTest(read_on=TODAY, result="positive"))
    assert said("2026-03-15", "BCG", facts=positive) == "皮试是阳性，不用种卡介苗。"


def test_who_is_outside_the_programme_hears_why():
    assert said("2012-03-15", "HPV", sex="M") == "HPV疫苗不在孩子的免费接种范围里。"
    assert said("2026-11-22", "BCG") == "卡介苗第1剂今天可以种：孩子出生就可以种（2026-11-22）。"


def test_a_finished_series_and_a_fever():
    given = ("HepB 2026-03-15", "HepB 2026-04-15", "HepB 2026-09-15")
    assert said("2026-03-15", "HepB", *given) == "乙肝疫苗已经种完了，不用再种。"
    fever = said("2026-03-15", "MMR", facts=Facts(temperature_c=38.0))
    assert fever == "麻腮风疫苗今天先不种：发热（腋温37.3℃及以上），好了再来。"


def test_a_diagnosis_is_never_said_aloud():
    facts = Facts(hiv="infected", severe_immunosuppression=True)
    for series in ("BCG", "MMR", "JE", "Polio"):
        assert "HIV" not in said("2026-03-15", series, facts=facts)
    assert said("2026-03-15", "MMR", facts=facts) == "麻腮风疫苗孩子不能种，医生会跟您细说。"


@pytest.mark.parametrize(
    ("short", "plain"), [("乙脑减毒", "乙脑"), ("脊灰灭活", "脊灰"), ("卡介苗", "卡介苗"), ("HPV双价", "HPV双价")]
)
def test_parents_do_not_hear_how_it_is_made(short, plain):
    assert plain_name(short) == plain
