"""Words of the room 档案: the cells of the booklet, their explanation, and how a person is found."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from clinic_app.domain.immunization.reasons import TermKind
from clinic_app.domain.immunization.results import Status, VerdictKind
from clinic_app.gui.wording.immunization import REASON_WORDS, age_words, span_words

if TYPE_CHECKING:
    from datetime import date

    from clinic_app.domain.immunization.reasons import Term
    from clinic_app.domain.immunization.results import DoseVerdict, SeriesForecast
    from clinic_app.domain.person import FieldConflict, HealthFact, Person

TITLE = "档案"
FIND_CONTEXT = "先找到孩子，再打开金卡"
FIND_TITLE = "怎样找"
FIND_WAYS = (
    ("scan-barcode", "扫接种证", "证上的条码，任何时候都可以扫"),
    ("user-round-search", "姓名", "写一部分也可以：雨涵"),
    ("search", "首字母或拼音", "chenyh，chenyuhan"),
    ("calendar", "出生日期", "8 位数字：20220820"),
    ("phone", "电话尾号", "最后 4 位：1234"),
)
FIND_KEY = "F2 输入，↑↓ 选，Enter 打开"
RECENT_TITLE = "最近打开"
RECENT_KEY = "Tab 到这里，↑↓ 选，Enter 打开"
NOBODY_RECENT = "今天还没有打开过档案。扫接种证，或按 F2 输入姓名"
UNKNOWN_PERSON = "没有这份档案"
UNKNOWN_PERSON_TODO = "请重新扫接种证，或按 F2 用姓名找"

NIP = "免疫规划"
PAID = "自费"
PAID_COUNT = "自费 {count} 剂"
PAGE = "疫苗类别"
NO_PAID = "还没有自费疫苗的记录"
NO_DOSES = "还没有接种记录，也没有要种的疫苗"
GO_VACCINATE = "去接种"
CLOSE_CARD = "收起金卡"
BORN = "{day} 生"
DUE_CHIP = "今天可种 {count} 剂"
LATE_CHIP = "逾期 {count} 剂"
NOTHING_DUE = "今天没有要种的"
TODAY = "今天"
OUTSIDE_LINE = "其他"
TIMELINE = "接种时间线"
MORE_MARKS = "+{count}"

VALID = "有效"
ELSEWHERE = "外地"
BACKFILLED = "补录"
INVALID = "无效"
VOIDED = "作废"
SPOKEN = "口述"
EXTRA = "另计"
GIVEN = "已种"
ACCEPTED = "认可"
CHECK = "请核对"
DUE_TODAY = "今天可种"
NOT_ALLOWED = "不可种"
VOLUNTARY = "自愿选种"
STARTS = "{day} 起"
LATE_DAYS = "逾期 {count} 天"
NO_LOT = "批号不详"
COUNTED_AS = "计第{number}剂"
NOT_COUNTED = "不计"
SEPARATOR = " · "
BOOK_PLACE = "册{book}页{page}"

NEEDLE_TITLE = "{vaccine} 第 {number} 针"
NEXT_TITLE = "{vaccine} 第 {number} 剂"
LINE_TITLE = "{vaccine}"
INVALID_CHIP = "无效，不计剂次"
VALID_CHIP = "有效，计第 {number} 剂"
ACCEPTED_CHIP = "人工认可，计第 {number} 剂"
VOIDED_SENTENCE = "已作废：{reason}"
SPOKEN_SENTENCE = "只有口述，没有凭证，不计剂次"
REPEATED = "已于 {day} 重种"
PRINTED_NUMBER = "记录上写第 {number} 剂"
ACCEPTED_REASON = "认可理由：{reason}"
SOURCE_OF_RULE = "依据：{source}"
CLAUSE_OF_RULE = "{words} · {rule}"
EDITION_OF_RULE = "{words}，按 {edition}"
ALOUD = "念给家长听"

GIVEN_ON = "接种日期"
VACCINE = "疫苗"
LOT = "批号"
EXPIRES = "效期"
SITE = "部位"
MAKER = "企业"
GIVEN_BY = "接种人"
WRITTEN_BY = "录入人"
ORIGIN = "来源"
UNIT = "接种单位"
BOOK = "登记簿"
VOLUME = "剂量"
WRITTEN_AT = "录入"
TRACE_CODE = "追溯码"
PAYMENT = "费用"
FREE, SELF_PAID = "免费", "自费"
MAY_GIVE = "可用疫苗"
EARLIEST = "最早"
FINISH_BEFORE = "应早于"
CLOSES = "截止"
ORIGINS = {
    "here": "本点接种",
    "booklet": "接种证",
    "register": "登记簿",
    "platform": "省平台",
    "photo": "照片",
    "spoken": "家长口述",
}

FACTS = {
    "allergy": "过敏",
    "contraindication": "禁忌",
    "disease": "疾病",
    "immunoglobulin": "免疫球蛋白",
    "ppd": "结核菌素试验",
    "reaction": "接种后反应",
    "hiv": "HIV",
    "mother_hiv": "母亲HIV",
    "immunodeficiency": "免疫缺陷",
    "severe_immunosuppression": "严重免疫抑制",
    "stable": "病情平稳",
    "gestational_weeks": "出生孕周",
    "steroid_stopped": "停用大剂量激素",
    "hepatitis_b_serology": "乙肝免后检测",
    "je_choice": "乙脑选用",
    "rabies_exposure": "狂犬病暴露",
    "rabies_regimen": "狂犬病疫苗程序",
    "anti_b_cell_stopped": "停用抗B细胞单抗",
    "immunosuppressant_stopped": "停用强免疫抑制剂",
}
MOTHER_HBSAG_POSITIVE = "母亲乙肝表面抗原阳性"
LOW_BIRTH_WEIGHT = "出生体重 {grams} 克"
LEAST_BIRTH_WEIGHT_G = 2500
FIELDS = {
    "name": "姓名",
    "sex": "性别",
    "birth_date": "出生日期",
    "guardian_name": "监护人",
    "guardian_relation": "与孩子关系",
    "child_code": "儿童编码",
    "citizen_id": "身份证号",
    "birth_weight_g": "出生体重",
    "mother_hbsag": "母亲乙肝",
    "vaccine": "疫苗",
    "given_on": "接种日期",
    "lot_number": "批号",
    "maker": "企业",
    "product": "产品",
    "site": "部位",
    "route": "途径",
    "expires_on": "效期",
    "trace_code": "追溯码",
    "unit": "接种单位",
}
CONFLICT = "{field}有两种写法：{values}"
CONFLICT_TODO = "请对照接种证核对；核对前按较稳妥的一种计算"
FACT_TODO = "预检时再问一遍家长"
EMPTY_VALUE = "空"
_PLACE = re.compile(r"^(?:.{2,3}省)?(?P<place>(?:.{2,3}市)?.{1,4}?(?:区|县|镇|乡|街道|市))")

SOURCES = {
    "S1": "儿童免疫程序及说明（2021年版）",
    "S2": "2026年版公开转述（年龄）",
    "S3": "2026年版公开转述（间隔）",
    "S4": "2026年版公开转述（特殊健康）",
    "S5": "2026年版公开转述（补种）",
    "S6": "2025年百白破程序调整",
    "S7": "HPV纳入免疫规划的通知",
    "K": "说明书与通行做法",
    "CONV": "本系统约定",
}
UNCERTAIN = "这条规则还不确定，请对照原文核对"


def late_words(forecast: SeriesForecast, on: date) -> str:
    """Say for how many days the dose is late, the first late day counted: 逾期 90 天."""
    if forecast.finish_before is None:
        return ""
    return LATE_DAYS.format(count=(on - forecast.finish_before).days + 1)


def short_wait(forecast: SeriesForecast) -> str:
    """Say in a few words what a waiting dose waits for: 满6岁, 距第2剂满3个月, 距麻腮风满28天."""
    term = forecast.winning_term
    if term is None:
        return short_refusal(forecast)
    return _short_term(term)


def short_due(forecast: SeriesForecast) -> str:
    """Say in a few words why a dose may be given: 已满4周岁, 距第2剂满28天."""
    term = forecast.winning_term
    if term is None:
        return ""
    words = _short_term(term)
    return f"已{words}" if words.startswith("满") else words


def short_refusal(forecast: SeriesForecast) -> str:
    """Say in a few words why there is no date."""
    if forecast.reason is None:
        return ""
    return forecast.reason.name or REASON_WORDS[forecast.reason.code]


def short_fault(verdict: DoseVerdict) -> str:
    """Say in a few words why a needle does not count: 间隔不足12个月 不计, 未满8月龄 不计."""
    terms = [reason.term for reason in verdict.reasons if reason.term is not None]
    if not terms:
        codes = [REASON_WORDS[reason.code] for reason in verdict.reasons]
        return codes[0] if codes else NOT_COUNTED
    term = max(terms, key=lambda known: known.ordinal)
    if term.span is None:
        return f"早于 {term.on} {NOT_COUNTED}"
    if term.kind is TermKind.AGE:
        return f"未{age_words(term.span)} {NOT_COUNTED}"
    if term.kind is TermKind.LIVE:
        return f"距{term.from_name}不足{span_words(term.span)} {NOT_COUNTED}"
    return f"间隔不足{span_words(term.span)} {NOT_COUNTED}"


def verdict_mark(verdict: DoseVerdict) -> str:
    """Return the word beside the date of a judged needle."""
    return {
        VerdictKind.VALID: VALID,
        VerdictKind.INVALID: INVALID,
        VerdictKind.EXTRA: EXTRA,
        VerdictKind.ACCEPTED: ACCEPTED,
        VerdictKind.UNKNOWN: CHECK,
    }[verdict.kind]


def verdict_chip(verdict: DoseVerdict) -> str:
    """Return the words of the chip over the explanation."""
    if verdict.kind is VerdictKind.INVALID:
        return INVALID_CHIP
    if verdict.number is None:
        return verdict_mark(verdict)
    form = ACCEPTED_CHIP if verdict.kind is VerdictKind.ACCEPTED else VALID_CHIP
    return form.format(number=verdict.number)


def next_head(forecast: SeriesForecast) -> str:
    """Return the first line of an empty place."""
    if forecast.possible:
        return DUE_TODAY
    if forecast.status is Status.WAITING and forecast.earliest is not None:
        return STARTS.format(day=forecast.earliest)
    return {
        Status.WAITING: "暂缓",
        Status.CLOSED: "不再接种",
        Status.CONTRAINDICATED: "禁忌",
        Status.NEEDS_FACT: "缺一项情况",
        Status.CHECK: CHECK,
        Status.OFFERED: VOLUNTARY,
    }[forecast.status]


def source_words(source: str, confidence: str, rule: str = "", edition: str = "") -> str:
    """Say where the rule stands, and that it is not certain when it is not."""
    if not source:
        return ""
    words = SOURCE_OF_RULE.format(source=SOURCES.get(source, source))
    if rule:
        words = CLAUSE_OF_RULE.format(words=words, rule=rule)
    if edition:
        words = EDITION_OF_RULE.format(words=words, edition=edition)
    return words if confidence == "high" else f"{words}。{UNCERTAIN}"


def short_unit(unit: str) -> str:
    """Return town and district of a clinic's name where it names them: 昆明市官渡区, 者海镇; else the whole name."""
    found = _PLACE.match(unit)
    return found["place"] if found else unit


