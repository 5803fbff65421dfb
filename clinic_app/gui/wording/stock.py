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

# -- the shelf
CONTEXT = "可用 {doses:,} 人份"
CONTEXT_NEAR = "近效期 {count} 批"
CONTEXT_EXPIRED = "过期 {count} 批"
CONTEXT_SEALED = "隔离 {count} 批"
CONTEXT_SHORT = "账实不符 {count} 批"
COLUMN_VACCINE, COLUMN_LOT, COLUMN_LAST_DAY = "疫苗", "批号", "最后可用日"
COLUMN_STATE, COLUMN_DOSES, COLUMN_VIALS = "状态", "人份", "支"
LIST_NAME = "库存"
FILTERS = (
    ("stock", "1 在库"),
    ("usable", "2 可用"),
    ("near", "3 近效"),
    ("expired", "4 过期"),
    ("sealed", "5 隔离"),
    ("gone", "6 用完"),
)
FILTER = "筛选"
EMPTY = {
    "stock": "冰箱里还没有疫苗。按 F9 入库",
    "usable": "没有可用的疫苗。按 F9 入库",
    "near": "没有近效期的疫苗",
    "expired": "没有过期的疫苗",
    "sealed": "没有隔离的疫苗",
    "gone": "没有用完的批号",
}
DAYS_LEFT, DAYS_OVER = "剩 {days} 天", "过期 {days} 天"
RECEIVE, WASTE = "入库", "报损"
SEAL, RELEASE = "隔离", "解除隔离"
THROW_REST = "报损剩余"
NO_LOT_CHOSEN = "先选一批"
NOTHING_LEFT = "账上没有剩余"
NO_OPEN_VIAL = "没有开启的瓶"

# -- one lot
LOT_TITLE = "{vaccine}  批号 {lot}"
FACT_MAKER, FACT_SPECIFICATION, FACT_EXPIRY = "企业", "规格", "效期"
FACT_RELEASE, FACT_ON_HAND, FACT_WASTED = "批签发", "账上", "累计报损"
FACT_EXPIRY_VALUE = "最后可用日 {day}"
NOT_WRITTEN = "没有登记"
LEDGER = "台账"
LEDGER_DAY, LEDGER_EVENT, LEDGER_DOSES, LEDGER_LEFT = "日期", "事项", "人份", "结存"
EVENT_WITH_WORDS = "{event} · {words}"
WITNESSED = "见证 {name}"

# -- opened vials
OPEN_TITLE = "开启的瓶"
OPEN_LINE = "{vaccine} 批号 {lot}"
OPEN_LEFT = "剩 {count} 人份"
OPEN_CLOCK = "还能用 {clock}"
OPEN_OVER = "超时 {clock}，不能再用"
OPEN_BEFORE = "{day} 开启，不能再用"
STILL_GOOD_TITLE = "这一瓶还能用"
STILL_GOOD = "{vaccine} 批号 {lot}，{clock}，剩 {count} 人份。"
KEEP_USING, THROW_GOOD = "留着用", "报损剩余"
THROWN_AWAY = "已报损剩余 {count} 人份：{vaccine} 批号 {lot}"

# -- quarantine
SEAL_TITLE = "隔离 {vaccine} 批号 {lot}"
SEAL_SENTENCE = "隔离后接种台扫到这一批会停。账上 {count} 人份。"
SEAL_REASONS = ("冷链异常，等县疾控评估", "召回通知", "外观异常", "包装破损", "标签看不清")
RELEASE_TITLE = "解除隔离 {vaccine} 批号 {lot}"
RELEASE_SENTENCE = "解除后这一批又可以接种。"
RELEASE_REASONS = ("县疾控评估后可以使用", "核对后没有问题", "补到了批签发证明")
REASON = "原因"
SEALED = "已隔离：{vaccine} 批号 {lot}"
SEALED_TODO = "放到冰箱单独一格，贴“隔离”。"
RELEASED = "已解除隔离：{vaccine} 批号 {lot}"

