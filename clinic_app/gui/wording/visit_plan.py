"""Words of the next visits (下几次): the day, what is given, and why it lies there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinic_app.domain.immunization.visit_plan import Placement
from clinic_app.gui.wording.appointments import day_words
from clinic_app.gui.wording.immunization import term_words

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from clinic_app.domain.immunization.results import SeriesForecast
    from clinic_app.domain.immunization.visit_plan import PlannedDose, PlannedVisit

TITLE = "下几次"
TODAY = "今天"
DOSE = "{vaccine} {number}"
DOSE_LONG = "{vaccine} 第 {number} 剂"
AT_ONCE = "{dose}（到日就种）"
MORE = "还有 {count} 次"
NOTHING = "一年内没有要种的"
ASK_FIRST = "先核对"
ASKED_FIRST = "{series}，核对了再排日子"
PLAN_TITLE = "{name} 下几次"
FIRST_ONLY = "（下面是前 {count} 次）"
PLAN_SENTENCE = "到 {until} 为止共 {count} 次{some}，每次最多 {most} 针，都排在接种日。"
PLAN_NOTHING = "到 {until} 为止没有要种的。"
UNDERSTOOD = "知道了"
ALOUD = "念给家长听"
LATE = "已逾期"
PLACEMENTS = {
    Placement.FIRST_DAY: "",
    Placement.CLINIC_DAY: "那以后第一个接种日",
    Placement.DAY_FULL: "前一次针数已满",
    Placement.LIVE: "和{vaccine}同一天种，或隔28天",
    Placement.TOGETHER: "和别的一起种，少跑一次",
}
_SEPARATOR = "；"


def stop_words(visit: PlannedVisit, today: date, name: Callable[[str], str]) -> tuple[str, str]:
    """Return day and doses of a visit in a few words: 12-18 周五, 乙肝 2 · 卡介苗 1."""
    day = TODAY if visit.on == today else _short_day(visit.on, today)
    return day, " · ".join(DOSE.format(vaccine=name(dose.vaccine), number=dose.number) for dose in visit.doses)


def at_once_words(line: SeriesForecast, today: date, name: Callable[[str], str]) -> tuple[str, str]:
    """Return day and dose of a course that is given on its very days: 11-25 周三, 狂犬 2（按时）."""
    on = max(line.earliest or today, today)
    dose = DOSE.format(vaccine=name(line.vaccine or ""), number=line.number)
    return TODAY if on == today else _short_day(on, today), AT_ONCE.format(dose=dose)


def visit_lines(visit: PlannedVisit, name: Callable[[str], str]) -> str:
    """Return the doses of a visit, one a line, each with why it is possible and why it lies on this day."""
    return "\n".join(dose_line(dose, name) for dose in visit.doses)


def dose_line(dose: PlannedDose, name: Callable[[str], str]) -> str:
    """Say what is given and why that day: 乙肝 第 2 剂：满1月龄（2026-12-18）."""
    reasons = [term_words(dose.term)] if dose.term is not None else []
    placed = PLACEMENTS[dose.placement]
    if placed:
        because = name(dose.because_of) if dose.because_of else ""
        reasons.append(placed.format(vaccine=because))
    if dose.line.late:
        reasons.append(LATE)
    return f"{DOSE_LONG.format(vaccine=name(dose.vaccine), number=dose.number)}：{_SEPARATOR.join(reasons)}"


def _short_day(day: date, today: date) -> str:
    """Return the day without the year while that is this one or the next visit is near: 12-18 周五."""
    words = day_words(day)
    return words if day.year != today.year else words[5:]
