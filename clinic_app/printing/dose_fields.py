"""One given dose as the rows of a form, the same on every report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinic_app.printing.pages import Field
from clinic_app.printing.wording import ROUTES, SITES, day, word

if TYPE_CHECKING:
    from clinic_app.printing.pages import Pages
    from clinic_app.printing.paper_values import PaperDose


def add_dose(pages: Pages, caption: str, dose: PaperDose) -> None:
    """Add the facts of a dose under a heading; what is not known leaves room to write."""
    known = bool(dose.vaccine)
    kind = ("免疫规划（免费）" if dose.free else "非免疫规划（自费）") if known else ""
    pages.heading(caption)
    pages.fields(
        [Field("疫苗", dose.product or dose.vaccine, 3), Field("属性", kind, 2)],
        [Field("生产企业", dose.maker, 3), Field("规格", dose.specification, 2)],
        [Field("批号", dose.lot_number, 3), Field("有效期至", day(dose.expires_on), 2)],
        [Field("追溯码", dose.trace_code, 3), Field("接种时间", dose.given_at, 2)],
        [Field("组织形式", dose.campaign, 3), Field("剂次", str(dose.dose_number or ""), 2)],
        [Field("剂量", dose.volume), Field("途径", word(ROUTES, dose.route)), Field("部位", word(SITES, dose.site))],
        [Field("接种人员", dose.vaccinator)],
    )
