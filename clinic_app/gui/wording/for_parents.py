"""One sentence for the parent: why today, or until which day and why. Plain words, read aloud or shown large.

Like the sentence for the nurse it names the day, the dose it counts from and that dose's day: nobody has to believe it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from clinic_app.domain.immunization.reasons import ReasonCode, TermKind
from clinic_app.domain.immunization.results import Status
from clinic_app.gui.wording.immunization import span_words

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from clinic_app.domain.calendar import Span
    from clinic_app.domain.immunization.reasons import Term
    from clinic_app.domain.immunization.results import SeriesForecast
    from clinic_app.domain.immunization.visit_plan import PlannedDose, PlannedVisit

TODAY = "{dose}今天可以种：{why}。"
TODAY_LATE = "{dose}今天就可以补种：{why}；本来应在{finish}前种完，今天补上就好。"
WAITING = "{dose}今天先不种：{why}，那天起可以种。"
WAITING_LATE = "{dose}今天先不种：{why}，那天起可以补种，请尽早来。"
OFFERED = "{dose}是自费的，种不种由您决定：{why}，{day}起可以种。"
BIRTH = "孩子出生就可以种（{day}）"
AGE = "孩子{age}（{day}）"
PREVIOUS = "第{number}剂是{since}种的，要隔{span}，到{day}"
REPEAT = "{since}种的{vaccine}没有算数，要再隔{span}，到{day}"
LIVE = "{since}种了{vaccine}，两种活疫苗要隔{span}，到{day}"
OTHER = "{since}种了{vaccine}，要隔{span}，到{day}"
FACT = "{since}{fact}，要隔{span}，到{day}"
START = "国家从{day}起免费给这个年龄的孩子种"
TEST = "检查结果{day}已经出来"
DONE = "{vaccine}已经种完了，不用再种。"
CLOSED = "{vaccine}这个年龄不用再种了。"
CLOSED_BECAUSE = {
    ReasonCode.SKIN_TEST_POSITIVE: "皮试是阳性，不用种卡介苗。",
    ReasonCode.NOT_IN_PROGRAMME: "{vaccine}不在孩子的免费接种范围里。",
    ReasonCode.OUT_OF_PROGRAMME: "满18岁了，{vaccine}不再按儿童免费补种。",
}
FORBIDDEN = "{vaccine}孩子不能种，医生会跟您细说。"
POSTPONED_QUIETLY = "{vaccine}今天先不种，医生会跟您细说。"
POSTPONED = "{vaccine}今天先不种：{why}，好了再来。"
ASK_DOCTOR = "{vaccine}请先让医生看一看，再定种不种。"
SKIN_TEST = "种卡介苗前要先做一个皮试，结果没问题就可以种。"
NEEDS_SEX = "请先把孩子的性别登记好，再看HPV疫苗。"
DOSE = "{vaccine}第{number}剂"
FACTS = {"免疫球蛋白": "用过免疫球蛋白", "停用大剂量激素": "停了激素", "停用抗B细胞单抗": "停了单抗"}
COME = "下次请{day}（周{weekday}）带孩子来，种{vaccines}。"
THEN = "再来时可以种{vaccines}。"
WEEKDAYS = "一二三四五六日"
SAID_ALOUD = frozenset({"fever", "unstable", "preterm-bcg"})  # others in the room hear it: no diagnosis besides these
_MONTHS_OF_TODDLER = 24
_HOW_IT_IS_MADE = re.compile(r"(减毒|灭活|结合|三价)?(疫苗)?$")


def parent_sentence(line: SeriesForecast, vaccine: str) -> str:
    """Say to a parent where a series stands. `vaccine` is what people call the vaccine: 麻腮风.

    麻腮风疫苗第2剂今天先不种：第1剂是2026-11-01种的，要隔28天，到2026-11-29，那天起可以种。
    """
    vaccine = called(vaccine)
    term = line.winning_term
    dose = DOSE.format(vaccine=vaccine, number=line.number)
    late = line.late and line.finish_before is not None
    if line.possible and term is not None:
        form = TODAY_LATE if late else TODAY
        return form.format(dose=dose, why=term_for_parents(term), finish=line.finish_before)
    if line.status is Status.WAITING and line.earliest is not None and term is not None:
        return (WAITING_LATE if late else WAITING).format(dose=dose, why=term_for_parents(term))
    if line.status is Status.OFFERED and line.earliest is not None and term is not None:
        return OFFERED.format(dose=dose, why=term_for_parents(term), day=line.earliest)
    return _without_date(line, vaccine)


def term_for_parents(term: Term) -> str:
    """Word the term that decides in plain words, with its days: 第1剂是2026-11-01种的，要隔28天，到2026-11-29."""
    if term.kind is TermKind.PROGRAMME_START:
        return START.format(day=term.on)
    if term.kind is TermKind.TEST_READ or term.span is None:
        return TEST.format(day=term.on)
    if term.kind is TermKind.AGE:
        return BIRTH.format(day=term.on) if not _has_length(term.span) else AGE.format(age=_age(term.span), day=term.on)
    forms = {TermKind.LIVE: LIVE, TermKind.WAIT: FACT, TermKind.REPEAT: REPEAT}
    form = forms.get(term.kind, OTHER if term.from_number is None else PREVIOUS)
    return form.format(
        number=term.from_number,
        since=term.from_on,
        span=span_words(term.span),
        day=term.on,
        vaccine=called(term.from_name),
        fact=FACTS.get(term.from_name, term.from_name),
    )


def why_then(dose: PlannedDose) -> str:
    """Say on a slip why a dose is for that day: 第1剂是2026-11-01种的，要隔28天，到2026-11-29."""
    return "" if dose.term is None else f"{term_for_parents(dose.term)}。"


def coming_words(visit: PlannedVisit, name: Callable[[str], str]) -> str:
    """Say to a parent when to come next and for what: 下次请2026-12-18（周五）带孩子来，种乙肝疫苗第2剂."""
    return COME.format(day=visit.on, weekday=weekday(visit.on), vaccines=_doses(visit, name))


def then_words(visit: PlannedVisit, name: Callable[[str], str]) -> str:
    """Say to a parent what can be given when the child comes again: 再来时可以种麻腮风疫苗第1剂."""
    return THEN.format(vaccines=_doses(visit, name))


def _doses(visit: PlannedVisit, name: Callable[[str], str]) -> str:
    return "、".join(DOSE.format(vaccine=called(name(dose.vaccine)), number=dose.number) for dose in visit.doses)


def plain_name(vaccine: str) -> str:
    """Return what parents call a vaccine, without how it is made: 乙脑减毒 is 乙脑."""
    return _HOW_IT_IS_MADE.sub("", vaccine)


def called(vaccine: str) -> str:
    """Return the plain name of a vaccine with the word for it: 乙脑疫苗, 卡介苗."""
    plain = plain_name(vaccine)
    return plain if plain.endswith("苗") else f"{plain}疫苗"


def weekday(day: date) -> str:
    """Return the last letter of the weekday: 五."""
    return WEEKDAYS[day.weekday()]


def _without_date(line: SeriesForecast, vaccine: str) -> str:
    reason = line.reason
    if line.status is Status.COMPLETE:
        return DONE.format(vaccine=vaccine)
    if reason is not None and reason.code is ReasonCode.NEEDS_SKIN_TEST:
        return SKIN_TEST
    if reason is not None and reason.code is ReasonCode.NEEDS_SEX:
        return NEEDS_SEX
    if line.status is Status.CLOSED:
        form = CLOSED_BECAUSE.get(reason.code, CLOSED) if reason is not None else CLOSED
        return form.format(vaccine=vaccine)
    if line.status is Status.CONTRAINDICATED:
        return FORBIDDEN.format(vaccine=vaccine)
    if line.status is Status.WAITING and reason is not None:
        form = POSTPONED if reason.rule in SAID_ALOUD else POSTPONED_QUIETLY
        return form.format(vaccine=vaccine, why=reason.name)
    return ASK_DOCTOR.format(vaccine=vaccine)


def _age(age: Span) -> str:
    """Word an age as parents say it: 满8个月, 满2岁, 满40天."""
    if not age.months:
        return f"满{age.days}天"
    years, months = divmod(age.months, 12)
    return f"满{years}岁" if age.months >= _MONTHS_OF_TODDLER and not months else f"满{age.months}个月"


def _has_length(span: Span) -> bool:
    return bool(span.months or span.days)
