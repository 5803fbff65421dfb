"""The table of named people and lots."""

from datetime import date

from clinic_app.domain.scan_code import ChildCode, TraceCode, read_scan
from clinic_app.practice.planted import planted_lot, planted_lots, planted_people, planted_person

TODAY = date(2026, 11, 22)


def test_every_story_the_programme_must_show_has_its_person():
    assert {person.key for person in planted_people()} >= {
        "routine", "fever", "watched_first", "watched_second", "late", "too_early", "migrant", "newborn",
        "twin_first", "twin_second", "namesake_first", "namesake_second", "long_name", "rare_yi", "rare_yan",
        "rare_du", "rare_fu", "five_in_one", "crossed_2025", "mother_hbsag",
    }  # fmt: skip


def test_the_rare_characters_are_there():
    names = "".join(person.name for person in planted_people())

    assert all(character in names for character in "㛃䶮𬸚𫖯·")


def test_every_booklet_bears_a_code_of_its_own_that_reads_as_a_child_code():
    codes = [person.code for person in planted_people()]

    assert len(set(codes)) == len(codes)
    assert all(isinstance(read_scan(code), ChildCode) and not read_scan(code).may_be_citizen_id for code in codes)


def test_every_lot_bears_codes_of_its_own_that_read_as_trace_codes():
    codes = [code for lot in planted_lots() for code in lot.codes]

    assert len(set(codes)) == len(codes)
    assert all(isinstance(read_scan(code), TraceCode) for code in codes)


def test_the_routine_child_was_born_eight_months_and_two_days_ago():
    assert planted_person("routine").born_on(TODAY) == date(2026, 3, 20)


def test_expired_expiring_and_quarantined_lots_are_what_they_say():
    assert planted_lot("expired").expires_in_days < 0
    assert 0 <= planted_lot("expiring").expires_in_days <= 30
    assert planted_lot("quarantined").quarantined
