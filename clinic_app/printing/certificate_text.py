"""What a certificate's code says: four lines of head, then its doses and its result, as any phone shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinic_app.printing import certificate_values as kinds
from clinic_app.printing.wording import EXERCISE, day

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from clinic_app.printing.certificate_values import Certificate, CertifiedDose

TITLES = {
    kinds.RECORD: "预防接种记录证明",
    kinds.TRAVEL: "预防接种证明",
    kinds.SCHOOL: "入托、入学预防接种查验证明",
    kinds.TRANSFER: "外地儿童预防接种凭证",
    kinds.CARD: "预防接种卡",
    kinds.ADVICE: "预防接种医学建议",
}
RESULTS = {
    kinds.COMPLETE: "已按年龄完成国家免疫规划疫苗接种",
    kinds.MISSING: "还需补种",
    kinds.CONTRAINDICATED: "因禁忌不补种",
    kinds.UNCLEAR: "有接种记录须由接种门诊核实",
    "postponed": "暂缓接种",
}
_NOT_COUNTED = "(不计)"

CaptionedWords = tuple[str, tuple[str, ...]]


def certificate_head(certificate: Certificate) -> tuple[str, str, str, str]:
    """Return title, name, birth date and clinic, a line each."""
    title = TITLES[certificate.kind]
    person = certificate.person
    return (
        f"{EXERCISE} {title}" if certificate.letterhead.practice else title,
        f"姓名 {_plain(person.name)}",
        f"出生 {day(person.born_on)}",
        f"单位 {_plain(certificate.letterhead.clinic)}",
    )


def certificate_body(certificate: Certificate) -> tuple[CaptionedWords, ...]:
    """Return the other lines: passport, result, what is missing, and the doses by vaccine, each with its words."""
    return tuple((caption, words) for caption, words in _lines(certificate) if words)


def _lines(certificate: Certificate) -> Iterator[CaptionedWords]:
    yield "护照", tuple(_plain(word) for word in (certificate.passport, certificate.english_name) if word.strip())
    if certificate.result:
        yield "结论", (RESULTS[certificate.result],)
    yield "需补种", tuple(_outstanding(dose.vaccine, dose.number) for dose in certificate.outstanding)
    yield "禁忌", tuple(_plain(one.vaccine) for one in certificate.forbidden)
    yield "待核实", certificate.unclear
    if certificate.again_on:
        yield "复诊", (day(certificate.again_on),)
    for short, doses in _by_vaccine(certificate.doses):
        yield short, tuple(day(dose.on) + ("" if dose.counted else _NOT_COUNTED) for dose in doses)


def _by_vaccine(doses: Iterable[CertifiedDose]) -> Iterator[tuple[str, list[CertifiedDose]]]:
    """Yield the doses of each vaccine in the order of their days, the vaccines in the order of their first dose."""
    groups: dict[str, list[CertifiedDose]] = {}
    for dose in sorted(doses, key=lambda dose: dose.on):
        groups.setdefault(dose.short, []).append(dose)
    yield from groups.items()


def _outstanding(vaccine: str, number: int) -> str:
    return f"{_plain(vaccine)}第{number}剂" if number else _plain(vaccine)


def _plain(text: str) -> str:
    """Return the text in one line."""
    return " ".join(text.split())
