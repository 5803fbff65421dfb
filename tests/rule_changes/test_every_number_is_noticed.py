"""Every number of every rule, changed by one, fails a case, or is listed with the reason why no child notices."""

import json
import sys
import time
from pathlib import Path
from random import Random

import pytest

from rule_changes.changes import Change, at, beside, changed_rules, every_change
from rule_changes.noticing import REFUSED, Asked, noticed_by, own_cases

LISTED = {
    name: group["why"]
    for group in json.loads(Path(__file__).with_name("unnoticed.json").read_text("utf-8"))
    for name in group["changes"]
}
SAMPLE_SECONDS = 60


@pytest.fixture(scope="module")
def cases():
    return own_cases()


def test_a_sample_of_changed_numbers_is_noticed(cases, capsys):
    changes = [change for change in every_change() if change.name not in LISTED]
    Random(20261122).shuffle(changes)
    started, looked_at, unnoticed = time.monotonic(), 0, []
    for change in changes:
        if time.monotonic() - started > SAMPLE_SECONDS:
            break
        looked_at += 1
        unnoticed += [change.name] if not noticed_by(change, cases) else []
    with capsys.disabled():
        sys.stdout.write(f"\nrule changes: {looked_at} of {len(changes)} looked at, {len(unnoticed)} unnoticed\n")
    assert unnoticed == []
    assert looked_at > 20


@pytest.mark.long
def test_every_changed_number_is_noticed_or_listed(cases):
    unnoticed = {change.name for change in every_change() if not noticed_by(change, cases)}

    assert sorted(unnoticed - LISTED.keys()) == []
    assert sorted(LISTED.keys() - unnoticed) == [], "noticed by now: take it off the list"


def test_the_list_names_changes_that_exist_and_reasons():
    names = {change.name for change in every_change()}

    assert LISTED.keys() - names == set()
    assert all(LISTED.values())


def test_numbers_are_changed_by_the_smallest_step():
    assert beside("28d") == ["27d", "29d"]
    assert beside("6y") == ["71m", "73m"]
    assert beside("0d") == ["1d"]
    assert beside("2019-10-01") == ["2019-09-30", "2019-10-02"]
    assert beside(2000) == [1999, 2001]
    assert beside(37.3) == [37.2, 37.4]


def test_a_change_is_in_the_rules_that_follow_from_it():
    path = ("series", "MMR", "slots", "MMR-1", "min_age")
    change = Change("NIP-2021.json", path, "8m", "9m")

    assert at(*change[:2]) == "8m"
    assert change.name == "NIP-2021 MMR MMR-1 min_age 8m -> 9m"
    assert changed_rules(change).edition("NIP-2026").series["MMR"].slots["MMR-1"].min_age.months == 9


def test_rules_that_contradict_themselves_are_noticed_without_a_case():
    path = ("series", "MMR", "slots", "MMR-1", "min_age")

    assert noticed_by(Change("NIP-2021.json", path, "8m", "eight"), []) == REFUSED


def test_without_cases_nothing_is_noticed():
    change = next(change for change in every_change() if change.name == "NIP-2021 MMR MMR-1 min_age 8m -> 9m")
    wrong = {"id": "x", "birth_date": "2026-01-15", "as_of": "2026-09-15", "history": [], "scope": ["MMR"]}
    expect = {"due": [{"series": "MMR", "dose": 1, "vaccine": "MMR"}]}

    assert noticed_by(change, []) == ""
    assert noticed_by(change, [Asked(wrong | {"expect": expect}, json.dumps(wrong).encode())]) == "x"
