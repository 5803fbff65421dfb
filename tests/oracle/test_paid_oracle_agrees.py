"""The engine and a second reading of the rule text agree on random courses of self-paid vaccines."""

import json
import sys
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from oracle import paid_tables
from oracle.campaign import PAID, campaign, smallest, told
from oracle.paid import COVERS, assess
from oracle.paid_histories import paid_history
from oracle.programme import CHECK, INVALID, Given, Person
from oracle.wire import ask_engine, question_in

FOUND = Path(__file__).with_name("paid_found_cases.jsonl").read_text("utf-8").splitlines()


def agreed(capsys, seed, wanted, seconds):
    number, took, odd = campaign(PAID, seed, wanted, seconds)
    with capsys.disabled():
        sys.stdout.write(f"\npaid oracle: seed {seed}, {number} histories in {took:.0f} s, {len(odd)} differ\n")
    assert not odd, "\n".join(told(PAID, smallest(PAID, line)) for line in odd[:3])
    return number


def test_engine_and_oracle_agree_on_5000_courses_of_self_paid_vaccines(capsys):
    assert agreed(capsys, seed=2026, wanted=5_000, seconds=60) >= 1_000


@pytest.mark.long
def test_engine_and_oracle_agree_on_100000_courses_of_self_paid_vaccines(capsys):
    assert agreed(capsys, seed=1130, wanted=100_000, seconds=3_000) == 100_000


def answer_to(line):
    person, doses, _edition, on = question_in(line)
    return assess(person, doses, on)


def test_courses_hold_what_the_labels_stumble_over():
    lines = [paid_history(7, number) for number in range(2_000)]
    answers = [answer_to(line) for line in lines]
    sure = Counter(series for answer in answers for series in answer.counts)
    refused = Counter(key[0] for answer in answers for key, verdict in answer.verdicts.items() if verdict == INVALID)
    complete = Counter(series for answer in answers for series in answer.complete)

    assert lines == [paid_history(7, number) for number in range(2_000)]
    assert sum(line["birth_date"].endswith(("-31", "-02-29")) for line in lines) > 300
    assert min(sure[series] for series in COVERS) > 40
    assert sum(CHECK in answer.verdicts.values() for answer in answers) > 50
    assert min(refused[series] for series in COVERS) > 10
    # The text does not say when influenza is complete.
    assert min(complete[series] for series in COVERS.keys() - {"Influenza"}) > 3


@pytest.fixture(scope="module")
def answered():
    lines = [paid_history(77, number) for number in range(4_000)]
    return list(zip(lines, ask_engine(lines), strict=True))


def noticed(answered, vaccines):
    """Whether a question in which one of these vaccines was given is answered differently."""
    asked = (pair for pair in answered if any(dose["vaccine"] in vaccines for dose in pair[0]["history"]))
    return any(PAID.differences(line, answer) for line, answer in asked)


def test_the_oracle_without_a_wrong_number_agrees(answered):
    assert not noticed(answered, set().union(*COVERS.values()))


NUMBERS = [
    (series, course, dose)
    for series, courses in paid_tables.COURSES.items()
    for course, (_before, rows) in enumerate(courses)
    for dose in range(len(rows))
]


@pytest.mark.parametrize(("series", "course", "dose"), NUMBERS)
def test_a_label_wrong_by_a_day_is_noticed(answered, monkeypatch, series, course, dose):
    courses = list(paid_tables.COURSES[series])
    before, rows = courses[course]
    age, gap, sure = rows[dose]
    # The first dose of a late course is as old as the course before it allows: that limit is moved instead.
    if course and not dose:
        earlier, earlier_rows = courses[course - 1]
        courses[course - 1] = (earlier + "+1d", earlier_rows)
    else:
        later = (age + "+1d", gap and gap + "+1d", sure and sure + "+1d")
        courses[course] = (before, [*rows[:dose], later, *rows[dose + 1 :]])
    monkeypatch.setitem(paid_tables.COURSES, series, courses)

    assert noticed(answered, COVERS[series])


@pytest.mark.parametrize(
    ("vaccine", "name", "wrong"),
    [
        ("LLR", "LLR", ("2m", "12m+1d", "12m+1d")),
        ("RV5", "ORAL_FROM", "43d"),
        ("RV5", "ORAL_GAP", "29d"),
        # A limit in weeks is not judged in the week that begins with it: eight days are noticed, one is not.
        ("RV5", "ORAL_THIRD_UNTIL", "216d"),
        ("RV5", "ORAL_FIRST_UNTIL", {"RV5": "76d"}),
        ("LLR3", "ORAL_FIRST_UNTIL", {"RV5": "84d", "LLR3": "83d"}),
        ("EV71", "UNTIL", {"EV71": "72m+1d"}),
        ("PCV13", "UNTIL", {"Pneumococcal": "72m-1d"}),
        ("RabV", "RABIES_DAYS", (0, 3, 7, 14, 29)),
        ("RabV", "RABIES_DAYS", (0, 4, 8, 15, 29)),
        ("VarV", "VARV_ADULT_GAP", "29d"),
        ("LAIV", "LAIV_FROM", "36m+1d"),
    ],
)
def test_a_limit_wrong_by_a_little_is_noticed(answered, monkeypatch, vaccine, name, wrong):
    value = getattr(paid_tables, name)
    monkeypatch.setattr(paid_tables, name, value | wrong if isinstance(wrong, dict) else wrong)

    assert noticed(answered, {vaccine})


def test_a_broken_engine_is_noticed():
    line = next(case for case in map(json.loads, FOUND) if case["id"] == "P02")
    (right,) = ask_engine([line])

    assert PAID.differences(line, right) == []
    assert PAID.differences(line, right | {"earliest_next": {}})
    assert PAID.differences(line, right | {"complete": ["Rotavirus"]})
    assert PAID.differences(line, right | {"invalid_doses": []})
    assert PAID.differences(line, right | {"overdue": ["EV71"]})


def test_a_second_varicella_dose_a_day_early_is_refused_by_the_oracle_itself():
    doses = [Given("VarV", date(2025, 11, 30)), Given("VarV", date(2026, 2, 27))]

    answer = assess(Person(birth=date(2024, 8, 31), sex="F"), doses, date(2026, 3, 1))

    assert answer.verdicts["Varicella", "VarV", date(2026, 2, 27)] == INVALID
    assert answer.earliest["Varicella"] == date(2026, 5, 27)


@pytest.mark.parametrize("case", [json.loads(line) for line in FOUND], ids=lambda case: case["id"])
def test_both_answer_what_they_once_disagreed_about(case):
    (engine,) = ask_engine([case])
    answer = answer_to(case)
    refused = [
        {"vaccine": key[1], "date": key[2].isoformat()} for key in answer.verdicts if answer.verdicts[key] == INVALID
    ]
    dates = {series: day.isoformat() for series, day in answer.earliest.items()}

    assert refused == case["expect"]["invalid_doses"]
    assert dates == case["expect"].get("earliest_next", dates)
    assert PAID.differences(case, engine) == []
