"""Taking back an error that was recorded by mistake; the dose stays as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinic_app.domain.vaccination_error import ErrorKind
from clinic_app.gui.faces import Tone
from clinic_app.gui.prompter import TextQuestion
from clinic_app.gui.wording import vaccination_errors as wording
from clinic_app.gui.wording.failures import failure_words
from clinic_app.services.failures import WishRefused
from clinic_app.services.vaccination_errors import void_error

if TYPE_CHECKING:
    from clinic_app.domain.fold.card import Card
    from clinic_app.gui.presenter_tools import PresenterTools

CHANGED = frozenset({"visit", "dose", "stock"})
_KNOWN = {kind.value: words for kind, words in wording.ERRORS.items()}


def ask_why_taken_back(tools: PresenterTools, card: Card, dose_id: str) -> None:
    """Ask why the latest error of this dose is taken back, then take it back."""
    error = next(error for error in reversed(card.errors) if error.dose_id == dose_id)
    draft = tools.mint()
    question = TextQuestion(
        wording.TAKE_BACK_TITLE.format(error=_KNOWN.get(error.error, wording.ERRORS[ErrorKind.OTHER])),
        wording.TAKE_BACK_SENTENCE,
        wording.TAKE_BACK_LABEL,
        suggestions=wording.TAKE_BACK_REASONS,
        tone=Tone.RED,
    )

    def taken_back(_: Card) -> None:
        tools.announce(CHANGED)
        tools.prompter.tell(wording.TAKEN_BACK)

    def on_reason(reason: str) -> None:
        tools.writer.submit(
            lambda desk: void_error(desk, card.person_id, error.id, reason, draft),
            taken_back,
            lambda failure: tell_failure(tools, failure),
        )

    tools.prompter.ask_text(question, on_reason)


def tell_failure(tools: PresenterTools, error: Exception) -> None:
    """Tell a failure in words; one without words goes to the crash report."""
    if isinstance(error, WishRefused):
        words = failure_words(error, tools.reader.rules)
        tools.prompter.tell(words.sentence, words.todo, Tone.RED)
    else:
        tools.failed(error)
