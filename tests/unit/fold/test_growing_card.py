"""Entries that arrive late, undone or in a ring: a card that is folded on must not put them at its end."""

from datetime import date

from entry_builders import an_entry

from clinic_app.domain.entries.registration import PersonAmended, PersonRegistered
from clinic_app.domain.entries.undo import EntryUndone
from clinic_app.domain.fold import folding as _folding  # noqa: F401 - registers every fold step
from clinic_app.domain.fold.growing_card import GrowingCard

REGISTERED = an_entry(
    PersonRegistered(person_id="p1", name="陈小满", sex="F", birth_date=date(2026, 5, 4), phone="1"), id="registered"
)


def phone(number, **place):
    return an_entry(PersonAmended(person_id="p1", field="phone", value=number), **place)


def test_what_the_same_desk_writes_next_is_folded_on_top():
    card = GrowingCard("p1")
    card.grow([REGISTERED])

    grown = card.grow([phone("2", id="next", seq=2, minute=1), phone("3", id="after", seq=3, minute=2)])

    assert grown.person.phone == "3"


def test_nothing_new_gives_the_very_same_card():
    card = GrowingCard("p1")
    grown = card.grow([REGISTERED])

    assert card.grow([]) is grown
    assert grown.person.phone == "1"


def test_an_entry_that_was_written_earlier_elsewhere_does_not_win_by_arriving_later():
    card = GrowingCard("p1")
    card.grow([REGISTERED, phone("5", id="other", device="d2", minute=5)])

    grown = card.grow([phone("3", id="late", seq=2, minute=3)])

    assert grown.person.phone == "5"


def test_an_entry_from_a_desk_not_heard_of_before_finds_its_place():
    card = GrowingCard("p1")
    card.grow([REGISTERED, phone("5", id="own", seq=2, minute=5)])

    grown = card.grow([phone("3", id="other", device="d2", minute=3)])

    assert grown.person.phone == "5"


def test_an_entry_whose_undo_came_first_does_not_count():
    card = GrowingCard("p1")
    card.grow([REGISTERED, an_entry(EntryUndone(reason="误"), id="undo", device="d2", refs=("late",), minute=9)])

    grown = card.grow([phone("2", id="late", seq=2, minute=10)])

    assert grown.person.phone == "1"


def test_an_undo_takes_back_what_was_folded_before():
    card = GrowingCard("p1")
    card.grow([REGISTERED, phone("2", id="wrong", seq=2, minute=1)])

    grown = card.grow([an_entry(EntryUndone(reason="误"), id="undo", seq=3, refs=("wrong",), minute=2)])

    assert grown.person.phone == "1"


def test_entries_that_name_each_other_in_a_ring_stay_behind_whatever_arrives():
    card = GrowingCard("p1")
    ring = [
        phone("7", id="a", device="d2", refs=("b",), minute=1),
        phone("8", id="b", device="d3", refs=("a",), minute=2),
    ]
    card.grow([REGISTERED, *ring])

    grown = card.grow([phone("2", id="new", seq=2, minute=30)])

    assert grown.person.phone == "8"


def test_an_entry_that_names_itself_stays_behind_whatever_arrives():
    card = GrowingCard("p1")
    card.grow([REGISTERED, phone("5", id="other", device="d2", minute=1)])
    card.grow([phone("7", id="forged", seq=2, refs=("forged",), minute=2)])

    grown = card.grow([phone("6", id="newer", device="d2", seq=2, minute=3)])

    assert grown.person.phone == "7"