# -- waste
WASTE_TITLE = "报损"
WASTE_CONTEXT = "{vaccine} 批号 {lot} · 账上 {count} 人份"
WASTE_COUNT, WASTE_UNIT, WASTE_REASON = "数量", "单位", "原因"
WASTE_WORDS, WASTE_WITNESS = "说明", "第二人签名"
WASTE_WORDS_HINT = "选“其他”时要写"
WASTE_WITNESS_HINT = "在场的另一人，姓名"
UNIT_VIALS, UNIT_DOSES = "支", "人份"
WASTE_SAVE = "保存报损"
WASTE_AFTER = "报损后账上 {count} 人份"
WASTE_IS = "= {doses} 人份"
COUNT_NOT_A_NUMBER = "只写数字"
COUNT_ZERO = "至少 1"
COUNT_TOO_MANY = "账上只有 {count} 人份"
WITNESS_SELF = "要写另一个人"
MISSING = "还缺：{fields}"
WRONG = "先改：{fields}"
WITNESS_TITLE = "没有第二人签名"
WITNESS_SENTENCE = "报损要两个人签名。现在只有你一个人时先存下，以后补签在纸上。"
WITNESS_ADD, WITNESS_ALONE = "补上姓名", "只有我一人，先存"
DESPITE_TITLE = "账上没有这么多"
DESPITE_SENTENCE = "批号 {lot} 账上 {on_hand} 人份，要报损 {doses} 人份。先数一遍冰箱里的。"
COUNT_AGAIN, DESPITE = "再数一遍", "照实报损"
WASTED = "已报损 {doses} 人份：{vaccine} 批号 {lot}"
WASTED_TODO = "装进“待报损”盒，等县里统一销毁。"
BACK = "返回"

# -- delivery
DELIVERY_TITLE = "疫苗入库"
DELIVERY_CONTEXT = "先扫一支，再照包装和运单填"
F_VACCINE, F_MAKER, F_SPECIFICATION = "疫苗", "生产企业", "规格"
F_LOT, F_EXPIRY, F_WORD = "批号", "效期（照包装）", "包装上写的是"
F_VIALS, F_PER_VIAL, F_RELEASE = "支数", "每支人份", "批签发编号"
F_SUPPLIER, F_DOCUMENT = "供货单位", "运单号"
F_RECORD, F_CELSIUS = "运输温度记录", "最低、最高温度"
H_RELEASE = "没有就只能隔离入库"
H_VACCINE, H_EXPIRY, H_CELSIUS, H_LOT = "名称或首字母，如 msf", "有效期至 2027-06", "如 2.8 5.6", "照包装"
WORDS_ON_CARTON = (("valid_until", "有效期至"), ("lapses_on", "失效期"))
RECORD_CHOICES = (("yes", "有"), ("no", "没有"))
SAVE_DELIVERY, SEAL_DELIVERY, REFUSE_DELIVERY = "入库", "隔离入库", "拒收"
LAST_DAY = "最后可用日"
LAST_DAY_OPEN = "请核对：有效期还是失效期？"
EXPIRY_ASK = "选右边是哪一种"
EXPIRY_PAST = "已过期 {days} 天"
EXPIRY_FAR = "太远了，再看包装"
COUNT_SUM = "{vials} 支 = {doses} 人份"
COUNT_NONE = "还没写支数"
VIALS_MANY = "太多了，再数一遍"
PER_VIAL_WRONG = "1 到 50"
CELSIUS_WRONG = "写两个数，如 2.8 5.6"
CELSIUS_ORDER = "先写最低，再写最高"
CELSIUS_IMPOSSIBLE = "不像是温度"
CELSIUS_OUT = "应在 {low:g}–{high:g} ℃"
VACCINE_UNKNOWN = "目录里没有"
SAME_AS_LAST = "同上次，请核对"
SCANNED = "已扫 {count} 支"
SCAN_KNOWN = "认得：{vaccine} · {maker}"
SCAN_NEW = "新的产品，填完就记住"
SCAN_BOUND = "这支已登记在批号 {lot}"
SCAN_OTHER = "这支是{in_hand}，填的是{chosen}"
SCAN_PLEASE = "请扫疫苗盒或瓶上的码"
SCAN_LOST = "扫描枪丢了分隔符，批号请照包装输入"
SCAN_DUMMY = "这是试用码，不能认出疫苗"
SCAN_BAD = {
    "wrong_length": "追溯码是 20 位，扫到 {count} 位",
    "unreadable_package": "码不完整或校验不对",
    "retail_barcode": "这是零售条码，不是追溯码",
    "empty": "没有扫到内容",
    "wrong_citizen_id": "这是身份证号，不是疫苗码",
    "not_recognised": "这不是疫苗码",
}
SCAN_NOT_A_VIAL = "这不是疫苗码"
SCAN_TODO = "再扫一次盒上 20 位的追溯码，或手工填写。"
DIFFERS = "与上次入库的 {value} 不同"
KNOWN_LOT = "已有这一批，账上 {count} 人份，会问是否加进去"
VERDICT_OPEN = "还没填完"
VERDICT_GOOD, VERDICT_GOOD_TODO = "可以入库", "点清支数，再按 F9。"
VERDICT_REFUSE_TODO = "按 F7 拒收，连同运单退回，并报告县疾控。"
VERDICT_SEAL_TODO = "按 F8 隔离入库，等县疾控答复；或按 F7 拒收。"
ADD_TITLE = "已经有这一批"
ADD_SENTENCE = "批号 {lot} 账上 {on_hand} 人份。这次 {doses} 人份是同一批吗？"
ADD_NO, ADD_YES = "不是，再核对", "同一批，加进去"
REFUSE_TITLE = "拒收"
REFUSE_SENTENCE = "拒收的一支也不入账。原因会写进记录。"
REFUSE_REASONS = {
    "没有运输温度记录": "no_transport_record",
    "运输温度超出规定": "temperature",
    "没有批签发证明": "no_release",
    "包装破损": "damaged",
    "已过期": "expired",
}
REFUSED = "已记拒收：{vaccine} 批号 {lot}，{doses} 人份"
REFUSED_TODO = "疫苗连同运单交送货人带回，打电话报告县疾控。"
RECEIVED = "已入库：{vaccine} 批号 {lot}，{doses} 人份"
RECEIVED_TODO = "放进冰箱，近效期的放前面。"
RECEIVED_SEALED_TODO = "放到冰箱单独一格，贴“隔离”，等县疾控答复。"
NO_NAME = "（没写疫苗）"
NO_NUMBER = "（没写批号）"

