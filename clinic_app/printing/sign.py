"""Signs for the rooms (标识牌): one word over the whole sheet, A3 or A4 across, and the way through the clinic."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from clinic_app.printing.fonts import Fonts, Weight, fonts_in
from clinic_app.printing.sheet import POINTS_PER_MM, PageSize, one_page

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from clinic_app.printing.sheet import Sheet

SIZES = {"a3": PageSize(420, 297), "a4": PageSize(297, 210)}
STEPS = ("预检", "登记", "告知", "接种", "留观")
_CIRCLED = "①②③④⑤"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """One sign. `step` counts from 1, 0 for none; `below` is one line under the word; `is_way` shows all steps."""

    word: str
    step: int = 0
    below: str = ""
    is_way: bool = False


SIGNS: dict[str, Sign] = {
    "waiting": Sign(word="候诊区", below="请先取号，坐下等叫号"),
    "screening": Sign(word="预检", step=1, below="量体温，说清孩子最近的情况"),
    "registration": Sign(word="登记", step=2, below="请出示预防接种证"),
    "consent": Sign(word="告知", step=3, below="看清每一项内容，再签字"),
    "vaccination": Sign(word="接种", step=4, below="请一起核对疫苗名称和有效期"),
    "observation": Sign(word="留观", step=5, below="坐满 30 分钟，不适马上告诉护士"),
    "thirty": Sign(word="留观30分钟", below="没有不适，扫留观条后再离开"),
    "emergency": Sign(word="急救处置", below="通道请保持畅通"),
    "cold_chain": Sign(word="冷链室", below="非工作人员请勿进入"),
    "way": Sign(word="接种流程", is_way=True, below="按顺序来，一步也不跳"),
}


def sign_pdf(sign: Sign, size: PageSize, fonts_folder: Path, printed_on: date | None, clinic: str = "") -> bytes:
    """Return the sign; its word is as large as the sheet allows.

    Raises:
        UnprintableText: a character of the clinic's name has no glyph.
    """
    fonts = fonts_in(fonts_folder)

    def draw(sheet: Sheet) -> None:
        edge = size.height_mm * 0.035
        sheet.frame(edge, edge, size.width_mm - 2 * edge, size.height_mm - 2 * edge, edge / 3)
        if sign.is_way:
            _draw_way(sheet, fonts, sign, size)
        else:
            _draw_word(sheet, fonts, sign, size)
        _centred(sheet, fonts, clinic, size, 0.925, size.height_mm * 0.028)

    return one_page(size, fonts, "标识牌", printed_on, draw)


def _draw_word(sheet: Sheet, fonts: Fonts, sign: Sign, size: PageSize) -> None:
    if sign.step:
        _centred(sheet, fonts, f"第 {sign.step} 步", size, 0.2, size.height_mm * 0.11)
    _centred(sheet, fonts, sign.word, size, 0.62 if sign.step else 0.56, size.height_mm * 0.46)
    _centred(sheet, fonts, sign.below, size, 0.82, size.height_mm * 0.085)


def _draw_way(sheet: Sheet, fonts: Fonts, sign: Sign, size: PageSize) -> None:
    """Draw the steps side by side with arrows between."""
    _centred(sheet, fonts, sign.word, size, 0.27, size.height_mm * 0.16)
    share = size.width_mm * 0.86 / len(STEPS)
    left = (size.width_mm - share * (len(STEPS) - 0.2)) / 2
    height = size.height_mm * 0.28
    top = size.height_mm * 0.38
    for place, step in enumerate(STEPS):
        box = left + place * share
        wide = share * 0.8
        sheet.frame(box, top, wide, height, height / 40)
        for text, baseline, tall in ((_CIRCLED[place], 0.42, 0.34), (step, 0.82, 0.3)):
            fitted = _fitting(fonts, text, wide * 0.9, height * tall)
            x = box + (wide - _width(fonts, text, fitted)) / 2
            sheet.text(x, top + height * baseline, text, fitted, Weight.BOLD)
        if place < len(STEPS) - 1:
            _arrow(sheet, box + wide + share * 0.03, top + height / 2, share * 0.14)
    _centred(sheet, fonts, sign.below, size, 0.82, size.height_mm * 0.085)


def _arrow(sheet: Sheet, x_mm: float, y_mm: float, length_mm: float) -> None:
    thick = length_mm * 0.12
    end = x_mm + length_mm
    sheet.line(x_mm, y_mm, end, y_mm, thick)
    for down in (-1, 1):
        sheet.line(end - length_mm * 0.45, y_mm + down * length_mm * 0.4, end, y_mm, thick)


def _centred(sheet: Sheet, fonts: Fonts, text: str, size: PageSize, baseline: float, tall_mm: float) -> None:
    """Draw a line in the middle, at most `tall_mm` high; `baseline` is a share of the sheet's height."""
    if text:
        fitted = _fitting(fonts, text, size.width_mm * 0.86, tall_mm)
        x = (size.width_mm - _width(fonts, text, fitted)) / 2
        sheet.text(x, size.height_mm * baseline, text, fitted, Weight.BOLD)


def _fitting(fonts: Fonts, text: str, width_mm: float, tall_mm: float) -> float:
    """Return the size in points at which the line is as wide as there is room, and no higher."""
    tallest = tall_mm * POINTS_PER_MM
    return min(tallest, tallest * width_mm / _width(fonts, text, tallest))


def _width(fonts: Fonts, text: str, size: float) -> float:
    return fonts.width(text, size, Weight.BOLD) / POINTS_PER_MM
