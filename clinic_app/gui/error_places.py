"""Asking where, how or how much was really injected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinic_app.domain.vaccination_error import ErrorKind
from clinic_app.gui.faces import Tone
from clinic_app.gui.prompter import Choice, Question, TextQuestion
from clinic_app.gui.wording import vaccination_errors as wording
from clinic_app.gui.wording.codes import ROUTES, SITES

if TYPE_CHECKING:
    from collections.abc import Callable

    from clinic_app.gui.presenter_tools import PresenterTools

_IN_WORDS = "in_words"
_ASKED = {
    ErrorKind.WRONG_SITE: (wording.SITE_TITLE, wording.OTHER_SITE, SITES),
    ErrorKind.WRONG_ROUTE: (wording.ROUTE_TITLE, "", ROUTES),
    ErrorKind.WRONG_VOLUME: (wording.VOLUME_TITLE, wording.OTHER_VOLUME, {said: said for said in wording.VOLUMES}),
}


class PlaceQuestions:
    """Asks for the one thing that was different: site, route or volume."""

    def __init__(self, tools: PresenterTools) -> None:
        self._tools = tools

    def ask(self, kind: ErrorKind, then: Callable[[str], None]) -> None:
        """Ask; `then` gets a code, or words for what no code says."""
        title, in_words, known = _ASKED[kind]
        choices = [Choice(code, words, str(place)) for place, (code, words) in enumerate(known.items(), start=1)]
        if in_words:
            choices.append(Choice(_IN_WORDS, in_words, str(len(choices) + 1)))
        question = Question(title, "", (Choice("", wording.GO_BACK), *choices), Tone.RED)
        self._tools.prompter.ask(question, lambda key: self._on_choice(title, key, then))

    def _on_choice(self, title: str, key: str, then: Callable[[str], None]) -> None:
        if key == _IN_WORDS:
            question = TextQuestion(title, "", wording.IN_WORDS, accept=wording.NEXT, tone=Tone.RED)
            self._tools.prompter.ask_text(question, then)
        elif key:
            then(key)
