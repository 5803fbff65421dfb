"""The room of certificates by its keys: a child's paper and a class; a real clinic."""

import time
from datetime import date

import pytest
from PySide6.QtWidgets import QFileDialog

from clinic_app.gui.rooms.certificates import class_presenter
from clinic_app.services.certificate_paper import Wish
from clinic_app.services.certificates import issue
from clinic_app.services.class_lists import class_pdf
from tests.gui.certified_rooms import DOWN, F4, F5, F8, F9, KEYS, PGDN, Certified
from tests.gui.open_rooms import ENTER, ESCAPE
from tests.integration.test_certificates import ROUTINE, a_child

pytestmark = pytest.mark.gui


@pytest.fixture
def rooms(qtbot, desk, tmp_path):
    opened = Certified(qtbot, desk, tmp_path / "stick")
    yield opened
    assert opened.failures == []
    opened.close()


def test_from_the_card_one_key_and_enter_print_the_record(rooms, desk):
    child = a_child(desk)
    rooms.show_card(child)

    rooms.press(KEYS.Key_4)
    rooms.wait_for_preview()
    assert rooms.says("王一一　女　4岁8月")
    assert rooms.says("2022-03-15 出生")
    rooms.press(ENTER)

    rooms.wait_until_it_says("接种记录证明 20261118-0001 已开好")
    assert len(rooms.papers_printed()) == 1
    (issued,) = rooms.reader.card(child).certificates
    assert (issued.paper, issued.number) == ("record", "20261118-0001")


def test_a_child_is_found_by_its_name_and_arrows_choose_the_paper(rooms, desk):
    child = a_child(desk, ROUTINE[:-1])
    rooms.open_room("certificates")
    assert rooms.says("扫接种证，或在上面输入姓名")

    rooms.type("王一一")
    rooms.press(ENTER)
    rooms.wait_for_preview()
    rooms.press(DOWN)
    rooms.press(DOWN)
    rooms.press(ENTER)

    rooms.wait_until_it_says("入托入学查验证明 20261118-0001 已开好")
    assert rooms.reader.card(child).certificates[0].result == "missing"


def test_a_scanned_booklet_opens_the_papers_of_its_child(rooms, desk):
    a_child(desk, booklet_number="3301220101000012")
    rooms.open_room("certificates")

    rooms.scan("3301220101000012")

    rooms.wait_for_preview()
    assert rooms.says("王一一　女")


def test_nobody_found_says_what_to_do(rooms, desk):
    rooms.open_room("certificates")

    rooms.type("无名氏")

    assert rooms.says("没有找到“无名氏”。换姓名、生日或电话尾号再试")


def test_a_paper_that_has_nothing_to_say_is_not_printed_and_says_why(rooms, desk):
    rooms.make_certificate(a_child(desk))
    rooms.wait_for_preview()

    for _ in range(3):
        rooms.press(DOWN)

    assert rooms.says("这个孩子没有在本门诊种过疫苗，开不了凭证 要全部记录，改开“接种记录证明”。")
    rooms.press(ENTER)
    rooms.wait_until_it_says("开不了凭证")
    assert rooms.papers_printed() == []


def test_a_character_that_cannot_be_printed_is_shown_before_anything_is(rooms, desk):
    rooms.make_certificate(a_child(desk, (), name="王ཀ一"))

    assert rooms.says("纸上有打不出的字：ཀ 纸上印成〓，打出来以后用笔写清、盖章。")
    assert rooms.papers_printed() == []


def test_what_must_be_checked_first_is_said_before_the_school_gets_it(rooms, desk):
    from clinic_app.domain.entries.health import HealthFactAdded
    from clinic_app.domain.entries.subjects import person_subject

    child = a_child(desk, [dose for dose in ROUTINE if dose != ("MMR", "2023-09-15")])
    fact = HealthFactAdded(
        fact_id="f", person_id=child, what="immunodeficiency", value="原发性免疫缺陷", on=date(2026, 11, 18)
    )
    with desk.act() as act:
        act.write(fact, subject=person_subject(child))
    rooms.make_certificate(child)
    rooms.press(DOWN)
    rooms.press(DOWN)

    assert rooms.says("有要核对的：麻腮风 纸上写“须核实”，不会写已完成。")


def test_travel_asks_for_the_passport_and_proposes_the_name_in_letters(rooms, desk):
    child = a_child(desk)
    rooms.make_certificate(child)
    rooms.press(DOWN)
    assert rooms.room.papers_page.english_name.text() == "WANG YIYI"

    rooms.room.papers_page.passport.edit.setFocus()
    rooms.type("E12345678")
    rooms.press(ENTER)
    rooms.qtbot.waitUntil(lambda: rooms.certificates.papers._child.passport == "E12345678", timeout=3000)
    rooms.press(ENTER)

    rooms.wait_until_it_says("接种证明（中英文） 20261118-0001 已开好")
    assert "E12345678 WANG YIYI" in rooms.reader.card(child).certificates[0].content


def test_an_old_paper_is_printed_again_with_a_reason(rooms, desk):
    child = a_child(desk)
    issue(desk, [Wish(person_id=child, paper="record")], "d")
    rooms.make_certificate(child)
    for _ in range(6):
        rooms.press(DOWN)

    rooms.press(ENTER)
    assert rooms.says("补打 20261118-0001")
    rooms.press(KEYS.Key_1)
    rooms.press(ENTER)

    rooms.wait_until_it_says("20261118-0001 又排上了")
    assert rooms.reader.card(child).certificates[0].reprints == 1
    assert len(rooms.papers_printed()) == 1


