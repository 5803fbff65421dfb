import os
import stat

import pytest


@pytest.mark.skipif(os.name != "posix", reason="Windows keeps rights in the folder")
def test_every_file_of_a_clinic_is_for_its_owner_alone(desk):
    files = [path for path in desk.premises.database.parent.iterdir() if path.is_file()]

    open_to_others = [path.name for path in files if stat.S_IMODE(path.stat().st_mode) & 0o077]

    assert desk.premises.database in files
    assert desk.premises.keys in files
    assert open_to_others == []
