"""`clinic-app assess`: a line it cannot read is answered with what is wrong, and the rest goes on."""

import json

import pytest
from builders import NURSE, PASSWORD, a_clinic
from click.testing import CliRunner
from pack_samples import CASE, a_pack, enrolled
from rule_samples import an_overlay, free_varicella

from clinic_app.app.commands.assess import assess
from clinic_app.domain.entries.subjects import CLINIC
from clinic_app.services.rule_packs import activate_pack, review_pack

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


def test_an_overlay_can_be_tried_before_it_is_signed(tmp_path):
    overlay = tmp_path / "overlay.json"
    overlay.write_text(json.dumps(free_varicella()), "utf-8")

    answered = CliRunner().invoke(assess, ["--with", str(overlay)], input=json.dumps(CASE))

    assert json.loads(answered.output)["due"] == [{"series": "Varicella", "dose": 1, "vaccine": "VarV"}]


def test_an_overlay_that_cannot_be_joined_says_why(tmp_path):
    overlay = tmp_path / "overlay.json"
    overlay.write_text(json.dumps(an_overlay(remove=["MMR"])), "utf-8")

    answered = CliRunner().invoke(assess, ["--with", str(overlay)], input=json.dumps(CASE))

    assert answered.exit_code == 1
    assert "unknown field `remove`" in answered.output


def test_a_clinic_is_asked_by_the_rules_that_hold_there(tmp_path, monkeypatch):
    desk = a_clinic(tmp_path)
    with desk.act() as act:
        act.write(enrolled(), subject=CLINIC)
    activate_pack(desk, review_pack(a_pack(), desk.clinic_book(), ()), desk.mint())
    desk.close()
    monkeypatch.setenv("CLINIC_APP_PASSWORD", PASSWORD)

    answered = CliRunner().invoke(
        assess, ["--db", str(tmp_path / "clinic.db"), "--user", NURSE], input=json.dumps(CASE)
    )

    assert json.loads(answered.output)["due"] == [{"series": "Varicella", "dose": 1, "vaccine": "VarV"}]
    assert json.loads(answered.output)["edition"] == "NIP-2026+MACHENG@2027-01-01"
