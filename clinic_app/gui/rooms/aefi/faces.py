"""What the room of adverse events shows, as plain values; no Qt."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from clinic_app.domain.aefi_codes import is_outside
from clinic_app.domain.clinic_time import local_time
from clinic_app.domain.name_mask import masked_name
from clinic_app.gui.faces import ChipFace, ListRow, Tone
from clinic_app.gui.rooms.aefi import form as forms
from clinic_app.gui.wording import aefi as wording
from clinic_app.gui.wording.codes import ROUTES, SITES
from clinic_app.gui.wording.failures import vaccine_name
from clinic_app.services.aefi import given_moment

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from clinic_app.domain.aefi import Aefi
    from clinic_app.domain.aefi_codes import AefiCodes
    from clinic_app.domain.entries.aefi import AefiRecorded
    from clinic_app.domain.immunization.rules import Rules
    from clinic_app.domain.person import Dose
    from clinic_app.gui.rooms.aefi.form import AefiForm
    from clinic_app.services.aefi import AefiVersion, OpenAefi, UnwrittenReaction

WRITE, OPEN, CLOSED = "write", "open", "closed"
_FIELDS = {
    "fever": wording.FEVER,
    "swelling": wording.SWELLING,
    "hardness": wording.HARDNESS,
    "course": wording.COURSE,
    "treatment": wording.TREATMENT,
    "diagnosis": wording.DIAGNOSIS,
    "onset_day": wording.ONSET_DAY,
    "onset_time": wording.ONSET_TIME,
    "found_day": wording.FOUND_DAY,
    "found_time": wording.FOUND_TIME,
    "serious": wording.SERIOUS,
    "in_hospital": wording.HOSPITAL,
    "outcome": wording.OUTCOME,
    "classification": wording.CLASS,
    "found_by": wording.FOUND_BY,
    "symptoms": wording.SYMPTOMS.partition("（")[0],
    "dose_ids": wording.DOSES.partition("（")[0],
}


@dataclass(frozen=True, slots=True)
class DoseChoice:
    """One suspected dose: what stands at its box, all that the report card asks for, and whether it is chosen."""

    dose_id: str
    box: str
    line: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class PageFace:
    """The page of one record; `off` says why it cannot be saved yet, `notes` stand inside fields."""

    title: str
    who: str
    deadline: ChipFace
    save: str
    off: str = ""
    saved: bool = False
    errors: dict[str, str] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)
    warning: str = ""
    history: tuple[str, ...] = ()


def rows(
    unwritten: Sequence[UnwrittenReaction],
    waiting: Sequence[OpenAefi],
    closed: Sequence[OpenAefi],
    *,
    masked: bool,
) -> tuple[ListRow, ...]:
    """Return the list: what nobody has written, what nobody has reported, what was reported lately."""

    def shown(name: str) -> str:
        return masked_name(name) if masked else name

    found = [
        ListRow(
            f"{WRITE} {each.line.person_id} {each.line.visit_id}",
            (
                shown(each.line.name),
                ChipFace(wording.STATE_WRITE, Tone.RED),
                wording.LIMIT_USUAL,
                _left_chip(each.seconds_left),
                _moment(each.line.at),
                _moment(each.report_by),
            ),
        )
        for each in unwritten
    ]
    found += [
        ListRow(
            f"{OPEN} {each.line.person_id} {each.line.aefi_id}",
            (
                shown(each.line.name),
                ChipFace(wording.STATE_OPEN, Tone.AMBER),
                wording.LIMIT_SERIOUS if each.line.serious else wording.LIMIT_USUAL,
                _left_chip(each.seconds_left, serious=each.line.serious),
                _moment(each.line.onset_at),
                _moment(each.line.report_by),
            ),
        )
        for each in waiting
    ]
    found += [
        ListRow(
            f"{CLOSED} {each.line.person_id} {each.line.aefi_id}",
            (
                shown(each.line.name),
                ChipFace(wording.STATE_CLOSED, Tone.GREEN),
                wording.LIMIT_SERIOUS if each.line.serious else wording.LIMIT_USUAL,
                wording.REPORTED_AT.format(moment=_moment(each.line.reported_at or each.line.found_at)),
                _moment(each.line.onset_at),
                _moment(each.line.report_by),
            ),
        )
        for each in closed
    ]
    return tuple(found)


def deadline(event: Aefi | None, form: AefiForm, found_at: datetime, seconds_left: int, moment: datetime) -> ChipFace:
    """Return the countdown of a record, or that it was reported."""
    if event is not None and event.reports:
        first = event.reports[0]
        return ChipFace(wording.REPORTED_AT.format(moment=_moment(first.at)), Tone.GREEN)
    limit = wording.LIMIT_SERIOUS if form.serious == "yes" else wording.LIMIT_USUAL
    hours, rest = divmod(abs(seconds_left), 3600)
    left = f"{hours:02d}:{rest // 60:02d}:{rest % 60:02d}"
    words = wording.DEADLINE.format(
        limit=limit, left=left if seconds_left > 0 else wording.remaining(seconds_left), moment=_moment(moment)
    )
    urgent = seconds_left <= 0 or form.serious == "yes"
    return ChipFace(words, Tone.RED if urgent else Tone.AMBER, "timer")


def dose_choices(
    doses: Sequence[Dose], chosen: Sequence[str], rules: Rules, name_of: Callable[[str], str]
) -> tuple[DoseChoice, ...]:
    """Return the doses the event may be laid to, each with all that the report card asks for."""
    return tuple(
        DoseChoice(dose.id, _dose_box(dose, rules), _dose_line(dose, rules, name_of), dose.id in chosen)
        for dose in doses
    )


def field_notes(form: AefiForm, codes: AefiCodes) -> dict[str, str]:
    """Return the bands of the report card, to stand inside the fields."""
    fever, swelling, hardness = forms.fever_of(form.fever), forms.width_of(form.swelling), forms.width_of(form.hardness)
    return {
        "fever": wording.FEVER_UNIT.format(band=codes.fever_band(fever or 0) if form.fever else "").strip(),
        "swelling": wording.WIDTH_UNIT.format(band=codes.width_band(swelling or 0) if form.swelling else "").strip(),
        "hardness": wording.WIDTH_UNIT.format(band=codes.width_band(hardness or 0) if form.hardness else "").strip(),
    }


def outside_words(form: AefiForm, codes: AefiCodes, doses: Sequence[Dose]) -> str:
    """Name the chosen symptoms that lie outside their reporting window, counted from the first chosen dose."""
    onset = forms.moment_of(form.onset_day, form.onset_time)
    laid_to = [dose for dose in doses if dose.id in form.dose_ids]
    if onset is None or not laid_to:
        return ""
    after = onset - max(given_moment(dose) for dose in laid_to)
    vaccines = [dose.vaccine for dose in laid_to]
    names = [
        symptom.name
        for symptom in codes.symptoms
        if symptom.code in form.symptoms and is_outside(codes.window_of(symptom), after, vaccines)
    ]
    return wording.OUTSIDE.format(names="、".join(names)) if names else ""


def history(
    versions: Sequence[AefiVersion], event: Aefi | None, codes: AefiCodes, name_of: Callable[[str], str]
) -> tuple[str, ...]:
    """Return who wrote and changed what, and to whom it was reported; the former value stands before the new one."""
    lines = []
    for before, version in zip([None, *versions], versions, strict=False):
        words = wording.FIRST_VERSION
        if before is not None:
            changes = "；".join(_change(key, before.body, version.body, codes) for key in _changed(before, version))
            words = wording.CHANGED_REASON.format(reason=version.reason, changes=changes)
        lines.append(wording.VERSION.format(moment=_moment(version.at), nurse=name_of(version.by), words=words))
    ways = {way.code: way.name for way in codes.ways_reported}
    lines += [
        wording.REPORT_LINE.format(
            moment=_moment(report.at), way=ways.get(report.way, report.way), to=report.to, nurse=name_of(report.by)
        )
        for report in (event.reports if event else ())
    ]
    return tuple(lines) if event is not None else ()


def _changed(before: AefiVersion, version: AefiVersion) -> list[str]:
    return forms.changed_fields(before.body, version.body)


def _change(key: str, old: AefiRecorded, new: AefiRecorded, codes: AefiCodes) -> str:
    before, after = (_value_words(key, forms.form_of(event), codes) for event in (old, new))
    return wording.CHANGE.format(field=_FIELDS[key], old=before or wording.NOTHING, new=after or wording.NOTHING)


def _value_words(key: str, form: AefiForm, codes: AefiCodes) -> str:
    value: Any = getattr(form, key)
    if key == "symptoms":
        return "、".join(symptom.name for symptom in codes.symptoms if symptom.code in value)
    if key == "dose_ids":
        return str(len(value))
    lists = {"outcome": codes.outcomes, "classification": codes.classifications, "found_by": codes.ways_found}
    if key in lists:
        return next((known.name for known in lists[key] if known.code == value), str(value))
    if key in ("serious", "in_hospital"):
        return str(dict(wording.YES_NO).get(value, value))
    return str(value)


def _dose_box(dose: Dose, rules: Rules) -> str:
    number = wording.NUMBER.format(number=dose.dose_number).strip() if dose.dose_number else ""
    day = f"{dose.given_on}"
    return wording.DOSE_BOX.format(vaccine=vaccine_name(rules, dose.vaccine), number=number, day=day).replace("  ", " ")


def _dose_line(dose: Dose, rules: Rules, name_of: Callable[[str], str]) -> str:
    moment = f"{local_time(dose.given_at):%Y-%m-%d %H:%M}" if dose.given_at else f"{dose.given_on}"
    return wording.DOSE_LINE.format(
        vaccine=vaccine_name(rules, dose.vaccine),
        number=wording.NUMBER.format(number=dose.dose_number) if dose.dose_number else "",
        maker=dose.maker,
        lot=dose.lot_number or wording.UNKNOWN_LOT,
        route=ROUTES.get(dose.route.upper(), dose.route),
        site=SITES.get(dose.site, dose.site),
        volume=dose.volume,
        moment=moment,
        nurse=name_of(dose.vaccinator) or dose.unit or wording.UNKNOWN_LOT,
    ).replace("  ", " ")


def _left_chip(seconds: int, *, serious: bool = False) -> ChipFace:
    tone = Tone.RED if seconds <= 0 or serious else Tone.AMBER
    return ChipFace(wording.remaining(seconds), tone, "timer")


def _moment(moment: datetime) -> str:
    return f"{local_time(moment):%m-%d %H:%M}"
