"""The room 档案 under real keys: arrows, Enter, Esc, F9, pages, scans and the small screen."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from clinic_app.gui.room import RoomCard
from clinic_app.gui.rooms.cards.presenter import CardsPresenter
from clinic_app.gui.rooms.cards.search_page import PersonRow
from clinic_app.gui.rooms.cards.view import CardsRoom
from clinic_app.gui.widgets.dose_cell import DoseCell
from tests.builders import a_clinic, a_person
from tests.gui.conftest import a_window
from tests.gui.desk_tools import BORN, RememberingNavigation, a_child_with_an_early_measles_dose, recorded, tools_for

pytestmark = pytest.mark.gui


@pytest.fixture
def desk(tmp_path):
    desk = a_clinic(tmp_path)
    yield desk
    desk.close()


@pytest.fixture
def navigation():
    return RememberingNavigation()


@pytest.fixture
def tools(desk, scripted, navigation):
    tools = tools_for(desk, scripted(), navigation)
    yield tools
    tools.reader.close()


@pytest.fixture
def shown(qtbot, desk, tools):
    """The room in a window, opened."""
    window = a_window(qtbot)
    room = CardsRoom(CardsPresenter(tools))
    room.presenter = room._presenter
    window.add_room(RoomCard("card", room.title, room.icon, room))
    window.open_room("card")
    room.desk_window = window
    return room


def cells_of(room):
    """Return the cells of the booklet that show something."""
    return [cell for cell in room.card_page.grid.findChildren(DoseCell) if cell.face is not None]


def press(room, key):
    """Press a key where the focus is."""
    QTest.keyClick(room.desk_window.focusWidget(), key)


def test_arrows_move_through_the_booklet_and_explain_each_cell(desk, shown):
    shown.presenter.show_person(a_child_with_an_early_measles_dose(desk))
    grid = shown.card_page.grid
    early = next(
        cell for cell in grid.findChildren(object) if getattr(getattr(cell, "face", None), "mark_text", "") == "无效"
    )
    early.setFocus()

    assert shown.card_page.panel.accessibleName().startswith("麻腮风 第 1 针 无效，不计剂次")
    press(shown, Qt.Key.Key_Right)

    assert shown.card_page.panel.accessibleName().startswith("麻腮风 第 1 剂")


def test_a_card_opens_with_the_focus_on_what_can_be_given_today(desk, shown):
    shown.presenter.show_person(a_person(desk, birth_date=BORN))

    assert "今天可种" in shown.desk_window.focusWidget().accessibleName()


def test_f9_takes_the_child_to_the_desk(desk, shown, navigation):
    person_id = a_person(desk, birth_date=BORN)
    shown.presenter.show_person(person_id)

    press(shown, Qt.Key.Key_F9)

    assert navigation.went == [("visit", person_id)]


def test_escape_puts_the_card_away_and_the_scan_box_has_the_focus(qtbot, desk, shown):
    shown.presenter.show_person(a_person(desk, birth_date=BORN))

    press(shown, Qt.Key.Key_Escape)

    scan_box = shown.desk_window.scan_box
    qtbot.waitUntil(lambda: scan_box.isAncestorOf(shown.desk_window.focusWidget()))
    assert shown.search_page.isVisible()


def test_a_person_of_the_list_is_opened_with_enter(desk, shown):
    shown.presenter.show_person(a_person(desk, name="张小明", birth_date=BORN))
    shown.presenter.close_card()
    shown.search_page.findChild(PersonRow).setFocus()

    press(shown, Qt.Key.Key_Return)

    assert shown.card_page.head.accessibleName().startswith("张小明 女")


def test_a_scanned_booklet_opens_its_card(desk, shown):
    a_person(desk, name="张小明", birth_date=BORN, child_code="530326100290010001")

    assert shown.takes_scan("530326100290010001")
    assert shown.card_page.head.accessibleName().startswith("张小明")


def test_a_code_of_nobody_is_handed_back(shown):
    assert not shown.takes_scan("530326100290019999")


def test_right_arrow_on_the_pages_turns_to_the_paid_vaccines(desk, shown):
    person_id = a_person(desk, birth_date=BORN)
    recorded(desk, person_id, "DTaP-IPV/Hib", date(2026, 5, 20), unit="县医院")
    shown.presenter.show_person(person_id)
    shown.card_page.head.segment.setFocus()

    press(shown, Qt.Key.Key_Right)

    names = [cell.accessibleName() for cell in cells_of(shown)]
    assert names
    assert all(name.startswith("Hib") for name in names)


def test_on_the_small_screen_enter_unfolds_the_explanation_and_escape_folds_it(desk, shown):
    shown.desk_window.resize(1280, 680)
    shown.presenter.show_person(a_person(desk, birth_date=BORN))
    assert not shown.card_page.panel.isVisible()

    press(shown, Qt.Key.Key_Return)
    assert shown.card_page.panel.isVisible()

    press(shown, Qt.Key.Key_Escape)
    assert not shown.card_page.panel.isVisible()
    assert shown.card_page.isVisible()


def test_a_line_with_seven_needles_has_a_place_for_each(desk, shown):
    person_id = a_person(desk, birth_date=date(2020, 1, 10))
    for month in range(1, 8):
        recorded(desk, person_id, "DTaP", date(2022, month, 20), unit="县医院")

    shown.presenter.show_person(person_id)

    names = [cell.accessibleName() for cell in cells_of(shown)]
    assert sum(name.startswith("百白破") and "2022-" in name for name in names) == 7
