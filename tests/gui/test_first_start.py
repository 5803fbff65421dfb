"""The first start by keys only: through all six steps, back and forth, wrong inputs, and what a power cut left."""

import shutil

import pytest
from enrolment_samples import an_enrolment, fingerprint
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractScrollArea, QHeaderView, QWidget

from clinic_app.records.clinic_book import load_clinic_book
from clinic_app.services.door import Standing, door, standing
from clinic_app.services.sign_in import open_desk, unlock
from tests.gui.first_start_hands import AtTheFirstStart

pytestmark = pytest.mark.gui


@pytest.fixture
def nurse(qtbot, tmp_path):
    at_work = AtTheFirstStart(qtbot, tmp_path)
    yield at_work
    at_work.close()


def book_of(premises, user_id, password, clock):
    desk = open_desk(premises, unlock(premises, user_id, password), user_id, clock)
    book = load_clinic_book(desk.db)
    desk.close()
    return book


def test_keys_alone_lead_from_an_empty_machine_to_a_clinic_that_can_vaccinate(nurse):
    nurse.fill_clinic().press("Enter")
    assert nurse.page() == "VillagesPage"
    nurse.fill_villages("李家沟村\n马城社区").press("F9")
    nurse.fill_admin().press("Enter")
    nurse.add_person("阿依古丽·买买提", role="1", may="1", password="Aygul#2026").press("F9")
    assert nurse.page() == "RecoveryPage"
    code = nurse.draft.code
    assert nurse.says(code[:5])
    nurse.press("F6")
    nurse.wait_until_it_says("已放进打印夹")
    nurse.type(code.replace("-", "").lower())
    assert not nurse.says(code[:5])
    assert nurse.says("和纸上一样")
    nurse.press("Enter")
    assert nurse.says("请核对，没有错就建立门诊")
    assert nurse.says("单位 马城镇卫生院")
    assert standing(nurse.premises) is Standing.NOTHING

    nurse.press("F9")
    nurse.wait_until_it_says("门诊建好了")
    nurse.press("F9")

    assert nurse.opened == [nurse.premises]
    names = {tile.name: tile for tile in door(nurse.premises).users}
    assert list(names) == ["张敏", "阿依古丽·买买提"]
    book = book_of(nurse.premises, names["张敏"].user_id, "Macheng1", nurse.site.clock)
    assert book.clinic.villages == ("李家沟村", "马城社区")
    assert [(user.name, user.role, user.may_vaccinate) for user in book.users] == [
        ("张敏", "admin", True),
        ("阿依古丽·买买提", "nurse", True),
    ]
    assert book_of(nurse.premises, names["阿依古丽·买买提"].user_id, "Aygul#2026", nurse.site.clock) == book
    assert book_of(nurse.premises, names["张敏"].user_id, code, nurse.site.clock) == book
    assert not list(nurse.premises.outbox.glob("*.pdf"))


def test_going_back_and_forward_loses_nothing(nurse):
    nurse.come_to_the_end()
    typed = (nurse.draft.clinic, nurse.draft.villages, nurse.draft.admin, nurse.draft.staff, nurse.draft.typed_back)

    nurse.press("F7", "F7", "F7", "F7", "F7")
    assert nurse.page() == "ClinicPage"
    nurse.press("F9", "F9", "F9", "F9", "F9")

    assert nurse.page() == "FinishPage"
    assert typed == (
        nurse.draft.clinic,
        nurse.draft.villages,
        nurse.draft.admin,
        nurse.draft.staff,
        nurse.draft.typed_back,
    )


def test_a_half_filled_page_keeps_what_was_typed_when_one_goes_back(nurse):
    nurse.come_to_staff().type("王芳").press("F7", "F9")

    assert nurse.draft.member.name == "王芳"
    assert nurse.page() == "StaffPage"


def test_escape_asks_and_the_safe_answer_stays(nurse):
    nurse.fill_clinic().press("Esc")
    assert nurse.says("现在退出？")

    nurse.press("Enter")

    assert nurse.window.isVisible()
    assert nurse.draft.clinic.name == "马城镇卫生院"


def test_leaving_takes_the_printed_code_off_the_disk(nurse):
    nurse.come_to_code().press("F6")
    nurse.wait_until_it_says("已放进打印夹")

    nurse.press("Esc", "Esc", "F7")  # the first one closes the notice

    nurse.qtbot.waitUntil(lambda: not nurse.window.isVisible())
    assert not list(nurse.premises.outbox.glob("*.pdf"))
    assert standing(nurse.premises) is Standing.NOTHING


