"""What every presenter is given: reading, wishing, asking, announcing, going elsewhere. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    from clinic_app.gui.prompter import Prompter
    from clinic_app.services.desk import Desk
    from clinic_app.services.reader import Reader

T = TypeVar("T")


class Wishes(Protocol):
    """Hands a wish to the writer thread; the outcome comes back on the GUI thread."""

    def submit(self, run: Callable[[Desk], T], then: Callable[[T], None], failed: Callable[[Exception], None]) -> None:
        """Queue the wish."""


class Navigation(Protocol):
    """Leads from one room to another; rooms do not know each other."""

    def open_room(self, key: str) -> None:
        """Show a room: `today`, `vaccination`, `observation`, `aefi`, `appointments`, `cards`, `sync`, `system`."""

    def show_card(self, person_id: str) -> None:
        """Open the person's card."""

    def start_visit(self, person_id: str, scanned: str = "") -> None:
        """Take the person to the vaccination desk; `scanned` is the booklet code when it was scanned."""

    def record_reaction(self, person_id: str, visit_id: str = "", aefi_id: str = "") -> None:
        """Open the record of an adverse event: a new one of the visit or the card, or the one named."""

    def show_emergency(self, person_id: str = "") -> None:
        """Show the emergency card, for this person when one is known."""

    def print_booklet(self, person_id: str) -> None:
        """Open the person's paper booklet, with what is new chosen for the printer."""

    def make_certificate(self, person_id: str) -> None:
        """Open the papers that can be made for the person."""

    def show_certificate(self, number: str) -> bool:
        """Open a certificate that was issued here; False when none has this number."""

    def go_back(self) -> None:
        """Return to the room that was open before a page of another."""


def _no_reader() -> Reader:
    """Refuse: these tools were made without a way to the files.

    Raises:
        RuntimeError: always.
    """
    raise RuntimeError("no reader for the background")


@dataclass(frozen=True, slots=True, kw_only=True)
class PresenterTools:
    """The tools of a presenter.

    Attributes:
        reader: reading on the GUI thread, short queries only.
        writer: wishes, run one after another on the writer thread.
        announce: says which kinds changed: `visit`, `dose`, `stock`, `person`, `sync`.
        mint: a new id for a form's draft.
        background: runs long reading off the GUI thread: (work, then, failed).
        failed: what to do with a failure no presenter has words for: logged without names, told in one sentence.
        open_reader: a reading connection of its own for work in the background, which closes it.
        user_id: who is signed in; empty where nobody has said, then only the service judges who may inject.
    """

    reader: Reader
    writer: Wishes
    prompter: Prompter
    navigation: Navigation
    announce: Callable[[frozenset[str]], None]
    mint: Callable[[], str]
    background: Callable[[Callable[[], object], Callable[[object], None], Callable[[Exception], None]], None]
    failed: Callable[[Exception], None]
    user_id: Callable[[], str] = lambda: ""
    open_reader: Callable[[], Reader] = _no_reader
