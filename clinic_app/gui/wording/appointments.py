"""Words of appointments (预约): the next date after a needle, the list of a day, moving and cancelling."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinic_app.domain.clinic_days import DayProblem

if TYPE_CHECKING:
    from datetime import date

WEEKDAYS = "一二三四五六日"
NEXT_DAY = "下次接种日"
DAY_HINT = "20261216"
DAY_WRONG = "8 位数字，如 20261216"
ACCEPT = "预约，下一个"
SKIP = "不约"
DOSE = "{vaccine} 第 {number} 剂"
EXPECTED = "到时可种：{doses}"
LATER = "再以后：{visits}"
NOTHING_EXPECTED = "到时没有该种的"
STANDS = "已约 {day}，改日期按 Enter 改期。{words}"
MADE = "已约 {day}，{paper}"
MADE_TODO = "孩子 {moment} 可离开，请到留观区"
KEPT = "已约 {day}，没有改"
NONE_MADE = "这次没有预约"
NOT_PRINTED = "预约单没有打出来"
NOT_PRINTED_TODO = "预约已经记下，把日期告诉家长；稍后在今天的预约里补打"
PROBLEMS = {
    DayProblem.CLOSED: "这一天设为不接种",
    DayProblem.HOLIDAY: "这一天是法定节假日",
    DayProblem.OTHER_DAY: "这一天不是接种日",
}
HOLIDAY_UNKNOWN = "{year} 年放假安排还没公布，临近请再核对"

TITLE = "预约"
CHIP = "已约 {day}"
CONTEXT = "{day} · 约 {standing} 人，已到 {came}，已种 {vaccinated}"
KEYS_HINT = "PgUp PgDn 换天，Enter 打开金卡"
EMPTY = "{day} 还没有预约。最后一针打完，接种台会提出下次日期"
COLUMNS = ("姓名", "年龄", "时段", "疫苗", "监护人", "状态")
HALF_DAYS = {"": "全天", "morning": "上午", "afternoon": "下午"}
NOT_COME, CAME, DONE, CANCELLED = "未到", "已到", "已种", "取消：{reason}"
COMING = "待来"
PREVIOUS, NEXT, TODAY = "前一天", "后一天", "今天"
MOVE, CANCEL, PRINT, BACK = "改期", "取消预约", "打印预约单", "返回"
NEW = "新预约"
MOVE_TITLE = "{name} 改到哪一天"
MOVE_SENTENCE = "现在约在 {day}。下一个接种日：{next_day}。"
MOVE_LABEL = "新日期"
MOVE_AGAIN = "没有改：日期按 20261216 这样写"
MOVED = "{name} 改到 {day}"
CANCEL_TITLE = "取消 {name} 的预约"
CANCEL_LABEL = "原因"
CANCEL_REASONS = ("孩子生病", "家长有事，再联系", "迁出", "在外地已接种", "约错了")
CANCELLED_TOLD = "{name} 的预约已取消"
CHOOSE = "先选一个预约"
STANDS_NO_MORE = "这个预约已经取消"
LEAVE_AS_IS = "不动"
STANDING_TITLE = "{name} 已约 {day}"
NEW_TITLE = "{name} 约哪一天"
NOTHING_TO_COME = "没有要种的疫苗，也可以写一个日期"


def weekday_words(day: date) -> str:
    """Word the weekday: 周三."""
    return f"周{WEEKDAYS[day.weekday()]}"


def day_words(day: date) -> str:
    """Word a day: 2026-12-16 周三."""
    return f"{day} {weekday_words(day)}"
