"""Chinese sentences for what the schedule engine answers: every sentence names its date and what it counts from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinic_app.domain.immunization.reasons import ReasonCode, TermKind
from clinic_app.domain.immunization.results import Status, VerdictKind

if TYPE_CHECKING:
    from datetime import date

    from clinic_app.domain.calendar import Span
    from clinic_app.domain.immunization.reasons import Reason, Term
    from clinic_app.domain.immunization.results import DoseVerdict, SeriesForecast

STATUS_WORDS = {
    Status.DUE: "今天可种",
    Status.OVERDUE: "逾期，今天可种",
    Status.WAITING: "未到时间",
    Status.COMPLETE: "已完成",
    Status.CLOSED: "不再接种",
    Status.CONTRAINDICATED: "禁忌",
    Status.NEEDS_FACT: "缺一项情况",
    Status.CHECK: "请核对",
    Status.OFFERED: "自费，可自愿选种",
}
VERDICT_WORDS = {
    VerdictKind.VALID: "有效",
    VerdictKind.INVALID: "不计入",
    VerdictKind.EXTRA: "另计",
    VerdictKind.ACCEPTED: "经人工确认计入",
    VerdictKind.UNKNOWN: "请核对",
}
REASON_WORDS = {
    ReasonCode.BEFORE_BIRTH: "接种日期早于出生日期",
    ReasonCode.IN_FUTURE: "接种日期还没有到",
    ReasonCode.UNKNOWN_VACCINE: "疫苗目录中没有这个疫苗",
    ReasonCode.OUT_OF_PROGRAMME: "已满18周岁，不属于儿童补种范围",
    ReasonCode.NO_RULES_FOR_SERIES: "不属于国家免疫规划程序，按说明书，如实记录",
    ReasonCode.ALREADY_COMPLETE: "此前已全程完成",
    ReasonCode.NO_RULE_FOR_AGE: "程序没有写这个年龄怎么办",
    ReasonCode.NO_RULE_FOR_VACCINE: "程序没有写这个疫苗在这一剂怎么算",
    ReasonCode.TEST_MISSING: "接种前没有结核菌素试验阴性的记录",
    ReasonCode.TOO_YOUNG: "接种时年龄不足",
    ReasonCode.TOO_SOON: "与前一剂间隔不足",
    ReasonCode.LIVE_TOO_CLOSE: "与另一种注射活疫苗间隔不足",
    ReasonCode.AFTER_FACT_TOO_SOON: "接种前的等待时间不足",
    ReasonCode.AFTER_LABEL_AGE: "接种时已超过说明书的年龄",
    ReasonCode.COUNTED_AS_OLD: "旧品种，按同成分的疫苗计入，原文未见",
    ReasonCode.ADDS_COMPONENT: "不占剂次，所含成分计入",
    ReasonCode.NO_EXPOSURE: "没有狂犬病暴露的记录",
    ReasonCode.BOOSTER_NOT_NEEDED: "全程接种后不足3个月再次暴露，可不加强",
    ReasonCode.COUNTED_LENIENTLY: "早于程序时间，但按说明书或补种原则计入",
    ReasonCode.BEYOND_WINDOW: "间隔超出规定范围，照计，不重种",
    ReasonCode.ACCEPTED_BY_PERSON: "经人工确认计入",
    ReasonCode.COMPONENT_NOT_COUNTED: "2019-10-01及以后出生只计麻腮风疫苗",
    ReasonCode.NOT_IN_PROGRAMME: "不在国家免疫规划范围",
    ReasonCode.NOT_INDICATED: "超过年龄，不再补种",
    ReasonCode.NEEDS_SKIN_TEST: "满3月龄补种卡介苗，须先做结核菌素试验且结果阴性",
    ReasonCode.SKIN_TEST_POSITIVE: "结核菌素试验阳性，不接种卡介苗",
    ReasonCode.NEEDS_SEX: "性别未登记",
    ReasonCode.MIXED_PRODUCTS: "已用另一种产品起始，程序没有写怎样接着种",
    ReasonCode.DOSE_UNDECIDED: "有一剂记录程序没有写怎么算，请先核对",
    ReasonCode.HEALTH_FORBIDS: "禁忌",
    ReasonCode.HEALTH_POSTPONES: "暂缓",
    ReasonCode.HEALTH_ASSESSES: "须医生评估后决定",
    ReasonCode.TOO_OLD_BY_THEN: "到可种的日子已超过年龄，不再接种",
}
DOUBT_WORDS = {
    "polio4-before-4y": "另一种理解：第4剂须满4周岁，4周岁前的一剂不算第4剂",
    "polio-type2": "2021年版：有三价脊灰史的只用减毒疫苗补种；2026年版：补种须保证2次含Ⅱ型疫苗",
    "dtp3-at-6m": "另一种理解：按补种原则，满28天间隔、5月龄的第3剂也算",
    "dtp5-interval": "第4、5剂间隔12个月的原文未见",
    "dt-from-7y": "7周岁起用白破疫苗的衔接条文原文未见",
    "mmr2-before-18m": "另一种理解：与第1剂间隔28天以上即可，不必满18月龄",
    "ac2-after-early-ac1": "提前补种第1剂后，第2剂仍按6周岁",
    "conjugate-by-label": "结合疫苗的剂次以说明书为准",
    "hpv2-5-months": "说明书最短间隔5个月，免疫程序写6个月",
    "hpv-from-15": "15周岁及以上起始：免疫程序2剂，说明书3剂",
    "bcg-live": "另一种理解：卡介苗不属于“注射类减毒活疫苗”，不必间隔28天",
    "live-refused": "原文只写应间隔28天，没有写违反后不计入",
    "repeated-after-refused": "从未计入的一剂起再满间隔是本系统约定，官方没有明文",
    "by-label": "各企业的说明书不同，以手上的说明书为准",
    "varv-second": "第2剂常在4周岁接种",
    "varv-two-doses": "2剂为专家共识，间隔不少于3个月；部分地区免费，按当地通知",
    "yearly": "说明书写每年1剂，没有写最短间隔；按满12个月计",
    "flu-season": "以后每个流感季1剂；按距上一剂满12个月计，换季提前的也算",
    "iiv-one-dose": "3周岁及以上多数说明书只种1剂",
    "ev71-35m": "有的产品只用到35月龄",
    "ppsv23-again": "主要用于高危儿童；高危的再种一剂，间隔按说明书",
    "mcac-count": "有的产品2剂，有的3剂，12至23月龄有的1剂、有的2剂，以说明书为准",
    "mcac-booster": "加强剂有的在12月龄，有的在18月龄，以说明书为准",
    "mcv4-to-6y": "有的产品已用到6周岁，以说明书为准",
    "rabies-211": "2-1-1程序只用于获批的产品",
    "hpv4-0-2-6": "说明书写0、2、6月；间隔28天及以上的也计入",
    "hpv-male": "男性：四价9至26岁，九价16至26岁，2025年获批；不在免疫规划范围",
    "hpv-other-product": "四价、九价与双价的衔接原文未见",
}
ADVICE_WORDS = {
    "fine-jaundice": "生理性黄疸、母乳性黄疸不是禁忌",
    "fine-epilepsy": "癫痫已控制、病情稳定的，免疫程序不作为禁忌；部分疫苗说明书写有癫痫，由医生定",
    "fine-allergy": "过敏体质不是禁忌；对疫苗成分严重过敏，或接种同种疫苗后发生过严重过敏的除外",
    "fine-febrile-seizure": "单纯性热性惊厥史不是禁忌",
    "fine-stable-disease": "病情稳定的脑疾病、肝脏疾病不是禁忌",
    "fine-hypothyroid": "先天性甲状腺功能减低不是禁忌",
    "fine-phenylketonuria": "苯丙酮尿症不是禁忌",
    "fine-down-syndrome": "唐氏综合征不是禁忌",
    "fine-heart": "先天性心脏病不是禁忌",
    "fine-congenital-infection": "先天性梅毒、巨细胞病毒、风疹感染不是禁忌",
    "fine-preterm": "早产、低出生体重不是禁忌：稳定且持续恢复的按实际月龄接种",
    "hbsag-mother": "母亲表面抗原阳性：出生12小时内种第1剂；可按医嘱在别的部位注射乙肝免疫球蛋白100 IU",
    "hbsag-unknown": "母亲表面抗原不详：出生12小时内种第1剂",
    "hepb-serology": "末剂后1至2个月查表面抗原和抗体；表面抗原阴性且抗体不足10 mIU/ml，可再免费种3剂",
    "critical-newborn": "危重新生儿生命体征平稳后尽早种第1剂",
    "bcg-preterm": "胎龄不足32周的，病情平稳后、出院前可种",
    "bcg-no-scar": "没有卡痕也不再补种",
    "hiv-under-18m": "不满18月龄不必先做HIV抗体筛查，按状况不详处理",
    "globulin-after-mmr": "接种后2周内尽量不用免疫球蛋白",
    "ev71-before-12m": "宜在12月龄前完成",
    "rabies-globulin": "Ⅲ级暴露：首日注射狂犬病人免疫球蛋白20 IU/kg或抗血清40 IU/kg，最迟在第1剂后7日内",
    "rabies-first": "狂犬病疫苗优先于其他疫苗，没有绝对禁忌，与其他疫苗不限间隔",
}
_TOO_EARLY = frozenset(
    {ReasonCode.TOO_YOUNG, ReasonCode.TOO_SOON, ReasonCode.LIVE_TOO_CLOSE, ReasonCode.AFTER_FACT_TOO_SOON}
)
_MONTHS_OF_TODDLER = 24
_OTHER_DOSE = "未计入的{vaccine}"


def span_words(span: Span) -> str:
    """Word an interval: 28天, 3个月, 3年."""
    if not span.months:
        return f"{span.days}天"
    years, months = divmod(span.months, 12)
    return f"{years}年" if years > 1 and not months else f"{span.months}个月"


def age_words(age: Span) -> str:
    """Word an age that is reached: 出生, 满8月龄, 满6周岁."""
    if not age.months:
        return f"满{age.days}天" if age.days else "出生"
    years, months = divmod(age.months, 12)
    return f"满{years}周岁" if age.months >= _MONTHS_OF_TODDLER and not months else f"满{age.months}月龄"


def term_words(term: Term) -> str:
    """Word one date of the maximum: 距第2剂（2026-05-15）满3个月（2026-08-15）."""
    if term.kind is TermKind.PROGRAMME_START:
        return f"{term.on}起纳入免疫规划"
    if term.kind is TermKind.TEST_READ:
        return f"检查结果{term.on}已出"
    span = term.span
    if span is None:
        return str(term.on)
    if term.kind is TermKind.AGE:
        return f"{age_words(span)}（{term.on}）"
    return f"距{_start_words(term)}（{term.from_on}）满{span_words(span)}（{term.on}）"


def reason_words(reason: Reason) -> str:
    """Word why a dose or a series stands as it does; with the date where one decides."""
    if reason.term is not None and reason.code in _TOO_EARLY:
        return "接种时" + term_words(reason.term).replace("满", "未满", 1)
    words = REASON_WORDS[reason.code]
    if reason.name:
        return f"{words}：{reason.name}"
    return f"{words}：{term_words(reason.term)}" if reason.term is not None else words


def due_reason(forecast: SeriesForecast) -> str:
    """Say why a dose can be given today: 已满8月龄（2026-11-15）; late ones say since when."""
    term = forecast.winning_term
    if term is None:
        return why_not(forecast)
    words = term_words(term)
    if term.kind is TermKind.AGE and term.span:
        words = f"已{words}" if term.span.months or term.span.days else words
    return f"{words}；{_late_words(forecast)}" if forecast.late else words


def wait_reason(forecast: SeriesForecast) -> str:
    """Say until when a series waits and why: 要等到2026-12-19：距麻腮风（2026-11-21）满28天（2026-12-19）."""
    term = forecast.winning_term
    if term is None or forecast.earliest is None:
        return why_not(forecast)
    words = f"要等到{forecast.earliest}：{term_words(term)}"
    return f"{words}；{_late_words(forecast)}" if forecast.late else words


def why_not(forecast: SeriesForecast) -> str:
    """Say why a series has no date."""
    words = STATUS_WORDS[forecast.status]
    if forecast.reason is not None:
        words = reason_words(forecast.reason)
    return f"{words}；{_late_words(forecast)}" if forecast.late else words


def offer_words(forecast: SeriesForecast) -> str:
    """Say that nobody needs to begin, and from when one may: 自费，可自愿选种：已满12月龄（2026-11-15）."""
    term = forecast.winning_term
    if term is None or forecast.earliest is None:
        return why_not(forecast)
    return f"{STATUS_WORDS[Status.OFFERED]}，{forecast.earliest}起：{term_words(term)}"


def advice_words(forecast: SeriesForecast) -> str:
    """Word what accompanies a forecast and stops nothing; empty without any."""
    return "；".join(ADVICE_WORDS[advice] for advice in forecast.advice)


def forecast_words(forecast: SeriesForecast) -> str:
    """Say in one sentence where a series stands."""
    if forecast.possible:
        return due_reason(forecast)
    if forecast.status is Status.OFFERED:
        return offer_words(forecast)
    return wait_reason(forecast) if forecast.status is Status.WAITING else why_not(forecast)


def verdict_words(verdict: DoseVerdict) -> str:
    """Say how a dose counts and why: 不计入：接种时未满8月龄（2026-11-22）."""
    words = VERDICT_WORDS[verdict.kind]
    if verdict.number is not None:
        words = f"第{verdict.number}剂 {words}"
    remarks = [reason for reason in verdict.reasons if reason.code is not ReasonCode.ACCEPTED_BY_PERSON]
    return f"{words}：{'；'.join(map(reason_words, remarks))}" if remarks else words


def doubt_words(doubts: tuple[str, ...]) -> str:
    """Word the other readings of a rule that is not certain; empty without any."""
    return "；".join(DOUBT_WORDS[doubt] for doubt in doubts)


def short_forecast(forecast: SeriesForecast) -> str:
    """Word a forecast for a card cell: 满8月龄, 12-19起, 逾期, 已完成."""
    if forecast.status is Status.WAITING and forecast.earliest is not None:
        return f"{_short_date(forecast.earliest)}起"
    if forecast.status is Status.WAITING:
        return "暂缓"
    if forecast.status is Status.OFFERED:
        return "自愿"
    term = forecast.winning_term
    if not forecast.possible or term is None:
        return STATUS_WORDS[forecast.status]
    late = "逾期 " if forecast.late else ""
    if term.kind is TermKind.AGE and term.span is not None:
        return late + age_words(term.span)
    return f"{late}{_short_date(term.on)}起" if term.span is None else f"{late}距前剂满{span_words(term.span)}"


def short_verdict(verdict: DoseVerdict) -> str:
    """Word a verdict for a card cell: 第2剂, 不计入 早1天, 请核对."""
    if verdict.number is not None:
        return f"第{verdict.number}剂" + ("（确认）" if verdict.kind is VerdictKind.ACCEPTED else "")
    terms = [reason.term for reason in verdict.reasons if reason.term is not None]
    if verdict.kind is VerdictKind.INVALID and terms:
        early = max(term.ordinal for term in terms) - verdict.on.toordinal()
        return f"不计入 早{early}天"
    return VERDICT_WORDS[verdict.kind]


def _start_words(term: Term) -> str:
    """Name what an interval counts from."""
    if term.kind is TermKind.REPEAT:
        return _OTHER_DOSE.format(vaccine=term.from_name)
    return f"第{term.from_number}剂" if term.from_number is not None else term.from_name


def _late_words(forecast: SeriesForecast) -> str:
    return f"应在{forecast.finish_before}前完成，已逾期"


def _short_date(day: date) -> str:
    return day.isoformat()
