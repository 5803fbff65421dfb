"""Words of the observation room (留观) and its strip."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
BAR_LATE = "超时未确认：找到孩子，看过无异常后按 Enter"
BAR_WAIT = "{moment} 可离开，请在留观区等候"
STILL = "还需 {minutes} 分钟"
TIME_IS_OVER = "已满 30 分钟"
CHOOSE_CHILD = "先选一个孩子"

LEFT = "{name} 已离开"
LEFT_EARLY = "{name} 提前离开，已记下原因"
REACTED = "{name} 的反应已记下"
REACTED_TODO = "先照看孩子，按规定报告；记录在今天的反应里"
SCAN_FREE = "{name} 可离开"
SCAN_FREE_TODO = "看过无异常后按 Enter 确认离开"
SCAN_WAIT = "{name} 还需 {minutes} 分钟"
SCAN_WAIT_TODO = "{moment} 可离开，请在留观区等候"
UNKNOWN_TICKET = "没有在留观的孩子用这张条：{ticket}"
UNKNOWN_TICKET_TODO = "看条上的日期；当天的条，孩子已经确认离开，或还没打完针"
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
REACTIONS_TODAY = "今天的反应 {count} 人"
REACTION_LINE = "{moment} {name}：{words}"

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
