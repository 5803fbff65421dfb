"""预检, 登记 and 告知 by keys alone, and nothing of them clipped on any screen."""

from datetime import date

import pytest
from builders import TODAY, a_lot
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from test_vaccination_room import KEYS, SCREENS, AtTheDesk, assert_nothing_is_clipped
from vaccination_builders import BOOKLET, OTHER_BOOKLET, a_child, mmr_and_je_in_the_fridge

from clinic_app.domain.entries.appointments import AppointmentMade
from clinic_app.domain.entries.clinic import SettingChanged
from clinic_app.domain.entries.subjects import CLINIC, person_subject
from clinic_app.domain.visit import VisitState
from clinic_app.services.registration import end_visit
from clinic_app.services.visit_wish import VisitOf

pytestmark = pytest.mark.gui

BORN_1961, EIGHTEEN_MONTHS = date(1961, 3, 2), date(2025, 5, 18)
MANY = ("HepB", "IPV", "DTaP", "MMR", "JE-L", "MPSV-A", "DTaP-IPV/Hib", "EV71", "VarV", "PCV13")


@pytest.fixture
def at_desk(qtbot, desk):
    made = AtTheDesk(qtbot, desk)
    yield made
    made.work.reader.close()


def stocked(desk, *vaccines):
    for vaccine in vaccines:
        a_lot(desk, vaccine=vaccine, lot_number=f"L-{vaccine}")


def an_appointment(desk, person_id):
    made = AppointmentMade(appointment_id=desk.mint(), person_id=person_id, on=TODAY, half_day="morning")
    with desk.act() as act:
        act.write(made, subject=person_subject(person_id))


def written(words):
    """Commit words through the input method into the field with the focus."""
    committed = QInputMethodEvent()
    committed.setCommitString(words)
    QApplication.sendEvent(QApplication.focusWidget(), committed)
    QTest.qWait(45)


def sent_home(at_desk):
    """End the visit in hand, so that it does not stand among the open children."""
    visit, desk = at_desk.visit, at_desk.work.desk
    end_visit(desk, VisitOf(person_id=visit.person_id, visit_id=visit.id, draft=desk.mint()), "cancelled", "有事先走")
    at_desk.work.presenter.read_again()
    at_desk.work.presenter.park()


def screened(at_desk, child, code=BOOKLET):
    at_desk.arrive(child, code)
    at_desk.digits("366")
    at_desk.press(KEYS.Key_0, KEYS.Key_F9)


def test_a_child_with_fever_goes_home_by_keys_alone(at_desk, desk):
    at_desk.arrive(a_child(desk))
    at_desk.digits("385")

    at_desk.press(KEYS.Key_0)
    assert at_desk.focused().startswith("判断的医生")
    at_desk.press(KEYS.Key_F9)
    assert at_desk.visit.state is VisitState.WAITING
    at_desk.press(KEYS.Key_1, KEYS.Key_Return, KEYS.Key_F9)

    assert at_desk.visit.state is VisitState.POSTPONED
    assert (at_desk.visit.screening.doctor, at_desk.visit.screening.until) == ("王医生", date(2026, 11, 25))
    assert any("医学建议单已放进打印文件夹" in words for words in at_desk.spoken())


def test_the_tick_that_the_guardian_was_told_comes_after_the_last_question(at_desk, desk):
    at_desk.arrive(a_child(desk))
    at_desk.digits("366")

    at_desk.press(*[KEYS.Key_Space] * 8)
    assert at_desk.focused().startswith("已告知家长")
    at_desk.press(KEYS.Key_F9)
    assert at_desk.visit.state is VisitState.WAITING
    at_desk.press(KEYS.Key_Space, KEYS.Key_F9)

    assert at_desk.visit.screening.told


def test_f6_asks_three_questions_and_the_scan_of_the_next_child_keeps_it(at_desk, desk):
    stocked(desk, "MMR")
    at_desk.arrive(a_child(desk))
    at_desk.press(KEYS.Key_F6)
    at_desk.digits("366")
    assert at_desk.focused().startswith("1 现在发热")
    assert [q.id for q in at_desk.work.presenter.screening.face().questions] == ["fever", "acute_illness", "allergy"]

    at_desk.press(KEYS.Key_0, KEYS.Key_F9)

    assert at_desk.visit.screening.quick
    assert len(at_desk.visit.screening.answers) == 3


def test_f4_cancels_an_appointment_with_a_reason(at_desk, desk):
    child = a_child(desk)
    an_appointment(desk, child)
    at_desk.arrive(child)

    at_desk.press(KEYS.Key_F4, KEYS.Key_1, KEYS.Key_Return)

    assert desk.card(child).appointments[0].cancel_reason == "儿童身体不适"
    assert at_desk.visit.state is VisitState.WAITING


def test_leaving_out_a_due_vaccine_asks_why(at_desk, desk):
    mmr_and_je_in_the_fridge(desk)
    screened(at_desk, a_child(desk))
    assert at_desk.focused().startswith("麻腮风 第 1 剂 · 左上臂")

    at_desk.press(KEYS.Key_Space)
    assert at_desk.window.prompter.is_open()
    at_desk.press(KEYS.Key_1, KEYS.Key_Return)
    assert "今天不种：家长要求分开种" in at_desk.focused()
    at_desk.press(KEYS.Key_F9)

    assert [dose.vaccine for dose in at_desk.visit.planned] == ["JE-L"]


