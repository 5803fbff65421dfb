"""The size chosen with a printer, as the documents of `printing` take it."""

from __future__ import annotations

from clinic_app.printing.page_frame import Paper
from clinic_app.printing.roll import RollPaper
from clinic_app.services.paper_kinds import A4, A5, ROLL_58, ROLL_80

_ROLLS = {ROLL_80: RollPaper.MM_80, ROLL_58: RollPaper.MM_58}
_SHEETS = {A4: Paper.A4, A5: Paper.A5}


def roll_paper(size: str) -> RollPaper:
    """Return the roll; any other size is the usual one of 80 mm."""
    return _ROLLS.get(size, RollPaper.MM_80)


def paper_of_size(size: str) -> RollPaper | Paper:
    """Return the roll or sheet.

    Raises:
        KeyError: the documents know no such size.
    """
    return _ROLLS[size] if size in _ROLLS else _SHEETS[size]
