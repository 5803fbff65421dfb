"""Notices, registers, labels and signs by their keys: the list, the paper beside it, progress and stop."""

import time
from datetime import timedelta

import pytest
from builders import TODAY, a_lot, a_person, a_visit_ready_for_injection, write_a_dose
from paper_builders import FakePrinters
from PySide6.QtCore import Qt

from clinic_app.app.print_rooms import furnish_print_center
from clinic_app.gui.paper_making import PaperMaking, Work
from clinic_app.services.print_jobs import recent_jobs
from tests.gui.open_rooms import ENTER, ESCAPE, OpenRooms

pytestmark = pytest.mark.gui

F6, F8, F9 = Qt.Key.Key_F6, Qt.Key.Key_F8, Qt.Key.Key_F9
DOWN, PAGE_UP, PAGE_DOWN = Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown


@pytest.fixture
def rooms(qtbot, desk):
    for name in ("张小明", "李雨桐"):
        a_person(
            desk, name=name, birth_date=TODAY - timedelta(days=250), village="一村", booklet_number=f"3301{len(name)}"
        )
    a_person(desk, name="王梓涵", birth_date=TODAY - timedelta(days=250), village="二村")
    opened = OpenRooms(qtbot, desk)
    opened.printing = furnish_print_center(opened.window, opened.tools, lambda: FakePrinters())
    yield opened
    opened.printing.dispatcher.stop()
    opened.close()


def jobs(rooms):
    return [(job.kind, job.about) for job in recent_jobs(rooms.reader)]


def says(rooms, words):
    rooms.qtbot.waitUntil(lambda: rooms.says(words), timeout=8000)


def test_the_notices_of_a_village_are_one_key(rooms):
    rooms.window.open_room("notices")
    says(rooms, "全部村 3 人")
    says(rooms, "第一张，共 3 张")

    rooms.press(DOWN)
    says(rooms, "一村 2 人")
    rooms.press(F9)

    rooms.qtbot.waitUntil(lambda: jobs(rooms) == [("notice", "一村 20261118-0830")], timeout=8000)
    says(rooms, "通知单已放进打印文件夹　2 页")


def test_all_villages_are_printed_by_enter_on_the_first_row(rooms):
    rooms.window.open_room("notices")
    says(rooms, "全部村 3 人")

    rooms.press(ENTER)

    says(rooms, "通知单已放进打印文件夹　3 页")


def test_f6_changes_between_late_and_due(rooms):
    rooms.window.open_room("notices")
    says(rooms, "改看应种未种")

    rooms.press(F6)

    says(rooms, "改看逾期未种")
    says(rooms, "应种未种 · 请家长")


def test_the_loudspeaker_text_wants_one_village(rooms, desk):
    rooms.window.open_room("notices")
    says(rooms, "全部村 3 人")
    rooms.press(F8)
    says(rooms, "先选一个村")

    rooms.press(DOWN)
    rooms.press(F8)

    says(rooms, "广播稿已放进打印文件夹")
    assert (desk.premises.outbox / "broadcast-20261118-0830.txt").exists()


def test_names_that_are_hidden_are_hidden_on_the_paper_too(rooms):
    rooms.window.open_room("notices")
    says(rooms, "第一张，共 3 张")

    rooms.window.toggle_mask()

    says(rooms, "名字遮住时不显示")


def test_labels_of_a_village_and_signs_stand_in_one_list(rooms):
    rooms.window.open_room("labels")
    says(rooms, "条码标签　一村 2 张")

    rooms.press(F9)

    rooms.qtbot.waitUntil(lambda: jobs(rooms) == [("label", "一村")], timeout=8000)


def test_a_village_without_booklet_numbers_says_so(rooms):
    rooms.window.open_room("labels")
    says(rooms, "条码标签　一村 2 张")
    rooms.press(DOWN)

    rooms.press(F9)

    says(rooms, "这个村没有带接种证号的儿童")


def test_a_sign_is_printed_by_enter(rooms):
    rooms.window.open_room("labels")
    says(rooms, "条码标签　一村 2 张")
    rooms.press(DOWN)
    rooms.press(DOWN)
    says(rooms, "标识牌　候诊区 A3")

    rooms.press(ENTER)

    rooms.qtbot.waitUntil(lambda: jobs(rooms) == [("sign", "waiting")], timeout=8000)


