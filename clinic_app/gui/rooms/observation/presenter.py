"""The observation room's mind: who is watched, who may leave, and how each watch ended. No Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from clinic_app.domain.clinic_time import local_time
from clinic_app.domain.name_mask import masked_name
from clinic_app.domain.scan_code import BookletNumber, ChildCode, CitizenIdCode, TicketCode, read_scan
from clinic_app.gui.faces import Tone
from clinic_app.gui.prompter import TextQuestion
from clinic_app.gui.rooms.observation import faces
from clinic_app.gui.wording import observation as wording
from clinic_app.services.failures import StepSkipped, TooEarlyToLeave
from clinic_app.services.observation import WatchState, board, completion, end_observation, watch_of
from clinic_app.services.reactions import reactions_today
from clinic_app.services.search import person_with_code
from clinic_app.services.visit_wish import VisitOf

if TYPE_CHECKING:
    from collections.abc import Callable

    from clinic_app.domain.scan_code import ScanCode
    from clinic_app.gui.presenter_tools import PresenterTools
    from clinic_app.services.observation import Watch

_CONCERNED = frozenset({"visit", "dose", "person"})
_MAY_GO = (WatchState.MAY_LEAVE, WatchState.UNCONFIRMED)


class ObservationView(Protocol):
    """What the presenter asks of the room."""

    def show_room(self, face: faces.RoomFace) -> None:
        """Show the room as it is now."""

    def focus_tile(self, key: str) -> None:
        """Put the focus on one child."""


class ObservationPresenter:
    """Shows who is being watched and lets a nurse send a child home.

    The board is read when something was written; in between every second is computed from the stored moments alone.
    """

    def __init__(self, tools: PresenterTools) -> None:
        self._tools = tools
        self._view: ObservationView | None = None
        self._watches: list[Watch] = []
        self._chosen = ""
        self._masked = False
        self._underway: set[str] = set()
        self._just_left = False
        self._percent = self._counts = ""
        self._reactions: tuple[tuple[str, str, str], ...] = ()

    def show_on(self, view: ObservationView) -> None:
        """Take the room that shows it."""
        self._view = view

    @property
    def chosen(self) -> str:
        """Return the key of the child in hand, empty when nobody is watched."""
        return self._chosen

    def refresh(self) -> None:
        """Read the board again."""
        reader = self._tools.reader
        place = next((n for n, watch in enumerate(self._watches) if watch.visit.visit_id == self._chosen), 0)
        self._watches = board(reader)
        self._keep_choice(place)
        self._percent, self._counts = faces.completion_words(completion(reader))
        self._reactions = tuple(
            (f"{local_time(line.at):%H:%M}", line.name, line.words) for line in reactions_today(reader)
        )
        self._show()

    def on_tick(self) -> None:
        """Count one second on."""
        self._just_left = False
        now = self._tools.reader.clock.now()
        self._watches = [watch_of(watch.visit, now) for watch in self._watches]
        self._show()

    def on_changed(self, kinds: frozenset[str]) -> None:
        """Read again when visits, doses or names changed."""
        if kinds & _CONCERNED:
            self.refresh()

    def on_masked(self, masked: bool) -> None:
        """Hide or show names."""
        self._masked = masked
        self._show()

    def choose(self, key: str) -> None:
        """Take one child in hand: the bar speaks of it."""
        if key != self._chosen:
            self._chosen = key
            self._show()

    def on_ticket(self, ticket: str) -> None:
        """Answer an exit scan, from whatever room it came: green to leave, or how many minutes remain."""
        self.refresh()
        watch = next((watch for watch in self._watches if watch.visit.ticket == ticket), None)
        if watch is None:
            sentence = wording.UNKNOWN_TICKET.format(ticket=ticket)
            self._tools.prompter.tell(sentence, wording.UNKNOWN_TICKET_TODO, Tone.AMBER)
            return
        self._answer_scan(watch)

    def takes_scan(self, raw: str) -> bool:
        """Answer a slip, or the booklet of a child that is being watched; False when it is something else."""
        scan = read_scan(raw)
        if isinstance(scan, TicketCode):
            self.on_ticket(scan.ticket)
            return True
        watch = self._watch_of_code(scan)
        if watch is not None:
            self._answer_scan(watch)
        return watch is not None

    def leave(self, key: str = "") -> None:
        """Confirm that a child leaves after 30 minutes; refused with the minutes before."""
        watch = self._watch(key or self._chosen)
        if watch is None or self._just_left:
            return  # a second press within the same second is meant for the child that has just left
        if watch.state not in _MAY_GO:
            self._tell_wait(watch)
            return
        name = self._name(watch)
        self._end(watch, "normal", "", lambda: self._told(wording.LEFT.format(name=name), tone=Tone.GREEN))

    def leave_early(self) -> None:
        """Ask why a child leaves before the time, and write it."""
        watch = self._watch(self._chosen)
        if watch is None:
            return
        name = self._name(watch)
        question = TextQuestion(
            title=wording.EARLY_TITLE.format(name=name),
            sentence=wording.EARLY_SENTENCE.format(minutes=max(0, wording.minutes_up(watch.seconds_left))),
            label=wording.EARLY_LABEL,
            accept=wording.EARLY_ACCEPT,
            suggestions=wording.EARLY_SUGGESTIONS,
        )
        told = wording.LEFT_EARLY.format(name=name)
        self._tools.prompter.ask_text(
            question, lambda reason: self._end(watch, "left_early", reason, lambda: self._told(told, tone=Tone.AMBER))
        )

    def react(self) -> None:
        """Ask what happened to the child, and write it."""
        watch = self._watch(self._chosen)
        if watch is None:
            return
        name = self._name(watch)
        question = TextQuestion(
            title=wording.REACT_TITLE.format(name=name),
            sentence=wording.REACT_SENTENCE,
            label=wording.REACT_LABEL,
            accept=wording.REACT_ACCEPT,
            suggestions=wording.REACT_SUGGESTIONS,
            tone=Tone.RED,
        )
        told = wording.REACTED.format(name=name)
        self._tools.prompter.ask_text(
            question,
            lambda words: self._end(
                watch, "reaction", words, lambda: self._told(told, wording.REACTED_TODO, tone=Tone.AMBER)
            ),
        )

    def _end(self, watch: Watch, outcome: str, reason: str, then: Callable[[], None]) -> None:
        """Write how the watch ended, once."""
        key = watch.visit.visit_id
        if key in self._underway:
            return
        self._underway.add(key)
        which = VisitOf(person_id=watch.visit.person_id, visit_id=key, draft=self._tools.mint())

        def done(_visit: object) -> None:
            self._underway.discard(key)
            self._just_left = True
            self._tools.announce(frozenset({"visit"}))
            then()

        def failed(error: Exception) -> None:
            self._underway.discard(key)
            self._on_refused(watch, error)

        self._tools.writer.submit(lambda desk: end_observation(desk, which, outcome, reason), done, failed)

    def _on_refused(self, watch: Watch, error: Exception) -> None:
        """Say why it was not written, and show what is true."""
        self.refresh()
        if isinstance(error, TooEarlyToLeave):
            self._tell_wait(watch)
        elif isinstance(error, StepSkipped):
            self._told(wording.ENDED_MEANWHILE.format(name=self._name(watch)), tone=Tone.AMBER)
        else:
            self._tools.failed(error)

    def _answer_scan(self, watch: Watch) -> None:
        """Go to the child that may leave; tell of the one that must wait where the nurse is."""
        self._chosen = watch.visit.visit_id
        self._just_left = False
        if watch.state in _MAY_GO:
            self._tools.navigation.open_room("observation")
            name = self._name(watch)
            self._told(wording.SCAN_FREE.format(name=name), wording.SCAN_FREE_TODO, tone=Tone.GREEN)
        else:
            self._tell_wait(watch)
        self._show()
        if self._view is not None:
            self._view.focus_tile(self._chosen)

    def _tell_wait(self, watch: Watch) -> None:
        """Say how many minutes remain."""
        minutes = wording.minutes_up(watch.seconds_left)
        sentence = wording.SCAN_WAIT.format(name=self._name(watch), minutes=minutes)
        self._told(sentence, wording.SCAN_WAIT_TODO.format(moment=faces.free_at(watch)), tone=Tone.AMBER)

    def _told(self, sentence: str, todo: str = "", *, tone: Tone) -> None:
        self._tools.prompter.tell(sentence, todo, tone)

    def _watch_of_code(self, scan: ScanCode) -> Watch | None:
        """Return the watch of the child whose booklet this is."""
        code = _person_code(scan)
        ids = {person.person_id for person in person_with_code(self._tools.reader, code)} if code else set()
        return next((watch for watch in self._watches if watch.visit.person_id in ids), None)

    def _watch(self, key: str) -> Watch | None:
        return next((watch for watch in self._watches if watch.visit.visit_id == key), None)

    def _name(self, watch: Watch) -> str:
        return faces.name_of(watch, masked=self._masked)

    def _keep_choice(self, place: int) -> None:
        """Stay with the chosen child; when it has gone, take the one that now stands in its place."""
        if self._watch(self._chosen) is None:
            last = len(self._watches) - 1
            self._chosen = self._watches[min(place, last)].visit.visit_id if self._watches else ""

    def _show(self) -> None:
        """Hand the room its face."""
        if self._view is None:
            return
        reader = self._tools.reader
        today = reader.clock.today()
        chosen = self._watch(self._chosen)
        self._view.show_room(
            faces.RoomFace(
                tiles=tuple(faces.tile(watch, reader.rules, today, masked=self._masked) for watch in self._watches),
                chips=faces.count_chips(self._watches),
                percent=self._percent,
                counts=self._counts,
                bar=faces.bar(chosen, masked=self._masked) if chosen else None,
                reactions=tuple(self._reaction(*line) for line in self._reactions),
            )
        )

    def _reaction(self, moment: str, name: str, words: str) -> str:
        shown = masked_name(name) if self._masked else name
        return wording.REACTION_LINE.format(moment=moment, name=shown, words=words)


def _person_code(scan: ScanCode) -> str:
    """Return the code a booklet is found by, empty when the scan is no booklet."""
    if isinstance(scan, ChildCode):
        return scan.code
    if isinstance(scan, BookletNumber):
        return scan.number
    return scan.citizen_id.number if isinstance(scan, CitizenIdCode) else ""
