"""The page of rules (免疫规则): a pack from a stick, who changes, the confirmation, and every way it says no."""

from datetime import date

import pytest
from builders import NURSE, a_person
from pack_samples import CASE, STRANGER, a_pack, enrolled
from PySide6.QtCore import Qt
from rule_samples import an_overlay, free_varicella

from clinic_app.app.aftermath_rooms import furnish_rules, furnish_system
from clinic_app.domain.entries.subjects import CLINIC
from clinic_app.gui.presenter_tools import PresenterTools
from clinic_app.services import rules_in_force
from tests.gui.open_rooms import ENTER, ESCAPE, OpenRooms

pytestmark = pytest.mark.gui

KEYS = Qt.Key
FROM_NOW = {"effective_from": "2026-11-01"}


class Furnished(OpenRooms):
    """The open rooms with 系统 and 免疫规则 beside them."""

    def __init__(self, qtbot, desk, stick):
        super().__init__(qtbot, desk)
        names = PresenterTools.__dataclass_fields__
        tools = PresenterTools(**{**{name: getattr(self.tools, name) for name in names}, "user_id": lambda: NURSE})
        self.system = furnish_system(self.window, tools)
        self.rules = furnish_rules(self.window, tools, stick)
        self.open_room("rules")

    @property
    def page(self):
        return self.window.workplace.room()

    def rows(self, table):
        model = table.model()
        places = [(row, column) for row in range(model.rowCount()) for column in range(model.columnCount())]
        words = [model.data(model.index(*place)) for place in places]
        return [tuple(words[n : n + model.columnCount()]) for n in range(0, len(words), model.columnCount())]

    def look(self, key=KEYS.Key_F5):
        self.press(key)
        self.qtbot.waitUntil(lambda: self.rules._progress is None, timeout=60_000)


@pytest.fixture
def stick(tmp_path):
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


@pytest.fixture
def rooms(qtbot, desk, stick):
    with desk.act() as act:
        act.write(enrolled(), subject=CLINIC)
    opened = Furnished(qtbot, desk, stick)
    yield opened
    opened.close()


def put(stick, *files, **says):
    (stick / "NEW.RUL").write_bytes(a_pack(*(files or ({**free_varicella(), **FROM_NOW},)), **says))


def children(desk):
    a_person(desk, name="马一岁", birth_date=date(2025, 11, 1), village="一村")
    a_person(desk, name="李半岁", birth_date=date(2026, 5, 4), village="二村")
    return a_person(desk, name="王三岁", birth_date=date(2023, 11, 1), village="一村")


def test_the_page_says_which_rules_hold_and_what_to_press(rooms):
    assert rooms.says("插上 U盘，按 F5")
    assert rooms.rows(rooms.page.editions) == [
        ("NIP-2026", "2026-06-17", "现行"),
        ("NIP-2021+DTP2025", "2025-01-01", "以前的"),
        ("NIP-2021", "以前", "以前的"),
    ]
    assert not rooms.page.confirm.isEnabled()


def test_f4_in_the_system_room_opens_the_page_and_esc_leads_back(rooms):
    rooms.press(ESCAPE)
    assert rooms.page.key == "system"

    rooms.press(KEYS.Key_F4)

    assert rooms.page.key == "rules"


