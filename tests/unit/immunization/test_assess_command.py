"""`clinic-app assess`: a line it cannot read is answered with what is wrong, and the rest goes on."""

import json

import pytest
from click.testing import CliRunner

from clinic_app.app.commands.assess import assess

GOOD = '{"id": "a", "birth_date": "2026-01-15", "sex": "M", "as_of": "2026-03-15", "history": [], "scope": ["Polio"]}'


def run(*lines, options=()):
    result = CliRunner().invoke(assess, list(options), input="\n".join(lines))
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.mark.parametrize(
    ("bad", "name"),
    [
        ("{", None),
        ("[]", None),
        ('{"id": "b"}', "b"),
        ('{"id": "b", "birth_date": "2026-02-30", "as_of": "2026-03-15", "history": []}', "b"),
        ('{"id": 7, "birth_date": "2026-01-15", "as_of": "2026-03-15", "history": [], "sex": "X"}', 7),
        ('{"id": "b", "birth_date": "2026-01-15", "as_of": "2026-03-15", "history": [], "rule_set": "NIP-1900"}', "b"),
        ('{"id": "b", "birth_date": "2026-01-15", "as_of": "2026-03-15", "history": [{"vaccine": "MMR"}]}', "b"),
        ('{"id": "b", "birth_date": "9999-01-15", "as_of": "9999-03-15", "history": []}', "b"),
    ],
)
def test_a_line_that_cannot_be_read_is_answered_and_the_rest_goes_on(bad, name):
    first, second = run(bad, GOOD)
    assert first["id"] == name
    assert first["error"]
    assert second["due"] == [{"series": "Polio", "dose": 1, "vaccine": "IPV"}]


@pytest.mark.parametrize(
    ("key", "word"),
    [
        ('"histroy": []', "history"),
        ('"doses": []', "history"),
        ('"history": [], "rule_sets": "NIP-2026"', "rule_set"),
        ('"history": [], "scopes": []', "scope"),
        ('"history": [], "context": {"mother_hbsAg": "positive"}', "mother_hbsag"),
        ('"history": [], "context": {"immunoglobin": []}', "immunoglobulin"),
        ('"history": [{"vaccine": "MMR", "date": "2026-03-15", "acceptd": true}]', "accepted"),
    ],
)
def test_a_misspelt_key_is_an_error_and_not_an_empty_history(key, word):
    [answer] = run(f'{{"id": "a", "birth_date": "2026-01-15", "as_of": "2026-03-15", {key}}}')

    assert set(answer) == {"id", "error"}
    assert word in answer["error"]


def test_remarks_for_the_reader_are_passed_over():
    remarks = '"history": [], "note": "x", "source_rule": "y", "expect": {}, "birth_date_note": "Sunday", "group": 1'
    [answer] = run(f'{{"id": "a", "birth_date": "2026-01-15", "as_of": "2026-03-15", {remarks}}}')

    assert "error" not in answer


def test_missing_sex_asks_for_it():
    [answer] = run('{"id": "a", "birth_date": "2012-01-15", "as_of": "2026-03-15", "history": [], "scope": ["HPV"]}')
    assert answer["status"] == {"HPV": "needs_fact"}


def test_the_edition_can_be_named():
    line = '{"id": "a", "birth_date": "2026-01-15", "sex": "M", "as_of": "2026-03-15", "history": [], "scope": ["DTP"]}'
    assert run(line)[0]["due"] == [{"series": "DTP", "dose": 1, "vaccine": "DTaP"}]
    [answer] = run(line, options=["--edition", "NIP-2021"])
    assert answer["earliest_next"] == {"DTP": "2026-04-15"}


def test_an_unknown_edition_is_refused():
    result = CliRunner().invoke(assess, ["--edition", "NIP-1900"], input="")
    assert result.exit_code == 2


def test_200_doses_are_answered():
    history = [{"vaccine": "HepB", "date": f"2026-01-{day:02}"} for day in range(1, 21)] * 10
    line = json.dumps({"id": "a", "birth_date": "2026-01-01", "sex": "M", "as_of": "2026-03-15", "history": history})
    [answer] = run(line)
    assert "error" not in answer
    assert len(answer["invalid_doses"]) == 199
