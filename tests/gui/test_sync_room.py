"""The sync room by its keys: counts with their proof, and an export that tells how it ended."""

import shutil
import threading

import pytest
from builders import a_person
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication

from clinic_app.devices import folder_carrier, removable_drives
from clinic_app.devices.folder_carrier import FolderCarrier
from clinic_app.exchange.keys import new_county_keypair
from clinic_app.exchange.package_reader import read_package
from clinic_app.gui import painting
from clinic_app.gui.faces import ChipFace, Tone
from clinic_app.gui.rooms.sync.faces import RecentFace
from tests.gui.open_rooms import ENTER, ESCAPE, OpenRooms, enrol

pytestmark = pytest.mark.gui

COUNTY = new_county_keypair()
F9 = Qt.Key.Key_F9


@pytest.fixture
def stick(tmp_path):
    root = tmp_path / "stick"
    root.mkdir()
    return root


@pytest.fixture
def rooms(qtbot, desk, stick):
    enrol(desk, COUNTY.recipient)
    a_person(desk)
    opened = OpenRooms(qtbot, desk, stick)
    yield opened
    opened.close()


@pytest.fixture
def no_sticks(monkeypatch):
    """A machine with nothing plugged in."""
    monkeypatch.setattr(removable_drives, "_mounted_sticks", lambda _mounts: [])


def shared_entries(desk):
    return desk.db.execute("SELECT count(*) FROM entry WHERE stream = 'shared'").fetchone()[0]


def files_on(stick):
    return sorted(path.name for path in stick.rglob("*") if path.is_file())


def test_the_counts_stand_with_their_proof(rooms, desk):
    desk.db.execute(
        "INSERT INTO receipted (device, incarnation, held_seq, applied_seq, confirmed_at) VALUES (?, ?, 3, 2, ?)",
        (desk.journal.installation.device, desk.journal.installation.incarnation, "2026-11-17T09:05:00.000Z"),
    )
    written = shared_entries(desk)

    rooms.open_room("sync")

    assert rooms.says(f"本机已写 {written} 都已存盘")
    assert rooms.says("县里已收到 3 凭县里回执 · 2026-11-17 17:05")
    assert rooms.says("县里已入库 2 1 条收到未入库")
    assert rooms.says(f"未上传 {written - 3} 最早一条 2026-11-18 08:30")


def test_f9_writes_a_package_that_the_county_can_read(rooms, desk, stick):
    written = shared_entries(desk)
    rooms.open_room("sync")

    rooms.press(F9)
    rooms.wait_until_it_says("已写好，可以拔出 U 盘")

    read = read_package(FolderCarrier(stick / "VAXSYNC"), identity=COUNTY.identity, device_keys=None)
    assert read.problems == ()
    assert read.entries == written
    assert rooms.says("可以拔出")
    assert rooms.says(f"核对本机记录 {written} 条，无断号")
    assert rooms.says("读回校验 1 包都一致")
    assert rooms.says("未上传 " + str(written))
    assert rooms.failures == []


def test_the_finished_package_stands_in_the_list_and_enter_begins_no_second_one(rooms, desk, stick):
    written = shared_entries(desk)
    rooms.open_room("sync")
    rooms.press(F9)
    rooms.wait_until_it_says("等回执")

    stem = next(name for name in files_on(stick) if name.endswith(".MAN")).removesuffix(".MAN")
    assert rooms.says(f"2026-11-18 08:30 U 盘 {written} {stem} 李护士 等回执")
    rooms.qtbot.waitUntil(lambda: QApplication.focusWidget() is rooms.window.scan_box.edit, timeout=5000)
    rooms.press(ENTER)
    rooms.qtbot.wait(50)
    assert len([name for name in files_on(stick) if name.endswith(".MAN")]) == 1


