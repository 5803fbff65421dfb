"""What the system says about a printer beyond what Qt tells: paper out, lid open, switched off."""

from __future__ import annotations

from clinic_app.devices.windows import printer_flags

_PAPER_JAM, _PAPER_OUT, _OFFLINE = 0x8, 0x10, 0x80
_PAPER_PROBLEM, _DOOR_OPEN, _USER_INTERVENTION, _PAUSED, _ERROR = 0x40, 0x400000, 0x100000, 0x1, 0x2
_NOT_AVAILABLE, _SERVER_UNKNOWN = 0x1000, 0x800000
_PROBLEMS = (
    (_PAPER_OUT | _PAPER_PROBLEM, "no_paper"),
    (_PAPER_JAM | _DOOR_OPEN, "jam"),
    (_OFFLINE | _NOT_AVAILABLE | _SERVER_UNKNOWN, "off"),
    (_PAUSED | _USER_INTERVENTION | _ERROR, "fault"),
)


def printer_problem(name: str) -> str | None:
    """Return the problem of a printer, "" when the system sees none, None where the system does not tell."""
    flags = printer_flags(name)
    return None if flags is None else problem_in(flags)


def problem_in(flags: int) -> str:
    """Return the problem in the status word of a printer, the one a nurse can mend first; "" for none.

    Source: Windows SDK, PRINTER_INFO_2, PRINTER_STATUS_*.
    """
    return next((problem for mask, problem in _PROBLEMS if flags & mask), "")
