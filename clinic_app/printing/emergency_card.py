"""The emergency card (急救卡): adrenaline by weight, what to do in which order, whom to call."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from clinic_app.domain.emergency import AdrenalineDose, adrenaline_dose
from clinic_app.printing.fonts import Weight, fonts_in
from clinic_app.printing.page_frame import Paper
from clinic_app.printing.pages import Pages, two_abreast
from clinic_app.printing.paper_values import Letterhead, with_marks

if TYPE_CHECKING:
    from pathlib import Path

    from clinic_app.domain.emergency import AdrenalineTable

FOLLOW_THE_CLINIC = "请以门诊急救预案为准"
_TITLE = "过敏性休克急救卡"


@dataclass(frozen=True, slots=True)
class Call:
    """Whom to call (急救电话)."""

    who: str
    phone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EmergencyPatient:
    """The person lying there: the dose is printed large above the table. `weight_grams` as weighed or estimated."""

    name: str
    weight_grams: int
    age: str = ""
    dose: AdrenalineDose


@dataclass(frozen=True, slots=True, kw_only=True)
class EmergencyCard:
    """What stands on the card; without a patient it is the card for the wall."""

    letterhead: Letterhead
    table: AdrenalineTable
    calls: tuple[Call, ...] = (Call("急救中心", "120"),)
    patient: EmergencyPatient | None = None


def emergency_card_pdf(card: EmergencyCard, fonts_folder: Path, *, mark_missing: bool = False) -> bytes:
    """Return the card, A4, one page.

    Raises:
        UnprintableText: a character has no glyph and `mark_missing` is False.
    """
    fonts = fonts_in(fonts_folder)
    card = with_marks(card, fonts) if mark_missing else card
    foot = card.letterhead.foot(card.table.version)
    pages = Pages(Paper.A4, fonts, card.letterhead.head(_TITLE, FOLLOW_THE_CLINIC), foot)
    if card.patient is not None:
        pages.framed(_who(card.patient), 14)
        pages.framed(_what(card.patient.dose), 22)
        pages.gap(2)
    pages.paragraph(card.table.signs, 11.5, Weight.BOLD)
    pages.gap(1)
    pages.numbered(card.table.steps, 12)
    _compose_table(pages, card.table)
    pages.heading("呼叫")
    pages.table((("谁", 2), ("电话", 3)), [(call.who, call.phone) for call in card.calls], size=13)
    pages.gap(1)
    mark = "" if card.table.verified else "未经核对。"
    pages.paragraph(f"来源：{card.table.source}{mark}", 9)
    return pages.pdf(_TITLE, card.letterhead.printed_on)


def milligrams(dose: AdrenalineDose) -> str:
    """Word the amount of the drug: 0.08 mg, 0.105 mg."""
    return f"{dose.micrograms / 1000:.3f}".removesuffix("0") + " mg"


def millilitres(dose: AdrenalineDose) -> str:
    """Word the volume to draw up: 0.08 mL."""
    return f"{dose.microlitres / 1000:.2f} mL"


def _compose_table(pages: Pages, table: AdrenalineTable) -> None:
    pages.heading(f"肾上腺素 {table.strength}　每公斤 {table.micrograms_per_kg / 1000:g} mg　肌内注射")
    limit = table.most_micrograms_of_child
    rows = [
        (f"{kilograms} kg", millilitres(dose) + (" *" if dose.micrograms > limit else ""), milligrams(dose))
        for kilograms in table.printed_kilograms
        for dose in (adrenaline_dose(kilograms * 1000, table),)
    ]
    captions = (("体重", 1.0), ("抽取", 1.0), ("剂量", 1.0))
    pages.table((*captions, *captions), two_abreast(rows), size=13, weight=Weight.BOLD)
    years = table.child_before_months // 12
    pages.gap(1)
    pages.paragraph(
        f"单次最多 {table.most_micrograms / 1000:.2f} mg。* {years}岁以下单次不超过 {limit / 1000:.2f} mg。"
        f"抽取量取到 {table.syringe_step_microlitres / 1000:g} mL，用1 mL注射器。",
        weight=Weight.BOLD,
    )


def _who(patient: EmergencyPatient) -> str:
    estimated = "（体重按年龄估计）" if patient.dose.weight_estimated else ""
    return f"{patient.name}\n{patient.age}　{patient.weight_grams / 1000:g} kg{estimated}"


def _what(dose: AdrenalineDose) -> str:
    most = "（单次最大量）" if dose.at_most else ""
    return f"肾上腺素 抽取 {millilitres(dose)}（{milligrams(dose)}）肌内注射{most}"
