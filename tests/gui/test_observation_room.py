"""The observation room by its keys, over a real ciphered database."""

from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QWidget

from clinic_app.domain.visit import VisitState
from tests.gui.open_rooms import ENTER, ESCAPE, OpenRooms, watched_child

pytestmark = pytest.mark.gui

MINUTE = timedelta(minutes=1)


@pytest.fixture
def rooms(qtbot, desk):
    opened = OpenRooms(qtbot, desk)
    yield opened
    opened.close()


def state_of(rooms, visit):
    return rooms.reader.card(visit.person_id).visit(visit.id).state


def wait_for_state(rooms, visit, state):
    rooms.qtbot.waitUntil(lambda: state_of(rooms, visit) is state, timeout=10_000)
    rooms.qtbot.waitUntil(lambda: rooms.announced != [], timeout=10_000)


def test_a_tile_shows_who_what_and_how_long(rooms, desk):
    watched_child(desk, "陈小满", vaccines=("DTaP", "MMR"))
    rooms.clock.advance(timedelta(minutes=20, seconds=15))

    rooms.open_room("observation")

    assert rooms.tiles() == ["陈小满 女 6月 百白破 · 麻腮风 09:45 留观中 接种 08:30 可离开 09:00"]
    assert rooms.says("留观中 1")


def test_the_clock_runs_by_the_tick_and_from_the_stored_moment(rooms, desk):
    watched_child(desk)
    rooms.open_room("observation")

    assert "30:00" in rooms.tiles()[0]
    rooms.pass_time(timedelta(seconds=1))
    assert "29:59" in rooms.tiles()[0]
    rooms.pass_time(25 * MINUTE)
    assert "04:59 不到 5 分钟" in rooms.tiles()[0]
    rooms.pass_time(timedelta(minutes=4, seconds=59))
    assert "可离开 请确认离开" in rooms.tiles()[0]
    rooms.pass_time(15 * MINUTE)
    assert "超 15 分 超时未确认" in rooms.tiles()[0]
    rooms.pass_time(timedelta(hours=3))
    assert "超 3 小时" in rooms.tiles()[0]


def test_a_clock_set_back_is_told_and_comes_right_again(rooms, desk):
    watched_child(desk)
    rooms.open_room("observation")

    rooms.pass_time(timedelta(hours=-1))
    assert "90:00 本机时间早于接种时间" in rooms.tiles()[0]
    rooms.pass_time(timedelta(hours=1, minutes=30))
    assert "可离开 请确认离开" in rooms.tiles()[0]


def test_the_soonest_to_act_stands_first_and_no_tile_moves_while_seconds_pass(rooms, desk):
    for name in ("王一一", "李二二", "张三三"):
        watched_child(desk, name)
        rooms.clock.advance(10 * MINUTE)
    rooms.open_room("observation")
    names = [tile.split()[0] for tile in rooms.tiles()]

    assert names == ["王一一", "李二二", "张三三"]
    for _ in range(40):
        rooms.pass_time(MINUTE)
        assert [tile.split()[0] for tile in rooms.tiles()] == names


def test_enter_on_a_green_tile_confirms_that_the_child_leaves(rooms, desk):
    visit = watched_child(desk)
    rooms.clock.advance(30 * MINUTE)
    rooms.open_room("observation")

    rooms.press(ENTER)

    wait_for_state(rooms, visit, VisitState.DONE)
    assert rooms.tiles() == []
    assert rooms.says("陈小满 已离开")
    assert rooms.says("现在没有孩子在留观")
    assert rooms.failures == []


def test_enter_before_the_time_is_refused_with_the_minutes_and_writes_nothing(rooms, desk):
    visit = watched_child(desk)
    rooms.clock.advance(timedelta(minutes=20, seconds=1))
    rooms.open_room("observation")
    written = desk.db.execute("SELECT count(*) FROM entry").fetchone()

    rooms.press(ENTER)

    assert rooms.says("陈小满 还需 10 分钟 09:00 可离开")
    assert state_of(rooms, visit) is VisitState.OBSERVING
    assert desk.db.execute("SELECT count(*) FROM entry").fetchone() == written


