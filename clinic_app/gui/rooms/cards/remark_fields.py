"""What is said of a needle beside its verdict, as fields of the explanation: 剂次, 属性, 评价."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinic_app.gui.wording import dose_remarks as wording
from clinic_app.services.cards import remark_on_dose

if TYPE_CHECKING:
    from clinic_app.domain.person import Dose
    from clinic_app.services.cards import OpenCard
    from clinic_app.services.reader import Reader


def remark_fields(reader: Reader, opened: OpenCard, dose: Dose, series: str) -> tuple[tuple[str, str], ...]:
    """Return the fields of one needle in one line; none where it was voided, or the programme has no rules for it."""
    remark = remark_on_dose(reader.rules, opened, dose, series)
    if remark is None:
        return ()
    fields = [(wording.CATEGORY, wording.CATEGORIES[remark.category])]
    if remark.number is not None:
        fields.insert(0, (wording.NUMBER, wording.NUMBER_WORDS.format(number=remark.number)))
    if remark.timeliness is not None:
        fields.append((wording.TIMELINESS, wording.timeliness_words(remark)))
    return tuple(fields)
