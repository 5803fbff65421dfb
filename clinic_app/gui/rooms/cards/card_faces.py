"""Plain values the room 档案 shows; no Qt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from clinic_app.gui.faces import ChipFace, DoseMark, DoseRow, PlanFace, Tone

NIP = "nip"
PAID = "paid"


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadFace:
    """Who the card belongs to, and what stands out today."""

    name: str
    sex: str
    age: str
    born: str
    about: str
    chips: tuple[ChipFace, ...] = ()


@dataclass(frozen=True, slots=True)
class TimelineStop:
    """One age of the strip with the marks of what happened, or is to happen, from it to the next one."""

    label: str
    marks: tuple[DoseMark, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineFace:
    """The life of the card by age; `today` is counted in stops, 2.5 lies halfway between the third and the fourth."""

    stops: tuple[TimelineStop, ...]
    today: float


@dataclass(frozen=True, slots=True)
class Remark:
    """A line of the explanation with its meaning."""

    text: str
    tone: Tone
    icon: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainFace:
    """Everything about one cell: what it is, how it counts and why, its fields, and where the rule stands.

    Attributes:
        aloud: the sentence for the parent.
    """

    title: str
    chip: ChipFace
    sentence: str
    fields: tuple[tuple[str, str], ...] = ()
    remarks: tuple[Remark, ...] = ()
    source: str = ""
    aloud: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CardFace:
    """A whole card. `notice` speaks of health facts and of fields two people wrote differently."""

    person_id: str
    head: HeadFace
    notice: tuple[str, str] = ("", "")
    timeline: TimelineFace
    plan: PlanFace
    nip_rows: tuple[DoseRow, ...]
    paid_rows: tuple[DoseRow, ...]
    paid_doses: int
    can_undo: bool = False


@dataclass(frozen=True, slots=True)
class RecentFace:
    """One person whose card was opened lately."""

    person_id: str
    name: str
    about: str
    note: str = ""