def test_a_begun_sheet_of_labels_goes_on_at_its_first_free_place(rooms):
    rooms.window.open_room("labels")
    says(rooms, "标签从第 1 格开始")

    rooms.press(F6)
    rooms.type("4")
    rooms.press(ENTER)

    says(rooms, "标签从第 4 格开始")
    rooms.press(F6)
    rooms.type("25")
    rooms.press(ENTER)
    says(rooms, "写 1 到 24 之间的数")
    says(rooms, "标签从第 4 格开始")


def test_the_registers_of_the_month_are_counted_and_printed(rooms, desk):
    visit = a_visit_ready_for_injection(desk)
    write_a_dose(desk, visit, a_lot(desk))
    rooms.window.open_room("registers")
    says(rooms, "预防接种登记簿 1 行")

    rooms.press(F9)

    rooms.qtbot.waitUntil(lambda: jobs(rooms) == [("register", "vaccination 2026-11")], timeout=8000)


def test_page_up_turns_to_the_month_before_and_none_lies_ahead(rooms):
    rooms.window.open_room("registers")
    says(rooms, "2026 年 11 月")

    rooms.press(PAGE_DOWN)
    says(rooms, "还没到下个月")
    rooms.press(PAGE_UP)

    says(rooms, "2026 年 10 月")
    says(rooms, "预防接种登记簿 0 行")
    rooms.press(F9)
    says(rooms, "没有记录，不用打")
    assert jobs(rooms) == []


def test_the_register_of_temperatures_says_that_there_are_none(rooms):
    rooms.window.open_room("registers")
    says(rooms, "预防接种登记簿 0 行")
    for _ in range(4):
        rooms.press(DOWN)

    rooms.press(F9)

    says(rooms, "请照旧用纸质测温表")
    assert jobs(rooms) == []


@pytest.mark.parametrize("room", ["notices", "labels", "registers"])
def test_escape_leads_back_to_the_front_page(rooms, room):
    rooms.window.open_room(room)
    rooms.qtbot.waitUntil(lambda: rooms.window.workplace.room().table.hasFocus(), timeout=8000)

    rooms.press(ESCAPE)

    assert rooms.window.workplace.is_open("print_center")


def test_long_work_shows_how_far_it_has_come_and_stops_without_printing_anything(rooms):
    shown = []
    making = PaperMaking(rooms.tools, lambda: shown.append(making.face()))

    def make(_reader, told):
        for page in range(1, 1_000_000):
            told(page)
            time.sleep(0.001)  # as a page takes its time: a quick machine must not be through before somebody stops it
        raise AssertionError("nobody stopped it")

    making.begin(Work("登记簿", 1_000_000, make, lambda desk, pdf: None))
    rooms.qtbot.waitUntil(lambda: making.face().done != "0 页", timeout=5000)
    making.stop()

    rooms.qtbot.waitUntil(lambda: making.face() is None, timeout=5000)
    assert shown[0].total == "/ 1000000 页"
    assert rooms.says("停下了，一张也没有打")
    assert jobs(rooms) == []


def test_work_that_breaks_says_so_and_the_page_goes_on(rooms):
    making = PaperMaking(rooms.tools, lambda: None)

    def make(_reader, _told):
        raise OSError("a disk")

    making.begin(Work("登记簿", 1, make, lambda desk, pdf: None))

    rooms.qtbot.waitUntil(lambda: not making.is_busy, timeout=5000)
    assert rooms.says("没有做成，一张也没有打")
    assert isinstance(rooms.failures.pop(), OSError)


def test_every_paper_of_a_visit_of_today_has_a_key(rooms, desk):
    visit = a_visit_ready_for_injection(desk)
    rooms.window.open_room("visit_papers")
    says(rooms, visit.ticket)

    for key, words in ((F9, "号票"), (F6, "预检告知书"), (Qt.Key.Key_F7, "知情同意书")):
        rooms.press(key)
        says(rooms, f"{words}已放进打印文件夹")

    rooms.press(F8)
    says(rooms, "留观条还打不了：陈小满 还没走到那一步")
    write_a_dose(desk, visit, a_lot(desk))
    rooms.press(F8)
    says(rooms, "留观条已放进打印文件夹")
    assert sorted(kind for kind, _ in jobs(rooms)) == [
        "consent",
        "number_ticket",
        "observation_slip",
        "screening_notice",
    ]


def test_without_a_visit_the_page_says_how_one_begins(rooms):
    rooms.window.open_room("visit_papers")

    says(rooms, "扫接种证接待第一个孩子")
