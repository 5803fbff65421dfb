"""Several vaccines in one visit: each its own site, one given and one left out, then the watch."""

from datetime import date

import pytest
from builders import a_lot
from vaccination_builders import BOOKLET, JE_CODE, MMR_CODE, DeskOfTheTest, a_child, mmr_and_je_in_the_fridge

from clinic_app.domain.entries.subjects import person_subject
from clinic_app.domain.entries.vaccination import DoseRecorded
from clinic_app.domain.safety_check import CheckPoint
from clinic_app.domain.visit import DoseState, VisitState


@pytest.fixture
def room(desk):
    at_work = DeskOfTheTest(desk)
    yield at_work
    at_work.reader.close()


def before_the_needles(room, desk):
    """Bring a child of eight months before the needles of MMR and JE."""
    mmr_and_je_in_the_fridge(desk)
    child = a_child(desk)
    room.bring_to_needle(child)
    assert [dose.vaccine for dose in room.visit.planned] == ["MMR", "JE-L"]
    return child


def inject(room, code):
    room.presenter.takes_scan(code)
    room.tick_all_one_by_one()
    room.presenter.injection.give()


def leave_out(room, reason):
    room.prompter.answers = ["not_given", reason]
    room.presenter.leave()


def site_shown(room):
    return dict(room.presenter.injection.face().checks)[CheckPoint.SITE].value


@pytest.mark.parametrize("first", ["given", "left out"])
def test_one_given_and_one_left_out_is_watched(desk, room, first):
    child = before_the_needles(room, desk)

    if first == "given":
        inject(room, MMR_CODE)
        leave_out(room, "家长改主意，改天再种")
    else:
        room.presenter.takes_scan(JE_CODE)
        leave_out(room, "家长改主意，改天再种")
        inject(room, MMR_CODE)

    visit = room.visit
    assert visit.state is VisitState.OBSERVING
    assert {dose.vaccine: dose.state for dose in visit.planned} == {
        "MMR": DoseState.GIVEN,
        "JE-L": DoseState.NOT_GIVEN,
    }
    assert [dose.vaccine for dose in desk.card(child).doses] == ["MMR"]
    face = room.presenter.outcome.face()
    assert ("乙脑减毒 第 1 剂　家长改主意，改天再种", False) in face.doses


def test_all_left_out_is_no_watch(desk, room):
    before_the_needles(room, desk)

    leave_out(room, "注射前发现身体不适")
    leave_out(room, "注射前发现身体不适")

    assert room.visit.state is VisitState.CANCELLED


def test_two_injections_go_to_two_sites(desk, room):
    child = before_the_needles(room, desk)

    inject(room, MMR_CODE)
    inject(room, JE_CODE)

    assert {dose.site for dose in desk.card(child).doses} == {"left_upper_arm", "right_upper_arm"}


def test_a_site_changed_for_the_first_needle_is_taken_for_the_second(desk, room):
    child = before_the_needles(room, desk)
    room.presenter.takes_scan(MMR_CODE)
    assert site_shown(room) == "左上臂"

    room.presenter.injection.change_site()
    assert site_shown(room) == "右上臂"
    room.tick_all_one_by_one()
    room.presenter.injection.give()

    room.presenter.takes_scan(JE_CODE)
    assert room.presenter.injection.face().stop == (
        "停：部位 右上臂 这个部位今天打过针",
        "不要打这里。按 F4 换部位。",
    )
    room.presenter.injection.change_site()
    assert site_shown(room) == "左上臂"
    room.tick_all_one_by_one()
    room.presenter.injection.give()

    assert {dose.vaccine: dose.site for dose in desk.card(child).doses} == {
        "MMR": "right_upper_arm",
        "JE-L": "left_upper_arm",
    }
    assert ("麻腮风 第 1 剂　右上臂", True) in room.presenter.outcome.face().doses


def test_drops_have_no_side_and_nothing_to_change(desk, room):
    a_lot(desk, vaccine="bOPV", lot_number="P1", product_identifier="8303311")
    child = a_child(desk, birth_date=desk.clock.today().replace(year=2022))
    for vaccine, on in (("IPV", "2023-02-01"), ("IPV", "2023-03-05"), ("bOPV", "2023-04-10")):
        _recorded(desk, child, vaccine, on)
    room.presenter.start_visit(child, BOOKLET)
    room.screen()
    room.presenter.planning.save()
    room.consent()

    room.presenter.takes_scan("83033110512398600001")

    face = room.presenter.injection.face()
    assert not face.may_change_site
    assert face.doses[0].facts == "2滴 · 口服"
    assert dict(face.checks)[CheckPoint.SITE].value == "口服"
    assert dict(face.checks)[CheckPoint.ROUTE].value == "口服"


def _recorded(desk, person_id, vaccine, on):
    body = DoseRecorded(
        dose_id=desk.mint(), person_id=person_id, vaccine=vaccine, given_on=date.fromisoformat(on), source="booklet"
    )
    with desk.act() as act:
        act.write(body, subject=person_subject(person_id))
