"""The first start by keys only: through all six steps, back and forth, and wrong inputs."""

import pytest

from clinic_app.records.clinic_book import load_clinic_book
from clinic_app.services.door import Standing, door, standing
from clinic_app.services.sign_in import open_desk, unlock
from tests.gui.first_start_hands import AtTheFirstStart, spoilt

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


def test_the_way_to_practice_asks_only_when_something_was_typed(nurse, tmp_path):
    (tmp_path / "practice.db").write_text("a township")
    nurse.fill_clinic().press("F4")
    assert nurse.says("现在去练习？")

    nurse.press("F7")

    assert [place.database.name for place in nurse.opened] == ["practice.db"]
