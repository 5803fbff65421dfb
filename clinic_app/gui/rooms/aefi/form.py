"""The form of an adverse event as it is typed: from a record and back, and what is wrong with it. No Qt."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

from clinic_app.domain.aefi_codes import LEAST_FEVER_TENTHS, MOST_FEVER_TENTHS, MOST_WIDTH_MM
from clinic_app.domain.clinic_time import CHINA, local_time
from clinic_app.domain.entries.aefi import AefiRecorded
from clinic_app.gui.wording import aefi as wording

if TYPE_CHECKING:
    from collections.abc import Sequence

_FIGURE = re.compile(r"(\d{1,3})(?:[.。](\d))?")
_CLOCK = re.compile(r"(\d{1,2})[:：]?(\d{2})")
TEXTS = ("onset_day", "onset_time", "found_day", "found_time", "fever", "swelling", "hardness")
WORDS = ("course", "treatment", "diagnosis")
CHOICES = ("serious", "in_hospital", "outcome", "classification", "found_by")


@dataclass(frozen=True, slots=True, kw_only=True)
class AefiForm:
    """What stands in the form, as typed; codes of what is chosen."""

    onset_day: str = ""
    onset_time: str = ""
    found_day: str = ""
    found_time: str = ""
    fever: str = ""
    swelling: str = ""
    hardness: str = ""
    course: str = ""
    treatment: str = ""
    diagnosis: str = ""
    serious: str = "no"
    in_hospital: str = "no"
    outcome: str = "unknown"
    classification: str = "pending"
    found_by: str = "passive"
    symptoms: frozenset[str] = frozenset()
    dose_ids: tuple[str, ...] = ()


def form_of(event: AefiRecorded) -> AefiForm:
    """Return the form that shows a record."""
    onset, found = local_time(event.onset_at), local_time(event.found_at)
    return AefiForm(
        onset_day=f"{onset:%Y%m%d}",
        onset_time=f"{onset:%H%M}",
        found_day=f"{found:%Y%m%d}",
        found_time=f"{found:%H%M}",
        fever=_figure_words(event.fever_tenths),
        swelling=_figure_words(event.swelling_mm),
        hardness=_figure_words(event.hardness_mm),
        course=event.course,
        treatment=event.treatment,
        diagnosis=event.diagnosis,
        serious=_yes_no(event.serious),
        in_hospital=_yes_no(event.in_hospital),
        outcome=event.outcome,
        classification=event.classification,
        found_by=event.found_by,
        symptoms=frozenset(event.symptoms),
        dose_ids=event.dose_ids,
    )


def event_of(form: AefiForm, former: AefiRecorded, order: Sequence[str]) -> AefiRecorded | None:
    """Return the record the form says, None while something in it cannot be read.

    A moment whose minute was not changed keeps its seconds. `order` is that of the symptoms on the list.
    """
    if errors_in(form):
        return None
    onset, found = moment_of(form.onset_day, form.onset_time), moment_of(form.found_day, form.found_time)
    assert onset is not None
    assert found is not None
    return AefiRecorded(
        aefi_id=former.aefi_id,
        person_id=former.person_id,
        visit_id=former.visit_id,
        onset_at=_same_minute(former.onset_at, onset),
        found_at=_same_minute(former.found_at, found),
        dose_ids=form.dose_ids,
        symptoms=tuple(code for code in order if code in form.symptoms),
        fever_tenths=fever_of(form.fever) or 0,
        swelling_mm=width_of(form.swelling) or 0,
        hardness_mm=width_of(form.hardness) or 0,
        course=form.course,
        diagnosis=form.diagnosis,
        treatment=form.treatment,
        serious=form.serious == "yes",
        in_hospital=form.in_hospital == "yes",
        outcome=form.outcome,
        classification=form.classification,
        found_by=form.found_by,
    )


def errors_in(form: AefiForm) -> dict[str, str]:
    """Return what is wrong with the fields, by field."""
    wrong = {}
    for key in ("onset_day", "found_day"):
        if day_of(getattr(form, key)) is None:
            wrong[key] = wording.DAY_WRONG
    for key in ("onset_time", "found_time"):
        if clock_of(getattr(form, key)) is None:
            wrong[key] = wording.TIME_WRONG
    if fever_of(form.fever) is None:
        wrong["fever"] = wording.FEVER_WRONG
    for key in ("swelling", "hardness"):
        if width_of(getattr(form, key)) is None:
            wrong[key] = wording.WIDTH_WRONG
    return wrong


def says_something(form: AefiForm) -> bool:
    """Return whether a symptom, a measure or a word says what happened."""
    return bool(form.symptoms or form.fever or form.swelling or form.hardness or form.course)


def day_of(digits: str) -> date | None:
    """Return the day eight digits name, None for anything else."""
    try:
        return datetime.strptime(digits, "%Y%m%d").replace(tzinfo=UTC).date() if len(digits) == 8 else None
    except ValueError:
        return None


def clock_of(text: str) -> time | None:
    """Return the time of day of 0837, 837 or 8:37, None for anything else."""
    match = _CLOCK.fullmatch(text)
    if match is None or int(match[1]) > 23 or int(match[2]) > 59:
        return None
    return time(int(match[1]), int(match[2]))


def moment_of(day: str, clock: str) -> datetime | None:
    """Return the moment, UTC, of a day and a time at the clinic."""
    on, at = day_of(day), clock_of(clock)
    return datetime.combine(on, at, CHINA).astimezone(UTC) if on is not None and at is not None else None


def fever_of(text: str) -> int | None:
    """Return tenths of a degree of 386 or 38.6, 0 of nothing, None of anything else."""
    if not text:
        return 0
    match = _FIGURE.fullmatch(text)
    if match is None:
        return None
    whole, tenth = match[1], match[2]
    tenths = int(whole) * 10 + int(tenth or 0) if tenth or len(whole) < 3 else int(whole)
    return tenths if LEAST_FEVER_TENTHS <= tenths <= MOST_FEVER_TENTHS else None


def width_of(text: str) -> int | None:
    """Return millimetres of centimetres such as 3.5, 0 of nothing, None of anything else."""
    if not text:
        return 0
    match = _FIGURE.fullmatch(text)
    millimetres = int(match[1]) * 10 + int(match[2] or 0) if match else MOST_WIDTH_MM + 1
    return millimetres if millimetres <= MOST_WIDTH_MM else None


def changed_fields(old: AefiRecorded, new: AefiRecorded) -> list[str]:
    """Return the names of the form's fields in which two versions differ."""
    before, after = form_of(old), form_of(new)
    return [field.name for field in fields(AefiForm) if getattr(before, field.name) != getattr(after, field.name)]


def _same_minute(former: datetime, typed: datetime) -> datetime:
    return former if former.replace(second=0, microsecond=0) == typed else typed


def _figure_words(tenths: int) -> str:
    return f"{tenths // 10}.{tenths % 10}" if tenths else ""


def _yes_no(value: bool) -> str:
    return "yes" if value else "no"
