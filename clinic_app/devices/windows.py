"""What only Windows can say. Tried by hand on Windows, not shown by the automated tests, which run on Linux."""

from __future__ import annotations

import sys
from pathlib import Path

_REMOVABLE = 2


def removable_roots() -> list[Path]:
    """Return the roots of the drives that Windows calls removable (sticks, card readers), none on another system.

    External hard disks often call themselves fixed and are not listed: the folder can always be chosen by hand.
    """
    if sys.platform != "win32":
        return []
    import ctypes

    present = ctypes.windll.kernel32.GetLogicalDrives()
    roots = [f"{chr(ord('A') + number)}:\\" for number in range(26) if present >> number & 1]
    return [Path(root) for root in roots if ctypes.windll.kernel32.GetDriveTypeW(root) == _REMOVABLE]
