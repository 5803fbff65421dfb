"""Scenes at the gate: vials that are stopped in red, and a dose of a visit that is not given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinic_app.app.tour import desk_work

if TYPE_CHECKING:
    from clinic_app.app.tour.cast import Child
    from clinic_app.app.tour.guide import Guide


def stopped_vial(guide: Guide, what: str, code: str, *words: str) -> None:
    """Scan a vial that must not be used: red, with what to do; then put it away."""
    guide.step(f"{what}：停", lambda: guide.hands.scan(code), lambda: guide.eyes.sees("停：", *words))
    guide.step("换一支", lambda: guide.hands.press("Enter"), lambda: not guide.eyes.sees("停：", *words))


def used_vial_of(guide: Guide, vaccine: str) -> str:
    """Return the code of a vial of this vaccine that was given today, empty when there is none."""
    taken = (step for step in guide.logbook() if step.title == f"扫疫苗码 {vaccine}")
    return next((step.scanned[0] for step in taken), "")


def split_visit(guide: Guide, child: Child) -> None:
    """Two doses are planned; the second is left out with its reason, and the visit still ends in the watch."""
    desk_work.scan_booklet(guide, child, "1 预检")
    desk_work.screen_fit(guide, child, "366")
    desk_work.plan_and_inform(guide, child)
    first, *rest = desk_work.vaccines_waiting(guide)
    desk_work.take_vial(guide, first)
    desk_work.tick_and_inject(guide, child, first, lambda: guide.eyes.sees("先扫疫苗"))
    for left, _ in zip(range(len(rest) - 1, -1, -1), rest, strict=True):
        not_given(guide, child, last=left == 0)


def not_given(guide: Guide, child: Child, *, last: bool) -> None:
    """Leave the dose in turn out (未种): the mother has changed her mind."""
    guide.step("未种，选哪一样", lambda: guide.hands.press("F7"), lambda: guide.eyes.sees("这一剂未种"))
    guide.step("未种要写原因", lambda: guide.hands.press("1"), lambda: guide.eyes.sees("家长改主意"))
    guide.step(
        "写原因",
        lambda: guide.hands.press("1", "Enter"),
        lambda: desk_work.is_watched(guide) if last else guide.eyes.sees("先扫疫苗"),
        lambda: (("not given", child.name),),
    )