def test_f5_shows_who_changes_by_series_and_f9_lets_the_pack_hold(rooms, desk, stick):
    children(desk)
    put(stick)

    rooms.look()

    assert rooms.says("第 1 号规则包：马城县2027年免疫规则")
    assert rooms.says("看了 3 人，2 人会变（按 2026-11-18 这一天看）")
    assert rooms.rows(rooms.page.preview.series) == [
        ("全部", "1", "–", "–", "1"),
        ("水痘", "1", "–", "–", "1"),
    ]
    assert rooms.rows(rooms.page.preview.people) == [
        ("马一岁", "2025-11-01", "一村", "水痘", "新到期", "不预报", "应种 第1剂"),
        ("李半岁", "2026-05-04", "二村", "水痘", "改期", "不预报", "等到 2027-05-04"),
    ]
    assert desk.clinic_book().rules.packs == ()

    rooms.press(KEYS.Key_F9)
    rooms.wait_until_it_says("启用第 1 号规则包？")
    assert rooms.says("由 李护士 确认")
    rooms.press(KEYS.Key_F9)

    rooms.wait_until_it_says("第 1 号规则包已启用")
    assert [pack.sequence for pack in desk.clinic_book().rules.packs] == [1]
    assert rooms.rows(rooms.page.packs) == [("1", "马城县2027年免疫规则", "2026-11-18", "李护士")]
    assert rooms.rows(rooms.page.editions)[0] == ("NIP-2026＋县方案", "2026-11-01", "现行")
    assert frozenset({"rules", "due"}) in rooms.announced


def test_enter_at_the_question_changes_nothing(rooms, desk, stick):
    put(stick)
    rooms.look()

    rooms.press(KEYS.Key_F9)
    rooms.wait_until_it_says("启用第 1 号规则包？")
    rooms.press(ENTER)

    assert desk.clinic_book().rules.packs == ()
    assert rooms.page.confirm.isEnabled()


def test_enter_opens_the_card_of_a_row_and_coming_back_finds_the_look_as_it_was(rooms, desk, stick):
    children(desk)
    put(stick)
    rooms.look()
    rooms.page.preview.people.setFocus()

    rooms.press(ENTER)

    assert rooms.went[0][0] == "card"
    rooms.open_room("system")
    rooms.open_room("rules")
    assert rooms.says("2 人会变")


def test_one_series_can_be_looked_at_alone(rooms, desk, stick):
    children(desk)
    put(stick)
    rooms.look()

    rooms.rules.choose_series("Varicella")

    assert len(rooms.rows(rooms.page.preview.people)) == 2


def test_nobody_changes_is_said_in_words(rooms, desk, stick):
    put(stick, an_overlay(**FROM_NOW), cases=())

    rooms.look()

    assert rooms.says("没有一个人的应种、日期和评价会变")
    assert rooms.page.confirm.isEnabled()


def test_hidden_names_are_hidden_here_too(rooms, desk, stick):
    children(desk)
    put(stick)
    rooms.look()

    rooms.page.on_masked(True)

    assert not any("马一岁" in row[0] for row in rooms.rows(rooms.page.preview.people))


def test_an_edition_gets_another_first_day_with_its_reason(rooms, desk):
    children(desk)
    rooms.press(KEYS.Key_F6)
    rooms.wait_until_it_says("NIP-2026 从哪天起施行")
    rooms.type("20270301")
    rooms.press(ENTER)
    rooms.qtbot.waitUntil(lambda: rooms.rules._progress is None and rooms.rules._wish is not None, timeout=60_000)
    assert rooms.says("NIP-2026 改为从 2027-03-01 起施行")

    rooms.press(KEYS.Key_F9)
    rooms.wait_until_it_says("NIP-2026 从 2027-03-01 起施行？")
    rooms.type("县疾控通知")
    rooms.press(ENTER)

    rooms.wait_until_it_says("NIP-2026 从 2027-03-01 起施行，已记下")
    assert rooms.rows(rooms.page.editions)[:2] == [
        ("NIP-2026", "2027-03-01*", "待施行"),
        ("NIP-2021+DTP2025", "2025-01-01", "现行"),
    ]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [("20261332", "没有这一天"), ("20250101", "不能从 2025-01-01 起施行"), ("20260617", "本来就是这一天")],
)
def test_a_first_day_that_cannot_be_says_why(rooms, typed, sentence):
    rooms.press(KEYS.Key_F6)
    rooms.wait_until_it_says("从哪天起施行")
    rooms.type(typed)
    rooms.press(ENTER)

    rooms.wait_until_it_says(sentence)
    assert not rooms.page.confirm.isEnabled()


