"""The room of certificates, plugged into the print centre."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinic_app.gui.rooms.certificates.presenter import CertificatesPresenter
from clinic_app.gui.rooms.certificates.view import CertificatesRoom
from clinic_app.gui.wording import certificates as wording

if TYPE_CHECKING:
    from pathlib import Path

    from clinic_app.app.print_rooms import PrintRooms
    from clinic_app.gui.presenter_tools import PresenterTools

DIGIT = "3"


def furnish_certificates(printing: PrintRooms, tools: PresenterTools, stick: Path | None) -> CertificatesPresenter:
    """Build the room and put it under the print centre; keep what is returned, it keeps the room's mind alive.

    Args:
        printing: the print centre.
        tools: of every presenter.
        stick: a folder that stands for a stick.
    """
    presenter = CertificatesPresenter(tools, stick)
    printing.plug_in(CertificatesRoom(presenter), DIGIT, wording.ABOUT)
    return presenter
