"""One cell of the booklet, explained: how it counts and why, its fields, and where the rule stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinic_app.domain.clinic_time import local_time
from clinic_app.gui.faces import ChipFace, DoseMark, Tone
from clinic_app.gui.rooms.cards.card_faces import ExplainFace, Remark
from clinic_app.gui.rooms.cards.cells import (
    is_outside_programme,
    line_name,
    mark_of,
    mark_of_next,
    mark_word,
    vaccine_name,
)
from clinic_app.gui.wording import cards as wording
from clinic_app.gui.wording.codes import ROUTES, SITES, grouped
from clinic_app.gui.wording.for_parents import parent_sentence
from clinic_app.gui.wording.immunization import advice_words, forecast_words, term_words, verdict_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from clinic_app.domain.immunization.results import DoseVerdict
    from clinic_app.domain.person import Dose
    from clinic_app.gui.rooms.cards.booklet import BookletLine, Needle, NextDose

_TONES = {
    DoseMark.VALID: Tone.GREEN,
    DoseMark.ELSEWHERE: Tone.GREEN,
    DoseMark.BACKFILLED: Tone.GREEN,
    DoseMark.INVALID: Tone.RED,
    DoseMark.CHECK: Tone.AMBER,
    DoseMark.DUE: Tone.GREEN,
    DoseMark.WAITING: Tone.GREY,
}
_WAIT_ICON = "clock"


def explain(line: BookletLine, key: str, names: Mapping[str, str]) -> ExplainFace | None:
    """Return the explanation of the cell `key` of this line, None when it has none. `names` are those of the users."""
    for needle in line.needles:
        if needle.key == key:
            return _needle_face(needle, line, names)
    if line.next_dose is not None and line.next_dose.key == key:
        return _next_face(line.next_dose, line)
    return None


def _needle_face(needle: Needle, line: BookletLine, names: Mapping[str, str]) -> ExplainFace:
    verdict = needle.verdict
    chip = mark_word(needle) if verdict is None or is_outside_programme(verdict) else wording.verdict_chip(verdict)
    return ExplainFace(
        title=wording.NEEDLE_TITLE.format(vaccine=line_name(line), number=needle.column),
        chip=ChipFace(chip, _TONES[mark_of(needle)]),
        sentence=_needle_sentence(needle),
        fields=_fields(needle, names),
        remarks=_needle_remarks(needle),
        source=_source(needle.verdict),
    )


def _source(verdict: DoseVerdict | None) -> str:
    """Say where the rule stands that speaks against a dose; empty for one that simply counts."""
    rule = next((reason for reason in verdict.reasons if reason.source), None) if verdict is not None else None
    if verdict is None or rule is None:
        return ""
    return wording.source_words(rule.source, rule.confidence, rule.rule, verdict.edition)


def _needle_sentence(needle: Needle) -> str:
    """Say how it counts and why; nothing where the chip has said it all."""
    if needle.dose.void_reason:
        return wording.VOIDED_SENTENCE.format(reason=needle.dose.void_reason)
    if needle.verdict is None:
        return wording.SPOKEN_SENTENCE
    said = verdict_words(needle.verdict)
    return said.partition("：")[2] if "：" in said else ""


def _fields(needle: Needle, names: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Return every field of the dose that is known."""
    dose = needle.dose
    here = dose.source == "here"
    place = " ".join(part for part in (SITES.get(dose.site, dose.site), _route(needle)) if part)
    fields = (
        (wording.GIVEN_ON, _given(dose)),
        (wording.VACCINE, vaccine_name(needle.vaccine, dose.vaccine)),
        (wording.LOT, dose.lot_number or wording.NO_LOT),
        (wording.TRACE_CODE, grouped(dose.trace_code)),
        (wording.EXPIRES, dose.expires_on.isoformat() if dose.expires_on else ""),
        (wording.SITE, place),
        (wording.VOLUME, dose.volume),
        (wording.MAKER, dose.maker),
        (wording.PAYMENT, (wording.FREE if dose.free else wording.SELF_PAID) if here else ""),
        (wording.UNIT, dose.unit),
        (wording.BOOK, _book(dose)),
        (wording.ORIGIN, wording.ORIGINS.get(dose.source, dose.source)),
        (wording.GIVEN_BY if here else wording.WRITTEN_BY, names.get(dose.recorded_by, dose.recorded_by)),
        (wording.WRITTEN_AT, f"{local_time(dose.recorded_at):%Y-%m-%d %H:%M}"),
    )
    return tuple((label, said) for label, said in fields if said)


