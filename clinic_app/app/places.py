"""Where the program keeps its files on this machine, unless told otherwise."""

from __future__ import annotations

import os
from pathlib import Path

DATABASE_VARIABLE = "CLINIC_APP_DB"
STICK_VARIABLE = "CLINIC_APP_STICK"


def default_database() -> Path:
    """Return the clinic's database: the environment's, else in the user's own folder."""
    if named := os.environ.get(DATABASE_VARIABLE):
        return Path(named)
    import platformdirs

    return Path(platformdirs.user_data_dir("clinic-app", appauthor=False)) / "clinic.db"


def practice_database() -> Path:
    """Return where the practice township lies when nothing else was chosen."""
    return default_database().with_name("practice.db")


def chosen_stick() -> Path | None:
    """Return the folder that stands for a stick, when the environment names one."""
    named = os.environ.get(STICK_VARIABLE)
    return Path(named) if named else None
