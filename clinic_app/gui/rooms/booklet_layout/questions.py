"""What the board asks in words: pitch and count of a copied row, the clinic's short name. No Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinic_app.gui.faces import Tone
from clinic_app.gui.prompter import TextQuestion
from clinic_app.gui.rooms.booklet_layout.printer_fitting import millimetres
from clinic_app.gui.wording import booklet_layout as wording
from clinic_app.gui.wording.booklet import FIELDS

if TYPE_CHECKING:
    from collections.abc import Callable

    from clinic_app.gui.prompter import Prompter
    from clinic_app.gui.rooms.booklet_layout.drawing_board import DrawingBoard

_WORDS_OF_A_COPY = 2
_MOST_PITCH_MM, _MOST_ROWS = 60, 40
_SIZE_FIGURES, _TABLE_FIGURES = 3, 4
_MOST_SUGGESTIONS = 9


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


def ask_field(prompter: Prompter, board: DrawingBoard, done: Callable[[], None]) -> None:
    """Ask which field the booklet has that the layout has not; the digits name what is missing."""
    missing = {FIELDS[field]: field for field in board.missing_fields}
    if not missing:
        prompter.tell(wording.FIELD_NONE, tone=Tone.AMBER)
        return

    def typed(text: str) -> None:
        if text not in missing:
            prompter.tell(wording.FIELD_WRONG, wording.FIELD_WRONG_TODO.format(names="、".join(missing)), Tone.AMBER)
            return
        board.add_field(missing[text])
        done()

    names = tuple(missing)[:_MOST_SUGGESTIONS]
    question = TextQuestion(
        wording.FIELD_TITLE, wording.FIELD_SENTENCE, wording.FIELD_LABEL, suggestions=names, tone=Tone.BRAND
    )
    prompter.ask_text(question, typed)


def ask_page(prompter: Prompter, board: DrawingBoard, done: Callable[[], None]) -> None:
    """Ask for the size of the page, then where its table stands; what holds now is offered as 1."""
    page = board.page

    def size_typed(text: str) -> None:
        figures = _figures(text, _SIZE_FIGURES)
        if figures is None or min(figures[:2]) <= 0:
            prompter.tell(wording.PAGE_WRONG, wording.PAGE_WRONG_TODO, Tone.AMBER)
            return
        board.size_page(figures[0], figures[1], figures[2])
        done()
        prompter.ask_text(_question(wording.TABLE_TITLE, wording.TABLE_SENTENCE, wording.TABLE_LABEL, _table()), typed)

    def typed(text: str) -> None:
        figures = _figures(text, _TABLE_FIGURES)
        if figures is None or figures[0] >= figures[2] or figures[1] >= figures[3]:
            prompter.tell(wording.TABLE_WRONG, wording.TABLE_WRONG_TODO, Tone.AMBER)
            return
        board.put_table(figures[0], figures[1], figures[2], figures[3])
        done()

    def _table() -> str:
        marks = board.page.marks
        return f"{marks[0].x} {marks[0].y} {marks[-1].x} {marks[-1].y}" if marks else ""

    size = f"{page.width} {page.height} {page.fold_at}"
    prompter.ask_text(_question(wording.PAGE_TITLE, wording.PAGE_SENTENCE, wording.PAGE_LABEL, size), size_typed)


def _question(title: str, sentence: str, label: str, now: str) -> TextQuestion:
    return TextQuestion(title, sentence, label, least=1, suggestions=(now,) if now else (), tone=Tone.BRAND)


def _figures(text: str, count: int) -> list[float] | None:
    """Return so many typed figures, None when there are others."""
    figures = [millimetres(part) for part in text.replace("，", " ").replace(",", " ").split()]
    known = [figure for figure in figures if figure is not None and figure >= 0]
    return known if len(known) == len(figures) == count else None


def ask_clinic_words(prompter: Prompter, board: DrawingBoard, done: Callable[[], None]) -> None:
    """Ask how the clinic's name stands in its boxes; empty takes the full name."""

    def typed(text: str) -> None:
        board.call_clinic(text)
        done()

    question = TextQuestion(
        wording.CLINIC_TITLE, wording.CLINIC_SENTENCE, wording.CLINIC_LABEL, least=0, tone=Tone.BRAND
    )
    prompter.ask_text(question, typed)
