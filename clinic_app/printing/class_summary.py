"""The first page of a class's school checks (查验汇总): who is complete, who is not, and who was not found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from clinic_app.domain.school_check import SchoolResult
from clinic_app.printing.column import Signing
from clinic_app.printing.fonts import fonts_in
from clinic_app.printing.page_frame import Paper
from clinic_app.printing.pages import Pages
from clinic_app.printing.paper_values import Letterhead, with_marks
from clinic_app.printing.wording import day, day_to_write

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from pathlib import Path

    from clinic_app.printing.sheet import Sheet

_TITLE = "入托、入学预防接种查验汇总"
_RESULTS = {
    SchoolResult.COMPLETE.value: "已完成",
    SchoolResult.MISSING.value: "需补种",
    SchoolResult.CONTRAINDICATED.value: "禁忌",
    SchoolResult.UNCLEAR.value: "须核实",
}
_NOT_CERTIFIED = "未出证明"


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryLine:
    """One child of the list. `reason`: why no certificate was made, empty when one was. `missing`: in words."""

    name: str
    born_on: date | None
    result: str
    number: str = ""
    missing: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassSummary:
    """The whole list, in the order of the school. `title`: school and class as the nurse wrote it, may be empty."""

    letterhead: Letterhead
    title: str
    lines: tuple[SummaryLine, ...]
    checked_by: str = ""

    @property
    def document_title(self) -> str:
        """Return what the document calls itself; no names."""
        return _TITLE

    @property
    def counts(self) -> str:
        """Return how many stand where, in one line."""
        counted = [(word, sum(line.result == code for line in self.lines)) for code, word in _RESULTS.items()]
        counted.append((_NOT_CERTIFIED, sum(bool(line.reason) for line in self.lines)))
        told = "　".join(f"{word} {count}" for word, count in counted if count)
        return f"名单 {len(self.lines)} 人　{told}"


def summary_pages(summary: ClassSummary, fonts_folder: Path) -> list[Callable[[Sheet], None]]:
    """Return what draws the summary; characters without a glyph are marked 〓, the nurse has been told before."""
    fonts = fonts_in(fonts_folder)
    summary = with_marks(summary, fonts)
    pages = Pages(Paper.A4, fonts, summary.letterhead.head(_TITLE, summary.title), summary.letterhead.foot())
    pages.framed(summary.counts, 12)
    pages.gap(3)
    columns = (("序号", 0.7), ("姓名", 2.6), ("出生日期", 1.5), ("结论", 1.1), ("缺什么、为什么", 4.0), ("编号", 1.9))
    pages.table(columns, [_row(number, line) for number, line in enumerate(summary.lines, start=1)], size=9.5)
    pages.gap(6)
    printed = summary.letterhead.printed_on
    pages.signings([Signing("查验人", summary.checked_by), Signing("日期", day_to_write(printed))])
    pages.signings([Signing("学校（园所）收到人"), Signing("日期", day_to_write(None))])
    return pages.drawings()


def _row(number: int, line: SummaryLine) -> tuple[str, ...]:
    return (
        str(number),
        line.name,
        day(line.born_on),
        _RESULTS.get(line.result, _NOT_CERTIFIED),
        line.reason or "、".join(line.missing),
        line.number,
    )