@pytest.mark.parametrize(
    ("stored", "sentence"),
    [
        (None, "U盘上没有规则包"),
        (b"x", "这个文件不是规则包"),
        (a_pack(key=STRANGER), "停：规则包签名不对，内容被改过"),
        (a_pack()[:-9], "规则包不完整"),
        (a_pack(an_overlay(remove=["MMR"]), cases=()), "规则包没有通过检查，有 1 处问题"),
        (a_pack(free_varicella(), cases=({**CASE, "expect": {"due": []}},)), "规则包没有通过检查，有 1 处问题"),
    ],
)
def test_every_refusal_says_what_to_do_and_changes_nothing(rooms, desk, stick, stored, sentence):
    if stored is not None:
        (stick / "NEW.RUL").write_bytes(stored)

    rooms.look()

    rooms.wait_until_it_says(sentence)
    assert not rooms.page.confirm.isEnabled()
    assert desk.clinic_book().rules.packs == ()


def test_a_clinic_without_a_county_is_told_to_enrol(qtbot, desk, stick):
    put(stick)
    rooms = Furnished(qtbot, desk, stick)

    rooms.look()

    assert rooms.says("本门诊还没有登记县疾控")
    rooms.close()


def test_esc_stops_the_look_and_says_that_nothing_was_changed(rooms, desk, stick):
    for number in range(30):
        a_person(desk, name=f"孩子{number}", birth_date=date(2025, 11, 1))
    put(stick)

    rooms.press(KEYS.Key_F5)
    assert rooms.says("正在读 U盘") or rooms.says("正在检查规则包")
    rooms.press(ESCAPE)

    rooms.wait_until_it_says("已停下，什么都没有改")
    assert desk.clinic_book().rules.packs == ()
    assert not rooms.page.confirm.isEnabled()


def test_what_another_desk_changed_meanwhile_is_not_overwritten(rooms, desk, stick):
    put(stick)
    rooms.look()
    wish = rooms.rules._wish
    with desk.act() as act:
        from clinic_app.domain.entries.clinic import EditionDated

        act.write(EditionDated(edition="NIP-2026", effective_from=date(2026, 7, 1)), subject=CLINIC)

    rooms.rules._grant(wish, "")

    rooms.wait_until_it_says("刚才有人改了规则，预览过期了")
    assert desk.clinic_book().rules.packs == ()


def test_the_small_screen_belongs_to_who_changes_and_a_refusal_to_what_the_county_needs(rooms, desk, stick):
    children(desk)
    rooms.window.resize(1093, 614)
    rooms.qtbot.waitUntil(lambda: rooms.page._compact, timeout=5_000)
    put(stick)
    rooms.look()
    assert not rooms.page._held.isVisible()

    put(stick, an_overlay(overlay="Q", remove=["MMR"]), sequence=2, cases=())
    rooms.look()

    rooms.wait_until_it_says("规则包没有通过检查")
    assert rooms.page._held.isVisible()
    assert "unknown field `remove`" in rooms.page._details.text()


def test_a_pack_that_is_not_kept_any_more_is_told_in_red_as_long_as_it_is_so(rooms, desk, stick):
    put(stick)
    rooms.look()
    rooms.press(KEYS.Key_F9)
    rooms.wait_until_it_says("启用第 1 号规则包？")
    rooms.press(KEYS.Key_F9)
    rooms.wait_until_it_says("第 1 号规则包已启用")
    rules_in_force._BUILT.clear()
    desk.db.execute("DROP TRIGGER rule_pack_is_never_deleted")
    desk.db.execute("DELETE FROM rule_pack")

    rooms.open_room("system")
    rooms.open_room("rules")

    assert rooms.says("停：启用过的规则包不见了，现在用程序自带的规则")
