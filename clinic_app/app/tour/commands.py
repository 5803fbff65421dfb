"""The program's own commands, run as a stranger would run them: each in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

PRACTICE_USER = "zhangmin"
PRACTICE_PASSWORD = "lianxi2026"
TIMEOUT_SECONDS = 600


def run(*arguments: str, stick: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run `clinic-app ARGUMENTS` offscreen with the practice password and return what it printed."""
    environment = os.environ | {
        "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen"),
        "CLINIC_APP_PASSWORD": PRACTICE_PASSWORD,
        "PYTHONUTF8": "1",
    }
    if stick is not None:
        environment["CLINIC_APP_STICK"] = str(stick)
    return subprocess.run(
        [sys.executable, "-m", "clinic_app.app", *arguments],
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        timeout=TIMEOUT_SECONDS,
        env=environment,
        check=False,
    )
