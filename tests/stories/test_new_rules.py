"""New rules come from the county on a stick, are looked at, and hold from the moment a person lets them."""

import json
from dataclasses import replace
from datetime import date

import pytest
from builders import MORNING, NURSE, PASSWORD, a_clinic, a_lot, a_person
from enrolment_samples import SIGNING_PUBLIC
from pack_samples import CASE, STRANGER, a_pack, enrolled
from rule_samples import an_overlay, free_varicella, shipped_files, third_mmr

from clinic_app.devices.clock import SetClock
from clinic_app.domain.chosen_rules import ChosenPack, ChosenRules
from clinic_app.domain.entries.health import HealthFactAdded
from clinic_app.domain.entries.subjects import CLINIC, person_subject
from clinic_app.records.rule_packs import keep_pack
from clinic_app.records.sqlite import DatabaseError
from clinic_app.services.checkup import check_clinic
from clinic_app.services.due_cache import outdated_people, refresh_some
from clinic_app.services.edition_dates import set_edition_date, with_date
from clinic_app.services.failures import ChargedForFree, NoStick
from clinic_app.services.plan_rules import ChosenVaccine, planned_vaccines
from clinic_app.services.planning import due_offers, planning_day
from clinic_app.services.reader import open_reader
from clinic_app.services.resource_files import shipped_rules
from clinic_app.services.rule_failures import (
    EditionDateRefused,
    NoRulePack,
    NotEnrolled,
    NothingChanges,
    PackFailsHere,
    PackNotNewer,
    PackUnusable,
    PreviewStopped,
    RulesMovedOn,
)
from clinic_app.services.rule_packs import activate_pack, held_files, packs_on_sticks, review_pack
from clinic_app.services.rule_preview import ChangeKind, preview_rules
from clinic_app.services.rules_in_force import rules_here
from clinic_app.services.sign_in import open_desk, unlock

FROM_NOW = {"effective_from": "2026-11-01"}
SMALL = an_overlay(**FROM_NOW)


@pytest.fixture
def desk(tmp_path):
    desk = a_clinic(tmp_path)
    with desk.act() as act:
        act.write(enrolled(), subject=CLINIC)
    yield desk
    desk.close()


def reviewed(desk, stored):
    book = desk.clinic_book()
    return review_pack(stored, book, held_files(desk.db, book.rules))


def activated(desk, stored, draft=None):
    activate_pack(desk, reviewed(desk, stored), draft or desk.mint())


def varicella_from_now():
    return {**free_varicella(), **FROM_NOW}


def test_a_pack_on_a_stick_is_found_and_a_strangers_is_named_for_what_it_is(tmp_path):
    stick = tmp_path / "stick"
    (stick / "VAXSYNC").mkdir(parents=True)
    (stick / "VAXSYNC" / "NEW.RUL").write_bytes(a_pack(SMALL, sequence=2, cases=()))
    (stick / "OLD.RUL").write_bytes(a_pack(SMALL, sequence=1, cases=()))
    (stick / "WRONG.RUL").write_bytes(a_pack(SMALL, key=STRANGER))
    (stick / "HOLIDAY.JPG").write_bytes(b"x")

    found = packs_on_sticks(stick, SIGNING_PUBLIC.hex())

    assert [(file.file, file.pack.sequence if file.pack else file.problem) for file in found] == [
        ("NEW.RUL", 2),
        ("OLD.RUL", 1),
        ("WRONG.RUL", "bad_signature"),
    ]


def test_no_stick_no_pack_and_no_county_each_say_so(tmp_path):
    (tmp_path / "stick").mkdir()

    with pytest.raises(NoRulePack):
        packs_on_sticks(tmp_path / "stick", SIGNING_PUBLIC.hex())
    with pytest.raises((NoStick, NoRulePack)):
        packs_on_sticks(None, SIGNING_PUBLIC.hex())
    with pytest.raises(NotEnrolled):
        packs_on_sticks(tmp_path / "stick", "")


