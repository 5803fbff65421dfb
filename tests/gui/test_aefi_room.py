"""Reactions by keys: told in the observation room, recorded from the doses, counted down, reported, amended."""

from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication

from clinic_app.domain.visit import VisitState
from clinic_app.services.aefi import open_aefis, reactions_to_write
from tests.gui.open_rooms import ENTER, ESCAPE, OpenRooms, watched_child

pytestmark = pytest.mark.gui

MINUTE = timedelta(minutes=1)


@pytest.fixture
def rooms(qtbot, desk):
    opened = OpenRooms(qtbot, desk)
    yield opened
    opened.close()


def a_reaction(rooms, desk, words="全身皮疹"):
    visit = watched_child(desk)
    rooms.clock.advance(7 * MINUTE)
    rooms.open_room("observation")
    rooms.press(Qt.Key.Key_F8)
    rooms.type(words)
    rooms.press(ENTER)
    rooms.wait_until_it_says("反应记录（新）")
    return visit


def events(rooms, visit):
    return rooms.reader.card(visit.person_id).aefis


def save(rooms, visit):
    rooms.press(Qt.Key.Key_F9)
    rooms.qtbot.waitUntil(lambda: events(rooms, visit) != (), timeout=10_000)
    rooms.wait_until_it_says("保存修改 F9")


def test_the_record_opens_filled_from_the_dose_and_is_saved_with_one_key(rooms, desk):
    visit = a_reaction(rooms, desk)

    assert rooms.says("百白破 第 1 剂 北京生物 批号 A2026001，肌内 左上臂 0.5 ml，2026-11-18 08:30，接种 李护士")
    assert rooms.says("陈小满 女 6月14天")
    save(rooms, visit)

    (event,) = events(rooms, visit)
    assert event.visit_id == visit.id
    assert event.course == "全身皮疹"
    assert [dose.id for dose in rooms.reader.card(visit.person_id).doses] == list(event.dose_ids)
    assert rooms.says("发现起 48 小时：48:00:00（11-20 08:37 前）")
    assert rooms.failures == []


def test_the_child_stays_on_the_board_until_the_record_is_written(rooms, desk):
    visit = a_reaction(rooms, desk)
    rooms.press(ESCAPE)
    rooms.press(ESCAPE)  # the first one closes the notice
    rooms.press(Qt.Key.Key_F7)

    assert rooms.window.workplace.room() is rooms.observation_room
    assert "陈小满 全身皮疹 处理中 请写反应记录 · 还剩 48:00:00" in rooms.tiles()[0]
    rooms.pass_time(MINUTE)
    assert "还剩 47:59:00" in rooms.tiles()[0]
    rooms.press(ENTER)
    assert rooms.reader.card(visit.person_id).visit(visit.id).state is VisitState.REACTION
    rooms.press(Qt.Key.Key_F8)
    rooms.wait_until_it_says("反应记录（新）")
    save(rooms, visit)
    rooms.press(ESCAPE)
    rooms.press(ESCAPE)
    assert rooms.tiles() == []
    assert rooms.says("待上报 1 件，最近一件还剩 47:59:00")


def test_a_record_may_be_completed_later_and_its_deadline_runs(rooms, desk):
    a_reaction(rooms, desk)
    rooms.go_back()

    rooms.press(Qt.Key.Key_F7)
    assert rooms.says("陈小满 的反应记录以后补写")
    rooms.press(Qt.Key.Key_F7)

    rooms.wait_until_it_says("待上报 1 件")
    assert rooms.tiles() == []
    assert reactions_to_write(rooms.reader) == []


def test_serious_makes_it_two_hours(rooms, desk):
    visit = a_reaction(rooms, desk)

    segment = rooms.aftermath.window.workplace.room().page.segments["serious"].segment
    segment.setFocus()
    rooms.press(Qt.Key.Key_2)

    assert rooms.says("发现起 2 小时：02:00:00（11-18 10:37 前）")
    save(rooms, visit)
    assert open_aefis(rooms.reader)[0].line.serious


def test_space_ticks_a_symptom_and_arrows_go_on(rooms, desk):
    visit = a_reaction(rooms, desk)

    rooms.press(Qt.Key.Key_Right)
    rooms.press(Qt.Key.Key_Space)
    save(rooms, visit)

    assert events(rooms, visit)[0].symptoms == ("urticaria",)


