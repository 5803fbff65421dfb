"""The notice of missed doses (未种通知单) with the stub (存根) the clinic keeps: one to an A5 across, two to an A4."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from clinic_app.printing.bars import Bars, BarsDoNotFit, NoBarsForText, bars_of, draw_bars
from clinic_app.printing.column import SMALL, Column, Signing
from clinic_app.printing.fonts import Fonts, Weight, fonts_in
from clinic_app.printing.page_frame import Paper
from clinic_app.printing.paper_values import Letterhead, PaperPerson, with_marks
from clinic_app.printing.sheet import many_pages
from clinic_app.printing.wording import EXERCISE, HALF_DAYS, SEXES, day, dose_words, long_day, plain_day, word

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date
    from pathlib import Path

    from clinic_app.printing.blocks import Block
    from clinic_app.printing.sheet import Sheet

_TITLE, _STUB = "预防接种未种通知单", "存根"
_CALL = "请您于 {day} 带孩子和预防接种证到本门诊接种。"
_CALL_ANY_DAY = "请您尽快在接种日带孩子和预防接种证到本门诊接种。"
_BOOKLET = "没有接种证的，请带户口簿或出生医学证明，当场补证。来前请量体温；发热、咳嗽、腹泻或正在用药，请先打电话。"
_DONE = "已在外地接种的，请带接种证或接种证明来登记。"
_FREE = "免疫规划疫苗由国家免费提供。特此通知。"
_TOP_MM, _HALF_MM, _EDGE_MM = 9.0, 148.0, 10.0
_STUB_MM, _CUT_AT_MM, _NOTICE_AT_MM, _NOTICE_MM = 50.0, 65.0, 70.0, 130.0
_FOOT_AT_MM = 139.0
_DASH_MM, _GAP_MM = 2.0, 1.5
_LINES_AT_MOST = 5
_DOSES = 12.5  # points of the missed vaccines
_BARS_MM, _BARS_HEIGHT_MM = 60.0, 9.0


@dataclass(frozen=True, slots=True)
class MissedDose:
    """One dose that was not given; `due_on` is the day before it was to be given, `short` its name on the stub."""

    vaccine: str
    dose_number: int = 0
    due_on: date | None = None
    short: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MissedNotice:
    """What stands on one notice.

    Attributes:
        number: of this notice in its batch. person: `code` becomes the bars where it is printable ASCII.
        come_on: the clinic day the family is asked for; None for any.
    """

    letterhead: Letterhead
    number: str
    person: PaperPerson
    doses: tuple[MissedDose, ...]
    come_on: date | None = None
    half_day: str = ""


def missed_notices_pdf(
    notices: Sequence[MissedNotice],
    fonts_folder: Path,
    paper: Paper = Paper.A5_ACROSS,
    *,
    mark_missing: bool = False,
    told: Callable[[int], None] | None = None,
) -> bytes:
    """Return the notices in their order; on A4 two stand below each other, with a line to cut between.

    Args:
        notices: at least one; of one batch.
        fonts_folder: where the bundled fonts are.
        paper: `A5_ACROSS` or `A4`.
        mark_missing: print 〓 for a character no font has, after the nurse has seen which.
        told: hears how many pages are drawn; what it raises ends the work.

    Raises:
        UnprintableText: a character has no glyph and `mark_missing` is False.
    """
    fonts = fonts_in(fonts_folder)
    on_page = 2 if paper is Paper.A4 else 1

    def pages() -> Iterator[Callable[[Sheet], None]]:
        left = iter(notices)
        while group := list(islice(left, on_page)):
            marked = [with_marks(notice, fonts) if mark_missing else notice for notice in group]
            yield lambda sheet, marked=marked: _draw_page(sheet, fonts, marked)  # type: ignore[misc]  # one argument

    return many_pages(paper.size, fonts, _TITLE, notices[0].letterhead.printed_on, pages(), told)


def _draw_page(sheet: Sheet, fonts: Fonts, notices: Sequence[MissedNotice]) -> None:
    for place, notice in enumerate(notices):
        top = place * _HALF_MM
        if place:
            _dashes(sheet, _EDGE_MM, top, 210 - _EDGE_MM, top)
        _draw_stub(sheet, fonts, notice, top)
        _dashes(sheet, _CUT_AT_MM, top + _TOP_MM, _CUT_AT_MM, top + _FOOT_AT_MM)
        _draw_notice(sheet, fonts, notice, top)


def _draw_stub(sheet: Sheet, fonts: Fonts, notice: MissedNotice, top: float) -> None:
    column = Column(fonts, _EDGE_MM, _STUB_MM)
    person = notice.person
    blocks = [
        *(column.centred(EXERCISE, SMALL) if notice.letterhead.practice else []),
        *column.centred(_STUB, 14),
        *column.centred(f"№ {notice.number}", SMALL),
        column.rule(0.3),
        *column.lines(person.name, 12, Weight.BOLD),
        *column.lines(f"{_sex(person)}　{day(person.born_on)} 生".strip(), SMALL),
        *_captioned(column, "家长", f"{person.guardian} {person.phone}".strip()),
        *_captioned(column, "住址", person.address),
        *_captioned(column, "约到", day(notice.come_on) or "尽快"),
        *_captioned(column, "未种", "、".join(f"{dose.short or dose.vaccine}{_number(dose)}" for dose in notice.doses)),
    ]
    _stack(sheet, top + _TOP_MM, blocks)
    signing = [column.signings([Signing("送达人")]), column.signings([Signing("签收"), Signing("日期")])]
    _stack(sheet, top + _FOOT_AT_MM - sum(block.height_mm for block in signing), signing)


def _draw_notice(sheet: Sheet, fonts: Fonts, notice: MissedNotice, top: float) -> None:
    column = Column(fonts, _NOTICE_AT_MM, _NOTICE_MM)
    letterhead, person = notice.letterhead, notice.person
    bars = _bars(person.code)
    blocks = [
        *(column.centred(EXERCISE, 12) if letterhead.practice else []),
        *column.centred(letterhead.clinic, 11),
        *column.centred(_TITLE, 17),
        *column.lines(f"№ {notice.number}", SMALL),
        column.rule(0.5),
        column.gap(1),
        *column.lines(f"{person.name}家长{f'（{person.guardian}）' if person.guardian else ''}：", 12, Weight.BOLD),
        *column.lines(f"您的孩子（{_who(person)}）以下疫苗还没有接种：", 11.5),
        column.gap(1),
        *(line for words in _shown(notice.doses, column) for line in column.lines(words, _DOSES, Weight.BOLD)),
        column.gap(1),
        *column.lines(_CALL.format(day=_come_words(notice)) if notice.come_on else _CALL_ANY_DAY, 12, Weight.BOLD),
        *column.lines(_BOOKLET, 10),
        *column.lines(_DONE, 10),
        *column.lines(_FREE, 10),
    ]
    _stack(sheet, top + _TOP_MM, blocks)
    sign = f"{letterhead.clinic}（盖章）　{plain_day(letterhead.printed_on) if letterhead.printed_on else ''}".rstrip()
    foot = [
        *(column.lines(f"咨询电话 {letterhead.phone}", 12, Weight.BOLD) if letterhead.phone else []),
        *column.lines(sign, 10),
    ]
    foot_top = top + _FOOT_AT_MM - sum(block.height_mm for block in foot)
    _stack(sheet, foot_top, foot)
    if bars is not None:
        left = _NOTICE_AT_MM + _NOTICE_MM - bars.width_mm
        draw_bars(sheet, bars, left, foot_top - _BARS_HEIGHT_MM - 1, _BARS_HEIGHT_MM)


def _shown(doses: Sequence[MissedDose], column: Column) -> list[str]:
    """Return a line a dose while they are few, else several on a line, else one text: nothing is ever left out."""
    words = [dose_words(dose.vaccine, dose.dose_number) for dose in doses]
    if len(doses) <= _LINES_AT_MOST:
        return [f"· {one}{_due(dose)}" for one, dose in zip(words, doses, strict=True)]
    lines = [words[0]]
    for one in words[1:]:
        longer = f"{lines[-1]}、{one}"
        if len(column.lines(f"{longer}、", _DOSES, Weight.BOLD)) == 1:
            lines[-1] = longer
        else:
            lines[-1] += "、"
            lines.append(one)
    return lines if len(lines) <= _LINES_AT_MOST else ["、".join(words)]


def _due(dose: MissedDose) -> str:
    return f"　应于 {plain_day(dose.due_on)} 前接种" if dose.due_on else ""


def _number(dose: MissedDose) -> str:
    return f"第{dose.dose_number}剂" if dose.dose_number else ""


def _come_words(notice: MissedNotice) -> str:
    if notice.come_on is None:
        return ""
    return f"{long_day(notice.come_on)} {word(HALF_DAYS, notice.half_day)}".rstrip()


def _who(person: PaperPerson) -> str:
    born = f"{plain_day(person.born_on)}出生" if person.born_on else ""
    return "，".join(part for part in (_sex(person), born) if part)


def _sex(person: PaperPerson) -> str:
    return word(SEXES, person.sex) if person.sex != "U" else ""


def _captioned(column: Column, caption: str, text: str) -> list[Block]:
    return column.captioned(caption, text, SMALL, ems=3) if text else []


def _bars(code: str) -> Bars | None:
    """Return the bars of the booklet, None where its code has none."""
    try:
        return bars_of(code, _BARS_MM)
    except (NoBarsForText, BarsDoNotFit):
        return None


def _stack(sheet: Sheet, top: float, blocks: Sequence[Block]) -> None:
    for block in blocks:
        block.draw(sheet, top)
        top += block.height_mm


def _dashes(sheet: Sheet, x: float, y: float, to_x: float, to_y: float) -> None:
    """Draw a line to cut along."""
    length = max(to_x - x, to_y - y)
    right, down = (1, 0) if to_x > x else (0, 1)
    place = 0.0
    while place < length:
        end = min(place + _DASH_MM, length)
        sheet.line(x + right * place, y + down * place, x + right * end, y + down * end, 0.15)
        place += _DASH_MM + _GAP_MM
