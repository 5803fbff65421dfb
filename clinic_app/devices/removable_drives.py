"""Which sticks are plugged in: places a package could be written to."""

from __future__ import annotations

import os
import re
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from clinic_app.devices import windows

_MOUNTS = Path("/proc/self/mounts")
_WHERE_STICKS_APPEAR = ("/media/", "/run/media/", "/mnt/")
_OCTAL = re.compile(r"\\([0-7]{3})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Drive:
    """A place a package can be carried on.

    Attributes:
        root: its topmost folder.
        free_bytes: room left when it was looked at.
        writable: False for a locked stick.
    """

    root: Path
    free_bytes: int
    writable: bool


def candidate_drives(chosen: Path | None = None, mounts: Path = _MOUNTS) -> list[Drive]:
    """Return the drives to offer: the folder a person chose first, then the sticks, by name.

    Args:
        chosen: a folder from the settings or the command line.
        mounts: the system's table of mounts (Linux).
    """
    roots = windows.removable_roots() if sys.platform == "win32" else _mounted_sticks(mounts)
    wished = [chosen] if chosen is not None else []
    found = [_drive_at(root) for root in dict.fromkeys([*wished, *sorted(roots)])]
    return [drive for drive in found if drive is not None]


def _mounted_sticks(mounts: Path) -> list[Path]:
    """Return the mount points in the folders where Linux desktops put sticks."""
    points = [
        _unescaped(line.split()[1])
        for line in mounts.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    ]
    return [Path(point) for point in points if point.startswith(_WHERE_STICKS_APPEAR)]


def _unescaped(mount_point: str) -> str:
    """Return the mount point with the table's octal escapes undone (a space stands there as 040)."""
    return _OCTAL.sub(lambda octal: chr(int(octal.group(1), 8)), mount_point)


def _drive_at(root: Path) -> Drive | None:
    """Look at a root; None when it went away meanwhile."""
    try:
        free_bytes = shutil.disk_usage(root).free
    except OSError:
        return None
    return Drive(root=root, free_bytes=free_bytes, writable=os.access(root, os.W_OK))