def test_a_wrong_figure_is_told_beside_its_field_and_nothing_is_saved(rooms, desk):
    visit = a_reaction(rooms, desk)
    page = rooms.window.workplace.room().page

    for key, wrong, sentence in (
        ("fever", "500", "34 到 43 ℃，按 386 或 38.6"),
        ("swelling", "99", "0 到 40 厘米，比如 3.5"),
        ("onset_day", "20261399", "按 20261118 这样 8 位数字"),
        ("onset_time", "2561", "按 0837 这样 4 位数字"),
    ):
        field = page.fields[key]
        former = field.text()
        field.edit.setFocus()
        field.edit.selectAll()
        rooms.type(wrong)
        rooms.press(ENTER)
        assert rooms.says(sentence)
        rooms.press(Qt.Key.Key_F9)
        assert events(rooms, visit) == ()
        field.edit.setFocus()
        field.edit.selectAll()
        field.edit.del_()
        if former:
            rooms.type(former)
        else:
            field.changed.emit("")
    save(rooms, visit)


def test_fever_is_read_as_386_and_shows_its_band(rooms, desk):
    visit = a_reaction(rooms, desk)
    page = rooms.window.workplace.room().page

    page.fields["fever"].edit.setFocus()
    rooms.type("386")

    assert rooms.says("最高腋温 ℃ ≥38.6 ℃")
    save(rooms, visit)
    assert events(rooms, visit)[0].fever_tenths == 386


def test_a_report_is_three_short_answers_and_ends_the_countdown(rooms, desk):
    visit = a_reaction(rooms, desk)
    save(rooms, visit)

    rooms.press(Qt.Key.Key_F6)
    rooms.press(Qt.Key.Key_2)
    rooms.wait_until_it_says("报给了谁")
    rooms.type("县疾控 王医生")
    rooms.press(ENTER)
    rooms.wait_until_it_says("什么时候报的")
    rooms.type("0837")
    rooms.press(ENTER)

    rooms.wait_until_it_says("11-18 08:37 已报")
    assert open_aefis(rooms.reader) == []
    assert rooms.says("11-18 08:37 电话 县疾控 王医生（李护士）")


def test_a_change_wants_a_reason_and_keeps_the_old_value_in_sight(rooms, desk):
    visit = a_reaction(rooms, desk)
    save(rooms, visit)
    rooms.window.workplace.room().page.fields["fever"].edit.setFocus()
    rooms.type("38.2")

    rooms.press(Qt.Key.Key_F9)
    rooms.wait_until_it_says("修改反应记录")
    rooms.type("补充体温")
    rooms.press(ENTER)

    rooms.wait_until_it_says("补充体温。最高腋温 空 → 38.2")
    assert events(rooms, visit)[0].fever_tenths == 382


def test_leaving_with_unsaved_words_is_asked_about_and_enter_stays(rooms, desk):
    a_reaction(rooms, desk)
    rooms.press(ESCAPE)
    rooms.press(ESCAPE)

    assert rooms.says("记录还没保存")
    rooms.press(ENTER)

    assert rooms.says("反应记录（新）")


def test_words_of_one_record_are_kept_while_another_is_opened(rooms, desk):
    first = a_reaction(rooms, desk)
    rooms.press(Qt.Key.Key_Space)
    second = watched_child(desk, "王一一")

    rooms.record_reaction(second.person_id, second.id)
    assert rooms.says("王一一 女")
    rooms.record_reaction(first.person_id, first.id)
    save(rooms, first)

    assert events(rooms, first)[0].symptoms == ("anaphylactic_shock",)


def test_the_report_card_is_put_into_the_outbox(rooms, desk):
    visit = a_reaction(rooms, desk)
    save(rooms, visit)

    rooms.press(Qt.Key.Key_F5)

    rooms.wait_until_it_says("报告卡已放进打印文件夹")
    assert [path.name.split("-")[0] for path in desk.premises.outbox.iterdir()] == ["aefi_card"]


def test_a_reaction_days_later_is_opened_from_the_card(rooms, desk):
    visit = watched_child(desk)
    rooms.clock.advance(timedelta(days=3))
    rooms.open_room("sync")

    rooms.record_reaction(visit.person_id)

    assert rooms.says("百白破 第 1 剂 北京生物")
    assert rooms.says("还没写看到了什么")
    rooms.press(Qt.Key.Key_Down)
    rooms.press(Qt.Key.Key_Space)
    save(rooms, visit)
    rooms.press(ESCAPE)
    rooms.press(ESCAPE)
    assert rooms.window.workplace.room() is rooms.sync_room


