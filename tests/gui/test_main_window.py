import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from clinic_app.gui.faces import ChipFace, MatchFace, SyncFace, Tone, UserFace
from clinic_app.gui.prompter import Choice, Question
from clinic_app.gui.widgets.chip import Chip
from tests.gui.conftest import a_window, press, spoken

pytestmark = pytest.mark.gui

SCREENS = [(1366, 768), (1280, 680), (1093, 614), (1920, 1080)]
ALT = Qt.KeyboardModifier.AltModifier


@pytest.mark.xvfb
@pytest.mark.parametrize(("width", "height"), SCREENS)
def test_nothing_of_the_shell_is_clipped(qtbot, width, height):
    window = a_window(qtbot, practice=True, width=width, height=height)
    window.show_sync(SyncFace("未上传 386 条", "县里最后确认 11-17 17:05"))
    window.show_watch(tuple(ChipFace("09:20", Tone.GREY, "clock", "孙*悦") for _ in range(8)), 8)

    assert (window.width(), window.height()) == (width, height)
    shown = window.rect()
    for widget in window.findChildren(QWidget):
        if widget.isVisible() and widget is not window.focus_ring and not widget.isWindow():
            corner = widget.mapTo(window, QPoint(0, 0))
            assert shown.contains(corner), (widget, corner)
            assert corner.x() + widget.width() <= width, widget
            assert corner.y() + widget.height() <= height, widget


@pytest.mark.parametrize(("width", "height"), SCREENS[:2])
def test_no_word_of_header_rail_and_strip_is_shortened(qtbot, width, height):
    window = a_window(qtbot, practice=True, width=width, height=height)
    window.show_sync(SyncFace("未上传 386 条", "县里最后确认 11-17 17:05"))
    window.show_watch(tuple(ChipFace("09:20", Tone.GREY, "clock", "孙*悦") for _ in range(8)), 8)

    place = window.workplace
    for part in (place.header, place.rail, place.strip):
        for widget in part.findChildren(QWidget):
            if widget.isVisible():
                assert widget.width() >= widget.minimumSizeHint().width(), widget.accessibleName()


def test_the_small_screen_is_compact_and_drops_the_date(qtbot):
    window = a_window(qtbot, width=1280, height=680)

    assert window.is_compact
    assert all(room.compact for room in window.rooms)
    assert window.workplace.header.height() == 56
    assert window.workplace.strip.height() == 48
    assert window.rooms[0].layout().contentsMargins().left() == 12


def test_the_usual_screen_has_the_usual_measures(window):
    assert not window.is_compact
    assert window.workplace.header.height() == 64
    assert window.workplace.strip.height() == 56
    assert window.workplace.rail.width() == 88
    assert window.rooms[0].layout().contentsMargins().left() == 16


def test_alt_and_a_digit_opens_the_room_of_that_place(window, qtbot):
    with qtbot.waitSignal(window.room_opened) as opened:
        press(window, Qt.Key.Key_3, ALT)

    assert opened.args == ["cards"]
    assert window.workplace.room() is window.rooms[2]
    assert "档案 Alt+3 已打开" in spoken(window)


def test_a_digit_without_a_room_opens_nothing(window):
    press(window, Qt.Key.Key_8, ALT)

    assert window.workplace.room() is window.rooms[0]


def test_f9_presses_the_main_button_of_the_open_room_only(window):
    window.open_room("desk")

    press(window, Qt.Key.Key_F9)

    assert window.rooms[1].wishes == ["save"]
    assert window.rooms[0].wishes == []


def test_a_main_button_that_is_off_says_why_instead(window):
    room = window.rooms[0]
    room.main.switch_off("先做 ① 写理由")

    press(window, Qt.Key.Key_F9)

    assert room.wishes == []
    assert "保存 先做 ① 写理由" in spoken(window)
    assert "保存 F9 先做 ① 写理由" in spoken(window)


def test_enter_in_a_field_stays_in_the_field(window):
    room = window.rooms[0]
    room.field.edit.setFocus()

    QTest.keyClick(room.field.edit, Qt.Key.Key_Return)

    assert room.wishes == []


