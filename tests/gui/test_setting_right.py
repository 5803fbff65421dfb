"""Setting a card right under real keys: F4 writes in, F6 corrects, F7 voids, F8 takes back; nothing is lost."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from clinic_app.gui.room import RoomCard
from clinic_app.gui.rooms.cards.dose_form import DoseForm
from clinic_app.gui.rooms.cards.presenter import CardsPresenter
from clinic_app.gui.rooms.cards.view import CardsRoom
from clinic_app.services.booklet_plan import PrintWish
from clinic_app.services.booklets import print_booklet
from tests.builders import a_clinic, a_person
from tests.gui.conftest import a_window, spoken
from tests.gui.desk_tools import BORN, RememberingNavigation, recorded, tools_for

pytestmark = pytest.mark.gui

KEYS = Qt.Key


@pytest.fixture
def desk(tmp_path):
    desk = a_clinic(tmp_path)
    yield desk
    desk.close()


class AtTheCard:
    """The room 档案 in its window, with the card of a child open, driven by keys alone."""

    def __init__(self, qtbot, desk, size=(1366, 768)):
        self.window = a_window(qtbot, width=size[0], height=size[1])
        self.desk = desk
        self.tools = tools_for(desk, self.window.prompter, RememberingNavigation())
        self.presenter = CardsPresenter(self.tools)
        self.room = CardsRoom(self.presenter)
        self.window.add_room(RoomCard("card", self.room.title, self.room.icon, self.room))
        self.window.open_room("card")
        self.child = a_person(desk, name="张小明", birth_date=BORN, guardian_name="王芳", phone="13800001234")
        self.dose = recorded(desk, self.child, "HepB", BORN, lot_number="H1", unit="县医院")
        self.presenter.show_person(self.child)

    @property
    def card(self):
        return self.tools.reader.card(self.child)

    def press(self, *keys):
        for key in keys:
            QTest.keyClick(QApplication.focusWidget() or self.window, key)
            QTest.qWait(45)  # the scan router holds a single key back for 35 ms
        return self

    def type(self, text):
        for letter in text:
            QTest.keyClick(QApplication.focusWidget(), letter)
            QTest.qWait(45)
        return self

    def write(self, text):
        event = QInputMethodEvent()
        event.setCommitString(text)
        QApplication.sendEvent(QApplication.focusWidget(), event)
        return self

    def focus_needle(self):
        assert self.room.card_page.grid.focus_key(f"HepB:{self.dose}")
        return self


@pytest.fixture
def at(qtbot, desk):
    at = AtTheCard(qtbot, desk)
    yield at
    at.tools.reader.close()


def test_a_needle_from_the_booklet_is_written_in_by_keys_alone(at):
    at.focus_needle().press(KEYS.Key_F4, KEYS.Key_Return).type("20260415").press(KEYS.Key_Return).type("h2")
    at.press(KEYS.Key_F9)

    dose = at.card.doses[1]
    assert (dose.vaccine, dose.given_on, dose.lot_number, dose.source) == ("HepB", date(2026, 4, 15), "h2", "booklet")
    assert at.room.card_page.isVisible()


def test_the_form_says_how_the_needle_would_count_before_it_is_saved(at):
    at.focus_needle().press(KEYS.Key_F4, KEYS.Key_Return).type("20260320")

    said = [label.text() for label in at.room.dose_page.findChildren(QLabel) if label.isVisible()]
    assert any(words.startswith("不计入：") for words in said)


def test_the_needle_in_focus_is_corrected_and_the_old_value_stands_beside_it(at):
    at.focus_needle().press(KEYS.Key_F6, KEYS.Key_F6, KEYS.Key_Return)  # F6, the needle; over the date
    at.type("H9").press(KEYS.Key_F9)
    assert at.card.doses[0].lot_number == "H1"  # no reason yet, nothing saved

    at.room.dose_page.fields["reason"].edit.setFocus()
    at.write("看错").press(KEYS.Key_F9)

    assert at.card.doses[0].lot_number == "H9"
    face = at.presenter.explain(f"HepB:{at.dose}")
    assert [remark.text for remark in face.remarks if "H1" in remark.text] == ["11-18 李护士：批号 H1 → H9（看错）"]


def test_a_voided_needle_is_struck_out_and_f8_brings_it_back(at):
    at.focus_needle().press(KEYS.Key_F7).write("录错人了").press(KEYS.Key_Return)
    assert [dose.void_reason for dose in at.card.doses] == ["录错人了"]

    at.press(KEYS.Key_F8)

    assert [dose.void_reason for dose in at.card.doses] == [""]


def test_a_needle_that_stands_in_the_paper_booklet_must_be_crossed_out_by_hand(at):
    wish = PrintWish(person_id=at.child, layout="", doses=(at.dose,), draft=at.desk.mint())
    print_booklet(at.desk, wish)
    at.presenter.show_person(at.child)
    at.focus_needle()
    assert "证上已打 2026-11-18 08:30 李护士" in [
        remark.text for remark in at.presenter.explain(f"HepB:{at.dose}").remarks
    ]

    at.press(KEYS.Key_F7, KEYS.Key_4, KEYS.Key_Return)

    assert any("证上已打，请手工更正" in said for said in spoken(at.window))


def test_a_reason_of_the_list_is_one_key(at):
    at.focus_needle().press(KEYS.Key_F7, KEYS.Key_2, KEYS.Key_Return)

    assert [dose.void_reason for dose in at.card.doses] == ["重复录入"]


def test_escape_from_the_question_changes_nothing(at):
    at.focus_needle().press(KEYS.Key_F7, KEYS.Key_Escape, KEYS.Key_F6, KEYS.Key_Escape)

    assert at.room.card_page.isVisible()
    assert at.card.doses[0].void_reason == ""


def test_escape_from_a_form_goes_back_to_the_card(at):
    at.focus_needle().press(KEYS.Key_F4, KEYS.Key_Escape)

    assert at.room.card_page.isVisible()
    assert len(at.card.doses) == 1


def test_the_same_needle_twice_is_asked_about_and_enter_does_not_write_it(at):
    form = DoseForm(vaccine="HepB", given=f"{BORN:%Y%m%d}", source="booklet")
    at.focus_needle().press(KEYS.Key_F4)
    at.presenter.dose_form.change(form)

    at.press(KEYS.Key_F9, KEYS.Key_Return)
    assert len(at.card.doses) == 1

    at.press(KEYS.Key_F9, KEYS.Key_F7)
    assert len(at.card.doses) == 2


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ("2026041", "没有这一天，要 8 位数字"),
        ("20260230", "没有这一天，要 8 位数字"),
        ("20261341", "没有这一天，要 8 位数字"),
        ("20260314", "早于出生 2026-03-15"),
        ("20261119", "还没到这一天"),
        ("19700101", "早于出生 2026-03-15"),
        ("20260315", None),
        ("20261118", None),
    ],
)
def test_a_wrong_date_is_said_beside_its_field_and_is_not_saved(at, given, error):
    at.focus_needle().press(KEYS.Key_F4, KEYS.Key_Return).type(given).press(KEYS.Key_Return)

    said = at.room.dose_page.fields["given"].edit.accessibleName()
    assert (error in said) if error else said.endswith("接种日期")
    at.press(KEYS.Key_F9)
    assert len(at.card.doses) == (1 if error or given == f"{BORN:%Y%m%d}" else 2)


def test_a_phone_is_amended_without_a_reason_a_name_with_one(at):
    at.room.card_page.grid.focus_key("DTP:next")
    at.press(KEYS.Key_F6)
    assert at.room.amend_page.isVisible()

    at.room.amend_page.fields["phone"].edit.setFocus()
    at.room.amend_page.fields["phone"].edit.selectAll()
    at.type("13911112222")
    at.room.amend_page.fields["village"].edit.setFocus()
    at.write("一村").press(KEYS.Key_F9)
    assert (at.card.person.phone, at.card.person.village) == ("13911112222", "一村")

    at.room.card_page.grid.focus_key("DTP:next")
    at.press(KEYS.Key_F6)
    at.room.amend_page.fields["name"].edit.selectAll()
    at.write("张晓明").press(KEYS.Key_F9, KEYS.Key_1, KEYS.Key_Return)
    assert at.card.person.name == "张晓明"

    at.press(KEYS.Key_F8)
    assert at.card.person.name == "张小明"


def test_an_empty_place_cannot_be_voided(at):
    at.room.card_page.grid.focus_key("DTP:next")

    at.press(KEYS.Key_F7)

    assert any("光标不在接种过的一针上" in words for words in spoken(at.window))


def test_the_keys_do_nothing_while_no_card_is_open(at):
    at.press(KEYS.Key_Escape, KEYS.Key_F4, KEYS.Key_F6, KEYS.Key_F7, KEYS.Key_F8)

    assert at.room.search_page.isVisible()
