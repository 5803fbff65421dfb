"""Words of the observation room (留观) and its strip."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinic_app.services.observation import Exit

if TYPE_CHECKING:
    from datetime import date

TITLE = "留观"
HINT = "扫留观条或接种证，自动核对时间"
EMPTY = "现在没有孩子在留观。最后一针打完，孩子会自动出现在这里"
COMPLETION = "今日完成率"
COMPLETION_PERCENT = "{percent} %"
COMPLETION_COUNT = "{completed} / {ended}"
NOBODY_LEFT_YET = "今天还没有孩子离开"

LATE = "超时"
FREE = "可离开"
SOON = "快到"
COUNTING = "留观中"
LATE_MINUTES = "超 {minutes} 分"
LATE_HOURS = "超 {hours} 小时"
LATE_DAYS = "超 {days} 天"
FIND_CHILD = "超时未确认，请找到孩子"
CONFIRM = "请确认离开"
UNDER_FIVE = "不到 5 分钟"
CLOCK_WRONG = "本机时间早于接种时间，请看墙上的钟"
GIVEN_AT = "接种 {moment}"
FREE_AT = "可离开 {moment}"

LEAVE = "确认离开"
LEAVE_EARLY = "提前离开"
REACTION = "发生反应"
BAR_FREE = "满 30 分钟，看过无异常后按 Enter"
BAR_LATE = "超时未确认：找到孩子看过后按 Enter；不在就打电话，按 F7"
BAR_WAIT = "{moment} 可离开，请在留观区等候"
STILL = "还需 {minutes} 分钟"
TIME_IS_OVER = "已满 30 分钟"
CHOOSE_CHILD = "先选一个孩子"

LEFT = "{name} 已离开"
LEFT_EARLY = "{name} 提前离开，已记下原因"
REACTED = "{name} 的反应已记下"
REACTED_TODO = "先照看孩子，按规定报告；记录在今天的反应里"
SCAN_WAIT = "{name} 还需 {minutes} 分钟"
SCAN_WAIT_TODO = "{moment} 可离开，请在留观区等候"
ENDED_MEANWHILE = "{name} 已经不在留观中，这一步没有再记"

EARLY_TITLE = "{name} 提前离开"
EARLY_SENTENCE = "还差 {minutes} 分钟满 30 分钟。请劝家长留下；坚持要走的，写明原因和谁带走。"
EARLY_LABEL = "原因、谁带走"
EARLY_ACCEPT = "记下，提前离开"
EARLY_SUGGESTIONS = ("母亲带走，家有急事", "父亲带走，家有急事", "其他家人带走，有急事", "转去医院")
REACT_TITLE = "{name} 发生反应"
REACT_SENTENCE = "先照看孩子。写下看到的情况和做了什么，记入这次接种。"
REACT_LABEL = "情况和处置"
REACT_ACCEPT = "记下反应"
REACT_SUGGESTIONS = (
    "面色苍白，已平卧",
    "皮疹，已请医生看",
    "呼吸困难，正在抢救",
    "发热，已请医生看",
    "接种部位红肿疼痛",
)
VERDICTS = {
    Exit.MAY_LEAVE: ("可离开", "看过无异常后，按 Enter 确认离开"),
    Exit.WAIT: ("还需 {minutes} 分钟", "{moment} 可离开，请回留观区坐好"),
    Exit.LEFT: ("已离开过", "留观已经结束，没有再记"),
    Exit.REACTION: ("发生反应，处理中", "不要离开，请找医生"),
    Exit.NOT_YET: ("还没接种完", "请回接种台"),
    Exit.UNKNOWN: ("没有这张条", "看条上的日期，请护士按姓名查找"),
}
LOCKED_NO_SLIP = ("今天没有留观", "锁定时只核对留观；要接种请先登录，再扫一次")
EXTEND = "延长"
EXTEND_TITLE = "{name} 延长留观"
EXTEND_SENTENCE = "现在到 {moment} 可离开。延长多久？"
EXTEND_NOT = "不延长"
EXTEND_BY = "延长 {minutes} 分钟"
EXTEND_LABEL = "原因"
EXTEND_SUGGESTIONS = ("家长担心", "有过敏史，再看看", "发热，再看看", "医生要求")
EXTENDED = "{name} 延长 {minutes} 分钟，{moment} 可离开"
EXTENDED_NOTE = "留观中 · 已延长 {minutes} 分"
GONE = "人已不在"
GONE_TITLE = "{name} 已经不在留观区"
GONE_SENTENCE = "先打电话问孩子好不好，再写下结果。监护人：{guardian} {phone}。这一次不算留观完成。"
GONE_NO_PHONE = "没有留电话"
GONE_LABEL = "问到的情况"
GONE_ACCEPT = "记下，结束留观"
GONE_SUGGESTIONS = ("打过电话，孩子正常，已回家", "电话没打通，请村医上门看", "家属当面说正常，先走了")
GONE_DONE = "{name} 已清理：人已不在"
UNCONFIRMED_HINT = "超时未确认 {count} 人，下班前逐个处理"
REACTING = "处理中"
REACTING_NOTE = "请写反应记录"
REACTING_GIVEN = "发生 {moment}"
REACTING_UNTIL = "最迟报告 {moment}"
REACTING_CHIP = "处理中 {count}"
BAR_REACTING = "处理中：先照看孩子，再按 F8 写记录"
WRITE_RECORD = "写反应记录"
WRITE_LATER = "以后补写"
IS_REACTING = "发生反应"
LATER_TITLE = "{name} 的反应记录以后补写"
LATER_SENTENCE = "先按现在知道的写一张，剂次和经过自动带入；上报倒计时照走，随时可以打开补全。"
LATER_YES = "先记一张，以后补全"
LATER_NO = "现在就写"
LATER_DONE = "{name} 的记录先记下了，{moment} 前上报"
EMERGENCY = "急救卡"
OPEN_REPORTS = "待上报 {count} 件，最近一件{left}"
TO_WRITE = "待写记录 {count} 张"
OPEN_LIST = "反应上报"

REACTIONS_TODAY = "今天的反应 {count} 人"
REACTION_LINE = "{moment} {name}：{words}"
REACTIONS_BETWEEN = "；"

SEXES = {"M": "男", "F": "女"}
VACCINES_BETWEEN = " · "


def sex_and_age(sex: str, born: date | None, today: date) -> str:
    """Word who the child is: 男 6岁, 女 1岁6月, 男 2月, 女 12天."""
    if born is None:
        return SEXES.get(sex, "")
    months = (today.year - born.year) * 12 + today.month - born.month - (today.day < born.day)
    years, rest = divmod(months, 12)
    if months < 1:
        age = f"{(today - born).days}天"
    elif years < 1:
        age = f"{months}月"
    else:
        age = f"{years}岁{rest}月" if years < 3 and rest else f"{years}岁"
    return f"{SEXES.get(sex, '')} {age}".strip()


def late_words(minutes: int) -> str:
    """Word how long a child should have been gone: 超 18 分, 超 3 小时, 超 2 天."""
    if minutes < 120:
        return LATE_MINUTES.format(minutes=minutes)
    if minutes < 48 * 60:
        return LATE_HOURS.format(hours=minutes // 60)
    return LATE_DAYS.format(days=minutes // (24 * 60))


def clock_words(seconds: int) -> str:
    """Word the time left as minutes and seconds: 04:36."""
    minutes, rest = divmod(seconds, 60)
    return f"{minutes:02d}:{rest:02d}"


def minutes_up(seconds: int) -> int:
    """Return the minutes that are left, rounded up: nobody is told a minute too few."""
    return -(-seconds // 60)


def left_words(seconds: int) -> str:
    """Word how long until a deadline: 还剩 47:59:30, or 已超 3 小时."""
    if seconds <= 0:
        hours, minutes = divmod(-seconds // 60, 60)
        if hours >= 48:
            return f"已超 {hours // 24} 天"
        return f"已超 {hours} 小时 {minutes} 分" if hours else f"已超 {minutes} 分"
    hours, rest = divmod(seconds, 3600)
    return f"还剩 {hours:02d}:{rest // 60:02d}:{rest % 60:02d}"
