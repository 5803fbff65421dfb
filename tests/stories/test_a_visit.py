"""A visit in the nurse's words: from the booklet to the chair, and every way it may turn."""

from datetime import date, timedelta

import pytest
from vaccination_builders import (
    BOOKLET,
    JE_CODE,
    MMR_CODE,
    OTHER_BOOKLET,
    DeskOfTheTest,
    a_child,
    mmr_and_je_in_the_fridge,
)

from clinic_app.domain.safety_check import CheckPoint
from clinic_app.domain.visit import DoseState, VisitState
from clinic_app.gui.faces import CheckState


@pytest.fixture
def room(desk):
    at_work = DeskOfTheTest(desk)
    yield at_work
    at_work.reader.close()


def doses_of(room, person_id):
    return [dose.vaccine for dose in room.desk.card(person_id).doses]


def test_a_routine_child_walks_from_the_booklet_to_the_chair(desk, room):
    mmr_and_je_in_the_fridge(desk)
    child = a_child(desk)

    room.bring_to_needle(child)
    for code in (MMR_CODE, JE_CODE):
        room.presenter.takes_scan(code)
        room.tick_all_one_by_one()
        room.presenter.injection.give()

    assert room.visit.state is VisitState.OBSERVING
    assert doses_of(room, child) == ["MMR", "JE-L"]
    assert room.presenter.outcome.face().big == "09:00 可离开"
    assert (desk.premises.outbox / f"{room.visit.ticket}.pdf").read_bytes().startswith(b"%PDF")
    assert room.prompter.questions == []
    assert room.failures == []


def test_the_steps_at_the_left_say_what_was_found(desk, room):
    mmr_and_je_in_the_fridge(desk)

    room.bring_to_needle(a_child(desk))

    notes = [step.note for step in room.presenter.steps()]
    assert notes == ["36.6 ℃ 正常", "2 剂已定", "母 王芳 已签", "第 1 / 2 针", "30 分钟"]


def test_what_is_due_and_on_hand_is_chosen_and_what_is_not_on_hand_says_so(desk, room):
    mmr_and_je_in_the_fridge(desk)

    room.presenter.start_visit(a_child(desk), BOOKLET)
    room.screen()

    rows = {row.vaccine: row for row in room.presenter.planning.face().rows}
    assert rows["麻腮风"].chosen
    assert rows["麻腮风"].stock == "剩 6 人份"
    assert "已满8月龄（2026-11-15）" in rows["麻腮风"].reason
    assert not rows["乙肝"].chosen
    assert rows["乙肝"].stock == "没有可用的批号"


def test_a_vaccine_can_be_left_out_of_the_plan(desk, room):
    mmr_and_je_in_the_fridge(desk)
    room.presenter.start_visit(a_child(desk), BOOKLET)
    room.screen()
    room.prompter.answers = ["家长要求分开种"]

    room.presenter.planning.face()
    room.presenter.planning.toggle("JE")
    room.presenter.planning.save()

    assert [dose.vaccine for dose in room.visit.planned] == ["MMR"]
    assert ("JE", "家长要求分开种") in room.visit.left_out


@pytest.mark.parametrize(
    ("typed", "tenths"), [("36.6", 366), ("366", 366), ("３６６", 366), ("36。6", 366), ("37", None)]
)
def test_the_temperature_is_read_with_or_without_a_point(desk, room, typed, tenths):
    room.presenter.start_visit(a_child(desk))

    room.presenter.screening.set_temperature(typed)

    assert room.presenter.screening.tenths() == tenths


def test_nothing_of_the_screening_is_taken_for_granted(desk, room):
    room.presenter.start_visit(a_child(desk))

    room.presenter.screening.save()
    assert room.presenter.screening.face().missing == "先量体温"

    room.presenter.screening.set_temperature("366")
    room.presenter.screening.answer("fever", False)
    room.presenter.screening.save()

    assert room.presenter.screening.face().missing == "还有 7 项没有问"
    assert room.visit.state is VisitState.WAITING


