"""The running program: the window, the open clinic behind it, and how they are tied together."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from clinic_app.app.background_jobs import BackgroundJobs
from clinic_app.app.bootstrap import Rooms, furnish
from clinic_app.app.open_clinic import OpenClinic
from clinic_app.devices.identity import new_id
from clinic_app.domain.clinic_time import local_time
from clinic_app.gui.background import GuiThread
from clinic_app.gui.crash import describe
from clinic_app.gui.faces import LockCount, Tone, UserFace
from clinic_app.gui.main_window import MainWindow
from clinic_app.gui.presenter_tools import PresenterTools
from clinic_app.gui.wording import scans as wording
from clinic_app.gui.wording import shell as shell_wording
from clinic_app.services.failures import WishRefused
from clinic_app.services.observation import WatchState, board
from clinic_app.services.sign_in import UnknownUser, WrongPassword, door, unlock
from clinic_app.services.sync import sync_state
from clinic_app.services.today import day_at_a_glance

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from clinic_app.devices.clock import Clock
    from clinic_app.records.key_slots import OpenKeys
    from clinic_app.services.premises import Premises

MOST_IN_BADGE = 999
_LOG = logging.getLogger("clinic_app")


def short_count(count: int) -> str:
    """Return the count as it fits a badge of the rail: nothing for 0, 999+ from a thousand on."""
    return "" if count == 0 else str(count) if count <= MOST_IN_BADGE else f"{MOST_IN_BADGE}+"


class Program:
    """One clinic, one window. It opens the clinic at the first sign-in and closes it when the window closes."""

    def __init__(self, premises: Premises, clock: Clock, *, stick: Path | None = None) -> None:
        self._premises = premises
        self._clock = clock
        self._stick = stick
        self._door = door(premises)
        self._gui = GuiThread()
        self._jobs = BackgroundJobs(self._gui.post)
        self._clinic: OpenClinic | None = None
        self._rooms: Rooms | None = None
        self._user_id = ""
        self.window = MainWindow(self._local_now, clinic=self._door.clinic_name, practice=self._door.practice)
        self._show_users()
        self._wire()
        self.window.lock()

    def close(self) -> None:
        """Stop a running export, finish what was wished, and close the clinic."""
        if self._rooms is not None:
            self._rooms.sync.stop()
        self._jobs.close()
        if self._clinic is not None:
            self._clinic.close()

    # -- going from room to room (gui.presenter_tools.Navigation)

    def open_room(self, key: str) -> None:
        """Show a room."""
        self.window.open_room(key)

    def show_card(self, person_id: str) -> None:
        """Open the person's card."""
        if self._rooms is not None:
            self._rooms.cards.show_person(person_id)
            self.window.open_room("cards")

    def new_record(self) -> None:
        """Open the form of a new file (F3)."""
        if self._rooms is not None:
            self.window.open_room("cards")
            self._rooms.cards.open_form()

    def start_visit(self, person_id: str, scanned: str = "") -> None:
        """Take the person to the vaccination desk."""
        if self._rooms is not None:
            self._rooms.vaccination.start_visit(person_id, scanned)
            self.window.open_room("vaccination")

    # -- signing in

    def _on_sign_in(self, user_id: str, password: str) -> None:
        self.window.sign_in_page.show_busy(True)
        self._jobs.run(
            lambda: unlock(self._premises, user_id, password),
            lambda keys: self._on_unlocked(user_id, keys),  # type: ignore[arg-type]  # unlock gives OpenKeys
            self._on_sign_in_failed,
        )

    def _on_unlocked(self, user_id: str, keys: OpenKeys) -> None:
        self._user_id = user_id
        if self._clinic is None:
            self._clinic = OpenClinic(self._premises, keys, user_id, self._clock, self._gui.post)
            self._clinic.start(self._on_opened, self._on_sign_in_failed)
        else:
            self._clinic.change_user(user_id, self._enter, self._failed)

    def _on_opened(self) -> None:
        if self._clinic is None:
            return
        tools = PresenterTools(
            reader=self._clinic.reader,
            writer=self._clinic,
            prompter=self.window.prompter,
            navigation=self,
            announce=self._announce,
            mint=new_id,
            background=self._jobs.run,
            failed=self._failed,
        )
        self._rooms = furnish(self.window, tools, self._stick)
        self._wire_rooms(self._rooms)
        self.window.open_room("today")
        self._clinic.bring_due_lists_up_to_date(lambda: self._announce(frozenset({"due"})), self._failed)
        self._enter()

    def _enter(self) -> None:
        user = next(tile for tile in self._door.users if tile.user_id == self._user_id)
        self.window.set_user(user.name, wording.ROLES.get(user.role, ""))
        self._show_users()
        self.window.unlock()
        self._announce(frozenset({"visit", "sync"}))

    def _on_sign_in_failed(self, error: Exception) -> None:
        if isinstance(error, WrongPassword | UnknownUser):
            self.window.sign_in_page.show_error(wording.WRONG_PASSWORD)
            return
        if self._rooms is None and self._clinic is not None:
            self._clinic.close()
            self._clinic = None
        _LOG.error("%s", describe(type(error), error.__traceback__))
        sentences = {"NewerSchema": wording.NEWER_PROGRAM, "DatabaseMissing": wording.DATABASE_MISSING}
        self.window.sign_in_page.show_error(sentences.get(type(error).__name__, wording.CANNOT_OPEN))

    def _on_lock(self) -> None:
        if self._clinic is None:
            return
        self._clinic.note_locked(self._failed)
        waiting = len(day_at_a_glance(self._clinic.reader).waiting)
        kept = wording.KEPT_VISITS.format(count=waiting) if waiting else ""
        self.window.sign_in_page.show_locked(wording.LOCKED_WHY, kept)
        self._show_lock_counts()
        self.window.lock()

    def _show_users(self) -> None:
        faces = (
            UserFace(tile.user_id, tile.name, wording.ROLES.get(tile.role, ""), tile.user_id == self._user_id)
            for tile in self._door.users
        )
        self.window.sign_in_page.show_users(tuple(faces))

    def _show_lock_counts(self) -> None:
        if self._clinic is None:
            return
        states = [watch.state for watch in board(self._clinic.reader)]
        free, late = states.count(WatchState.MAY_LEAVE), states.count(WatchState.UNCONFIRMED)
        unsent = sync_state(self._clinic.reader).unsent
        counts = (
            LockCount("timer", wording.WATCHING, wording.PEOPLE.format(count=len(states))),
            LockCount("circle-check", wording.MAY_LEAVE_COUNT, wording.PEOPLE.format(count=free)),
            LockCount("circle-x", wording.UNCONFIRMED, wording.PEOPLE.format(count=late), late > 0),
            LockCount("cloud-off", wording.UNSENT, wording.ENTRIES.format(count=unsent)),
        )
        self.window.sign_in_page.panel.show_counts(counts)

    # -- wiring

    def _wire(self) -> None:
        self.window.sign_in_page.sign_in_wished.connect(self._on_sign_in)
        self.window.sign_in_page.recovery_wished.connect(self._on_recovery)
        self.window.lock_wished.connect(self._on_lock)
        self.window.user_wished.connect(self._on_lock)

    def _wire_rooms(self, rooms: Rooms) -> None:
        window = self.window
        window.search_changed.connect(rooms.shell.on_search)
        window.search_entered.connect(rooms.shell.on_entered)
        window.match_chosen.connect(rooms.shell.on_match)
        window.scan_unclaimed.connect(rooms.shell.on_scan)
        window.new_record_wished.connect(self.new_record)
        window.masked.connect(rooms.shell.mask)
        window.scan_while_locked.connect(self._on_scan_while_locked)
        window.ticked.connect(rooms.strip.on_tick)
        window.ticked.connect(rooms.observation.on_tick)
        window.ticked.connect(rooms.sync.on_tick)
        window.ticked.connect(self._on_tick)

    def _on_tick(self) -> None:
        if self.window.is_locked():
            self._show_lock_counts()

    def _on_recovery(self, _user_id: str) -> None:
        self.window.sign_in_page.show_answer(wording.RECOVERY_HOW, wording.RECOVERY_TODO, Tone.GREY)

    def _on_scan_while_locked(self, code: str) -> None:
        if self._rooms is not None:
            self.window.sign_in_page.show_answer(*self._rooms.shell.answer_while_locked(code))

    def _announce(self, kinds: frozenset[str]) -> None:
        self.window.announce(kinds)
        if self._rooms is not None:
            self._rooms.strip.refresh()
            unsent = sync_state(self._clinic.reader).unsent if self._clinic else 0
            self.window.show_badge("sync", short_count(unsent))
        if self._clinic is not None and self._clinic.copy_problem() is not None:
            self.window.prompter.tell(wording.COPY_PROBLEM, wording.COPY_PROBLEM_TODO, Tone.AMBER)

    def _failed(self, error: Exception) -> None:
        _LOG.error("%s", describe(type(error), error.__traceback__))
        known = isinstance(error, WishRefused)
        todo = shell_wording.MISHAP_TODO if not known else type(error).__name__
        self.window.prompter.tell(shell_wording.MISHAP, todo, Tone.RED)

    def _local_now(self) -> datetime:
        return local_time(self._clock.now())
