"""The print centre by its keys, with printers that can be off, out of paper, or stop in the middle."""

import pytest
from builders import a_person
from paper_builders import FakePrinters, a_sheet
from PySide6.QtCore import Qt

from clinic_app.app.print_rooms import furnish_print_center
from clinic_app.services.print_jobs import (
    JobState,
    NewPaper,
    PrinterChoice,
    begin,
    choose_printer,
    print_paper,
    recent_jobs,
)
from tests.gui.open_rooms import ENTER, ESCAPE, OpenRooms

pytestmark = pytest.mark.gui

F5, F6, F7, F9 = Qt.Key.Key_F5, Qt.Key.Key_F6, Qt.Key.Key_F7, Qt.Key.Key_F9


@pytest.fixture
def printers():
    return FakePrinters("激光机", "小票机")


@pytest.fixture
def rooms(qtbot, desk, printers):
    opened = OpenRooms(qtbot, desk)
    opened.printing = furnish_print_center(opened.window, opened.tools, lambda: printers)
    yield opened
    opened.printing.dispatcher.stop()
    opened.close()


def choose(desk, kind="consent", printer="激光机", paper="a4"):
    choose_printer(desk, [PrinterChoice(kind=kind, printer=printer, paper=paper)])


def a_paper(desk, kind="consent", person_id="", visit_id="", pages=1):
    return print_paper(
        desk, NewPaper(kind=kind, pdf=a_sheet(*[()] * pages), person_id=person_id, visit_id=visit_id, about="T1")
    )


def states(rooms):
    return [job.state for job in recent_jobs(rooms.reader)]


def papers(rooms):
    """What the first column of the list says, from the top."""
    table = next(room for room in rooms.window.workplace.rooms() if room.key == "print_queue").table
    return [table.model().data(table.model().index(row, 0)) for row in range(table.model().rowCount())]


def start(rooms):
    """Begin as the program does, and wait until the queue has been looked after."""
    rooms.printing.dispatcher.start()
    rooms.qtbot.waitUntil(lambda: frozenset({"print"}) in rooms.announced, timeout=5000)


def seconds(rooms, count):
    for _ in range(count):
        rooms.printing.dispatcher.on_tick()


def printed_in_the_end(rooms, count):
    rooms.qtbot.waitUntil(lambda: states(rooms).count(JobState.PRINTED) == count, timeout=5000)


def test_a_paper_comes_out_of_the_printer_chosen_for_it(rooms, desk, printers):
    choose(desk)
    choose(desk, "observation_slip", "小票机", "roll_80")
    start(rooms)
    a_paper(desk)
    a_paper(desk, "observation_slip")

    seconds(rooms, 1)

    printed_in_the_end(rooms, 2)
    assert printers.printed == [("激光机", "consent", 1), ("小票机", "observation_slip", 1)]


def test_a_printer_that_is_off_says_what_to_do_and_the_paper_comes_when_it_is_on_again(rooms, desk, printers):
    choose(desk)
    printers.wrong["激光机"] = "off"
    start(rooms)
    a_paper(desk)

    seconds(rooms, 1)

    rooms.qtbot.waitUntil(lambda: rooms.says("打印机“激光机”没有开"), timeout=5000)
    assert rooms.says("开了就接着打")
    assert states(rooms) == [JobState.QUEUED]
    printers.wrong.clear()
    seconds(rooms, 11)
    printed_in_the_end(rooms, 1)


def test_a_printer_without_paper_holds_up_its_own_papers_only(rooms, desk, printers):
    choose(desk)
    choose(desk, "observation_slip", "小票机", "roll_80")
    printers.wrong["激光机"] = "no_paper"
    start(rooms)
    a_paper(desk)
    a_paper(desk, "observation_slip")

    rooms.qtbot.waitUntil(lambda: seconds(rooms, 1) or bool(printers.printed), timeout=5000)

    assert printers.printed == [("小票机", "observation_slip", 1)]
    assert JobState.QUEUED in states(rooms)


