"""Words of the system room (系统): clinic days and thresholds."""

from __future__ import annotations

SETTING_NAMES = {
    "fever_from_tenths": "发热标准",
    "live_vial_minutes": "活疫苗开启后可用",
    "inactivated_vial_minutes": "灭活疫苗开启后可用",
    "near_expiry_days": "近效期提醒",
    "follow_up_age": "接种后随访年龄",
    "high_systolic": "收缩压请医生判断",
    "high_diastolic": "舒张压请医生判断",
    "unsent_days": "未上传几天后提醒",
    "screening_questions": "预检问几项（8 或 13）",
    "injections_per_day": "一天最多推荐几针",
    "oral_per_day": "一天最多推荐几次口服",
}
UNITS = {
    "fever_from_tenths": "375 = 37.5 ℃；0 = 照问卷的标准",
    "live_vial_minutes": "分钟",
    "inactivated_vial_minutes": "分钟",
    "near_expiry_days": "天",
    "follow_up_age": "岁起",
    "high_systolic": "mmHg 起",
    "high_diastolic": "mmHg 起",
    "unsent_days": "天",
    "screening_questions": "项",
    "injections_per_day": "针",
    "oral_per_day": "次",
}
TITLE = "系统"
CONTEXT = "接种日和提醒标准，F9 保存后马上生效"
DAYS = "接种日"
WEEKDAYS = tuple((number, f"周{name}") for number, name in enumerate("一二三四五六日", start=1))
WEEKDAYS_LABEL = "每周（空格勾选；一个都不选 = 每个工作日）"
DAYS_OF_MONTH, DAYS_OF_MONTH_HINT = "每月几号", "逢十填 10 20 30；不用就空着"
EXTRA, CLOSED = "加开的日子", "不接种的日子"
DATES_HINT = "20261226 20270103，空格隔开"
HALF_DAY = "时段"
HALF_DAY_CHOICES = (("", "全天"), ("morning", "上午"), ("afternoon", "下午"))
AHEAD = "按现在的设置，下面几次接种日：{days}"
AHEAD_NONE = "按现在的设置，一年里没有接种日"
UNKNOWN_HOLIDAY = "{day}（放假安排未公布）"
THRESHOLDS = "提醒标准"
RULES = "免疫规则"
SAVE = "保存"
SAVED = "设置已保存"
NUMBER_WRONG = "{least} 到 {most} 之间的数"
DAYS_OF_MONTH_WRONG = "1 到 31 的数，空格隔开"
DATES_WRONG = "每个日子 8 位数字，空格隔开"
OFF_WRONG = "先改红字"
NOTHING = "没有改动"
