"""The recovery sheet (恢复码单): printed once at the first start, and taken off the disk again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from clinic_app.devices.safe_files import write_file
from clinic_app.printing.preview import PageImage, page_image
from clinic_app.printing.recovery_sheet import RecoverySheet, recovery_sheet
from clinic_app.services.resource_files import FONTS

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from clinic_app.services.premises import Premises

__all__ = ["PageImage", "PrintedSheet", "print_recovery_sheet", "wipe_recovery_sheet"]

PREVIEW_DPI = 96
_FILE = "recovery.pdf"


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedSheet:
    """A sheet that waits in the outbox for the printer, and its picture."""

    path: Path
    picture: PageImage


def print_recovery_sheet(
    premises: Premises, *, clinic: str, unit_code: str, code: str, printed_on: date
) -> PrintedSheet:
    """Put the sheet into the outbox folder, where the printer takes it; `wipe_recovery_sheet` removes it again.

    Raises:
        OSError: the folder cannot be written.
    """
    pdf = recovery_sheet(RecoverySheet(clinic=clinic, unit_code=unit_code, code=code, printed_on=printed_on), FONTS)
    premises.outbox.mkdir(parents=True, exist_ok=True)
    path = premises.outbox / _FILE
    write_file(path, pdf)
    return PrintedSheet(path=path, picture=page_image(pdf, 0, PREVIEW_DPI))


def wipe_recovery_sheet(premises: Premises) -> None:
    """Remove the sheet from the outbox: the code is on paper, and a file of it opens the clinic to whoever finds it."""
    (premises.outbox / _FILE).unlink(missing_ok=True)
