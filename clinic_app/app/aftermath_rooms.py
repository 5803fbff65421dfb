"""The rooms of what follows the needle, which stand under others in the rail, and the way back from them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence, QShortcut

from clinic_app.gui.room import RoomCard
from clinic_app.gui.rooms.aefi.presenter import AefiPresenter
from clinic_app.gui.rooms.aefi.view import AefiRoom
from clinic_app.gui.rooms.appointments.presenter import AppointmentsPresenter
from clinic_app.gui.rooms.appointments.view import AppointmentsRoom
from clinic_app.gui.rooms.emergency.presenter import EmergencyPresenter
from clinic_app.gui.rooms.emergency.view import EmergencyRoom
from clinic_app.gui.rooms.rules.presenter import RulesPresenter
from clinic_app.gui.rooms.rules.view import RulesRoom
from clinic_app.gui.rooms.system.presenter import SystemPresenter
from clinic_app.gui.rooms.system.view import SystemRoom
from clinic_app.gui.widgets.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from clinic_app.gui.main_window import MainWindow
    from clinic_app.gui.presenter_tools import PresenterTools
    from clinic_app.gui.rooms.observation.presenter import ObservationPresenter

HOME = "observation"
EMERGENCY_KEY = "Ctrl+E"


@dataclass(frozen=True, slots=True)
class AftermathRooms:
    """Their presenters, and the ways between them.

    Attributes:
        came_from: the room each was entered from. in_hand: who is in hand in a room, by its key.
    """

    window: MainWindow
    aefi: AefiPresenter
    emergency: EmergencyPresenter
    appointments: AppointmentsPresenter
    verdict: Verdict
    came_from: dict[str, str] = field(default_factory=dict)
    in_hand: dict[str, Callable[[], str]] = field(default_factory=dict)

    def record_reaction(self, person_id: str, visit_id: str, aefi_id: str) -> None:
        """Open the record of an event: the one named, or a new one."""
        self.enter("aefi")
        if aefi_id:
            self.aefi.open_record(person_id, aefi_id)
        else:
            self.aefi.open_new(person_id, visit_id)

    def show_emergency(self, person_id: str) -> None:
        """Show the emergency card."""
        self.emergency.open(person_id)
        self.enter("emergency")

    def emergency_key(self) -> None:
        """Answer Ctrl+E from any room: the card of whoever is in hand there; not over a question, not while locked."""
        open_now = self.window.workplace.room()
        if self.window.is_locked() or self.window.prompter.is_open() or open_now is None or open_now.key == "emergency":
            return
        person_of = self.in_hand.get(open_now.key)
        self.show_emergency(person_of() if person_of is not None else "")

    def enter(self, key: str) -> None:
        """Show a room and remember where it was entered from."""
        open_now = self.window.workplace.room()
        if open_now is not None and open_now.key != key:
            self.came_from[key] = open_now.key
        self.window.open_room(key)

    def go_back(self) -> None:
        """Return to where the open room was entered from."""
        open_now = self.window.workplace.room()
        self.window.open_room(self.came_from.get(open_now.key, HOME) if open_now is not None else HOME)


def furnish_aftermath(window: MainWindow, tools: PresenterTools, observation: ObservationPresenter) -> AftermathRooms:
    """Build the rooms and put them under those they belong to."""
    aefi, emergency = AefiPresenter(tools), EmergencyPresenter(tools)
    aefi_room, emergency_room = AefiRoom(aefi), EmergencyRoom(emergency)
    for room in (aefi_room, emergency_room):
        window.add_room(RoomCard(room.key, room.title, room.icon, room, HOME))
    appointments = AppointmentsPresenter(tools)
    appointments_room = AppointmentsRoom(appointments)
    window.add_room(
        RoomCard(appointments_room.key, appointments_room.title, appointments_room.icon, appointments_room, "today")
    )
    verdict = Verdict(window)
    observation.show_verdict = verdict.show_verdict
    window.ticked.connect(verdict.on_tick)
    window.routes.moved_on.connect(verdict.leave)
    window.ticked.connect(aefi_room.on_tick)
    rooms = AftermathRooms(
        window=window,
        aefi=aefi,
        emergency=emergency,
        appointments=appointments,
        verdict=verdict,
        in_hand={"observation": lambda: observation.person_in_hand, "aefi": lambda: aefi.record.person_id},
    )
    shortcut = QShortcut(QKeySequence(EMERGENCY_KEY), window)
    shortcut.setAutoRepeat(False)
    shortcut.activated.connect(rooms.emergency_key)
    return rooms


def furnish_system(window: MainWindow, tools: PresenterTools) -> SystemPresenter:
    """Build the system room, the last of the rail."""
    system = SystemPresenter(tools)
    room = SystemRoom(system)
    window.add_room(RoomCard(room.key, room.title, room.icon, room))
    return system


def furnish_rules(window: MainWindow, tools: PresenterTools, stick: Path | None) -> RulesPresenter:
    """Build the page of rules, under the system room."""
    rules = RulesPresenter(tools, stick)
    room = RulesRoom(rules)
    window.add_room(RoomCard(room.key, room.title, room.icon, room, "system"))
    return rules
