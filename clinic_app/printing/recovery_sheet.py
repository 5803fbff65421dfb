"""The recovery sheet (恢复码单): the code that opens the clinic when every password is lost, on half a page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from clinic_app.printing.fonts import Fonts, Weight, fonts_in
from clinic_app.printing.sheet import POINTS_PER_MM, PageSize, Sheet, one_page
from clinic_app.printing.text_lines import lines_of

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

A5_ACROSS = PageSize(210, 148)
_LEFT_MM = 18.0
_WIDTH_MM = 174.0
_GROUPS_IN_A_ROW = 4
_NOTES = (
    "谁都忘了密码时，在登录页按 F8，把这八组输进去，就能打开本门诊的数据。大小写、空格、横线都不要紧。",
    "放进信封，封口签名，锁进保险柜。不要拍照，不要存在电脑或手机里。电脑里没有这张纸的底稿。",
    "这张纸和电脑一起丢了，数据就可能被人看到：马上告诉县疾控，并重新设恢复码。",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoverySheet:
    """What stands on the sheet.

    Attributes:
        code: groups of letters and digits with dashes between them.
        printed_on: day on the paper and in the metadata.
    """

    clinic: str
    unit_code: str
    code: str
    printed_on: date


def recovery_sheet(sheet: RecoverySheet, fonts_folder: Path) -> bytes:
    """Return the sheet as a PDF of one page, A5 across.

    A character of the clinic's name that no font has is printed as 〓: the code must come onto paper all the same.

    Raises:
        FontFileMissing: the fonts are not in their folder.
    """
    fonts = fonts_in(fonts_folder)
    return one_page(A5_ACROSS, fonts, "恢复码单", sheet.printed_on, lambda page: _draw(page, sheet, fonts))


def _draw(page: Sheet, sheet: RecoverySheet, fonts: Fonts) -> None:
    page.text(_LEFT_MM, 20, "恢复码单", 22, Weight.BOLD)
    clinic = lines_of(fonts.substituted(sheet.clinic), _WIDTH_MM, 12, Weight.REGULAR, fonts)[0]
    page.text(_LEFT_MM, 29, clinic, 12, Weight.REGULAR)
    about = f"单位编码 {sheet.unit_code}    打印 {sheet.printed_on:%Y-%m-%d}"
    page.text(_LEFT_MM, 36, about, 10.5, Weight.REGULAR)
    _draw_code(page, sheet.code.split("-"), 41)
    top = _draw_notes(page, fonts, 89)
    page.text(_LEFT_MM, max(top + 9, 134), "封存人 ________________    日期 ________________", 10.5, Weight.REGULAR)


def _draw_code(page: Sheet, groups: list[str], top_mm: float) -> None:
    """Draw the groups in a frame, each under its number, so that a person can say which one is unclear."""
    rows = -(-len(groups) // _GROUPS_IN_A_ROW)
    row_mm, column_mm = 19.0, _WIDTH_MM / _GROUPS_IN_A_ROW
    page.frame(_LEFT_MM, top_mm, _WIDTH_MM, rows * row_mm + 3, 0.75)
    for place, group in enumerate(groups):
        x = _LEFT_MM + (place % _GROUPS_IN_A_ROW) * column_mm + 5
        y = top_mm + (place // _GROUPS_IN_A_ROW) * row_mm
        page.text(x, y + 6.5, f"第 {place + 1} 组", 9, Weight.REGULAR)
        page.text(x, y + 16.5, group, 26, Weight.BOLD)


def _draw_notes(page: Sheet, fonts: Fonts, top_mm: float) -> float:
    """Draw the notes, numbered, and return where they end."""
    size = 10.5
    line_mm = size / POINTS_PER_MM * 1.45
    y = top_mm + line_mm
    for number, note in enumerate(_NOTES, start=1):
        page.text(_LEFT_MM, y, f"{number}.", size, Weight.REGULAR)
        for line in lines_of(note, _WIDTH_MM - 6, size, Weight.REGULAR, fonts):
            page.text(_LEFT_MM + 6, y, line, size, Weight.REGULAR)
            y += line_mm
        y += 1
    return y
