"""F10, 已经打错了, from every place it can be reached: needle, outcome, card and tile; Enter writes nothing."""

from datetime import timedelta

import pytest
from anomalies.thirteen_stops import nothing_wrong
from builders import a_lot, a_visit_ready_for_injection, write_a_dose
from desk_tools import RememberingNavigation, tools_for
from open_rooms import OpenRooms, watched_child
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from test_stops_on_the_screen import at_the_needle
from vaccination_builders import JE_CODE, FakePrompter

from clinic_app.domain.visit import VisitState
from clinic_app.gui.rooms.cards.presenter import CardsPresenter
from clinic_app.gui.rooms.cards.view import CardsRoom

pytestmark = pytest.mark.gui

KEYS = Qt.Key


def open_prompt(at_desk):
    """Return what the standing question says."""
    return at_desk.window.prompter._card.accessibleName()


def test_at_the_needle_ten_presses_and_one_scan_record_the_wrong_vial(qtbot, desk):
    a_lot(desk, vaccine="JE-L", lot_number="J202604012", product_identifier="8111222")
    scene = nothing_wrong(desk)
    at_desk = at_the_needle(qtbot, desk, scene)
    at_desk.scan(scene.code)
    at_desk.presses = 0

    at_desk.press(KEYS.Key_F10, KEYS.Key_1)
    at_desk.scan(JE_CODE)
    at_desk.press(KEYS.Key_Return, KEYS.Key_Return, KEYS.Key_1, KEYS.Key_Return)
    assert "打错疫苗：乙脑减毒 J202604012" in open_prompt(at_desk)
    at_desk.press(KEYS.Key_F9)

    assert at_desk.visit.state is VisitState.OBSERVING
    assert [dose.vaccine for dose in desk.card(scene.person_id).counted_doses] == ["JE-L"]
    assert "接种差错报告已放进打印文件夹" in open_prompt(at_desk)
    assert at_desk.presses <= 10
    at_desk.press(KEYS.Key_Return)
    assert any("接种差错" in label for label in words_shown(at_desk.room))
    at_desk.work.reader.close()


def words_shown(room):
    """Return what the labels of the room say."""
    return [label.text() for label in room.findChildren(object) if hasattr(label, "text") and callable(label.text)]


def test_a_scan_into_the_form_never_takes_a_vial_at_the_bench(qtbot, desk):
    scene = nothing_wrong(desk)
    at_desk = at_the_needle(qtbot, desk, scene)

    at_desk.press(KEYS.Key_F10, KEYS.Key_1)
    at_desk.scan(scene.code)
    at_desk.press(KEYS.Key_Escape)

    assert at_desk.visit.planned[0].lot_id is None
    at_desk.work.reader.close()


def test_fifty_enters_in_the_form_write_nothing(qtbot, desk):
    scene = nothing_wrong(desk)
    at_desk = at_the_needle(qtbot, desk, scene)
    at_desk.press(KEYS.Key_F10)

    for _ in range(50):
        QTest.keyClick(QApplication.focusWidget() or at_desk.window, KEYS.Key_Return)
    QTest.qWait(45)

    assert desk.card(scene.person_id).errors == ()
    assert at_desk.visit.state is VisitState.INFORMED
    at_desk.work.reader.close()


def test_on_the_tile_f10_marks_the_dose_of_the_watched_child(qtbot, desk):
    visit = watched_child(desk, "张小明", vaccines=("MMR",))
    rooms = OpenRooms(qtbot, desk)
    rooms.open_room("observation")
    rooms.wait_until_it_says("张小明")

    rooms.window.routes.press("F10")
    for key in (KEYS.Key_4, KEYS.Key_1, KEYS.Key_1, KEYS.Key_Return):
        QTest.keyClick(QApplication.focusWidget(), key)
        QTest.qWait(45)
    QTest.keyClick(QApplication.focusWidget(), KEYS.Key_F9)

    rooms.qtbot.waitUntil(lambda: any("接种差错" in tile for tile in rooms.tiles()), timeout=5000)
    assert desk.card(visit.person_id).errors[0].error == "unusable_lot"
    rooms.close()


def test_the_card_shows_the_error_and_takes_it_back_with_a_reason(qtbot, desk):
    visit = a_visit_ready_for_injection(desk, vaccines=("MMR",))
    dose_id = write_a_dose(desk, visit, a_lot(desk, vaccine="MMR"))
    desk.clock.advance(timedelta(minutes=40))
    prompter = FakePrompter()
    tools = tools_for(desk, prompter, RememberingNavigation())
    presenter = CardsPresenter(tools)
    room = CardsRoom(presenter)
    qtbot.addWidget(room)
    presenter.show_person(visit.person_id)
    key = f"MMR:{dose_id}"
    prompter.answers = ["early", "too_early", dose_id, "已告知家长，留观中", "go", ""]

    presenter.already_wrong(key)
    presenter.read_again()

    face = presenter.explain(key)
    assert face.remarks[0].text.startswith("接种差错：打早了，间隔不够。已告知家长，留观中。")
    prompter.answers = ["take_back", "当时看错了，没有打错"]
    presenter.already_wrong(key)
    assert desk.card(visit.person_id).errors == ()
    tools.reader.close()
