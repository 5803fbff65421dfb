"""Words of the booklet (接种证套打): the nurse's page, the layouts and their faults."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinic_app.domain.booklet.layout import Fold, Half
from clinic_app.domain.booklet.layout_check import LayoutFault
from clinic_app.domain.booklet.places import PlaceState

if TYPE_CHECKING:
    from clinic_app.domain.booklet.layout import Page
    from clinic_app.domain.booklet.layout_check import LayoutProblem

TITLE = "接种证打印"
ABOUT = "把新种的打到证上，补打，补证"
CARD_KEY = "打证"
FIELDS = {
    "vaccine": "疫苗",
    "date": "日期",
    "site": "部位",
    "lot": "批号",
    "expiry": "效期",
    "maker": "企业",
    "clinic": "单位",
    "vaccinator": "接种人",
    "remark": "备注",
    "name": "姓名",
    "sex": "性别",
    "birth_date": "出生日期",
    "child_code": "儿童编码",
    "booklet_number": "接种证号",
    "citizen_id": "身份证号",
    "birth_weight": "出生体重",
    "guardian": "监护人",
    "relation": "关系",
    "phone": "电话",
    "village": "住址",
    "issued_on": "建证日期",
    "issued_by": "建证人",
}
_FAULTS = {
    LayoutFault.NO_PAGES: "版式里一页也没有",
    LayoutFault.PAGE_SIZE: "页的大小不像接种证",
    LayoutFault.PAGE_TWICE: "有两页同名",
    LayoutFault.ROW_TWICE: "有两行同名",
    LayoutFault.FOLD: "折线在页外",
    LayoutFault.MARKS: "四个量点不对：要四个不同的点，都在页内",
    LayoutFault.UNKNOWN_SERIES: "目录里没有“{word}”这一类疫苗",
    LayoutFault.UNKNOWN_VACCINE: "目录里没有“{word}”这种疫苗",
    LayoutFault.UNKNOWN_FIELD: "没有“{word}”这种栏目",
    LayoutFault.OFF_PAGE: "“{field}”的格子出了页边",
    LayoutFault.ON_FOLD: "“{field}”的格子压在折线上",
    LayoutFault.TOO_SMALL: "“{field}”的格子太小，一个字也放不下",
    LayoutFault.OVERLAP: "“{field}”和“{word}”的格子叠在一起",
}
STATES = {
    PlaceState.NEW: "新种的",
    PlaceState.UNSURE: "看证上有没有",
    PlaceState.PRINTED: "已打",
    PlaceState.HANDWRITTEN: "手写已填",
    PlaceState.COPIED: "证上原有",
    PlaceState.VOIDED: "已作废 · 证上已打，请手工更正",
    PlaceState.CHANGED: "改过了 · 证上已打，请手工更正",
    PlaceState.MOVED: "剂次变了 · 证上已打，请手工更正",
}
_HALVES = {Fold.ACROSS: ("上半页", "下半页"), Fold.UPRIGHT: ("左半页", "右半页"), Fold.NONE: ("整页", "整页")}


def half_words(page: Page, half: Half) -> str:
    """Word which part of the page is put into the printer."""
    if half is Half.WHOLE:
        return "整页"
    return _HALVES[page.fold][0 if half is Half.FIRST else 1]


def problem_words(problem: LayoutProblem) -> str:
    """Word a fault of a layout with its page and row."""
    field = FIELDS.get(problem.field, problem.field)
    word = FIELDS.get(problem.word.split(" ")[-1], problem.word)
    said = _FAULTS[problem.fault].format(field=field, word=word)
    place = " ".join(part for part in (problem.page, problem.row) if part)
    return f"{place}：{said}" if place else said
