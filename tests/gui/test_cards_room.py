"""The room 档案: cells of the booklet, their explanation, keys, pages, masks and scans."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from clinic_app.domain.entries.health import HealthFactAdded
from clinic_app.domain.entries.registration import PersonAmended
from clinic_app.domain.entries.subjects import person_subject
from clinic_app.domain.entries.vaccination import DoseRecorded, DoseVoided
from clinic_app.gui.faces import DoseMark
from clinic_app.gui.room import RoomCard
from clinic_app.gui.rooms.cards.presenter import CardsPresenter
from clinic_app.gui.rooms.cards.search_page import PersonRow
from clinic_app.gui.rooms.cards.view import CardsRoom
from clinic_app.gui.widgets.dose_cell import DoseCell
from tests.builders import a_clinic, a_lot, a_person, a_visit_ready_for_injection, write_a_dose
from tests.gui.conftest import a_window
from tests.gui.desk_tools import RememberingNavigation, tools_for

pytestmark = pytest.mark.gui

BORN = date(2026, 3, 15)


class SeenCards:
    """A view that remembers what it was shown."""

    def __init__(self):
        self.card = None
        self.recent = None

    def show_card(self, face):
        self.card = face

    def show_search(self, recent):
        self.card, self.recent = None, recent

    def cells(self, vaccine, rows="nip_rows"):
        row = next(row for row in getattr(self.card, rows) if row.vaccine == vaccine)
        return row.cells


@pytest.fixture
def desk(tmp_path):
    desk = a_clinic(tmp_path)
    yield desk
    desk.close()


@pytest.fixture
def navigation():
    return RememberingNavigation()


@pytest.fixture
def tools(desk, scripted, navigation):
    tools = tools_for(desk, scripted(), navigation)
    yield tools
    tools.reader.close()


@pytest.fixture
def seen(tools):
    """A presenter with its view; `presenter` hangs on the view."""
    view = SeenCards()
    view.presenter = CardsPresenter(tools)
    view.presenter.attach(view)
    return view


def recorded(desk, person_id, vaccine, given_on, **changes):
    """Write a dose in from the booklet and return its id."""
    dose_id = desk.mint()
    body = DoseRecorded(
        dose_id=dose_id, person_id=person_id, vaccine=vaccine, given_on=given_on, source="booklet", **changes
    )
    with desk.act() as act:
        act.write(body, subject=person_subject(person_id))
    return dose_id


def a_child_with_an_early_measles_dose(desk):
    """Eight months old on 2026-11-15; MMR on 2026-10-30 was too early, the programme wants it again."""
    person_id = a_person(desk, name="张小明", birth_date=BORN, guardian_name="王芳", phone="13800001234")
    recorded(desk, person_id, "HepB", BORN, unit="县医院", site="right_upper_arm")
    recorded(desk, person_id, "BCG", date(2026, 3, 16), book="4", page="31", lot_number="B1")
    recorded(desk, person_id, "MMR", date(2026, 10, 10), unit="昆明市官渡区小板桥社区卫生服务中心")
    return person_id


def test_a_needle_from_elsewhere_shows_its_day_its_unit_and_where_it_comes_from(desk, seen):
    seen.presenter.show_person(a_child_with_an_early_measles_dose(desk))

    first = seen.cells("乙肝")[0]

    assert (first.mark, first.head, first.mark_text) == (DoseMark.ELSEWHERE, "2026-03-15", "外地")
    assert first.detail == "县医院 · 右上臂"


def test_a_needle_written_in_from_the_register_names_book_and_page(desk, seen):
    seen.presenter.show_person(a_child_with_an_early_measles_dose(desk))

    bcg = seen.cells("卡介苗")[0]

    assert (bcg.mark, bcg.mark_text, bcg.detail) == (DoseMark.BACKFILLED, "补录", "册4页31")


def test_a_needle_that_does_not_count_keeps_its_place_and_says_why(desk, seen):
    seen.presenter.show_person(a_child_with_an_early_measles_dose(desk))

    early, again = seen.cells("麻腮风")

    assert (early.head, early.mark_text, early.detail) == ("2026-10-10", "无效", "未满8月龄 不计")
    assert again.head.endswith(" 起") or again.head == "今天可种"


def test_the_repeat_of_a_needle_that_does_not_count_says_which_number_it_has(desk, seen):
    person_id = a_person(desk, name="李一", birth_date=date(2023, 1, 10))
    recorded(desk, person_id, "MMR", date(2023, 8, 1), unit="县医院")
    recorded(desk, person_id, "MMR", date(2023, 10, 20), unit="县医院")
    seen.presenter.show_person(person_id)

    early, repeat = seen.cells("麻腮风")[:2]

    assert early.mark_text == "无效"
    assert repeat.detail == "县医院 · 计第1剂"
    told = seen.presenter.explain(early.key)
    assert told.title == "麻腮风 第 1 针"
    assert told.chip.text == "无效，不计剂次"
    assert "2023-09-10" in told.sentence
    assert "已于 2023-10-20 重种" in [remark.text for remark in told.remarks]


def test_what_can_be_given_today_is_green_and_says_why(desk, seen):
    seen.presenter.show_person(a_person(desk, birth_date=BORN))

    measles = seen.cells("麻腮风")[0]

    assert (measles.mark, measles.head, measles.detail) == (DoseMark.DUE, "今天可种", "已满8月龄")
    told = seen.presenter.explain(measles.key)
    assert told.title == "麻腮风 第 1 剂"
    assert "满8月龄（2026-11-15）" in told.sentence
    assert told.source == "依据：儿童免疫程序及说明（2021年版）"


def test_what_is_late_says_for_how_many_days(desk, seen):
    seen.presenter.show_person(a_person(desk, birth_date=date(2025, 6, 18)))

    bcg_or_measles = seen.cells("麻腮风")[0]

    assert bcg_or_measles.late
    assert bcg_or_measles.detail == "逾期 154 天"


def test_what_must_wait_says_from_when_and_why(desk, seen):
    seen.presenter.show_person(a_person(desk, birth_date=BORN))

    second_meningitis = seen.cells("AC流脑")[0]

    assert second_meningitis.mark is DoseMark.WAITING
    assert (second_meningitis.head, second_meningitis.detail) == ("2028-03-15 起", "满2周岁")


def test_a_combined_dose_stands_in_every_series_it_covers(desk, seen):
    person_id = a_person(desk, birth_date=BORN)
    recorded(desk, person_id, "DTaP-IPV/Hib", date(2026, 5, 20), unit="县医院")
    seen.presenter.show_person(person_id)

    assert seen.cells("百白破")[0].detail == "五联 · 县医院"
    assert seen.cells("脊灰")[0].detail == "五联 · 县医院"
    assert seen.card.paid_rows[0].vaccine == "Hib"
    assert seen.card.paid_doses == 1


def test_a_voided_needle_stays_and_counts_no_more(desk, seen):
    person_id = a_person(desk, birth_date=BORN)
    dose_id = recorded(desk, person_id, "BCG", date(2026, 3, 16), unit="县医院")
    with desk.act() as act:
        act.write(DoseVoided(dose_id=dose_id, person_id=person_id, reason="录错人"), subject=person_subject(person_id))
    seen.presenter.show_person(person_id)

    voided = seen.cells("卡介苗")[0]

    assert (voided.mark, voided.mark_text, voided.detail) == (DoseMark.INVALID, "作废", "录错人")
    assert seen.presenter.explain(voided.key).sentence == "已作废：录错人"


def test_a_dose_given_here_names_lot_site_and_nurse(desk, seen):
    person_id = a_person(desk, birth_date=date(2026, 5, 4))
    visit = a_visit_ready_for_injection(desk, person_id=person_id)
    write_a_dose(desk, visit, a_lot(desk))
    seen.presenter.show_person(person_id)

    first = seen.cells("百白破")[0]
    fields = dict(seen.presenter.explain(first.key).fields)

    assert (first.mark_text, first.detail) == ("有效", "A2026001 · 左上臂")
    assert fields["接种日期"] == "2026-11-18 08:30"
    assert fields["批号"] == "A2026001"
    assert fields["效期"] == "2027-06-30"
    assert fields["接种人"] == "李护士"
    assert fields["来源"] == "本点接种"


def test_health_facts_and_fields_in_conflict_are_said_above_the_booklet(desk, seen):
    person_id = a_person(desk, birth_date=BORN, mother_hbsag="positive")
    fact = HealthFactAdded(
        fact_id=desk.mint(), person_id=person_id, what="allergy", value="青霉素", on=date(2026, 5, 1), source="家长自述"
    )
    with desk.act() as act:
        act.write(fact, subject=person_subject(person_id))
        for day in ("2026-03-16", "2026-03-17"):
            amended = PersonAmended(person_id=person_id, field="birth_date", value=day)
            act.write(amended, subject=person_subject(person_id))
    seen.presenter.show_person(person_id)

    what, todo = seen.card.notice

    assert "出生日期有两种写法：" in what
    assert "母亲乙肝表面抗原阳性" in what
    assert "过敏：青霉素（家长自述 2026-05-01）" in what
    assert todo.startswith("请对照接种证核对")


def test_looking_at_a_card_is_written_down(desk, seen):
    person_id = a_person(desk)
    seen.presenter.show_person(person_id)
    desk.flush_access()

    looked = [bytes(row[0]) for row in desk.db.execute("SELECT bytes FROM entry WHERE stream = 'local'")]

    assert any(b"opened_card" in entry and person_id.encode() in entry for entry in looked)


def test_a_person_nobody_knows_is_told_not_shown(seen, tools):
    seen.presenter.show_person("nobody")

    assert tools.prompter.told[0][0] == "没有这份档案"
    assert seen.card is None


def test_a_dose_given_elsewhere_in_the_program_appears_at_once(desk, seen):
    person_id = a_person(desk, birth_date=date(2026, 5, 4))
    seen.presenter.show_person(person_id)

    visit = a_visit_ready_for_injection(desk, person_id=person_id)
    write_a_dose(desk, visit, a_lot(desk))
    seen.presenter.on_changed(frozenset({"dose"}))

    assert seen.cells("百白破")[0].head == "2026-11-18"


def test_names_are_hidden_on_the_card_and_in_the_list(desk, seen):
    person_id = a_person(desk, name="张小明", guardian_name="王芳芳", phone="13800001234")
    seen.presenter.show_person(person_id)

    seen.presenter.mask(True)

    assert seen.card.head.name == "张*明"
    assert "王*芳 138****1234" in seen.card.head.about
    seen.presenter.close_card()
    assert seen.recent[0].name == "张*明"


def test_the_strip_by_age_shows_each_needle_once(desk, seen):
    person_id = a_person(desk, birth_date=BORN)
    recorded(desk, person_id, "DTaP-IPV/Hib", date(2026, 5, 20), unit="县医院")
    seen.presenter.show_person(person_id)

    two_months = next(stop for stop in seen.card.timeline.stops if stop.label == "2月")

    assert len(two_months.marks) == 1


@pytest.fixture
def shown(qtbot, desk, tools):
    """The room in a window, opened."""
    window = a_window(qtbot)
    room = CardsRoom(CardsPresenter(tools))
    room.presenter = room._presenter
    window.add_room(RoomCard("card", room.title, room.icon, room))
    window.open_room("card")
    room.desk_window = window
    return room


def cells_of(room):
    """Return the cells of the booklet that show something."""
    return [cell for cell in room.card_page.grid.findChildren(DoseCell) if cell.face is not None]


def press(room, key):
    """Press a key where the focus is."""
    QTest.keyClick(room.desk_window.focusWidget(), key)


def test_arrows_move_through_the_booklet_and_explain_each_cell(desk, shown):
    shown.presenter.show_person(a_child_with_an_early_measles_dose(desk))
    grid = shown.card_page.grid
    early = next(
        cell for cell in grid.findChildren(object) if getattr(getattr(cell, "face", None), "mark_text", "") == "无效"
    )
    early.setFocus()

    assert shown.card_page.panel.accessibleName().startswith("麻腮风 第 1 针 无效，不计剂次")
    press(shown, Qt.Key.Key_Right)

    assert shown.card_page.panel.accessibleName().startswith("麻腮风 第 1 剂")


def test_a_card_opens_with_the_focus_on_what_can_be_given_today(desk, shown):
    shown.presenter.show_person(a_person(desk, birth_date=BORN))

    assert "今天可种" in shown.desk_window.focusWidget().accessibleName()


def test_f9_takes_the_child_to_the_desk(desk, shown, navigation):
    person_id = a_person(desk, birth_date=BORN)
    shown.presenter.show_person(person_id)

    press(shown, Qt.Key.Key_F9)

    assert navigation.went == [("visit", person_id)]


def test_escape_puts_the_card_away_and_the_scan_box_has_the_focus(qtbot, desk, shown):
    shown.presenter.show_person(a_person(desk, birth_date=BORN))

    press(shown, Qt.Key.Key_Escape)

    scan_box = shown.desk_window.scan_box
    qtbot.waitUntil(lambda: scan_box.isAncestorOf(shown.desk_window.focusWidget()))
    assert shown.search_page.isVisible()


def test_a_person_of_the_list_is_opened_with_enter(desk, shown):
    shown.presenter.show_person(a_person(desk, name="张小明", birth_date=BORN))
    shown.presenter.close_card()
    shown.search_page.findChild(PersonRow).setFocus()

    press(shown, Qt.Key.Key_Return)

    assert shown.card_page.head.accessibleName().startswith("张小明 女")


def test_a_scanned_booklet_opens_its_card(desk, shown):
    a_person(desk, name="张小明", birth_date=BORN, child_code="530326100290010001")

    assert shown.takes_scan("530326100290010001")
    assert shown.card_page.head.accessibleName().startswith("张小明")


def test_a_code_of_nobody_is_handed_back(shown):
    assert not shown.takes_scan("530326100290019999")


def test_right_arrow_on_the_pages_turns_to_the_paid_vaccines(desk, shown):
    person_id = a_person(desk, birth_date=BORN)
    recorded(desk, person_id, "DTaP-IPV/Hib", date(2026, 5, 20), unit="县医院")
    shown.presenter.show_person(person_id)
    shown.card_page.head.segment.setFocus()

    press(shown, Qt.Key.Key_Right)

    names = [cell.accessibleName() for cell in cells_of(shown)]
    assert names
    assert all(name.startswith("Hib") for name in names)


def test_on_the_small_screen_enter_unfolds_the_explanation_and_escape_folds_it(desk, shown):
    shown.desk_window.resize(1280, 680)
    shown.presenter.show_person(a_person(desk, birth_date=BORN))
    assert not shown.card_page.panel.isVisible()

    press(shown, Qt.Key.Key_Return)
    assert shown.card_page.panel.isVisible()

    press(shown, Qt.Key.Key_Escape)
    assert not shown.card_page.panel.isVisible()
    assert shown.card_page.isVisible()


def test_a_line_with_seven_needles_has_a_place_for_each(desk, shown):
    person_id = a_person(desk, birth_date=date(2020, 1, 10))
    for month in range(1, 8):
        recorded(desk, person_id, "DTaP", date(2022, month, 20), unit="县医院")

    shown.presenter.show_person(person_id)

    names = [cell.accessibleName() for cell in cells_of(shown)]
    assert sum(name.startswith("百白破") and "2022-" in name for name in names) == 7
