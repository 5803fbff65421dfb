"""A clinic is founded in one step, opens with every password and the recovery code, and survives every power cut."""

import json
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from builders import CHEAP, MORNING
from enrolment_samples import an_enrolment

from clinic_app.devices.clock import SetClock
from clinic_app.domain.entries.clinic import ClinicNamed
from clinic_app.records.clinic_book import load_clinic_book
from clinic_app.records.key_file import read_key_file, write_key_file
from clinic_app.records.key_slots import WrongPassword
from clinic_app.services.checkup import check_clinic
from clinic_app.services.door import Standing, door, standing
from clinic_app.services.enrolment import EnrolmentProblem, enrolments_on_sticks
from clinic_app.services.failures import (
    FoundingRefused,
    FoundingUnfinished,
    NoEnrolment,
    PlaceLocked,
    PlaceTaken,
    PlanIncomplete,
)
from clinic_app.services.first_start import (
    FirstUser,
    FoundingPlan,
    begin_anew,
    finish_founding,
    found_in_one_step,
    initials_of,
    missing_in,
    restore_keys,
)
from clinic_app.services.premises import Premises
from clinic_app.services.recovery_sheet import print_recovery_sheet
from clinic_app.services.sign_in import open_desk, unlock
from clinic_app.services.site import Site

CODE = "ABCDE-FGHJK-LMNPQ-RSTUV-WXYZ2-34567-89ABC-DEFGH"
ADMIN = FirstUser(user_id="u-zhang", name="张敏", role="admin", password="Macheng1")
DOCTOR = FirstUser(user_id="u-li", name="李红", role="doctor", password="Lihong#26", may_vaccinate=False)
PLAN = FoundingPlan(
    clinic=ClinicNamed(
        unit_code="5224240306",
        name="马城镇卫生院",
        phone="0857-6222222",
        villages=("李家沟村", "马城社区"),
        county_key="age1example",
        county_signing_key="ab" * 32,
    ),
    users=(ADMIN, DOCTOR),
    recovery_code=CODE,
)


@pytest.fixture
def site(tmp_path):
    return a_site(tmp_path)


def a_site(folder):
    premises = Premises.of(folder / "clinic.db")
    return Site(premises=premises, clock=SetClock(MORNING), cost=CHEAP)


def files_in(folder):
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def opens_with(premises, user_id, password):
    desk = open_desk(premises, unlock(premises, user_id, password), user_id, SetClock(MORNING))
    book = load_clinic_book(desk.db)
    desk.close()
    return book


def test_every_user_and_the_recovery_code_open_what_was_founded(site):
    found_in_one_step(site, PLAN)

    assert standing(site.premises) is Standing.CLINIC
    assert files_in(site.premises.database.parent) == ["clinic.db", "clinic.guard", "clinic.keys", "clinic.tail"]
    assert [(user.name, user.role) for user in door(site.premises).users] == [("张敏", "admin"), ("李红", "doctor")]
    for user_id, password in (("u-zhang", "Macheng1"), ("u-li", "Lihong#26"), ("u-li", CODE.lower().replace("-", " "))):
        book = opens_with(site.premises, user_id, password)
        assert book.clinic.name == "马城镇卫生院"
        assert book.clinic.villages == ("李家沟村", "马城社区")
        assert (book.clinic.county_key, book.clinic.county_signing_key) == ("age1example", "ab" * 32)
        assert {user.name: user.may_vaccinate for user in book.users} == {"张敏": True, "李红": False}
    with pytest.raises(WrongPassword):
        unlock(site.premises, "u-li", "Macheng1")
    with pytest.raises(WrongPassword):
        unlock(site.premises, "u-li", CODE.replace("A", "B"))


def test_nothing_is_missing_after_the_move(site):
    found_in_one_step(site, PLAN)

    checkup = check_clinic(site.premises, unlock(site.premises, "u-zhang", "Macheng1"))

    assert checkup.damages == ()
    assert checkup.entries == 4


@pytest.mark.parametrize(
    ("plan", "missing"),
    [
        (PLAN, ()),
        (replace(PLAN, clinic=ClinicNamed(unit_code="522424030", name="马城镇卫生院")), ("unit_code",)),
        (replace(PLAN, clinic=ClinicNamed(unit_code="5224240306", name=" ")), ("name",)),
        (replace(PLAN, users=(DOCTOR,)), ("admin", "vaccinator")),
        (replace(PLAN, users=(replace(ADMIN, may_vaccinate=False),)), ("vaccinator",)),
        (replace(PLAN, users=(ADMIN, replace(DOCTOR, name="张敏"))), ("same_name",)),
        (replace(PLAN, users=(replace(ADMIN, password="macheng1"), DOCTOR)), ("password:张敏",)),
        (replace(PLAN, recovery_code=""), ("recovery_code",)),
    ],
)
def test_a_plan_that_lacks_something_founds_nothing(site, plan, missing):
    assert missing_in(plan) == missing
    if missing:
        with pytest.raises(PlanIncomplete) as refused:
            found_in_one_step(site, plan)
        assert refused.value.missing == missing
        assert files_in(site.premises.database.parent) == []


