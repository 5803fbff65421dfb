"""With a network F8 sends at once; without one the room says so and what else can be done."""

import pytest
from builders import a_person
from hub_builders import Hub, carry
from PySide6.QtCore import Qt

from clinic_app.exchange.county_line import CountyAddress
from clinic_app.services import online
from clinic_app.services.receipts import take_in_receipts
from tests.gui.open_rooms import OpenRooms
from tests.hub.county_server import HOST, county_listening, free_port

pytestmark = pytest.mark.gui

F8 = Qt.Key.Key_F8


@pytest.fixture
def hub(tmp_path):
    opened = Hub(tmp_path / "county")
    yield opened
    opened.store.ground.close()


@pytest.fixture
def rooms(qtbot, hub, tmp_path):
    desk = hub.enrolled(tmp_path / "clinic")
    hub.admit(desk)
    opened = OpenRooms(qtbot, desk, tmp_path)
    yield opened
    opened.close()
    desk.close()


@pytest.fixture
def place(rooms, hub, tmp_path):
    """A county that listens, and a clinic that has learned so from a receipt on a stick."""
    with county_listening(hub, hub.county.open_store) as found:
        carry(rooms.desk, hub, tmp_path)
        take_in_receipts(rooms.desk, tmp_path)
        yield found


def test_before_the_county_said_where_it_is_a_stick_is_the_way(rooms):
    rooms.open_room("sync")

    rooms.press(F8)
    rooms.wait_until_it_says("还不知道县里的网络地址")

    assert rooms.failures == []


def test_f8_sends_and_the_county_says_what_it_holds(rooms, place):
    for name in ("李想", "李念", "王一"):
        a_person(rooms.desk, name=name)
    rooms.open_room("sync")
    assert rooms.says("未上传 3")

    rooms.press(F8)
    rooms.wait_until_it_says("县里的回执已导入")

    assert rooms.says("这一次县里新收到 3 条")
    assert rooms.says("未上传 0 全部有回执")
    assert rooms.failures == []


def test_a_network_that_is_down_is_told_and_a_stick_still_works(rooms, place, monkeypatch, tmp_path):
    nowhere = CountyAddress(address=f"https://{HOST}:{free_port()}", authority=place.authority)
    monkeypatch.setattr(online, "county_address", lambda db, trust: nowhere)
    a_person(rooms.desk, name="李想")
    rooms.open_room("sync")

    rooms.press(F8)
    rooms.wait_until_it_says("连不上县里：网络不通")

    assert rooms.says("未上传 1")
    rooms.press(Qt.Key.Key_F9)
    rooms.wait_until_it_says("已写好，可以拔出 U 盘")
    assert rooms.failures == []


def test_by_itself_it_sends_every_ten_minutes_and_says_nothing_of_a_network_that_is_down(rooms, place, monkeypatch):
    a_person(rooms.desk, name="李想")
    rooms.open_room("sync")
    for _ in range(800):
        rooms.sync.online.on_tick()
    rooms.wait_until_it_says("未上传 0 全部有回执")
    assert rooms.sync.online.banner is None

    nowhere = CountyAddress(address=f"https://{HOST}:{free_port()}", authority=place.authority)
    monkeypatch.setattr(online, "county_address", lambda db, trust: nowhere)
    for _ in range(800):
        rooms.sync.online.on_tick()
    rooms.qtbot.waitUntil(lambda: not rooms.sync.online.is_running, timeout=15_000)
    assert rooms.sync.online.banner is None
    assert rooms.failures == []
