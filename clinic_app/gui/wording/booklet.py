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
ON_CARD_PRINTED = "证上已打 {moment} {who}"
ON_CARD_HAND = "证上手写已填 {moment} {who}"
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
MEND = "证上已打，请手工更正"
STATES = {
    PlaceState.NEW: "新种的",
    PlaceState.UNSURE: "看证上有没有",
    PlaceState.PRINTED: "已打",
    PlaceState.HANDWRITTEN: "手写已填",
    PlaceState.COPIED: "证上原有",
    PlaceState.VOIDED: MEND,
    PlaceState.CHANGED: MEND,
    PlaceState.MOVED: MEND,
}
WHY_MEND = {
    PlaceState.VOIDED: "{dose} 已作废",
    PlaceState.CHANGED: "{dose} 改过了",
    PlaceState.MOVED: "{dose} 剂次变了",
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


LIST_CONTEXT = "今天种了、证上还没打的：{count} 人"
LIST_NOBODY = "今天种的都打到证上了。要给别的孩子打，扫接种证，或按 F2 找到孩子，在金卡上按 3。"
LIST_COLUMNS = ("姓名", "还没打的疫苗")
COLUMNS = ("打", "疫苗", "接种日期", "打在哪一行", "证上")
TICK = "✓"
DOSE = "{vaccine} 第{number}剂"
NOT_COUNTED = "{vaccine} 不计"
FREE_ROW = "{row}（{page}）"
VACCINE_WORD = "疫苗"
NEXT_FREE = "下一个空行"
NO_ROW = "没有空行了"
ROWS_JOINED = " + "
PRINT = "打印"
PRINT_ROWS = "打印 {count} 行"
PRINT_PERSON = "打印基本信息页"
NOTHING_NEW = "没有新的要打"
HAND, HALVES_ON, HALVES_OFF = "手写已填", "半页进纸", "整页进纸"
START_ROW, REISSUE, REISSUE_OFF, PERSON_PAGE = "换空行", "补证", "不补证了", "基本信息页"
BACK = "返回"
EDITION = "版式 {number} {title}"
EDITION_OWN = " · 本门诊第 {version} 次量过"
EDITION_MODEL = " · 示范版式，请先量一量"
EDITION_KEYS = "1–{count} 换版式"
BROKEN = " · 坏了没读进来：{names}"
NO_EDITION = "没有接种证版式，不能打印"
NO_EDITION_TODO = "程序的 resources/booklets 里没有能用的版式。请重装程序，或请管电脑的人看。"
PUT_IN = "请放入：{page} · {half}"
SHEET_OF = "第 {number} 张，共 {count} 张 · PgUp PgDn 看各张"
SENT = "已交给打印中心：{page} · {half}"
SENT_TODO = "看一眼有没有打进格子。还有要打的，换好页再按回车。"
SENT_LAST_TODO = "看一眼有没有打进格子。没打上的，按空格选上再打。"
NOT_QUEUED = "已记下，但没有送到打印机"
NOT_QUEUED_TODO = "看看硬盘满了没有。好了以后选这几行，按空格，再按回车补打。"
TURN_OVER = "换一半：{half}"
TURN_OVER_SENTENCE = "左半页已交给打印中心。打好后放入{half}，放好了再按。这几行要两半都打才全。"
TURNED, TURN_LATER = "放好了，打", "先不打，这半手写"
HAND_DONE = "已记下：{vaccine} 手写已填"
HAND_UNDONE = "已撤销：{vaccine} 不是手写"
HAND_NOT = "这一行是打印的，不用记手写"
PEN = "证上已打，请手工更正：{names}"
PEN_TODO = "划掉证上的那一行，写上对的，盖章。不要在上面重打。"
CHOOSE = "先选一针"
START_TITLE = "从第几个空行打起"
START_SENTENCE = "现在从“{row}”打起。证上下一个空行是第几行，就写几。"
START_LABEL = "空行的号"
START_WRONG = "没有这个空行，或这一行已经用了"
START_WRONG_TODO = "看证上空着的那一行是第几行，再写一次。"
REISSUE_TITLE = "给 {name} 补证？"
REISSUE_SENTENCE = "原来的证丢了或用完了，换一本新证：全部接种史重打一遍，备注里打“补”字。原来证上打过什么，记录还在。"
REISSUE_NO, REISSUE_YES = "不补", "补证"
REISSUING = "正在补证：新证从头打，每行打“补”字"
UNDRAWABLE = "打不出这些字：{letters}"
UNDRAWABLE_TODO = "证上会打成〓，打好用笔写上。"
KEYS = "空格 选上、去掉 · 1 2 3 换版式"
UNSURE_NOTE = "“看证上有没有”的：证上没有就按空格选上，有就按 F4 记手写"
NOTE_PRINTED = "{dose}：{moment} {who} 打在 {rows}"
NOTE_HAND = "{dose}：{moment} {who} 记的手写，在 {rows}"
NOTE_VOIDED = "{dose} 已作废：证上 {rows} 划掉"
NOTE_MOVED = "{dose}：证上打在 {rows}，应在 {wanted}"
NOTE_CHANGED = "{dose}：证上的{field} {old}，应为 {new}"
NO_ROW_WORDS = "空行"
