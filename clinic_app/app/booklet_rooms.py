"""The rooms of the paper booklet, under the print centre."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from clinic_app.gui.booklet_scan_file import read_scan
from clinic_app.gui.rooms.booklet.presenter import BookletPresenter
from clinic_app.gui.rooms.booklet.view import BookletRoom
from clinic_app.gui.rooms.booklet_layout.presenter import BookletLayoutPresenter
from clinic_app.gui.rooms.booklet_layout.view import BookletLayoutRoom
from clinic_app.gui.wording import booklet as wording
from clinic_app.gui.wording import booklet_layout as layout_wording

if TYPE_CHECKING:
    from clinic_app.app.print_rooms import PrintRooms
    from clinic_app.gui.booklet_faces import PageScan
    from clinic_app.gui.presenter_tools import PresenterTools


@dataclass(frozen=True, slots=True)
class BookletRooms:
    """Their presenters; keeping them here keeps them alive."""

    booklet: BookletPresenter
    layouts: BookletLayoutPresenter


def furnish_booklets(printing: PrintRooms, tools: PresenterTools) -> BookletRooms:
    """Build the rooms; scans of empty pages are kept for both while the program runs."""
    scans: dict[tuple[str, str], PageScan] = {}
    booklet = BookletPresenter(tools, scans)
    printing.plug_in(BookletRoom(booklet), "2", wording.ABOUT)
    layouts = BookletLayoutPresenter(tools, scans, read_scan)
    printing.plug_in(BookletLayoutRoom(layouts), "8", layout_wording.ABOUT)
    return BookletRooms(booklet=booklet, layouts=layouts)
