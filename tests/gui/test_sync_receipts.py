"""The stick comes back from the county: one key takes its answer in and carries what is new."""

import pytest
from builders import a_person
from hub_builders import Hub
from PySide6.QtCore import Qt

from clinic_app.domain.entries.registration import PersonAmended
from clinic_app.domain.entries.subjects import person_subject
from clinic_app.exchange.enrolment import fingerprint_of
from tests.gui.open_rooms import OpenRooms

pytestmark = pytest.mark.gui

F9 = Qt.Key.Key_F9


@pytest.fixture
def stick(tmp_path):
    root = tmp_path / "stick"
    root.mkdir()
    return root


@pytest.fixture
def hub(tmp_path):
    opened = Hub(tmp_path / "county")
    yield opened
    opened.store.ground.close()


@pytest.fixture
def rooms(qtbot, hub, tmp_path, stick):
    desk = hub.enrolled(tmp_path / "clinic")
    hub.admit(desk)
    a_person(desk)
    opened = OpenRooms(qtbot, desk, stick)
    yield opened
    opened.close()
    desk.close()


def files_on(stick):
    return sorted(path.suffix for path in stick.rglob("*") if path.is_file())


def carry_to_the_county(rooms, hub, stick):
    rooms.open_room("sync")
    rooms.press(F9)
    rooms.wait_until_it_says("已写好，可以拔出 U 盘")
    return hub.take_in(stick)


def test_the_answer_is_taken_in_and_with_nothing_new_nothing_is_written(rooms, hub, stick):
    taken = carry_to_the_county(rooms, hub, stick)

    rooms.open_room("sync")
    rooms.press(F9)
    rooms.wait_until_it_says("县里的回执已导入")

    count = taken.applied.entries
    assert rooms.says(f"这一次县里新收到 {count} 条，新入库 {count} 条")
    assert rooms.says(f"县里已入库 {count} 收到的都已入库")
    assert rooms.says("未上传 0 全部有回执")
    assert files_on(stick) == [".RCP"], "our package was taken off: the county has it whole"
    assert rooms.failures == []


def test_what_is_new_goes_along_with_the_same_press(rooms, hub, stick):
    carry_to_the_county(rooms, hub, stick)
    a_person(rooms.desk, name="李想")

    rooms.open_room("sync")
    rooms.press(F9)
    rooms.wait_until_it_says("已写好，可以拔出 U 盘")

    assert rooms.says("县里的回执已导入")
    assert hub.take_in(stick).applied.entries >= 1
    assert rooms.failures == []


def test_a_receipt_that_was_touched_moves_no_count(rooms, hub, stick):
    carry_to_the_county(rooms, hub, stick)
    (receipt,) = stick.rglob("*.RCP")
    stored = bytearray(receipt.read_bytes())
    stored[-1] ^= 1
    receipt.write_bytes(stored)

    rooms.open_room("sync")
    rooms.press(F9)
    rooms.wait_until_it_says("已写好，可以拔出 U 盘")

    assert rooms.says("U 盘上有 1 个回执文件不能用")
    assert rooms.says("县里已收到 0 还没有县里回执")


def test_an_entry_the_county_waits_with_is_named_with_the_reason(rooms, hub, stick):
    child = a_person(rooms.desk, name="王小明")
    amended = PersonAmended(person_id=child, field="village", value="二村")
    with rooms.desk.act() as act:
        act.write(amended, subject=person_subject(child), refs=("0197a000-0000-7000-9000-00000000dead",))
    carry_to_the_county(rooms, hub, stick)

    rooms.open_room("sync")
    rooms.press(F9)
    rooms.wait_until_it_says("县里还没入库的")

    assert rooms.says("1 条收到未入库")
    texts = " ".join(label.text() for label in rooms.sync_room._pending._labels)
    assert "王*明 · 档案" in texts
    assert "县里还缺它前面的记录。等那一条也到县里，会自动入库，不用再做。" in texts


def test_a_county_that_knows_more_than_this_workstation_is_told_in_red(rooms, hub, stick):
    carry_to_the_county(rooms, hub, stick)
    device = rooms.desk.keys.device_id
    with hub.store.ground.alone():
        hub.store.ground.run("UPDATE stream SET held_seq = held_seq + 3 WHERE device = ?", (device,))
    hub.take_in(stick)

    rooms.open_room("sync")
    rooms.press(F9)
    rooms.wait_until_it_says("停：县里的记录比这台电脑多")

    assert rooms.says("县里已收到 0")


def test_the_room_shows_what_the_county_asks_for_by_phone(rooms):
    last = fingerprint_of(rooms.desk.keys.device_public)[-1]

    rooms.open_room("sync")

    assert rooms.says(f"本机指纹末四位 {last}")
