"""Every stop, met at the window by scans and keys only: a red sentence stands, and no key reaches the needle."""

import pytest
from anomalies.thirteen_stops import NAMES, STOPS, nothing_wrong
from builders import NURSE, TODAY, a_lot
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from test_vaccination_room import AtTheDesk

from clinic_app.domain.entries.stock import LotQuarantined
from clinic_app.domain.entries.subjects import lot_subject
from clinic_app.gui.widgets.stop_banner import StopBanner
from clinic_app.services.vials import lot_of_code

pytestmark = pytest.mark.gui

KEYS = Qt.Key
EVERY_KEY_THAT_MIGHT = (KEYS.Key_Space, KEYS.Key_Return, KEYS.Key_F9, KEYS.Key_Space, KEYS.Key_F9, KEYS.Key_Return)


def red_sentences(at_desk):
    """Return what stands in red on the page of the needle."""
    return [banner.accessibleName() for banner in at_desk.room.findChildren(StopBanner) if banner.isVisible()]


def at_the_needle(qtbot, desk, scene):
    """Open the window with the child of the scene in hand."""
    desk.user_id = scene.user_id or NURSE
    at_desk = AtTheDesk(qtbot, desk)
    at_desk.arrive(scene.person_id, "")
    return at_desk


@pytest.mark.parametrize("stop", STOPS, ids=NAMES)
def test_a_stop_stands_in_red_and_no_key_reaches_the_needle(qtbot, desk, stop):
    scene = stop.arrange(desk)
    at_desk = at_the_needle(qtbot, desk, scene)

    at_desk.scan(scene.code)
    if at_desk.window.prompter.is_open():
        at_desk.press(KEYS.Key_Return)  # asked which lot it is: none of ours

    assert any(stop.red in sentence and "停：" in sentence for sentence in red_sentences(at_desk))
    for key in EVERY_KEY_THAT_MIGHT:
        at_desk.press(key)
    assert at_desk.visit.last_given_at is None
    assert all(dose.given_on != TODAY or dose.source != "here" for dose in desk.card(scene.person_id).doses)
    at_desk.work.reader.close()


def test_without_a_stop_the_same_keys_give_the_dose(qtbot, desk):
    scene = nothing_wrong(desk)
    at_desk = at_the_needle(qtbot, desk, scene)

    at_desk.scan(scene.code)
    assert red_sentences(at_desk) == []
    at_desk.press(*[KEYS.Key_Space] * 4, KEYS.Key_F9)

    assert [dose.vaccine for dose in desk.card(scene.person_id).doses] == ["MMR"]
    at_desk.work.reader.close()


@pytest.mark.parametrize("stop", STOPS, ids=NAMES)
def test_fifty_enters_on_a_stop_never_reach_the_needle(qtbot, desk, stop):
    scene = stop.arrange(desk)
    at_desk = at_the_needle(qtbot, desk, scene)
    at_desk.scan(scene.code)

    for _ in range(50):
        QTest.keyClick(QApplication.focusWidget() or at_desk.window, KEYS.Key_Return)
    QTest.qWait(45)

    assert at_desk.visit.last_given_at is None
    at_desk.work.reader.close()


def test_a_lot_quarantined_after_the_check_turns_red_and_stops_f9(qtbot, desk):
    scene = nothing_wrong(desk)
    at_desk = at_the_needle(qtbot, desk, scene)
    at_desk.scan(scene.code)
    at_desk.press(*[KEYS.Key_Space] * 4)
    assert at_desk.work.missing() == ""

    lot = lot_of_code(desk.db, scene.code)
    with desk.act() as act:
        act.write(LotQuarantined(lot_id=lot.id, reason="冷链"), subject=lot_subject(lot.id))
    at_desk.press(KEYS.Key_F9)

    assert at_desk.visit.last_given_at is None
    assert any("已封存" in sentence for sentence in red_sentences(at_desk))
    at_desk.work.reader.close()


def test_f4_moves_the_needle_to_a_free_site_and_the_check_is_green_at_once(qtbot, desk):
    stop = next(stop for stop in STOPS if stop.name == "site used today")
    scene = stop.arrange(desk)
    at_desk = at_the_needle(qtbot, desk, scene)
    at_desk.scan(scene.code)
    assert any("换部位" in sentence for sentence in red_sentences(at_desk))

    at_desk.press(KEYS.Key_F4)

    assert red_sentences(at_desk) == []
    assert any(name.startswith("⑨ 部位 右上臂") for name in at_desk.spoken())
    at_desk.press(*[KEYS.Key_Space] * 4, KEYS.Key_F9)
    given = next(dose for dose in desk.card(scene.person_id).doses if dose.source == "here")
    assert given.site == "right_upper_arm"
    at_desk.work.reader.close()


def test_a_multi_dose_vial_says_what_is_left_and_until_when(qtbot, desk):
    a_lot(desk, vaccine="MMR", lot_number="M5", doses=10, doses_per_vial=5, product_identifier="8315555")
    scene = nothing_wrong(desk)
    at_desk = at_the_needle(qtbot, desk, scene)

    at_desk.scan("83155550512398600001")

    assert any("已开启，剩 5 人份，到 09:00" in name for name in at_desk.spoken())
    at_desk.work.reader.close()
