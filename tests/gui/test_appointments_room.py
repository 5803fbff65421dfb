"""The list of a day's appointments, the system room, and their keys on card and 今日; a real clinic, real rooms."""

from datetime import date, timedelta

import pytest
from builders import TODAY, a_lot, a_person, a_visit_ready_for_injection, write_a_dose
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication

from clinic_app.app.aftermath_rooms import furnish_system
from clinic_app.gui.room import RoomCard
from clinic_app.gui.rooms.cards.presenter import CardsPresenter
from clinic_app.gui.rooms.cards.view import CardsRoom
from clinic_app.gui.rooms.today.presenter import TodayPresenter
from clinic_app.gui.rooms.today.view import TodayRoom
from clinic_app.services.appointments import NewAppointment, appointed, make_appointment
from tests.gui.open_rooms import ENTER, ESCAPE, OpenRooms, watched_child

pytestmark = pytest.mark.gui

KEYS = Qt.Key
TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture
def rooms(qtbot, desk):
    opened = Furnished(qtbot, desk)
    yield opened
    opened.close()


class Furnished(OpenRooms):
    """The open rooms with 今日, 档案 and 系统 beside them."""

    def __init__(self, qtbot, desk, **changes):
        super().__init__(qtbot, desk, **changes)
        self.today, self.cards = TodayPresenter(self.tools), CardsPresenter(self.tools)
        for room in (TodayRoom(self.today), CardsRoom(self.cards)):
            self.window.add_room(RoomCard(room.key, room.title, room.icon, room))
        self.system = furnish_system(self.window, self.tools)

    @property
    def room(self):
        return self.window.workplace.room()

    def show_card(self, person_id):
        self.cards.show_person(person_id)
        self.window.open_room("cards")

    def answer(self, words):
        self.type(words)
        self.press(ENTER)


def an_appointment(desk, name="王一一", on=TODAY, **changes):
    person_id = a_person(desk, name=name, guardian_name="王芳", phone="13800001234")
    wish = NewAppointment(person_id=person_id, on=on, draft=desk.mint(), vaccines=("HepB",), **changes)
    return make_appointment(desk, wish)


def appointment_of(rooms, made):
    return next(each for each in rooms.reader.card(made.person_id).appointments if each.id == made.id)


def test_today_says_how_many_are_expected_and_f4_opens_their_list(rooms, desk):
    an_appointment(desk)
    rooms.open_room("today")

    assert rooms.says("今天预约 1 人 F4")
    rooms.press(KEYS.Key_F4)

    assert rooms.says("2026-11-18 周三 · 约 1 人，已到 0，已种 0")
    assert rooms.says("王一一 6月14天 全天 乙肝 王芳 138****1234 待来")
    rooms.press(ESCAPE)
    assert rooms.room.key == "today"


def test_the_list_says_who_was_vaccinated_and_turns_to_other_days(rooms, desk):
    made = an_appointment(desk)
    visit = a_visit_ready_for_injection(desk, person_id=made.person_id)
    write_a_dose(desk, visit, a_lot(desk))
    an_appointment(desk, "李二二", TOMORROW)
    rooms.open_room("appointments")

    assert rooms.says("王一一 6月14天 全天 乙肝 王芳 138****1234 已种")
    rooms.press(KEYS.Key_PageDown)
    assert rooms.says("李二二")
    rooms.press(KEYS.Key_PageDown)
    assert rooms.says("2026-11-20 周五 还没有预约")
    rooms.press(KEYS.Key_PageUp)
    rooms.press(KEYS.Key_PageUp)
    assert rooms.says("王一一")


