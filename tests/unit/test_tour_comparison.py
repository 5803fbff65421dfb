import json

from clinic_app.app.tour.comparison import JournalReading, claimed_facts, differences
from clinic_app.app.tour.logbook import Step

PERSON = {"kind": "person.registered", "body": {"person_id": "p1", "name": "马思远"}}
NURSE = {"kind": "user.added", "body": {"user_id": "zhangmin", "name": "张敏"}}
DOSE = {"kind": "dose.given", "body": {"person_id": "p1", "dose_id": "d1", "vaccine": "MMR", "lot_number": "A1"}}
SCREENING = {"kind": "screening.recorded", "body": {"person_id": "p1", "temperature_tenths": 366, "result": "fit"}}
LEFT = {"kind": "observation.ended", "body": {"person_id": "p1", "outcome": "normal"}}
SHOWN = [("given", "马思远 麻腮风 A1"), ("screened", "马思远 36.6 fit"), ("left", "马思远 normal")]


def a_journal(*during_the_tour):
    entries = [NURSE, PERSON, *during_the_tour]
    lines = [json.dumps({"position": number, "entry": entry}) for number, entry in enumerate(entries, start=1)]
    return JournalReading("\n".join(lines), after_position=2)


def a_step(*claims, nurse=""):
    return Step(leg="morning", number=1, title="", keys=(), program_ms=0, claims=claims, nurse=nurse)


def test_a_tour_whose_screen_and_journal_agree_finds_nothing():
    assert differences(SHOWN, a_journal(DOSE, SCREENING, LEFT)) == []


def test_a_dose_the_screen_showed_and_the_journal_lacks_is_found():
    assert differences(SHOWN, a_journal(SCREENING, LEFT)) == ["shown, not in the journal: given 马思远 麻腮风 A1"]


def test_a_dose_written_twice_and_shown_once_is_found():
    assert differences(SHOWN, a_journal(DOSE, DOSE, SCREENING, LEFT)) == [
        "in the journal, never shown: given 马思远 麻腮风 A1"
    ]


def test_another_lot_than_the_one_shown_is_found():
    other = {"kind": "dose.given", "body": {**DOSE["body"], "lot_number": "B2"}}

    assert len(differences(SHOWN, a_journal(other, SCREENING, LEFT))) == 2


def test_what_was_written_before_the_tour_does_not_count():
    before = JournalReading(json.dumps({"position": 1, "entry": PERSON}) + "\n", after_position=1)

    assert differences([], before) == []


def test_an_entry_in_the_name_of_another_nurse_than_the_one_at_the_desk_is_found():
    by_another = {**LEFT, "by": "zhangmin"}
    step = a_step(("left", "马思远 normal"), nurse="李红")

    assert differences(claimed_facts([step]), a_journal(by_another)) == [
        "shown, not in the journal: left 马思远 normal · 李红",
        "in the journal, never shown: left 马思远 normal · 张敏",
    ]


def test_how_much_was_exported_is_no_fact_of_the_journal():
    assert claimed_facts([a_step(("exported", "12"), ("left", "马思远 normal"))]) == [("left", "马思远 normal")]
