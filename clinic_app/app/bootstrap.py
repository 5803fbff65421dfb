"""The rooms of the program: one line a room. To add a room, write it under gui/rooms and name it here."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from clinic_app.app.aftermath_rooms import AftermathRooms, furnish_aftermath, furnish_rules, furnish_system
from clinic_app.app.booklet_rooms import BookletRooms, furnish_booklets
from clinic_app.app.certificate_rooms import furnish_certificates
from clinic_app.app.print_rooms import PrintRooms, furnish_print_center
from clinic_app.gui.room import RoomCard
from clinic_app.gui.rooms.cards.match_faces import match_faces
from clinic_app.gui.rooms.cards.presenter import CardsPresenter
from clinic_app.gui.rooms.cards.view import CardsRoom
from clinic_app.gui.rooms.observation.presenter import ObservationPresenter
from clinic_app.gui.rooms.observation.view import ObservationRoom
from clinic_app.gui.rooms.stock.day_start_presenter import DayStartPresenter
from clinic_app.gui.rooms.stock.day_start_view import DayStartRoom
from clinic_app.gui.rooms.stock.presenter import StockPresenter
from clinic_app.gui.rooms.stock.view import StockRoom
from clinic_app.gui.rooms.sync.presenter import SyncPresenter
from clinic_app.gui.rooms.sync.view import SyncRoom
from clinic_app.gui.rooms.today.presenter import TodayPresenter
from clinic_app.gui.rooms.today.view import TodayRoom
from clinic_app.gui.rooms.vaccination.presenter import VaccinationPresenter
from clinic_app.gui.rooms.vaccination.view import VaccinationRoom
from clinic_app.gui.shell_presenter import ShellPresenter
from clinic_app.gui.strip_presenter import StripPresenter

if TYPE_CHECKING:
    from pathlib import Path

    from clinic_app.gui.main_window import MainWindow
    from clinic_app.gui.presenter_tools import PresenterTools
    from clinic_app.gui.rooms.certificates.presenter import CertificatesPresenter
    from clinic_app.gui.rooms.rules.presenter import RulesPresenter
    from clinic_app.gui.rooms.system.presenter import SystemPresenter


@dataclass(frozen=True, slots=True)
class Rooms:
    """The presenters that the window talks to; keeping them here keeps them alive."""

    shell: ShellPresenter
    strip: StripPresenter
    today: TodayPresenter
    vaccination: VaccinationPresenter
    observation: ObservationPresenter
    aftermath: AftermathRooms
    system: SystemPresenter
    rules: RulesPresenter
    cards: CardsPresenter
    stock: StockPresenter
    day_start: DayStartPresenter
    sync: SyncPresenter
    printing: PrintRooms
    booklets: BookletRooms
    certificates: CertificatesPresenter


def furnish(window: MainWindow, tools: PresenterTools, stick: Path | None) -> Rooms:
    """Build every room with its presenter and put it into the rail, in the rail's order."""
    today = TodayPresenter(tools)
    vaccination = VaccinationPresenter(tools)
    observation = ObservationPresenter(tools)
    cards = CardsPresenter(tools)
    stock = StockPresenter(tools)
    beginning = DayStartPresenter(tools)
    sync = SyncPresenter(tools, stick)
    today_room = TodayRoom(today)
    today_room.new_record_wished.connect(window.new_record_wished)
    window.ticked.connect(today_room.on_tick)
    vaccination_room = VaccinationRoom(vaccination)
    stock_room = StockRoom(stock)
    window.ticked.connect(stock_room.on_tick)
    for room in (
        today_room,
        vaccination_room,
        ObservationRoom(observation),
        CardsRoom(cards),
        stock_room,
    ):
        window.add_room(RoomCard(room.key, room.title, room.icon, room))
    printing = furnish_print_center(window, tools)
    booklets = furnish_booklets(printing, tools)
    sync_room = SyncRoom(sync)
    window.add_room(RoomCard(sync_room.key, sync_room.title, sync_room.icon, sync_room))
    day_start_room = DayStartRoom(beginning)
    window.add_room(RoomCard(day_start_room.key, day_start_room.title, day_start_room.icon, day_start_room, "today"))
    aftermath = furnish_aftermath(window, tools, observation)
    aftermath.in_hand["vaccination"] = lambda: vaccination.bench.opened.person.id if vaccination.bench.opened else ""
    system = furnish_system(window, tools)
    desk_is_open = partial(window.workplace.is_open, vaccination_room.key)
    vaccination.bench.held = window.routes.type_ahead.hold
    vaccination.bench.stopped = lambda code: window.scan_box.show_code(code, wrong=True)
    shell = ShellPresenter(
        tools,
        window,
        match_faces=match_faces,
        on_ticket=observation.on_ticket,
        take_typed=lambda text: desk_is_open() and vaccination.takes_scan(text, "typed"),
    )
    strip = StripPresenter(tools, window.show_watch, window.show_sync)
    return Rooms(
        shell=shell,
        strip=strip,
        today=today,
        vaccination=vaccination,
        observation=observation,
        aftermath=aftermath,
        system=system,
        rules=furnish_rules(window, tools, stick),
        cards=cards,
        stock=stock,
        day_start=beginning,
        sync=sync,
        printing=printing,
        booklets=booklets,
        certificates=furnish_certificates(printing, tools, stick),
    )