def test_a_second_enter_in_the_same_second_does_not_send_the_next_child_home(rooms, desk):
    first, second = watched_child(desk, "王一一"), watched_child(desk, "李二二")
    rooms.clock.advance(31 * MINUTE)
    rooms.open_room("observation")

    gone_first = rooms.tiles()[0].split()[0]
    rooms.press(ENTER)
    rooms.qtbot.waitUntil(lambda: len(rooms.tiles()) == 1, timeout=10_000)
    rooms.press(ENTER)
    rooms.qtbot.wait(50)

    staying = second if gone_first == "王一一" else first
    assert state_of(rooms, staying) is VisitState.OBSERVING
    assert QApplication.focusWidget().accessibleName().startswith(rooms.tiles()[0].split()[0])
    rooms.pass_time(timedelta(seconds=1))
    rooms.press(ENTER)
    wait_for_state(rooms, staying, VisitState.DONE)


def test_a_click_on_a_tile_only_chooses_the_child(rooms, desk):
    visit = watched_child(desk)
    rooms.clock.advance(31 * MINUTE)
    rooms.open_room("observation")

    tile = rooms.observation_room.board.grid.tile(visit.id)
    rooms.qtbot.mouseClick(tile, Qt.MouseButton.LeftButton)
    rooms.qtbot.wait(50)

    assert state_of(rooms, visit) is VisitState.OBSERVING
    assert tile.hasFocus()


def test_the_arrow_keys_go_from_child_to_child_and_the_bar_follows(rooms, desk):
    watched_child(desk, "王一一")
    rooms.clock.advance(29 * MINUTE)
    watched_child(desk, "李二二")
    rooms.clock.advance(MINUTE)
    rooms.open_room("observation")

    assert rooms.says("王一一 满 30 分钟，看过无异常后按 Enter")
    rooms.press(Qt.Key.Key_Right)
    assert rooms.says("李二二 09:29 可离开，请在留观区等候")
    assert rooms.says("确认离开 Enter 还需 29 分钟")
    rooms.press(Qt.Key.Key_Left)
    assert rooms.says("提前离开 F7 已满 30 分钟")


def test_leaving_early_wants_a_reason_and_keeps_it(rooms, desk):
    visit = watched_child(desk)
    rooms.clock.advance(12 * MINUTE)
    rooms.open_room("observation")

    rooms.press(Qt.Key.Key_F7)
    assert rooms.says("陈小满 提前离开")
    rooms.press(ENTER)
    assert state_of(rooms, visit) is VisitState.OBSERVING
    rooms.type("奶奶带走")
    rooms.press(ENTER)

    wait_for_state(rooms, visit, VisitState.LEFT_EARLY)
    assert rooms.reader.card(visit.person_id).visit(visit.id).end_reason == "奶奶带走"
    assert rooms.says("今日完成率 0.0 %")


def test_escape_leaves_the_child_where_it_is(rooms, desk):
    visit = watched_child(desk)
    rooms.open_room("observation")

    rooms.press(Qt.Key.Key_F7)
    rooms.press(ESCAPE)

    assert state_of(rooms, visit) is VisitState.OBSERVING
    assert QApplication.focusWidget() is rooms.observation_room.board.grid.tile(visit.id)


def test_a_reaction_is_written_in_words_and_stays_in_sight(rooms, desk):
    visit = watched_child(desk)
    rooms.clock.advance(7 * MINUTE)
    rooms.open_room("observation")

    rooms.press(Qt.Key.Key_F8)
    rooms.type("全身皮疹")
    rooms.press(ENTER)

    wait_for_state(rooms, visit, VisitState.REACTION)
    rooms.wait_until_it_says("反应记录（新）")
    rooms.go_back()
    assert rooms.says("陈小满 全身皮疹 处理中 请写反应记录")
    assert rooms.says("今天的反应 1 人 08:37 陈小满：全身皮疹")
    assert rooms.says("陈*满 发生反应")  # in the strip of every room, until the record is written


def test_names_are_hidden_when_the_window_is_masked_and_always_in_the_strip(rooms, desk):
    watched_child(desk, "欧阳小满")
    rooms.open_room("observation")
    rooms.strip.refresh()

    assert rooms.says("欧**满 30:00")
    rooms.press(Qt.Key.Key_F12)

    assert rooms.tiles()[0].startswith("欧**满")
    assert not rooms.says("欧阳小满")