def test_while_it_runs_it_says_not_to_pull_and_escape_stops_it_leaving_nothing(rooms, stick, monkeypatch):
    go_on = threading.Event()
    write = FolderCarrier.write

    def slow_write(carrier, name, content):
        go_on.wait(10)
        write(carrier, name, content)

    monkeypatch.setattr(folder_carrier.FolderCarrier, "write", slow_write)
    rooms.open_room("sync")
    rooms.press(F9)
    rooms.wait_until_it_says("写到 U 盘 第 1 包，共 1 包")

    assert rooms.says("不要拔")
    assert rooms.says("导出 U 盘 F9 正在导出")
    assert QApplication.focusWidget() is rooms.sync_room.card.stop_button
    rooms.press(ESCAPE)
    assert rooms.says("正在停下，写完这一包就停")
    go_on.set()
    rooms.wait_until_it_says("已停下，没有导出")

    assert files_on(stick) == []
    assert rooms.says("导出 U 盘 F9")
    assert rooms.failures == []


def test_a_stick_that_was_pulled_out_is_told_and_the_room_is_ready_again(rooms, stick, monkeypatch):
    def pulled_out(carrier, name, content):
        shutil.rmtree(stick)
        raise FileNotFoundError(2, "gone", name)

    monkeypatch.setattr(folder_carrier.FolderCarrier, "write", pulled_out)
    rooms.open_room("sync")

    rooms.press(F9)
    rooms.wait_until_it_says("U 盘被拔出了，没有导出完")

    assert rooms.sync_room.export_button.isEnabled()
    assert rooms.failures == []


def test_a_full_stick_is_told_with_what_to_do(rooms, stick, monkeypatch):
    monkeypatch.setattr(folder_carrier.FolderCarrier, "free_bytes", lambda _carrier: 1000)
    rooms.open_room("sync")

    rooms.press(F9)
    rooms.wait_until_it_says("U 盘空间不够，没有导出 换一个 U 盘")

    assert files_on(stick) == []


def test_without_the_county_key_nothing_is_written(qtbot, desk, stick):
    rooms = OpenRooms(qtbot, desk, stick)
    rooms.open_room("sync")

    rooms.press(F9)
    rooms.wait_until_it_says("还没有县里的钥匙，不能导出")

    assert files_on(stick) == []
    rooms.close()


@pytest.mark.usefixtures("no_sticks")
def test_without_a_stick_a_folder_can_be_named(qtbot, desk, stick):
    enrol(desk, COUNTY.recipient)
    rooms = OpenRooms(qtbot, desk)
    rooms.open_room("sync")

    assert rooms.says("导出到 U 盘")
    rooms.press(F9)
    assert rooms.says("没有找到 U 盘 插上 U 盘")
    rooms.press(Qt.Key.Key_F4)
    rooms.type(str(stick))
    rooms.press(ENTER)
    rooms.wait_until_it_says("已写好，可以拔出 U 盘")

    assert len(files_on(stick)) == 2
    rooms.close()


@pytest.mark.usefixtures("no_sticks")
def test_a_folder_that_is_not_there_is_told(qtbot, desk, stick):
    enrol(desk, COUNTY.recipient)
    rooms = OpenRooms(qtbot, desk)
    rooms.open_room("sync")

    rooms.press(F9)
    rooms.press(Qt.Key.Key_F4)
    rooms.type(str(stick / "nowhere"))
    rooms.press(ENTER)

    assert rooms.says("没有这个文件夹")
    assert files_on(stick) == []
    rooms.close()


def test_of_several_sticks_one_is_chosen_by_its_digit(qtbot, desk, tmp_path, monkeypatch):
    first, second = tmp_path / "E", tmp_path / "F"
    for root in (first, second):
        root.mkdir()
    monkeypatch.setattr(removable_drives, "_mounted_sticks", lambda _mounts: [first, second])
    enrol(desk, COUNTY.recipient)
    rooms = OpenRooms(qtbot, desk)
    rooms.open_room("sync")

    assert rooms.says("找到 2 个 U 盘，按 F9 选一个")
    rooms.press(F9)
    assert rooms.says("导出到哪个 U 盘")
    rooms.press(Qt.Key.Key_2)
    rooms.wait_until_it_says("已写好，可以拔出 U 盘")

    assert files_on(first) == []
    assert len(files_on(second)) == 2
    rooms.close()


