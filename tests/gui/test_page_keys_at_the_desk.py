import pytest
from builders import a_person
from PySide6.QtCore import Qt
from test_vaccination_room import AtTheDesk
from vaccination_builders import OTHER_BOOKLET, a_child, mmr_and_je_in_the_fridge

pytestmark = pytest.mark.gui

KEYS = Qt.Key


@pytest.mark.parametrize("step", ["screening", "planning"])
def test_page_down_takes_up_the_other_child_from_inside_a_list_that_scrolls(qtbot, desk, step):
    mmr_and_je_in_the_fridge(desk)
    at_desk = AtTheDesk(qtbot, desk)
    first, other = a_child(desk), a_person(desk, name="李小红", child_code=OTHER_BOOKLET)
    at_desk.arrive(other, OTHER_BOOKLET)
    at_desk.press(KEYS.Key_F8)
    at_desk.arrive(first)
    at_desk.digits("366")
    if step == "planning":
        at_desk.press(KEYS.Key_0, KEYS.Key_F9)

    at_desk.press(KEYS.Key_PageDown)

    qtbot.waitUntil(lambda: at_desk.visit is not None and at_desk.visit.person_id == other)
    at_desk.work.reader.close()
