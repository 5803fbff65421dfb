"""A page filled with invented words (样张), to see a layout before a child's booklet is printed by it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinic_app.domain.booklet.layout import Half, PageKind
from clinic_app.printing.booklet_words import sample_dose_texts, sample_person_texts
from clinic_app.services.booklet_sheets import PlannedSheet, Written

if TYPE_CHECKING:
    from clinic_app.domain.booklet.layout import BookletLayout, Page


def sample_sheet(layout: BookletLayout, page: Page) -> PlannedSheet:
    """Return the page with every row filled as long as words usually are."""
    texts = sample_person_texts() if page.kind is PageKind.PERSON else sample_dose_texts(layout.clinic_words)
    rows = tuple(Written(page=page, row=row, texts=texts) for row in page.rows)
    return PlannedSheet(page=page, half=Half.WHOLE, rows=rows, practice=False)
