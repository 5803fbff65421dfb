"""At the needle: the vial in hand, the red stop, the amber reason, the slow disk."""

from datetime import date

import pytest
from builders import a_lot
from vaccination_builders import (
    BOOKLET,
    EXPIRED_CODE,
    MMR_CODE,
    MMR_CODE_2,
    OTHER_BOOKLET,
    UNKNOWN_CODE,
    DeskOfTheTest,
    HeldWriter,
    a_child,
    mmr_and_je_in_the_fridge,
)

from clinic_app.domain.entries.health import HealthFactAdded
from clinic_app.domain.entries.subjects import person_subject
from clinic_app.domain.safety_check import CheckPoint
from clinic_app.domain.visit import VisitState
from clinic_app.gui.faces import CheckState, VaccineState


@pytest.fixture
def room(desk):
    at_work = DeskOfTheTest(desk)
    yield at_work
    at_work.reader.close()


def doses_of(room, person_id):
    return [dose.vaccine for dose in room.desk.card(person_id).doses]


def test_an_expired_vial_is_a_red_stop_with_the_good_lot(desk, room):
    _, expired = mmr_and_je_in_the_fridge(desk)
    child = a_child(desk)
    room.bring_to_needle(child)

    room.presenter.takes_scan(EXPIRED_CODE)

    face = room.presenter.injection.face()
    assert face.stop == (
        "停：麻腮风 批号 A202505007 已过期 12 天",
        "放进“待报损”盒。另取批号 A202509011（效期 2027-03-10，剩 6 人份），再扫码。",
    )
    assert dict(face.checks)[CheckPoint.APPEARANCE].state is CheckState.RED
    assert face.doses[0].state is VaccineState.STOP
    assert face.missing == "先换一支"
    room.tick_all_one_by_one()
    room.presenter.injection.give()
    assert doses_of(room, child) == []
    assert expired.doses_on_hand == 2


def test_a_stop_tells_the_shell_which_code_it_was(desk, room):
    mmr_and_je_in_the_fridge(desk)
    room.bring_to_needle(a_child(desk))
    stopped = []
    room.presenter.bench.stopped = stopped.append

    room.presenter.takes_scan(EXPIRED_CODE)

    assert stopped == [EXPIRED_CODE]


def test_a_typed_code_leaves_product_and_specification_to_a_person(desk, room):
    mmr_and_je_in_the_fridge(desk)
    room.bring_to_needle(a_child(desk))

    room.presenter.takes_scan(MMR_CODE, "typed")

    checks = dict(room.presenter.injection.face().checks)
    assert [checks[which].state for which in (CheckPoint.PRODUCT, CheckPoint.SPECIFICATION)] == [CheckState.EMPTY] * 2


def test_a_contraindication_stops_before_any_vial_is_taken(desk, room):
    mmr_and_je_in_the_fridge(desk)
    child = a_child(desk)
    room.bring_to_needle(child)
    fact = HealthFactAdded(
        fact_id=desk.mint(), person_id=child, what="contraindication", value="免疫缺陷", on=date(2026, 11, 18)
    )
    with desk.act() as act:
        act.write(fact, subject=person_subject(child))

    room.presenter.read_again()

    face = room.presenter.injection.face()
    assert face.stop[0] == "停：健康、禁忌 免疫缺陷 有禁忌"
    assert face.missing == "1 项停，不能注射"


def test_after_a_stop_the_vial_taken_before_must_be_scanned_again(desk, room):
    mmr_and_je_in_the_fridge(desk)
    room.bring_to_needle(a_child(desk))
    room.presenter.takes_scan(MMR_CODE)
    room.tick_all_one_by_one()
    assert room.missing() == ""

    room.presenter.takes_scan(EXPIRED_CODE)
    room.presenter.injection.other_vial()
    assert room.missing() == "先扫疫苗瓶上的码"

    room.presenter.takes_scan(MMR_CODE)
    assert room.missing() == "先做 ③ 看外观 · ⑪ 家长看瓶签"


def test_a_vial_of_another_vaccine_is_a_red_stop(desk, room):
    mmr_and_je_in_the_fridge(desk)
    room.bring_to_needle(a_child(desk))
    a_lot(desk, vaccine="HepB", lot_number="H1", product_identifier="8222333")

    room.presenter.takes_scan("82223330512398600001")

    face = room.presenter.injection.face()
    assert face.stop[0] == "停：这支是乙肝，登记的是麻腮风"
    assert "A202509011" in face.stop[1]
    assert dict(face.checks)[CheckPoint.PRODUCT].state is CheckState.RED


