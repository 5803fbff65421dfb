"""Persons and answers in the JSON lines of `clinic-app assess`, the only way the oracle meets the engine."""

import json
import os
import subprocess
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from oracle.forecast import Answer
from oracle.programme import SERIES, Given, Person, after
from oracle.tables import UNTIL_ELSE

ROOT = Path(__file__).resolve().parents[2]


def line_of(name: object, person: Person, doses: list[Given], edition: str, on: date) -> dict[str, Any]:
    """Write one question."""
    test = person.skin_test
    context: dict[str, Any] = {
        "mother_hbsag": person.mother_hbsag,
        "birth_weight_g": person.birth_weight_g,
        "ppd": test and {"result": test[0], "date": test[1].isoformat(), "read_date": test[1].isoformat()},
        "immunoglobulin": [{"date": day.isoformat(), "kind": "IVIG"} for day in person.globulins],
        "je_choice": person.je_choice,
    }
    return {
        "id": name,
        "rule_set": edition,
        "birth_date": person.birth.isoformat(),
        "sex": person.sex,
        "as_of": on.isoformat(),
        "history": [{"vaccine": dose.vaccine, "date": dose.on.isoformat()} for dose in doses],
        "context": {key: value for key, value in context.items() if value},
    }


def question_in(line: dict[str, Any]) -> tuple[Person, list[Given], str, date]:
    """Read one question; the facts the oracle does not know are not looked at."""
    context = line.get("context", {})
    test, read = context.get("ppd"), date.fromisoformat
    person = Person(
        birth=read(line["birth_date"]),
        sex=line.get("sex", "U"),
        mother_hbsag=context.get("mother_hbsag", "unknown"),
        birth_weight_g=context.get("birth_weight_g"),
        skin_test=test and (test["result"], read(test.get("read_date") or test["date"])),
        globulins=tuple(read(given["date"]) for given in context.get("immunoglobulin", ())),
        je_choice=context.get("je_choice"),
    )
    doses = [Given(dose["vaccine"], read(dose["date"])) for dose in line["history"]]
    return person, doses, line["rule_set"], read(line["as_of"])


def ask_engine(lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Put questions to the command and return its answers in order."""
    done = subprocess.run(
        [sys.executable, "-m", "clinic_app.app", "assess"],
        input="".join(json.dumps(line) + "\n" for line in lines),
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=ROOT,
        env={**os.environ, "PYTHONUTF8": "1"},
        check=True,
    )
    return [json.loads(answer) for answer in done.stdout.splitlines()]


def differences(
    line: dict[str, Any], engine: dict[str, Any], oracle: Answer, scope: Iterable[str] = SERIES
) -> list[str]:
    """Say where the engine's answer differs; series the oracle is unsure of are passed over."""
    if "error" in engine:
        return [f"engine: {engine['error']}"]
    asked = set(scope) - oracle.unsure
    ours, theirs = words_of_oracle(oracle, asked), words_of_engine(engine, asked)
    # A dose without a rule leaves its series unsure; that it has none is compared all the same.
    unruled = ours["check"] - {word for word in ours["check"] if word.split()[0] in asked}
    theirs["check"] |= unruled & words_of_engine(engine, set(scope))["check"]
    birth, on = date.fromisoformat(line["birth_date"]), date.fromisoformat(line["as_of"])
    if on >= after(birth, UNTIL_ELSE):  # grown up: nothing is offered, and "complete" is nobody's question
        ours["complete"] = theirs["complete"] = ours["status"] = theirs["status"] = set()
    return [
        f"{key}: oracle {sorted(ours[key] - theirs[key])}, engine {sorted(theirs[key] - ours[key])}"
        for key in ours
        if ours[key] != theirs[key]
    ]


def words_of_oracle(oracle: Answer, asked: set[str]) -> dict[str, set[str]]:
    """Write the oracle's answer as words that can be compared one by one."""
    due = {series for series, _, _ in oracle.due}
    status = dict.fromkeys(asked, "closed")
    status |= dict.fromkeys(oracle.overdue & asked, "needs_fact")
    status |= dict.fromkeys(oracle.earliest.keys() & asked, "waiting")
    status |= {series: "overdue" if series in oracle.overdue else "due" for series in due & asked}
    status |= dict.fromkeys(oracle.complete & asked, "complete")
    return {
        "due": {f"{series} {number} {vaccine}" for series, number, vaccine in oracle.due if series in asked},
        "earliest": {f"{series} {day}" for series, day in oracle.earliest.items() if series in asked},
        "overdue": oracle.overdue & asked,
        "complete": oracle.complete & asked,
        "status": {f"{series} {word}" for series, word in status.items()},
        "invalid": {f"{series} {vaccine} {day}" for series, vaccine, day in oracle.invalid if series in asked},
        "check": {f"{series} {vaccine} {day}" for series, vaccine, day in oracle.check},
    }


def differences_from_case(case: dict[str, Any], oracle: Answer) -> list[str]:
    """Say where the oracle differs from a case in the keys it expects; a case's other keys are text."""
    expected, scope = case["expect"], set(case["scope"])
    if scope & oracle.unsure:
        return [f"unsure of {sorted(scope & oracle.unsure)}"]
    ours = words_of_oracle(oracle, scope)
    found = {
        "due": (ours["due"], {f"{due['series']} {due['dose']} {due['vaccine']}" for due in expected.get("due", ())}),
        "earliest_next": (ours["earliest"], {" ".join(pair) for pair in expected.get("earliest_next", {}).items()}),
        "overdue": (ours["overdue"], set(expected.get("overdue", ()))),
        "complete": (ours["complete"], set(expected.get("complete", ()))),
        "invalid_doses": (
            {word.partition(" ")[2] for word in ours["invalid"]},
            {f"{dose['vaccine']} {dose['date']}" for dose in expected.get("invalid_doses", ())},
        ),
    }
    return [f"{key}: {one} is not {other}" for key, (one, other) in found.items() if key in expected and one != other]


def words_of_engine(engine: dict[str, Any], asked: set[str]) -> dict[str, set[str]]:
    """Write the engine's answer as the same words."""
    return {
        "due": {
            f"{dose['series']} {dose['dose']} {dose['vaccine']}" for dose in engine["due"] if dose["series"] in asked
        },
        "earliest": {f"{series} {day}" for series, day in engine["earliest_next"].items() if series in asked},
        "overdue": asked & set(engine["overdue"]),
        "complete": asked & set(engine["complete"]),
        "status": {f"{series} {word}" for series, word in engine["status"].items() if series in asked},
        "invalid": dose_words(engine["invalid_doses"], asked),
        "check": dose_words(engine["check_doses"], asked),
    }


def dose_words(doses: list[dict[str, str]], asked: set[str]) -> set[str]:
    return {f"{dose['series']} {dose['vaccine']} {dose['date']}" for dose in doses if dose["series"] in asked}
