"""What the pages of the room show; no Qt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from clinic_app.gui.faces import ListRow, Tone
    from clinic_app.services.certificates import PageImage


@dataclass(frozen=True, slots=True, kw_only=True)
class FindFace:
    """The children found; `empty` is said where there are none."""

    people: tuple[ListRow, ...]
    empty: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PapersFace:
    """The papers of one child.

    Attributes:
        who: name, sex and age. about: birth date and code. rows: papers to be made, then those made before.
        passport: whether the paper in focus asks for name and number as in the passport.
        main: what Enter does. warning: sentence, next step and tone, None for none.
    """

    who: str
    about: str
    rows: tuple[ListRow, ...]
    passport: bool
    main: str
    warning: tuple[str, str, Tone] | None = None
    busy: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFace:
    """A page of the paper in focus, or words in its place."""

    page: PageImage | None
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassFace:
    """A class list.

    Attributes:
        rows: as matched; empty before. counts: of the rows, empty before.
        ready: how many certificates can be made now. progress: words while they are made, empty otherwise.
        warning: sentence and next step, None for none.
    """

    rows: tuple[ListRow, ...]
    counts: str
    ready: int
    progress: str = ""
    warning: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictFace:
    """What is to be thought of a certificate.

    Attributes:
        word: 真实 and the like, empty while nothing was read. tone: of the whole card.
        lines: what the code says. about: number and day of issue.
    """

    word: str
    tone: Tone
    sentence: str
    todo: str
    about: str = ""
    lines: tuple[str, ...] = ()
