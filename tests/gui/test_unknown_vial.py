"""Several lots share one product identifier: the vial's lot is asked about, and Enter takes the one used last today."""

from datetime import date

import pytest
from builders import a_lot, a_visit_ready_for_injection, write_a_dose
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from vaccination_builders import a_child, mmr_and_je_in_the_fridge

from clinic_app.records.stock import load_lot
from tests.gui.test_vaccination_room import AtTheDesk

pytestmark = pytest.mark.gui

UNKNOWN = "83182470000000000777"


@pytest.fixture
def at_desk(qtbot, desk):
    mmr_and_je_in_the_fridge(desk)
    other = a_lot(
        desk, vaccine="MMR", lot_number="B2026", expires_on=date(2027, 9, 1), product_identifier=UNKNOWN[:7], doses=5
    )
    write_a_dose(desk, a_visit_ready_for_injection(desk, vaccines=("MMR",)), other)
    opened = AtTheDesk(qtbot, desk)
    opened.other = other
    opened.come_to_the_needle(a_child(desk))
    return opened


def asked(at_desk):
    return [w.accessibleName() for w in at_desk.window.findChildren(QWidget) if w.isVisible() and w.accessibleName()]


def test_enter_takes_the_lot_used_last_today_and_the_vial_is_known_from_then_on(at_desk, desk):
    at_desk.scan(UNKNOWN)
    assert any("B2026" in words and "Enter" in words for words in asked(at_desk))

    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    QTest.qWait(50)

    assert {dose.lot_id for dose in at_desk.visit.planned if dose.vaccine == "MMR"} == {at_desk.other.id}
    assert UNKNOWN in load_lot(desk.db, at_desk.other.id).codes


def test_esc_takes_none_of_them(at_desk):
    at_desk.scan(UNKNOWN)

    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    QTest.qWait(50)

    assert all(dose.lot_id is None for dose in at_desk.visit.planned)