def fact_words(fact: HealthFact) -> str:
    """Say one health fact: 过敏：青霉素（家长自述 2024-03-02）."""
    told = f"{fact.source} {fact.on}".strip()
    return f"{FACTS.get(fact.what, fact.what)}：{fact.value}（{told}）"


def person_facts(person: Person) -> list[str]:
    """Say what the file itself knows that bears on vaccinating."""
    facts = [MOTHER_HBSAG_POSITIVE] if person.mother_hbsag == "positive" else []
    if person.birth_weight_g is not None and person.birth_weight_g < LEAST_BIRTH_WEIGHT_G:
        facts.append(LOW_BIRTH_WEIGHT.format(grams=person.birth_weight_g))
    return facts


def conflict_words(conflict: FieldConflict) -> str:
    """Say which field two people wrote differently: 出生日期有两种写法：2022-08-20、2022-08-02."""
    field = conflict.field.rpartition(".")[2]
    values = "、".join(value or EMPTY_VALUE for value in conflict.values)
    return CONFLICT.format(field=FIELDS.get(field, field), values=values)


def _short_term(term: Term) -> str:
    """Word the term that decides, without its dates."""
    if term.span is None:
        return f"{term.on} 起"
    if term.kind is TermKind.AGE:
        return age_words(term.span)
    start = f"第{term.from_number}剂" if term.from_number is not None else term.from_name or "前一针"
    return f"距{start}满{span_words(term.span)}"
