"""Both readings of a rule that is not certain (请核对), each with what it means for this child: a date or a dose."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from clinic_app.domain.immunization.reading_outcomes import IF_ACCEPTED
from clinic_app.domain.immunization.results import Status, VerdictKind
from clinic_app.gui.wording.immunization import due_reason, offer_words, wait_reason, why_not

if TYPE_CHECKING:
    from collections.abc import Callable

    from clinic_app.domain.immunization.reading_outcomes import TwoReadings
    from clinic_app.domain.immunization.results import DoseVerdict, SeriesForecast

RULES_READ = {
    "polio4-before-4y": ("按补种原则数够4剂", "第4剂须满4周岁"),
    "polio-type2": ("2026年版：要有2次含Ⅱ型疫苗", "2021年版：种过三价的只用减毒疫苗"),
    "hpv4-0-2-6": ("四价按0、2、6月", "各剂间隔28天即可"),
    "hpv-male": ("男性按获批的年龄自费接种", "男性不接种HPV疫苗"),
    "dtp3-at-6m": ("第3剂须满6月龄", "满5月龄、间隔28天也算"),
    "dtp5-interval": ("第5剂与第4剂间隔12个月", "满6周岁、间隔6个月即可"),
    "dt-from-7y": ("满7周岁起用白破", "2021年版：满6周岁起用白破"),
    "dt-from-12y": ("满12周岁不再种", "未满18周岁仍补白破"),
    "mmr2-before-18m": ("第2剂须满18月龄", "与第1剂间隔28天即可"),
    "measles-components": ("只计麻腮风", "按成分算，麻风、麻疹疫苗也算"),
    "mena2-by-18m": ("2026年版：24月龄前完成", "2021年版：18月龄前完成"),
    "ac2-after-early-ac1": ("第2剂须满6周岁", "与第1剂间隔3年即可"),
    "conjugate-by-label": ("结合疫苗种2剂", "说明书写1剂的，1剂即可"),
    "hpv2-5-months": ("免疫程序：间隔6个月", "说明书：间隔5个月"),
    "hpv-from-15": ("免疫程序：2剂", "说明书：满15周岁种3剂"),
    "hpv-before-13": ("13周岁前自费种的也算", "13周岁前种的不算"),
    "hpv-other-product": ("先请医生定", "四价、九价与双价接着算"),
    "bcg-live": ("卡介苗也算注射活疫苗，间隔28天", "卡介苗不受28天限制"),
    "live-refused": ("与活疫苗间隔不足28天，不算", "原文没有写不算，照算"),
    "repeated-after-refused": ("从不算的那一针起重新算间隔", "只从算数的那一针起算"),
    "after-serology": ("免后检测阴性，再种3剂", "原文写“可再接种”，不种也行"),
    "low-weight-by-age": ("第4剂再看间隔60天、4个月", "只看满7月龄"),
    "immunoglobulin-3m": ("用过免疫球蛋白等3个月", "原文未见，不等"),
    "anti-b-cell-6m": ("停用抗B细胞单抗等6个月", "只有一处转述，不等"),
    "immunosuppressant-1m": ("停用强免疫抑制剂等1个月", "等6个月"),
    "steroid-1m": ("停用激素等1个月", "只有一处转述，不等"),
    "immunodeficiency-live": ("2026年版：医生评估后定", "2021年版：禁忌"),
    "fever": ("腋温37.3℃起暂缓", "医生认为可以就种"),
    "unstable": ("病情不稳暂缓", "医生认为可以就种"),
    IF_ACCEPTED: ("按程序", "人工认可以后"),
}
UNREAD = "原文未见，请对照原文再定"
BY_LABEL = "各品牌不同，以手里这一种的说明书为准"
SAME_RULE = "“{ours}”或“{other}”：{same}"
SAME = "对这个孩子，两种理解结果一样"
OURS = "本系统（{rule}）：{means}"
OTHER = "另一种（{rule}）：{means}"
DONE = "已完成，不用再种"
DOSE = "第{number}剂"
TODAY = "{dose}今天可种：{why}"
WAITING = "{dose}{why}"
OF_VACCINE = "{vaccine}{dose}"
COUNTS = "这一针算第{number}剂"
DOES_NOT_COUNT = "这一针不算"
UNDECIDED = "这一针先核对"
LABEL = "K"
_COUNTING = (VerdictKind.VALID, VerdictKind.ACCEPTED)


class BothWords(NamedTuple):
    """Our reading and the other one; `other` empty where nobody knows another, `same` when it makes no difference."""

    ours: str
    other: str
    same: bool


def both_words(two: TwoReadings, name: Callable[[str], str]) -> BothWords:
    """Word both readings; `name` words a vaccine, which is said where the readings differ in it."""
    ours_rule, other_rule = RULES_READ.get(two.id, ("", ""))
    other = two.other
    if other is None or not other_rule:
        return BothWords(BY_LABEL if two.ours.source == LABEL else UNREAD, "", False)
    differs = None not in (other.vaccine, two.ours.vaccine) and other.vaccine != two.ours.vaccine
    ours = OURS.format(rule=ours_rule, means=_means(two.ours, two.our_verdict, name if differs else None))
    means = _means(other, two.other_verdict, name if differs else None)
    return BothWords(ours, OTHER.format(rule=other_rule, means=means), two.same)


def same_words(two: TwoReadings) -> str:
    """Say that an uncertain rule makes no difference here, and which rule: 第2剂须满18月龄，或…：对这个孩子…一样."""
    return SAME_RULE.format(ours=RULES_READ[two.id][0], other=RULES_READ[two.id][1], same=SAME)


def _means(line: SeriesForecast, verdict: DoseVerdict | None, name: Callable[[str], str] | None) -> str:
    words = outcome_words(line, name)
    return words if verdict is None else f"{_counts(verdict)}；{words}"


def _counts(verdict: DoseVerdict) -> str:
    if verdict.kind in _COUNTING:
        return COUNTS.format(number=verdict.number)
    return UNDECIDED if verdict.kind is VerdictKind.UNKNOWN else DOES_NOT_COUNT


def outcome_words(line: SeriesForecast, name: Callable[[str], str] | None = None) -> str:
    """Say what comes next in a series: 第2剂要等到2027-05-15：满18月龄（2027-05-15）."""
    dose = DOSE.format(number=line.number) if line.number is not None else ""
    if name is not None and line.vaccine is not None:
        dose = OF_VACCINE.format(vaccine=name(line.vaccine), dose=dose)
    if line.possible:
        return TODAY.format(dose=dose, why=due_reason(line))
    if line.status is Status.WAITING and line.earliest is not None:
        return WAITING.format(dose=dose, why=wait_reason(line))
    if line.status is Status.OFFERED:
        return offer_words(line)
    return DONE if line.status is Status.COMPLETE else why_not(line)
