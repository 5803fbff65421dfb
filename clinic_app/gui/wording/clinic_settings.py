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
    "unsent_days": "未上传变黄",
    "screening_questions": "预检问几项（8 或 13）",
    "injections_per_day": "一天最多推荐几针",
    "oral_per_day": "一天最多推荐几次口服",
}
