"""Chinese words for the codes of the journal: routes, sites, sexes, ages, relations, states and check items."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinic_app.domain.calendar import add_months, age_in_months
from clinic_app.domain.safety_check import CheckPoint
from clinic_app.domain.visit import VisitState

if TYPE_CHECKING:
    from datetime import date

ROUTES = {"IM": "肌内", "SC": "皮下", "ID": "皮内", "PO": "口服", "IN": "鼻喷"}
SITES = {
    "left_upper_arm": "左上臂",
    "right_upper_arm": "右上臂",
    "left_thigh": "左大腿",
    "right_thigh": "右大腿",
    "oral": "口服",
    "nasal": "鼻腔",
}
SEXES = {"M": "男", "F": "女", "U": "性别不详"}
RELATIONS = {"mother": "母", "father": "父", "other": "监护人", "self": "本人"}
RESIDENCES = {"resident": "常住", "migrant": "流动", "temporary": "临时"}
ENROLMENTS = {"enrolled": "在册", "moved_out": "已迁出", "dead": "已死亡", "lost": "失联"}
VISIT_STATES = {
    VisitState.WAITING: "待预检",
    VisitState.SCREENED: "待登记",
    VisitState.REGISTERED: "待告知",
    VisitState.INFORMED: "待接种",
    VisitState.INJECTING: "接种中",
    VisitState.OBSERVING: "留观中",
    VisitState.DONE: "已完成",
    VisitState.POSTPONED: "暂缓",
    VisitState.CONTRAINDICATED: "禁忌",
    VisitState.REFUSED: "拒种",
    VisitState.CANCELLED: "取消",
    VisitState.NO_SHOW: "未到",
    VisitState.LEFT_EARLY: "提前离开",
    VisitState.REACTION: "发生反应",
}
OPEN_STEPS = {
    VisitState.WAITING: "预检",
    VisitState.SCREENED: "登记",
    VisitState.REGISTERED: "告知",
    VisitState.INFORMED: "接种",
    VisitState.INJECTING: "接种",
    VisitState.OBSERVING: "留观",
}
CHECK_NUMBERS = dict(zip(CheckPoint, "①②③④⑤⑥⑦⑧⑨⑩⑪", strict=True))
CHECK_LABELS = {
    CheckPoint.HEALTH: "健康、禁忌",
    CheckPoint.BOOKLET: "接种证",
    CheckPoint.APPEARANCE: "外观 批号 效期",
    CheckPoint.NAME: "姓名",
    CheckPoint.AGE: "年龄",
    CheckPoint.PRODUCT: "品名",
    CheckPoint.SPECIFICATION: "规格",
    CheckPoint.VOLUME: "剂量",
    CheckPoint.SITE: "部位",
    CheckPoint.ROUTE: "途径",
    CheckPoint.GUARDIAN: "请家长看瓶签，并读给家长听",
}
CHECK_MISSING = {
    CheckPoint.HEALTH: "看健康、禁忌",
    CheckPoint.BOOKLET: "对接种证",
    CheckPoint.APPEARANCE: "看外观",
    CheckPoint.NAME: "问姓名",
    CheckPoint.AGE: "核年龄",
    CheckPoint.PRODUCT: "看品名",
    CheckPoint.SPECIFICATION: "看规格",
    CheckPoint.VOLUME: "看剂量",
    CheckPoint.SITE: "看部位",
    CheckPoint.ROUTE: "看途径",
    CheckPoint.GUARDIAN: "家长看瓶签",
}
LOT_PROBLEMS = {"expired": "已过期", "quarantined": "已封存", "empty": "账上已用完"}
CHECK_REASONS = {
    "contraindication": "有禁忌",
    "caution": "有过敏、疾病或反应史",
    "answered_yes": "预检有回答“是”",
    "check": "程序不确定，请核对",
    "other_vaccine": "不是登记的疫苗",
    "site_not_allowed": "部位不对",
    "site_taken": "这个部位今天打过针",
    "too_young": "还没到月龄",
    "too_soon": "和上一剂间隔不够",
    "live_too_close": "和另一种注射活疫苗不满 28 天",
    "other_day": "预检不是今天做的",
    "differs": "对不上",
    "no_vial": "还没扫疫苗",
    "waiting": "还没到时间",
    "complete": "这一种已种完",
    "closed": "不再接种",
    "contraindicated": "禁忌",
    "needs_fact": "缺一项情况",
    **LOT_PROBLEMS,
}
CHECK_REASONS_SHORT = {
    "site_taken": "今天打过",
    "site_not_allowed": "部位不对",
    "too_young": "没到月龄",
    "too_soon": "间隔不够",
    "live_too_close": "不满28天",
}
_YEARS_FROM_MONTHS = 24


def age_words(born: date, on: date, gap: str = "") -> str:
    """Word an age: 9天, 8月3天, 3岁2月; `gap` stands between figure and unit where it is read from afar."""
    months = age_in_months(born, on)
    if months < 0:
        return "未出生"
    days = (on - add_months(born, months)).days
    if months >= _YEARS_FROM_MONTHS:
        parts = ((months // 12, "岁"), (months % 12, "月"))
    else:
        parts = ((months, "月"), (days, "天"))
    shown = [f"{count}{gap}{unit}" for count, unit in parts if count]
    return gap.join(shown) or f"0{gap}天"


def masked_phone(phone: str) -> str:
    """Return a phone number as 138****1234; a short one wholly hidden."""
    return f"{phone[:3]}****{phone[-4:]}" if len(phone) >= 11 else "*" * len(phone)


def grouped(code: str) -> str:
    """Return a long code in groups of four."""
    return " ".join(code[start : start + 4] for start in range(0, len(code), 4)) if len(code) >= 12 else code


def temperature_words(tenths: int) -> str:
    """Word tenths of a degree: 36.6 ℃."""
    return f"{tenths // 10}.{tenths % 10} ℃"
