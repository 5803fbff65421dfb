"""What stands in a child's booklet as far as the clinic knows: which dose in which row, printed or by hand."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

RowAt = tuple[str, str]


class Writing(Enum):
    """How a row was filled: by a printer, or by hand (手写已填)."""

    PRINTED = "printed"
    HANDWRITTEN = "handwritten"


@dataclass(frozen=True, slots=True, kw_only=True)
class BookletMark:
    """One filled row.

    Attributes:
        entry_id: the entry that says so; taking it back takes the mark back.
        layout, version: by which edition, and which measuring of it (0 is the model that came with the program).
        dose_id: empty for a row that is used and nobody knows for which dose.
        texts: (field, words) as printed; empty when written by hand.
    """

    entry_id: str
    layout: str
    version: int
    page: str
    row: str
    dose_id: str
    how: Writing
    at: datetime
    by: str
    texts: tuple[tuple[str, str], ...] = ()

    @property
    def place(self) -> RowAt:
        """Return page and row."""
        return self.page, self.row


@dataclass(frozen=True, slots=True, kw_only=True)
class BookletRecord:
    """The booklet the child has now. After a reissue (补证) it is a new one and nothing stands in it before.

    Attributes:
        booklet_id: empty for the first booklet. reissued: how many were lost or full before this one.
        marks: the newest mark of each dose and row, in the order they were made.
    """

    booklet_id: str = ""
    reissued: int = 0
    marks: tuple[BookletMark, ...] = ()

    def marks_of(self, dose_id: str) -> tuple[BookletMark, ...]:
        """Return the rows that hold this dose."""
        return tuple(mark for mark in self.marks if dose_id and mark.dose_id == dose_id)

    @property
    def used(self) -> frozenset[RowAt]:
        """Return the rows with ink in them."""
        return frozenset(mark.place for mark in self.marks)

    @property
    def layout(self) -> str:
        """Return the edition this booklet was last printed or ticked by, empty before that."""
        return self.marks[-1].layout if self.marks else ""
