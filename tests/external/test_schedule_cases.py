"""The cases of the specification folder, where it lies beside the repository."""

from pathlib import Path

import pytest
from schedule_cases import answer_to, cases_in, differences

CASES = Path(__file__).resolve().parents[3] / "shared" / "cases" / "schedule_cases.jsonl"
_FOUND = list(cases_in(CASES)) if CASES.exists() else []

pytestmark = [pytest.mark.external, pytest.mark.skipif(not _FOUND, reason="no specification folder beside this one")]


@pytest.mark.parametrize("case", _FOUND, ids=lambda case: case["id"])
def test_answers_the_case_as_expected(case):
    assert differences(case, answer_to(case)) == []