def test_an_appointment_is_moved_from_the_list_to_the_suggested_day(rooms, desk):
    made = an_appointment(desk)
    rooms.open_room("appointments")

    rooms.press(KEYS.Key_F6)
    assert rooms.says("王一一 改到哪一天")
    rooms.answer("20261119")

    rooms.wait_until_it_says("王一一 改到 2026-11-19 周四")
    assert appointment_of(rooms, made).on == TOMORROW
    assert appointed(rooms.reader, TODAY) == 0


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [("20251119", "2025-11-19 已经过了"), ("22261119", "2226-11-19 太远了"), ("20261340", "没有改：日期按")],
)
def test_a_day_that_cannot_be_is_told_and_the_appointment_stays(rooms, desk, typed, sentence):
    made = an_appointment(desk)
    rooms.open_room("appointments")

    rooms.press(KEYS.Key_F6)
    rooms.answer(typed)

    rooms.wait_until_it_says(sentence)
    assert appointment_of(rooms, made).on == TODAY


def test_an_appointment_is_cancelled_with_a_reason_and_stays_on_the_list(rooms, desk):
    made = an_appointment(desk)
    rooms.open_room("appointments")

    rooms.press(KEYS.Key_F7)
    rooms.press(ENTER)
    assert appointment_of(rooms, made).stands
    rooms.answer("孩子生病")

    rooms.wait_until_it_says("王一一 的预约已取消")
    assert appointment_of(rooms, made).cancel_reason == "孩子生病"
    assert rooms.says("取消：孩子生病")
    rooms.press(KEYS.Key_F6)
    assert rooms.says("这个预约已经取消")


def test_its_slip_is_printed_again(rooms, desk):
    an_appointment(desk)
    rooms.open_room("appointments")

    rooms.press(KEYS.Key_F5)

    rooms.wait_until_it_says("预约单已放进打印文件夹")
    assert [path.name.split("-")[0] for path in desk.premises.outbox.iterdir()] == ["appointment_slip"]


def test_enter_on_a_row_opens_the_card_and_1_works_on_its_appointment(rooms, desk):
    made = an_appointment(desk)
    rooms.open_room("appointments")

    rooms.press(ENTER)
    assert rooms.room.key == "cards"
    assert rooms.says("已约 11-18")
    rooms.press(KEYS.Key_1)
    rooms.wait_until_it_says("王一一 已约 2026-11-18 周三")
    rooms.press(KEYS.Key_F7)
    rooms.wait_until_it_says("取消 王一一 的预约")
    rooms.answer("迁出")

    rooms.wait_until_it_says("王一一 的预约已取消")
    assert not appointment_of(rooms, made).stands


def test_from_a_card_without_one_a_day_is_proposed_and_taken_by_its_digit(rooms, desk):
    person_id = a_person(desk, name="张小明", birth_date=date(2026, 3, 15))
    rooms.show_card(person_id)

    rooms.press(KEYS.Key_1)
    rooms.wait_until_it_says("张小明 约哪一天")
    assert rooms.says("2026-11-19 周四")
    rooms.answer("20261119")

    rooms.qtbot.waitUntil(lambda: rooms.reader.card(person_id).appointments != ())
    assert [each.on for each in rooms.reader.card(person_id).appointments] == [TOMORROW]


def test_2_on_a_card_opens_the_record_of_a_reaction_told_later_and_leads_back(rooms, desk):
    visit = watched_child(desk)
    rooms.clock.advance(timedelta(days=2))
    rooms.show_card(visit.person_id)

    rooms.press(KEYS.Key_2)
    rooms.wait_until_it_says("反应记录（新）")
    rooms.press(ESCAPE)
    rooms.press(KEYS.Key_F7)

    assert rooms.room.key == "cards"


def test_today_counts_a_reaction_down_until_it_is_reported(rooms, desk):
    visit = watched_child(desk)
    rooms.open_room("observation")
    rooms.press(KEYS.Key_F8)
    rooms.answer("皮疹")
    rooms.wait_until_it_says("反应记录（新）")
    rooms.press(KEYS.Key_F9)
    rooms.qtbot.waitUntil(lambda: rooms.reader.card(visit.person_id).aefis != ())
    rooms.clock.advance(timedelta(hours=1))

    rooms.open_room("today")

    assert rooms.says("反应上报 1 件 还剩 47 小时 0 分 F8")
    rooms.press(KEYS.Key_F8)
    assert rooms.room.key == "aefi"