def test_the_desk_gives_free_varicella_once_the_pack_holds(desk):
    child = a_person(desk, birth_date=date(2025, 11, 1))
    a_lot(desk, vaccine="VarV")
    before = planning_day(desk.db, desk.rules, desk.card(child), desk.clock.today())

    activated(desk, a_pack(varicella_from_now()))

    day = planning_day(desk.db, desk.rules, desk.card(child), desk.clock.today())
    assert "VarV" not in [code for offer in due_offers(before) for code in offer.vaccines]
    assert "VarV" in [code for offer in due_offers(day) for code in offer.vaccines]
    [free] = [offer for offer in due_offers(day) if offer.vaccine == "VarV"]
    assert free.series == "Varicella"
    with pytest.raises(ChargedForFree):
        planned_vaccines(day, (ChosenVaccine(vaccine="VarV", price_fen=16_800),), desk.mint)


def test_every_side_of_the_program_has_the_new_rules_at_once_and_after_a_restart(desk):
    reader = open_reader(desk.premises, desk.keys.database_key, desk.clock, shipped_rules())
    old = reader.rules

    activated(desk, a_pack(varicella_from_now()))

    assert "MACHENG@2026-11-01" in desk.rules.edition_in_force(desk.clock.today()).name
    assert reader.rules is desk.rules is not old
    reader.close()
    keys = unlock(desk.premises, NURSE, PASSWORD)
    again = open_desk(desk.premises, keys, NURSE, SetClock(MORNING))
    assert again.rules.stamp == desk.rules.stamp
    again.close()


def test_the_journal_says_who_let_which_pack_hold_and_the_clinic_is_still_whole(desk):
    activated(desk, a_pack(varicella_from_now(), sequence=4))

    [pack] = desk.clinic_book().rules.packs
    assert (pack.sequence, pack.title, pack.activated_by) == (4, "马城县2027年免疫规则", NURSE)
    assert check_clinic(desk.premises, desk.keys).damages == ()


def test_a_second_press_writes_nothing_more(desk):
    look, draft = reviewed(desk, a_pack(SMALL, cases=())), desk.mint()

    activate_pack(desk, look, draft)
    activate_pack(desk, look, draft)

    assert len(desk.clinic_book().rules.packs) == 1


def test_an_older_pack_and_the_same_again_are_refused(desk):
    activated(desk, a_pack(SMALL, sequence=5, cases=()))

    for sequence in (5, 4):
        with pytest.raises(PackNotNewer) as refused:
            reviewed(desk, a_pack(SMALL, sequence=sequence, cases=()))
        assert (refused.value.sequence, refused.value.held) == (sequence, 5)


def test_of_two_looks_at_packs_only_the_first_that_is_let_holds(desk):
    first, second = (reviewed(desk, a_pack(SMALL, sequence=n, cases=())) for n in (1, 2))

    activate_pack(desk, first, desk.mint())

    with pytest.raises(RulesMovedOn):
        activate_pack(desk, second, desk.mint())
    assert [pack.sequence for pack in desk.clinic_book().rules.packs] == [1]


def test_a_later_pack_keeps_what_earlier_ones_brought(desk):
    activated(desk, a_pack(varicella_from_now(), sequence=1))
    mmr = {**third_mmr(), **FROM_NOW, "overlay": "MMR3"}

    activated(desk, a_pack(mmr, sequence=2, cases=()))

    assert desk.rules.edition_in_force(desk.clock.today()).overlays == ("MACHENG@2026-11-01", "MMR3@2026-11-01")


def test_a_pack_with_a_wrong_case_is_refused_and_nothing_is_written(desk):
    wrong = {**CASE, "expect": {"due": []}}

    with pytest.raises(PackFailsHere) as refused:
        reviewed(desk, a_pack(varicella_from_now(), cases=(wrong,)))

    assert "cases / case varicella-1: due: expected [], answered" in refused.value.problems[0]
    assert desk.clinic_book().rules.packs == ()


@pytest.mark.parametrize(
    ("part", "sentence"),
    [
        (an_overlay(remove=["MMR"]), "unknown field `remove`"),
        ({"nothing": 1}, "neither an edition nor an overlay"),
        ({**json.loads(shipped_files()["NIP-2026.json"]), "title": "x"}, "is known here and says something else"),
    ],
)
def test_a_signed_pack_that_weakens_or_rewrites_is_refused_all_the_same(desk, part, sentence):
    with pytest.raises(PackFailsHere, match=sentence):
        reviewed(desk, a_pack(part, cases=()))


def test_without_an_enrolment_no_pack_is_believed(tmp_path):
    desk = a_clinic(tmp_path)
    with pytest.raises(NotEnrolled):
        reviewed(desk, a_pack(SMALL))
    desk.close()