def test_what_stands_there_is_never_touched(site):
    site.premises.keys.write_text("somebody else's")

    with pytest.raises(PlaceTaken):
        found_in_one_step(site, PLAN)

    assert files_in(site.premises.database.parent) == ["clinic.keys"]
    assert site.premises.keys.read_text() == "somebody else's"


STEPS = ["make folder", "call it ready", "move clinic.guard", "move clinic.keys", "move clinic.tail", "move clinic.db",
         "remove folder"]  # fmt: skip


def test_these_are_the_steps_on_the_disk(site):
    steps = []

    found_in_one_step(site, PLAN, before=steps.append)

    assert steps == STEPS


@pytest.mark.parametrize("fails_at", STEPS)
def test_a_disk_that_refuses_a_step_leaves_nothing_or_something_whole(site, fails_at):
    def refuse(step):
        if step == fails_at:
            raise PermissionError(13, "refused")

    expected = PlaceLocked if fails_at in STEPS[:2] else FoundingUnfinished
    with pytest.raises(expected):
        found_in_one_step(site, PLAN, before=refuse)

    if expected is PlaceLocked:
        assert standing(site.premises) is Standing.NOTHING
        found_in_one_step(site, PLAN)
    else:
        finish_founding(site.premises)
    assert opens_with(site.premises, "u-zhang", CODE).clinic.name == "马城镇卫生院"
    assert files_in(site.premises.database.parent) == ["clinic.db", "clinic.guard", "clinic.keys", "clinic.tail"]


@pytest.mark.parametrize("at_id", range(1, 8))
def test_a_failure_inside_the_making_leaves_nothing(site, at_id):
    made = iter(range(1, 100))

    def mint():
        number = next(made)
        if number == at_id:
            raise OSError(28, "full")
        return f"0197a000-0000-7000-9000-{number:012d}"

    try:
        found_in_one_step(replace(site, mint=mint), PLAN)
    except FoundingRefused:
        assert files_in(site.premises.database.parent) == []
        assert standing(site.premises) is Standing.NOTHING
    else:
        assert at_id > 5  # a device and four entries were given ids


CUT = """
import json, os, sys
from pathlib import Path
sys.path[:0] = json.loads(sys.argv[2])
from dataclasses import replace
from test_first_start_service import PLAN, a_site
from clinic_app.devices.identity import new_id
from clinic_app.services.first_start import found_in_one_step
site, cut_at, made = a_site(Path(sys.argv[1])), sys.argv[3], iter(range(1, 100))
def before(step):
    if step == cut_at:
        os._exit(9)
def mint():
    if f"id {next(made)}" == cut_at:
        os._exit(9)
    return new_id()
found_in_one_step(replace(site, mint=mint), PLAN, before)
"""
TESTS = Path(__file__).parents[1]


def cut_the_power(folder, cut_at):
    """Found a clinic in a process of its own that ends at this step without a word."""
    paths = json.dumps([str(TESTS), str(TESTS / "integration"), str(TESTS.parent)])
    ran = subprocess.run([sys.executable, "-c", CUT, str(folder), paths, cut_at], check=False)
    assert ran.returncode == 9


@pytest.mark.parametrize(
    ("cut_at", "left"),
    [
        ("make folder", Standing.NOTHING),
        ("id 1", Standing.BROKEN_OFF),
        ("id 2", Standing.BROKEN_OFF),
        ("id 5", Standing.BROKEN_OFF),
        ("call it ready", Standing.BROKEN_OFF),
        ("move clinic.guard", Standing.READY),
        ("move clinic.keys", Standing.READY),
        ("move clinic.tail", Standing.READY),
        ("move clinic.db", Standing.READY),
        ("remove folder", Standing.CLINIC),
    ],
)
def test_a_power_cut_at_any_step_leaves_a_state_from_which_one_goes_on(tmp_path, cut_at, left):
    site = a_site(tmp_path)

    cut_the_power(tmp_path, cut_at)

    assert standing(site.premises) is left
    if left is Standing.READY:
        finish_founding(site.premises)
    elif left is not Standing.CLINIC:
        found_in_one_step(site, PLAN)
    assert standing(site.premises) is Standing.CLINIC
    assert not site.premises.in_the_making.exists()
    for user_id, password in (("u-zhang", "Macheng1"), ("u-li", "Lihong#26"), ("u-li", CODE)):
        assert opens_with(site.premises, user_id, password).clinic.unit_code == "5224240306"
    assert check_clinic(site.premises, unlock(site.premises, "u-zhang", "Macheng1")).damages == ()