def test_a_child_with_fever_goes_home_with_advice_and_a_day_to_come_back(desk, room):
    child = a_child(desk)
    room.presenter.start_visit(child, BOOKLET)
    room.presenter.screening.set_doctor("王医生")

    room.screen("38.2")

    assert room.visit.state is VisitState.POSTPONED
    assert room.visit.screening.advice == "体温 38.2 ℃，暂缓；退热并恢复后再来"
    assert room.visit.screening.until == date(2026, 11, 25)
    assert room.presenter.outcome.face().big == "复诊 2026-11-25"
    assert doses_of(room, child) == []


def test_a_child_with_fever_cannot_be_called_fit(desk, room):
    room.presenter.start_visit(a_child(desk))
    room.presenter.screening.set_temperature("37.3")

    room.presenter.screening.decide("fit")

    assert room.presenter.screening.face().decision == "postponed"


def test_a_yes_needs_a_decision_and_words(desk, room):
    room.presenter.start_visit(a_child(desk))
    screening = room.presenter.screening
    screening.set_temperature("366")
    screening.answer("skin", True)
    screening.answer_rest_no()

    assert screening.face().missing == "先定结果"
    screening.decide("fit")
    assert screening.face().missing == "先写医生"
    screening.set_doctor("1")
    assert screening.face().missing == "先写建议"
    screening.set_advice("局部湿疹，换一侧接种")
    screening.save()

    assert room.visit.state is VisitState.SCREENED
    assert dict(room.visit.screening.answers)["skin"]


def test_zero_denies_only_the_questions_not_answered_yet(desk, room):
    room.presenter.start_visit(a_child(desk))
    room.presenter.screening.answer("allergy", True)

    room.presenter.screening.answer_rest_no()

    answers = {question.id: question.answer for question in room.presenter.screening.face().questions}
    assert answers["allergy"] is True
    assert sum(answers.values()) == 1


def test_the_signature_has_no_default(desk, room):
    mmr_and_je_in_the_fridge(desk)
    room.presenter.start_visit(a_child(desk), BOOKLET)
    room.screen()
    room.presenter.planning.save()

    room.presenter.consent.save()
    assert room.visit.state is VisitState.REGISTERED
    assert room.presenter.consent.face().missing == "先签字"

    room.consent()

    assert (room.visit.consent.signer, room.visit.consent.relation) == ("王芳", "mother")


def test_somebody_else_may_sign(desk, room):
    mmr_and_je_in_the_fridge(desk)
    room.presenter.start_visit(a_child(desk), BOOKLET)
    room.screen()
    room.presenter.planning.save()
    room.prompter.answers = ["father", "张大山"]

    room.presenter.consent.change_signer()
    room.consent()

    assert (room.visit.consent.signer, room.visit.consent.relation) == ("张大山", "father")


def test_a_vial_scanned_too_early_is_kept_for_later_with_words(desk, room):
    mmr_and_je_in_the_fridge(desk)
    room.presenter.start_visit(a_child(desk), BOOKLET)

    assert room.presenter.takes_scan(MMR_CODE)

    assert room.prompter.told[-1][:2] == ("还没到接种这一步", "先做“预检”，再扫疫苗。")


def test_another_childs_booklet_never_changes_the_child_silently(desk, room):
    first, second = a_child(desk), a_child(desk, name="刘雨桐", booklet=OTHER_BOOKLET)
    room.presenter.start_visit(first, BOOKLET)
    room.prompter.answers = [""]

    room.presenter.takes_scan(OTHER_BOOKLET)

    question = room.prompter.questions[0]
    assert question.title == "扫到另一位儿童：刘雨桐"
    assert question.choices[0].text == "留在 张小明"
    assert room.visit.person_id == first

    room.prompter.answers = ["go"]
    room.presenter.takes_scan(OTHER_BOOKLET)

    assert room.visit.person_id == second
    assert [child.name for child in room.presenter.children()] == ["张小明", "刘雨桐"]


def test_the_own_booklet_settles_item_two_when_the_child_was_found_by_search(desk, room):
    mmr_and_je_in_the_fridge(desk)
    room.bring_to_needle(a_child(desk), scanned="")
    room.presenter.takes_scan(MMR_CODE)
    assert dict(room.presenter.injection.face().checks)[CheckPoint.BOOKLET].state is CheckState.EMPTY

    assert room.presenter.takes_scan(BOOKLET)

    assert dict(room.presenter.injection.face().checks)[CheckPoint.BOOKLET].state is CheckState.PERSON
    assert room.prompter.questions == []


