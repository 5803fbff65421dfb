"""The rooms of what follows the needle, which stand under others in the rail, and the way back from them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from clinic_app.gui.room import RoomCard
from clinic_app.gui.rooms.aefi.presenter import AefiPresenter
from clinic_app.gui.rooms.aefi.view import AefiRoom
from clinic_app.gui.rooms.emergency.presenter import EmergencyPresenter
from clinic_app.gui.rooms.emergency.view import EmergencyRoom
from clinic_app.gui.widgets.verdict import Verdict

if TYPE_CHECKING:
    from clinic_app.gui.main_window import MainWindow
    from clinic_app.gui.presenter_tools import PresenterTools
    from clinic_app.gui.rooms.observation.presenter import ObservationPresenter

HOME = "observation"
EMERGENCY_KEY = "Ctrl+E"


@dataclass(frozen=True, slots=True)
class AftermathRooms:
    """Their presenters, and where each was entered from."""

    window: MainWindow
    aefi: AefiPresenter
    emergency: EmergencyPresenter
    verdict: Verdict
    came_from: dict[str, str]

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
    verdict = Verdict(window)
    observation.show_verdict = verdict.show_verdict
    window.ticked.connect(verdict.on_tick)
    window.ticked.connect(aefi_room.on_tick)
    return AftermathRooms(window=window, aefi=aefi, emergency=emergency, verdict=verdict, came_from={})
