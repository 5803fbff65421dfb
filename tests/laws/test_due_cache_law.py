"""Stored due rows equal a fresh assessment under any sequence of entries."""

import pytest

from clinic_app.domain.immunization.assess import GivenDose, assess
from clinic_app.domain.immunization.card_facts import facts_known
from clinic_app.records.cards import load_card
from clinic_app.services import desk as desk_module
from clinic_app.services.due_cache import refresh_due
from clinic_app.services.resource_files import health_fact_words, shipped_rules
from laws.child_entries import Writer


def stored(desk, person_id):
    rows = desk.db.execute(
        "SELECT series, status, dose_number, vaccine, earliest, finish_before FROM due WHERE person_id = ?", [person_id]
    )
    [until] = desk.db.execute("SELECT valid_until FROM due_state WHERE person_id = ?", [person_id]).fetchone()
    return sorted(rows), until


def fresh(desk, person_id):
    """Ask the rules themselves, from the card as it is read back from the tables."""
    card, today = load_card(desk.db, person_id), desk.clock.today()
    doses = [
        GivenDose(id=dose.id, vaccine=dose.vaccine, on=dose.given_on, accepted=bool(dose.accepted_reason))
        for dose in card.doses
        if not dose.void_reason and dose.source != "spoken"
    ]
    facts = facts_known(health_fact_words(), card.person, card.facts, today)
    found = assess(
        shipped_rules(), birth_date=card.person.birth_date, sex=card.person.sex, doses=doses, facts=facts, on=today
    )
    rows = [
        (f.series, f.status.value, f.number, f.vaccine, _text(f.earliest), _text(f.finish_before))
        for f in found.forecasts
        if f.status.value not in ("complete", "closed")  # nothing is needed, and nothing waited for
    ]
    return sorted(rows), _text(found.next_change)


def _text(day):
    return day and day.isoformat()


@pytest.mark.parametrize("seed", range(4))
def test_the_due_rows_are_those_of_a_fresh_assessment_after_every_entry(desk, seed):
    writer = Writer(desk, seed)
    for _ in range(25):
        writer.write_something()

        assert stored(desk, writer.person_id) == fresh(desk, writer.person_id)


def looks_at_doses_only(db, rules, cards, today, known={}):  # noqa: B006 - it is to remember from call to call
    """Refresh only those whose doses are others than the last time."""
    changed = [card for card in cards if known.get(card.person_id) != card.doses]
    known.update({card.person_id: card.doses for card in changed})
    refresh_due(db, rules, changed, today)


def test_a_cache_that_looks_at_doses_only_is_caught(desk, monkeypatch):
    monkeypatch.setattr(desk_module, "refresh_due", looks_at_doses_only)
    writer = Writer(desk, 0)
    same = []
    for _ in range(25):
        writer.write_something()
        same.append(stored(desk, writer.person_id) == fresh(desk, writer.person_id))

    assert not all(same)
