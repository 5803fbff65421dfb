"""A second copy of a county: made while it works, opened and compared before it counts, and put back whole."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from clinic_app.devices.safe_files import read_plain_file, sync_folder, write_file
from clinic_app.domain.clinic_time import local_time
from clinic_app.hub.county import DATABASE, KEY_FILE, HomeTaken
from clinic_app.hub.receipts import ADDRESS_FILE, AUTHORITY_FILE
from clinic_app.hub.sqlite_ground import SqliteGround
from clinic_app.hub.store import Store

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from clinic_app.hub.county import County

_FILE_LIMIT = 1 << 20
_SMALL_FILES = (KEY_FILE, ADDRESS_FILE, AUTHORITY_FILE, "authority.key", "server.pem", "server.key")


class BackupUnusable(Exception):
    """The copy is not what was copied, or is no backup of a county. The county itself was not touched."""


def back_up(county: County, store: Store, folder: Path, now: datetime) -> Path:
    """Copy a county into a new folder below `folder`, while it goes on working, and return it.

    The copy stands under its name only after it was opened with the county's key and says the same of every stream.

    Raises:
        BackupUnusable: the county is on a server (its own tools copy it), or the copy does not say the same.
        OSError: the place cannot take it. In every case no half copy stands under a final name.
    """
    if not isinstance(store.ground, SqliteGround):
        raise BackupUnusable("a county on PostgreSQL is copied with pg_dump, its home folder as it is")
    name = f"county-{county.county_code}-{local_time(now):%Y%m%d-%H%M%S}"
    making, made = folder / f"{name}.part", folder / name
    making.mkdir(parents=True)
    try:
        tips = store.tips()
        store.ground.copy_to(making / DATABASE, county.database_key)
        for small in _SMALL_FILES:
            if (county.home / small).exists():
                write_file(making / small, read_plain_file(county.home / small, _FILE_LIMIT))
        copy = Store(SqliteGround(making / DATABASE, county.database_key))
        try:
            held = {(tip.device, tip.incarnation): tip.held_seq for tip in copy.tips()}
        finally:
            copy.ground.close()
        if any(held.get((tip.device, tip.incarnation), 0) < tip.held_seq for tip in tips):
            raise BackupUnusable("the copy holds less than the county")
        making.rename(made)
    except BaseException:
        shutil.rmtree(making, ignore_errors=True)
        raise
    sync_folder(folder)
    return made


def restore(backup: Path, home: Path) -> None:
    """Put a backup back into an empty place. What clinics sent since comes again with their next packages.

    Raises:
        HomeTaken: a county stands there. BackupUnusable: the folder is no backup.
        OSError: the place cannot take it.
    """
    if (home / KEY_FILE).exists() or (home / DATABASE).exists():
        raise HomeTaken(str(home))
    if not (backup / KEY_FILE).is_file() or not (backup / DATABASE).is_file():
        raise BackupUnusable(f"{backup} holds no county")
    home.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(backup / DATABASE, home / DATABASE)
    (home / DATABASE).chmod(0o600)
    for small in _SMALL_FILES[::-1]:  # the keys last: a home with keys is whole
        if (backup / small).exists():
            write_file(home / small, read_plain_file(backup / small, _FILE_LIMIT))
    sync_folder(home)