def test_a_printer_that_is_gone_loses_nothing(rooms, desk, printers):
    choose(desk, printer="旧机")
    start(rooms)
    a_paper(desk)

    seconds(rooms, 1)

    rooms.qtbot.waitUntil(lambda: rooms.says("找不到打印机“旧机”"), timeout=5000)
    assert states(rooms) == [JobState.QUEUED]


def test_the_same_trouble_is_told_once(rooms, desk, printers):
    choose(desk)
    printers.wrong["激光机"] = "off"
    start(rooms)
    a_paper(desk)
    seconds(rooms, 1)
    rooms.qtbot.waitUntil(lambda: rooms.says("没有开"), timeout=5000)
    rooms.window.prompter.hide_notice()

    asked = printers.asked
    seconds(rooms, 11)
    rooms.qtbot.waitUntil(lambda: printers.asked > asked, timeout=5000)

    assert not rooms.says("没有开")


def test_a_printer_that_refuses_the_paper_leaves_it_waiting(rooms, desk, printers):
    choose(desk)
    printers.stops_after["激光机"] = 0
    start(rooms)
    a_paper(desk)

    seconds(rooms, 1)

    rooms.qtbot.waitUntil(lambda: rooms.printing.dispatcher.trouble == {"激光机": "off"}, timeout=5000)
    rooms.qtbot.waitUntil(lambda: states(rooms) == [JobState.QUEUED], timeout=5000)


def test_a_paper_that_stopped_in_the_middle_waits_for_a_person(rooms, desk, printers):
    choose(desk)
    printers.stops_after["激光机"] = 1
    start(rooms)
    a_paper(desk, pages=3)

    seconds(rooms, 1)

    rooms.qtbot.waitUntil(lambda: states(rooms) == [JobState.FAILED], timeout=5000)
    printers.stops_after.clear()
    rooms.window.open_room("print_queue")
    rooms.press(F5)
    rooms.press(F5)
    seconds(rooms, 11)
    printed_in_the_end(rooms, 1)


def test_after_a_power_cut_the_nurse_is_asked_whether_the_sheet_came_out(rooms, desk, printers):
    choose(desk)
    job = a_paper(desk)
    begin(desk, job.id)

    start(rooms)

    assert rooms.says("知情同意书：纸出来了吗？")
    rooms.press(F9)
    printed_in_the_end(rooms, 1)
    assert printers.printed == []


def test_a_sheet_that_did_not_come_out_is_printed(rooms, desk, printers):
    choose(desk)
    begin(desk, a_paper(desk).id)
    start(rooms)

    rooms.press(F5)
    rooms.qtbot.waitUntil(lambda: states(rooms) == [JobState.QUEUED], timeout=5000)
    seconds(rooms, 1)

    printed_in_the_end(rooms, 1)
    assert printers.printed == [("激光机", "consent", 1)]


def test_enter_at_the_question_leaves_it_for_later(rooms, desk, printers):
    choose(desk)
    begin(desk, a_paper(desk).id)
    start(rooms)

    rooms.press(ENTER)
    seconds(rooms, 2)
    rooms.window.open_room("print_queue")

    assert states(rooms) == [JobState.FAILED]
    assert rooms.says("上次关机时正在打")


def test_the_front_page_opens_the_queue_by_its_digit_and_escape_leads_back(rooms, desk):
    a_paper(desk)
    rooms.window.open_room("print_center")

    rooms.press(Qt.Key.Key_1)
    rooms.qtbot.waitUntil(lambda: rooms.window.workplace.is_open("print_queue"), timeout=5000)
    rooms.press(ESCAPE)

    assert rooms.window.workplace.is_open("print_center")


def test_without_a_printer_the_front_page_says_where_the_papers_are(rooms, desk):
    rooms.window.open_room("print_center")

    assert rooms.says("还没有选打印机：要打的纸都存进打印文件夹")


