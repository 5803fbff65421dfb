"""Every value the engine can answer has words, and a sentence carries its own arithmetic."""

import json
import re
from datetime import date
from pathlib import Path

import pytest

from clinic_app.domain.calendar import Span, add_months
from clinic_app.domain.immunization.assess import GivenDose, assess
from clinic_app.domain.immunization.facts import Facts, Immunoglobulin
from clinic_app.domain.immunization.reasons import ReasonCode
from clinic_app.domain.immunization.results import Status, VerdictKind
from clinic_app.gui.wording import immunization as wording
from clinic_app.services.resource_files import RESOURCES, shipped_rules

RULES = shipped_rules()
TERM = re.compile(
    r"(?:距(?P<start>[^（]+)（(?P<since>[\d-]+)）)?"
    r"满(?P<number>\d+)(?P<unit>天|个月|年|月龄|周岁)（(?P<on>[\d-]+)）"
)
MONTHS = {"个月": 1, "月龄": 1, "年": 12, "周岁": 12}


def ask(born, on, doses, **facts):
    given = [GivenDose(id=str(place), vaccine=code, on=day) for place, (code, day) in enumerate(doses)]
    return assess(RULES, birth_date=born, sex="F", doses=given, on=on, facts=Facts(**facts))


def test_every_status_verdict_and_reason_has_words():
    assert set(wording.STATUS_WORDS) == set(Status)
    assert set(wording.VERDICT_WORDS) == set(VerdictKind)
    assert set(wording.REASON_WORDS) == set(ReasonCode)


def test_every_doubt_of_the_shipped_rules_has_words():
    written = "".join(path.read_text("utf-8") for path in sorted(Path(RESOURCES, "schedules").glob("*.json")))
    doubts = set(re.findall(r'"doubt": "([^"]+)"', written))
    assert doubts
    assert doubts | {"repeated-after-refused", "live-refused"} == set(wording.DOUBT_WORDS)


def test_every_advice_of_the_shipped_rules_has_words():
    for edition in RULES.editions.values():
        assert {one.id for texts in edition.advice.values() for one in texts} <= set(wording.ADVICE_WORDS)
    written = "".join(path.read_text("utf-8") for path in sorted(Path(RESOURCES, "schedules").glob("*.json")))
    assert all(f'"{advice}"' in written for advice in wording.ADVICE_WORDS)


def test_every_reason_code_written_in_the_rules_is_one_the_engine_knows():
    codes = {code.value for code in ReasonCode}
    for path in [path for path in Path(RESOURCES, "schedules").glob("*.json") if path.name != "sources.json"]:
        for series in json.loads(path.read_text("utf-8"))["series"].values():
            for plan in series["plans"]:
                assert plan.get("reason", "not_indicated") in codes
                assert set(plan.get("uncounted", {}).values()) <= codes


def test_a_due_dose_names_the_age_and_its_day():
    line = ask(date(2026, 3, 15), date(2026, 11, 22), []).forecast_of("JE")
    assert wording.due_reason(line) == "已满8月龄（2026-11-15）"
    assert wording.short_forecast(line) == "满8月龄"


def test_a_waiting_dose_names_the_dose_it_counts_from_and_its_day():
    doses = [("MPSV-A", date(2026, 9, 1))]
    line = ask(date(2026, 1, 15), date(2026, 11, 22), doses).forecast_of("MenA")
    assert wording.wait_reason(line) == "要等到2026-12-01：距第1剂（2026-09-01）满3个月（2026-12-01）"
    assert wording.short_forecast(line) == "2026-12-01起"


def test_a_live_vaccine_names_the_other_live_vaccine():
    doses = [("MMR", date(2026, 11, 1))]
    line = ask(date(2026, 2, 22), date(2026, 11, 22), doses).forecast_of("JE")
    assert wording.wait_reason(line) == "要等到2026-11-29：距麻腮风（2026-11-01）满28天（2026-11-29）"


def test_a_wait_after_immunoglobulin_names_it():
    globulin = (Immunoglobulin(on=date(2026, 10, 1), kind="IVIG"),)
    line = ask(date(2026, 2, 22), date(2026, 11, 22), [], immunoglobulin=globulin).forecast_of("MMR")
    assert wording.wait_reason(line) == "要等到2027-01-01：距免疫球蛋白（2026-10-01）满3个月（2027-01-01）"


def test_an_early_dose_says_by_how_much():
    found = ask(date(2026, 3, 22), date(2026, 11, 22), [("MMR", date(2026, 11, 21))])
    assert wording.verdict_words(found.verdicts[0]) == "不计入：接种时未满8月龄（2026-11-22）"
    assert wording.short_verdict(found.verdicts[0]) == "不计入 早1天"
    assert found.verdicts[0].check


def test_a_late_dose_says_since_when():
    line = ask(date(2020, 5, 1), date(2026, 11, 22), []).forecast_of("HepA")
    assert wording.due_reason(line) == "已满18月龄（2021-11-01）；应在2022-05-01前完成，已逾期"


def test_fever_gives_no_date_and_says_why():
    line = ask(date(2026, 2, 22), date(2026, 11, 22), [], temperature_c=38.2).forecast_of("MMR")
    assert line.earliest is None
    assert wording.wait_reason(line) == "暂缓：发热（腋温37.3℃及以上）"
    assert wording.short_forecast(line) == "暂缓"


@pytest.mark.parametrize(
    "born", [date(2026, 1, 31), date(2025, 8, 31), date(2024, 2, 29), date(2021, 6, 1), date(2017, 5, 1)]
)
def test_every_sentence_can_be_recomputed_from_the_sentence_alone(born):
    doses = [("MPSV-A", add_months(born, 6)), ("MMR", add_months(born, 8)), ("DTaP", add_months(born, 3))]
    found = ask(born, date(2026, 11, 22), [dose for dose in doses if dose[1] <= date(2026, 11, 22)])
    for line in found.forecasts:
        for part in TERM.finditer(wording.forecast_words(line)):
            since = date.fromisoformat(part["since"]) if part["since"] else born
            number = int(part["number"])
            span = Span(days=number) if part["unit"] == "天" else Span(months=number * MONTHS[part["unit"]])
            assert date.fromordinal(span.after(since.toordinal())).isoformat() == part["on"]


def test_two_people_who_differ_in_the_winning_term_get_different_sentences():
    by_age = ask(date(2026, 3, 22), date(2026, 11, 22), []).forecast_of("JE")
    by_live = ask(date(2026, 3, 22), date(2026, 11, 22), [("MMR", date(2026, 11, 21))]).forecast_of("JE")
    assert wording.forecast_words(by_age) != wording.forecast_words(by_live)