def test_a_symptom_outside_its_window_is_named_and_recorded_all_the_same(rooms, desk):
    visit = watched_child(desk)
    rooms.clock.advance(timedelta(days=3))
    rooms.record_reaction(visit.person_id)

    rooms.press(Qt.Key.Key_Space)

    assert rooms.says("不在报告范围内的症状：过敏性休克")
    save(rooms, visit)


def test_the_list_opens_what_is_to_be_written_and_what_is_to_be_reported(rooms, desk):
    visit = a_reaction(rooms, desk)
    rooms.press(ESCAPE)
    rooms.press(ESCAPE)
    rooms.press(Qt.Key.Key_F7)
    rooms.press(Qt.Key.Key_F5)

    assert rooms.says("陈小满 待写记录 48 小时 还剩 48 小时 0 分 11-18 08:37 11-20 08:37")
    rooms.press(ENTER)
    save(rooms, visit)
    rooms.press(ESCAPE)
    rooms.press(ESCAPE)
    rooms.open_room("aefi")
    assert rooms.says("陈小满 待上报 48 小时")
    rooms.press(ENTER)
    assert rooms.says("反应记录")


def test_the_emergency_card_is_one_key_away_with_the_dose_by_age(rooms, desk):
    watched_child(desk)
    rooms.open_room("observation")

    rooms.press(Qt.Key.Key_F4)

    # six months: 7.6 kg, 10 micrograms a kilogram, drawn up to 0.01 mL
    assert rooms.says("陈小满 6月14天")
    assert rooms.says("0.08 mL")
    assert rooms.says("没称体重，按年龄估 7.6 公斤")
    assert rooms.says("急救 120")
    assert QApplication.focusWidget() is rooms.window.workplace.room().weight.edit


@pytest.mark.parametrize(
    ("typed", "shown"),
    [("8.5", "0.09 mL"), ("12", "0.12 mL"), ("40", "0.30 mL"), ("999", "1.5 到 200 公斤"), ("0.5", "1.5 到 200 公斤")],
)
def test_the_weight_gives_the_dose_and_a_wrong_one_gives_none(rooms, desk, typed, shown):
    watched_child(desk)
    rooms.open_room("observation")
    rooms.press(Qt.Key.Key_F4)

    rooms.type(typed)

    assert rooms.says(shown)
    if "公斤" in shown:
        assert not rooms.says("mg）大腿外侧")


def test_without_a_child_the_card_waits_for_a_weight_and_goes_back(rooms):
    rooms.open_room("sync")
    rooms.show_emergency()

    assert rooms.says("没有选人：写体重就有剂量")
    rooms.type("70")
    assert rooms.says("0.50 mL")
    assert rooms.says("已是单次最大量")
    rooms.press(ESCAPE)
    assert rooms.window.workplace.room() is rooms.sync_room


def test_the_emergency_card_is_printed(rooms, desk):
    watched_child(desk)
    rooms.open_room("observation")
    rooms.press(Qt.Key.Key_F4)

    rooms.press(Qt.Key.Key_F5)

    rooms.wait_until_it_says("急救卡已放进打印文件夹")
    assert [path.name.split("-")[0] for path in desk.premises.outbox.iterdir()] == ["emergency_card"]


@pytest.mark.parametrize("size", [(1366, 768), (1093, 614)])
def test_nothing_of_the_record_and_the_card_is_cut_off(qtbot, desk, size):
    rooms = OpenRooms(qtbot, desk, size=size)
    a_reaction(rooms, desk)
    room = rooms.window.workplace.room()
    page = room.page
    assert page._scrolled.widget().width() <= page._scrolled.viewport().width()
    for place in range(page.buttons.count()):
        button = page.buttons.itemAt(place).widget()
        if button is not None:
            corner = button.mapTo(rooms.window, QPoint(button.width(), button.height()))
            assert corner.x() <= size[0]
            assert corner.y() <= size[1]
    rooms.press(Qt.Key.Key_F4)
    qtbot.wait(20)
    steps = rooms.window.workplace.room()._steps
    assert steps.height() >= steps.heightForWidth(steps.width())
    rooms.close()