def test_f2_puts_the_focus_into_the_scan_box_and_escape_gives_it_back(window):
    press(window, Qt.Key.Key_F2)
    assert QApplication.focusWidget() is window.scan_box.edit

    QTest.keyClick(window.scan_box.edit, Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is window.rooms[0].field.edit


@pytest.mark.parametrize(
    ("key", "signal"),
    [
        (Qt.Key.Key_F1, "help_wished"),
        (Qt.Key.Key_F3, "new_record_wished"),
        (Qt.Key.Key_F11, "lock_wished"),
        (Qt.Key.Key_F12, "masked"),
    ],
)
def test_the_keys_of_the_shell_work_while_a_field_has_the_focus(window, qtbot, key, signal):
    window.rooms[0].field.edit.setFocus()

    with qtbot.waitSignal(getattr(window, signal)):
        press(window, key)


def test_f12_masks_every_room_and_the_next_press_shows_names_again(window):
    press(window, Qt.Key.Key_F12)
    assert all(room.masked for room in window.rooms)
    assert "显名 F12" in spoken(window)

    press(window, Qt.Key.Key_F12)
    assert not any(room.masked for room in window.rooms)


def test_a_change_is_announced_to_the_open_room_the_others_read_again_when_they_are_opened(window):
    window.announce(frozenset({"visit", "stock"}))

    assert [room.changes for room in window.rooms] == [[frozenset({"visit", "stock"})], [], []]


def test_the_tick_comes_once_a_second_and_carries_the_clock(window, qtbot):
    with qtbot.waitSignals([window.ticked, window.ticked], timeout=2600):
        pass


def test_a_scan_goes_to_the_open_room(window):
    window.routes.take_scan("530326102000123456")

    assert window.rooms[0].scans == ["530326102000123456"]
    assert window.scan_box.edit.text() == "5303 2610 2000 1234 56"


def test_a_scan_the_room_does_not_want_is_told(window, qtbot):
    window.rooms[0].wants_scans = False

    with qtbot.waitSignal(window.scan_unclaimed) as told:
        window.routes.take_scan("4006381333931")

    assert told.args == ["4006381333931"]


def test_what_is_typed_into_the_scan_box_is_searched(window, qtbot):
    window.scan_box.take_focus()

    with qtbot.waitSignal(window.search_changed) as changed:
        QTest.keyClick(window.scan_box.edit, Qt.Key.Key_Z)
    with qtbot.waitSignal(window.search_entered) as entered:
        QTest.keyClick(window.scan_box.edit, Qt.Key.Key_Return)

    assert changed.args == ["z"]
    assert entered.args == ["z"]


def test_arrows_and_enter_choose_a_person_below_the_scan_box(window, qtbot):
    window.scan_box.take_focus()
    window.show_matches((MatchFace("p1", "张小明", "男 8月"), MatchFace("p2", "张晓敏", "女 2岁", "母 李红")))
    assert {"张小明 男 8月", "张晓敏 女 2岁 母 李红"} <= spoken(window)

    QTest.keyClick(window.scan_box.edit, Qt.Key.Key_Down)
    with qtbot.waitSignal(window.match_chosen) as chosen:
        QTest.keyClick(window.scan_box.edit, Qt.Key.Key_Return)

    assert chosen.args == ["p2"]
    assert not window.workplace.matches.isVisible()


def test_practice_is_written_in_the_header(qtbot):
    practised = a_window(qtbot, practice=True)

    assert "练习：这里的孩子都不是真的" in spoken(practised)


def test_a_real_window_does_not_say_practice(window):
    assert not any("练习" in name for name in spoken(window))


def test_the_strip_shows_as_many_as_fit_and_counts_the_others(window):
    window.show_sync(SyncFace("未上传 386 条", "县里最后确认 11-17 17:05"))
    window.show_watch(tuple(ChipFace("09:20", Tone.GREY, "clock", "孙*悦") for _ in range(8)), 8)

    strip = window.workplace.strip
    chips = [chip for chip in strip.findChildren(Chip) if chip.isVisible()]
    words = {label.text() for label in strip.findChildren(QLabel) if label.isVisible()}
    assert "留观 8 人" in words
    assert f"+{8 - len(chips)}" in words
    assert len(chips) >= 5


def test_the_focus_is_found_again_when_its_widget_goes(window, qtbot):
    room = window.rooms[0]
    room.field.edit.setFocus()

    room.field.deleteLater()

    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None and QApplication.focusWidget() is not room.field)


def test_the_focus_moves_on_when_its_button_goes_off(window):
    room = window.rooms[0]
    room.main.setFocus()

    room.main.switch_off("没有疫苗")

    assert QApplication.focusWidget() is not None
    assert QApplication.focusWidget() is not room.main


def test_there_is_one_ring_and_it_is_around_the_focused_control(window):
    room = window.rooms[0]
    room.main.setFocus()
    assert window.focus_ring.target() is room.main
    corner = room.main.mapTo(window, QPoint(0, 0))
    assert window.focus_ring.geometry().topLeft() == corner - QPoint(5, 5)

    window.scan_box.take_focus()
    assert window.focus_ring.target() is window.scan_box


def test_matches_have_the_arrows_at_once_and_close_when_the_focus_leaves_the_scan_box(window):
    room = window.rooms[0]
    room.main.setFocus()

    window.show_matches((MatchFace("p1", "张小明", "男 8月"), MatchFace("p2", "张晓敏", "女 2岁", "母 李红")))
    assert QApplication.focusWidget() is window.scan_box.edit
    assert window.workplace.matches.isVisible()

    room.main.setFocus()
    assert not window.workplace.matches.isVisible()


def test_locking_hides_the_rooms_and_keeps_what_they_show(window):
    window.sign_in_page.show_users((UserFace("u1", "张敏", "护士", True),))
    window.rooms[0].field.set_text("李欣妍")

    window.lock()
    assert not window.rooms[0].isVisible()
    assert QApplication.focusWidget() is window.sign_in_page.password

    window.unlock()
    assert window.rooms[0].field.text() == "李欣妍"
    assert QApplication.focusWidget() is window.rooms[0].field.edit


def test_a_scan_while_locked_is_told_and_reaches_no_room(window, qtbot):
    window.lock()

    with qtbot.waitSignal(window.scan_while_locked) as told:
        window.routes.take_scan("7001")

    assert told.args == ["7001"]
    assert window.rooms[0].scans == []


def test_a_standing_question_is_out_of_sight_while_locked_and_comes_back(window):
    answers = []
    window.prompter.ask(Question("另一个孩子", "扫到 刘雨桐", (Choice("stay", "留下"),)), answers.append)

    window.lock()
    assert not any("刘雨桐" in name for name in spoken(window))
    window.unlock()
    assert any("刘雨桐" in name for name in spoken(window))
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)

    assert answers == ["stay"]
