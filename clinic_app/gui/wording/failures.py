"""A Chinese sentence and what to do next for every failure a wish can be answered with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from clinic_app.domain.visit import DoseState
from clinic_app.gui.wording.codes import CHECK_MISSING, LOT_PROBLEMS, VISIT_STATES
from clinic_app.services import failures

if TYPE_CHECKING:
    from collections.abc import Callable

    from clinic_app.domain.immunization.rules import Rules


@dataclass(frozen=True, slots=True)
class Words:
    """What is wrong, and what to do next."""

    sentence: str
    todo: str


_DOSE_STATES = {
    DoseState.PLANNED: "还没扫疫苗",
    DoseState.LOT_CHOSEN: "疫苗已扫，还没核对完",
    DoseState.CHECKED: "已核对，还没注射",
    DoseState.GIVEN: "已经种了",
    DoseState.NOT_GIVEN: "已记为未种",
}
STATE_WORDS = {state.value: words for state, words in VISIT_STATES.items()} | {
    state.value: words for state, words in _DOSE_STATES.items()
}
_PLAIN: dict[type[failures.WishRefused], Words] = {
    failures.UnknownPerson: Words("档案里没有这个人", "核对姓名，或按 F3 新建档案。"),
    failures.UnknownVisit: Words("没有找到这次就诊", "重新扫接种证，再做一次。"),
    failures.UnknownVial: Words("不认识这支疫苗的码", "再扫一次；还不行就按 F4 选批号。"),
    failures.VialUsedBefore: Words("停：这一支已经用过", "放到一边，另取一支，再扫码。"),
    failures.SameDoseToday: Words("停：今天已经种过这种疫苗", "不要再种。按 F7 记未种，并核对接种证。"),
    failures.NotQualified: Words("停：当前登录的人不能接种", "请有接种资质的护士登录：按 F11 锁定，再换人登录。"),
    failures.ConsentMissing: Words("停：签字没有包括这种疫苗", "按 F7 退回告知，请家长重新签字。"),
    failures.ReasonMissing: Words("还没写原因", "写上几个字再保存。"),
    failures.TemperatureImplausible: Words("体温不像是对的", "重量一次，按 36.6 或 366 这样输入。"),
    failures.NoCountyKey: Words("还没有县里的钥匙，不能导出", "请管理员先在“系统”里登记县疾控。"),
    failures.ExportRefused: Words("没有导出", "U 盘上没有留下半个包。换一个 U 盘，再按 F9。"),
    failures.NothingToExport: Words("没有要带走的记录", "县里的回执已经包括全部记录，不用导出。"),
    failures.TooMuchToExport: Words("记录太多，一个包装不下", "请联系县疾控，先导入回执再导出。"),
    failures.JournalBroken: Words("停：本机记录有断号，不能导出", "不要再重试。请管理员运行“检查”，再联系县疾控。"),
    failures.StickFull: Words("U 盘空间不够，没有导出", "换一个 U 盘，或删掉别的文件，再按 F9。U 盘上没有留下半个包。"),
    failures.StickLocked: Words("U 盘不能写入，没有导出", "拨开 U 盘的写保护开关，或换一个 U 盘，再按 F9。"),
    failures.StickGone: Words("U 盘被拔出了，没有导出完", "重新插上，再按 F9。没写完的文件县里不收，下次全部重写。"),
    failures.StickFaulty: Words("U 盘读回来的和写进去的不一样", "这个 U 盘不要再用。换一个 U 盘，再按 F9。"),
    failures.ExportStopped: Words("已停下，没有导出", "U 盘上没有留下半个包。要导出时再按 F9。"),
    failures.NotFit: Words("停：发热，今天不能种", "选“暂缓”，写上建议和复诊日期。"),
    failures.FoundingRefused: Words("没有建成，什么都没有留下", "填的都还在。再按 F9；还不行，请联系县疾控。"),
    failures.PlaceTaken: Words("这里已经有数据，没有动它", "关掉程序重新打开，按屏幕上说的做。"),
    failures.PlaceFull: Words("磁盘满了，没有建成", "删掉不要的文件，空出 1 GB，再按 F9。填的都还在。"),
    failures.PlaceLocked: Words("放数据的文件夹不能写", "请管电脑的人给写入权限，再按 F9。填的都还在。"),
    failures.PlanIncomplete: Words("还没填全，没有建", "按 F7 回到前面，把红字写着的改好。"),
    failures.FoundingUnfinished: Words("门诊已经做好，还差放到位这一步", "按 F9 接着做。恢复码有效，不要撕。"),
    failures.NoStick: Words("没有找到 U 盘", "插上县里给的 U 盘，等几秒，再按 F5。"),
    failures.NoEnrolment: Words("U 盘里没有开户包", "看是不是县里给的那个 U 盘；文件名以 .ENR 结尾，不要改名。"),
    failures.SiteTaken: Words("停：这个部位今天打过针，或这种疫苗不能打这里", "按 F4 换部位。"),
    failures.WishRefused: Words("这一步没有做成", "什么都没有写下。请再做一次。"),
}
_Wording = dict["type[failures.WishRefused]", "Callable[[failures.WishRefused, Rules], Words]"]


def failure_words(failure: failures.WishRefused, rules: Rules) -> Words:
    """Say what is wrong and what to do next; `rules` name the vaccines."""
    worded = WORDED.get(type(failure))
    return worded(failure, rules) if worded else _PLAIN.get(type(failure), _PLAIN[failures.WishRefused])


def plain_words(failure: failures.WishRefused) -> Words:
    """Say what is wrong where there is no clinic yet and so nothing of its rules to name."""
    return _PLAIN.get(type(failure), _PLAIN[failures.WishRefused])


def has_words(failure: type[failures.WishRefused]) -> bool:
    """Return whether this failure has words of its own."""
    return failure in WORDED or failure in _PLAIN


def vaccine_name(rules: Rules, code: str) -> str:
    """Return the short name of a vaccine; the code itself when the catalogue does not know it."""
    return rules.vaccine(code).short_name if code in rules.vaccines else code


def _step_skipped(failure: failures.WishRefused, rules: Rules) -> Words:
    state = STATE_WORDS.get(getattr(failure, "state", ""), "")
    where = f"，现在是“{state}”" if state else ""
    return Words(f"这一步现在不能做{where}", "看左边的步骤，从亮着的一步做起。")


def _unusable_lot(failure: failures.WishRefused, rules: Rules) -> Words:
    assert isinstance(failure, failures.UnusableLot)
    name = vaccine_name(rules, failure.vaccine)
    problem = LOT_PROBLEMS.get(failure.problem, "不能用")
    return Words(f"停：{name} 批号 {failure.lot_number} {problem}", "放进“待报损”盒，另取一支，再扫码。")


def _other_vaccine(failure: failures.WishRefused, rules: Rules) -> Words:
    assert isinstance(failure, failures.OtherVaccine)
    in_hand = vaccine_name(rules, failure.in_hand)
    if not failure.registered:
        return Words(f"停：这支是{in_hand}，登记的都已做完", "放回冰箱。")
    registered = vaccine_name(rules, failure.registered)
    return Words(f"停：这支是{in_hand}，登记的是{registered}", f"放回冰箱，另取一支{registered}，再扫码。")


def _check_incomplete(failure: failures.WishRefused, rules: Rules) -> Words:
    assert isinstance(failure, failures.CheckIncomplete)
    names = {item.value: words for item, words in CHECK_MISSING.items()}
    return Words("核对还没做完", f"先做：{'、'.join(names.get(key, key) for key in failure.items)}。")


def _not_due(failure: failures.WishRefused, rules: Rules) -> Words:
    assert isinstance(failure, failures.NotDue)
    name = vaccine_name(rules, failure.vaccine)
    if failure.until is None:
        return Words(f"停：{name} 今天不能种", "去掉这一种，再保存登记。")
    return Words(f"停：{name} 要等到 {failure.until}", "去掉这一种，约家长那天再来。")


def _paid_choice_missing(failure: failures.WishRefused, rules: Rules) -> Words:
    assert isinstance(failure, failures.PaidChoiceMissing)
    paid, free = vaccine_name(rules, failure.vaccine), vaccine_name(rules, failure.instead_of)
    return Words(
        f"停：自费的{paid}会代替该种的免费{free}", f"按 F7 退回登记，请家长签《自愿自费选择》，或改种免费{free}。"
    )


def _contraindicated(failure: failures.WishRefused, rules: Rules) -> Words:
    assert isinstance(failure, failures.Contraindicated)
    return Words(
        f"停：{vaccine_name(rules, failure.vaccine)} 有禁忌：{failure.what}", "不要注射。按 F7 记未种，写上原因。"
    )


def _vial_time_over(failure: failures.WishRefused, rules: Rules) -> Words:
    assert isinstance(failure, failures.VialTimeOver)
    name = vaccine_name(rules, failure.vaccine)
    return Words(f"停：{name} 批号 {failure.lot_number} 开启已超过 {failure.minutes} 分钟", "报损后换一支，再扫码。")


def _answers_missing(failure: failures.WishRefused, rules: Rules) -> Words:
    assert isinstance(failure, failures.AnswersMissing)
    return Words(f"还有 {len(failure.questions)} 项没有问", "逐项问家长，是按 1，否按空格。")


def _too_early(failure: failures.WishRefused, rules: Rules) -> Words:
    assert isinstance(failure, failures.TooEarlyToLeave)
    minutes = -(-failure.seconds_left // 60)
    return Words(f"还需留观 {minutes} 分钟", "请家长带孩子回留观区坐好。")


WORDED: _Wording = {
    failures.StepSkipped: _step_skipped,
    failures.UnusableLot: _unusable_lot,
    failures.OtherVaccine: _other_vaccine,
    failures.CheckIncomplete: _check_incomplete,
    failures.NotDue: _not_due,
    failures.PaidChoiceMissing: _paid_choice_missing,
    failures.Contraindicated: _contraindicated,
    failures.VialTimeOver: _vial_time_over,
    failures.AnswersMissing: _answers_missing,
    failures.TooEarlyToLeave: _too_early,
}