@pytest.mark.parametrize(
    ("lost", "left"),
    [
        ((".db",), Standing.KEYS_ALONE),
        ((".keys",), Standing.DATABASE_ALONE),
        ((".db", ".keys"), Standing.COPIES_ALONE),
    ],
)
def test_files_of_a_lost_clinic_are_put_aside_whole_and_come_back(site, tmp_path, lost, left):
    found_in_one_step(site, PLAN)
    away = tmp_path / "away"
    away.mkdir()
    for ending in lost:
        shutil.move(site.premises.database.with_suffix(ending), away)
    assert standing(site.premises) is left

    aside = begin_anew(site)

    assert standing(site.premises) is Standing.NOTHING
    assert aside.name == "clinic-set-aside-20261118-083000"
    assert len(files_in(aside)) == 4 - len(lost)
    found_in_one_step(site, PLAN)
    old = Premises.of(tmp_path / "old" / "clinic.db")
    shutil.copytree(aside, old.database.parent)
    shutil.copytree(away, old.database.parent, dirs_exist_ok=True)
    assert opens_with(old, "u-zhang", "Macheng1").clinic.name == "马城镇卫生院"


def test_a_clinic_that_waits_can_be_put_aside_too(site, tmp_path):
    cut_the_power(tmp_path, "move clinic.tail")

    begin_anew(site)

    assert standing(site.premises) is Standing.NOTHING
    assert begin_anew(site).name == "clinic-set-aside-20261118-083000-2"


def test_the_printed_sheet_is_taken_off_the_disk_when_the_clinic_stands(site):
    sheet = print_recovery_sheet(
        site.premises, clinic="马城镇卫生院", unit_code="5224240306", code=CODE, printed_on=site.clock.today()
    )
    assert sheet.path.is_file()
    assert sheet.picture.width > sheet.picture.height

    found_in_one_step(site, PLAN)

    assert not sheet.path.exists()


@pytest.mark.parametrize(
    ("name", "initials"),
    [("李家沟村", ("lggc", "ljgc")), ("马城社区", ("mcso", "mcsq")), ("重兴村", ("cxc", "txc", "zxc")), ("3·2", ())],
)
def test_a_village_has_initials_in_every_reading(name, initials):
    assert set(initials_of(name)) >= set(initials[-1:])
    assert bool(initials_of(name)) == bool(initials)


def test_the_packages_of_all_sticks_are_found_once_each_and_usable_ones_come_first(tmp_path, clock):
    (tmp_path / "VAXSYNC").mkdir()
    (tmp_path / "A.ENR").write_bytes(b"VXE1 torn")
    (tmp_path / "B.ENR").write_bytes(an_enrolment())
    (tmp_path / "VAXSYNC" / "C.enr").write_bytes(an_enrolment())
    (tmp_path / "notes.txt").write_text("no package")

    found = enrolments_on_sticks(tmp_path, clock.today())

    assert [(file.file, file.problem) for file in found] == [("B.ENR", None), ("A.ENR", EnrolmentProblem.DAMAGED)]


def test_a_stick_without_a_package_is_told(tmp_path, clock):
    with pytest.raises(NoEnrolment):
        enrolments_on_sticks(tmp_path, clock.today())


def test_a_damaged_key_file_gives_way_to_its_former_generation(site):
    found_in_one_step(site, PLAN)
    keys = site.premises.keys
    write_key_file(keys, replace(read_key_file(keys), clinic_name="second generation"))
    keys.write_bytes(keys.read_bytes()[:100])
    assert standing(site.premises) is Standing.KEYS_DAMAGED

    assert restore_keys(site)

    assert standing(site.premises) is Standing.CLINIC
    assert opens_with(site.premises, "u-zhang", "Macheng1").clinic.name == "马城镇卫生院"
    assert keys.with_name("clinic.keys.damaged-20261118-083000").stat().st_size == 100


def test_without_a_former_generation_a_damaged_key_file_stays_as_it_is(site):
    found_in_one_step(site, PLAN)
    site.premises.keys.write_bytes(b"torn")

    assert not restore_keys(site)

    assert site.premises.keys.read_bytes() == b"torn"


def test_a_second_program_that_founds_at_the_same_moment_takes_nothing_from_the_first(site):
    other = replace(PLAN, users=(replace(ADMIN, password="Another#1"),))

    def found_meanwhile(step):
        if step == "call it ready":
            found_in_one_step(site, other)

    with pytest.raises(FoundingRefused):
        found_in_one_step(site, PLAN, before=found_meanwhile)

    assert standing(site.premises) is Standing.CLINIC
    assert opens_with(site.premises, "u-zhang", "Another#1").clinic.name == "马城镇卫生院"
    assert check_clinic(site.premises, unlock(site.premises, "u-zhang", "Another#1")).damages == ()