def test_enter_pressed_twice_makes_one_certificate(rooms, desk):
    child = a_child(desk)
    rooms.make_certificate(child)
    rooms.wait_for_preview()

    rooms.press(ENTER)
    rooms.press(ENTER)

    rooms.wait_until_it_says("20261118-0001 已开好")
    assert len(rooms.reader.card(child).certificates) == 1


def test_pages_of_the_preview_turn(rooms, desk):
    rooms.make_certificate(a_child(desk))
    rooms.press(DOWN)
    rooms.wait_until_it_says("预览 · 第 1 页 共 2 页")

    rooms.press(PGDN)

    assert rooms.says("预览 · 第 2 页 共 2 页")


def test_escape_goes_from_the_paper_to_the_search_and_back_to_the_card(rooms, desk):
    child = a_child(desk)
    rooms.show_card(child)
    rooms.press(KEYS.Key_4)

    rooms.press(ESCAPE)
    assert rooms.says("扫接种证，或在上面输入姓名")
    rooms.press(ESCAPE)

    assert rooms.window.workplace.room().key == "cards"


def test_the_front_page_of_the_print_centre_opens_the_room(rooms):
    rooms.open_room("print_center")

    rooms.press(KEYS.Key_3)

    assert rooms.window.workplace.room().key == "certificates"


def test_a_pasted_class_is_matched_looked_at_and_printed_as_one_document(rooms, desk):
    a_child(desk)
    a_child(desk, ROUTINE[:-1], name="李二二", born=date(2022, 3, 15))
    rooms.open_room("certificates")
    rooms.press(F4)

    rooms.write("姓名\t出生日期\n王一一\t2022-03-15\n李二二\t2022-03-15\n无名氏\t2022-01-01")
    rooms.press(F8)

    rooms.wait_until_it_says("名单 3 人 · 能开 2 人 · 没对上 1 人")
    table = rooms.room.class_page.table
    assert rooms.rows(table) == [
        ["王一一", "2022-03-15", "已完成", ""],
        ["李二二", "2022-03-15", "需补种", ""],
        ["无名氏", "2022-01-01", "", "档案里没有这个孩子：可能没在本门诊建档，或名字写法不同"],
    ]
    rooms.press(F9)
    rooms.wait_until_it_says("2 张查验证明和汇总已开好")
    assert len(rooms.papers_printed()) == 1


def test_f9_means_one_thing_also_after_a_class_was_printed_beside_an_open_child(rooms, desk):
    rooms.make_certificate(a_child(desk))
    rooms.wait_for_preview()
    rooms.press(F4)
    rooms.write("王一一\t2022-03-15")
    rooms.press(F8)
    rooms.wait_until_it_says("能开 1 人")

    rooms.press(F9)

    rooms.wait_until_it_says("1 张查验证明和汇总已开好")
    assert rooms.room.papers_page.print_button.isHidden()
    for _ in ("the notice", "the list", "the page"):
        rooms.press(ESCAPE)
    assert not rooms.room.papers_page.print_button.isHidden()


def test_escape_stops_a_class_and_says_where_its_papers_are_printed_one_by_one(rooms, desk, monkeypatch):
    def waiting(title, rows, issued, reasons, progress, stopped):
        def told(*done):
            progress(*done)
            for _ in range(500):
                if stopped():
                    return
                time.sleep(0.01)

        return class_pdf(title, rows, issued, reasons, told, stopped)

    monkeypatch.setattr(class_presenter, "class_pdf", waiting)
    a_child(desk)
    a_child(desk, ROUTINE[:-1], name="李二二", born=date(2022, 3, 15))
    rooms.open_room("certificates")
    rooms.press(F4)
    rooms.write("王一一\t2022-03-15\n李二二\t2022-03-15")
    rooms.press(F8)
    rooms.wait_until_it_says("能开 2 人")
    rooms.press(F9)
    rooms.wait_until_it_says("1 / 2")

    rooms.press(ESCAPE)

    rooms.wait_until_it_says("停下了，没有打 证明都已登记，可以在每个孩子的证明页补打。")
    assert rooms.papers_printed() == []


def test_an_empty_list_says_what_to_do_and_a_wrong_one_can_be_mended(rooms, desk):
    rooms.open_room("certificates")
    rooms.press(F4)

    rooms.press(F8)
    assert rooms.says("还没有名单，先粘贴或选文件")
    rooms.write("合计 3")
    rooms.press(F8)

    assert rooms.says("名单里没有孩子 每行一个孩子：姓名、出生日期，或者身份证号。")
    assert rooms.room.class_page.pasted.toPlainText() == "合计 3"


def test_a_file_of_the_school_is_read_in_the_background(rooms, desk, tmp_path):
    a_child(desk)
    (tmp_path / "class.csv").write_bytes("姓名,出生日期\n王一一,2022-3-15\n".encode("gb18030"))
    rooms.open_room("certificates")
    rooms.press(F4)

    rooms.press(F5)
    dialog = rooms.room.findChild(QFileDialog)
    dialog.fileSelected.emit(str(tmp_path / "class.csv"))
    dialog.close()

    rooms.wait_until_it_says("名单 1 人 · 能开 1 人 · 没对上 0 人")


def test_hidden_names_stay_hidden_in_the_lists(rooms, desk):
    rooms.make_certificate(a_child(desk))

    rooms.room.on_masked(True)

    assert rooms.says("王*一　女")


def test_the_bars_of_a_certificate_open_it_among_the_papers_of_its_child(rooms, desk):
    child = a_child(desk)
    issue(desk, [Wish(person_id=child, paper="record")], "d")

    assert rooms.certificates.open_number("20261118-0001")
    rooms.aftermath.enter("certificates")

    rooms.wait_until_it_says("和原来那张一样")
    rooms.press(ENTER)
    assert rooms.says("补打 20261118-0001")
    assert not rooms.certificates.open_number("20261118-0002")
