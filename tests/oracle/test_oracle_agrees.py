"""The engine behind `clinic-app assess` and a second reading of the rule text agree on random childhoods."""

import json
import sys
from datetime import date
from pathlib import Path

import pytest

from oracle import tables
from oracle.campaign import FREE, campaign, smallest, told
from oracle.forecast import assess
from oracle.histories import history
from oracle.programme import Given, Person
from oracle.wire import ask_engine, differences, differences_from_case, question_in

CASES = Path(__file__).resolve().parents[3] / "shared" / "cases" / "schedule_cases.jsonl"
FOUND = Path(__file__).with_name("found_cases.jsonl")
# Facts of special health states, which this oracle does not know.
NOT_COVERED = {"D07", "K01", "K02", "K05"}


def agreed(capsys, seed, wanted, seconds):
    number, took, odd = campaign(FREE, seed, wanted, seconds)
    with capsys.disabled():
        rate = number / took
        sys.stdout.write(f"\noracle: {number} histories in {took:.0f} s, {rate:.0f} a second, {len(odd)} differ\n")
    assert not odd, "\n".join(told(FREE, smallest(FREE, line)) for line in odd[:3])
    return number


def test_engine_and_oracle_agree_on_20000_histories(capsys):
    assert agreed(capsys, seed=2026, wanted=20_000, seconds=240) >= 1_000


@pytest.mark.long
def test_engine_and_oracle_agree_on_500000_histories(capsys):
    assert agreed(capsys, seed=1122, wanted=500_000, seconds=7_000) == 500_000


def test_histories_are_the_same_for_the_same_seed():
    assert [history(7, number) for number in range(50)] == [history(7, number) for number in range(50)]
    assert history(7, 1) != history(8, 1)


def test_histories_hold_what_the_programme_stumbles_over():
    lines = [history(7, number) for number in range(1500)]
    births = [date.fromisoformat(line["birth_date"]) for line in lines]
    answers = [assess(*question_in(line)) for line in lines]

    assert sum(birth.month == 2 and birth.day == 29 for birth in births) > 30
    assert sum(birth.day == 31 for birth in births) > 100
    assert sum(bool(answer.invalid) for answer in answers) > 300
    assert sum(bool(answer.check) for answer in answers) > 50
    for kind in ("due", "overdue", "complete"):
        assert sum(bool(getattr(answer, kind)) for answer in answers) > 500
    assert min(len(line["history"]) for line in lines) == 0
    assert max(len(line["history"]) for line in lines) > 25


@pytest.fixture(scope="module")
def answered():
    lines = [history(77, number) for number in range(4_000)]
    return list(zip(lines, ask_engine(lines), strict=True))


# One number a rule; "+1d" makes a wrong oracle, which must be caught.
WRONG = [
    ("HepB", 0), ("HepB", 2), ("Polio", 1), ("DTaP 2021", 3), ("DTaP 2025", 4), ("DT", 1), ("MMR", 0), ("JE-L", 1),
    ("JE-I", 3), ("MPSV-A", 1), ("conjugate", 0), ("MenAC", 1), ("HepA-L", 0), ("HepA-I", 1), ("HPV", 1),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "dose"), WRONG)
def test_a_number_wrong_by_a_day_is_noticed(answered, monkeypatch, rule, dose):
    rows = list(tables.ROWS[rule])
    age, gap = rows[dose]
    rows[dose] = (age, gap + "+1d") if gap else (age + "+1d", gap)
    monkeypatch.setitem(tables.ROWS, rule, rows)

    assert any(differences(line, answer, assess(*question_in(line))) for line, answer in answered)


@pytest.mark.parametrize("name", ["LIVE_GAP_DAYS", "SMALL_BELOW_GRAMS"])
def test_a_limit_wrong_by_one_is_noticed(answered, monkeypatch, name):
    monkeypatch.setattr(tables, name, getattr(tables, name) - 1)

    assert any(differences(line, answer, assess(*question_in(line))) for line, answer in answered)


def test_a_broken_engine_is_noticed_and_its_history_made_small():
    line = next(line for line in (history(7, number) for number in range(100)) if len(line["history"]) > 12)
    (right,) = ask_engine([line])

    assert not differences(line, right, assess(*question_in(line)))
    for key in ("due", "overdue", "invalid_doses"):
        assert differences(line, right | {key: [*right[key], a_strange_word(key)]}, assess(*question_in(line)))


def a_strange_word(key):
    dose = {"series": "HepB", "dose": 9, "vaccine": "HepB", "date": "2020-01-01"}
    return "HepA" if key == "overdue" else dose


def test_a_dose_is_never_counted_a_day_too_early_by_the_oracle_itself():
    person = Person(birth=date(2026, 8, 31), sex="F")
    doses = [Given("DTaP", date(2026, 10, 30))]

    answer = assess(person, doses, "NIP-2026", date(2026, 11, 22))

    assert answer.invalid == {("DTP", "DTaP", date(2026, 10, 30))}
    assert answer.earliest["DTP"] == date(2026, 11, 27)


def cases_in(path):
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()] if path.exists() else []


@pytest.mark.parametrize("case", cases_in(FOUND), ids=lambda case: case["id"])
def test_both_answer_what_they_once_disagreed_about(case):
    (engine,) = ask_engine([case])

    assert differences_from_case(case, assess(*question_in(case))) == []
    assert differences(case, engine, assess(*question_in(case)), scope=case["scope"]) == []


@pytest.mark.external
@pytest.mark.skipif(not CASES.exists(), reason="no specification folder beside this one")
@pytest.mark.parametrize("case", cases_in(CASES), ids=lambda case: case["id"])
def test_the_oracle_answers_the_given_cases(case):
    if case["id"] in NOT_COVERED:
        pytest.skip("a special health state")

    assert differences_from_case(case, assess(*question_in(case))) == []