def test_clinic_days_are_chosen_by_space_and_saved_by_f9(rooms, desk):
    rooms.open_room("system")
    assert rooms.says("2026-11-18 周三、2026-11-19 周四")
    rooms.press(KEYS.Key_Tab)
    rooms.press(KEYS.Key_Tab)
    rooms.press(KEYS.Key_Space)

    assert rooms.says("下面几次接种日：2026-11-18 周三、2026-11-25 周三")
    rooms.press(KEYS.Key_F9)

    rooms.wait_until_it_says("设置已保存")
    assert rooms.reader.clinic_book().days.weekdays == (3,)


@pytest.mark.parametrize(
    ("key", "wrong", "sentence"),
    [
        ("days_of_month", "32", "1 到 31 的数，空格隔开"),
        ("days_of_month", "十号", "1 到 31 的数，空格隔开"),
        ("extra", "20261399", "每个日子 8 位数字，空格隔开"),
        ("closed", "明天", "每个日子 8 位数字，空格隔开"),
        ("near_expiry_days", "0", "1 到 365 之间的数"),
        ("live_vial_minutes", "半小时", "5 到 240 之间的数"),
        ("unsent_days", "", "1 到 60 之间的数"),
        ("screening_questions", "9", "8 到 13 之间的数"),
    ],
)
def test_what_cannot_be_set_is_told_beside_its_field_and_not_saved(rooms, desk, key, wrong, sentence):
    rooms.open_room("system")
    field = {**rooms.room.fields, **rooms.room.numbers}[key]
    written = desk.db.execute("SELECT count(*) FROM entry").fetchone()

    field.edit.setFocus()
    field.edit.selectAll()
    if wrong:
        rooms.type(wrong)
    else:
        rooms.press(KEYS.Key_Backspace)

    assert rooms.says(sentence)
    rooms.press(KEYS.Key_F9)
    rooms.qtbot.wait(30)
    assert desk.db.execute("SELECT count(*) FROM entry").fetchone() == written


def test_thresholds_are_saved_and_kept(rooms, desk):
    rooms.open_room("system")
    field = rooms.room.numbers["near_expiry_days"]
    field.edit.setFocus()
    field.edit.selectAll()
    rooms.type("60")
    rooms.press(KEYS.Key_F9)

    rooms.wait_until_it_says("设置已保存")
    assert rooms.reader.clinic_book().settings.near_expiry_days == 60
    assert rooms.says("没有改动")


def test_ctrl_e_shows_the_emergency_card_from_any_room_and_leads_back(rooms, desk):
    watched_child(desk)
    rooms.open_room("today")

    rooms.qtbot.keyClick(rooms.window, KEYS.Key_E, Qt.KeyboardModifier.ControlModifier)

    assert rooms.room.key == "emergency"
    assert QApplication.focusWidget() is rooms.room.weight.edit
    rooms.press(ESCAPE)
    assert rooms.room.key == "today"


@pytest.mark.parametrize("size", [(1366, 768), (1093, 614)])
def test_nothing_of_list_and_settings_is_cut_off(qtbot, desk, size):
    for name in ("王一一", "李二二", "欧阳小满"):
        an_appointment(desk, name)
    rooms = Furnished(qtbot, desk, size=size)
    rooms.open_room("appointments")
    qtbot.wait(20)
    for button in rooms.room._row_buttons:
        corner = button.mapTo(rooms.window, QPoint(button.width(), button.height()))
        assert corner.x() <= size[0]
        assert corner.y() <= size[1]
    rooms.open_room("system")
    qtbot.wait(20)
    save = rooms.room._save
    assert save.mapTo(rooms.window, QPoint(save.width(), 0)).x() <= size[0]
    rooms.open_room("today")
    qtbot.wait(20)
    rooms.close()
