"""Cases for the schedule engine: reading them, answering them as the command line does, and naming every difference."""

import json
from collections.abc import Iterator
from pathlib import Path

from clinic_app.domain.immunization.answer_lines import answers
from clinic_app.services.resource_files import shipped_rules


def cases_in(file: Path) -> Iterator[dict]:
    for line in file.read_text("utf-8").splitlines():
        if line.strip():
            yield json.loads(line)


def answer_to(case: dict) -> dict:
    [answer] = answers(shipped_rules(), [json.dumps(case).encode()])
    return json.loads(answer)


def differences(case: dict, answer: dict) -> list[str]:
    """Return a sentence for every key of `expect` that the answer does not meet."""
    if "error" in answer:
        return [answer["error"]]
    found = []
    for key, expected in case["expect"].items():
        if key in _COMPARED and not (key == "advise" and isinstance(expected, list)):
            wanted, got = _COMPARED[key](expected), _COMPARED[key](answer.get(key, type(expected)()))
            if wanted != got:
                found.append(f"{case['id']} {key}: expected {wanted}, answered {got}")
    return found


def _due(rows: list) -> set:
    return {(row["series"], row["dose"], row["vaccine"]) for row in rows}


def _doses(rows: list) -> set:
    return {(row["vaccine"], row["date"]) for row in rows}


def _vaccines(rows: list) -> set:
    return {row["vaccine"] for row in rows}


def _as_it_is(thing: object) -> object:
    return thing


def _offered(rows: list) -> set:
    return {(row["series"], row["dose"], row["vaccine"], row["from"]) for row in rows}


def _advice(told: dict | list) -> dict:
    """The ids of texts by series; what a case tells its reader in words is compared with nothing."""
    return {series: set(texts) for series, texts in told.items()} if isinstance(told, dict) else {}


_COMPARED = {
    "advise": _advice,
    "offered": _offered,
    "due": _due,
    "earliest_next": _as_it_is,
    "overdue": set,
    "complete": set,
    "invalid_doses": _doses,
    "check_doses": _doses,
    "not_allowed": _vaccines,
    "total_doses_required": _as_it_is,
    "out_of_programme": _as_it_is,
}
