"""What only Windows can say. Tried by hand on Windows, not shown by the automated tests, which run on Linux."""

from __future__ import annotations

import sys
from pathlib import Path

_REMOVABLE = 2
_WORKS_OFFLINE, _STATUS_OFFLINE = 0x400, 0x80


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


def printer_flags(name: str) -> int | None:
    """Return the status word of a printer (PRINTER_STATUS_*), None on another system or where it cannot be read.

    A printer set to "use offline" counts as offline (0x80): many drivers tell a printer without power in no other way.
    """
    if sys.platform != "win32":
        return None
    import ctypes
    from ctypes import wintypes

    spooler = ctypes.WinDLL("winspool.drv")
    handle = wintypes.HANDLE()
    if not spooler.OpenPrinterW(name, ctypes.byref(handle), None):
        return None
    try:
        needed = wintypes.DWORD()
        spooler.GetPrinterW(handle, 2, None, 0, ctypes.byref(needed))
        room = ctypes.create_string_buffer(needed.value)
        if not spooler.GetPrinterW(handle, 2, room, needed, ctypes.byref(needed)):
            return None
    finally:
        spooler.ClosePrinter(handle)
    return _status_in(room.raw)


def _status_in(printer_info: bytes) -> int:
    """Return status and offline bit of a PRINTER_INFO_2: thirteen pointers, then DWORDs."""
    import struct

    start = 13 * struct.calcsize("P")
    attributes, _priority, _default, _start, _until, status, _jobs, _speed = struct.unpack_from(
        "8I", printer_info, start
    )
    return int(status) | (_STATUS_OFFLINE if attributes & _WORKS_OFFLINE else 0)
