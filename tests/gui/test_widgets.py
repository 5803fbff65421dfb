import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from clinic_app.gui.faces import (
    CheckFace,
    CheckState,
    ChipFace,
    FigureFace,
    ProgressFace,
    StepFace,
    StepState,
    Tone,
    VaccineFace,
    VaccineState,
    WatchFace,
    WatchState,
)
from clinic_app.gui.theme import Contrast
from clinic_app.gui.widgets.card_frame import CardFrame
from clinic_app.gui.widgets.check_cell import CheckCell, CheckGroupHead
from clinic_app.gui.widgets.chip import Chip
from clinic_app.gui.widgets.empty_state import EmptyState
from clinic_app.gui.widgets.field import Field
from clinic_app.gui.widgets.figure_tile import FigureTile
from clinic_app.gui.widgets.key_button import KeyButton, Kind
from clinic_app.gui.widgets.label import Label
from clinic_app.gui.widgets.progress_card import ProgressCard
from clinic_app.gui.widgets.scroll_column import ScrollColumn
from clinic_app.gui.widgets.segment import Segment, SegmentField
from clinic_app.gui.widgets.step_list import StepCell, StepList
from clinic_app.gui.widgets.stop_banner import StopBanner
from clinic_app.gui.widgets.vaccine_row import VaccineRow
from clinic_app.gui.widgets.watch_tile import WatchTile
from tests.gui.conftest import colours_of

pytestmark = pytest.mark.gui

WATCH = WatchFace(
    "v1", "李航", "男 2月", "百白破", "08", WatchState.FREE, "可离开", "请确认离开", 1.0, "接种 09:55", "可离开 10:25"
)


def test_an_open_check_is_ticked_by_space_once_and_not_by_enter(shown, qtbot):
    cell = shown(CheckCell(CheckFace("⑪", "请家长看瓶签", "麻腮风", CheckState.EMPTY, tickable=True, loud=True)))

    with qtbot.assertNotEmitted(cell.ticked):
        QTest.keyClick(cell, Qt.Key.Key_Return)
    with qtbot.waitSignal(cell.ticked):
        QTest.keyClick(cell, Qt.Key.Key_Space)


@pytest.mark.parametrize("state", [state for state in CheckState if state is not CheckState.EMPTY])
def test_a_check_that_is_not_open_cannot_be_ticked(shown, qtbot, state):
    cell = shown(CheckCell(CheckFace("①", "健康", "正常", state, tickable=True)))

    with qtbot.assertNotEmitted(cell.ticked):
        QTest.keyClick(cell, Qt.Key.Key_Space)
        QTest.mouseClick(cell, Qt.MouseButton.LeftButton)


def test_what_the_machine_checks_cannot_be_ticked_by_hand(shown, qtbot):
    cell = shown(CheckCell(CheckFace("⑥", "品名", "麻腮风", CheckState.EMPTY, tickable=False)))

    with qtbot.assertNotEmitted(cell.ticked):
        QTest.keyClick(cell, Qt.Key.Key_Space)


def test_a_check_cell_says_what_was_compared_and_its_state(shown):
    cell = shown(CheckCell(CheckFace("①", "健康、禁忌", "青霉素过敏史", CheckState.AMBER, "按 F6 写理由")))

    assert cell.accessibleName() == "① 健康、禁忌 青霉素过敏史 按 F6 写理由 请核对，需理由"


@pytest.mark.parametrize("contrast", Contrast)
@pytest.mark.parametrize("state", CheckState)
@pytest.mark.parametrize("loud", [True, False])
def test_every_check_state_paints_in_both_faces(shown, theme, contrast, state, loud):
    theme.show_contrast(contrast)
    cell = shown(CheckCell(CheckFace("①", "健康", "正常", state, "说明", True, loud)))

    assert len(colours_of(cell)) > 3


def test_meanings_are_painted_in_their_own_colours(shown):
    assert "#e5f4ea" in colours_of(shown(Chip(ChipFace("可离开", Tone.GREEN), large=True)))
    assert "#fff3d6" in colours_of(shown(Chip(ChipFace("待签", Tone.AMBER), large=True)))
    assert "#fce9e7" in colours_of(shown(Chip(ChipFace("超时", Tone.RED), large=True)))
    assert "#edf2f2" in colours_of(shown(Chip(ChipFace("离线", Tone.GREY), large=True)))


