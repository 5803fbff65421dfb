"""The certificates as papers: record, travel, school check, transfer, clinic card and advice; one or a whole class."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from clinic_app.printing import certificate_values as kinds
from clinic_app.printing.certificate_text import RESULTS, TITLES
from clinic_app.printing.closing import ClosingWords, closing
from clinic_app.printing.dose_tables import add_dose_table
from clinic_app.printing.fonts import Weight, fonts_in
from clinic_app.printing.page_frame import Paper
from clinic_app.printing.pages import Field, Pages
from clinic_app.printing.paper_values import with_marks
from clinic_app.printing.wording import RELATIONS, SEXES, day, plain_day, word

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from clinic_app.printing.certificate_values import Certificate
    from clinic_app.printing.fonts import Fonts
    from clinic_app.printing.sheet import Sheet

ENGLISH_TITLE = "Certificate of Vaccination"
_STATEMENTS = {
    kinds.RECORD: "兹证明上述受种者在本单位预防接种档案中有以下接种记录。",
    kinds.TRAVEL: (
        "兹证明上述受种者在本单位预防接种档案中有以下接种记录。\n"
        "This is to certify that the vaccinations listed below are on record for the person named above."
    ),
    kinds.TRANSFER: "以下疫苗由本单位接种。请居住地或户籍地接种单位核对后录入预防接种档案，并存放本凭证。",
    kinds.CARD: "",
}
_SCHOOL_STATEMENTS = {
    kinds.COMPLETE: "经查验，该儿童截至开具之日已按年龄完成国家免疫规划疫苗接种。",
    kinds.MISSING: "经查验，该儿童截至开具之日尚有以下国家免疫规划疫苗未完成，请按下表补种。",
    kinds.CONTRAINDICATED: "经查验，该儿童因接种禁忌，下列疫苗不补种；其余疫苗截至开具之日已按年龄完成。",
    kinds.UNCLEAR: "该儿童有接种记录须由接种门诊核实，核实前不作已完成的证明。",
}
_ADVICE = {"postponed": "今天暂缓接种", "contraindicated": "有禁忌，不能接种"}
_ADVICE_BASIS = "依据疫苗管理法第四十四条，有接种禁忌不能接种的，应当给出医学建议并如实记录。"


def certificate_pdf(certificate: Certificate, fonts_folder: Path, *, mark_missing: bool = False) -> bytes:
    """Return the certificate, A4, a card A4 across, an advice A5; the same values give the same bytes.

    Raises:
        UnprintableText: a character has no glyph and `mark_missing` is False.
        NoBarsForText: the number is not printable ASCII. TextTooLong: a part does not fit a code.
    """
    fonts = fonts_in(fonts_folder)
    certificate = _marked(certificate, fonts) if mark_missing else certificate
    return _composed(certificate, fonts).pdf(TITLES[certificate.kind], certificate.letterhead.printed_on)


def certificate_pages(
    certificate: Certificate, fonts_folder: Path, *, mark_missing: bool = False
) -> list[Callable[[Sheet], None]]:
    """Return what draws the pages of an A4 certificate, for one document with others; raises as `certificate_pdf`."""
    fonts = fonts_in(fonts_folder)
    return _composed(_marked(certificate, fonts) if mark_missing else certificate, fonts).drawings()


def _marked(certificate: Certificate, fonts: Fonts) -> Certificate:
    """Mark what no font draws on the paper; the codes keep what was signed."""
    return replace(with_marks(certificate, fonts), parts=certificate.parts)


def _composed(certificate: Certificate, fonts: Fonts) -> Pages:
    letterhead = certificate.letterhead
    travel = certificate.kind == kinds.TRAVEL
    head = letterhead.head(TITLES[certificate.kind], certificate.person.about, ENGLISH_TITLE if travel else "")
    paper = {kinds.ADVICE: Paper.A5, kinds.CARD: Paper.A4_ACROSS}.get(certificate.kind, Paper.A4)
    pages = Pages(paper, fonts, head, letterhead.foot(f"编号 {letterhead.ticket}" if letterhead.ticket else ""))
    _BODIES[certificate.kind](pages, certificate)
    pages.gap(4)
    words, low = _closing_words(certificate), certificate.low_correction
    pages.blocks(*closing(pages.column, fonts, certificate.parts, words, low=low))
    return pages


def _compose_record(pages: Pages, certificate: Certificate) -> None:
    _add_person(pages, certificate)
    _add_statement(pages, _STATEMENTS[certificate.kind])
    add_dose_table(pages, certificate)


def _compose_travel(pages: Pages, certificate: Certificate) -> None:
    person = certificate.person
    pages.fields(
        [Field("姓名\nName", person.name), Field("护照姓名\nAs in passport", certificate.english_name)],
        [
            Field("出生日期\nDate of birth", day(person.born_on)),
            Field("性别\nSex", {"M": "男 Male", "F": "女 Female"}.get(person.sex, "")),
        ],
        [Field("护照号\nPassport No.", certificate.passport), Field("证号\nRecord No.", person.code)],
    )
    _add_statement(pages, _STATEMENTS[kinds.TRAVEL])
    add_dose_table(pages, certificate)


def _compose_card(pages: Pages, certificate: Certificate) -> None:
    _add_person(pages, certificate)
    not_given = "、".join(one.vaccine for one in certificate.forbidden)
    noted = (*certificate.findings, *((f"不接种：{not_given}",) if not_given else ()))
    if noted:
        pages.fields([Field("禁忌与过敏", "；".join(noted))])
    pages.gap(2)
    add_dose_table(pages, certificate)
    if certificate.outstanding:
        pages.heading("下次应种")
        _add_outstanding(pages, certificate, to_fill_in=False)


def _compose_school(pages: Pages, certificate: Certificate) -> None:
    _add_person(pages, certificate)
    pages.gap(2)
    pages.framed(f"查验结论：{RESULTS[certificate.result]}", 14)
    _add_statement(pages, _SCHOOL_STATEMENTS[certificate.result])
    if certificate.outstanding:
        pages.heading("需补种")
        _add_outstanding(pages, certificate, to_fill_in=True)
    if certificate.forbidden:
        pages.heading("因禁忌不补种")
        rows = [(one.vaccine, one.reason) for one in certificate.forbidden]
        pages.table((("疫苗", 2.0), ("原因", 3.0)), rows)
    if certificate.unclear:
        pages.captioned("须核实", "、".join(certificate.unclear) + "：请家长带接种证到接种门诊核实。")
    pages.heading("已接种")
    add_dose_table(pages, certificate)


def _compose_advice(pages: Pages, certificate: Certificate) -> None:
    pages.framed(_ADVICE[certificate.result], 15)
    pages.gap(2)
    names = "、".join(one.vaccine for one in certificate.forbidden) or "今天的全部疫苗"
    pages.fields([Field("疫苗", names)], [Field("情况", "\n".join((*certificate.findings, *_reasons(certificate))))])
    pages.fields([Field("医学建议", certificate.advice)], least_mm=20)
    pages.gap(2)
    if certificate.again_on:
        pages.paragraph(f"请于 {plain_day(certificate.again_on)} 带接种证再来，届时重新评估。", 12, Weight.BOLD)
    if certificate.letterhead.phone:
        pages.paragraph(f"咨询电话 {certificate.letterhead.phone}", 11)
    pages.paragraph(_ADVICE_BASIS, 9)


def _add_person(pages: Pages, certificate: Certificate) -> None:
    person = certificate.person
    relation = f"（{word(RELATIONS, person.relation)}）" if person.relation and person.guardian else ""
    pages.fields(
        [Field("姓名", person.name, 3), Field("性别", word(SEXES, person.sex) if person.sex != "U" else "", 1)],
        [Field("出生日期", day(person.born_on)), Field("身份证号", certificate.citizen_id)],
        [Field("接种证号", person.code), Field("电话", person.phone)],
        [Field("监护人", f"{person.guardian}{relation}"), Field("住址", person.address)],
    )


def _add_statement(pages: Pages, statement: str) -> None:
    if statement:
        pages.gap(2)
        pages.paragraph(statement, 11, with_next=True)
        pages.gap(1.5)


def _add_outstanding(pages: Pages, certificate: Certificate, *, to_fill_in: bool) -> None:
    rows = [
        (
            dose.vaccine,
            f"第{dose.number}剂" if dose.number else "",
            f"{day(dose.possible_from)} 起" if dose.possible_from else "",
            day(dose.appointed_on),
            *(("", "", "") if to_fill_in else ()),
            dose.remark,
        )
        for dose in certificate.outstanding
    ]
    filled = (("补种日期", 1.5), ("批号", 1.4), ("接种者签名", 1.5)) if to_fill_in else ()
    columns = (("疫苗", 1.9), ("剂次", 0.9), ("可种日期", 1.9), ("预约日期", 1.5), *filled, ("备注", 1.2))
    pages.table(columns, rows, size=9.5, least_mm=9 if to_fill_in else 0)


def _reasons(certificate: Certificate) -> tuple[str, ...]:
    return tuple(f"{one.vaccine}：{one.reason}" if one.reason else one.vaccine for one in certificate.forbidden)


def _closing_words(certificate: Certificate) -> ClosingWords:
    travel = certificate.kind == kinds.TRAVEL
    on = plain_day(certificate.issued_on) if certificate.issued_on else ""
    who = {kinds.SCHOOL: "查验人", kinds.ADVICE: "医生", kinds.TRAVEL: "经办人 Issued by"}.get(
        certificate.kind, "经办人"
    )
    number = "编号 No." if travel else "编号"
    date_of_issue = "开具日期 Date of issue" if travel else "开具日期"
    return ClosingWords(
        below_codes=_below_codes(len(certificate.parts), travel=travel),
        signed=(
            (who, certificate.issued_by),
            (date_of_issue, day(certificate.issued_on)),
            (number, certificate.letterhead.ticket),
        ),
        sealed=(certificate.letterhead.clinic, on),
        seal="单位盖章 Official seal" if travel else "（接种单位盖章）",
    )


def _below_codes(codes: int, *, travel: bool) -> str:
    every = f"（共 {codes} 个，一起核对）" if codes > 1 else ""
    return f"{'Scan to read. ' if travel else ''}手机扫码可读全文{every}"


_BODIES: dict[str, Callable[[Pages, Certificate], None]] = {
    kinds.RECORD: _compose_record,
    kinds.TRAVEL: _compose_travel,
    kinds.SCHOOL: _compose_school,
    kinds.TRANSFER: _compose_record,
    kinds.CARD: _compose_card,
    kinds.ADVICE: _compose_advice,
}
