"""The print centre (打印中心): its front page, the pages that stand under it, and the queue that feeds the printers.

To plug a page in: build its room in `furnish_print_center`, and name it there with a digit.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from clinic_app.app.in_steps import at_once
from clinic_app.gui.paper_room import PaperRoom
from clinic_app.gui.printers.dispatcher import PrintDispatcher
from clinic_app.gui.room import Room, RoomCard
from clinic_app.gui.rooms.labels.presenter import LabelsPresenter
from clinic_app.gui.rooms.notices.presenter import NoticesPresenter
from clinic_app.gui.rooms.print_center.presenter import CenterPage, PrintCenterPresenter
from clinic_app.gui.rooms.print_center.view import PrintCenterRoom
from clinic_app.gui.rooms.print_queue.presenter import QueuePresenter
from clinic_app.gui.rooms.print_queue.view import PrintQueueRoom
from clinic_app.gui.rooms.printers.presenter import PrintersPresenter
from clinic_app.gui.rooms.printers.view import PrintersRoom
from clinic_app.gui.rooms.registers.presenter import RegistersPresenter
from clinic_app.gui.rooms.visit_papers.presenter import VisitPapersPresenter
from clinic_app.gui.wording import printing as wording
from clinic_app.gui.wording import registers as register_wording
from clinic_app.gui.wording import village_papers as village_wording
from clinic_app.gui.wording import visit_papers as visit_wording

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from clinic_app.gui.main_window import MainWindow
    from clinic_app.gui.presenter_tools import PresenterTools
    from clinic_app.gui.printers.port import PrinterPort

CENTER = "print_center"


@dataclass(frozen=True, slots=True)
class PrintRooms:
    """The presenters and the dispatcher; keeping them here keeps them alive."""

    window: MainWindow
    center: PrintCenterPresenter
    queue: QueuePresenter
    printers: PrintersPresenter
    dispatcher: PrintDispatcher

    def plug_in(self, room: Room, digit: str, about: str) -> None:
        """Put a page under the print centre, opened by its digit on the front page; Esc there should lead back."""
        self.window.add_room(RoomCard(room.key, room.title, room.icon, room, CENTER))
        self.center.offer(CenterPage(room.key, digit, room.title, about, room.icon))


def furnish_print_center(
    window: MainWindow, tools: PresenterTools, port: Callable[[], PrinterPort] | None = None
) -> PrintRooms:
    """Build the front page and its pages at once; nothing is printed before `dispatcher.start()`."""
    return at_once(furnishing_print_center(window, tools, port))


def furnishing_print_center(
    window: MainWindow, tools: PresenterTools, port: Callable[[], PrinterPort] | None = None
) -> Generator[None, None, PrintRooms]:
    """Build the front page and its pages, one a step."""
    port = port or _system_printers
    dispatcher = PrintDispatcher(tools, port)
    center = PrintCenterPresenter(tools, lambda: dispatcher.trouble)
    queue = QueuePresenter(tools, lambda: dispatcher.trouble, dispatcher.try_at_once)
    front = PrintCenterRoom(center)
    window.add_room(RoomCard(front.key, front.title, front.icon, front))
    rooms = PrintRooms(
        window=window, center=center, queue=queue, printers=PrintersPresenter(tools, port), dispatcher=dispatcher
    )
    yield
    rooms.plug_in(PrintQueueRoom(queue), "1", wording.QUEUE_ABOUT)
    for page, digit, about in (
        (NoticesPresenter(tools), "4", village_wording.ABOUT),
        (RegistersPresenter(tools), "5", register_wording.ABOUT),
        (LabelsPresenter(tools), "6", village_wording.LABELS_ABOUT),
        (VisitPapersPresenter(tools), "9", visit_wording.ABOUT),
    ):
        yield
        room = PaperRoom(page)
        window.ticked.connect(room.on_tick)
        rooms.plug_in(room, digit, about)
    yield
    rooms.plug_in(PrintersRoom(rooms.printers), "7", wording.PRINTERS_ABOUT)
    window.ticked.connect(dispatcher.on_tick)
    return rooms


def _system_printers() -> PrinterPort:
    """Return the printers of the system; Qt's part for printers is loaded when first one is asked for."""
    from clinic_app.gui.printers.qt_printers import QtPrinters

    return QtPrinters()
