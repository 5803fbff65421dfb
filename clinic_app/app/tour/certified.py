"""Scenes of a certificate: made for a child, its codes read from the paper, and verified in the window."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from clinic_app.app.tour import card_work
from clinic_app.app.tour.hands import Waited

if TYPE_CHECKING:
    from pathlib import Path

    from clinic_app.app.tour.cast import Child
    from clinic_app.app.tour.guide import Claims, Guide

_DPI = 200
_DOWN_TO_ISSUED = 6
_STRANGER = "白小满 2022-05-06"
_NUMBER = re.compile(r"\d{8}-\d{4}")


def made_and_verified(guide: Guide, child: Child) -> None:
    """The record of a child is printed; whoever gets the paper scans its codes."""
    card_work.open_card(guide, child)
    guide.step("证明", lambda: guide.hands.press("4"), lambda: guide.eyes.sees("预览 · 第 1 页"))
    guide.step(
        "打印接种记录证明",
        lambda: guide.hands.press("Enter"),
        lambda: guide.eyes.sees("接种记录证明", "已开好"),
        lambda: _made(guide, child, "接种记录证明"),
    )
    guide.step(
        "验真伪",
        lambda: guide.hands.press("Esc", "F6"),
        lambda: guide.eyes.sees("扫二维码，或按 F5 选照片"),
    )
    guide.step(
        "扫纸上的二维码",
        lambda: _scan_all(guide),
        lambda: guide.eyes.sees("未知签发单位", "签名完好，是本机签发的"),
    )
    guide.step("回到金卡", lambda: guide.hands.press("Alt+4"), lambda: guide.eyes.sees("档案", "已打开"))


def every_paper(guide: Guide, child: Child) -> None:
    """The other papers of a child, one after the other."""
    card_work.open_card(guide, child)
    guide.step("证明", lambda: guide.hands.press("4"), lambda: guide.eyes.sees("预览 · 第 1 页"))
    for title in ("接种证明（中英文）", "入托入学查验证明", "外地接种凭证", "接种卡"):
        guide.step(f"选{title}", lambda: guide.hands.press("Down"), lambda: guide.eyes.sees("预览 · 第 1 页"))
        _print(guide, child, title)


def for_a_class(guide: Guide, child: Child) -> None:
    """A list from the kindergarten: who is on file is certified, a summary lies on top; then the child's own advice."""
    guide.step("按班级名单", lambda: guide.hands.press("F4"), lambda: guide.eyes.sees("班级查验证明"))
    guide.step(
        "核对名单",
        lambda: guide.hands.type_chinese(f"{child.name} {child.born}\n{_STRANGER}\n").press("F8"),
        lambda: guide.eyes.sees("名单 2 人", "能开 1 人", "没对上 1 人"),
    )
    guide.step("全部打印", lambda: guide.hands.press("F9"), lambda: guide.eyes.sees("1 张查验证明和汇总已开好"))
    guide.step("回到金卡", lambda: guide.hands.press("Alt+4"), lambda: guide.eyes.sees("档案", "已打开"))


def advice_on_paper(guide: Guide, child: Child) -> None:
    """The paper of the class stands among the child's; above it the doctor's advice, which is printed."""
    card_work.open_card(guide, child)
    guide.step("证明", lambda: guide.hands.press("4"), lambda: guide.eyes.sees("预览 · 第 1 页"))
    guide.step(
        "班级的那一张也在",
        lambda: guide.hands.press(*["Down"] * _DOWN_TO_ISSUED),
        lambda: guide.eyes.sees("和原来那张一样"),
        lambda: (("certificate", f"{child.name} {_number_in(guide.eyes.focus())}"),),
    )
    guide.step("选医学建议", lambda: guide.hands.press("Up"), lambda: guide.eyes.sees("编号打印时才有"))
    _print(guide, child, "医学建议")
    guide.step("回到金卡", lambda: guide.hands.press("Alt+4"), lambda: guide.eyes.sees("档案", "已打开"))


def _print(guide: Guide, child: Child, title: str) -> None:
    guide.step(
        f"打印{title}",
        lambda: guide.hands.press("Enter"),
        lambda: guide.eyes.sees(title, "已开好"),
        lambda: _made(guide, child, title),
    )


def _made(guide: Guide, child: Child, title: str) -> Claims:
    """Return what the journal must hold when this paper was made."""
    return (("certificate", f"{child.name} {_number_in(guide.eyes.line(title, '已开好'))}"),)


def _number_in(words: str) -> str:
    found = _NUMBER.search(words)
    return found[0] if found else "?"


def _scan_all(guide: Guide) -> None:
    """Scan every code of the paper, as a scanner that types Chinese does."""
    for text in codes_on(newest_paper(guide.papers)):
        guide.hands.scan(text.replace("\n", "\r"))


def newest_paper(folder: Path) -> Path:
    """Return the certificate that was printed last.

    Raises:
        Waited: there is none.
    """
    papers = sorted(folder.glob("certificate-*.pdf"), key=lambda path: path.stat().st_mtime_ns)
    if not papers:
        raise Waited("no certificate lies in the outbox")
    return papers[-1]


def codes_on(paper: Path) -> list[str]:
    """Return what a phone reads from the codes of the first page."""
    import pypdfium2
    import zxingcpp

    document = pypdfium2.PdfDocument(paper)
    try:
        picture = document[0].render(scale=_DPI / 72).to_pil()
    finally:
        document.close()
    found = zxingcpp.read_barcodes(picture)
    return [code.bytes.decode("utf-8") for code in found if code.bytes.decode("utf-8", "replace").count("\n") > 1]
