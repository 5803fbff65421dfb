"""Which case notices that a number was changed: own cases, and answers of the second reading frozen as cases."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from schedule_cases import cases_in, differences

from clinic_app.domain.immunization.answer_lines import answers
from clinic_app.domain.immunization.rules import RulesRefused
from rule_changes.changes import Change, changed_rules

CASES = Path(__file__).resolve().parents[1] / "unit" / "immunization" / "cases"
REFUSED = "the rules are refused"


class Asked(NamedTuple):
    """A case and its line for the command."""

    case: dict
    line: bytes


def own_cases() -> list[Asked]:
    return [Asked(case, json.dumps(case).encode()) for file in sorted(CASES.glob("*.jsonl")) for case in cases_in(file)]


def noticed_by(change: Change, cases: Iterable[Asked]) -> str:
    """Return the id of the first case that fails under the change, those of its own series asked first; or nothing."""
    try:
        rules = changed_rules(change)
    except RulesRefused:
        return REFUSED
    for case, line in sorted(cases, key=lambda asked: change.series not in asked.case["scope"]):
        [answer] = answers(rules, [line])
        if differences(case, json.loads(answer)):
            return str(case["id"])
    return ""
