"""What reports and the card say of a dose beside its verdict: its category (接种属性) and its timeliness (评价).

Both follow from verdict and rules and are stored nowhere but in reports. The words are those of the provincial record
(codes of 接种属性: 0 to 3; of 评价: 1 to 4, and 首针提前).
"""

from __future__ import annotations

from datetime import date
from enum import Enum
from typing import TYPE_CHECKING

import msgspec

from clinic_app.domain.calendar import Span
from clinic_app.domain.immunization.assess import GivenDose, assess
from clinic_app.domain.immunization.language import Sourced
from clinic_app.domain.immunization.reasons import ReasonCode, TermKind
from clinic_app.domain.immunization.results import DoseVerdict, VerdictKind
from clinic_app.domain.immunization.span_codec import read_span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from clinic_app.domain.immunization.facts import Facts
    from clinic_app.domain.immunization.results import SeriesForecast
    from clinic_app.domain.immunization.rules import Rules


class Category(Enum):
    """What a dose is in its series (接种属性)."""

    PRIMARY = "primary"
    BOOSTER = "booster"
    SUPPLEMENTARY = "supplementary"
    EMERGENCY = "emergency"


class Timeliness(Enum):
    """When a dose came, measured by its day in the programme (评价)."""

    TOO_SOON = "too_soon"
    TIMELY = "timely"
    QUALIFIED = "qualified"
    LATE = "late"
    FIRST_TOO_EARLY = "first_too_early"


class Boosters(Sourced, frozen=True, kw_only=True):
    """Of a series (and, where named, of these vaccines) the doses after `after` are boosters (加强)."""

    series: str
    after: int
    vaccines: tuple[str, ...] = ()


class Emergency(Sourced, frozen=True, kw_only=True):
    """Doses of these vaccines at these ages are given in an outbreak (应急) and do not count."""

    vaccines: tuple[str, ...]
    from_age: Span
    before_age: Span


class Timely(Sourced, frozen=True, kw_only=True):
    """How long after its first day a dose is called timely (及时)."""

    span: Span


class DoseCategories(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The conventions by which a dose is called primary, booster or emergency, and timely."""

    boosters: tuple[Boosters, ...]
    emergency: tuple[Emergency, ...]
    timely_within: Timely


class DoseRemark(msgspec.Struct, frozen=True, kw_only=True):
    """What is said of one dose in one series.

    Attributes:
        number: the counted number (剂次); None when the dose does not count.
        timeliness: None where the programme has no day for the dose.
        due_on: the first day on which the programme had it; finish_before: the first day on which it was late.
    """

    number: int | None
    category: Category
    timeliness: Timeliness | None = None
    due_on: date | None = None
    finish_before: date | None = None


def categories_from(written: bytes) -> DoseCategories:
    """Read the conventions from their file.

    Raises:
        msgspec.MsgspecError: a field or span that is not known.
    """
    return msgspec.json.decode(written, type=DoseCategories, dec_hook=read_span)


def remark_on(
    rules: Rules,
    categories: DoseCategories,
    *,
    birth_date: date,
    sex: str,
    doses: Sequence[GivenDose],
    facts: Facts,
    verdict: DoseVerdict,
) -> DoseRemark:
    """Return what is said of the dose of a verdict, measured by the programme of its own day and the doses before it.

    Args:
        rules: editions and catalogue.
        categories: the conventions.
        birth_date: the day of birth.
        sex: M, F or U.
        doses: all doses of the person, in any order.
        facts: what is known of the person.
        verdict: on the dose, in the series meant.
    """
    before = [dose for dose in doses if dose.on < verdict.on]
    line = None
    if verdict.on >= birth_date:
        found = assess(rules, birth_date=birth_date, sex=sex, doses=before, facts=facts, on=verdict.on)
        line = found.forecast_of(verdict.series)
    return DoseRemark(
        number=verdict.number,
        category=_category(categories, birth_date, verdict),
        timeliness=_timeliness(categories, verdict, line),
        due_on=None if line is None else line.earliest,
        finish_before=None if line is None else line.finish_before,
    )


def _category(categories: DoseCategories, birth_date: date, verdict: DoseVerdict) -> Category:
    born, on = birth_date.toordinal(), verdict.on.toordinal()
    for one in categories.emergency:
        outbreak = verdict.vaccine in one.vaccines and one.from_age.after(born) <= on < one.before_age.after(born)
        if outbreak and verdict.number is None:
            return Category.EMERGENCY
    if verdict.kind is VerdictKind.EXTRA and _has(verdict, ReasonCode.ALREADY_COMPLETE):
        return Category.SUPPLEMENTARY
    for rule in categories.boosters:
        meant = rule.series == verdict.series and (not rule.vaccines or verdict.vaccine in rule.vaccines)
        if meant and verdict.number is not None and verdict.number > rule.after:
            return Category.BOOSTER
    return Category.PRIMARY


def _timeliness(categories: DoseCategories, verdict: DoseVerdict, line: SeriesForecast | None) -> Timeliness | None:
    """Return when a dose came; what a person accepted all the same came when it came."""
    if line is None or verdict.kind in (VerdictKind.UNKNOWN, VerdictKind.EXTRA):
        return None
    if verdict.kind is not VerdictKind.VALID:
        return _too_early(verdict, line)
    if line.earliest is None:
        return None
    if line.finish_before is not None and verdict.on >= line.finish_before:
        return Timeliness.LATE
    end = date.fromordinal(categories.timely_within.span.after(line.earliest.toordinal()))
    return Timeliness.TIMELY if verdict.on < end else Timeliness.QUALIFIED


def _too_early(verdict: DoseVerdict, line: SeriesForecast) -> Timeliness | None:
    """Return 首针提前 for the first dose of a series that came before its age, 间短 for every other early dose."""
    kinds = {reason.term.kind for reason in verdict.reasons if reason.term is not None}
    if not kinds:
        return None
    first = line.counted == 0 and not any(term.from_dose and term.kind is not TermKind.LIVE for term in line.terms)
    return Timeliness.FIRST_TOO_EARLY if first and kinds == {TermKind.AGE} else Timeliness.TOO_SOON


def _has(verdict: DoseVerdict, code: ReasonCode) -> bool:
    return any(reason.code is code for reason in verdict.reasons)
