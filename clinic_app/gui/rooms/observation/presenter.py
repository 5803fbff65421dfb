"""The observation room's mind: who is watched, who may leave, and who reacted. No Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from clinic_app.domain.clinic_time import local_time
from clinic_app.domain.name_mask import masked_name
from clinic_app.domain.scan_code import TicketCode, UnknownScan, read_scan
from clinic_app.gui.error_form import ErrorForm
from clinic_app.gui.rooms.observation import faces
from clinic_app.gui.rooms.observation.endings import Endings
from clinic_app.gui.rooms.observation.exit_scan import verdict_face
from clinic_app.gui.wording import observation as wording
from clinic_app.services.aefi import open_aefis, reactions_to_write
from clinic_app.services.observation import (
    Exit,
    WatchState,
    board,
    completion,
    exit_answer,
    exit_with_ticket,
    watch_of,
)
from clinic_app.services.reactions import reactions_today

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from clinic_app.gui.faces import VerdictFace
    from clinic_app.gui.presenter_tools import PresenterTools
    from clinic_app.services.aefi import UnwrittenReaction
    from clinic_app.services.observation import ExitAnswer, Watch

_CONCERNED = frozenset({"visit", "dose", "person", "aefi"})
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

    Attributes:
        show_verdict: shows the answer to an exit scan large, over whatever room is open.
    """

    def __init__(self, tools: PresenterTools) -> None:
        self._tools = tools
        self._view: ObservationView | None = None
        self._watches: list[Watch] = []
        self._unwritten: list[UnwrittenReaction] = []
        self._report_by: tuple[datetime, ...] = ()
        self._chosen = ""
        self._percent = self._counts = ""
        self._reactions: tuple[tuple[str, str, str], ...] = ()
        self._endings = Endings(tools, self.refresh)
        self._errors = ErrorForm(tools, lambda name: faces.name_shown(name, masked=self._endings.masked))
        self.show_verdict: Callable[[VerdictFace], None] = self._tell_verdict

    def show_on(self, view: ObservationView) -> None:
        """Take the room that shows it."""
        self._view = view

    @property
    def chosen(self) -> str:
        """Return the key of the child in hand, empty when nobody is watched."""
        return self._chosen

    @property
    def person_in_hand(self) -> str:
        """Return whose child is in hand, empty when nobody is."""
        watch, reaction = self._watch(self._chosen), self._reaction_in_hand()
        return watch.visit.person_id if watch else reaction.line.person_id if reaction else ""

    def refresh(self) -> None:
        """Read the board again."""
        reader = self._tools.reader
        place = self._keys().index(self._chosen) if self._chosen in self._keys() else 0
        self._watches = board(reader)
        self._unwritten = reactions_to_write(reader)
        self._report_by = tuple(each.line.report_by for each in open_aefis(reader))
        self._keep_choice(place)
        self._percent, self._counts = faces.completion_words(completion(reader))
        self._reactions = tuple(
            (f"{local_time(line.at):%H:%M}", line.name, line.words) for line in reactions_today(reader)
        )
        self._show()

    def on_tick(self) -> None:
        """Count one second on."""
        self._endings.just_left = False
        now = self._tools.reader.clock.now()
        self._watches = [watch_of(watch.visit, now) for watch in self._watches]
        self._show()

    def on_changed(self, kinds: frozenset[str]) -> None:
        """Read again when visits, doses or names changed."""
        if kinds & _CONCERNED:
            self.refresh()

    def on_masked(self, masked: bool) -> None:
        """Hide or show names."""
        self._endings.masked = masked
        self._show()

    def choose(self, key: str) -> None:
        """Take one child in hand: the bar speaks of it."""
        if key != self._chosen:
            self._chosen = key
            self._show()

    def on_ticket(self, ticket: str) -> None:
        """Answer an exit scan, from whatever room it came: green to leave, or how many minutes remain."""
        self.refresh()
        self._answer_scan(exit_with_ticket(self._tools.reader, ticket))

    def takes_scan(self, raw: str) -> bool:
        """Answer a slip, or the booklet of a child that is being watched; False when it is something else."""
        scan = read_scan(raw)
        if isinstance(scan, TicketCode):
            self.on_ticket(scan.ticket)
            return True
        if isinstance(scan, UnknownScan):
            return False
        answer = exit_answer(self._tools.reader, scan)
        if answer.exit in (Exit.UNKNOWN, Exit.NOT_YET, Exit.LEFT):
            return False  # nobody who is watched: the booklet opens a visit
        self._answer_scan(answer)
        return True

    def leave(self, key: str = "") -> None:
        """Confirm that a child leaves after the time; refused with the minutes before."""
        watch = self._watch(key or self._chosen)
        if watch is None or self._endings.just_left:
            return  # a second press within the same second is meant for the child that has just left
        if watch.state in _MAY_GO:
            self._endings.leave(watch)
        else:
            self._endings.tell_wait(watch)

    def leave_early(self) -> None:
        """Ask why a child leaves before the time; for one that was gone, what was found out; for a reaction, later."""
        watch, reaction = self._watch(self._chosen), self._reaction_in_hand()
        if watch is not None:
            self._endings.leave_early(watch)
        elif reaction is not None:
            self._endings.write_later(reaction)

    def react(self) -> None:
        """Ask what happened to the child; for a reaction that was told, open its record."""
        watch, reaction = self._watch(self._chosen), self._reaction_in_hand()
        if watch is not None:
            self._endings.react(watch)
        elif reaction is not None:
            self._tools.navigation.record_reaction(reaction.line.person_id, reaction.line.visit_id)

    def extend(self) -> None:
        """Ask for how long the child is to be watched longer."""
        watch = self._watch(self._chosen)
        if watch is not None:
            self._endings.extend(watch)

    def already_wrong(self) -> None:
        """Open the form 已经打错了 for the child in hand (F10)."""
        watch = self._watch(self._chosen)
        if watch is not None:
            self._errors.ask(watch.visit.person_id, watch.visit.visit_id)

    def show_emergency(self) -> None:
        """Show the emergency card, for the child in hand."""
        self._tools.navigation.show_emergency(self.person_in_hand)

    def show_reports(self) -> None:
        """Open the list of adverse events with their deadlines."""
        self._tools.navigation.open_room("aefi")

    def _answer_scan(self, answer: ExitAnswer) -> None:
        """Show the answer large; go to the child that may leave, and stay where the nurse is for one that must wait."""
        watch = answer.watch
        if watch is not None:
            self._chosen = watch.visit.visit_id
            self._endings.just_left = False
        if answer.exit is Exit.MAY_LEAVE:
            self._tools.navigation.open_room("observation")
        self.show_verdict(verdict_face(answer, masked=self._endings.masked))
        self._show()
        if self._view is not None and watch is not None:
            self._view.focus_tile(self._chosen)

    def _tell_verdict(self, face: VerdictFace) -> None:
        """Say it as a notice where nothing larger is at hand."""
        self._tools.prompter.tell(f"{face.who} {face.verdict}".strip(), face.todo, face.tone)

    def _keys(self) -> list[str]:
        """Return the tiles in their order: reactions in hand first."""
        reacting = [reaction.line.visit_id for reaction in self._unwritten]
        return reacting + [watch.visit.visit_id for watch in self._watches]

    def _watch(self, key: str) -> Watch | None:
        return next((watch for watch in self._watches if watch.visit.visit_id == key), None)

    def _reaction_in_hand(self) -> UnwrittenReaction | None:
        return next((each for each in self._unwritten if each.line.visit_id == self._chosen), None)

    def _keep_choice(self, place: int) -> None:
        """Stay with the chosen child; when it has gone, take the one that now stands in its place."""
        keys = self._keys()
        if self._chosen not in keys:
            self._chosen = keys[min(place, len(keys) - 1)] if keys else ""

    def _show(self) -> None:
        """Hand the room its face."""
        if self._view is None:
            return
        reader, masked = self._tools.reader, self._endings.masked
        now, today = reader.clock.now(), reader.clock.today()
        chosen, reaction = self._watch(self._chosen), self._reaction_in_hand()
        bar = faces.bar(chosen, masked=masked) if chosen else None
        if reaction is not None:
            bar = faces.reaction_bar(reaction, masked=masked)
        reacting = tuple(faces.reaction_tile(each, now, masked=masked) for each in self._unwritten)
        watched = tuple(faces.tile(watch, reader.rules, today, masked=masked) for watch in self._watches)
        self._view.show_room(
            faces.RoomFace(
                tiles=reacting + watched,
                chips=faces.count_chips(self._watches, len(reacting)),
                hint=faces.hint(self._watches),
                percent=self._percent,
                counts=self._counts,
                bar=bar,
                reactions=tuple(self._reaction(*line) for line in self._reactions),
                reports=faces.report_words(self._report_by, now, len(reacting)),
            )
        )

    def _reaction(self, moment: str, name: str, words: str) -> str:
        shown = masked_name(name) if self._endings.masked else name
        return wording.REACTION_LINE.format(moment=moment, name=shown, words=words)
