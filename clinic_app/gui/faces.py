"""Plain values the widgets show; no Qt, so that presenters may build them."""

from dataclasses import dataclass
from enum import Enum


class Tone(Enum):
    """The four meanings, and the brand colour for what is merely current."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"
    GREY = "grey"
    BRAND = "brand"


TONE_ICONS = {
    Tone.GREEN: "circle-check",
    Tone.AMBER: "triangle-alert",
    Tone.RED: "circle-x",
    Tone.GREY: "clock",
    Tone.BRAND: "syringe",
}


@dataclass(frozen=True, slots=True)
class ChipFace:
    """A short word with its meaning; `lead` stands before it in plain ink, `icon` "" means none."""

    text: str
    tone: Tone = Tone.GREY
    icon: str | None = None
    lead: str = ""


@dataclass(frozen=True, slots=True)
class SyncFace:
    """The line at the right of the strip: the count in bold, its proof beside it."""

    count: str
    proof: str = ""
    icon: str = "cloud-off"
    tone: Tone = Tone.GREY


@dataclass(frozen=True, slots=True)
class MatchFace:
    """One person found by the scan box."""

    key: str
    name: str
    about: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class UserFace:
    """One user on the sign-in page."""

    user_id: str
    name: str
    role: str
    on_duty: bool = False


@dataclass(frozen=True, slots=True)
class LockCount:
    """One line of the left panel: a count without a name."""

    icon: str
    label: str
    count: str
    red: bool = False


class CheckState(Enum):
    """How far one of the eleven checks has come."""

    MACHINE = "machine"
    PERSON = "person"
    AMBER = "amber"
    RED = "red"
    EMPTY = "empty"
    WAITING = "waiting"


@dataclass(frozen=True, slots=True)
class CheckFace:
    """One cell of 三查七对一验证: what is compared, the value, and the reason or next step."""

    number: str
    label: str
    value: str
    state: CheckState
    note: str = ""
    tickable: bool = False
    loud: bool = False


class VaccineState(Enum):
    """Where one planned dose stands."""

    IN_HAND = "in_hand"
    NEXT = "next"
    GIVEN = "given"
    NOT_GIVEN = "not_given"
    STOP = "stop"


@dataclass(frozen=True, slots=True)
class VaccineFace:
    """One planned dose; `facts` is volume, route and site, `chip` the word at the right."""

    vaccine: str
    dose: str
    facts: str
    lot: str
    expires: str
    state: VaccineState
    chip: str


class StepState(Enum):
    """Done, current or to come."""

    DONE = "done"
    CURRENT = "current"
    COMING = "coming"


@dataclass(frozen=True, slots=True)
class StepFace:
    """One step of a visit or of a long piece of work."""

    title: str
    note: str
    state: StepState


class DoseMark(Enum):
    """What one cell of the card says."""

    VALID = "valid"
    ELSEWHERE = "elsewhere"
    BACKFILLED = "backfilled"
    INVALID = "invalid"
    CHECK = "check"
    DUE = "due"
    WAITING = "waiting"


@dataclass(frozen=True, slots=True)
class DoseFace:
    """One cell of the card; `head` is a date or 今天可种, `mark_text` the word beside it."""

    key: str
    mark: DoseMark
    head: str
    detail: str = ""
    mark_text: str = ""
    late: bool = False


@dataclass(frozen=True, slots=True)
class DoseRow:
    """One vaccine of the card; None leaves a place without a cell."""

    vaccine: str
    cells: tuple[DoseFace | None, ...]


class WatchState(Enum):
    """How an observed child stands: counting, under five minutes, free to leave, overdue, or ill (处理中)."""

    COUNTING = "counting"
    SOON = "soon"
    FREE = "free"
    LATE = "late"
    REACTION = "reaction"


@dataclass(frozen=True, slots=True)
class VerdictFace:
    """An answer to be read from two metres: who, the verdict itself, and what to do."""

    verdict: str
    who: str
    todo: str
    tone: Tone


@dataclass(frozen=True, slots=True)
class WatchFace:
    """One observation tile; `gone` is the part of the time that has passed, 0 to 1."""

    key: str
    name: str
    about: str
    vaccines: str
    seat: str
    state: WatchState
    clock: str
    note: str
    gone: float
    given: str
    free: str


@dataclass(frozen=True, slots=True)
class FigureFace:
    """One number of 今日 with its unit, its explanation and perhaps a chip that colours the edge."""

    title: str
    figure: str
    unit: str
    note: str = ""
    icon: str = ""
    chip: ChipFace | None = None


@dataclass(frozen=True, slots=True)
class ListColumn:
    """One column of a list; `width` 0 shares what is left, `right` aligns numbers."""

    title: str
    width: int = 0
    right: bool = False


@dataclass(frozen=True, slots=True)
class ListRow:
    """One row of a list: texts, or chips with a meaning; `tone` tints the whole row."""

    key: str
    cells: tuple[str | ChipFace, ...]
    tone: Tone | None = None


@dataclass(frozen=True, slots=True)
class ProgressFace:
    """Long work: what, how much of how much, what is left, and its steps."""

    title: str
    about: str
    done: str
    total: str
    left: str
    part: float
    steps: tuple[StepFace, ...] = ()
    stoppable: bool = True


@dataclass(frozen=True, slots=True)
class PlanStop:
    """One of the next visits: the day, and what is given then."""

    day: str
    doses: str


@dataclass(frozen=True, slots=True)
class PlanFace:
    """The next visits; `nothing` is said where there is none."""

    title: str
    stops: tuple[PlanStop, ...]
    nothing: str
