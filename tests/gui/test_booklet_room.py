"""The page 接种证打印 by its keys: what is new is chosen, Enter prints, and what only a pen can mend is said."""

from dataclasses import replace
from datetime import date

import msgspec
import pytest
from PySide6.QtCore import Qt

from clinic_app.services import booklet_layouts
from clinic_app.services.booklet_layouts import layout_in, measure_layout
from clinic_app.services.corrections import correct_dose, void_dose
from clinic_app.services.resource_files import ShippedLayouts, shipped_layouts
from tests.gui.booklet_desk import BOOKLET, BookletDesk, a_child
from tests.gui.open_rooms import ENTER, ESCAPE

pytestmark = pytest.mark.gui

F4, F5, F6, F7 = Qt.Key.Key_F4, Qt.Key.Key_F5, Qt.Key.Key_F6, Qt.Key.Key_F7
SPACE, DOWN, UP = Qt.Key.Key_Space, Qt.Key.Key_Down, Qt.Key.Key_Up
PGDN = Qt.Key.Key_PageDown


@pytest.fixture
def rooms(qtbot, desk):
    opened = BookletDesk(qtbot, desk)
    yield opened
    assert opened.failures == []
    opened.close()


def test_what_was_given_today_is_chosen_and_enter_prints_it(rooms, desk):
    person_id = a_child(desk, "DTaP", history=[("HepB", date(2026, 5, 4))])
    rooms.print_booklet(person_id)

    assert rooms.chosen() == ["百白破 第1剂"]
    assert rooms.says("打印 1 行")
    assert rooms.says("请放入：免疫规划接种记录（一） · 整页")
    rooms.press(ENTER)

    rooms.wait_until_it_says("已交给打印中心：免疫规划接种记录（一） · 整页")
    assert rooms.marks(person_id) == [("nip-1", "DTP-1", "printed")]
    assert [line[4] for line in rooms.lines()] == ["看证上有没有", "已打"]
    assert rooms.chosen() == []


def test_enter_again_prints_nothing_and_says_what_can_be_done(rooms, desk):
    person_id = a_child(desk, "DTaP")
    rooms.print_booklet(person_id)
    rooms.press(ENTER)
    rooms.wait_for_marks(person_id, 1)

    rooms.press(ENTER)

    rooms.wait_until_it_says("没有新的要打")
    assert len(rooms.papers()) == 1


def test_a_row_is_chosen_by_space_and_printed_again(rooms, desk):
    person_id = a_child(desk, "DTaP")
    rooms.print_booklet(person_id)
    rooms.press(ENTER)
    rooms.wait_until_it_says("已交给打印中心")

    rooms.press(SPACE)
    assert rooms.chosen() == ["百白破 第1剂"]
    rooms.press(ENTER)

    rooms.qtbot.waitUntil(lambda: len(rooms.papers()) == 2, timeout=5000)


def test_handwritten_is_ticked_by_f4_and_taken_back_by_f4(rooms, desk):
    person_id = a_child(desk, "DTaP")
    rooms.print_booklet(person_id)

    rooms.press(F4)
    rooms.wait_until_it_says("已记下：百白破 第1剂 手写已填")
    assert rooms.marks(person_id) == [("nip-1", "DTP-1", "handwritten")]

    rooms.press(F4)
    rooms.wait_until_it_says("已撤销：百白破 第1剂 不是手写")
    assert rooms.marks(person_id) == []


def test_one_half_lies_in_the_printer(rooms, desk):
    rooms.print_booklet(a_child(desk, "DTaP-IPV/Hib"))

    rooms.press(F5)

    assert rooms.says("第 1 张，共 2 张")
    assert rooms.says("请放入：免疫规划接种记录（一） · 上半页")
    rooms.press(PGDN)
    assert rooms.says("请放入：免疫规划接种记录（一） · 下半页")


def test_each_enter_prints_one_page(rooms, desk):
    person_id = a_child(desk, "DTaP", "PCV13")
    rooms.print_booklet(person_id)

    rooms.press(ENTER)
    rooms.wait_for_marks(person_id, 1)
    rooms.wait_until_it_says("请放入：非免疫规划接种记录（三） · 整页")
    rooms.press(ENTER)
    rooms.wait_for_marks(person_id, 2)

    assert rooms.marks(person_id) == [("nip-1", "DTP-1", "printed"), ("other-3", "free-1", "printed")]


def test_the_free_row_to_begin_with_is_typed(rooms, desk):
    person_id = a_child(desk, "PCV13")
    rooms.print_booklet(person_id)

    rooms.press(F6)
    rooms.type("9")
    rooms.press(ENTER)

    assert rooms.lines()[0][3] == "空行 9（三）"
    rooms.press(ENTER)
    rooms.wait_for_marks(person_id, 1)
    assert rooms.marks(person_id) == [("other-3", "free-9", "printed")]


def test_a_free_row_that_is_not_there_is_said(rooms, desk):
    rooms.print_booklet(a_child(desk, "PCV13"))

    rooms.press(F6)
    rooms.type("99")
    rooms.press(ENTER)

    assert rooms.says("没有这个空行")


def test_a_lost_booklet_is_written_anew(rooms, desk):
    person_id = a_child(desk, "DTaP", history=[("BCG", date(2026, 5, 5))])
    rooms.print_booklet(person_id)

    rooms.press(F7)
    assert rooms.says("给 陈小满 补证？")
    rooms.press(F7)

    assert rooms.chosen() == ["卡介苗 第1剂", "百白破 第1剂"]
    assert rooms.says("正在补证")
    rooms.press(ENTER)
    rooms.wait_for_marks(person_id, 1)
    rooms.wait_until_it_says("请放入：免疫规划接种记录（一） · 整页")
    rooms.press(ENTER)
    rooms.wait_for_marks(person_id, 3)
    assert desk.card(person_id).booklet.reissued == 1
    rows = {mark.row: dict(mark.texts).get("remark") for mark in desk.card(person_id).booklet.marks}
    assert rows == {"person": None, "BCG-1": "补", "DTP-1": "补"}