def test_ticks_wait_while_another_child_is_served(desk, room):
    mmr_and_je_in_the_fridge(desk)
    first, second = a_child(desk), a_child(desk, name="刘雨桐", booklet=OTHER_BOOKLET)
    room.bring_to_needle(first)
    room.presenter.takes_scan(MMR_CODE)
    room.presenter.injection.tick(CheckPoint.NAME)

    room.presenter.park()
    assert room.presenter.head() is None
    room.presenter.start_visit(second, OTHER_BOOKLET)
    room.presenter.screening.set_temperature("366")
    room.presenter.switch_to(first)

    assert dict(room.presenter.injection.face().checks)[CheckPoint.NAME].state is CheckState.PERSON
    room.presenter.switch_by(1)
    assert room.presenter.screening.face().temperature == "366"


def test_one_dose_can_be_left_out_and_the_other_given(desk, room):
    mmr_and_je_in_the_fridge(desk)
    child = a_child(desk)
    room.bring_to_needle(child)
    room.presenter.takes_scan(MMR_CODE)
    room.tick_all_one_by_one()
    room.presenter.injection.give()
    room.prompter.answers = ["not_given", "孩子哭闹，没有注射"]

    room.presenter.leave()

    assert room.visit.state is VisitState.OBSERVING
    assert room.visit.planned[1].state is DoseState.NOT_GIVEN
    assert doses_of(room, child) == ["MMR"]
    assert (desk.premises.outbox / f"{room.visit.ticket}.pdf").exists()


@pytest.mark.parametrize(
    ("way", "state"),
    [("refused", VisitState.REFUSED), ("cancelled", VisitState.CANCELLED), ("no_show", VisitState.NO_SHOW)],
)
def test_every_side_exit_needs_a_reason(desk, room, way, state):
    room.presenter.start_visit(a_child(desk), BOOKLET)
    room.prompter.answers = [way, "家长先问医生"]

    room.presenter.leave()

    assert room.visit.state is state
    assert room.visit.end_reason == "家长先问医生"


def test_one_step_back_with_a_reason(desk, room):
    mmr_and_je_in_the_fridge(desk)
    room.presenter.start_visit(a_child(desk), BOOKLET)
    room.screen()
    room.presenter.planning.save()
    room.prompter.answers = ["back", "登记的疫苗要改"]

    room.presenter.leave()

    assert room.visit.state is VisitState.SCREENED


def test_enter_on_the_way_out_goes_on_with_the_step(desk, room):
    room.presenter.start_visit(a_child(desk), BOOKLET)
    room.prompter.answers = [""]

    room.presenter.leave()

    assert room.visit.state is VisitState.WAITING


def test_names_are_hidden_when_masked(desk, room):
    room.presenter.start_visit(a_child(desk), BOOKLET)

    room.presenter.set_masked(True)

    assert room.presenter.head().name == "张*明"
    assert [child.name for child in room.presenter.children()] == ["张*明"]


def test_a_nurse_without_the_right_is_told_what_to_do(desk, room):
    mmr_and_je_in_the_fridge(desk)
    room.bring_to_needle(a_child(desk))
    room.presenter.takes_scan(MMR_CODE)
    room.tick_all_one_by_one()
    desk.user_id = "u-wang"

    room.presenter.injection.give()

    assert room.presenter.injection.face().stop[0] == "停：当前登录的人不能接种"
    assert room.visit.state is VisitState.INJECTING


def test_thirty_minutes_are_counted_from_the_last_needle(desk, room, clock):
    mmr_and_je_in_the_fridge(desk)
    room.bring_to_needle(a_child(desk))
    for code, minutes in ((MMR_CODE, 4), (JE_CODE, 0)):
        room.presenter.takes_scan(code)
        room.tick_all_one_by_one()
        room.presenter.injection.give()
        clock.advance(timedelta(minutes=minutes))

    assert room.presenter.outcome.face().about == "从最后一针 08:34 算起"
    assert room.presenter.outcome.face().big == "09:04 可离开"
