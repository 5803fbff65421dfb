"""What lies behind the sign-in page: the open clinic and its rooms; imported while the nurse types her password."""

from __future__ import annotations

import logging
from functools import partial
from typing import TYPE_CHECKING

from clinic_app.app.bootstrap import Rooms, furnishing
from clinic_app.app.in_steps import in_steps
from clinic_app.devices.identity import new_id
from clinic_app.gui.crash import describe
from clinic_app.gui.faces import LockCount, Tone
from clinic_app.gui.presenter_tools import PresenterTools
from clinic_app.gui.rooms.observation.exit_scan import verdict_while_locked
from clinic_app.gui.wording import scans as wording
from clinic_app.gui.wording import shell as shell_wording
from clinic_app.gui.wording.failures import failure_words
from clinic_app.services.failures import WishRefused
from clinic_app.services.observation import WatchState, board
from clinic_app.services.print_jobs import to_look_at
from clinic_app.services.slips import get_ready_to_print
from clinic_app.services.sync import sync_state
from clinic_app.services.today import day_at_a_glance

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from clinic_app.app.background_jobs import BackgroundJobs
    from clinic_app.app.open_clinic import OpenClinic
    from clinic_app.gui.main_window import MainWindow
    from clinic_app.services.writer import Post

MOST_IN_BADGE = 999
_LOG = logging.getLogger("clinic_app")


def short_count(count: int) -> str:
    """Return the count as it fits a badge of the rail: nothing for 0, 999+ from a thousand on."""
    return "" if count == 0 else str(count) if count <= MOST_IN_BADGE else f"{MOST_IN_BADGE}+"


def _note_only(error: Exception) -> None:
    """Leave what could not be made ready to whoever needs it: the nurse is told then."""
    _LOG.error("%s", describe(type(error), error.__traceback__))


