"""The printers' page by its keys: which printer prints which paper, and a sheet to try it."""

import pytest
from paper_builders import FakePrinters
from PySide6.QtCore import Qt

from clinic_app.app.print_rooms import furnish_print_center
from clinic_app.services.print_jobs import choices_made, recent_jobs
from tests.gui.open_rooms import ENTER, ESCAPE, OpenRooms

pytestmark = pytest.mark.gui

F5, F6, F7, F8, F9 = (getattr(Qt.Key, f"Key_F{number}") for number in range(5, 10))


def rooms_with(qtbot, desk, *names):
    rooms = OpenRooms(qtbot, desk)
    rooms.printing = furnish_print_center(rooms.window, rooms.tools, lambda: FakePrinters(*names))
    rooms.window.open_room("printers")
    return rooms


@pytest.fixture
def rooms(qtbot, desk):
    opened = rooms_with(qtbot, desk, "激光机", "小票机")
    qtbot.waitUntil(lambda: opened.says("本机有 2 台打印机"), timeout=5000)
    yield opened
    opened.printing.dispatcher.stop()
    opened.close()


@pytest.fixture
def bare_rooms(qtbot, desk):
    opened = rooms_with(qtbot, desk)
    yield opened
    opened.printing.dispatcher.stop()
    opened.close()


def go_to(rooms, paper):
    """Press Down until the row of this paper has the focus."""
    for _ in range(30):
        if rooms.says(f"打印机 {paper}"):
            return
        rooms.press(Qt.Key.Key_Down)
    raise AssertionError(paper)


def choice(rooms, kind):
    return choices_made(rooms.reader).get(kind)


def chosen(rooms, kind, printer):
    rooms.qtbot.waitUntil(lambda: (made := choice(rooms, kind)) is not None and made.printer == printer, timeout=5000)


def test_a_printer_is_chosen_by_its_digit_for_one_kind(rooms):
    go_to(rooms, "知情同意书")

    rooms.press(ENTER)
    rooms.press(Qt.Key.Key_1)
    rooms.press(ENTER)

    chosen(rooms, "consent", "激光机")
    assert choice(rooms, "aefi_card") is None


def test_one_key_more_gives_it_to_every_paper_of_that_size(rooms):
    go_to(rooms, "知情同意书")

    rooms.press(ENTER)
    rooms.press(Qt.Key.Key_1)
    rooms.press(F9)

    chosen(rooms, "aefi_card", "激光机")
    assert choice(rooms, "consent").printer == "激光机"
    assert choice(rooms, "observation_slip") is None


def test_a_slip_printer_prints_black_only_from_the_beginning(rooms):
    go_to(rooms, "留观条")
    rooms.press(ENTER)
    rooms.press(Qt.Key.Key_2)
    rooms.press(ENTER)
    chosen(rooms, "observation_slip", "小票机")

    assert choice(rooms, "observation_slip").black_only
    rooms.press(F8)
    rooms.qtbot.waitUntil(lambda: not choice(rooms, "observation_slip").black_only, timeout=5000)


def test_f6_goes_through_the_sizes_a_paper_is_made_for(rooms):
    go_to(rooms, "留观条")

    rooms.press(F6)
    rooms.qtbot.waitUntil(lambda: choice(rooms, "observation_slip") is not None, timeout=5000)

    assert choice(rooms, "observation_slip").paper == "roll_58"


def test_a_paper_of_one_size_says_so(rooms):
    go_to(rooms, "知情同意书")

    rooms.press(F6)

    assert rooms.says("这种纸只有 A4 一种")


def test_f7_goes_through_the_trays_of_the_printer(rooms):
    go_to(rooms, "知情同意书")
    rooms.press(F7)
    assert rooms.says("先按 Enter 给它选一台打印机")
    rooms.press(ENTER)
    rooms.press(Qt.Key.Key_1)
    rooms.press(ENTER)
    chosen(rooms, "consent", "激光机")

    rooms.press(F7)

    rooms.qtbot.waitUntil(lambda: choice(rooms, "consent").tray == "1", timeout=5000)


def test_a_sheet_to_try_without_a_printer_becomes_a_file(rooms):
    go_to(rooms, "知情同意书")

    rooms.press(F5)

    rooms.qtbot.waitUntil(lambda: rooms.says("测试页已放进打印文件夹"), timeout=5000)
    (job,) = recent_jobs(rooms.reader)
    assert job.file.startswith("consent-trial-")


def test_a_sheet_to_try_the_printer_goes_the_way_of_every_paper(rooms):
    go_to(rooms, "知情同意书")
    rooms.press(ENTER)
    rooms.press(Qt.Key.Key_1)
    rooms.press(ENTER)
    chosen(rooms, "consent", "激光机")

    rooms.press(F5)

    rooms.qtbot.waitUntil(lambda: rooms.says("测试页排上了"), timeout=5000)
    assert [(job.kind, job.about) for job in recent_jobs(rooms.reader)] == [("consent", "trial")]


def test_where_no_printer_is_installed_the_page_says_what_to_do(bare_rooms):
    bare_rooms.qtbot.waitUntil(lambda: bare_rooms.says("这台电脑还没有装打印机"), timeout=5000)

    bare_rooms.press(ENTER)

    assert bare_rooms.says("要打的纸都存进打印文件夹")


def test_escape_leads_back_to_the_front_page(rooms):
    rooms.press(ESCAPE)

    assert rooms.window.workplace.is_open("print_center")