def _given(dose: Dose) -> str:
    """Return day and, for a needle given here, the time."""
    if dose.given_at is None:
        return dose.given_on.isoformat()
    return f"{dose.given_on} {local_time(dose.given_at):%H:%M}"


def _route(needle: Needle) -> str:
    code = needle.dose.route or (needle.vaccine.route if needle.vaccine is not None else "")
    words = ROUTES.get(code, "")
    return "" if words == SITES.get(needle.dose.site) else words


def _book(dose: Dose) -> str:
    return wording.BOOK_PLACE.format(book=dose.book, page=dose.page) if dose.book or dose.page else ""


def _needle_remarks(needle: Needle) -> tuple[Remark, ...]:
    """Say whether it was given again, why a person counted it, and what the booklet called it."""
    remarks = []
    dose, verdict = needle.dose, needle.verdict
    if needle.repeated_on is not None:
        remarks.append(Remark(wording.REPEATED.format(day=needle.repeated_on), Tone.GREEN, "circle-check"))
    if dose.accepted_reason:
        remarks.append(Remark(wording.ACCEPTED_REASON.format(reason=dose.accepted_reason), Tone.GREY, "user-round"))
    counted = verdict.number if verdict is not None else None
    if dose.dose_number is not None and counted is not None and dose.dose_number != counted:
        remarks.append(Remark(wording.PRINTED_NUMBER.format(number=dose.dose_number), Tone.GREY, "info"))
    return tuple(remarks)


def _next_face(coming: NextDose, line: BookletLine) -> ExplainFace:
    forecast = coming.forecast
    number = forecast.number
    form = wording.NEXT_TITLE if number is not None else wording.LINE_TITLE
    return ExplainFace(
        title=form.format(vaccine=line_name(line), number=number),
        chip=ChipFace(
            wording.next_head(forecast), _TONES[mark_of_next(coming)], "syringe" if forecast.possible else None
        ),
        sentence=forecast_words(forecast),
        fields=_next_fields(coming),
        remarks=_next_remarks(coming),
        source=wording.source_words(forecast.source, forecast.confidence, forecast.rule, coming.edition),
        aloud=parent_sentence(forecast, _next_name(coming, line)),
    )


def _next_name(coming: NextDose, line: BookletLine) -> str:
    """Return what people call the vaccine that comes next."""
    return coming.vaccines[0].short_name if coming.vaccines else line_name(line)


def _next_fields(coming: NextDose) -> tuple[tuple[str, str], ...]:
    """Return what may be given and the days that count."""
    forecast = coming.forecast
    fields = [
        (wording.MAY_GIVE, "、".join(vaccine.short_name for vaccine in coming.vaccines)),
        (wording.EARLIEST, forecast.earliest.isoformat() if forecast.earliest else ""),
        (wording.FINISH_BEFORE, forecast.finish_before.isoformat() if forecast.finish_before else ""),
        (wording.CLOSES, forecast.closed_on.isoformat() if forecast.closed_on else ""),
    ]
    return tuple((label, said) for label, said in fields if said)


def _next_remarks(coming: NextDose) -> tuple[Remark, ...]:
    """Name the other days that had to be reached."""
    forecast = coming.forecast
    reached = [
        Remark(term_words(term), Tone.GREY if term.on > coming.on else Tone.GREEN, _icon(term.on <= coming.on))
        for place, term in enumerate(forecast.terms)
        if place != forecast.winner
    ]
    advice = [Remark(advice_words(forecast), Tone.GREY, "info")] if forecast.advice else []
    return (*reached, *advice)


def _icon(reached: bool) -> str:
    return "circle-check" if reached else _WAIT_ICON
