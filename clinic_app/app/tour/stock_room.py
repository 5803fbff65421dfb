"""Scenes of the refrigerator: a delivery taken in with its papers, and one refused for want of a temperature record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from clinic_app.app.tour.guide import Guide

RECORD_SHOWN, NO_RECORD = "1", "2"


@dataclass(frozen=True, slots=True)
class Delivery:
    """What lies on the counter: initials and name of the vaccine, lot, expiry as printed, and how many vials."""

    initials: str
    vaccine: str
    lot_number: str
    expiry: str
    vials: str


ARRIVED = Delivery("msf", "麻腮风", "202607M88", "20280630", "20")
WITHOUT_RECORD = Delivery("bbp", "百白破", "202607088", "20280531", "30")


def deliveries(guide: Guide) -> None:
    """Take one delivery in and refuse another."""
    guide.step("疫苗", lambda: guide.hands.press("Alt+5"), lambda: guide.eyes.sees("疫苗 Alt+5 已打开"))
    _take_in(guide, ARRIVED)
    _refuse(guide, WITHOUT_RECORD)


def _take_in(guide: Guide, delivery: Delivery) -> None:
    _write_label(guide, delivery)
    guide.step(
        "批签发、运单、温度记录",
        lambda: (
            guide.hands.type("LRA20260088")
            .press("Enter")
            .type_chinese("县疾控中心")
            .press("Enter")
            .type("YD1118")
            .press("Enter", RECORD_SHOWN, "Enter")
            .type("2.8 5.6")
        ),
        lambda: guide.eyes.sees("可以入库"),
    )
    guide.step(
        "入库",
        lambda: guide.hands.press("F9"),
        lambda: guide.eyes.sees("已入库", delivery.lot_number),
        lambda: (("lot received", delivery.lot_number),),
    )


def _refuse(guide: Guide, delivery: Delivery) -> None:
    _write_label(guide, delivery)
    guide.step(
        "没有运输温度记录：必须拒收",
        lambda: guide.hands.press("Enter", "Enter", "Enter", NO_RECORD),
        lambda: guide.eyes.sees("没有运输温度记录，必须拒收"),
    )
    guide.step("拒收", lambda: guide.hands.press("F7"), lambda: guide.eyes.sees("拒收的一支也不入账"))
    guide.step(
        "拒收原因",
        lambda: guide.hands.press("1", "Enter"),
        lambda: guide.eyes.sees("已记拒收", delivery.lot_number),
        lambda: (("lot refused", delivery.lot_number),),
    )


def _write_label(guide: Guide, delivery: Delivery) -> None:
    """Open the form and write what stands on the carton."""
    guide.step("到货，填入库单", lambda: guide.hands.press("F9"), lambda: guide.eyes.sees("疫苗入库"))
    guide.step(
        f"照包装写 {delivery.vaccine}",
        lambda: (
            guide.hands.type(delivery.initials)
            .press("Enter", "Enter")
            .type(delivery.lot_number)
            .press("Enter")
            .type(delivery.expiry)
            .press("Enter", "1", "Enter")
            .type(delivery.vials)
            .press("Enter", "Enter", "Enter")
        ),
        lambda: guide.eyes.sees(f"{delivery.vials} 支"),
    )
