"""Given doses on a form: one as rows of fields, several as columns side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinic_app.printing.pages import Field
from clinic_app.printing.paper_values import PaperDose
from clinic_app.printing.wording import ROUTES, SITES, day, word, words_once

if TYPE_CHECKING:
    from collections.abc import Sequence

    from clinic_app.printing.pages import Pages

_SIDE_BY_SIDE = 3
_BLANK = PaperDose(vaccine="", campaign="")


def add_dose(pages: Pages, caption: str, dose: PaperDose) -> None:
    """Add the facts of a dose under a heading; what is not known leaves room to write."""
    pages.heading(caption)
    pages.fields(
        [Field("疫苗", dose.product or dose.vaccine, 3), Field("属性", _kind(dose), 2)],
        [Field("生产企业", dose.maker, 3), Field("规格", dose.specification, 2)],
        [Field("批号", dose.lot_number, 3), Field("有效期至", day(dose.expires_on), 2)],
        [Field("追溯码", dose.trace_code, 3), Field("接种时间", dose.given_at, 2)],
        [Field("组织形式", dose.campaign, 3), Field("剂次", str(dose.dose_number or ""), 2)],
        [Field("剂量", dose.volume), Field("途径", word(ROUTES, dose.route)), Field("部位", word(SITES, dose.site))],
        [Field("接种人员", dose.vaccinator)],
    )


def add_doses(pages: Pages, caption: str, doses: Sequence[PaperDose]) -> None:
    """Add doses as columns, three side by side; columns nobody needs stay empty for a pen."""
    pages.heading(caption)
    for start in range(0, max(len(doses), 1), _SIDE_BY_SIDE):
        group = [*doses[start : start + _SIDE_BY_SIDE], *[_BLANK] * _SIDE_BY_SIDE][:_SIDE_BY_SIDE]
        columns = [("", 0.5), *((f"疫苗 {start + place}", 1.0) for place in range(1, _SIDE_BY_SIDE + 1))]
        pages.table(columns, [(name, *(facts[name] for facts in map(_facts, group))) for name in _facts(_BLANK)])


def _facts(dose: PaperDose) -> dict[str, str]:
    return {
        "名称": dose.product or dose.vaccine,
        "属性": _kind(dose),
        "规格": dose.specification,
        "生产企业": dose.maker,
        "批号": dose.lot_number,
        "有效期至": day(dose.expires_on),
        "追溯码": dose.trace_code,
        "接种时间": dose.given_at,
        "组织形式": dose.campaign,
        "剂次、剂量": f"{f'第{dose.dose_number}剂' if dose.dose_number else ''} {dose.volume}".strip(),
        "途径、部位": words_once(word(ROUTES, dose.route), word(SITES, dose.site)),
        "接种人员": dose.vaccinator,
    }


def _kind(dose: PaperDose) -> str:
    if not dose.vaccine:
        return ""
    return "免疫规划（免费）" if dose.free else "非免疫规划（自费）"
