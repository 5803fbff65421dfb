"""Passwords changed, people added and retired: what is written, who can sign in, and what a cut in between leaves."""

import pytest
from builders import CHEAP, MORNING

from clinic_app.devices.clock import SetClock
from clinic_app.domain.entries.clinic import ClinicNamed
from clinic_app.records.clinic_book import load_clinic_book
from clinic_app.records.key_file import RECOVERY_SLOT, read_key_file
from clinic_app.records.key_slots import UnknownUser, WrongPassword, open_slot
from clinic_app.services.account_failures import (
    LastAdministrator,
    NotAdministrator,
    OldPasswordWrong,
    PasswordRefused,
    UnknownAccount,
    UserNameTaken,
)
from clinic_app.services.accounts import (
    add_user,
    change_password,
    renew_after_recovery,
    retire_user,
    set_password,
)
from clinic_app.services.door import door
from clinic_app.services.founding import FirstUser, FoundingPlan, found_clinic
from clinic_app.services.premises import Premises
from clinic_app.services.sign_in import open_desk, unlock

CODE = "ABCDE-FGHJK-LMNPQ-RSTUV-WXYZ2-34567-89ABC-DEFGH"
PLAN = FoundingPlan(
    clinic=ClinicNamed(unit_code="5224240306", name="马城镇卫生院"),
    users=(
        FirstUser(user_id="u-zhang", name="张敏", role="admin", password="Macheng1"),
        FirstUser(user_id="u-li", name="李红", role="nurse", password="Lihong#26"),
    ),
    recovery_code=CODE,
)
WANG = FirstUser(user_id="u-wang", name="王芳", role="nurse", password="Wangfang#1")


@pytest.fixture
def desk(tmp_path):
    opened = found_clinic(Premises.of(tmp_path / "clinic.db"), PLAN, clock=SetClock(MORNING), cost=CHEAP)
    yield opened
    opened.close()


def may_sign_in(desk, user_id, password):
    try:
        unlock(desk.premises, user_id, password)
    except (WrongPassword, UnknownUser):
        return False
    return True


def kinds(desk):
    return [row[0] for row in desk.db.execute("SELECT kind FROM entry ORDER BY rowid").fetchall()]


def test_a_changed_password_opens_and_the_old_one_does_not_even_the_former_key_file(desk):
    change_password(desk, "u-li", "Lihong#26", "Lihong#27", CHEAP)

    assert may_sign_in(desk, "u-li", "Lihong#27")
    assert not may_sign_in(desk, "u-li", "Lihong#26")
    assert may_sign_in(desk, "u-zhang", "Macheng1")
    assert may_sign_in(desk, "u-li", CODE)
    former = read_key_file(desk.premises.keys.with_name("clinic.keys.before"))
    with pytest.raises(WrongPassword):
        open_slot(former, "u-li", "Lihong#26")


def test_a_changed_password_is_noted_without_the_password(desk):
    change_password(desk, "u-li", "Lihong#26", "Lihong#27", CHEAP)
    desk.flush_access()

    noted = [row[0] for row in desk.db.execute("SELECT bytes FROM entry WHERE stream = 'local'").fetchall()]
    assert any(b"password_changed" in entry for entry in noted)
    assert not any(b"Lihong#27" in entry for entry in noted)


@pytest.mark.parametrize(
    ("old", "new", "refusal"),
    [
        ("falsch", "Lihong#27", OldPasswordWrong),
        ("Lihong#26", "lihong27", PasswordRefused),
        ("Lihong#26", "Lh#26", PasswordRefused),
        ("Lihong#26", "Lihong#26", PasswordRefused),
    ],
)
def test_a_refused_change_leaves_the_old_password(desk, old, new, refusal):
    before = desk.premises.keys.read_bytes()

    with pytest.raises(refusal):
        change_password(desk, "u-li", old, new, CHEAP)

    assert desk.premises.keys.read_bytes() == before


def test_the_administrator_gives_a_new_password_to_who_has_lost_hers(desk):
    set_password(desk, "u-li", "Lihong#28", CHEAP)

    assert may_sign_in(desk, "u-li", "Lihong#28")


def test_a_nurse_manages_nobody(desk):
    desk.sign_in("u-li")

    for wish in (
        lambda: set_password(desk, "u-zhang", "Macheng2", CHEAP),
        lambda: add_user(desk, WANG, "d1", CHEAP),
        lambda: retire_user(desk, "u-zhang", "", "d2"),
    ):
        with pytest.raises(NotAdministrator):
            wish()
    assert len(door(desk.premises).users) == 2