def test_bytes_that_were_changed_after_the_look_are_refused_at_the_act(desk):
    look = reviewed(desk, a_pack(SMALL, cases=()))
    spoilt = replace(look, stored=look.stored[:-1])

    with pytest.raises(PackUnusable):
        activate_pack(desk, spoilt, desk.mint())

    assert desk.clinic_book().rules.packs == ()


def test_a_kept_pack_cannot_be_changed_and_a_missing_one_is_found(desk):
    activated(desk, a_pack(varicella_from_now()))

    for attempt in ("DELETE FROM rule_pack", "UPDATE rule_pack SET bytes = x'00'"):
        with pytest.raises(DatabaseError):
            desk.db.execute(attempt)
    desk.db.execute("DROP TRIGGER rule_pack_is_never_deleted")
    desk.db.execute("DELETE FROM rule_pack")

    assert [damage.what for damage in check_clinic(desk.premises, desk.keys).damages] == ["rule_pack_missing"]
    elsewhere = replace(desk.clinic_book().rules, dates=(("NIP-2026", date(2026, 6, 18)),))  # nothing built before
    here = rules_here(desk.db, elsewhere)
    assert (here.problem, here.rules.editions.keys()) == ("pack_missing", shipped_rules().editions.keys())


def dated(desk, on, edition="NIP-2026"):
    book = desk.clinic_book()
    return with_date(book.rules, held_files(desk.db, book.rules), desk.rules, edition, on)


def test_the_first_day_of_an_edition_is_set_and_written(desk):
    set_edition_date(desk, dated(desk, date(2027, 3, 1)), "县里通知", desk.mint())

    assert desk.rules.edition_in_force(desk.clock.today()).name == "NIP-2021+DTP2025"
    assert desk.rules.edition_in_force(date(2027, 3, 1)).name == "NIP-2026"
    assert desk.clinic_book().rules.dates == (("NIP-2026", date(2027, 3, 1)),)
    assert check_clinic(desk.premises, desk.keys).damages == ()


def test_a_pack_comes_on_top_of_a_first_day_that_was_set(desk):
    set_edition_date(desk, dated(desk, date(2027, 3, 1)), "", desk.mint())

    activated(desk, a_pack(varicella_from_now()))

    assert desk.rules.edition_in_force(desk.clock.today()).name == "NIP-2021+DTP2025+MACHENG@2026-11-01"
    assert desk.rules.first_days["NIP-2026"] == date(2027, 3, 1)


@pytest.mark.parametrize(
    ("edition", "on", "failure"),
    [
        ("NIP-2026", date(2026, 6, 17), NothingChanges),
        ("NIP-2026", date(2025, 1, 1), EditionDateRefused),  # the day of another edition
        ("NIP-2026", date(2024, 1, 1), EditionDateRefused),  # before the one it extends
        ("NIP-2026", date(1999, 1, 1), EditionDateRefused),
        ("NIP-2021", date(2026, 1, 1), EditionDateRefused),  # speaks for all years before
        ("NIP-1900", date(2026, 1, 1), EditionDateRefused),
    ],
)
def test_a_first_day_that_makes_no_sense_is_refused(desk, edition, on, failure):
    with pytest.raises(failure):
        dated(desk, on, edition)


def test_a_first_day_set_meanwhile_by_another_desk_is_not_overwritten_unseen(desk):
    mine, hers = dated(desk, date(2027, 3, 1)), dated(desk, date(2027, 4, 1))
    set_edition_date(desk, hers, "", desk.mint())

    with pytest.raises(RulesMovedOn):
        set_edition_date(desk, mine, "", desk.mint())


def preview(desk, rules, heard=lambda done, of: True):
    reader = open_reader(desk.premises, desk.keys.database_key, desk.clock, shipped_rules())
    try:
        return preview_rules(reader, rules, heard)
    finally:
        reader.close()


def changed(found):
    return [(one.person.name, one.change.series, one.change.kind.value) for one in found.changed]


