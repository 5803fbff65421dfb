"""Who signs: the guardian on file, an adult for herself, or somebody else who is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinic_app.domain.screening import is_adult
from clinic_app.gui.prompter import Choice, Question, TextQuestion
from clinic_app.gui.wording import vaccination as wording
from clinic_app.gui.wording.codes import RELATIONS

if TYPE_CHECKING:
    from collections.abc import Callable

    from clinic_app.gui.rooms.vaccination.bench import Bench


def usual_signer(bench: Bench) -> tuple[str, str]:
    """Return name and relation of who usually signs: an adult for herself, else the guardian on file."""
    if bench.opened is None:
        return "", ""
    person = bench.opened.person
    if is_adult(person.birth_date, bench.today):
        return person.name, "self"
    return person.guardian_name, person.guardian_relation


def signer_words(bench: Bench, name: str, relation: str) -> str:
    """Word who signs: 母 王芳; empty when nobody is known."""
    return f"{RELATIONS.get(relation, '')} {bench.name(name)}".strip() if name else ""


def ask_signer(bench: Bench, then: Callable[[str, str], None]) -> None:
    """Ask who signs; `then` gets name and relation."""
    choices = tuple(Choice(key, RELATIONS[key], str(place)) for place, key in enumerate(RELATIONS, start=1))
    question = Question(wording.WHO_SIGNS, wording.WHO_SIGNS_SENTENCE, (Choice("", wording.GO_ON), *choices))

    def on_relation(relation: str) -> None:
        opened = bench.opened
        if not relation or opened is None:
            return
        if relation == "self":
            then(opened.person.name, relation)
            return
        asked = TextQuestion(wording.WHO_SIGNS, wording.WHO_SIGNS_SENTENCE, wording.SIGNER_NAME)
        bench.tools.prompter.ask_text(asked, lambda name: then(name, relation))

    bench.tools.prompter.ask(question, on_relation)
