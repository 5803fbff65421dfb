"""How entries about the paper booklet change the card."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinic_app.domain.booklet.record import BookletMark, Writing
from clinic_app.domain.entries.booklet import BookletPrinted, BookletRowHandwritten
from clinic_app.domain.fold.card import CardInTheMaking, folds

if TYPE_CHECKING:
    from clinic_app.domain.entries.entry import Entry

REISSUE = "reissue"


@folds(BookletPrinted)
def _printed(card: CardInTheMaking, entry: Entry[BookletPrinted]) -> None:
    """Note the rows; a reissue begins a new booklet, in which nothing stands before."""
    body = entry.body
    if body.reason == REISSUE and body.booklet_id not in card.reissued_booklets:
        card.reissued_booklets.append(body.booklet_id)
    for row in body.rows:
        mark = BookletMark(
            entry_id=entry.id,
            layout=body.layout,
            version=body.version,
            page=row.page,
            row=row.row,
            dose_id=row.dose_id,
            how=Writing.PRINTED,
            at=entry.at,
            by=entry.by,
            texts=tuple(sorted(row.texts.items())),
        )
        _add(card, body.booklet_id, mark)


@folds(BookletRowHandwritten)
def _handwritten(card: CardInTheMaking, entry: Entry[BookletRowHandwritten]) -> None:
    body = entry.body
    mark = BookletMark(
        entry_id=entry.id,
        layout=body.layout,
        version=body.version,
        page=body.page,
        row=body.row,
        dose_id=body.dose_id,
        how=Writing.HANDWRITTEN,
        at=entry.at,
        by=entry.by,
    )
    _add(card, body.booklet_id, mark)


def _add(card: CardInTheMaking, booklet_id: str, mark: BookletMark) -> None:
    """Put the mark in; one of the same dose in the same row is replaced."""
    marks = card.booklet_marks.setdefault(booklet_id, {})
    key = (mark.page, mark.row, mark.dose_id)
    marks.pop(key, None)
    marks[key] = mark
