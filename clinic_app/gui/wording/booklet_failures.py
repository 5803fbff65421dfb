"""A Chinese sentence and what to do next where nothing was printed into a booklet, or nothing was measured."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinic_app.gui.wording.booklet import FIELDS, problem_words
from clinic_app.services import booklet_failures as failures

if TYPE_CHECKING:
    from collections.abc import Callable

    from clinic_app.domain.immunization.rules import Rules
    from clinic_app.services.failures import WishRefused

PLAIN: dict[type[WishRefused], tuple[str, str]] = {
    failures.NothingToPrint: ("还没选要打的，没有打", "按空格选上一针，再按回车。"),
    failures.LayoutUnknown: ("没有这种接种证的版式", "按 1、2、3 换一种版式；都没有，到“接种证版式”里看，或重装程序。"),
}


def _name(rules: Rules, code: str) -> str:
    known = rules.vaccines.get(code)
    return known.short_name if known else code


def _no_free_row(failure: WishRefused, rules: Rules) -> tuple[str, str]:
    assert isinstance(failure, failures.NoFreeRow)
    names = "、".join(_name(rules, code) for code in failure.vaccines)
    return f"没有空行了，{names}打不下，没有打", "这一针用手写，写好按 F4 记“手写已填”；证满了就换新证，按 F7 补证。"


def _only_by_pen(failure: WishRefused, rules: Rules) -> tuple[str, str]:
    assert isinstance(failure, failures.OnlyByPen)
    return (
        f"{_name(rules, failure.vaccine)}：证上已打，请手工更正",
        "不要在上面重打。用笔划掉改好、盖章；其他的照常打。",
    )


def _box_too_small(failure: WishRefused, rules: Rules) -> tuple[str, str]:
    assert isinstance(failure, failures.BoxTooSmall)
    field = FIELDS.get(failure.field, failure.field)
    text = failure.text if len(failure.text) <= 24 else f"{failure.text[:23]}…"
    todo = "这一针手写，按 F4 记“手写已填”；常这样，到“接种证版式”把这一格量大，或写单位简称。"
    return f"“{field}”的格子写不下“{text}”，没有打", todo


def _layout_refused(failure: WishRefused, rules: Rules) -> tuple[str, str]:
    assert isinstance(failure, failures.LayoutRefused)
    more = f"（共 {len(failure.problems)} 处）" if len(failure.problems) > 1 else ""
    return f"{problem_words(failure.problems[0])}{more}，没有保存", "改好红框的那一格，再按 F9。别的都还在。"


def _absurd(failure: WishRefused, rules: Rules) -> tuple[str, str]:
    assert isinstance(failure, failures.FitAbsurd)
    return (
        f"差得太多：左右 {failure.right_mm:+.1f}、上下 {failure.down_mm:+.1f} 毫米，"
        f"大小 {failure.scale:.1%}，转 {failure.turn_degrees:+.1f}°，没有保存",
        "看是不是量错了边、写错了小数点，或纸放反了。最多左右上下 20 毫米、大小 90%–110%、转 5°。",
    )


def _disagree(failure: WishRefused, rules: Rules) -> tuple[str, str]:
    assert isinstance(failure, failures.PointsDisagree)
    return f"四个点对不上，有一个差 {failure.rest_mm:.1f} 毫米", "多半是一个点量错了。四个点从头再量一次。"


WORDED: dict[type[WishRefused], Callable[[WishRefused, Rules], tuple[str, str]]] = {
    failures.NoFreeRow: _no_free_row,
    failures.OnlyByPen: _only_by_pen,
    failures.BoxTooSmall: _box_too_small,
    failures.LayoutRefused: _layout_refused,
    failures.FitAbsurd: _absurd,
    failures.PointsDisagree: _disagree,
}
