"""Searching random childhoods for one that notices a changed number, made small, answered by the second reading.

Run it as `python -m rule_changes.freezing` in `tests/`: what it finds for numbers that no case notices yet is appended
to a file of cases. The engine only says that a childhood notices; the answer written down is the oracle's.
"""

import json
import sys
from collections.abc import Iterator
from typing import Any

from oracle.campaign import without
from oracle.forecast import Answer, assess
from oracle.programme import SERIES
from oracle.wire import differences, question_in, words_of_engine

from clinic_app.domain.immunization.answer_lines import answers
from clinic_app.domain.immunization.rules import Rules, rules_from
from clinic_app.services.resource_files import shipped_rules
from rule_changes.boundaries import beside_boundary
from rule_changes.changes import Change, changed_rules, every_change, shipped_files
from rule_changes.noticing import CASES, Asked, noticed_by, own_cases

FROZEN = CASES / "o_second_reading.jsonl"
CHILDHOODS = 500


def answered(rules: Rules, line: dict[str, Any]) -> dict[str, Any]:
    [answer] = answers(rules, [json.dumps(line).encode()])
    return json.loads(answer)


def touched(right: dict[str, Any], wrong: dict[str, Any]) -> list[str]:
    """Return the series about which the two answers differ in what a case compares."""
    if "error" in wrong:
        return []
    return [
        series
        for series in SERIES
        if any(
            found != words_of_engine(wrong, {series})[key]
            for key, found in words_of_engine(right, {series}).items()
            if key != "status"
        )
    ]


def frozen(change: Change, rules: Rules, line: dict[str, Any]) -> dict[str, Any] | None:
    """Return a childhood as a case; nothing when both rules, or the two readings, do not tell what is right."""
    right, wrong = answered(shipped_rules(), line), answered(rules, line)
    scope = touched(right, wrong)
    if not scope:
        return None
    oracle = assess(*question_in(line))
    scope = [series for series in scope if series not in oracle.unsure]
    if not scope or differences(line, right, oracle):
        return None
    case = {
        "id": "O",
        "rule": change.place,
        "note": "逐日试算的答案",
        **{key: line[key] for key in ("rule_set", "birth_date", "sex")},
        "history": sorted(line["history"], key=lambda dose: (dose["date"], dose["vaccine"])),
        **({"context": line["context"]} if line["context"] else {}),
        "as_of": line["as_of"],
        "scope": scope[:1],
        "expect": expected(oracle, scope[0]),
    }
    return case if noticed_by(change, [Asked(case, json.dumps(case).encode())]) else None


def expected(oracle: Answer, series: str) -> dict[str, Any]:
    """Write what the oracle answered about one series."""
    return {
        "due": [{"series": s, "dose": dose, "vaccine": vaccine} for s, dose, vaccine in oracle.due if s == series],
        "earliest_next": {s: day.isoformat() for s, day in oracle.earliest.items() if s == series},
        "overdue": sorted(oracle.overdue & {series}),
        "complete": sorted(oracle.complete & {series}),
        "invalid_doses": [
            {"vaccine": vaccine, "date": day.isoformat()} for s, vaccine, day in sorted(oracle.invalid) if s == series
        ],
    }


def smallest(change: Change, rules: Rules, line: dict[str, Any]) -> dict[str, Any]:
    """Leave out doses and facts as long as the change is noticed by the same rule text."""
    while True:
        shorter = [line | {"history": without(line["history"], place)} for place in range(len(line["history"]))]
        shorter += [
            line | {"context": {k: v for k, v in line["context"].items() if k != key}} for key in line["context"]
        ]
        kept = next((one for one in shorter if frozen(change, rules, one)), None)
        if kept is None:
            return line
        line = kept


def search(changes: list[Change]) -> Iterator[dict[str, Any]]:
    """Go through the changes nobody notices; a case found for one is asked about the next ones first."""
    found: list[Asked] = []
    for change in changes:
        case = None if noticed_by(change, found) else found_for(change)
        if case is not None:
            found.append(Asked(case, json.dumps(case).encode()))
            yield case


def found_for(change: Change) -> dict[str, Any] | None:
    """Return a childhood that notices the change, made small."""
    rules = changed_rules(change)
    right, wrong = (speaking_of(change.series, one) for one in (rules_from(shipped_files()), changed_rules(change)))
    for number in range(CHILDHOODS):
        line = beside_boundary(change, number)
        asked = [json.dumps(line).encode()]
        if [*answers(right, asked)] != [*answers(wrong, asked)] and frozen(change, rules, line):
            return frozen(change, rules, smallest(change, rules, line))
    return None


def speaking_of(series: str, rules: Rules) -> Rules:
    """Let the rules forecast one series only: what takes time is all the others."""
    if series:
        rules.offered = {name: tuple(c for c in codes if c == series) for name, codes in rules.offered.items()}
    return rules


def main() -> None:
    cases = own_cases()
    changes = every_change()
    unnoticed = [change for change in changes if not noticed_by(change, cases)]
    sys.stdout.write(f"{len(unnoticed)} changes unnoticed\n")
    first = 1 + max(int(asked.case["id"].partition("-")[2]) for asked in cases if asked.case["id"].startswith("O-"))
    for number, case in enumerate(search(unnoticed), first):
        with FROZEN.open("a", encoding="utf-8") as file:
            file.write(json.dumps(case | {"id": f"O-{number:03}"}, ensure_ascii=False) + "\n")
        sys.stdout.write(f"{case['rule']}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
