"""Plain values the room 今日 shows; no Qt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from clinic_app.gui.faces import ChipFace, FigureFace


@dataclass(frozen=True, slots=True)
class TileFace:
    """A figure, and the room that shows its list; "" when no room does yet."""

    figure: FigureFace
    room: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """One half hour of the plot; `now` is the one that runs."""

    label: str
    people: int
    now: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueFace:
    """One child who waits: the last digits of the ticket, name, age, vaccines, and the step that comes next."""

    person_id: str
    number: str
    name: str
    age: str
    vaccines: str
    step: ChipFace


@dataclass(frozen=True, slots=True)
class DueRefreshFace:
    """The work on the lists of who needs what: in words, what its key does, and the part that is done.

    `part` is None while the work stands still.
    """

    words: str
    key_words: str
    part: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TodayFace:
    """The whole room.

    Attributes:
        papers: how many signed papers are missing, empty when none is. appointments: how many are expected today.
        reports: which reactions are still to be written or reported and by when, empty when none is.
        refresh: the work on the lists of who needs what, None when there is none.
    """

    day: str
    tiles: tuple[TileFace, ...]
    bars: tuple[Bar, ...]
    queue: tuple[QueueFace, ...]
    papers: str = ""
    appointments: str = ""
    reports: str = ""
    refresh: DueRefreshFace | None = None
