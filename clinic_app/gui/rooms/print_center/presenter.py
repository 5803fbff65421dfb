"""The mind of the print centre's front page: which pages there are, what waits, which printer is in trouble. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from clinic_app.gui.faces import ChipFace, Tone
from clinic_app.gui.wording import printing as wording
from clinic_app.services.print_jobs import choices_made, to_look_at

if TYPE_CHECKING:
    from collections.abc import Callable

    from clinic_app.gui.presenter_tools import PresenterTools

QUEUE = "print_queue"


@dataclass(frozen=True, slots=True)
class CenterPage:
    """One page of the print centre: the room it opens, its digit, and what it is for."""

    room: str
    digit: str
    title: str
    about: str
    icon: str


@dataclass(frozen=True, slots=True)
class PageFace:
    """One page as the front shows it; `chip` says what waits there."""

    page: CenterPage
    chip: ChipFace | None = None


@dataclass(frozen=True, slots=True)
class CenterFace:
    """The front page. `troubles` are pairs: what is wrong with a printer, and what to do."""

    pages: tuple[PageFace, ...]
    troubles: tuple[tuple[str, str], ...]
    printers: str


class CenterView(Protocol):
    """What the front page can show."""

    def show_center(self, face: CenterFace) -> None:
        """Show pages and printers."""


class PrintCenterPresenter:
    """Pages of other rooms plug in with `offer`; the digits are theirs to choose."""

    def __init__(self, tools: PresenterTools, trouble: Callable[[], dict[str, str]]) -> None:
        self._tools = tools
        self._trouble = trouble
        self._view: CenterView | None = None
        self._pages: dict[str, CenterPage] = {}

    def show_on(self, view: CenterView) -> None:
        """Take the room that shows it."""
        self._view = view

    def offer(self, page: CenterPage) -> None:
        """Put a page onto the front; its digit must be free.

        Raises:
            ValueError: another page has this digit.
        """
        if page.digit in self._pages:
            raise ValueError(page.digit)
        self._pages[page.digit] = page

    def open_page(self, digit: str) -> None:
        """Open the page of a digit, when there is one."""
        if digit in self._pages:
            self._tools.navigation.open_room(self._pages[digit].room)

    def refresh(self) -> None:
        """Read what waits and show it."""
        if self._view is None:
            return
        waiting = to_look_at(self._tools.reader)
        chip = ChipFace(wording.WAITING.format(count=waiting), Tone.AMBER, "printer") if waiting else None
        pages = tuple(PageFace(page, chip if page.room == QUEUE else None) for _, page in sorted(self._pages.items()))
        troubles = tuple(
            (sentence.format(printer=printer), todo)
            for printer, problem in sorted(self._trouble().items())
            for sentence, todo in (wording.TROUBLE[problem],)
        )
        self._view.show_center(CenterFace(pages, troubles, self._printers()))

    def on_changed(self, kinds: frozenset[str]) -> None:
        """Read again when a paper moved on."""
        if "print" in kinds:
            self.refresh()

    def _printers(self) -> str:
        """Say how many kinds of paper have a printer here."""
        chosen = [choice for choice in choices_made(self._tools.reader).values() if choice.printer]
        if not chosen:
            return wording.NO_PRINTER_CHOSEN
        names = sorted({choice.printer for choice in chosen})
        return wording.PRINTERS_CHOSEN.format(names="、".join(names))