def test_a_quarantined_vial_is_a_red_stop(desk, room):
    mmr_and_je_in_the_fridge(desk)
    a_lot(desk, vaccine="MMR", lot_number="Q1", product_identifier="8777777", quarantined=True)
    room.bring_to_needle(a_child(desk))

    room.presenter.takes_scan("87777770512398600001")

    assert room.presenter.injection.face().stop[0] == "停：麻腮风 批号 Q1 已封存，不能用"


def test_an_unknown_code_asks_once_which_lot_it_is(desk, room):
    good, _ = mmr_and_je_in_the_fridge(desk)
    room.bring_to_needle(a_child(desk))
    room.prompter.answers = [good.id]

    room.presenter.takes_scan(UNKNOWN_CODE)

    question = room.prompter.questions[0]
    assert question.choices[0].text == "不用这支"
    assert room.visit.planned[0].lot_id == good.id
    checks = dict(room.presenter.injection.face().checks)
    assert checks[CheckPoint.PRODUCT].state is CheckState.EMPTY, "a person said which lot, so a person compares"


def test_an_allergy_is_amber_until_somebody_writes_why(desk, room):
    mmr_and_je_in_the_fridge(desk)
    child = a_child(desk)
    fact = HealthFactAdded(
        fact_id=desk.mint(), person_id=child, what="allergy", value="青霉素", on=date(2026, 5, 15), source="家长自述"
    )
    with desk.act() as act:
        act.write(fact, subject=person_subject(child))
    room.bring_to_needle(child)
    room.presenter.takes_scan(MMR_CODE)
    room.tick_all_one_by_one()
    assert room.missing() == "先做 ① 写理由"
    room.prompter.answers = ["不含此成分"]

    room.presenter.injection.write_reason()
    room.presenter.injection.give()

    assert doses_of(room, child) == ["MMR"]


def test_a_second_press_of_f9_on_a_slow_disk_is_one_dose(desk):
    mmr_and_je_in_the_fridge(desk)
    child = a_child(desk)
    room = DeskOfTheTest(desk)
    room.bring_to_needle(child)
    room.presenter.takes_scan(MMR_CODE)
    room.tick_all_one_by_one()
    slow = DeskOfTheTest(desk, writer=HeldWriter(desk))
    slow.presenter.bench.take_up(child, room.visit.id)
    slow.tick_all_one_by_one()

    slow.presenter.injection.give()
    slow.presenter.injection.give()
    assert slow.missing() == "正在保存…"
    slow.tools.writer.let_go()

    assert doses_of(room, child) == ["MMR"]
    for used in (room, slow):
        used.reader.close()


def test_a_scan_during_a_save_is_not_lost(desk):
    mmr_and_je_in_the_fridge(desk)
    child = a_child(desk)
    room = DeskOfTheTest(desk)
    room.presenter.start_visit(child, BOOKLET)
    room.screen()
    room.presenter.planning.save()
    slow = DeskOfTheTest(desk, writer=HeldWriter(desk))
    slow.presenter.bench.take_up(child, room.visit.id)

    slow.consent()
    slow.presenter.takes_scan(MMR_CODE)
    slow.tools.writer.let_go()

    assert slow.visit.state is VisitState.INJECTING
    assert slow.visit.planned[0].code == MMR_CODE
    for used in (room, slow):
        used.reader.close()


def test_a_vial_used_before_is_a_red_stop(desk, room):
    mmr_and_je_in_the_fridge(desk)
    room.bring_to_needle(a_child(desk))
    room.presenter.takes_scan(MMR_CODE)
    room.tick_all_one_by_one()
    room.presenter.injection.give()
    room.presenter.park()
    room.bring_to_needle(a_child(desk, name="刘雨桐", booklet=OTHER_BOOKLET), OTHER_BOOKLET)

    room.presenter.takes_scan(MMR_CODE)

    face = room.presenter.injection.face()
    assert face.stop[0] == "停：这一支已经用过"
    assert dict(face.checks)[CheckPoint.APPEARANCE].state is CheckState.RED
    room.presenter.injection.other_vial()
    room.presenter.takes_scan(MMR_CODE_2)
    assert room.presenter.injection.face().stop is None
