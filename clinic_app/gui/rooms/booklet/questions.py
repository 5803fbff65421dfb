"""What the booklet's page asks: the free row to begin with, and whether a new booklet is begun. No Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinic_app.gui.faces import Tone
from clinic_app.gui.prompter import Choice, Question, TextQuestion
from clinic_app.gui.rooms.booklet.faces import row_words
from clinic_app.gui.wording import booklet as wording

if TYPE_CHECKING:
    from collections.abc import Callable

    from clinic_app.gui.prompter import Prompter
    from clinic_app.gui.rooms.booklet.in_hand import InHand


def ask_start(prompter: Prompter, hand: InHand, done: Callable[[], None]) -> None:
    """Ask for the number of the free row that is the next empty one on paper."""
    booklet = hand.booklet
    if booklet is None or not booklet.free:
        return
    planned = [row for row in hand.plan.rows if row.row.is_free] if hand.plan is not None else []
    now = hand.start or ((planned[0].page.id, planned[0].row.id) if planned else booklet.free[0])

    def typed(text: str) -> None:
        found = next((place for place in booklet.free if place[1].rpartition("-")[2] == text), None)
        if found is None:
            prompter.tell(wording.START_WRONG, wording.START_WRONG_TODO, Tone.AMBER)
            return
        hand.start = found
        done()

    sentence = wording.START_SENTENCE.format(row=row_words(booklet, now))
    prompter.ask_text(TextQuestion(wording.START_TITLE, sentence, wording.START_LABEL, least=1, tone=Tone.BRAND), typed)


def ask_reissue(prompter: Prompter, hand: InHand, name: str, done: Callable[[], None]) -> None:
    """Ask whether the booklet is lost or full; only then a new one is begun."""

    def answered(key: str) -> None:
        if key and hand.booklet is not None:
            hand.begin_reissue(hand.booklet)
            done()

    choices = (Choice("", wording.REISSUE_NO), Choice("yes", wording.REISSUE_YES, "F7"))
    prompter.ask(Question(wording.REISSUE_TITLE.format(name=name), wording.REISSUE_SENTENCE, choices), answered)
