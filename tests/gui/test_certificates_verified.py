"""The verify page by its keys: what is scanned, photographed or pasted, and the county's list; a real clinic."""

import pytest
from PySide6.QtWidgets import QFileDialog

from clinic_app.services.certificate_paper import Wish
from clinic_app.services.certificate_trust import import_trust_list
from clinic_app.services.certificates import issue, pdf_of
from tests.gui.certified_rooms import F4, F5, F6, F7, F8, Certified
from tests.integration.test_certificates import a_child, enrolled, our_list

pytestmark = pytest.mark.gui


@pytest.fixture
def rooms(qtbot, desk, tmp_path):
    opened = Certified(qtbot, desk, tmp_path / "stick")
    yield opened
    assert opened.failures == []
    opened.close()


def test_a_scanned_certificate_is_judged_line_by_line(rooms, desk):
    enrolled(desk)
    import_trust_list(desk, our_list(desk))
    (issued,) = issue(desk, [Wish(person_id=a_child(desk), paper="record")], "d")
    rooms.open_room("certificates")
    rooms.press(F6)
    assert rooms.says("扫二维码，或按 F5 选照片、PDF。")

    rooms.scan_certificate(issued.certificate.parts[0])
    rooms.wait_until_it_says("还没读全 已读的部分是真的，还缺第 2 部分")
    rooms.scan_certificate(issued.certificate.parts[1])

    rooms.wait_until_it_says("真实 由 青石镇卫生院 签发，内容没有改动")
    assert rooms.says("编号 20261118-0001 · 开具 2026-11-18")
    assert rooms.says("名单：桐溪县疾控中心 第 1 号，2026-11-01，1 家单位，吊销 0 个")


def test_one_changed_digit_is_red_and_says_whom_to_ask(rooms, desk):
    enrolled(desk)
    import_trust_list(desk, our_list(desk))
    (issued,) = issue(desk, [Wish(person_id=a_child(desk), paper="record")], "d")
    rooms.open_room("certificates")
    rooms.press(F6)

    rooms.room.verify_page.text.setPlainText("\n".join(issued.certificate.parts).replace("2022-11-15", "2022-11-05"))

    assert rooms.says("被改动 内容和签名对不上 停：不要认这张纸。打电话问签发单位，报编号 20261118-0001。")


def test_its_own_paper_is_unknown_before_the_county_has_listed_the_clinic_and_says_that_this_is_normal(rooms, desk):
    (issued,) = issue(desk, [Wish(person_id=a_child(desk), paper="card")], "d")
    rooms.open_room("certificates")
    rooms.press(F6)
    rooms.qtbot.waitUntil(lambda: rooms.certificates.verify._own_key is not None, timeout=3000)

    rooms.room.verify_page.text.setPlainText("\n".join(issued.certificate.parts))

    assert rooms.says("未知签发单位 签名完好，是本机签发的；县里的名单里还没有本门诊")
    assert rooms.says("本门诊还没有在县里开户，暂时没有名单可导。")


def test_a_photograph_or_pdf_is_read_and_the_next_one_begins_clean(rooms, desk, tmp_path):
    enrolled(desk)
    import_trust_list(desk, our_list(desk))
    (issued,) = issue(desk, [Wish(person_id=a_child(desk), paper="school")], "d")
    (tmp_path / "paper.pdf").write_bytes(pdf_of(issued.certificate))
    rooms.open_room("certificates")
    rooms.press(F6)

    rooms.press(F5)
    dialog = rooms.room.findChild(QFileDialog)
    dialog.fileSelected.emit(str(tmp_path / "paper.pdf"))
    dialog.close()
    rooms.wait_until_it_says("真实 由 青石镇卫生院 签发")
    rooms.window.activateWindow()
    rooms.qtbot.waitUntil(rooms.window.isActiveWindow, timeout=3000)
    rooms.press(F7)

    assert rooms.says("扫二维码，或按 F5 选照片、PDF。")


def test_a_picture_without_a_code_says_how_to_take_a_better_one(rooms, tmp_path):
    (tmp_path / "cat.png").write_bytes(b"no picture")
    rooms.open_room("certificates")
    rooms.press(F6)

    rooms.certificates.verify.read_picture(tmp_path / "cat.png")

    rooms.wait_until_it_says("图片里没有看到二维码")


def test_the_countys_list_comes_from_a_stick(rooms, desk, tmp_path):
    enrolled(desk)
    (tmp_path / "stick").mkdir()
    (tmp_path / "stick" / "TONGXI.VXT").write_bytes(our_list(desk, sequence=4))
    rooms.open_room("certificates")
    rooms.press(F6)
    assert rooms.says("还没有县里的签发单位名单")

    rooms.press(F8)

    rooms.wait_until_it_says("名单已导入：桐溪县疾控中心 第 4 号，1 家单位")
    assert rooms.says("名单：桐溪县疾控中心 第 4 号")


def test_a_stick_without_a_list_says_so(rooms, tmp_path):
    (tmp_path / "stick").mkdir()
    rooms.open_room("certificates")
    rooms.press(F6)

    rooms.press(F8)

    rooms.wait_until_it_says("U 盘上没有签发单位名单")


def test_the_page_for_a_school_is_saved_with_the_countys_list_inside(rooms, desk, tmp_path):
    enrolled(desk)
    import_trust_list(desk, our_list(desk))
    rooms.open_room("certificates")
    rooms.press(F6)

    rooms.press(F4)
    dialog = rooms.room.findChild(QFileDialog)
    dialog.fileSelected.emit(str(tmp_path / "校验.html"))
    dialog.close()

    rooms.wait_until_it_says("校验页已存好：校验.html")
    assert '<script id="trust" type="text/plain">VlhUM' in (tmp_path / "校验.html").read_text("utf-8")


def test_a_place_that_cannot_be_written_says_where_to_save_instead(rooms, tmp_path):
    rooms.open_room("certificates")
    rooms.press(F6)

    rooms.certificates.verify.save_page(tmp_path / "nowhere" / "page.html")

    rooms.wait_until_it_says("校验页没有存成")