def test_a_new_user_is_on_file_and_signs_in_and_opens_the_clinic(desk):
    added = add_user(desk, WANG, "d1", CHEAP)

    assert (added.name, added.role, added.may_vaccinate) == ("王芳", "nurse", True)
    assert [tile.name for tile in door(desk.premises).users] == ["张敏", "李红", "王芳"]
    keys = unlock(desk.premises, "u-wang", "Wangfang#1")
    opened = open_desk(desk.premises, keys, "u-wang", SetClock(MORNING))
    assert load_clinic_book(opened.db).user("u-wang").name == "王芳"
    opened.close()
    assert [slot.user_id for slot in read_key_file(desk.premises.keys).slots].count(RECOVERY_SLOT) == 1


def test_a_second_press_adds_her_once(desk):
    add_user(desk, WANG, "d1", CHEAP)
    add_user(desk, WANG, "d1", CHEAP)

    assert kinds(desk).count("user.added") == 3
    assert len(door(desk.premises).users) == 3


def test_cut_off_before_her_key_the_same_press_completes_it(desk):
    whole = desk.premises.keys.read_bytes()
    add_user(desk, WANG, "d1", CHEAP)
    desk.premises.keys.write_bytes(whole)  # as if the power had gone before the key file was written
    assert not may_sign_in(desk, "u-wang", "Wangfang#1")

    add_user(desk, WANG, "d1", CHEAP)

    assert may_sign_in(desk, "u-wang", "Wangfang#1")
    assert kinds(desk).count("user.added") == 3


@pytest.mark.parametrize(
    ("user", "refusal"),
    [
        (FirstUser(user_id="u-2", name="李红", role="nurse", password="Wangfang#1"), UserNameTaken),
        (FirstUser(user_id="u-2", name=" ", role="nurse", password="Wangfang#1"), UserNameTaken),
        (FirstUser(user_id="u-2", name="王芳", role="nurse", password="wangfang"), PasswordRefused),
    ],
)
def test_who_cannot_be_added_is_not_on_file(desk, user, refusal):
    with pytest.raises(refusal):
        add_user(desk, user, "d1", CHEAP)

    assert kinds(desk).count("user.added") == 2
    assert len(door(desk.premises).users) == 2


def test_who_is_retired_signs_in_no_more_and_keeps_her_name(desk):
    retire_user(desk, "u-li", "调走", "d1")

    assert not may_sign_in(desk, "u-li", "Lihong#26")
    assert [tile.name for tile in door(desk.premises).users] == ["张敏"]
    former = read_key_file(desk.premises.keys.with_name("clinic.keys.before"))
    assert "u-li" not in {slot.user_id for slot in former.slots}
    kept = load_clinic_book(desk.db).user("u-li")
    assert (kept.name, kept.retired, kept.may_vaccinate) == ("李红", True, False)


def test_a_second_press_retires_once_and_who_is_gone_is_unknown(desk):
    retire_user(desk, "u-li", "调走", "d1")
    retire_user(desk, "u-li", "调走", "d1")

    assert kinds(desk).count("user.retired") == 1
    with pytest.raises(UnknownAccount):
        retire_user(desk, "u-li", "调走", "d2")


def test_a_retired_name_is_free_again(desk):
    retire_user(desk, "u-li", "调走", "d1")

    add_user(desk, FirstUser(user_id="u-li-2", name="李红", role="nurse", password="Lihong#29"), "d2", CHEAP)

    assert may_sign_in(desk, "u-li-2", "Lihong#29")


def test_the_last_administrator_stays(desk):
    with pytest.raises(LastAdministrator):
        retire_user(desk, "u-zhang", "", "d1")

    assert may_sign_in(desk, "u-zhang", "Macheng1")


def test_the_recovery_code_lets_in_and_the_new_password_holds_from_then_on(desk):
    keys = unlock(desk.premises, "u-li", CODE.lower().replace("-", " "))

    renew_after_recovery(desk.premises, keys, "u-li", "Lihong#30", CHEAP)

    assert may_sign_in(desk, "u-li", "Lihong#30")
    assert not may_sign_in(desk, "u-li", "Lihong#26")
    assert may_sign_in(desk, "u-li", CODE)
    with pytest.raises(PasswordRefused):
        renew_after_recovery(desk.premises, keys, "u-li", "lihong", CHEAP)
    with pytest.raises(UnknownAccount):
        renew_after_recovery(desk.premises, keys, "u-nobody", "Lihong#31", CHEAP)
