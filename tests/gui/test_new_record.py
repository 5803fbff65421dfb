"""The form 新建档案: live checks, probable duplicates, one file a form, real keys."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from clinic_app.gui.room import RoomCard
from clinic_app.gui.rooms.cards.new_record import NewRecord, errors_in
from clinic_app.gui.rooms.cards.presenter import CardsPresenter
from clinic_app.gui.rooms.cards.view import CardsRoom
from clinic_app.services.search import find_people
from tests.builders import TODAY, a_clinic, a_person
from tests.gui.conftest import a_window
from tests.gui.desk_tools import RememberingNavigation, tools_for

pytestmark = pytest.mark.gui

WHOLE = NewRecord(name="张小明", sex="M", born="20260504", guardian="王芳", phone="13800001234", village="一村")


class SeenCards:
    """A view of the room that only remembers the card."""

    card = None

    def show_card(self, face):
        self.card = face

    def show_search(self, recent):
        self.card = None

    def show_form(self, form):
        self.card = None


class SeenForm:
    """A view of the form that remembers what was said."""

    record = None
    face = None

    def show_form(self, record, face):
        self.record, self.face = record, face

    def show_judgement(self, face):
        self.face = face


@pytest.fixture
def desk(tmp_path):
    desk = a_clinic(tmp_path)
    yield desk
    desk.close()


@pytest.fixture
def answers(scripted):
    """The answers a nurse will give, in order."""
    return scripted("look", "another")


@pytest.fixture
def tools(desk, answers):
    tools = tools_for(desk, answers, RememberingNavigation())
    yield tools
    tools.reader.close()


@pytest.fixture
def cards(tools):
    """The presenter of the room with its form open; `form` and `view` hang on it."""
    presenter = CardsPresenter(tools)
    presenter.view, presenter.form = SeenCards(), SeenForm()
    presenter.attach(presenter.view)
    presenter.new_record.attach(presenter.form)
    presenter.open_form()
    return presenter


def test_what_was_typed_is_there_after_a_power_cut_and_saved_once(cards, tools, desk):
    cards.new_record.change(WHOLE)
    cards.new_record.on_tick()

    again = CardsPresenter(tools)
    again.view, again.form = SeenCards(), SeenForm()
    again.attach(again.view)
    again.new_record.attach(again.form)
    again.new_record.resume()
    again.open_form()
    assert again.form.record == WHOLE

    cards.new_record.save()
    again.new_record.save()
    assert len(find_people(tools.reader, WHOLE.name).people) == 1


def test_a_saved_form_is_not_kept_any_longer(cards, tools):
    cards.new_record.change(WHOLE)
    cards.new_record.on_tick()
    cards.new_record.save()
    cards.new_record.on_tick()

    again = CardsPresenter(tools)
    again.new_record.attach(form := SeenForm())
    again.new_record.resume()
    again.open_form()

    assert form.record == NewRecord()


def test_a_name_that_sounds_the_same_on_the_same_day_stands_beside_the_form(desk, cards):
    a_person(desk, name="张晓铭", birth_date=date(2026, 5, 4))
    a_person(desk, name="张大宝", birth_date=date(2022, 1, 1), phone="13800001234")  # a brother is no double

    cards.new_record.change(WHOLE)

    assert [face.name for face in cards.form.face.alike] == ["张晓铭"]


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        (NewRecord(born="2026050"), {"born": "没有这一天，要 8 位数字"}),
        (NewRecord(born="20260230"), {"born": "没有这一天，要 8 位数字"}),
        (NewRecord(born="20261119"), {"born": "还没到这一天"}),
        (NewRecord(born="20261118"), {}),
        (NewRecord(born="18991231"), {"born": "早于 1900 年，请核对"}),
        (NewRecord(phone="1380000123"), {"phone": "手机号是 11 位，现在 10 位"}),
        (NewRecord(phone="13800001234"), {}),
        (NewRecord(name="王芳之子"), {}),
        (NewRecord(name="王芳2"), {"name": "姓名里不能有数字"}),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(typed, wrong):
    assert errors_in(typed, TODAY) == wrong


def test_what_is_missing_is_named_until_nothing_is(cards):
    assert cards.form.face.off == "还缺 姓名、性别、出生日期、监护人、村（社区）"

    cards.new_record.change(WHOLE)

    assert cards.form.face.off == ""
    assert cards.form.face.age == "6月14天"


def test_a_saved_form_is_a_file_its_card_opens_and_the_form_is_empty(desk, cards, tools):
    cards.new_record.change(WHOLE)
    cards.new_record.save()

    assert cards.view.card.head.name == "张小明"
    assert cards.view.card.head.about == "母 王芳 138****1234 · 一村 · 常住"
    assert [one.name for one in find_people(tools.reader, "zxm").people] == ["张小明"]
    cards.open_form()
    assert cards.form.record == NewRecord()


def test_a_second_press_opens_one_file(desk, cards, tools):
    cards.new_record.change(WHOLE)
    waiting = []
    cards.new_record._tools = _with_late_writer(tools, waiting)

    cards.new_record.save()
    cards.new_record.save()
    for run, then, failed in waiting:
        tools.writer.submit(run, then, failed)

    assert len(find_people(tools.reader, "zxm").people) == 1
    assert [sentence for sentence, _, _ in tools.prompter.told] == ["已保存 张小明 的档案"] * 2
    assert cards.view.card.head.name == "张小明"


def test_a_twin_is_listed_before_saving_and_saved_after_the_nurse_said_so(desk, cards, tools, answers):
    a_person(desk, name="张小亮", birth_date=date(2026, 5, 4), guardian_name="王芳")
    cards.new_record.change(WHOLE)
    assert [face.name for face in cards.form.face.alike] == ["张小亮"]

    cards.new_record.save()
    assert find_people(tools.reader, "zxm").people == ()

    cards.new_record.save()
    assert [one.name for one in find_people(tools.reader, "zxm").people] == ["张小明"]
    assert answers.questions[0].choices[0].key == "look"


def test_a_stranger_born_on_the_same_day_is_not_listed(desk, cards):
    a_person(desk, name="李四", birth_date=date(2026, 5, 4), guardian_name="赵丽")

    cards.new_record.change(WHOLE)

    assert cards.form.face.alike == ()


def test_a_booklet_that_belongs_to_somebody_is_refused(desk, cards):
    a_person(desk, name="李四", child_code="530326100290010001")

    cards.new_record.change(NewRecord(**{**_typed(WHOLE), "code": "530326100290010001"}))

    assert cards.form.face.errors == {"code": "这本证已是 李四 的"}
    assert cards.form.face.off == "先改好 接种证条码"


def test_what_was_typed_is_still_there_after_putting_the_form_away(cards):
    cards.new_record.change(NewRecord(name="张"))
    cards.close_card()

    cards.open_form()

    assert cards.form.record.name == "张"


@pytest.fixture
def shown(qtbot, tools):
    """The room in a window, with the form open."""
    window = a_window(qtbot)
    presenter = CardsPresenter(tools)
    room = CardsRoom(presenter)
    window.add_room(RoomCard("card", room.title, room.icon, room))
    window.open_room("card")
    presenter.open_form()
    room.desk_window, room.presenter = window, presenter
    return room


def press(room, key):
    """Press a key where the focus is."""
    QTest.keyClick(room.desk_window.focusWidget(), key)


def test_the_form_begins_with_the_name_and_enter_goes_on(shown):
    fields, segments = shown.form_page.fields, shown.form_page.segments
    assert fields["name"].edit.hasFocus()

    press(shown, Qt.Key.Key_Return)
    assert segments["sex"].segment.hasFocus()


def test_a_wrong_birth_date_is_said_when_the_field_is_left(shown):
    born = shown.form_page.fields["born"]
    born.edit.setFocus()
    born.edit.insert("2026050")
    shown.form_page.record()
    shown.presenter.new_record.change(shown.form_page.record())

    press(shown, Qt.Key.Key_Tab)

    assert "没有这一天，要 8 位数字" in born.edit.accessibleName()


def test_f9_saves_only_a_whole_form(shown, tools):
    press(shown, Qt.Key.Key_F9)
    assert not shown.card_page.isVisible()

    shown.form_page.show_form(WHOLE, shown.form_page._face)
    shown.presenter.new_record.change(shown.form_page.record())
    press(shown, Qt.Key.Key_F9)

    assert shown.card_page.isVisible()


def test_a_scan_while_the_form_is_open_goes_into_its_field(shown):
    assert shown.takes_scan("530326100290010077")

    assert shown.form_page.fields["code"].text() == "530326100290010077"
    assert shown.form_page.isVisible()


def test_escape_leads_back_to_finding(shown):
    press(shown, Qt.Key.Key_Escape)

    assert shown.search_page.isVisible()


def _typed(record):
    return {key: getattr(record, key) for key in NewRecord.__dataclass_fields__}


def _with_late_writer(tools, waiting):
    """Return the tools with a writer that keeps its wishes."""
    from dataclasses import replace

    class Late:
        def submit(self, run, then, failed):
            waiting.append((run, then, failed))

    return replace(tools, writer=Late())


def test_with_hidden_names_those_beside_the_form_are_hidden_too(cards, desk):
    a_person(desk, name="张小明", birth_date=date(2026, 5, 4), child_code="330122010120260001", guardian_name="王芳")
    cards.new_record.change(replace(WHOLE, code="330122010120260001"))
    assert "张小明" in cards.form.face.errors["code"]

    cards.mask(True)

    (alike,) = cards.form.face.alike
    said = " ".join((alike.name, alike.about, alike.note, cards.form.face.errors["code"]))
    assert "张小明" not in said
    assert "王芳" not in said
