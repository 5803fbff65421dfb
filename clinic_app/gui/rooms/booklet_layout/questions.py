"""What the board asks in words: pitch and count of a copied row, the clinic's short name. No Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinic_app.gui.faces import Tone
from clinic_app.gui.prompter import TextQuestion
from clinic_app.gui.rooms.booklet_layout.printer_fitting import millimetres
from clinic_app.gui.wording import booklet_layout as wording

if TYPE_CHECKING:
    from collections.abc import Callable

    from clinic_app.gui.prompter import Prompter
    from clinic_app.gui.rooms.booklet_layout.drawing_board import DrawingBoard

_WORDS_OF_A_COPY = 2
_MOST_PITCH_MM, _MOST_ROWS = 60, 40


def ask_copy(prompter: Prompter, board: DrawingBoard, done: Callable[[], None]) -> None:
    """Ask for pitch and count, and repeat the row in hand below itself."""
    row = board.page.row(board.key[0])
    if row is None:
        return

    def typed(text: str) -> None:
        parts = text.replace("，", " ").replace(",", " ").split()
        pitch = millimetres(parts[0]) if parts else None
        count = int(parts[1]) if len(parts) == _WORDS_OF_A_COPY and parts[1].isdecimal() else 0
        if pitch is None or not 1 <= pitch <= _MOST_PITCH_MM or not 1 <= count <= _MOST_ROWS:
            prompter.tell(wording.COPY_WRONG, wording.COPY_WRONG_TODO, Tone.AMBER)
            return
        copied = board.copy_down(pitch, count)
        prompter.tell(wording.COPIED.format(count=copied), tone=Tone.GREEN)
        done()

    title = wording.COPY_TITLE.format(row=row.label)
    prompter.ask_text(TextQuestion(title, wording.COPY_SENTENCE, wording.COPY_LABEL, least=1, tone=Tone.BRAND), typed)


def ask_clinic_words(prompter: Prompter, board: DrawingBoard, done: Callable[[], None]) -> None:
    """Ask how the clinic's name stands in its boxes; empty takes the full name."""

    def typed(text: str) -> None:
        board.call_clinic(text)
        done()

    question = TextQuestion(
        wording.CLINIC_TITLE, wording.CLINIC_SENTENCE, wording.CLINIC_LABEL, least=0, tone=Tone.BRAND
    )
    prompter.ask_text(question, typed)