def test_a_stick_that_is_plugged_in_is_noticed_after_a_few_seconds(qtbot, desk, stick, monkeypatch):
    plugged_in = []
    monkeypatch.setattr(removable_drives, "_mounted_sticks", lambda _mounts: list(plugged_in))
    enrol(desk, COUNTY.recipient)
    rooms = OpenRooms(qtbot, desk)
    rooms.open_room("sync")
    labels = rooms.sync_room.card.findChildren(type(rooms.sync_room._note))

    assert any("没有找到 U 盘" in label.text() for label in labels)
    plugged_in.append(stick)
    for _ in range(3):
        rooms.sync.on_tick()
    qtbot.waitUntil(lambda: any(label.toolTip().startswith(str(stick)) for label in labels), timeout=5000)
    rooms.close()


def test_practice_says_that_no_county_takes_it(qtbot, desk, stick):
    enrol(desk, COUNTY.recipient, practice=True)
    rooms = OpenRooms(qtbot, desk, stick, practice=True)
    rooms.open_room("sync")

    labels = [label.text() for label in rooms.sync_room.findChildren(type(rooms.sync_room._note)) if label.isVisible()]
    assert any("练习数据：县里的系统不收" in text for text in labels)
    rooms.press(F9)
    rooms.wait_until_it_says("已写好，可以拔出 U 盘")

    read = read_package(FolderCarrier(stick / "VAXSYNC"), identity=COUNTY.identity, device_keys=None)
    assert read.entries == 0
    assert [problem.kind.value for problem in read.problems] == ["other_purpose"]
    rooms.close()


def test_with_everything_confirmed_f9_still_looks_for_an_answer_and_writes_nothing(rooms, desk, stick):
    place = desk.journal.installation
    desk.db.execute(
        "INSERT INTO receipted (device, incarnation, held_seq, applied_seq, confirmed_at) VALUES (?, ?, ?, ?, ?)",
        (place.device, place.incarnation, 10_000, 10_000, "2026-11-18T00:31:00.000Z"),
    )
    desk.db.execute("UPDATE receipted SET held_seq = (SELECT max(seq) FROM entry WHERE stream = 'shared')")

    rooms.open_room("sync")
    assert rooms.says("未上传 0 全部有回执")
    rooms.press(F9)
    rooms.wait_until_it_says("没有要带走的记录")

    assert files_on(stick) == []


@pytest.mark.parametrize("size", [(1366, 768), (1280, 680), (1093, 614)])
def test_nothing_of_the_room_is_cut_off_with_a_red_sentence(qtbot, desk, stick, size, monkeypatch):
    enrol(desk, COUNTY.recipient)
    monkeypatch.setattr(folder_carrier.FolderCarrier, "free_bytes", lambda _carrier: 1000)
    rooms = OpenRooms(qtbot, desk, stick, size=size)
    rooms.open_room("sync")
    rooms.press(F9)
    rooms.wait_until_it_says("U 盘空间不够")
    rooms.qtbot.wait(20)

    assert (rooms.window.width(), rooms.window.height()) == size
    room = rooms.sync_room
    bottom = room.mapTo(rooms.window, QPoint(0, room.height())).y()
    for widget in (room.card, room._note, room._recent, room.export_button, room._banner):
        corner = widget.mapTo(rooms.window, QPoint(widget.width(), widget.height()))
        assert corner.x() <= size[0]
        assert corner.y() <= bottom
    rooms.close()


@pytest.mark.parametrize("size", [(1366, 768), (1280, 680), (1093, 614)])
def test_a_large_count_stands_whole_in_the_list_of_packages(qtbot, desk, stick, size):
    enrol(desk, COUNTY.recipient)
    rooms = OpenRooms(qtbot, desk, stick, size=size)
    rooms.open_room("sync")
    cells = ("2026-11-18 09:41", "U 盘", "1,204,553", "CIEEU6J4", "阿依古丽")

    rooms.sync_room._recent.show_lines((RecentFace(cells, ChipFace("之后有回执", Tone.GREY, "check")),))
    rooms.qtbot.wait(20)

    row = rooms.sync_room._recent._rows[0]
    for place, text in enumerate(cells):
        bold = text == "1,204,553"
        assert painting.text_width(text, "body", bold) <= row.cell_box(place).width(), text
    assert (rooms.window.width(), rooms.window.height()) == size
    assert row.width() >= row.minimumSizeHint().width()
    assert row.mapTo(rooms.window, QPoint(row.width(), 0)).x() <= size[0]
    rooms.close()
