"""Words about people who could be mistaken for each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinic_app.domain.look_alike import Likeness
from clinic_app.gui.wording.codes import SEXES

if TYPE_CHECKING:
    from collections.abc import Callable

    from clinic_app.services.look_alikes import LookAlike

WHY = {
    Likeness.TWIN: "双胞胎",
    Likeness.NAMESAKE: "同名",
    Likeness.SIBLING: "同一家",
    Likeness.SIMILAR: "同日出生、名字相近",
}
ONE = "{name}（{why} {sex} {born:%Y-%m-%d}）"
SENTENCE = "容易弄混：{people}"
AND_MORE = "{people} 等 {count} 人"
TODO = "请家长说出孩子的姓名和出生日期，再看接种证，三样都对上再往下做。"
MOST_NAMED = 2


def look_alike_words(found: tuple[LookAlike, ...], shown_name: Callable[[str], str]) -> str:
    """Return one sentence that names the most dangerous first; empty when there is nobody.

    Args:
        found: as the service tells them.
        shown_name: returns a name as it may be shown now, masked or not.
    """
    if not found:
        return ""
    named = "、".join(
        ONE.format(
            name=shown_name(each.person.name),
            why=WHY[each.likeness],
            sex=SEXES.get(each.person.sex, ""),
            born=each.person.birth_date,
        )
        for each in found[:MOST_NAMED]
    )
    people = AND_MORE.format(people=named, count=len(found)) if len(found) > MOST_NAMED else named
    return SENTENCE.format(people=people)