def test_the_cross_of_the_window_asks_too(nurse):
    nurse.fill_clinic()

    nurse.window.close()

    assert nurse.window.isVisible()
    assert nurse.says("现在退出？")


# Where one is, what is pressed, and the sentence that must be shown. Nothing typed may be lost.
WRONG_INPUTS = [
    ("clinic", lambda n: n.type("12a"), "只能是数字"),
    ("clinic", lambda n: n.type("99"), "前 2 位不是省的代码"),
    ("clinic", lambda n: n.type("5224000306"), "第 5、6 位是 00"),
    ("clinic", lambda n: n.type("5224240000"), "后 4 位不能都是 0"),
    ("clinic", lambda n: n.type("52242403061"), "要 10 位，现在 11 位"),
    ("clinic", lambda n: n.type("52242403"), "还差 2 位"),
    ("clinic", lambda n: n.type("52242403").press("F9"), "要 10 位，现在 8 位"),
    ("clinic", lambda n: n.type("5224240306").press("F9"), "写上单位名称"),
    ("clinic", lambda n: n.fill_clinic(phone="12-3").press("F9"), "写 7 到 12 位数字"),
    ("clinic", lambda n: n.fill_clinic(name="很" * 61), "最多 60 个字，现在 61 个"),
    ("villages", lambda n: n.press("F9"), "至少一个村或社区"),
    ("villages", lambda n: n.type("1\n2\n3").press("F9"), "只有数字的去掉 3 个"),
    ("villages", lambda n: n.type("李家沟村\n李家沟村").press("F9"), "重复的去掉 1 个（李家沟村）"),
    ("villages", lambda n: n.type("很" * 31).press("F6"), "太长的没有放 1 个"),
    ("villages", lambda n: n.fill_villages().press("Tab", "Tab", "Enter").empty_field().press("Enter"), "名称不能空着"),
    ("villages", lambda n: rename_first(n, "马城社区"), "已经有 马城社区"),
    ("villages", lambda n: rename_first(n, "12"), "至少要有一个字"),
    ("admin", lambda n: n.press("F9"), "写上姓名"),
    ("admin", lambda n: n.type("zhang3"), "姓名里不能有数字"),
    ("admin", lambda n: n.type("张敏").press("F9"), "请选一个"),
    ("admin", lambda n: n.fill_admin(password="Mach1").press("F9"), "至少 8 位"),
    ("admin", lambda n: n.fill_admin(password="lianxi2026").press("F9"), "要有 3 种"),
    ("admin", lambda n: n.fill_admin(password="Macheng1 ").press("F9"), "前后不能有空格"),
    ("admin", lambda n: n.fill_admin().type("x"), "两次不一样"),
    ("staff", lambda n: n.add_person("张敏"), "已经有 张敏，加个字区别"),
    ("staff", lambda n: n.type("王芳").press("F9"), "左边还有一位没放进名单"),
    ("staff", lambda n: n.press("Tab", "Tab", "Tab", "Tab", "Tab", "Tab", "Tab", "Del"), "管理员在上一步改"),
    ("code", lambda n: n.press("F9"), "照着纸输入恢复码"),
    ("code", lambda n: n.type(n.draft.code[:7]).press("Enter"), "第 2 组起还没输完，差 34 位"),
    ("code", lambda n: n.type(spoilt(n.draft.code, 13)), "第 3 组不对"),
    ("code", lambda n: n.type(n.draft.code + "Q").press("F9"), "后面多了 1 位"),
]


def rename_first(nurse, name):
    return nurse.fill_villages().press("Tab", "Tab", "Enter").empty_field().type(name).press("Enter")


def spoilt(code, place):
    """Return a code with one wrong letter."""
    return code[:place] + ("A" if code[place] != "A" else "B") + code[place + 1 :]


@pytest.mark.parametrize(("step", "press", "sentence"), WRONG_INPUTS, ids=[row[2] for row in WRONG_INPUTS])
def test_a_wrong_input_is_answered_beside_its_field_and_nothing_is_lost(nurse, step, press, sentence):
    if step != "clinic":
        getattr(nurse, f"come_to_{step}")()
    page, before = nurse.page(), kept_in(nurse.draft)

    press(nurse)

    assert nurse.says(sentence)
    assert nurse.page() == page
    after = kept_in(nurse.draft)
    assert {part: after[part] for part in before if part != step} == {
        part: before[part] for part in before if part != step
    }
    assert standing(nurse.premises) is Standing.NOTHING


