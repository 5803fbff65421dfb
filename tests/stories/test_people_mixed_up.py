"""Two children who could be mistaken for each other, another booklet in mid-visit, two nurses at one desk."""

from datetime import date

import pytest
from builders import DOCTOR, NURSE, a_clinic
from vaccination_builders import (
    BOOKLET,
    EXPIRED_CODE,
    MMR_CODE,
    OTHER_BOOKLET,
    DeskOfTheTest,
    a_child,
    mmr_and_je_in_the_fridge,
)

from clinic_app.domain.entries.vaccination import DoseGiven, VialChosen
from clinic_app.domain.entries.visit import ConsentRecorded, ScreeningRecorded
from clinic_app.records.journal import entries_of

TWIN_BOOKLET = "330122010120260005"


@pytest.fixture
def work(tmp_path):
    desk = a_clinic(tmp_path)
    mmr_and_je_in_the_fridge(desk)
    work = DeskOfTheTest(desk)
    yield work
    work.reader.close()
    desk.close()


def test_a_twin_is_named_while_the_other_is_in_hand(work):
    child = a_child(work.desk)
    a_child(work.desk, name="张小亮", booklet=TWIN_BOOKLET)

    work.presenter.start_visit(child, BOOKLET)

    assert work.presenter.alike() == "容易弄混：张小亮（双胞胎 女 2026-03-15）"


def test_with_hidden_names_the_twin_is_hidden_too(work):
    child = a_child(work.desk)
    a_child(work.desk, name="张小亮", booklet=TWIN_BOOKLET)
    work.presenter.start_visit(child, BOOKLET)

    work.presenter.set_masked(True)

    assert "张小亮" not in work.presenter.alike()
    assert "2026-03-15" in work.presenter.alike()


def test_the_twins_come_before_namesakes_and_the_rest_is_counted(work):
    child = a_child(work.desk)
    elsewhere = {"guardian_name": "赵六", "phone": "13911112222", "village": "一村"}
    a_child(work.desk, booklet="330122010120190001", birth_date=date(2019, 1, 1), **elsewhere)
    a_child(work.desk, name="张小亮", booklet=TWIN_BOOKLET)
    a_child(work.desk, name="张大明", booklet="330122010120220001", birth_date=date(2022, 1, 1))

    work.presenter.start_visit(child, BOOKLET)

    assert work.presenter.alike() == ("容易弄混：张小亮（双胞胎 女 2026-03-15）、张小明（同名 女 2019-01-01） 等 3 人")


def test_a_child_like_no_other_has_no_banner(work):
    child = a_child(work.desk)
    a_child(work.desk, name="李丽", booklet=OTHER_BOOKLET, guardian_name="王芳", phone="", village="一村")

    work.presenter.start_visit(child, BOOKLET)

    assert work.presenter.alike() == ""


def test_another_booklet_in_mid_visit_changes_nobody_until_the_nurse_says_so(work):
    child = a_child(work.desk)
    other = a_child(work.desk, name="李小红", booklet=OTHER_BOOKLET)
    work.presenter.start_visit(child, BOOKLET)
    work.presenter.screening.set_temperature("366")

    work.prompter.answers = [""]  # Enter: the first choice, stay
    work.presenter.takes_scan(OTHER_BOOKLET)
    assert work.visit.person_id == child
    assert work.reader.card(other).visits == ()

    work.prompter.answers = ["go"]  # F8: park and go
    work.presenter.takes_scan(OTHER_BOOKLET)
    assert work.visit.person_id == other

    work.presenter.switch_to(child)
    assert work.presenter.screening.face().temperature == "366"


def test_two_nurses_at_one_desk_each_sign_for_what_they_did(work):
    """The doctor screens and informs, the nurse injects: every entry carries its own person."""
    child = a_child(work.desk)
    work.desk.sign_in(DOCTOR)
    work.presenter.start_visit(child, BOOKLET)
    work.screen()
    work.presenter.planning.save()
    work.consent()

    work.desk.sign_in(NURSE)
    work.presenter.on_user_changed(NURSE)
    work.presenter.takes_scan(MMR_CODE)
    work.tick_all_one_by_one()
    work.presenter.takes_scan(BOOKLET)
    work.presenter.injection.give()

    by = {type(entry.body): entry.by for entry in entries_of(work.desk.db, f"person:{child}")}
    assert [by[ScreeningRecorded], by[ConsentRecorded]] == [DOCTOR, DOCTOR]
    assert [by[VialChosen], by[DoseGiven]] == [NURSE, NURSE]
    assert work.reader.card(child).doses[0].vaccinator == NURSE


def test_a_nurse_who_takes_over_looks_for_herself(work):
    child = a_child(work.desk)
    work.bring_to_needle(child)
    work.presenter.takes_scan(MMR_CODE)
    missing = work.missing()
    work.tick_all_one_by_one()
    assert work.missing() == ""

    work.presenter.on_user_changed(DOCTOR)

    assert work.missing() == missing != ""


def test_a_bad_vial_stays_bad_for_the_nurse_who_takes_over(work):
    child = a_child(work.desk)
    work.bring_to_needle(child)
    work.presenter.takes_scan(MMR_CODE)
    work.presenter.takes_scan(EXPIRED_CODE)
    stop = work.presenter.injection.face().stop

    work.presenter.on_user_changed(NURSE)

    assert work.presenter.injection.face().stop == stop
    work.presenter.injection.other_vial()
    work.tick_all_one_by_one()
    assert work.missing() == "先扫疫苗瓶上的码"


def test_an_identity_card_shows_who_it_is_and_does_not_tick_the_booklet(work):
    identity = "330122202603150016"
    child = a_child(work.desk, citizen_id=identity)

    work.bring_to_needle(child, identity)
    work.presenter.takes_scan(MMR_CODE)
    work.presenter.takes_scan(identity)
    work.tick_all_one_by_one()
    assert "对接种证" in work.missing()

    work.presenter.takes_scan(BOOKLET)
    assert work.missing() == ""