class Indoors:
    """The open clinic with its rooms in the window, from the first sign-in until the window closes."""

    def __init__(
        self, window: MainWindow, clinic: OpenClinic, jobs: BackgroundJobs, stick: Path | None, post: Post
    ) -> None:
        self._window = window
        self._post = post
        self._clinic = clinic
        self._jobs = jobs
        self._stick = stick
        self._rooms: Rooms | None = None

    @property
    def is_furnished(self) -> bool:
        """Tell whether the clinic was opened and its rooms stand."""
        return self._rooms is not None

    def open(self, opened: Callable[[], None], failed: Callable[[Exception], None]) -> None:
        """Open the database, then put the rooms into the window, one after the other."""

        def furnished(rooms: Rooms) -> None:
            self._take(rooms)
            opened()
            self._begin_day()

        def go_on() -> None:
            in_steps(furnishing(self._window, self._tools(), self._stick), self._post, furnished, failed)

        self._clinic.start(go_on, failed)

    def change_user(self, user_id: str, then: Callable[[], None]) -> None:
        """Write what follows in the name of another user; the same one coming back finds all as she left it."""
        former = self._clinic.user_id

        def changed() -> None:
            if self._rooms is not None and user_id != former:
                self._rooms.vaccination.on_user_changed(user_id)
            then()
            self._begin_day()

        self._clinic.change_user(user_id, changed, self._failed)

    def note(self, action: str, what: str) -> None:
        """Write into the access log what happened at the door."""
        self._clinic.submit(lambda desk: desk.note_access(action, what), lambda _: None, self._failed)

    def stop(self) -> None:
        """Stop a running export and begin no further paper; the background is waited for before `close`."""
        if self._rooms is not None:
            self._rooms.sync.stop()
            self._rooms.rules.stop()
            self._rooms.printing.dispatcher.stop()

    def close(self) -> None:
        """Finish what was wished, keep what was typed, and close the clinic."""
        if self._rooms is not None:
            self._rooms.vaccination.on_tick()
            self._rooms.cards.new_record.on_tick()
        self._clinic.close()

    # -- going from room to room (gui.presenter_tools.Navigation)

    def open_room(self, key: str) -> None:
        """Show a room."""
        if self._rooms is not None:
            self._rooms.aftermath.enter(key)

    def show_card(self, person_id: str) -> None:
        """Open the person's card."""
        if self._rooms is not None:
            self._rooms.cards.show_person(person_id)
            self._window.open_room("cards")

    def new_record(self) -> None:
        """Open the form of a new file (F3)."""
        if self._rooms is not None:
            self._window.open_room("cards")
            self._rooms.cards.open_form()

    def start_visit(self, person_id: str, scanned: str = "") -> None:
        """Take the person to the vaccination desk."""
        if self._rooms is not None and self._rooms.day_start.comes_before(
            partial(self.start_visit, person_id, scanned)
        ):
            self._window.open_room("day_start")
        elif self._rooms is not None:
            self._rooms.vaccination.start_visit(person_id, scanned)
            self._window.open_room("vaccination")

    def record_reaction(self, person_id: str, visit_id: str = "", aefi_id: str = "") -> None:
        """Open the record of an adverse event."""
        if self._rooms is not None:
            self._rooms.aftermath.record_reaction(person_id, visit_id, aefi_id)

    def show_emergency(self, person_id: str = "") -> None:
        """Show the emergency card."""
        if self._rooms is not None:
            self._rooms.aftermath.show_emergency(person_id)

    def print_booklet(self, person_id: str) -> None:
        """Open the person's paper booklet."""
        if self._rooms is not None:
            self._rooms.booklets.booklet.open(person_id)
            self._rooms.aftermath.enter("booklet")

    def make_certificate(self, person_id: str) -> None:
        """Open the papers that can be made for the person."""
        if self._rooms is not None:
            self._rooms.certificates.open(person_id)
            self._rooms.aftermath.enter("certificates")

    def show_certificate(self, number: str) -> bool:
        """Open a certificate that was issued here."""
        if self._rooms is None or not self._rooms.certificates.open_number(number):
            return False
        self._rooms.aftermath.enter("certificates")
        return True

    def go_back(self) -> None:
        """Return to the room from which the open page was entered."""
        if self._rooms is not None:
            self._rooms.aftermath.go_back()

    # -- what the shell shows

    def announce(self, kinds: frozenset[str]) -> None:
        """Let every room and the strip read again what changed."""
        self._window.announce(kinds)
        if self._rooms is not None:
            self._rooms.strip.refresh()
            self._window.show_badge("print_center", short_count(to_look_at(self._clinic.reader)))
            self._window.show_badge("sync", short_count(sync_state(self._clinic.reader).unsent))
        if self._clinic.copy_problem() is not None:
            self._window.prompter.tell(wording.COPY_PROBLEM, wording.COPY_PROBLEM_TODO, Tone.AMBER)

    def _begin_day(self) -> None:
        """Ask for today's date when nobody has confirmed it here yet."""
        if self._rooms is not None and self._rooms.day_start.is_needed():
            self._window.open_room("day_start")

    def _on_lock(self) -> None:
        self._clinic.note_locked(self._failed)
        waiting = len(day_at_a_glance(self._clinic.reader).waiting)
        kept = wording.KEPT_VISITS.format(count=waiting) if waiting else ""
        self._window.sign_in_page.show_locked(wording.LOCKED_WHY, kept)
        self._show_lock_counts()
        self._window.lock()

    def _show_lock_counts(self) -> None:
        states = [watch.state for watch in board(self._clinic.reader)]
        free, late = states.count(WatchState.MAY_LEAVE), states.count(WatchState.UNCONFIRMED)
        unsent = sync_state(self._clinic.reader).unsent
        counts = (
            LockCount("timer", wording.WATCHING, wording.PEOPLE.format(count=len(states))),
            LockCount("circle-check", wording.MAY_LEAVE_COUNT, wording.PEOPLE.format(count=free)),
            LockCount("circle-x", wording.UNCONFIRMED, wording.PEOPLE.format(count=late), late > 0),
            LockCount("cloud-off", wording.UNSENT, wording.ENTRIES.format(count=f"{unsent:,}")),
        )
        self._window.sign_in_page.panel.show_counts(counts)

    def _on_help(self) -> None:
        self._window.prompter.tell(wording.HELP, wording.HELP_TODO)

    def _on_tick(self) -> None:
        if self._window.is_locked():
            self._show_lock_counts()

    def _failed(self, error: Exception) -> None:
        _LOG.error("%s", describe(type(error), error.__traceback__))
        if isinstance(error, WishRefused):
            words = failure_words(error, self._clinic.reader.rules)
            self._window.prompter.tell(words.sentence, words.todo, Tone.AMBER)
        else:
            self._window.prompter.tell(shell_wording.MISHAP, shell_wording.MISHAP_TODO, Tone.RED)

    # -- wiring

    def _tools(self) -> PresenterTools:
        return PresenterTools(
            reader=self._clinic.reader,
            writer=self._clinic,
            prompter=self._window.prompter,
            navigation=self,
            announce=self.announce,
            mint=new_id,
            background=self._jobs.run,
            failed=self._failed,
            user_id=lambda: self._clinic.user_id,
            open_reader=self._clinic.open_reader,
        )

    def _take(self, rooms: Rooms) -> None:
        """Connect the rooms that stand, and take up what was going on."""
        self._rooms = rooms
        self._wire(self._window, rooms)
        rooms.cards.new_record.resume()
        resumed = self._rooms.vaccination.resume(self._clinic.user_id)
        self._window.open_room("vaccination" if resumed else "today")
        self._rooms.today.due.begin()
        self._jobs.run(get_ready_to_print, lambda _: None, _note_only)
        self._rooms.printing.dispatcher.start()

    def _wire(self, window: MainWindow, rooms: Rooms) -> None:
        window.search_changed.connect(rooms.shell.on_search)
        window.search_entered.connect(rooms.shell.on_entered)
        window.match_chosen.connect(rooms.shell.on_match)
        window.scan_unclaimed.connect(rooms.shell.on_scan)
        window.new_record_wished.connect(self.new_record)
        window.help_wished.connect(self._on_help)
        window.masked.connect(rooms.shell.mask)
        window.scan_while_locked.connect(self._on_scan_while_locked)
        window.lock_wished.connect(self._on_lock)
        window.user_wished.connect(self._on_lock)
        window.ticked.connect(rooms.strip.on_tick)
        window.ticked.connect(rooms.today.due.on_tick)
        window.ticked.connect(rooms.observation.on_tick)
        window.ticked.connect(rooms.vaccination.on_tick)
        window.ticked.connect(rooms.cards.new_record.on_tick)
        window.ticked.connect(rooms.sync.on_tick)
        window.ticked.connect(self._on_tick)

    def _on_scan_while_locked(self, code: str) -> None:
        if self._rooms is not None:
            self._rooms.aftermath.verdict.show_verdict(verdict_while_locked(self._clinic.reader, code))
