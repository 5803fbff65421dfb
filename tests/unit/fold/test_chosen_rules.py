"""Which rules a clinic chose: higher numbers only, by key; the last first day of an edition holds."""

from datetime import date

from entry_builders import an_entry

from clinic_app.domain.entries.clinic import EditionDated, RulesActivated
from clinic_app.domain.entries.subjects import CLINIC
from clinic_app.domain.entries.undo import EntryUndone
from clinic_app.domain.fold.clinic_book import fold_clinic_book

COUNTY, PROVINCE = "c" * 64, "d" * 64


def pack(sequence, key=COUNTY, content="a"):
    return RulesActivated(pack_hash=content * 64, signing_key=key, sequence=sequence, title=f"第{sequence}号")


def chosen(*bodies):
    entries = [an_entry(body, id=f"e{n}", seq=n, subject=CLINIC, minute=n) for n, body in enumerate(bodies, start=1)]
    return fold_clinic_book(entries).rules


def numbers(rules):
    return [(one.key[0], one.sequence) for one in rules.packs]


def test_packs_hold_in_the_order_of_their_numbers_and_all_of_them_stay():
    assert numbers(chosen(pack(1), pack(4), pack(9))) == [("c", 1), ("c", 4), ("c", 9)]


def test_a_pack_that_is_not_higher_changes_nothing_whoever_let_it_in():
    assert numbers(chosen(pack(4), pack(4, content="b"), pack(3))) == [("c", 4)]


def test_numbers_count_for_each_key_alone():
    assert numbers(chosen(pack(4), pack(1, PROVINCE), pack(2, PROVINCE))) == [("c", 4), ("d", 1), ("d", 2)]


def test_the_last_first_day_of_an_edition_holds():
    first = EditionDated(edition="NIP-2026", effective_from=date(2026, 9, 1))
    second = EditionDated(edition="NIP-2026", effective_from=date(2026, 10, 1))

    assert chosen(first, second).dates == (("NIP-2026", date(2026, 10, 1)),)


def test_who_let_it_hold_and_when_stands_beside_it():
    [one] = chosen(pack(1)).packs

    assert (one.activated_by, one.title, f"{one.activated_at:%H:%M}") == ("u1", "第1号", "00:31")


def test_what_was_undone_does_not_hold():
    entries = [
        an_entry(pack(1), id="e1", seq=1, subject=CLINIC, minute=1),
        an_entry(EntryUndone(reason="弄错了"), id="e2", seq=2, subject=CLINIC, refs=("e1",), minute=2),
    ]

    assert fold_clinic_book(entries).rules.packs == ()
