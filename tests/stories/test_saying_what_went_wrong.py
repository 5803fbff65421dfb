"""F10, 已经打错了: a few short answers at the desk, one record, the report, and what to do next."""

from datetime import date, timedelta

import pytest
from builders import MORNING, a_lot, a_visit_ready_for_injection
from vaccination_builders import (
    BOOKLET,
    JE_CODE,
    MMR_CODE,
    OTHER_BOOKLET,
    DeskOfTheTest,
    a_child,
    mmr_and_je_in_the_fridge,
)

from clinic_app.domain.visit import DoseState, VisitState


@pytest.fixture
def room(desk):
    at_work = DeskOfTheTest(desk)
    yield at_work
    at_work.reader.close()


def at_the_needle(room, desk, **child):
    """Bring a child before the needle with its MMR vial in hand."""
    person_id = a_child(desk, **child)
    room.bring_to_needle(person_id, child.get("booklet", BOOKLET))
    room.presenter.takes_scan(MMR_CODE)
    return person_id


def say(room, *answers):
    room.prompter.answers = list(answers)
    room.presenter.already_wrong()
    assert room.prompter.answers == [], "every answer was asked for"


def papers(desk):
    return sorted(path.name.split("-")[0] for path in desk.premises.outbox.glob("*.pdf"))


def test_the_wrong_vial_was_injected_and_found_out_at_once(desk, room):
    mmr_and_je_in_the_fridge(desk)
    child = at_the_needle(room, desk)

    say(room, "wrong_vaccine", JE_CODE, "now", "已告知家长，留观中", "go", "")

    card = desk.card(child)
    assert [(dose.vaccine, dose.trace_code, dose.site) for dose in card.counted_doses] == [
        ("JE-L", JE_CODE, "left_upper_arm")
    ]
    assert (card.errors[0].error, card.errors[0].expected) == ("wrong_vaccine", "MMR")
    assert room.visit.state is VisitState.OBSERVING
    assert "error_notice" in papers(desk)
    said = room.prompter.questions[-1]
    assert said.title == "已如实记下，张小明 开始留观"
    assert said.sentence.splitlines() == [
        "1　留观 30 分钟",
        "2　如实告知家长",
        "3　核对下一剂的日子：乙脑 2028-03-15 起",
        "4　留好空瓶和针具",
        "5　接种差错报告已放进打印文件夹，最迟 2026-11-20 08:30 前报告（请核对本地规定）",
    ]
    assert any("接种差错" in words for words, _ in room.presenter.outcome.face().doses)


def test_an_injection_in_place_of_the_drops_is_not_written_as_swallowed(desk, room):
    a_lot(desk, vaccine="bOPV", doses=20)
    a_lot(desk, vaccine="JE-L", product_identifier=JE_CODE[:7])
    child = a_child(desk)
    a_visit_ready_for_injection(desk, person_id=child, vaccines=("bOPV",), sites=("oral",))
    room.presenter.start_visit(child, BOOKLET)

    say(room, "wrong_vaccine", JE_CODE, "now", "已告知家长，留观中", "go", "")

    assert [(dose.vaccine, dose.site, dose.route) for dose in desk.card(child).counted_doses] == [("JE-L", "", "SC")]


def test_enter_everywhere_writes_nothing(desk, room):
    mmr_and_je_in_the_fridge(desk)
    child = at_the_needle(room, desk)

    say(room, "")
    say(room, "wrong_vaccine", JE_CODE, "now", "已告知家长，留观中", "")

    assert desk.card(child).doses == ()
    assert room.visit.state is VisitState.INJECTING


def test_the_injection_went_into_the_brother(desk, room):
    mmr_and_je_in_the_fridge(desk)
    brother = a_child(desk, name="张小亮", booklet=OTHER_BOOKLET)
    child = at_the_needle(room, desk)

    say(room, "wrong_person", OTHER_BOOKLET, brother, "now", "已告知家长，已请医生看", "go", "")

    assert desk.card(child).doses == ()
    assert room.visit.planned[0].state is DoseState.LOT_CHOSEN, "he is still before his needle"
    assert [dose.vaccine for dose in desk.card(brother).counted_doses] == ["MMR"]
    assert desk.card(brother).open_visit.state is VisitState.OBSERVING