def kept_in(draft):
    """Return what the steps hold, by the name of the step."""
    return {
        "clinic": draft.clinic,
        "villages": draft.villages,
        "admin": draft.admin,
        "staff": draft.staff,
        "code": draft.code,
    }


def test_without_anybody_who_may_vaccinate_one_cannot_go_on(nurse):
    nurse.come_to_admin().fill_admin(may="2").press("F9")
    nurse.add_person(may="2").press("F9")

    assert nurse.page() == "StaffPage"
    assert nurse.says("还没有能接种的人")


def test_a_village_is_renamed_and_taken_out_by_keys(nurse):
    rename_first(nurse.come_to_villages(), "李家沟新村")
    assert nurse.draft.villages == ("李家沟新村", "马城社区")

    nurse.press("Down", "Del")

    assert nurse.draft.villages == ("李家沟新村",)
    assert nurse.says("已去掉 马城社区")


def test_somebody_in_the_list_is_changed_and_taken_out_by_keys(nurse):
    nurse.come_to_staff().add_person().add_person("王芳", role="1", may="1")
    nurse.press("Tab", "Tab", "Tab", "Tab", "Tab", "Tab", "Tab", "Down", "Enter")
    assert nurse.says("改好了")

    nurse.empty_field().type("李红梅").press("F10")
    assert [one.name for one in nurse.draft.staff] == ["李红梅", "王芳"]
    nurse.press("Tab", "Tab", "Tab", "Tab", "Tab", "Tab", "Tab", "Down", "Down", "Del")

    assert [one.name for one in nurse.draft.staff] == ["李红梅"]


def test_the_ninth_user_is_told_to_wait(nurse):
    nurse.come_to_staff()
    for name in "甲乙丙丁戊己庚":
        nurse.add_person(name)

    nurse.add_person("辛")

    assert nurse.says("最多 8 位")
    assert len(nurse.draft.staff) == 7


def test_a_disk_that_refuses_keeps_everything_typed_and_the_second_try_stands(nurse, tmp_path):
    nurse.come_to_the_end()
    blocker = nurse.premises.in_the_making
    blocker.write_text("a file where the folder should be")

    nurse.press("F9")
    nurse.wait_until_it_says("没有建成，什么都没有留下")
    assert nurse.draft.admin.password == "Macheng1"
    assert standing(nurse.premises) is Standing.NOTHING
    blocker.unlink()
    nurse.press("F9")

    nurse.wait_until_it_says("门诊建好了")
    assert standing(nurse.premises) is Standing.CLINIC


# -- the county's package


@pytest.fixture
def stick(tmp_path):
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


@pytest.fixture
def with_stick(qtbot, tmp_path, stick):
    at_work = AtTheFirstStart(qtbot, tmp_path, stick=stick)
    yield at_work
    at_work.close()


def test_a_package_from_the_county_fills_the_first_two_steps_once_the_paper_agrees(with_stick, stick):
    (stick / "MACHENG.ENR").write_bytes(an_enrolment())

    with_stick.press("F5")
    with_stick.wait_until_it_says("核对县里的指纹")
    assert with_stick.says(" ".join(fingerprint()[:7]))
    assert not with_stick.says(fingerprint()[7])
    with_stick.type(fingerprint()[7]).press("Enter")

    assert with_stick.says("威宁县疾控中心 的开户包，指纹已核对")
    with_stick.press("F9")
    assert with_stick.page() == "VillagesPage"
    assert with_stick.draft.villages == ("李家沟村", "马城社区")
    plan = with_stick.draft.plan(lambda: "id")
    assert plan.clinic.name == "马城镇卫生院"
    assert plan.clinic.county_key.startswith("age1")
    assert len(plan.clinic.county_signing_key) == 64