def test_esc_leaves_the_plan_as_it_was(at_desk, desk):
    mmr_and_je_in_the_fridge(desk)
    screened(at_desk, a_child(desk))

    at_desk.press(KEYS.Key_Space, KEYS.Key_Escape, KEYS.Key_F9)

    assert [dose.vaccine for dose in at_desk.visit.planned] == ["MMR", "JE-L"]


def test_a_paid_vaccine_is_chosen_by_keys_after_the_written_choice(at_desk, desk):
    stocked(desk, "HepA-L", "HepA-I")
    screened(at_desk, a_child(desk, birth_date=EIGHTEEN_MONTHS))
    presenter = at_desk.work.presenter
    rows = [row.vaccine for row in presenter.planning.face().rows]
    at_desk.press(*[KEYS.Key_Down] * rows.index("甲肝灭活"))
    assert at_desk.focused().startswith("甲肝灭活")

    at_desk.press(KEYS.Key_Space)
    assert at_desk.focused() == "种免费的 Enter"
    at_desk.press(KEYS.Key_Return)
    assert not presenter.planning.face().also[0].chosen

    at_desk.press(KEYS.Key_Space, KEYS.Key_1)
    written("册5页1")
    at_desk.press(KEYS.Key_Return)
    at_desk.digits("180")
    at_desk.press(KEYS.Key_Return, KEYS.Key_Return)
    assert "180 元 · 未交费" in at_desk.focused()
    at_desk.press(KEYS.Key_F9)

    paid = next(dose for dose in at_desk.visit.planned if dose.vaccine == "HepA-I")
    assert (paid.instead_of, paid.price_fen, paid.paid) == ("HepA-L", 18000, False)


def test_f6_changes_the_site_of_the_row_with_the_focus(at_desk, desk):
    mmr_and_je_in_the_fridge(desk)
    child = a_child(desk)
    screened(at_desk, child)
    at_desk.press(KEYS.Key_F6)
    assert not at_desk.window.prompter.is_open()  # both arms are taken by the two live vaccines

    at_desk.press(KEYS.Key_Down, KEYS.Key_Space, KEYS.Key_1, KEYS.Key_Return, KEYS.Key_Up)
    at_desk.press(KEYS.Key_F6, KEYS.Key_1, KEYS.Key_1, KEYS.Key_Return)

    assert at_desk.focused().startswith("麻腮风 第 1 剂 · 右上臂")


def test_where_the_paper_lies_is_typed_at_the_signature(at_desk, desk):
    mmr_and_je_in_the_fridge(desk)
    screened(at_desk, a_child(desk))
    at_desk.press(KEYS.Key_F9, KEYS.Key_Space, KEYS.Key_Tab)
    assert at_desk.focused().startswith("签好的纸放在")

    written("册3页12")
    at_desk.press(KEYS.Key_Return, KEYS.Key_F9)

    assert at_desk.visit.consent.filed == "册3页12"


def test_f4_prints_the_consent_form(at_desk, desk):
    mmr_and_je_in_the_fridge(desk)
    screened(at_desk, a_child(desk))

    at_desk.press(KEYS.Key_F9, KEYS.Key_F4)

    assert (desk.premises.outbox / f"{at_desk.visit.ticket}-consent.pdf").exists()


@pytest.mark.parametrize(("width", "height"), SCREENS)
def test_the_fullest_pages_are_not_clipped_on_any_screen(qtbot, desk, width, height):
    stocked(desk, *MANY)
    with desk.act() as act:
        act.write(SettingChanged(name="screening_questions", value="13", reason=""), subject=CLINIC)
    at_desk = AtTheDesk(qtbot, desk, width=width, height=height)
    presenter = at_desk.work.presenter
    feverish = a_child(desk)
    an_appointment(desk, feverish)
    at_desk.arrive(feverish)
    assert_nothing_is_clipped(at_desk)
    at_desk.digits("385")
    presenter.screening.answer_rest_no()
    assert_nothing_is_clipped(at_desk)
    presenter.screening.set_until("20361111")
    assert_nothing_is_clipped(at_desk)
    sent_home(at_desk)

    at_desk.arrive(a_child(desk, name="赵桂英", booklet=OTHER_BOOKLET, birth_date=BORN_1961), OTHER_BOOKLET)
    presenter.screening.set_temperature("364")
    presenter.screening.answer("hypertension", True)
    presenter.screening.answer_rest_no()
    for pressure in ("", "172/95", "95/172"):
        presenter.screening.set_pressure(pressure)
        assert_nothing_is_clipped(at_desk)
    sent_home(at_desk)

    screened(at_desk, a_child(desk, name="杨老二", booklet="330122010120260003"), "330122010120260003")
    assert_nothing_is_clipped(at_desk)
    rows = [row for row in at_desk.room.findChildren(type(QApplication.focusWidget())) if row.isVisible()]
    assert len(rows) == len(MANY) - 1  # varicella is for children of a year and more
    assert all(row.height() >= 40 for row in rows)
    at_desk.work.reader.close()