def test_an_empty_room_says_what_to_do_and_leaves_the_scan_box_in_charge(rooms):
    rooms.open_room("observation")

    assert rooms.says("现在没有孩子在留观。最后一针打完，孩子会自动出现在这里")
    assert QApplication.focusWidget() is rooms.window.scan_box.edit


def test_the_strip_counts_down_and_says_what_the_county_lacks(rooms, desk):
    watched_child(desk)
    rooms.strip.refresh()
    unsent = desk.db.execute("SELECT count(*) FROM entry WHERE stream = 'shared'").fetchone()[0]

    strip = rooms.window.workplace.strip
    assert strip.findChildren(QWidget)
    assert rooms.says("陈*满 30:00")
    rooms.pass_time(timedelta(minutes=25, seconds=1))
    assert rooms.says("陈*满 04:59")
    rooms.pass_time(5 * MINUTE)
    assert rooms.says("陈*满 可离开")
    rooms.pass_time(20 * MINUTE)
    assert rooms.says("陈*满 超时")
    labels = [label.text() for label in strip.findChildren(QWidget) if hasattr(label, "text")]
    assert f"未上传 {unsent} 条" in labels
    assert "县里还没有确认过" in labels


@pytest.mark.parametrize("size", [(1366, 768), (1280, 680), (1093, 614)])
def test_nothing_of_the_room_is_cut_off_with_eight_children(qtbot, desk, size):
    for number in range(8):
        watched_child(desk, f"欧阳{number}", vaccines=("DTaP", "MMR"))
        desk.clock.advance(5 * MINUTE)
    rooms = OpenRooms(qtbot, desk, size=size)
    rooms.open_room("observation")
    rooms.qtbot.wait(20)

    room = rooms.observation_room
    for widget in (room.leave_button, room.early_button, room.react_button):
        corner = widget.mapTo(rooms.window, QPoint(widget.width(), widget.height()))
        assert corner.x() <= size[0]
        assert corner.y() <= size[1]
        assert widget.width() >= widget.minimumSizeHint().width()
    board = room.board
    right = max(tile.mapTo(board, QPoint(tile.width(), 0)).x() for tile in board.grid._tiles.values())
    assert right <= board.width()
    lowest = max(tile.mapTo(board, QPoint(0, tile.height())).y() for tile in board.grid._tiles.values())
    assert lowest <= board.height()
    rooms.close()


def test_a_longer_watch_is_three_answers_and_moves_the_clock(rooms, desk):
    visit = watched_child(desk)
    rooms.clock.advance(10 * MINUTE)
    rooms.open_room("observation")

    rooms.press(Qt.Key.Key_F6)
    assert rooms.says("现在到 09:00 可离开。延长多久？")
    rooms.press(Qt.Key.Key_2)
    rooms.wait_until_it_says("延长 30 分钟")
    rooms.type("家长担心")
    rooms.press(ENTER)

    rooms.qtbot.waitUntil(lambda: rooms.reader.card(visit.person_id).visit(visit.id).extra_minutes == 30)
    rooms.wait_until_it_says("陈小满 延长 30 分钟，09:30 可离开")
    assert "50:00 留观中 · 已延长 30 分" in rooms.tiles()[0]


def test_enter_on_the_question_how_long_leaves_the_watch_as_it_is(rooms, desk):
    visit = watched_child(desk)
    rooms.open_room("observation")

    rooms.press(Qt.Key.Key_F6)
    rooms.press(ENTER)

    assert rooms.reader.card(visit.person_id).visit(visit.id).extra_minutes == 0


def test_a_child_that_is_gone_is_cleared_with_the_phone_in_sight(rooms, desk):
    visit = watched_child(desk, guardian_name="王芳", phone="13800001234")
    rooms.clock.advance(45 * MINUTE)
    rooms.open_room("observation")

    assert rooms.says("超时未确认 1 人，下班前逐个处理")
    rooms.press(Qt.Key.Key_F7)
    assert rooms.says("监护人：王芳 13800001234")
    rooms.type("打过电话，孩子正常")
    rooms.press(ENTER)

    wait_for_state(rooms, visit, VisitState.LEFT_EARLY)
    assert rooms.says("今日完成率 0.0 %")
