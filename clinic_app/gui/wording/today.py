"""Words of the room 今日: its tiles, the plot of the day, and the queue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinic_app.domain.visit import VisitState

if TYPE_CHECKING:
    from datetime import date, datetime

TITLE = "今日"
WEEKDAYS = "一二三四五六日"
NEW_RECORD = "新建档案"
APPOINTED = "今天预约 {count} 人"
REACTIONS_OPEN = "反应上报 {count} 件 {left}"
SEPARATOR = " · "

GIVEN = "已种"
WATCHED = "留观中"
STOCK = "剩余疫苗"
LATE = "逾期名单"
UNSENT = "未上传"
PEOPLE, DOSES, ENTRIES = "人", "人份", "条"

DOSES_GIVEN = "{count} 剂"
WATCH_COMPLETED = "留观满 {completed} / {ended} 人"
NOBODY_GIVEN = "今天还没有接种"
MAY_LEAVE = "{count} 人可离开"
UNCONFIRMED = "{count} 人超时未确认"
UNCONFIRMED_CHIP = "超时 {count} 人"
MAY_LEAVE_CHIP = "可离开 {count} 人"
NEXT_FREE = "最早 {moment} 可离开"
NOBODY_WATCHED = "没有孩子在留观"
SHORT_CHIP, NEAR_CHIP, EXPIRED_CHIP = "不足", "近效期", "有过期"
SHORT_NOTE = "{vaccines} 少于 10 人份"
NEAR_NOTE = "{vaccines} 30 天内到期"
EXPIRED_NOTE = "过期 {count} 批"
STOCK_FINE = "没有不足，也没有近效期"
NO_STOCK = "还没有登记疫苗"
LATE_NOTE = "今天能补种的孩子"
REFRESHING = "正在核对应种名单 {done} / {total} 人，核对完之前名单会缺人"
STOP_REFRESHING = "停止"
REFRESH_STOPPED = "应种名单还有 {left} 人没有核对，名单会缺人"
GO_ON_REFRESHING = "接着核对"
LATE_SO_FAR = "还没核对完，人数会变多"
NOBODY_LATE = "没有逾期的孩子"
OLDEST = "最早一条 {moment}"
OLDEST_DAYS = "已 {days} 天"
ALL_CONFIRMED = "县里都已收到"
CONFIRMED_AT = "县里最后确认 {moment}"

PLOT = "今天每半小时"
PLOT_LEGEND = "已种（人）"
PLOT_EMPTY = "还没有人接种，种下第一针后这里开始记"
QUEUE = "候诊 {count} 人"
QUEUE_KEYS = "↑↓ 选，Enter 到接种台"
QUEUE_EMPTY = "还没有今天的儿童。扫接种证，或按 F3 新建档案"
SINCE = "{day} 起未结束"
STEPS = {
    VisitState.WAITING: ("预检", "stethoscope"),
    VisitState.SCREENED: ("登记", "clipboard-list"),
    VisitState.REGISTERED: ("告知", "signature"),
    VisitState.INFORMED: ("接种", "syringe"),
    VisitState.INJECTING: ("接种中", "syringe"),
}
VACCINES_UNDECIDED = "还没选疫苗"


def day_words(day: date) -> str:
    """Word a day: 2026 年 11 月 18 日 星期三."""
    return f"{day.year} 年 {day.month} 月 {day.day} 日  星期{WEEKDAYS[day.weekday()]}"


def moment_words(moment: datetime, today: date) -> str:
    """Word a local moment: the time alone today, month and day before it this year, else the whole date."""
    if moment.date() == today:
        return f"{moment:%H:%M}"
    return f"{moment:%m-%d %H:%M}" if moment.year == today.year else f"{moment:%Y-%m-%d %H:%M}"


def half_hour_words(minutes: int) -> str:
    """Word minutes since midnight: 08:30."""
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def short_list(names: list[str], most: int) -> str:
    """Name the first few, and how many there are in all when there are more."""
    shown = "、".join(names[:most])
    return shown if len(names) <= most else f"{shown} 等 {len(names)} 种"
