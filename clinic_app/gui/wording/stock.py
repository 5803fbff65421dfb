"""Words of the room 疫苗: shelf, delivery, waste, opened vials."""

from __future__ import annotations

from clinic_app.domain.expiry import ExpiryProblem
from clinic_app.domain.fold.lot_history import LotEvent
from clinic_app.services.stock import LotMark

TITLE = "疫苗"
SEPARATOR = " · "
DOSES, VIALS = "{count:,} 人份", "{count:,} 支"

DELIVERY_FIELDS = {
    "vaccine": "疫苗",
    "maker": "生产企业",
    "lot_number": "批号",
    "expiry": "效期",
    "expires_on": "效期",
    "vials": "支数",
    "vials_many": "支数",
    "doses_per_vial": "每支人份",
    "transport": "温度记录",
    "celsius": "运输温度",
    "celsius_order": "运输温度",
    "celsius_impossible": "运输温度",
}
DELIVERY_DOUBTS = {
    "no_transport_record": "没有运输温度记录，必须拒收",
    "expired": "已经过期，必须拒收",
    "temperature": "运输温度超出规定，不能直接入库",
    "no_release": "没有批签发合格证编号，不能直接入库",
}
EXPIRY_PROBLEMS = {
    ExpiryProblem.EMPTY: "照包装输入，如 有效期至 2027-06",
    ExpiryProblem.UNREADABLE: "看不懂，照这样：有效期至 2027-06",
    ExpiryProblem.NO_SUCH_DAY: "没有这一天，再看包装",
    ExpiryProblem.DURATION: "这是保质期，要包装上的日期",
    ExpiryProblem.DAY_OR_MONTH: "日和月分不清，写成 20270630",
}
MARKS = {
    LotMark.SHORT: "账实不符",
    LotMark.QUARANTINED: "已隔离",
    LotMark.EXPIRED: "已过期",
    LotMark.NEAR_EXPIRY: "近效期",
    LotMark.USABLE: "可用",
    LotMark.USED_UP: "已用完",
}
EVENTS = {
    LotEvent.RECEIVED: "入库",
    LotEvent.USED: "接种使用",
    LotEvent.WASTED: "报损",
    LotEvent.OPENED: "开启一支",
    LotEvent.QUARANTINED: "隔离",
    LotEvent.RELEASED: "解除隔离",
}
WASTE_REASONS = {
    "expired": "过期",
    "broken": "破损",
    "cold_chain": "冷链异常",
    "opened_leftover": "开启剩余",
    "recalled": "召回",
    "other": "其他",
}
