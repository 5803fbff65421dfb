"""The places of the booklet as cells of the grid."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from clinic_app.domain.immunization.reasons import ReasonCode
from clinic_app.domain.immunization.results import Status, VerdictKind
from clinic_app.gui.faces import DoseFace, DoseMark, DoseRow
from clinic_app.gui.wording import cards as wording
from clinic_app.gui.wording import vaccination_errors as error_wording
from clinic_app.gui.wording.codes import SITES

if TYPE_CHECKING:
    from clinic_app.domain.immunization.catalogue import Vaccine
    from clinic_app.domain.immunization.results import DoseVerdict
    from clinic_app.domain.person import Dose
    from clinic_app.gui.rooms.cards.booklet import BookletLine, Needle, NextDose

_ROOM_OF_DETAIL = 20
_HERE = "here"


def line_name(line: BookletLine) -> str:
    """Return the name at the left of a line: the vaccine where it is always the same one, else the series."""
    only = line.only_vaccine
    if only is not None and line.short_name in only.short_name:
        return only.short_name
    return line.short_name or wording.OUTSIDE_LINE


def row_of(line: BookletLine) -> DoseRow:
    """Return a line as a row of the grid."""
    cells = [_needle_face(needle, line) for needle in line.needles]
    if line.next_dose is not None:
        cells.append(_next_face(line.next_dose, line))
    return DoseRow(line_name(line), tuple(cells))


def vaccine_name(vaccine: Vaccine | None, code: str) -> str:
    """Return the short name of a vaccine; the code where the catalogue has none."""
    return vaccine.short_name if vaccine is not None else code


def mark_of(needle: Needle) -> DoseMark:
    """Return what the cell of a needle means."""
    verdict = needle.verdict
    if needle.wrong and not needle.dose.void_reason:
        return DoseMark.CHECK
    if verdict is None:
        return DoseMark.INVALID if needle.dose.void_reason else DoseMark.CHECK
    if verdict.kind is VerdictKind.INVALID:
        return DoseMark.CHECK if verdict.check else DoseMark.INVALID
    if verdict.kind in (VerdictKind.UNKNOWN, VerdictKind.EXTRA) and not is_outside_programme(verdict):
        return DoseMark.CHECK
    if needle.dose.source == _HERE:
        return DoseMark.VALID
    return DoseMark.ELSEWHERE if needle.dose.unit else DoseMark.BACKFILLED


def is_outside_programme(verdict: DoseVerdict) -> bool:
    """Return whether the programme has no rules for the series: paid vaccines, given by their label."""
    return any(reason.code is ReasonCode.NO_RULES_FOR_SERIES for reason in verdict.reasons)


def mark_of_next(coming: NextDose) -> DoseMark:
    """Return what an empty place means."""
    forecast = coming.forecast
    if forecast.possible:
        return DoseMark.CHECK if forecast.check else DoseMark.DUE
    if forecast.status is Status.CONTRAINDICATED:
        return DoseMark.CHECK if forecast.check else DoseMark.INVALID
    if forecast.status in (Status.CHECK, Status.NEEDS_FACT):
        return DoseMark.CHECK
    return DoseMark.WAITING


def mark_word(needle: Needle) -> str:
    """Return the word beside the date."""
    if needle.wrong and not needle.dose.void_reason:
        return error_wording.CELL_MARK
    if needle.verdict is None:
        return wording.VOIDED if needle.dose.void_reason else wording.SPOKEN
    by_place = {DoseMark.ELSEWHERE: wording.ELSEWHERE, DoseMark.BACKFILLED: wording.BACKFILLED}
    if is_outside_programme(needle.verdict):
        return by_place.get(mark_of(needle), wording.GIVEN)
    if needle.verdict.kind is VerdictKind.VALID:
        return by_place.get(mark_of(needle), wording.VALID)
    return wording.verdict_mark(needle.verdict)


def origin_words(dose: Dose) -> str:
    """Say where the needle comes from: its lot, its unit, or its place in the register."""
    if dose.source == _HERE:
        return dose.lot_number or wording.NO_LOT
    if dose.unit:
        return wording.short_unit(dose.unit)
    if dose.book or dose.page:
        return wording.BOOK_PLACE.format(book=dose.book, page=dose.page)
    return dose.lot_number or wording.NO_LOT


def _needle_face(needle: Needle, line: BookletLine) -> DoseFace:
    mark = mark_of(needle)
    return DoseFace(
        key=needle.key,
        mark=mark,
        head=needle.dose.given_on.isoformat(),
        detail=_needle_detail(needle, line),
        mark_text=mark_word(needle),
    )


def _needle_detail(needle: Needle, line: BookletLine) -> str:
    """Return the second line: the fault of a needle that does not count, else product, origin, number and site."""
    verdict, dose = needle.verdict, needle.dose
    if dose.void_reason:
        return dose.void_reason
    outside = verdict is None or is_outside_programme(verdict)
    if verdict is not None and verdict.number is None and not outside:
        return wording.short_fault(verdict)
    parts = [_product_within(needle, line), origin_words(dose)]
    if verdict is not None and verdict.number != needle.column and not outside:
        parts.append(wording.COUNTED_AS.format(number=verdict.number))
    return _fitting([part for part in parts if part], SITES.get(dose.site, ""))


def _product_within(needle: Needle, line: BookletLine) -> str:
    """Return which product it was, where the name of the line does not say it: 灭活, 二价, 五联."""
    name = vaccine_name(needle.vaccine, needle.dose.vaccine)
    if name == line_name(line):
        return ""
    return name.removeprefix(line.short_name) or name if line.short_name else name


def _fitting(parts: list[str], site: str) -> str:
    """Return the parts, and the site where there is still room for it."""
    words = wording.SEPARATOR.join(parts)
    with_site = wording.SEPARATOR.join([*parts, site]) if site else words
    return with_site if _breadth(with_site) <= _ROOM_OF_DETAIL else words


def _breadth(words: str) -> int:
    """Return how many narrow characters wide the words are."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in words)


def _next_face(coming: NextDose, line: BookletLine) -> DoseFace:
    forecast = coming.forecast
    mark = mark_of_next(coming)
    by_mark = {DoseMark.CHECK: wording.CHECK, DoseMark.INVALID: wording.NOT_ALLOWED}
    head = wording.next_head(forecast)
    return DoseFace(
        key=coming.key,
        mark=mark,
        head=head,
        detail=_next_detail(coming, line),
        mark_text=by_mark.get(mark, "") if by_mark.get(mark) != head else "",
        late=forecast.late and forecast.possible,
    )


def _next_detail(coming: NextDose, line: BookletLine) -> str:
    """Return the second line of an empty place: since when it is late, why it is due, or what it waits for."""
    forecast = coming.forecast
    if forecast.possible and forecast.late:
        return wording.late_words(forecast, coming.on)
    if forecast.possible:
        first = coming.vaccines[0] if coming.vaccines else None
        name = first.short_name if first is not None and first.short_name != line_name(line) else ""
        name = name.removeprefix(line.short_name) or name
        return wording.SEPARATOR.join(part for part in (name, wording.short_due(forecast)) if part)
    if forecast.status in (Status.WAITING, Status.OFFERED):
        return wording.short_wait(forecast)
    return wording.short_refusal(forecast)