def test_a_button_that_is_off_says_why_and_is_not_pressed(shown, qtbot):
    button = shown(KeyButton("完成注射", "F9", icon="syringe", kind=Kind.PRIMARY, main=True))
    button.switch_off("先做 ① 写理由")

    with qtbot.assertNotEmitted(button.clicked):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert button.accessibleName() == "完成注射 F9 先做 ① 写理由"

    button.switch_on()
    assert button.accessibleName() == "完成注射 F9"


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_space_and_enter_press_the_focused_button_once(shown, key):
    button = shown(KeyButton("确定"))
    presses = []
    button.clicked.connect(lambda: presses.append(1))

    QTest.keyClick(button, key)

    assert presses == [1]


def test_buttons_have_the_heights_of_the_rules(shown):
    assert shown(KeyButton("打印")).height() == 40
    assert shown(KeyButton("完成注射", main=True)).height() == 48


def test_a_field_shows_its_error_beside_the_label_until_it_is_edited(shown, qtbot):
    field = shown(Field("母亲电话", required=True))
    field.show_error("少 1 位，应为 11 位")
    assert field.edit.accessibleName() == "母亲电话 少 1 位，应为 11 位"
    assert field.edit.property("wrong") == "true"

    with qtbot.waitSignal(field.changed):
        QTest.keyClick(field.edit, Qt.Key.Key_1)

    assert field.edit.property("wrong") == "false"
    assert field.edit.accessibleName() == "母亲电话"


def test_a_field_set_by_program_does_not_report_a_change(shown, qtbot):
    field = shown(Field("姓名"))

    with qtbot.assertNotEmitted(field.changed):
        field.set_text("  李欣妍 ")

    assert field.text() == "李欣妍"


def test_a_note_inside_a_field_leaves_room_for_the_text(shown):
    field = shown(Field("出生日期"))
    field.resize(240, field.height())
    field.show_note("1 月 21 天")
    field.show_checked()

    assert field.edit.textMargins().right() > 80


def test_nothing_is_chosen_in_a_segment_at_first(shown):
    segment = shown(Segment("性别", (("m", "男"), ("f", "女"))))

    assert segment.choice() == ""
    assert segment.accessibleName() == "性别 未选"


def test_arrows_and_digits_choose_in_a_segment(shown, qtbot):
    segment = shown(Segment("性别", (("m", "男"), ("f", "女"))))
    chosen = []
    segment.chosen.connect(chosen.append)

    QTest.keyClick(segment, Qt.Key.Key_Right)
    QTest.keyClick(segment, Qt.Key.Key_2)
    QTest.keyClick(segment, Qt.Key.Key_Right)
    QTest.keyClick(segment, Qt.Key.Key_Left)

    assert chosen == ["m", "f", "m"]
    assert segment.accessibleName() == "性别 男"


def test_the_mouse_chooses_the_part_under_it(shown):
    segment = shown(Segment("居住", (("a", "本地"), ("b", "流动"), ("c", "临时"))))

    QTest.mouseClick(segment, Qt.MouseButton.LeftButton, pos=segment.rect().center())

    assert segment.choice() == "b"


def test_a_segment_field_takes_its_error_back_when_a_choice_is_made(shown):
    field = SegmentField("性别", (("m", "男"), ("f", "女")), required=True)
    shown(field)
    field.show_error("请选")
    head = field.findChild(QLabel)
    assert head.text() == "性别  请选"

    QTest.keyClick(field.segment, Qt.Key.Key_1)

    assert head.text() == "性别  必填"


def test_a_watch_tile_is_chosen_by_enter_and_leaves_other_keys_to_the_room(shown, qtbot):
    frame = QWidget()
    tile = WatchTile(WATCH)
    QVBoxLayout(frame).addWidget(tile)
    shown(frame)
    tile.setFocus()

    with qtbot.waitSignal(tile.chosen) as chosen:
        QTest.keyClick(tile, Qt.Key.Key_Return)
    with qtbot.assertNotEmitted(tile.chosen):
        QTest.keyClick(tile, Qt.Key.Key_Space)

    assert chosen.args == ["v1"]
    assert tile.accessibleName() == "李航 男 2月 百白破 可离开 请确认离开 接种 09:55 可离开 10:25"


