"""Own cases: the day before and the day itself, for ages, intervals and deadlines; each names its rule."""

from pathlib import Path

import pytest
from schedule_cases import answer_to, cases_in, differences

FILES = sorted((Path(__file__).parent / "cases").glob("*.jsonl"))
CASES = [case for file in FILES for case in cases_in(file)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_answers_the_case_as_the_rule_says(case):
    assert differences(case, answer_to(case)) == []


def test_every_case_names_its_rule_and_has_an_id_of_its_own():
    assert all(case["rule"] for case in CASES)
    assert len({case["id"] for case in CASES}) == len(CASES)
