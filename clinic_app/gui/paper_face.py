"""What a page of the print centre with one list has and shows; no Qt, so that presenters may build it."""

from collections.abc import Callable
from dataclasses import dataclass

from clinic_app.gui.faces import ListColumn, ListRow, ProgressFace


@dataclass(frozen=True, slots=True)
class Option:
    """A wish of the page with its key."""

    key: str
    text: str
    icon: str
    wish: Callable[[], None]


@dataclass(frozen=True, slots=True)
class PaperPlan:
    """What one such page is called and has: columns of its list, and its wishes besides printing."""

    key: str
    title: str
    icon: str
    columns: tuple[ListColumn, ...]
    print_text: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class PaperFace:
    """The list as it stands; `empty` says what to do where there is none, `options` are the words of the wishes."""

    context: str
    rows: tuple[ListRow, ...]
    empty: str
    options: tuple[str, ...]
    hint: str = ""
    progress: ProgressFace | None = None
