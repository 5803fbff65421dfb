"""What the card says of a needle on paper: when and by whom it was put into the booklet. No Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinic_app.domain.booklet.record import Writing
from clinic_app.domain.clinic_time import local_time
from clinic_app.gui.faces import Tone
from clinic_app.gui.rooms.cards.card_faces import Remark
from clinic_app.gui.wording import booklet as wording

if TYPE_CHECKING:
    from collections.abc import Mapping

    from clinic_app.domain.fold.card import Card
    from clinic_app.domain.person import Dose


def mark_lines(card: Card, dose: Dose, nurses: Mapping[str, str]) -> tuple[Remark, ...]:
    """Say where a needle stands in the present booklet; a void one must be crossed out by hand."""
    marks = card.booklet.marks_of(dose.id)
    if not marks:
        return ()
    if dose.void_reason:
        return (Remark(wording.MEND, Tone.RED, "pencil"),)
    newest = marks[-1]
    how = wording.ON_CARD_HAND if newest.how is Writing.HANDWRITTEN else wording.ON_CARD_PRINTED
    words = how.format(moment=f"{local_time(newest.at):%Y-%m-%d %H:%M}", who=nurses.get(newest.by, ""))
    return (Remark(words.strip(), Tone.GREEN, "book-open-check"),)
