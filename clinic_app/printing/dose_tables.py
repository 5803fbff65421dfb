"""The doses of a certificate as the table its readers need: a school, an embassy, another clinic, the filing box."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinic_app.printing import certificate_values as kinds
from clinic_app.printing.pages import two_abreast
from clinic_app.printing.wording import ROUTES, SITES, day, word, words_once

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from clinic_app.printing.certificate_values import Certificate, CertifiedDose
    from clinic_app.printing.pages import Pages

SIZE = 9.5
NO_DOSES = "档案中没有接种记录。"
_Column = tuple[str, float, "Callable[[CertifiedDose], str]"]


def add_dose_table(pages: Pages, certificate: Certificate) -> None:
    """Add the doses in the order of their days, the head repeated on every page; or say that there are none."""
    if not certificate.doses:
        pages.paragraph(NO_DOSES, 11)
        return
    columns = _COLUMNS[certificate.kind]
    heads = [(caption, share) for caption, share, _ in columns]
    doses = sorted(certificate.doses, key=lambda dose: dose.on)
    rows = [tuple(words(dose) for _, _, words in columns) for dose in doses]
    if certificate.kind == kinds.SCHOOL:
        heads, rows = [*heads, *heads], two_abreast(rows)
    pages.table(heads, rows, size=SIZE)


def _both(dose: CertifiedDose) -> str:
    return f"{dose.vaccine}\n{dose.english}" if dose.english else dose.vaccine


def _from_to(dose: CertifiedDose) -> str:
    return words_once(word(SITES, dose.site), word(ROUTES, dose.route.upper()))


_VACCINE: _Column = ("疫苗", 3.4, lambda dose: dose.vaccine)
_NUMBER: _Column = ("剂次", 1.0, lambda dose: dose.number)
_ON: _Column = ("接种日期", 1.55, lambda dose: day(dose.on))
_LOT: _Column = ("批号", 1.6, lambda dose: dose.lot_number)
_MAKER: _Column = ("生产企业", 1.6, lambda dose: dose.maker)
_UNIT: _Column = ("接种单位", 2.0, lambda dose: dose.unit)
_REMARK: _Column = ("备注", 1.0, lambda dose: dose.remark)
_EXPIRES: _Column = ("有效期至", 1.5, lambda dose: day(dose.expires_on))
_SITE: _Column = ("部位 途径", 1.6, _from_to)
_VACCINATOR: _Column = ("接种人员", 1.15, lambda dose: dose.vaccinator)

_COLUMNS: dict[str, Sequence[_Column]] = {
    kinds.RECORD: (_VACCINE, _NUMBER, _ON, _LOT, _MAKER, _UNIT, _REMARK),
    kinds.TRAVEL: (
        ("疫苗\nVaccine", 5.2, _both),
        ("剂次\nDose", 0.9, lambda dose: dose.number),
        ("接种日期\nDate", 1.6, lambda dose: day(dose.on)),
        ("批号\nLot No.", 1.6, lambda dose: dose.lot_number),
        ("生产企业\nManufacturer", 1.75, lambda dose: dose.maker),
        ("接种单位\nGiven at", 1.8, lambda dose: dose.unit),
    ),
    kinds.SCHOOL: (
        ("疫苗", 1.55, lambda dose: dose.short),
        ("剂次", 0.75, lambda dose: f"{dose.number} {dose.remark}".strip()),
        ("接种日期", 1.35, lambda dose: day(dose.on)),
        ("接种单位", 1.75, lambda dose: dose.unit),
    ),
    kinds.TRANSFER: (_VACCINE, _NUMBER, _ON, _LOT, _EXPIRES, _MAKER, _SITE),
    kinds.CARD: (
        _VACCINE,
        _NUMBER,
        _ON,
        _SITE,
        _LOT,
        _EXPIRES,
        _MAKER,
        _UNIT,
        _VACCINATOR,
        _REMARK,
    ),
}