def test_a_dose_voided_after_it_was_printed_is_told_in_red_and_not_printed(rooms, desk):
    person_id = a_child(desk, "DTaP")
    rooms.print_booklet(person_id)
    rooms.press(ENTER)
    rooms.wait_for_marks(person_id, 1)
    (dose,) = desk.card(person_id).doses
    void_dose(desk, person_id, dose.id, "记错了", draft=desk.mint())

    rooms.print_booklet(person_id)

    assert rooms.says("证上已打，请手工更正：百白破 已作废")
    assert rooms.lines()[0][4] == "证上已打，请手工更正"
    rooms.press(SPACE)
    assert rooms.chosen() == []


def test_another_edition_is_chosen_by_its_digit_and_says_that_it_is_a_model(rooms, desk):
    rooms.print_booklet(a_child(desk, "DTaP"))
    assert rooms.says("通用版（上下翻，2021 年以后） · 示范版式，请先量一量")

    rooms.press(Qt.Key.Key_2)

    assert rooms.says("版式 2 对开版（左右翻，2017 年前后）")


def test_two_halves_of_one_row_are_asked_for_one_after_the_other(rooms, desk):
    person_id = a_child(desk, "DTaP")
    rooms.print_booklet(person_id)
    rooms.press(Qt.Key.Key_2)
    rooms.press(F5)

    rooms.press(ENTER)
    rooms.wait_until_it_says("换一半：右半页")
    assert len(rooms.papers()) == 1
    rooms.press(ENTER)

    rooms.qtbot.waitUntil(lambda: len(rooms.papers()) == 2, timeout=5000)
    assert len(rooms.marks(person_id)) == 1


def test_the_list_of_today_opens_the_booklet_and_escape_goes_back(rooms, desk):
    person_id = a_child(desk, "DTaP", "HepB")
    rooms.open_room("print_center")
    rooms.open_room("booklet")

    assert rooms.says("陈小满 百白破、乙肝")
    rooms.press(ENTER)
    assert rooms.booklets.booklet.person_in_hand == person_id
    rooms.press(ESCAPE)

    assert rooms.window.workplace.room().key == "print_center"


def test_an_empty_list_says_how_to_go_on(rooms):
    rooms.open_room("booklet")

    assert rooms.says("今天种的都打到证上了")


def test_a_scanned_booklet_is_opened(rooms, desk):
    person_id = a_child(desk, "DTaP")
    rooms.open_room("booklet")

    rooms.scan(BOOKLET)

    assert rooms.booklets.booklet.person_in_hand == person_id


def test_the_dose_in_focus_says_when_and_by_whom_it_was_put_on_paper(rooms, desk):
    person_id = a_child(desk, "DTaP")
    rooms.print_booklet(person_id)
    rooms.press(ENTER)

    rooms.wait_until_it_says("百白破 第1剂：2026-11-18 08:30 李护士 打在 百白破 第1剂")


def test_a_lot_set_right_after_printing_says_what_the_pen_must_write(rooms, desk):
    person_id = a_child(desk, "DTaP")
    rooms.print_booklet(person_id)
    rooms.press(ENTER)
    rooms.wait_for_marks(person_id, 1)
    (dose,) = desk.card(person_id).doses
    correct_dose(desk, person_id, dose.id, {"lot_number": "A2026009"}, "看错", draft=desk.mint())

    rooms.print_booklet(person_id)

    assert rooms.says("百白破 第1剂：证上的批号 A2026001，应为 A2026009")


def test_masked_names_are_masked_here_too(rooms, desk):
    rooms.print_booklet(a_child(desk, "DTaP"))

    rooms.press(Qt.Key.Key_F12)
    rooms.room.on_masked(True)

    assert rooms.says("陈*满")


def test_a_broken_layout_file_is_named_and_the_others_serve(rooms, desk, monkeypatch):
    found = shipped_layouts()
    monkeypatch.setattr(booklet_layouts, "shipped_layouts", lambda: replace(found, broken=("own_2024.toml",)))

    rooms.print_booklet(a_child(desk, "DTaP"))

    assert rooms.says("坏了没读进来：own_2024.toml")
    assert rooms.chosen() == ["百白破 第1剂"]


def test_without_any_layout_the_page_says_what_to_do(rooms, desk, monkeypatch):
    monkeypatch.setattr(booklet_layouts, "shipped_layouts", lambda: ShippedLayouts((), ()))

    rooms.print_booklet(a_child(desk, "DTaP"))

    rooms.wait_until_it_says("没有接种证版式，不能打印")


def test_a_word_that_has_no_room_is_told_and_nothing_is_printed(rooms, desk):
    edition = layout_in(desk.clinic_book(), "").layout
    named = msgspec.structs.replace(
        edition, clinic_words="青石镇中心卫生院预防接种门诊（含分院及各村接种点、流动接种队）"
    )
    measure_layout(desk, named, desk.mint())
    person_id = a_child(desk, "DTaP")
    rooms.print_booklet(person_id)

    rooms.press(ENTER)

    rooms.wait_until_it_says("“单位”的格子写不下")
    assert rooms.marks(person_id) == []
    assert rooms.papers() == []
