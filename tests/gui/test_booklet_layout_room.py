"""The page 接种证版式 by its keys and the mouse: measuring an edition, its scan and its printer."""

import pytest
from measured_boxes import NATIONAL_FIRST
from paper_and_scanner import Crooked, scan_of
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest

from clinic_app.domain.booklet.layout import Half
from clinic_app.gui import booklet_scan_file
from clinic_app.services.booklet_layouts import fit_of
from tests.gui.booklet_desk import BookletDesk, a_child
from tests.gui.open_rooms import ENTER, ESCAPE

pytestmark = pytest.mark.gui

LEFT, RIGHT, DOWN, PGDN = Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_PageDown
F4, F5, F6, F7, F8, F9 = (getattr(Qt.Key, f"Key_F{number}") for number in range(4, 10))
DIGITS = {number: getattr(Qt.Key, f"Key_{number}") for number in range(10)}
CROOKED = Crooked()


@pytest.fixture
def rooms(qtbot, desk):
    opened = BookletDesk(qtbot, desk)
    opened.open_room("print_center")
    opened.open_room("booklet_layout")
    opened.press(PGDN)  # past the page of the person
    yield opened
    assert opened.failures == []
    opened.close()


def edges(rooms):
    return [field.text() for field in rooms.layouts.fields.values()]


def box(rooms, row, field):
    board = rooms.booklets.layouts._board
    return board.page.row(row).boxes[field]


def screen_of(rooms, x, y):
    """Return where a place of the page lies on the canvas."""
    canvas = rooms.layouts.canvas
    page = canvas.page_rect()
    factor = page.width() / 184
    return QPointF(page.left() + x * factor, page.top() + y * factor).toPoint()


def drag(rooms, start, end):
    canvas = rooms.layouts.canvas
    begin, stop = screen_of(rooms, *start), screen_of(rooms, *end)
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, begin)
    QTest.mouseMove(canvas, stop)
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, stop)


def a_scan(folder):
    path = folder / "空白页.png"
    scan_of(NATIONAL_FIRST, CROOKED).save(path, dpi=(254, 254))
    return str(path)


def lay_scan(rooms, path):
    rooms.booklets.layouts.load_scan(path)
    rooms.wait_until_it_says("扫描图已打开")


def on_scan(rooms, x, y):
    """Return where a corner of the table lies on the scan, in the scan's millimetres (a tenth of its pixels)."""
    scan = rooms.booklets.layouts._scan()
    pixels = [10 * edge for edge in CROOKED.at(x, y)]
    return [pixel / scan.px_per_mm for pixel in pixels]


def put_cross_by_mouse_and_arrows(rooms, x, y):
    """Click near the corner, then bring the cross onto it by tenths."""
    canvas = rooms.layouts.canvas
    place = screen_of(rooms, x, y)
    QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    for axis, (less, more) in (("x", (LEFT, RIGHT)), ("y", (Qt.Key.Key_Up, DOWN))):
        wanted = x if axis == "x" else y
        while abs(wanted - getattr(canvas._cross, axis)) > 0.05:
            QTest.keyClick(canvas, more if wanted > getattr(canvas._cross, axis) else less)


