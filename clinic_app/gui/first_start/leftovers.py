"""What an earlier first start or a mishap left at the clinic's place, without Qt: said, and what to do offered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from clinic_app.gui.faces import Tone
from clinic_app.gui.prompter import Choice, Question
from clinic_app.gui.wording import first_start as wording
from clinic_app.gui.wording.failures import Words, plain_words
from clinic_app.services.door import Standing, standing
from clinic_app.services.failures import WishRefused
from clinic_app.services.first_start import begin_anew, finish_founding, restore_keys

if TYPE_CHECKING:
    from collections.abc import Callable

    from clinic_app.gui.first_start.tools import FirstStartTools

_WORDS = {
    Standing.BROKEN_OFF: wording.BROKEN_OFF,
    Standing.READY: wording.READY,
    Standing.KEYS_ALONE: wording.KEYS_ALONE,
    Standing.KEYS_DAMAGED: wording.KEYS_DAMAGED,
    Standing.DATABASE_ALONE: wording.DATABASE_ALONE,
    Standing.COPIES_ALONE: wording.COPIES_ALONE,
}
_LOOK, _STAY, _GO = "look", "stay", "go"


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftoversFace:
    """What stands there in words, and whether the files may be put aside to begin anew."""

    words: Words
    may_begin_anew: bool


class LeftoversView(Protocol):
    """What the page of leftovers can show."""

    def show_face(self, face: LeftoversFace) -> None:
        """Say what stands there."""


class Leftovers:
    """Nothing found is ever deleted: it is completed, looked at again, or put aside into a folder."""

    def __init__(self, tools: FirstStartTools, *, clear: Callable[[], None], stands: Callable[[], None]) -> None:
        self._tools = tools
        self._clear = clear
        self._stands = stands
        self.found = standing(tools.site.premises)
        self.view: LeftoversView | None = None

    def show(self) -> None:
        """Say what stands there."""
        if self.view is not None and self.found in _WORDS:
            premises = self._tools.site.premises
            words = _WORDS[self.found]
            todo = words.todo.format(folder=premises.database.parent, keys=premises.keys.name)
            may = self.found is not Standing.BROKEN_OFF
            self.view.show_face(LeftoversFace(words=Words(words.sentence, todo), may_begin_anew=may))

    def go_on(self) -> None:
        """Do what is safe (F9): finish what is whole, begin where nothing is, else look again."""
        if self.found is Standing.READY:
            premises = self._tools.site.premises
            self._tools.background(lambda: finish_founding(premises), lambda _: self._stands(), self._failed)
        elif self.found is Standing.BROKEN_OFF:
            self._clear()
        elif self.found is Standing.KEYS_DAMAGED:
            self._restore_keys()
        else:
            self.look_again()

    def look_again(self) -> None:
        """Look whether the files have been put back."""
        before, self.found = self.found, standing(self._tools.site.premises)
        if self.found is Standing.CLINIC:
            self._stands()
        elif self.found is Standing.NOTHING:
            self._clear()
        elif self.found is before:
            self._tools.prompter.tell(wording.STILL_THERE, tone=Tone.AMBER)
        self.show()

    def begin_anew(self) -> None:
        """Ask, then put everything aside (F10)."""
        if self.found is Standing.BROKEN_OFF:
            return
        choices = (Choice(_STAY, wording.ASIDE_STAY), Choice(_GO, wording.ASIDE_GO, "F7", danger=True))
        question = Question(wording.ASIDE_TITLE, wording.ASIDE_SENTENCE, choices, Tone.RED)
        self._tools.prompter.ask(question, lambda key: self._put_aside() if key == _GO else None)

    def _restore_keys(self) -> None:
        """Take the former key file; where there is none, look whether a whole one was put back."""
        try:
            restored = restore_keys(self._tools.site)
        except WishRefused as error:
            self._failed(error)
            return
        if restored:
            self._tools.prompter.tell(wording.KEYS_RESTORED, wording.KEYS_RESTORED_TODO, Tone.AMBER)
        self.look_again()

    def _put_aside(self) -> None:
        try:
            folder = begin_anew(self._tools.site)
        except WishRefused as error:
            self._failed(error)
            return
        self.found = standing(self._tools.site.premises)
        self._tools.prompter.tell(wording.ASIDE_DONE.format(folder=folder.name), str(folder.parent), Tone.GREEN)
        self._clear()

    def _failed(self, error: Exception) -> None:
        if isinstance(error, WishRefused):
            words = plain_words(error)
            self._tools.prompter.tell(words.sentence, words.todo, Tone.RED)
        else:
            self._tools.failed(error)
