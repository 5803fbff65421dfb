"""What the room 今日 knows and wishes: the figures of now, and taking a waiting child to the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from clinic_app.domain.clinic_time import local_time
from clinic_app.domain.name_mask import masked_name
from clinic_app.domain.visit import VisitState
from clinic_app.gui.faces import ChipFace, Tone
from clinic_app.gui.rooms.today import figures
from clinic_app.gui.rooms.today.due_refresh import DueRefresh
from clinic_app.gui.rooms.today.paper_filing import PaperFiling
from clinic_app.gui.rooms.today.today_faces import Bar, QueueFace, TodayFace
from clinic_app.gui.wording import today as wording
from clinic_app.gui.wording.codes import age_words
from clinic_app.services.aefi import open_aefis, reactions_to_write
from clinic_app.services.appointments import appointed
from clinic_app.services.observation import board, completion
from clinic_app.services.sync import sync_state
from clinic_app.services.today import Day, day_at_a_glance

if TYPE_CHECKING:
    from datetime import datetime

    from clinic_app.gui.presenter_tools import PresenterTools
    from clinic_app.gui.rooms.today.today_faces import DueRefreshFace, TileFace

HALF_HOUR = 30
MORNING, AFTERNOON_ENDS = 8 * 60, 16 * 60
TICKET_DIGITS = 3
_CONCERNS = frozenset({"due", "visit", "dose", "stock", "person", "sync", "aefi", "appointment"})
_AT_THE_NEEDLE = (VisitState.INFORMED, VisitState.INJECTING)


class TodayView(Protocol):
    """What the room can show."""

    def show_refresh(self, face: DueRefreshFace | None) -> None:
        """Show the work on the lists of who needs what, or that there is none."""

    def show_day(self, face: TodayFace) -> None:
        """Show the whole day."""


class TodayPresenter:
    """Reads the day whenever something changed; watches run out by themselves, so each minute is shown anew.

    Attributes:
        papers: fills in where the signed papers of the day lie.
        due: brings the lists of who needs what up to date.
    """

    def __init__(self, tools: PresenterTools) -> None:
        self._tools = tools
        self.papers = PaperFiling(tools)
        self.due = DueRefresh(tools, self._show_refresh)
        self._view: TodayView | None = None
        self._masked = False
        self._minute: tuple[int, int] | None = None
        self._day: Day | None = None

    def attach(self, view: TodayView) -> None:
        """Take the view this presenter speaks to."""
        self._view = view

    def refresh(self) -> None:
        """Read the day and show it."""
        self._day = day_at_a_glance(self._tools.reader)
        self._show(self._day)

    def on_tick(self) -> None:
        """When the minute has turned, show the clocks anew; the day itself is read again only when it is another."""
        now = self._local_now()
        if self._minute == (now.hour, now.minute):
            return
        if self._day is None or self._day.on != now.date():
            self.refresh()
        else:
            self._show(self._day)

    def on_changed(self, kinds: frozenset[str]) -> None:
        """Read again when one of the tiles or the queue may have changed."""
        if kinds & _CONCERNS:
            self.refresh()

    def mask(self, masked: bool) -> None:
        """Hide or show names."""
        self._masked = self.papers.masked = masked
        self.refresh()

    def call(self, person_id: str) -> None:
        """Take a waiting child to the desk."""
        self._tools.navigation.start_visit(person_id)

    def open_list(self, room: str) -> None:
        """Open the room that shows the list behind a figure."""
        self._tools.navigation.open_room(room)

    def _show(self, day: Day) -> None:
        """Show a day as it stands at this minute."""
        now = self._local_now()
        self._minute = now.hour, now.minute
        if self._view is None:
            return
        self._view.show_day(
            TodayFace(
                day=wording.day_words(day.on),
                tiles=self._tiles(day),
                bars=_bars(day, now),
                queue=tuple(self._queue_face(place, day) for place in range(len(day.waiting))),
                papers=self.papers.words(),
                appointments=wording.APPOINTED.format(count=appointed(self._tools.reader, day.on)),
                refresh=self.due.face(),
                reports=figures.report_words(open_aefis(self._tools.reader), reactions_to_write(self._tools.reader)),
            )
        )

    def _show_refresh(self) -> None:
        """Show how far the lists are, and nothing else anew."""
        if self._view is not None:
            self._view.show_refresh(self.due.face())

    def _tiles(self, day: Day) -> tuple[TileFace, ...]:
        reader = self._tools.reader
        return (
            figures.given_tile(day, completion(reader)),
            figures.watch_tile(board(reader), day),
            figures.stock_tile(day.stock, reader.rules),
            figures.late_tile(day, is_complete=self.due.face() is None),
            figures.unsent_tile(sync_state(reader), reader.clock.now()),
        )

    def _queue_face(self, place: int, day: Day) -> QueueFace:
        line = day.waiting[place]
        names = [self._tools.reader.rules.vaccine(code).short_name for code in line.vaccines]
        if line.visit_on == day.on:
            words, icon = wording.STEPS[line.state]
            step = ChipFace(words, Tone.BRAND if line.state in _AT_THE_NEEDLE else Tone.GREY, icon)
        else:
            step = ChipFace(wording.SINCE.format(day=f"{line.visit_on:%m-%d}"), Tone.AMBER)
        return QueueFace(
            person_id=line.person_id,
            number=line.ticket[-TICKET_DIGITS:],
            name=masked_name(line.name) if self._masked else line.name,
            age=age_words(line.birth_date, day.on) if line.birth_date is not None else "",
            vaccines=wording.SEPARATOR.join(names) or wording.VACCINES_UNDECIDED,
            step=step,
        )

    def _local_now(self) -> datetime:
        return local_time(self._tools.reader.clock.now())


def _bars(day: Day, now: datetime) -> tuple[Bar, ...]:
    """Return the half hours of the working day, stretched to hold every needle and the present moment."""
    present = (now.hour * 60 + now.minute) // HALF_HOUR * HALF_HOUR
    held = [*day.by_half_hour, present] if day.by_half_hour else []
    first = min([MORNING, *held])
    last = max([AFTERNOON_ENDS, *held])
    return tuple(
        Bar(wording.half_hour_words(minutes), day.by_half_hour.get(minutes, 0), minutes == present)
        for minutes in range(first, last + HALF_HOUR, HALF_HOUR)
    )
