"""Words that several papers share: codes of the journal in Chinese, dates, the marks of head and foot."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime

EXERCISE = "练习 · 不是真实记录"
PAGE_OF = "第 {page} 页 共 {pages} 页"
SEXES = {"M": "男", "F": "女", "U": "性别不详"}
ROUTES = {"IM": "肌内", "SC": "皮下", "ID": "皮内", "PO": "口服", "IN": "鼻喷"}
SITES = {
    "left_upper_arm": "左上臂",
    "right_upper_arm": "右上臂",
    "left_thigh": "左大腿",
    "right_thigh": "右大腿",
    "oral": "口服",
    "nasal": "鼻腔",
}
RELATIONS = {"mother": "母亲", "father": "父亲", "other": "监护人", "self": "本人"}
HALF_DAYS = {"morning": "上午", "afternoon": "下午", "": ""}
WEEKDAYS = "一二三四五六日"
NOT_COUNTED_REMARK, ACCEPTED_REMARK, CHECK_REMARK, LATE_REMARK = "不计", "经确认", "请核对", "逾期"
_BLANK_DATE = "　　　年　　月　　日"


def word(words: dict[str, str], code: str) -> str:
    """Return the Chinese word of a code; a code this version does not know, or words already, as they are."""
    return words.get(code, code)


def words_once(*words: str) -> str:
    """Return the words with a blank between them, each once: a swallowed dose has 口服 for its route and its site."""
    return " ".join(dict.fromkeys(filter(None, words)))


def day(on: date | None) -> str:
    """Word a day as 2026-11-18, an unknown one as nothing."""
    return f"{on:%Y-%m-%d}" if on else ""


def long_day(on: date) -> str:
    """Word a day for a guardian: 2026年11月18日 星期三."""
    return f"{plain_day(on)} {weekday(on)}"


def plain_day(on: date) -> str:
    """Word a day as 2026年11月18日."""
    return f"{on.year}年{on.month}月{on.day}日"


def weekday(on: date) -> str:
    """Word the day of the week: 星期三."""
    return f"星期{WEEKDAYS[on.weekday()]}"


def day_to_write(on: date | None) -> str:
    """Word a day beside a signature, or leave room to write one."""
    return plain_day(on) if on else _BLANK_DATE


def moment(at: datetime | None) -> str:
    """Word a local moment to the minute, an unknown one as nothing."""
    return f"{at:%Y-%m-%d %H:%M}" if at else ""


def yuan(fen: int) -> str:
    """Word an amount of fen: 598.00 元."""
    return f"{fen // 100}.{fen % 100:02} 元"


def dose_words(vaccine: str, dose_number: int) -> str:
    """Word a vaccine and its dose; a number of 0 is unknown and left out."""
    return f"{vaccine} 第{dose_number}剂" if dose_number else vaccine


def chosen(choices: dict[str, str], code: str) -> str:
    """Return every choice with a box, the one of `code` filled: ■痊愈 □好转; an unknown code fills none."""
    return "　".join(f"{'■' if key == code else '□'}{words}" for key, words in choices.items())
