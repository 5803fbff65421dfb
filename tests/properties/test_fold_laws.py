"""Laws of the fold, in real tables: neither order, repetition nor place of the same entries can matter."""

import itertools

import pytest
from entry_builders import an_entry
from histories import PERSON, histories
from hypothesis import given, settings
from hypothesis import strategies as st

from clinic_app.domain.entries.entry import encode
from clinic_app.domain.entries.health import HealthFactAdded, HealthFactRemoved
from clinic_app.domain.entries.registration import PersonAmended, PersonRegistered
from clinic_app.domain.entries.undo import EntryUndone
from clinic_app.domain.entries.vaccination import DoseGiven
from clinic_app.domain.fold.card import fold_card
from clinic_app.domain.fold.growing_card import GrowingCard
from clinic_app.records.connection import connect
from clinic_app.records.journal import insert_entry
from clinic_app.records.projection import all_rows, differing_rows, rebuild, refold


@pytest.fixture(scope="module")
def db(tmp_path_factory):
    """One real database; every example runs in a transaction that is rolled back."""
    opened = connect(tmp_path_factory.mktemp("laws") / "clinic.db", bytes(32), create=True)
    yield opened
    opened.close()


def rows_after(db, *packages):
    """Return all rows after the packages of entries arrived one after the other; what is known already is skipped."""
    db.execute("BEGIN")
    try:
        _receive(db, packages)
        return all_rows(db)
    finally:
        db.execute("ROLLBACK")


def _receive(db, packages):
    known = set()
    for package in packages:
        new = list({entry.id: entry for entry in package if entry.id not in known}.values())
        known.update(entry.id for entry in new)
        for entry in new:
            insert_entry(db, entry.envelope, encode(entry.envelope), entry.hash)
        refold(db, dict.fromkeys(entry.envelope.subject for entry in new))


def counting(entries):
    """Return the entries that are not undone, found in another way than the fold finds them: by asking each undo."""
    undos = [entry for entry in entries if isinstance(entry.body, EntryUndone)]

    def is_undone(entry_id):
        return any(entry_id in undo.refs and not is_undone(undo.id) for undo in undos)

    return [entry for entry in entries if not isinstance(entry.body, EntryUndone) and not is_undone(entry.id)]


@given(histories, st.data())
@settings(max_examples=120)
def test_any_order_repetition_and_split_of_the_same_entries_gives_the_same_rows(db, history, drawn):
    straight = rows_after(db, history)

    shuffled = drawn.draw(st.permutations(history))
    repeated = shuffled + drawn.draw(st.lists(st.sampled_from(history), max_size=5))
    cuts = sorted(drawn.draw(st.lists(st.integers(0, len(repeated)), max_size=4)))
    packages = [
        repeated[start:end] for start, end in zip([0, *cuts], [*cuts, len(repeated)], strict=True) if start < end
    ]

    assert rows_after(db, *packages) == straight


@given(histories)
@settings(max_examples=60)
def test_one_entry_at_a_time_rebuilding_gives_the_rows_that_stand(db, history):
    db.execute("BEGIN")
    try:
        _receive(db, [[entry] for entry in history])
        live = all_rows(db)
        assert list(differing_rows(db)) == []
        rebuild(db)
        assert all_rows(db) == live
    finally:
        db.execute("ROLLBACK")


@given(histories, st.data())
@settings(max_examples=60)
def test_the_undo_of_an_undo_is_the_original(db, history, drawn):
    victim = drawn.draw(st.sampled_from(history))
    place = {"device": "d9", "subject": victim.envelope.subject}
    undo = an_entry(EntryUndone(), id="undo", refs=(victim.id,), **place)
    redo = an_entry(EntryUndone(), id="redo", refs=("undo",), seq=2, **place)

    original = rows_after(db, history)

    assert rows_after(db, history, [undo], [redo]) == original
    assert rows_after(db, [redo], [undo], history) == original


@given(histories)
@settings(max_examples=60)
def test_an_undone_entry_is_as_if_it_had_not_been_written(db, history):
    undone = an_entry(
        PersonAmended(person_id="p1", field="phone", value="999"), id="late", device="d9", subject=PERSON, minute=99
    )
    undo = an_entry(EntryUndone(), id="undo", refs=("late",), seq=2, device="d9", subject=PERSON, minute=100)
    other = an_entry(EntryUndone(), id="other", device="d8", subject=PERSON)  # so that the person is known at all

    assert rows_after(db, history, [other, undone, undo]) == rows_after(db, history, [other])


@given(histories)
@settings(max_examples=80)
def test_a_dose_given_is_on_the_card_whatever_state_the_visit_was_in(db, history):
    expected = {entry.body.dose_id for entry in counting(history) if isinstance(entry.body, DoseGiven)}

    rows = rows_after(db, history)["dose"]

    assert {row[0] for row in rows if row[5] == "here"} == expected


@given(histories)
@settings(max_examples=80)
def test_a_health_fact_stays_until_every_addition_was_seen_and_removed(db, history):
    stands = counting(history)
    removed = {ref for entry in stands if isinstance(entry.body, HealthFactRemoved) for ref in entry.refs}
    added = [entry for entry in stands if isinstance(entry.body, HealthFactAdded)]

    rows = rows_after(db, history)["health_fact"]

    assert {row[0] for row in rows} == {entry.body.fact_id for entry in added if entry.id not in removed}


@given(histories)
@settings(max_examples=80)
def test_names_set_without_knowing_of_each_other_are_all_shown(db, history):
    setting = [
        entry
        for entry in counting(history)
        if isinstance(entry.body, PersonRegistered)
        or (isinstance(entry.body, PersonAmended) and entry.body.field == "name")
    ]
    replaced = {ref for entry in setting for ref in entry.refs}
    values = {
        entry.body.name if isinstance(entry.body, PersonRegistered) else entry.body.value
        for entry in setting
        if entry.id not in replaced
    }

    rows = rows_after(db, history)
    shown = {row[2] for row in rows["field_conflict"] if row[1] == "name"}

    assert shown == ({_json_list(values)} if len(values) > 1 else set())
    if any(isinstance(entry.body, PersonRegistered) for entry in setting):
        assert {row[2] for row in rows["person"]} <= values


def _json_list(values):
    return "[" + ", ".join(f'"{value}"' for value in sorted(values)) + "]"


def folded_in_packages(entries, cuts):
    """Return the person's card as it grows from package to package."""
    growing = GrowingCard("p1")
    for start, end in itertools.pairwise([0, *sorted(cuts), len(entries)]):
        card = growing.grow(entries[start:end])
    return card


@given(histories, st.data())
@settings(max_examples=120)
def test_a_card_folded_on_is_the_card_folded_from_the_first_entry(history, drawn):
    of_the_person = [entry for entry in history if entry.envelope.subject == PERSON]
    arrived = drawn.draw(st.one_of(st.just(of_the_person), st.permutations(of_the_person)))
    arrived = [*arrived, *drawn.draw(st.lists(st.sampled_from(arrived), max_size=3) if arrived else st.just([]))]
    cuts = drawn.draw(st.lists(st.integers(0, len(arrived)), max_size=8))

    for end in cuts:
        assert folded_in_packages(arrived[:end], [cut for cut in cuts if cut < end]) == fold_card("p1", arrived[:end])
    assert folded_in_packages(arrived, cuts) == fold_card("p1", arrived)