def test_a_fingerprint_that_differs_takes_nothing_over(with_stick, stick):
    (stick / "MACHENG.ENR").write_bytes(an_enrolment())
    with_stick.press("F5")
    with_stick.wait_until_it_says("核对县里的指纹")

    with_stick.type("0000" if fingerprint()[7] != "0000" else "1111").press("Enter")

    assert with_stick.says("指纹对不上，没有采用这个开户包")
    assert with_stick.draft.enrolment is None
    assert with_stick.draft.clinic.name == ""


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"valid_until": "2026-11-17"}, "已过期，只到 2026-11-17"),
        ({"issued_on": "2026-11-19"}, "从 2026-11-19 起才有效"),
        ({"purpose": "practice"}, "是练习用的，不能建真的门诊"),
        ({"format": 2}, "更新版本的开户包"),
        ({"county_code": "330122"}, "编码、名称或钥匙有错"),
        ("torn", "坏了，没有采用"),
        ("unsigned", "没有县里的签名"),
        ("changed", "签名不对，有人改过"),
        ("other", "不是开户包"),
        ("none", "没有开户包"),
    ],
    ids=str,
)
def test_a_package_that_must_not_be_used_gets_a_sentence(with_stick, stick, changes, sentence):
    whole = an_enrolment()
    files = {
        "torn": whole[:-20],
        "unsigned": whole[: -len(whole) + 4 + 4 + int.from_bytes(whole[4:8], "big")],
        "changed": whole.replace(b"0857", b"0858"),
        "other": b"PK\x03\x04",
    }
    if changes != "none":
        stored = files[changes] if isinstance(changes, str) else an_enrolment(**changes)
        (stick / "MACHENG.ENR").write_bytes(stored)
    with_stick.fill_clinic()

    with_stick.press("F5")

    with_stick.wait_until_it_says(sentence)
    assert with_stick.draft.enrolment is None
    assert with_stick.draft.clinic.name == "马城镇卫生院"


def test_the_package_of_another_clinic_is_refused_by_name(with_stick, stick):
    (stick / "A.ENR").write_bytes(an_enrolment(clinic_name="迤那镇卫生院", unit_code="5224240401"))
    with_stick.fill_clinic()

    with_stick.press("F5")

    with_stick.wait_until_it_says("开户包是 迤那镇卫生院（5224240401）的，不是这里填的 5224240306")


def test_among_several_packages_one_is_chosen(with_stick, stick):
    other = {"clinic_name": "迤那镇卫生院", "unit_code": "5224240401", "id": "0197a000-0000-7000-8000-00000000e002"}
    (stick / "A.ENR").write_bytes(an_enrolment())
    (stick / "B.ENR").write_bytes(an_enrolment(**other))
    with_stick.press("F5")
    with_stick.wait_until_it_says("U 盘里有 2 个开户包")

    with_stick.press("F3")

    assert with_stick.says("迤那镇卫生院（5224240401），由 威宁县疾控中心 签发")


# -- what stood there before


def a_founded_clinic(qtbot, folder):
    nurse = AtTheFirstStart(qtbot, folder)
    nurse.come_to_the_end().press("F9")
    nurse.wait_until_it_says("门诊建好了")
    nurse.close()
    return nurse.premises


def test_a_try_that_was_broken_off_is_told_and_one_begins_again(qtbot, tmp_path):
    (tmp_path / "clinic-in-the-making").mkdir()
    nurse = AtTheFirstStart(qtbot, tmp_path)
    assert nurse.says("上次建门诊时断了，没有建成")
    assert nurse.says("恢复码作废")

    nurse.press("F9")

    assert nurse.page() == "ClinicPage"
    nurse.close()


def test_a_clinic_that_only_waits_to_be_moved_in_is_finished_by_one_key(qtbot, tmp_path):
    premises = a_founded_clinic(qtbot, tmp_path)
    premises.ready.mkdir()
    for ending in (".db", ".tail"):
        shutil.move(premises.database.with_suffix(ending), premises.ready)
    nurse = AtTheFirstStart(qtbot, tmp_path)
    assert nurse.says("门诊已经做好，只差放到位")

    nurse.press("F9")

    qtbot.waitUntil(lambda: nurse.opened == [premises], timeout=10_000)
    assert standing(premises) is Standing.CLINIC
    nurse.close()


def test_keys_without_a_database_wait_for_the_file_to_come_back(qtbot, tmp_path):
    premises = a_founded_clinic(qtbot, tmp_path)
    away = tmp_path / "away.db"
    premises.database.rename(away)
    nurse = AtTheFirstStart(qtbot, tmp_path)
    assert nurse.says("有钥匙文件，没有数据库")
    nurse.press("F9")
    assert nurse.says("还是一样，文件没有变")

    away.rename(premises.database)
    nurse.press("F9")

    assert nurse.opened == [premises]
    nurse.close()