def test_before_free_varicella_holds_the_page_says_who_would_be_due(desk):
    a_person(desk, name="一岁", birth_date=date(2025, 11, 1))
    a_person(desk, name="半岁", birth_date=date(2026, 5, 4))
    a_person(desk, name="三岁", birth_date=date(2023, 11, 1))

    found = preview(desk, reviewed(desk, a_pack(varicella_from_now())).rules)

    assert changed(found) == [("一岁", "Varicella", "newly_due"), ("半岁", "Varicella", "moved")]
    assert (found.people, found.changed_people, found.on) == (3, 2, date(2026, 11, 18))
    assert found.changed[1].change.after.earliest == date(2027, 5, 4)
    assert found.counts == {("Varicella", ChangeKind.NEWLY_DUE): 1, ("Varicella", ChangeKind.MOVED): 1}


def test_a_pack_of_next_month_is_looked_at_on_its_first_day(desk):
    a_person(desk, name="一岁", birth_date=date(2025, 12, 20))

    found = preview(desk, reviewed(desk, a_pack(free_varicella())).rules)

    assert found.on == date(2027, 1, 1)
    assert changed(found) == [("一岁", "Varicella", "newly_due")]


def test_another_first_day_of_the_edition_changes_what_is_due_today(desk):
    """The edition of 2026 lets a doctor judge live vaccines in immune deficiency; that of 2021 gives JE-I instead."""
    a_person(desk, name="别的孩子", birth_date=date(2026, 2, 10))
    child = a_person(desk, name="体弱", birth_date=date(2026, 2, 10))
    with desk.act() as act:
        noted = HealthFactAdded(
            person_id=child, fact_id=desk.mint(), what="immunodeficiency", value="免疫缺陷", on=date(2026, 4, 1)
        )
        act.write(noted, subject=person_subject(child))

    found = preview(desk, dated(desk, date(2027, 3, 1)).rules)

    assert changed(found) == [("体弱", "JE", "newly_due")]
    assert found.changed[0].change.after.vaccine == "JE-I"
    assert found.on == date(2026, 11, 18)


def test_nothing_changes_for_a_clinic_whose_people_the_rules_do_not_concern(desk):
    a_person(desk, name="三岁", birth_date=date(2023, 11, 1))

    assert preview(desk, reviewed(desk, a_pack(varicella_from_now())).rules).changed == ()


def test_the_look_at_everybody_can_be_stopped_and_nothing_was_written(desk):
    for number in range(5):
        a_person(desk, name=f"孩子{number}", birth_date=date(2025, 11, 1))
    entries = desk.db.execute("SELECT count(*) FROM entry").fetchone()
    rules = reviewed(desk, a_pack(varicella_from_now())).rules

    with pytest.raises(PreviewStopped):
        preview(desk, rules, lambda done, of: done < 2)

    assert desk.db.execute("SELECT count(*) FROM entry").fetchone() == entries


def test_what_was_shown_is_what_the_lists_say_afterwards(desk):
    a_person(desk, name="一岁", birth_date=date(2025, 11, 1))
    look = reviewed(desk, a_pack(varicella_from_now()))
    shown = {(one.person.person_id, one.change.series) for one in preview(desk, look.rules).changed}

    activate_pack(desk, look, desk.mint())
    refresh_some(desk, outdated_people(desk))

    rows = desk.db.execute("SELECT person_id, series FROM due WHERE series = 'Varicella' AND status = 'due'").fetchall()
    assert set(rows) == shown


def test_a_pack_that_this_version_cannot_join_any_more_leaves_the_shipped_rules_and_says_so(desk):
    with desk.act():
        name = keep_pack(desk.db, a_pack(an_overlay(remove=["MMR"]), cases=()))
    held = ChosenPack(
        hash=name, key=SIGNING_PUBLIC.hex(), sequence=1, title="", activated_at=desk.clock.now(), activated_by=NURSE
    )
    here = rules_here(desk.db, ChosenRules(packs=(held,), dates=(("NIP-2026", date(2027, 3, 1)),)))

    assert here.problem == "refused"
    assert here.rules.edition_in_force(date(2027, 2, 28)).name == "NIP-2021+DTP2025"
    assert here.rules.edition_in_force(date(2027, 3, 1)).name == "NIP-2026"


def test_who_may_only_buy_the_vaccine_now_and_then_is_not_told_as_changed(desk):
    a_person(desk, name="三岁", birth_date=date(2023, 11, 1))
    overlay = varicella_from_now()
    overlay["series"]["Varicella"]["plans"].pop()  # those who are not meant keep the label's own plans

    assert preview(desk, reviewed(desk, a_pack(overlay)).rules).changed == ()
