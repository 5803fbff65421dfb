"""What an earlier first start or a mishap left: said in words, finished, looked at again or put aside."""

import shutil

import pytest

from clinic_app.services.door import Standing, standing
from tests.gui.first_start_hands import AtTheFirstStart

pytestmark = pytest.mark.gui


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


def test_a_damaged_key_file_is_replaced_by_its_former_generation_with_one_key(qtbot, tmp_path):
    premises = a_founded_clinic(qtbot, tmp_path)
    shutil.copy(premises.keys, premises.keys.with_name("clinic.keys.before"))
    premises.keys.write_bytes(b"torn")
    nurse = AtTheFirstStart(qtbot, tmp_path)
    assert nurse.says("钥匙文件坏了，登录不了")

    nurse.press("F9")

    assert nurse.opened == [premises]
    assert standing(premises) is Standing.CLINIC
    nurse.close()
