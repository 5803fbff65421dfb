"""Scenes of the screening: fever, a contraindication, a yes that a doctor judges, the short list for crowds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinic_app.app.tour import desk_work

if TYPE_CHECKING:
    from clinic_app.app.tour.cast import Child
    from clinic_app.app.tour.guide import Guide

ALLERGY, FAMILY_HISTORY = 6, 7
FIRST_DOCTOR = "1"
POSTPONED, CONTRAINDICATED, FIT = "postponed", "contraindicated", "fit"
_SAVES = {FIT: "可以接种", POSTPONED: "暂缓", CONTRAINDICATED: "禁忌"}
_SEGMENT = {FIT: "1", POSTPONED: "2", CONTRAINDICATED: "3"}


def fever(guide: Guide, child: Child, degrees: str = "385") -> None:
    """38.5 degrees: postponed with advice on paper, no step further."""
    desk_work.scan_booklet(guide, child, "1 预检")
    measure(guide, degrees, "38.5")
    guide.step(
        "问八项，医生看过",
        lambda: guide.hands.press("0", FIRST_DOCTOR),
        lambda: guide.eyes.sees("暂缓，保存建议", "F9"),
    )
    turned_away(guide, child, POSTPONED, "今天暂缓")


def contraindication(guide: Guide, child: Child) -> None:
    """A severe reaction to the last dose: not vaccinated, the doctor's advice in words."""
    desk_work.scan_booklet(guide, child, "1 预检")
    measure(guide, "366", "36.6")
    say_yes_to(guide, ALLERGY)
    decide(guide, CONTRAINDICATED, "上次接种后全身皮疹、气促，不再接种同类疫苗")
    turned_away(guide, child, CONTRAINDICATED, "禁忌，不种")


def judged_by_doctor(guide: Guide, child: Child) -> None:
    """A convulsion in the family: the doctor looks, says fit, and the gate asks for the reason once more."""
    desk_work.scan_booklet(guide, child, "1 预检")
    measure(guide, "367", "36.7")
    say_yes_to(guide, FAMILY_HISTORY)
    decide(guide, FIT, "叔叔幼时热惊厥，孩子健康，可以接种")
    desk_work.save_screening(guide, child)
    desk_work.plan_and_inform(guide, child)
    desk_work.vaccinate_all(guide, child)


def quick_list(guide: Guide, child: Child) -> None:
    """Three questions where many wait; the short list stays until it is switched off."""
    desk_work.scan_booklet(guide, child, "1 预检")
    guide.step("快速预检", lambda: guide.hands.press("F6"), lambda: guide.eyes.sees("已问 0 / 3"))
    desk_work.screen_fit(guide, child, "365")
    desk_work.plan_and_inform(guide, child)
    desk_work.vaccinate_all(guide, child)


def all_questions_again(guide: Guide) -> None:
    """Switch the short list off."""
    guide.step("还是问全部八项", lambda: guide.hands.press("F6"), lambda: guide.eyes.sees("已问 0 / 8"))


def measure(guide: Guide, degrees: str, seen: str) -> None:
    """Type the temperature."""
    guide.step("量体温", lambda: guide.hands.type(degrees), lambda: guide.eyes.sees(seen), measured=True)


def say_yes_to(guide: Guide, number: int) -> None:
    """Ask one question after the other; one is answered with yes, the rest with no."""
    before = ["Space"] * (number - 1)
    guide.step(
        f"第 {number} 项答“是”",
        lambda: guide.hands.press(*before, "1", "0"),
        lambda: guide.eyes.sees("预检结果") and guide.eyes.sees("已问 8 / 8"),
    )


def decide(guide: Guide, result: str, advice: str) -> None:
    """Choose the result, name the doctor, write the advice."""
    guide.step(
        "医生判断，写建议",
        lambda: guide.hands.press(_SEGMENT[result], "Tab", FIRST_DOCTOR, "Enter").type_chinese(advice),
        lambda: guide.eyes.sees(_SAVES[result], "F9") and not guide.eyes.sees("F9 先"),
    )


def turned_away(guide: Guide, child: Child, result: str, words: str) -> None:
    """Save: the visit ends here, the advice is printed."""
    guide.step(
        f"{words}，写医学建议",
        lambda: guide.hands.press("F9"),
        lambda: guide.eyes.sees(words),
        lambda: (("screened", f"{child.name} {desk_work.degrees_on(guide, '1 预检')} {result}"),),
    )
    guide.step("下一位", lambda: guide.hands.press("F9"), lambda: not desk_work.has_in_hand(guide, child))
