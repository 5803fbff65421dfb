"""Step 2, the villages (村), without Qt: pasted, cleaned, changed, taken out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from clinic_app.domain.village_list import LONGEST_NAME, read_villages, village_name
from clinic_app.gui.wording import first_start as wording
from clinic_app.services.first_start import initials_of

if TYPE_CHECKING:
    from clinic_app.gui.first_start.forms import Draft

VillageRow = tuple[str, str]


class VillagesView(Protocol):
    """What the page of the villages can show."""

    def show_villages(self, rows: tuple[VillageRow, ...], pasted: str) -> None:
        """Show names with their initials, and the text that was not taken in yet."""

    def show_cleaned(self, sentence: str) -> None:
        """Say what of the pasted text was taken."""

    def show_error(self, sentence: str) -> None:
        """Say beside the pasted text what is missing."""

    def show_name_error(self, sentence: str) -> None:
        """Say beside the field of one name what is wrong; empty takes it away."""


class VillagesStep:
    """Keeps the list in the order in which it was typed."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self.view: VillagesView | None = None

    def show(self) -> None:
        """Show the list as it stands."""
        if self.view is not None:
            rows = tuple((name, _initials(name)) for name in self._draft.villages)
            self.view.show_villages(rows, self._draft.pasted)

    def type(self, text: str) -> None:
        """Keep what stands in the field of pasted text."""
        self._draft.pasted = text

    def take_in(self) -> bool:
        """Put the pasted text into the list, cleaned (F6); False when something of it was left out."""
        pasted = read_villages(self._draft.pasted, self._draft.villages, wording.VILLAGE_HEADINGS)
        if not self._draft.pasted.strip():
            return True
        self._draft.villages = (*self._draft.villages, *pasted.added)
        self._draft.pasted = ""
        self.show()
        if self.view is not None:
            self.view.show_cleaned(wording.cleaned_words(pasted))
        return not pasted.was_cleaned

    def rename(self, old: str, typed: str) -> bool:
        """Give a village another name; False when it was refused, and why stands at the field."""
        new = village_name(typed)
        if problem := self._name_problem(old, new):
            self._say_of_name(problem)
            return False
        self._draft.villages = tuple(new if name == old else name for name in self._draft.villages)
        self._say_of_name("")
        self.show()
        return True

    def remove(self, name: str) -> None:
        """Take a village out of the list."""
        self._draft.villages = tuple(known for known in self._draft.villages if known != name)
        self.show()
        if self.view is not None:
            self.view.show_cleaned(wording.VILLAGE_REMOVED.format(name=name))

    def is_whole(self) -> bool:
        """Take in what was pasted and tell whether the next step may come: what was cleaned is to be seen first."""
        was_clean = self.take_in()
        if not self._draft.villages and self.view is not None:
            self.view.show_error(wording.VILLAGES_MISSING)
        return was_clean and bool(self._draft.villages)

    def note(self) -> str:
        """Return what the list of steps says of this one."""
        count = len(self._draft.villages)
        return wording.VILLAGES_COUNTED.format(count=count) if count else ""

    def _say_of_name(self, sentence: str) -> None:
        if self.view is not None:
            self.view.show_name_error(sentence)

    def _name_problem(self, old: str, new: str) -> str:
        if not new:
            return wording.VILLAGE_EMPTY
        if new != old and new in self._draft.villages:
            return wording.VILLAGE_KNOWN.format(name=new)
        if len(new) > LONGEST_NAME:
            return wording.VILLAGE_LONG.format(most=LONGEST_NAME)
        return "" if any(letter.isalpha() for letter in new) else wording.VILLAGE_NO_LETTER


def _initials(name: str) -> str:
    """Return the initials of every reading, as the villages will be found by them."""
    return " / ".join(initials_of(name))
