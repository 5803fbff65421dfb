"""Scenes of a certificate: made for a child, its codes read from the paper, and verified in the window."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from clinic_app.app.tour import card_work
from clinic_app.app.tour.hands import Waited

if TYPE_CHECKING:
    from pathlib import Path

    from clinic_app.app.tour.cast import Child
    from clinic_app.app.tour.guide import Guide

_DPI = 200
_NUMBER = re.compile(r"\d{8}-\d{4}")


def made_and_verified(guide: Guide, child: Child) -> None:
    """The record of a child is printed; whoever gets the paper scans its codes."""
    card_work.open_card(guide, child)
    guide.step("证明", lambda: guide.hands.press("4"), lambda: guide.eyes.sees("预览 · 第 1 页"))
    guide.step(
        "打印接种记录证明",
        lambda: guide.hands.press("Enter"),
        lambda: guide.eyes.sees("接种记录证明", "已开好"),
        lambda: (("certificate", f"{child.name} {_number(guide)}"),),
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


def _number(guide: Guide) -> str:
    found = _NUMBER.search(guide.eyes.line("接种记录证明", "已开好"))
    return found[0] if found else "?"