def test_arrows_move_the_box_in_hand_by_a_tenth_and_f8_takes_it_back(rooms):
    assert edges(rooms) == ["32.0", "22.0", "20.0", "12.5"]

    rooms.press(RIGHT)
    QTest.keyClick(rooms.layouts.canvas, DOWN, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(rooms.layouts.canvas, LEFT, Qt.KeyboardModifier.ControlModifier)
    assert edges(rooms) == ["32.1", "23.0", "19.9", "12.5"]
    assert rooms.says("改了没有保存")

    for _ in range(3):
        rooms.press(F8)
    assert edges(rooms) == ["32.0", "22.0", "20.0", "12.5"]
    assert rooms.says("示范版式，还没有量过")


def test_enter_takes_the_next_box_and_backspace_the_one_before(rooms):
    rooms.press(ENTER)
    assert rooms.says("选中 乙肝疫苗 第1剂 · 部位")

    rooms.press(Qt.Key.Key_Backspace)
    assert rooms.says("选中 乙肝疫苗 第1剂 · 日期")


@pytest.mark.parametrize(
    ("digit", "moves"),
    [(1, ["HepB-1 date"]), (2, ["HepB-1 date", "HepB-1 lot"]), (3, ["HepB-1 date", "JE-L-1 date"])],
)
def test_what_moves_together_is_chosen_by_a_digit(rooms, digit, moves):
    watched = ["HepB-1 date", "HepB-1 lot", "JE-L-1 date"]
    before = {key: box(rooms, *key.split(" ")).left for key in watched}

    rooms.press(DIGITS[digit])
    rooms.press(RIGHT)

    assert [key for key in watched if box(rooms, *key.split(" ")).left != before[key]] == moves


def test_a_figure_is_typed_and_a_word_is_refused_beside_the_field(rooms):
    field = rooms.layouts.fields["left"]
    field.edit.setFocus()
    field.edit.selectAll()
    QTest.keyClicks(field.edit, "33.4")
    QTest.keyClick(field.edit, ENTER)
    assert box(rooms, "HepB-1", "date").left == 33.4

    field.edit.selectAll()
    QTest.keyClicks(field.edit, "x")
    QTest.keyClick(field.edit, ENTER)

    assert rooms.says("写毫米，如 32.5")
    assert box(rooms, "HepB-1", "date").left == 33.4


def test_a_box_is_dragged_and_snaps_to_the_rule_of_its_neighbour(rooms):
    drag(rooms, (40, 28), (40.4, 31))

    moved = box(rooms, "HepB-1", "date")
    assert moved.left == 32.0
    assert moved.top == pytest.approx(25, abs=0.4)
    rooms.press(F8)
    assert box(rooms, "HepB-1", "date").top == 22.0


def test_a_row_is_copied_down_with_its_pitch(rooms):
    rooms.press(DIGITS[2])
    rooms.press(RIGHT)
    rooms.press(F4)
    assert rooms.says("从“乙肝疫苗 第1剂”往下复制")
    rooms.type("12.6 3")
    rooms.press(ENTER)

    assert rooms.says("往下复制了 3 行")
    assert box(rooms, "BCG-1", "date").top == pytest.approx(22 + 3 * 12.6)
    assert box(rooms, "BCG-1", "lot").left == 66.1
    assert box(rooms, "Polio-1", "date").top == 72


def test_nonsense_for_a_pitch_is_said_and_changes_nothing(rooms):
    rooms.press(F4)
    rooms.type("十二")
    rooms.press(ENTER)

    rooms.wait_until_it_says("没有看懂")
    assert not rooms.booklets.layouts._board.is_changed


def test_what_was_measured_is_saved_and_printed_by(rooms, desk):
    rooms.press(RIGHT)
    rooms.press(F9)
    rooms.wait_until_it_says("已保存：本门诊第 1 次量")

    (own,) = desk.clinic_book().layouts
    assert own.layout.page("nip-1").row("HepB-1").boxes["date"].left == 32.1
    assert rooms.says("本门诊第 1 次量，2026-11-18 李护士")
    rooms.print_booklet(a_child(desk, "DTaP"))
    assert rooms.says("本门诊第 1 次量过")


def test_a_box_off_the_page_is_red_and_not_saved(rooms, desk):
    rooms.press(DIGITS[4])
    for _ in range(12):
        QTest.keyClick(rooms.layouts.canvas, RIGHT, Qt.KeyboardModifier.ShiftModifier)

    assert rooms.says("nip-1 HepB-1：“备注”的格子出了页边")
    rooms.press(F9)
    rooms.wait_until_it_says("没有保存")
    assert desk.clinic_book().layouts == ()


def test_four_points_of_a_crooked_scan_lay_it_straight(rooms, tmp_path):
    lay_scan(rooms, a_scan(tmp_path))
    rooms.press(F6)
    assert rooms.says("点 1，共 4 点：把十字对准印刷表格的左上角")

    for number, corner in enumerate([(6, 12), (178, 12), (6, 238), (178, 238)], start=1):
        assert rooms.says(f"点 {number}，共 4 点")
        put_cross_by_mouse_and_arrows(rooms, *on_scan(rooms, *corner))
        rooms.press(ENTER)

    rooms.wait_until_it_says("四点量好了")
    fit = rooms.booklets.layouts._scan().fit
    assert fit.turn_degrees == pytest.approx(0.7, abs=0.03)
    assert fit.scale == pytest.approx(0.985, abs=0.001)
    assert rooms.says("大小 98.5% · 转 +0.7")


def test_points_that_disagree_begin_again(rooms, tmp_path):
    lay_scan(rooms, a_scan(tmp_path))
    rooms.press(F6)
    for _ in range(8):
        QTest.keyClick(rooms.layouts.canvas, RIGHT, Qt.KeyboardModifier.ShiftModifier)
    for _ in range(4):
        rooms.press(ENTER)

    rooms.wait_until_it_says("四个点对不上")
    assert rooms.says("点 1，共 4 点")
    rooms.press(ESCAPE)  # the notice
    rooms.press(ESCAPE)
    assert not rooms.says("点 1，共 4 点")


def test_measuring_without_a_scan_says_what_comes_first(rooms):
    rooms.press(F6)

    assert rooms.says("先按 F7 打开空白页的扫描图")


@pytest.mark.parametrize(
    ("content", "said"), [(b"not a picture", "这个文件不是图片"), (b"", "这个文件不是图片"), (None, "找不到这个文件")]
)
def test_a_file_that_is_no_scan_is_refused(rooms, tmp_path, content, said):
    path = tmp_path / "scan.png"
    if content is not None:
        path.write_bytes(content)

    rooms.booklets.layouts.load_scan(str(path))

    rooms.wait_until_it_says(said)


@pytest.mark.parametrize(("limit", "value"), [("MOST_BYTES", 1000), ("MOST_PIXELS", 1000)])
def test_a_huge_scan_is_refused(rooms, tmp_path, monkeypatch, limit, value):
    monkeypatch.setattr(booklet_scan_file, limit, value)

    rooms.booklets.layouts.load_scan(a_scan(tmp_path))

    rooms.wait_until_it_says("这张图太大")


def test_the_test_page_is_printed_and_its_four_crosses_put_the_printer_right(rooms, desk):
    rooms.press(F5)
    rooms.wait_until_it_says("测试页已交给打印中心")
    assert len(rooms.papers()) == 1

    rooms.press(DIGITS[5])
    for came_out in ("11.5 9.2", "175.5 9.2", "11.5 249.2", "175.5 249.2"):
        rooms.type(came_out)
        rooms.press(ENTER)

    rooms.wait_until_it_says("打印机对准了：左右 -1.5 上下 +0.8 毫米")
    page = rooms.booklets.layouts._board.page
    assert fit_of(rooms.reader, page, Half.WHOLE).right_tenths == -15


def test_a_cross_that_is_no_figure_is_asked_again(rooms):
    rooms.press(DIGITS[5])
    rooms.type("左边")
    rooms.press(ENTER)

    assert rooms.says("没有看懂这两个数")
    assert rooms.says("十字 1，共 4 个：左上角")
    rooms.press(ESCAPE)


def test_leaving_with_something_unsaved_is_asked_about(rooms):
    rooms.press(RIGHT)
    rooms.press(ESCAPE)
    assert rooms.says("版式改了没有保存")
    rooms.press(ENTER)
    assert rooms.window.workplace.room().key == "booklet_layout"

    rooms.press(ESCAPE)
    rooms.press(F7)

    assert rooms.window.workplace.room().key == "print_center"


def test_another_edition_comes_onto_the_board(rooms):
    rooms.press(DIGITS[0])

    assert rooms.says("对开版（左右翻，2017 年前后）")


def test_the_sample_fills_every_row_and_goes_again(rooms):
    rooms.press(DIGITS[7])
    rooms.qtbot.waitUntil(lambda: rooms.layouts.canvas._print is not None, timeout=5000)

    rooms.press(DIGITS[7])
    assert rooms.layouts.canvas._print is None


def test_the_short_name_of_the_clinic_is_typed(rooms, desk):
    rooms.press(DIGITS[6])
    rooms.type("青石卫生院")
    rooms.press(ENTER)
    rooms.press(F9)
    rooms.wait_until_it_says("已保存")

    assert desk.clinic_book().layouts[0].layout.clinic_words == "青石卫生院"


def test_a_row_the_booklet_does_not_have_is_taken_out_and_never_printed_into(rooms, desk):
    rooms.press(DIGITS[2])
    rooms.press(Qt.Key.Key_Delete)
    assert box_or_none(rooms, "HepB-1", "date") is None
    rooms.press(F9)
    rooms.wait_until_it_says("已保存")

    rooms.print_booklet(a_child(desk, "HepB"))

    assert rooms.lines()[0][3] == "空行 1（三）"


def box_or_none(rooms, row, field):
    return rooms.booklets.layouts._board.page.row(row).boxes.get(field)


def test_size_and_table_of_the_page_are_typed(rooms):
    rooms.press(DIGITS[9])
    rooms.type("186 262 131")
    rooms.press(ENTER)
    assert rooms.says("这一页的表格在哪里")
    rooms.type("7 13 179 239")
    rooms.press(ENTER)

    page = rooms.booklets.layouts._board.page
    assert (page.width, page.height, page.fold_at) == (186, 262, 131)
    assert [(mark.x, mark.y) for mark in page.marks] == [(7, 13), (179, 13), (7, 239), (179, 239)]
    assert {other.width for other in rooms.booklets.layouts._board.layout.pages} == {186}


def test_a_size_that_is_none_is_said(rooms):
    rooms.press(DIGITS[9])
    rooms.type("186 x")
    rooms.press(ENTER)

    rooms.wait_until_it_says("没有看懂页的大小")


def test_a_childs_page_is_seen_over_the_scan(rooms, desk, tmp_path):
    lay_scan(rooms, a_scan(tmp_path))

    rooms.print_booklet(a_child(desk, "DTaP"))

    assert rooms.room.canvas._face.scan is rooms.booklets.layouts._scan()


def test_a_column_the_model_does_not_have_is_put_in(rooms):
    rooms.press(DIGITS[0])  # the edition without an expiry
    rooms.press(PGDN)
    rooms.press(DIGITS[3])
    rooms.press(Qt.Key.Key_Insert)
    assert rooms.says("添一格")
    rooms.type("效期")
    rooms.press(ENTER)

    assert rooms.says("选中 乙肝疫苗 第1剂 · 效期")
    added = [box_or_none(rooms, row, "expiry") for row in ("HepB-1", "DTP-3")]
    assert [(box.left, box.width) for box in added] == [(56, 20), (56, 20)]
    assert rooms.says("“效期”和“部位”的格子叠在一起") or rooms.says("“部位”和“效期”的格子叠在一起")
    rooms.press(F8)
    assert box_or_none(rooms, "HepB-1", "expiry") is None


def test_a_field_nobody_knows_is_not_put_in(rooms):
    rooms.press(Qt.Key.Key_Insert)
    rooms.type("体重")
    rooms.press(ENTER)

    rooms.wait_until_it_says("没有这个栏目，或已经有了")
