"""Each statement of the rule text stands beside the rules that carry it and the cases that show it, or says why not."""

import json
from pathlib import Path

from schedule_cases import cases_in

from clinic_app.services.resource_files import RESOURCES

HERE = Path(__file__).parent
STATEMENTS = json.loads((HERE / "statements.json").read_text("utf-8"))
CASES = {case["id"] for file in (HERE / "cases").glob("*.jsonl") for case in cases_in(file)}
SECTIONS = ("2", "3", "4.1", "4.2", "4.3", "4.4", "4.5", "4.6", "4.7", "4.8", "4.9", "5", "6", "7", "8")


def rule_names():
    """Return every id in the rule files: slots, plans, rules of health, waits, spacing and advice."""
    names = set()

    def walk(part):
        if isinstance(part, dict):
            names.update(part[key] for key in ("id", "rule") if isinstance(part.get(key), str))
            for inner in part.values():
                walk(inner)
        elif isinstance(part, list):
            for inner in part:
                walk(inner)

    for path in (RESOURCES / "schedules").glob("*.json"):
        walk(json.loads(path.read_text("utf-8")))
    return names


def test_every_rule_and_case_that_is_named_exists():
    rules = rule_names()

    assert [(one["says"], rule) for one in STATEMENTS for rule in one["rules"] if rule not in rules] == []
    assert [(one["says"], case) for one in STATEMENTS for case in one["cases"] if case not in CASES] == []


def test_a_statement_without_rule_or_case_says_why():
    bare = [one["says"] for one in STATEMENTS if not (one["rules"] and one["cases"]) and not one.get("note")]

    assert [says for says in bare if not says.startswith("C")] == []


def test_every_section_of_the_text_is_there():
    assert {one["where"] for one in STATEMENTS} == set(SECTIONS)
