"""The import contracts of pyproject.toml: kept by the house, and each broken by a copy with a wrong import."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import house

CHECK = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"

WRONG_IMPORTS = {
    "floors": ("domain/wrong_floor.py", "import clinic_app.services"),
    "gui-knows-services-only": ("gui/wrong_cellar.py", "import clinic_app.records"),
    "hub-knows-no-clinic": ("hub/wrong_desk.py", "import clinic_app.records"),
    "rooms-are-strangers": ("gui/rooms/wrong_left.py", "import clinic_app.gui.rooms.wrong_right"),
    "practice-never-asks-the-engine": ("practice/wrong_witness.py", "import clinic_app.domain.immunization"),
    "qt-lives-in-gui": ("services/wrong_widget.py", "import PySide6.QtWidgets"),
    "domain-is-pure": ("domain/wrong_clock.py", "import time"),
}


def check_contracts(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run import-linter on the package in `folder` (its own process: this one already knows the real package)."""
    wide = {**os.environ, "COLUMNS": "250"}
    command = [sys.executable, "-c", CHECK]
    return subprocess.run(command, cwd=folder, env=wide, capture_output=True, text=True, check=False)


def contract_names() -> dict[str, str]:
    """Return id and name of every contract."""
    settings = tomllib.loads((house.ROOT / "pyproject.toml").read_text("utf-8"))
    return {contract["id"]: contract["name"] for contract in settings["tool"]["importlinter"]["contracts"]}


def test_the_house_keeps_its_import_contracts():
    result = check_contracts(house.ROOT)

    assert result.returncode == 0, result.stdout + result.stderr


def test_every_contract_notices_an_import_that_breaks_it(tmp_path):
    shutil.copy(house.ROOT / "pyproject.toml", tmp_path)
    for path in house.python_files("clinic_app"):
        copy = tmp_path / path.relative_to(house.ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, copy)
    for place, line in [*WRONG_IMPORTS.values(), ("gui/rooms/wrong_right.py", "")]:
        (tmp_path / "clinic_app" / place).write_text(line + "\n", "utf-8")

    result = check_contracts(tmp_path)

    broken = {name for name in contract_names().values() if re.search(re.escape(name) + r"\s+BROKEN", result.stdout)}
    assert WRONG_IMPORTS.keys() == contract_names().keys()
    assert broken == set(contract_names().values()), result.stdout
