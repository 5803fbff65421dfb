"""The door tells who may sign in from the key file alone, before any cipher is imported."""

import subprocess
import sys
from pathlib import Path

import pytest
from builders import a_clinic

from clinic_app.records.key_file import RECOVERY_SLOT, KeyFileDamaged, read_key_file
from clinic_app.services.door import door
from clinic_app.services.premises import Premises

ROOT = Path(__file__).resolve().parents[2]


def test_the_door_names_everybody_of_the_key_file_but_the_recovery_code(tmp_path):
    desk = a_clinic(tmp_path)
    file = read_key_file(desk.premises.keys)
    desk.close()

    shown = door(desk.premises)

    assert (shown.clinic_name, shown.practice) == (file.clinic_name, file.practice)
    assert [(user.user_id, user.name, user.role) for user in shown.users] == [
        (slot.user_id, slot.name, slot.role) for slot in file.slots if slot.user_id != RECOVERY_SLOT
    ]


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"[]", b'{"slots": [{}]}', b'{"slots": 1}'])
def test_a_damaged_key_file_is_called_damaged(tmp_path, content):
    premises = Premises.of(tmp_path / "clinic.db")
    premises.keys.write_bytes(content)

    with pytest.raises(KeyFileDamaged):
        door(premises)


def test_where_no_clinic_was_founded_there_is_no_door(tmp_path):
    with pytest.raises(FileNotFoundError):
        door(Premises.of(tmp_path / "clinic.db"))


def test_showing_the_sign_in_page_imports_neither_ciphers_nor_rooms():
    code = (
        "import clinic_app.app.__main__, clinic_app.app.start, clinic_app.app.program, sys\n"
        "late = {'cryptography', 'argon2', 'msgspec', 'sqlcipher3', 'reportlab', 'pypinyin', 'click', 'sqlite_utils'}\n"
        "print(sorted(late & sys.modules.keys()), [name for name in sys.modules if '.rooms' in name])"
    )

    ran = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True, text=True)

    assert ran.stdout.strip() == "[] []"
