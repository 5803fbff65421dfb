"""The rooms of the program: one line a room. To add a room, write it under gui/rooms and name it here."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from clinic_app.app.aftermath_rooms import AftermathRooms, furnish_aftermath, furnish_rules, furnish_system
from clinic_app.app.booklet_rooms import BookletRooms, furnish_booklets
from clinic_app.app.certificate_rooms import furnish_certificates
from clinic_app.app.print_rooms import PrintRooms, furnishing_print_center
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
    from collections.abc import Generator
    from pathlib import Path

    from clinic_app.gui.main_window import MainWindow
    from clinic_app.gui.presenter_tools import PresenterTools
    from clinic_app.gui.room import Room
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


def furnishing(window: MainWindow, tools: PresenterTools, stick: Path | None) -> Generator[None, None, Rooms]:
    """Build every room with its presenter and put it into the rail, in the rail's order: about a room a step."""
    today = TodayPresenter(tools)
    vaccination = VaccinationPresenter(tools)
    observation = ObservationPresenter(tools)
    cards = CardsPresenter(tools)
    stock = StockPresenter(tools)
    beginning = DayStartPresenter(tools)
    sync = SyncPresenter(tools, stick)
    yield from _furnishing_the_desk(window, today, vaccination, observation, cards, stock)
    printing = yield from furnishing_print_center(window, tools)
    booklets = furnish_booklets(printing, tools)
    yield
    _add(window, SyncRoom(sync))
    _add(window, DayStartRoom(beginning), under="today")
    yield
    aftermath = furnish_aftermath(window, tools, observation)
    aftermath.in_hand["vaccination"] = lambda: vaccination.bench.opened.person.id if vaccination.bench.opened else ""
    yield
    system = furnish_system(window, tools)
    yield
    rules = furnish_rules(window, tools, stick)
    yield
    certificates = furnish_certificates(printing, tools, stick)
    yield
    desk_is_open = partial(window.workplace.is_open, VaccinationRoom.key)
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
        rules=rules,
        cards=cards,
        stock=stock,
        day_start=beginning,
        sync=sync,
        printing=printing,
        booklets=booklets,
        certificates=certificates,
    )


def _furnishing_the_desk(
    window: MainWindow,
    today: TodayPresenter,
    vaccination: VaccinationPresenter,
    observation: ObservationPresenter,
    cards: CardsPresenter,
    stock: StockPresenter,
) -> Generator[None, None, None]:
    """Put the rooms of the daily work into the rail, one a step."""
    today_room = TodayRoom(today)
    today_room.new_record_wished.connect(window.new_record_wished)
    window.ticked.connect(today_room.on_tick)
    _add(window, today_room)
    yield
    _add(window, VaccinationRoom(vaccination))
    yield
    _add(window, ObservationRoom(observation))
    yield
    _add(window, CardsRoom(cards))
    yield
    stock_room = StockRoom(stock)
    window.ticked.connect(stock_room.on_tick)
    _add(window, stock_room)
    yield


def _add(window: MainWindow, room: Room, *, under: str = "") -> None:
    window.add_room(RoomCard(room.key, room.title, room.icon, room, under))
