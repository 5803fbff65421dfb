"""Asking which person really got the needle: by booklet, name, initials or birth date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinic_app.gui.faces import Tone
from clinic_app.gui.prompter import Choice, Question, TextQuestion
from clinic_app.gui.wording import vaccination_errors as wording
from clinic_app.gui.wording.codes import SEXES
from clinic_app.services.search import find_people, person_with_code

if TYPE_CHECKING:
    from collections.abc import Callable

    from clinic_app.domain.fold.card import Card
    from clinic_app.gui.presenter_tools import PresenterTools

_MOST = 7


class WhoQuestions:
    """Finds the person who was injected by mistake; never the one the needle was meant for."""

    def __init__(self, tools: PresenterTools, shown_name: Callable[[str], str]) -> None:
        self._tools = tools
        self._shown_name = shown_name

    def ask(self, meant: Card, then: Callable[[Card], None]) -> None:
        """Ask for words or a scan until somebody on file is chosen."""
        question = TextQuestion(
            wording.WHO_TITLE,
            wording.WHO_SENTENCE,
            wording.WHO_LABEL,
            accept=wording.NEXT,
            least=1,
            tone=Tone.RED,
            wants_scans=True,
        )
        self._tools.prompter.ask_text(question, lambda words: self._on_words(meant, words, then))

    def _on_words(self, meant: Card, words: str, then: Callable[[Card], None]) -> None:
        reader, prompter = self._tools.reader, self._tools.prompter
        found = person_with_code(reader, words.strip()) or find_people(reader, words, _MOST).people
        others = [line for line in found if line.person_id != meant.person_id]
        if not others:
            sentence, todo = wording.WHO_NOT_FOUND.format(words=words), wording.WHO_NOT_FOUND_TODO
            if found and meant.person is not None:
                name = self._shown_name(meant.person.name)
                sentence, todo = wording.SAME_PERSON.format(name=name), wording.SAME_PERSON_TODO
            prompter.tell(sentence, todo, Tone.AMBER)
            self.ask(meant, then)
            return
        choices = tuple(
            Choice(
                line.person_id,
                wording.PERSON.format(
                    name=self._shown_name(line.name), sex=SEXES.get(line.sex, ""), born=line.birth_date
                ),
                str(place),
            )
            for place, line in enumerate(others, start=1)
        )
        question = Question(wording.WHO_MANY, "", (Choice("", wording.NONE_OF_THEM), *choices), Tone.RED)
        prompter.ask(question, lambda key: then(reader.card(key)) if key else self.ask(meant, then))