def test_the_injection_was_recorded_on_the_child_and_went_into_the_brother(desk, room):
    mmr_and_je_in_the_fridge(desk)
    brother = a_child(desk, name="张小亮", booklet=OTHER_BOOKLET)
    child = at_the_needle(room, desk)
    room.tick_all_one_by_one()
    room.presenter.injection.give()
    dose = desk.card(child).counted_doses[0]

    say(room, "wrong_person", dose.id, "张小亮", brother, "已告知家长，已请医生看", "go", "")

    assert desk.card(child).counted_doses == ()
    assert [(d.vaccine, d.given_at) for d in desk.card(brother).counted_doses] == [("MMR", dose.given_at)]


def test_the_very_child_is_no_wrong_child(desk, room):
    mmr_and_je_in_the_fridge(desk)
    brother = a_child(desk, name="张小亮", booklet=OTHER_BOOKLET)
    at_the_needle(room, desk)

    say(room, "wrong_person", BOOKLET, OTHER_BOOKLET, brother, "now", "已请医生看", "go", "")

    assert room.prompter.told[0][0] == "选的就是 张小明 本人"


def test_a_lot_nobody_received_is_taken_from_its_label(desk, room):
    mmr_and_je_in_the_fridge(desk)
    child = at_the_needle(room, desk)

    say(room, "wrong_vaccine", "Z-9", "五联五联", "五联", "20270631", "看不清", "now", "已告知家长，留观中", "go", "")

    (dose,) = desk.card(child).counted_doses
    assert (dose.vaccine, dose.lot_number, dose.expires_on, dose.lot_id) == ("DTaP-IPV/Hib", "Z-9", None, "")
    assert [told[0] for told in room.prompter.told[:2]] == [
        "目录里没有这个品名：五联五联",
        "有效期没有看懂：20270631",
    ]


def test_a_site_said_afterwards_replaces_the_one_on_record(desk, room):
    mmr_and_je_in_the_fridge(desk)
    child = at_the_needle(room, desk)
    room.tick_all_one_by_one()
    room.presenter.injection.give()
    dose = desk.card(child).counted_doses[0]

    say(room, "place", "wrong_site", dose.id, "left_thigh", "已告知家长，留观中", "go", "")

    (truth,) = desk.card(child).counted_doses
    assert (truth.vaccine, truth.site) == ("MMR", "left_thigh")
    assert desk.card(child).errors[0].expected == dose.site


@pytest.mark.parametrize(
    ("words", "minutes"), [("0815", 15), ("08:15", 15), ("815", 15), ("20261118 0815", 15), ("20261118 0800", 30)]
)
def test_the_time_is_read_as_it_is_said(desk, room, words, minutes):
    mmr_and_je_in_the_fridge(desk)
    child = at_the_needle(room, desk)

    say(room, "wrong_vaccine", JE_CODE, "typed", words, "已告知家长，留观中", "go", "")

    assert desk.card(child).counted_doses[0].given_at == MORNING - timedelta(minutes=minutes)


@pytest.mark.parametrize("words", ["2561", "0831", "昨天", "20261119 0800", "20260231 0800"])
def test_a_time_that_is_none_or_lies_ahead_is_asked_again(desk, room, words):
    mmr_and_je_in_the_fridge(desk)
    child = at_the_needle(room, desk)

    say(room, "wrong_vaccine", JE_CODE, "typed", words, "0815", "已告知家长，留观中", "go", "")

    assert room.prompter.told[0][0] == f"时间没有看懂：{words}"
    assert len(desk.card(child).counted_doses) == 1


def test_an_expired_vial_that_went_in_is_written_with_its_lot(desk, room):
    a_lot(desk, vaccine="MMR", lot_number="X1", expires_on=date(2026, 11, 1))
    mmr_and_je_in_the_fridge(desk)
    child = at_the_needle(room, desk)

    say(room, "wrong_vaccine", "X1", "now", "已请医生看", "go", "")

    assert desk.card(child).counted_doses[0].expires_on == date(2026, 11, 1)
    assert room.visit.state is VisitState.OBSERVING