def test_beginning_anew_asks_and_puts_the_old_files_aside(qtbot, tmp_path):
    premises = a_founded_clinic(qtbot, tmp_path)
    keys = premises.keys.read_bytes()
    premises.database.unlink()
    nurse = AtTheFirstStart(qtbot, tmp_path)
    nurse.press("F10", "Enter")
    assert standing(premises) is Standing.KEYS_ALONE

    nurse.press("F10", "F7")

    assert nurse.page() == "ClinicPage"
    assert nurse.says("旧文件收在 clinic-set-aside-20261118-083000")
    assert (tmp_path / "clinic-set-aside-20261118-083000" / "clinic.keys").read_bytes() == keys
    nurse.close()


# -- practice, and the look of it


def test_the_way_to_practice_asks_only_when_something_was_typed(nurse, tmp_path):
    (tmp_path / "practice.db").write_text("a township")
    nurse.fill_clinic().press("F4")
    assert nurse.says("现在去练习？")

    nurse.press("F7")

    assert [place.database.name for place in nurse.opened] == ["practice.db"]


SCREENS = [(1366, 768), (1280, 680), (1093, 614)]


def scrolls(widget):
    while widget is not None and not isinstance(widget, QAbstractScrollArea):
        widget = widget.parentWidget()
    return widget is not None


def assert_nothing_is_clipped(nurse):
    QTest.qWait(20)
    window = nurse.window
    for widget in window.findChildren(QWidget):
        if not widget.isVisible() or scrolls(widget) or widget is window.focus_ring or widget.isWindow():
            continue
        corner = widget.mapTo(window, QPoint(0, 0))
        assert corner.x() >= 0, widget.accessibleName()
        assert corner.x() + widget.width() <= window.width(), widget.accessibleName()
        assert corner.y() + widget.height() <= window.height(), widget.accessibleName()
        least = widget.minimumSizeHint()
        assert widget.width() >= min(least.width(), widget.maximumWidth()), (widget, widget.accessibleName())
        assert widget.height() >= min(least.height(), widget.maximumHeight()), (widget, widget.accessibleName())


@pytest.mark.parametrize(("width", "height"), SCREENS)
def test_no_step_is_clipped_on_any_screen(qtbot, tmp_path, width, height):
    nurse = AtTheFirstStart(qtbot, tmp_path, size=(width, height))
    long_name = "威宁彝族回族苗族自治县马城镇中心卫生院预防接种门诊"

    nurse.press("F9")
    assert_nothing_is_clipped(nurse)
    nurse.fill_clinic(name=long_name).press("F9", "F9")
    assert_nothing_is_clipped(nurse)
    nurse.type("序号\t村名\n1\t李家沟村\n2\t李家沟村\n3\t马城社区\n" + "很" * 31).press("F9")
    rename = ("Tab", "Tab", "Enter")
    nurse.press(*rename).empty_field().press("Enter")
    assert_nothing_is_clipped(nurse)
    nurse.press("Esc", "F9", "F9")
    assert_nothing_is_clipped(nurse)
    nurse.fill_admin("阿依古丽·买买提", may="2").press("F9", "F10")
    assert_nothing_is_clipped(nurse)
    nurse.empty_field().press("F9")
    assert_nothing_is_clipped(nurse)
    nurse.add_person(may="1").press("F9", "F6")
    nurse.wait_until_it_says("已放进打印夹")
    assert_nothing_is_clipped(nurse)
    nurse.type(spoilt(nurse.draft.code, 13))
    assert_nothing_is_clipped(nurse)
    nurse.empty_field().type(nurse.draft.code).press("F9")
    assert_nothing_is_clipped(nurse)
    assert (nurse.window.width(), nurse.window.height()) == (width, height)
    nurse.close()


def test_everything_that_takes_the_focus_says_what_it_shows(nurse):
    for come in (lambda: None, nurse.come_to_villages, nurse.fill_villages):
        come()
        assert_everything_speaks(nurse)
    nurse.press("F9")
    assert_everything_speaks(nurse)
    nurse.fill_admin().press("F9")
    assert_everything_speaks(nurse)
    nurse.add_person().press("F9")
    assert_everything_speaks(nurse)


def assert_everything_speaks(nurse):
    for widget in nurse.window.findChildren(QWidget):
        stops = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.focusProxy() is None
        if stops and widget.isVisible() and not isinstance(widget, QHeaderView):
            assert widget.accessibleName(), widget
