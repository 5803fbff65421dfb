"""Words of what is said of a dose beside its verdict (剂次, 属性, 评价); those of the provincial record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinic_app.domain.immunization.dose_remarks import Category, Timeliness

if TYPE_CHECKING:
    from clinic_app.domain.immunization.dose_remarks import DoseRemark

NUMBER, CATEGORY, TIMELINESS = "剂次", "属性", "评价"
NUMBER_WORDS = "第 {number} 剂"
CATEGORIES = {
    Category.PRIMARY: "基础",
    Category.BOOSTER: "加强",
    Category.SUPPLEMENTARY: "强化",
    Category.EMERGENCY: "应急",
}
TIMELINESS_WORDS = {
    Timeliness.TOO_SOON: "间短",
    Timeliness.TIMELY: "及时",
    Timeliness.QUALIFIED: "合格",
    Timeliness.LATE: "超期",
    Timeliness.FIRST_TOO_EARLY: "首针提前",
}
_DUE = "{words}（{day} 起可种）"
_LATE = "{words}（应早于 {day}）"


def timeliness_words(remark: DoseRemark) -> str:
    """Word when a dose came, with the day it is measured by: 及时（2022-11-15 起可种）."""
    if remark.timeliness is None:
        return ""
    words = TIMELINESS_WORDS[remark.timeliness]
    if remark.timeliness is Timeliness.LATE and remark.finish_before is not None:
        return _LATE.format(words=words, day=remark.finish_before)
    return words if remark.due_on is None else _DUE.format(words=words, day=remark.due_on)
