"""The rooms of the paper booklet, under the print centre."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from clinic_app.gui.rooms.booklet.presenter import BookletPresenter
from clinic_app.gui.rooms.booklet.view import BookletRoom
from clinic_app.gui.wording import booklet as wording

if TYPE_CHECKING:
    from clinic_app.app.print_rooms import PrintRooms
    from clinic_app.gui.booklet_faces import PageScan
    from clinic_app.gui.presenter_tools import PresenterTools


@dataclass(frozen=True, slots=True)
class BookletRooms:
    """Their presenters; keeping them here keeps them alive."""

    booklet: BookletPresenter


def furnish_booklets(printing: PrintRooms, tools: PresenterTools) -> BookletRooms:
    """Build the rooms; scans of empty pages are kept for both while the program runs."""
    scans: dict[tuple[str, str], PageScan] = {}
    booklet = BookletPresenter(tools, scans)
    printing.plug_in(BookletRoom(booklet), "2", wording.ABOUT)
    return BookletRooms(booklet=booklet)
