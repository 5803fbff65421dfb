"""Setting the open card right: F4 writes in, F6 corrects, F7 voids, F8 takes the last change back. No Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinic_app.gui.faces import Tone
from clinic_app.gui.prompter import Choice, Question, TextQuestion
from clinic_app.gui.wording import booklet as booklet_wording
from clinic_app.gui.wording import dose_form as wording
from clinic_app.gui.wording import explaining as why_wording
from clinic_app.gui.wording.failures import failure_words, vaccine_name
from clinic_app.services.corrections import Changed, accept_dose, take_back, void_dose
from clinic_app.services.desk import AlreadyWritten
from clinic_app.services.failures import WishRefused

if TYPE_CHECKING:
    from collections.abc import Callable

    from clinic_app.domain.person import Dose
    from clinic_app.gui.presenter_tools import PresenterTools

CHANGED = frozenset({"dose", "person"})


class SettingRight:
    """Changes of the open card that need no form, and the way back from every change.

    Args:
        tools: of the room.
        shown: called after a change, to show the card again.
    """

    def __init__(self, tools: PresenterTools, shown: Callable[[], None]) -> None:
        self._tools = tools
        self._shown = shown
        self._last: tuple[str, tuple[tuple[str, str], ...]] | None = None

    def can_undo(self, person_id: str) -> bool:
        """Return whether the last change of this sitting was made on this card."""
        return self._last is not None and self._last[0] == person_id

    def changed(self, changed: Changed, sentence: str, *, printed: bool = False) -> None:
        """Say what was done, remember how to take it back, and show the card as it is now.

        `printed`: the paper booklet says what holds no more, and only a pen can mend it.
        """
        self._last = (changed.card.person_id, changed.entries)
        if printed:
            self._tools.prompter.tell(sentence, booklet_wording.MEND, Tone.AMBER)
        else:
            self._tools.prompter.tell(sentence, wording.UNDO_HINT, Tone.GREEN)
        self._tools.announce(CHANGED)
        self._shown()

    def ask_what(self, dose: Dose | None, needle: Callable[[], None], person: Callable[[], None]) -> None:
        """Ask whether the needle in focus or the person is to be corrected; without a needle it is the person."""
        if dose is None:
            person()
            return
        question = Question(
            wording.WHAT_TITLE,
            wording.WHAT_SENTENCE.format(needle=self._words(dose)),
            (
                Choice("", wording.WHAT_NOTHING),
                Choice("needle", wording.WHAT_NEEDLE, "F6"),
                Choice("person", wording.WHAT_PERSON, "F4"),
            ),
            Tone.GREY,
        )
        answers = {"needle": needle, "person": person}
        self._tools.prompter.ask(question, lambda answer: answers.get(answer, lambda: None)())

    def void(self, dose: Dose | None) -> None:
        """Ask for the reason and mark the needle as void (作废)."""
        if dose is None or dose.void_reason:
            self._tools.prompter.tell(wording.NO_NEEDLE, wording.NO_NEEDLE_TODO, Tone.AMBER)
            return
        words = self._words(dose)
        question = TextQuestion(
            wording.VOID_TITLE.format(needle=words),
            wording.VOID_SENTENCE,
            wording.VOID_LABEL,
            accept=wording.VOID_ACCEPT,
            suggestions=wording.VOID_REASONS,
        )
        draft = self._tools.mint()

        def write(reason: str, *, vial_is_back: bool) -> None:
            self._tools.writer.submit(
                lambda desk: void_dose(desk, dose.person_id, dose.id, reason, draft, vial_is_back=vial_is_back),
                lambda changed: self.changed(
                    changed, wording.VOIDED.format(needle=words), printed=bool(changed.card.booklet.marks_of(dose.id))
                ),
                self.failed,
            )

        def with_reason(reason: str) -> None:
            if dose.lot_id is None:
                write(reason, vial_is_back=False)
                return
            choices = (Choice("", wording.VIAL_GONE), Choice("back", wording.VIAL_BACK, "F6"))
            where = Question(wording.VIAL_TITLE, wording.VIAL_SENTENCE.format(lot=dose.lot_number), choices)
            self._tools.prompter.ask(where, lambda answer: write(reason, vial_is_back=answer == "back"))

        self._tools.prompter.ask_text(question, with_reason)

    def accept(self, dose: Dose) -> None:
        """Ask why a needle that the programme does not count is counted all the same, and write it (人工认可)."""
        words = self._words(dose)
        question = TextQuestion(
            why_wording.ACCEPT_TITLE.format(needle=words),
            why_wording.ACCEPT_SENTENCE,
            why_wording.ACCEPT_LABEL,
            accept=why_wording.ACCEPT_DO,
            suggestions=why_wording.ACCEPT_REASONS,
        )
        draft = self._tools.mint()
        self._tools.prompter.ask_text(
            question,
            lambda reason: self._tools.writer.submit(
                lambda desk: accept_dose(desk, dose.person_id, dose.id, reason, draft),
                lambda changed: self.changed(changed, why_wording.ACCEPTED.format(needle=words)),
                self.failed,
            ),
        )

    def undo(self, person_id: str) -> None:
        """Take back the last change made on this card since it was opened (撤销)."""
        if self._last is None or self._last[0] != person_id:
            self._tools.prompter.tell(wording.NOTHING_TO_UNDO, wording.NOTHING_TO_UNDO_TODO, Tone.AMBER)
            return
        (_, entries), self._last = self._last, None
        draft = self._tools.mint()
        self._tools.writer.submit(
            lambda desk: take_back(desk, person_id, entries, wording.UNDO, draft),
            lambda _: self._undone(),
            self.failed,
        )

    def failed(self, error: Exception) -> None:
        """Tell a refusal in words; a second press is none."""
        if isinstance(error, AlreadyWritten):
            self._shown()
        elif isinstance(error, WishRefused):
            words = failure_words(error, self._tools.reader.rules)
            self._tools.prompter.tell(words.sentence, words.todo, Tone.RED)
        else:
            self._tools.failed(error)

    def _undone(self) -> None:
        self._tools.prompter.tell(wording.UNDONE, tone=Tone.GREEN)
        self._tools.announce(CHANGED)
        self._shown()

    def _words(self, dose: Dose) -> str:
        name = vaccine_name(self._tools.reader.rules, dose.vaccine)
        return wording.NEEDLE.format(vaccine=name, day=dose.given_on)