# -- start of the day
DAY_TITLE = "开始一天"
DAY_CONTEXT = "核对日期，清掉昨天的，再开始"
DAY_IS, CLOCK_SAYS = "今天是", "电脑说今天是"
WEEKDAYS = "一二三四五六日"
DAY_WORDS = "{day:%Y}年{day.month}月{day.day}日  星期{weekday}"
DAY_CONFIRM = "日期无误，开始工作"
DAY_TYPED_CONFIRM = "用这个日期开始"
DAY_LATER = "先不核对"
DAY_FIELD, DAY_FIELD_HINT = "今天的日期", "8 位数字，如 20261118"
DAY_UNREADABLE = "写 8 位数字，如 20261118"
DAY_NO_SUCH = "没有这一天"
DAY_IMPLAUSIBLE = "年份不对"
DAY_TYPE_FIRST = "先输入今天的日期"
DAY_LAST = "本机上次工作：{day}"
DAY_NEVER = "本机还没有工作过"
CLOCK_TROUBLES = {
    "behind": ("电脑的日期比上次工作还早", "看墙上的日历，输入今天的日期。事后请改好电脑时间。"),
    "ahead": ("电脑的日期一下子往后跳了", "看墙上的日历，输入今天的日期。日期没错就照样输入。"),
    "before_program": ("电脑的日期不可能是对的", "看墙上的日历，输入今天的日期。事后请换主板电池。"),
}
DAY_OTHER_TITLE = "两个日期不一样"
DAY_OTHER_SENTENCE = "电脑说 {clock}，你输入 {typed}。今天到底是哪一天？"
DAY_OTHER_AGAIN, DAY_OTHER_TYPED = "再看一遍日历", "就是 {typed}"
DAY_CONFIRMED = "今天按 {day} 登记"
LEFTOVERS_TITLE = "以前开启、没有报损的瓶"
LEFTOVERS_NONE = "没有剩下开启的瓶"
LEFTOVER_LINE = "{vaccine} 批号 {lot} · {day} 开启 · 剩 {count} 人份"
LEFTOVERS_THROW = "都已丢弃，报损"
LEFTOVERS_THROWN = "已报损 {count} 支开启的瓶"
EXPIRED_TITLE = "已过期"
EXPIRED_NONE = "没有过期的疫苗"
EXPIRED_LINE = "{vaccine} 批号 {lot} · 最后可用日 {day} · {count} 人份"
EXPIRED_WASTE = "都已取出，报损"
EXPIRED_WASTED = "已报损过期 {count} 人份"
EXPIRED_WITNESS_TITLE = "报损过期疫苗"
EXPIRED_WITNESS_SENTENCE = "{lots} 批共 {doses} 人份，从冰箱取出装进“待报损”盒。谁在场？"
NEAR_TITLE = "近效期，先用"
NEAR_NONE = "没有近效期的疫苗"
NEAR_LINE = "{vaccine} 批号 {lot} · 最后可用日 {day} · 剩 {days} 天 · {count} 人份"
AND_MORE = "还有 {count} 批，到“疫苗”里看"
