"""A Chinese sentence and what to do next where a wish about what follows the needle was not granted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinic_app.gui.wording.clinic_settings import SETTING_NAMES
from clinic_app.services import aftermath_failures as failures

if TYPE_CHECKING:
    from collections.abc import Callable

    from clinic_app.services.failures import WishRefused

PLAIN: dict[type[WishRefused], tuple[str, str]] = {
    failures.MinutesImplausible: ("延长的分钟数不对", "按 5 到 240 之间的分钟数输入，比如 15。"),
    failures.UnknownAefi: ("没有找到这张反应记录", "按 Esc 回到列表，再打开一次。"),
    failures.UnknownSymptom: ("症状表里没有这一项", "选“其他”，写在临床经过里。"),
    failures.NothingSeen: ("还没写看到了什么", "至少选一个症状，或填体温、红肿、硬结，或写临床经过。"),
    failures.OnsetBeforeDose: ("发生时间早于接种时间", "核对发生时间；不是这一针引起的，换成别的剂次。"),
    failures.FoundBeforeOnset: ("时间前后对不上", "发现和上报都在发生之后，核对这几个时间。"),
    failures.MomentAhead: ("这个时间还没到", "写已经过去的时间；再看一眼墙上的钟。"),
    failures.FeverImplausible: ("体温不像是对的", "按 38.6 或 386 这样输入，没有量就空着。"),
    failures.WidthImplausible: ("直径不像是对的", "按厘米输入，比如 3.5；没有就空着。"),
    failures.ReportIncomplete: ("还没写怎么报、报给谁", "选报告方式，写上接报的单位或人。"),
    failures.DayRefused: ("这一天不能预约", "换一天，按 20261216 这样输入。"),
    failures.AppointmentGone: ("这个预约已经取消，或没有这个预约", "按 Esc 回到列表，再看一次。"),
    failures.NoClinicDay: ("这样设，一年里没有一天能接种", "至少选一个星期几，或写每月几号（1 到 31）。"),
    failures.HalfDayUnknown: ("半天只能是上午或下午", "重新选上午、下午或全天。"),
}


def _day_gone(failure: WishRefused) -> tuple[str, str]:
    assert isinstance(failure, failures.DayRefused)
    return f"{failure.on} 已经过了", "写今天或以后的日子，按 20261216 这样输入。"


def _day_too_far(failure: WishRefused) -> tuple[str, str]:
    assert isinstance(failure, failures.DayRefused)
    return f"{failure.on} 太远了", "三年以内才能预约；核对年份。"


def _appointed_already(failure: WishRefused) -> tuple[str, str]:
    assert isinstance(failure, failures.DayRefused)
    return f"{failure.on} 已经有一个预约", "不用再约；要换日子，先改原来的那一个。"


def _setting_implausible(failure: WishRefused) -> tuple[str, str]:
    assert isinstance(failure, failures.SettingImplausible)
    name = SETTING_NAMES.get(failure.name, failure.name)
    return f"“{name}”不在范围内", f"输入 {failure.least} 到 {failure.most} 之间的数。"


def _watch_of_another_day(failure: WishRefused) -> tuple[str, str]:
    assert isinstance(failure, failures.WatchOfAnotherDay)
    return f"这是 {failure.on} 的留观，不能记成看满了", "先看电脑的日期对不对。日期对，就按 F7，写下孩子现在怎样。"


WORDED: dict[type[WishRefused], Callable[[WishRefused], tuple[str, str]]] = {
    failures.DayGone: _day_gone,
    failures.DayTooFar: _day_too_far,
    failures.AppointedAlready: _appointed_already,
    failures.SettingImplausible: _setting_implausible,
    failures.WatchOfAnotherDay: _watch_of_another_day,
}