def test_a_paper_is_printed_again_with_a_reason_by_its_digit(rooms, desk, printers):
    choose(desk)
    start(rooms)
    a_paper(desk)
    seconds(rooms, 1)
    printed_in_the_end(rooms, 1)
    rooms.window.open_room("print_queue")

    rooms.press(F5)
    assert rooms.says("为什么再打？")
    rooms.press(Qt.Key.Key_2)

    printed_in_the_end(rooms, 2)
    rooms.qtbot.waitUntil(lambda: "知情同意书（补打：家长丢了）" in papers(rooms), timeout=5000)
    assert printers.printed == [("激光机", "consent", 1)] * 2


def test_a_waiting_paper_is_cancelled_with_f7(rooms, desk, printers):
    choose(desk)
    printers.wrong["激光机"] = "off"
    start(rooms)
    a_paper(desk)
    rooms.window.open_room("print_queue")

    rooms.press(F7)

    rooms.qtbot.waitUntil(lambda: states(rooms) == [JobState.CANCELLED], timeout=5000)
    rooms.qtbot.waitUntil(lambda: rooms.says("记录不受影响"), timeout=5000)


def test_f6_shows_what_one_visit_produced(rooms, desk):
    one, other = a_person(desk, name="张小明"), a_person(desk, name="李小红")
    a_paper(desk, person_id=other, visit_id="v2")
    for kind in ("consent", "observation_slip"):
        a_paper(desk, kind, person_id=one, visit_id="v1")
    rooms.window.open_room("print_queue")

    rooms.press(F6)
    assert papers(rooms) == ["留观条", "知情同意书"]

    rooms.press(F6)
    assert len(papers(rooms)) == 3


def test_hidden_names_are_hidden_in_the_list_too(rooms, desk):
    a_paper(desk, person_id=a_person(desk, name="张小明"))
    rooms.window.open_room("print_queue")
    assert rooms.says("张小明")

    rooms.window.toggle_mask()

    assert not rooms.says("张小明")


def test_the_paper_in_focus_is_shown_and_its_pages_turned(rooms, desk):
    a_paper(desk, pages=2)
    rooms.window.open_room("print_queue")
    rooms.qtbot.waitUntil(lambda: rooms.says("第 1 页，共 2 页"), timeout=5000)

    rooms.press(Qt.Key.Key_PageDown)

    rooms.qtbot.waitUntil(lambda: rooms.says("第 2 页，共 2 页"), timeout=5000)


def test_letters_no_font_draws_are_shown_before_anything_is_printed(rooms, desk, printers):
    choose(desk)
    start(rooms)
    print_paper(desk, NewPaper(kind="consent", pdf=a_sheet(), missing="😀"))
    seconds(rooms, 2)

    assert rooms.says("知情同意书上有打不出的字：😀")
    assert printers.printed == []
    rooms.press(F9)

    printed_in_the_end(rooms, 1)


def test_enter_at_letters_no_font_draws_prints_nothing(rooms, desk, printers):
    choose(desk)
    start(rooms)
    print_paper(desk, NewPaper(kind="consent", pdf=a_sheet(), missing="😀"))
    seconds(rooms, 1)

    rooms.press(ENTER)

    rooms.qtbot.waitUntil(lambda: states(rooms) == [JobState.CANCELLED], timeout=5000)
    assert printers.printed == []


def test_registers_and_signs_stand_in_the_list_by_their_names(rooms, desk):
    print_paper(desk, NewPaper(kind="register", pdf=a_sheet(), about="stock 2026-11"))
    print_paper(desk, NewPaper(kind="sign", pdf=a_sheet(), about="way"))
    rooms.window.open_room("print_queue")

    assert rooms.says("接种流程")
    rooms.press(Qt.Key.Key_Down)
    assert rooms.says("出入库 2026-11")