@pytest.mark.parametrize("state", VaccineState)
def test_a_vaccine_row_says_everything_that_is_compared(shown, state):
    row = shown(VaccineRow(VaccineFace("麻腮风", "第 1 剂", "0.5 mL · 皮下", "A2025", "2027-03-10", state, "正在接种")))

    assert row.accessibleName() == "麻腮风 第 1 剂 0.5 mL · 皮下 批号 A2025 效期 2027-03-10 正在接种"
    assert len(colours_of(row)) > 3


def test_steps_keep_their_cells_and_say_their_state(shown):
    steps = StepList()
    steps.show_steps((StepFace("预检", "36.6 ℃", StepState.DONE), StepFace("登记", "", StepState.CURRENT)))
    shown(steps)
    first = steps.findChildren(StepCell)[0]

    steps.show_steps((StepFace("预检", "36.6 ℃", StepState.DONE), StepFace("登记", "2 剂", StepState.DONE)))

    assert steps.findChildren(StepCell)[0] is first
    assert [cell.accessibleName() for cell in steps.findChildren(StepCell)] == [
        "1 预检 36.6 ℃ 已完成",
        "2 登记 2 剂 已完成",
    ]


def test_a_stop_says_what_is_wrong_and_what_to_do(shown):
    banner = StopBanner()
    banner.show_stop("停：已过期 12 天", "另取一支，再扫码")
    shown(banner)

    assert banner.accessibleName() == "停：已过期 12 天 另取一支，再扫码"
    assert "#fce9e7" in colours_of(banner)


def test_long_work_says_how_far_it_is_and_can_be_stopped(shown, qtbot):
    card = ProgressCard()
    steps = (StepFace("核对", "无断号", StepState.DONE), StepFace("写盘", "", StepState.CURRENT))
    card.show_face(ProgressFace("正在导出", "E:", "251", "/ 386 条", "约 20 秒", 0.65, steps))
    shown(card)
    assert card.accessibleName() == "正在导出 251 / 386 条 约 20 秒"

    with qtbot.waitSignal(card.stop_wished):
        QTest.mouseClick(card.stop_button, Qt.MouseButton.LeftButton)

    card.show_face(ProgressFace("完成", "", "386", "/ 386 条", "", 1.0, stoppable=False))
    assert not card.stop_button.isVisible()


def test_a_figure_opens_its_list_by_enter(shown, qtbot):
    tile = shown(FigureTile(FigureFace("已种", "58", "人", "87 剂", "syringe", ChipFace("待签", Tone.AMBER))))

    with qtbot.waitSignal(tile.clicked):
        QTest.keyClick(tile, Qt.Key.Key_Return)

    assert tile.accessibleName() == "已种 58 人 87 剂 待签"


def test_an_empty_state_says_what_to_do(shown):
    state = shown(EmptyState("clipboard-list", "还没有今天的儿童。扫接种证，或按 F3 新建档案"))

    assert state.accessibleName() == "还没有今天的儿童。扫接种证，或按 F3 新建档案"


def test_text_of_the_clinic_is_never_read_as_markup(shown):
    label = shown(Label("<b>李欣妍</b>"))

    assert label.textFormat() is Qt.TextFormat.PlainText
    assert label.text() == "<b>李欣妍</b>"


def test_a_rare_character_of_a_name_has_a_glyph(shown, theme):
    shown(Label("\U0002b363嘉怡", "section"))

    assert theme.metrics("section").inFontUcs4(0x2B363)


def test_a_card_has_a_title_row_only_when_there_is_something_in_it(shown):
    assert shown(CardFrame()).body.count() == 0
    assert shown(CardFrame("候诊")).body.count() == 1


def test_a_group_head_shows_its_count(shown):
    head = CheckGroupHead("三查")
    head.show_count("2 / 3")

    assert shown(head).accessibleName() == "三查 2 / 3"


def test_a_scrolled_column_brings_the_focused_field_into_sight(shown, qtbot):
    column = ScrollColumn()
    fields = [Field(f"字段 {number}") for number in range(20)]
    for field in fields:
        column.body.addWidget(field)
    column.resize(300, 200)
    shown(column)
    column.activateWindow()

    fields[-1].edit.setFocus()

    qtbot.waitUntil(lambda: column.verticalScrollBar().value() > 0)
