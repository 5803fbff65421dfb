"""A Chinese sentence and what to do next for every failure a wish can be answered with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from clinic_app.domain.visit import DoseState
from clinic_app.gui.wording import (
    aftermath_failures,
    booklet_failures,
    certificate_failures,
    print_failures,
    rule_failures,
)
from clinic_app.gui.wording.codes import CHECK_MISSING, LOT_PROBLEMS, VISIT_STATES
from clinic_app.gui.wording.stock import DELIVERY_DOUBTS, DELIVERY_FIELDS
from clinic_app.services import (
    account_failures,
    card_failures,
    disk_failures,
    failures,
    online,
    reconciliation,
    stock_failures,
)

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
    failures.ReceiptRefused: Words(
        "县里的回执和本机的记录对不上", "没有拿它改任何数。照常接种，打电话给县里管系统的人。"
    ),
    failures.CountyKnowsMore: Words(
        "停：县里的记录比这台电脑多", "这台电脑可能用旧备份恢复过，或被复制过。照常接种，马上打电话给县里。"
    ),
    failures.StreamForked: Words(
        "停：县里收到过另一份本机的记录", "这台电脑可能被复制过。不要重装，照常接种，马上打电话给县里。"
    ),
    reconciliation.NotEnrolled: Words("还没有县里给本门诊开户，没法对账", "请管理员先用县里的开户 U 盘开户。"),
    reconciliation.NoStatement: Words("U 盘里没有县里给本门诊的对账单", "请县里写一张对账单到 U 盘，再对。"),
    reconciliation.ReceiptFirst: Words("先要导入同一个 U 盘上的回执", "到“同步”按 F9，导入回执以后再对账。"),
    reconciliation.TooManyOpenQuestions: Words("县里没入库的太多，现在对不了账", "先请县里处理一些，再对账。"),
    online.OnlineFailed: Words("没有传到县里", "记录都在本机。过一会儿再按 F8，或者用 U 盘。"),
    failures.NotFit: Words("停：发热，今天不能种", "选“暂缓”，写上建议和复诊日期。"),
    failures.FoundingRefused: Words("没有建成，什么都没有留下", "填的都还在。再按 F9；还不行，请联系县疾控。"),
    failures.PlaceTaken: Words("这里已经有数据，没有动它", "关掉程序重新打开，按屏幕上说的做。"),
    failures.PlaceFull: Words("磁盘满了，没有建成", "删掉不要的文件，空出 1 GB，再按 F9。填的都还在。"),
    failures.PlaceLocked: Words("放数据的文件夹不能写", "请管电脑的人给写入权限，再按 F9。填的都还在。"),
    failures.PlanIncomplete: Words("还没填全，没有建", "按 F7 回到前面，把红字写着的改好。"),
    failures.FoundingUnfinished: Words("门诊已经做好，还差放到位这一步", "按 F9 接着做。恢复码有效，不要撕。"),
    failures.NoStick: Words("没有找到 U 盘", "插上县里给的 U 盘，等几秒，再按 F5。"),
    failures.NoEnrolment: Words("U 盘里没有开户包", "看是不是县里给的那个 U 盘；文件名以 .ENR 结尾，不要改名。"),
    failures.UnknownError: Words("没有这条差错记录，或它已经撤销", "看金卡现在的样子，需要时再做一次。"),
    failures.SiteTaken: Words("停：这个部位今天打过针，或这种疫苗不能打这里", "按 F4 换部位。"),
    stock_failures.UnknownLot: Words("账上没有这一批", "先到“疫苗”里按 F9 入库。"),
    stock_failures.LotStateOther: Words("这一批的状态已经变了，没有重复登记", "看列表里现在的状态，需要时再做一次。"),
    stock_failures.WasteIncomplete: Words("报损还没填全", "写上数量，选一个原因，再按 F9。"),
    stock_failures.DateImplausible: Words("这个日期不对，没有写下", "看日历，按 20261118 这样输入今天的日期。"),
    failures.NotTold: Words("还没记“已告知”", "把品种、作用、禁忌、不良反应和留观 30 分钟讲给家长，再打勾。"),
    failures.DoctorMissing: Words("还没写判断的医生", "请医生看过，写上医生姓名，或按 1、2 选。"),
    failures.ComeBackDayWrong: Words("复诊日期不对", "写今天以后、一年以内的日子；也可以只写几天，例如 7。"),
    failures.PressureMissing: Words("有高血压，还没量血压", "量一次，按 130/85 这样输入。"),
    failures.PressureImplausible: Words("血压不像是对的", "重量一次，先写收缩压，再写舒张压，例如 130/85。"),
    failures.NothingChosen: Words("还没选疫苗", "按空格选上一种，或按 F7 结束这次就诊。"),
    failures.PaperUnnamed: Words("还没写放在哪里", "写上第几册、第几页。"),
    failures.UnknownDose: Words("没有这一针，或它已经作废", "看金卡现在的样子，需要时再做一次。"),
    card_failures.NothingChanged: Words("没有改动，没有保存", "改好再按 F9；不改就按 Esc。"),
    account_failures.NotAdministrator: Words("只有管理员能管用户", "请管理员登录：按 F11 锁定，再换人登录。"),
    account_failures.LastAdministrator: Words("只剩这一位管理员，不能停用", "先加一位管理员，再停用。"),
    account_failures.UnknownAccount: Words("没有这个人，或者已经停用", "看看名单，再选一次。"),
    account_failures.UserNameTaken: Words("已经有同名的人", "加个字区别，如：王芳（大）。"),
    account_failures.OldPasswordWrong: Words("原来的密码不对", "再输一次。忘了的话，请管理员重新定一个。"),
    account_failures.PasswordRefused: Words(
        "新密码不行", "至少 8 位，大写、小写、数字、符号里有 3 种，不能和原来的一样。"
    ),
    disk_failures.DiskFull: Words("电脑硬盘满了，这一步没有保存", "填的都还在。删掉不用的文件，空出地方，再按一次。"),
    disk_failures.DiskLocked: Words(
        "数据文件被设成只读，这一步没有保存", "填的都还在。请管电脑的人取消只读，再按一次。"
    ),
    disk_failures.DiskFaulty: Words(
        "硬盘读写出错，这一步没有保存", "填的都还在。再按一次；还不行，先用纸记，请管电脑的人检查硬盘。"
    ),
    disk_failures.DeskBusy: Words("数据正被别的程序占用，这一步没有保存", "填的都还在。等几秒，再按一次。"),
    failures.WishRefused: Words("这一步没有做成", "什么都没有写下。请再做一次。"),
    **{failure: Words(*words) for failure, words in aftermath_failures.PLAIN.items()},
    **{failure: Words(*words) for failure, words in print_failures.PLAIN.items()},
    **{failure: Words(*words) for failure, words in booklet_failures.PLAIN.items()},
    **{failure: Words(*words) for failure, words in certificate_failures.PLAIN.items()},
    **{failure: Words(*words) for failure, words in rule_failures.PLAIN.items()},
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


def _more_than_on_hand(failure: failures.WishRefused, rules: Rules) -> Words:
    assert isinstance(failure, stock_failures.MoreThanOnHand)
    sentence = f"批号 {failure.lot_number} 账上只有 {failure.on_hand} 人份，要报损 {failure.doses} 人份"
    return Words(sentence, "先数一遍冰箱里的。确实这么多，选“照实报损”，账上会显示不符。")


def _delivery_incomplete(failure: failures.WishRefused, rules: Rules) -> Words:
    assert isinstance(failure, stock_failures.DeliveryIncomplete)
    names = dict.fromkeys(DELIVERY_FIELDS.get(key, key) for key in failure.problems)
    return Words("入库还没填全，什么都没有写下", f"先补：{'、'.join(names)}。")


def _delivery_refused(failure: failures.WishRefused, rules: Rules) -> Words:
    assert isinstance(failure, stock_failures.DeliveryRefused)
    return Words(f"停：{DELIVERY_DOUBTS.get(failure.reason, '不能入库')}", "按 F7 拒收，连同运单退回，并报告县疾控。")


def _lot_received_before(failure: failures.WishRefused, rules: Rules) -> Words:
    assert isinstance(failure, stock_failures.LotReceivedBefore)
    sentence = f"批号 {failure.lot_number} 已经入过库，账上 {failure.doses_on_hand} 人份"
    return Words(sentence, "是同一批就加进去；不是同一批，核对批号。")


def _lot_differs(failure: failures.WishRefused, rules: Rules) -> Words:
    assert isinstance(failure, stock_failures.LotDiffers)
    what = "、".join(DELIVERY_FIELDS.get(name, name) for name in failure.names)
    return Words(f"批号 {failure.lot_number} 上次入库时的{what}与这次不同", "看着包装再核对一遍，改好再按 F9。")


def _code_of_other_lot(failure: failures.WishRefused, rules: Rules) -> Words:
    assert isinstance(failure, stock_failures.CodeOfOtherLot)
    return Words(f"扫的这一支已经登记在批号 {failure.lot_number}", "换一支扫，或改批号。")


def _same_series(failure: failures.WishRefused, rules: Rules) -> Words:
    assert isinstance(failure, failures.SameSeriesTwice)
    both = f"{vaccine_name(rules, failure.vaccine)}和{vaccine_name(rules, failure.other)}"
    return Words(f"停：{both}管的是同一种病", "去掉一种，再保存登记。")


def _unexplained(failure: failures.WishRefused, rules: Rules) -> Words:
    assert isinstance(failure, failures.DeviationUnexplained)
    name = vaccine_name(rules, failure.vaccine)
    what = {
        "left_out": f"{name} 今天该种，还没写为什么不种",
        "not_due": f"{name} 不在今天推荐的里面，还没写为什么种",
        "site": f"{name} 换了部位，还没写为什么",
        "limit": f"{name} 超过一天的剂数，还没写为什么",
    }
    return Words(what.get(failure.deviation, f"{name} 和推荐的不一样，还没写原因"), "写上原因，再保存登记。")


def _price_wrong(failure: failures.WishRefused, rules: Rules) -> Words:
    assert isinstance(failure, failures.PriceWrong)
    name = vaccine_name(rules, failure.vaccine)
    return Words(f"{name} 的价格或收据号不对", "按元输入价格，例如 328 或 128.50；交了费才写收据号。")


def _charged(failure: failures.WishRefused, rules: Rules) -> Words:
    assert isinstance(failure, failures.ChargedForFree)
    name = vaccine_name(rules, failure.vaccine)
    return Words(f"停：{name} 是免费疫苗，不能收费", "去掉价格和收据号，再保存登记。")


def _date_impossible(failure: failures.WishRefused, rules: Rules) -> Words:
    assert isinstance(failure, card_failures.DateImpossible)
    if failure.since is not None and failure.given < failure.since:
        return Words(f"{failure.given} 在出生之前（{failure.since} 出生）", "看接种证上的日期，重新输入。")
    return Words(f"{failure.given} 太晚，最晚是 {failure.until}", "看接种证上的日期，重新输入。")


def _dose_on_file(failure: failures.WishRefused, rules: Rules) -> Words:
    assert isinstance(failure, card_failures.DoseOnFile)
    name = vaccine_name(rules, failure.vaccine)
    return Words(f"{failure.on} 的{name}金卡上已经有了", "同一针不用再录。确实是另一针，选“是另一针”。")


def _field_unreadable(failure: failures.WishRefused, rules: Rules) -> Words:
    assert isinstance(failure, card_failures.FieldUnreadable)
    return Words(f"“{failure.value}”不能写在这一格", "照接种证重新输入；日期写 8 位数字：20230405。")


def _afterwards(failure: failures.WishRefused, rules: Rules) -> Words:
    return Words(*aftermath_failures.WORDED[type(failure)](failure))


def _on_the_way_to_paper(failure: failures.WishRefused, rules: Rules) -> Words:
    return Words(*print_failures.WORDED[type(failure)](failure))


def _of_the_booklet(failure: failures.WishRefused, rules: Rules) -> Words:
    return Words(*booklet_failures.WORDED[type(failure)](failure, rules))


def _about_certificates(failure: failures.WishRefused, rules: Rules) -> Words:
    return Words(*certificate_failures.WORDED[type(failure)](failure))


def _of_the_rules(failure: failures.WishRefused, rules: Rules) -> Words:
    return Words(*rule_failures.WORDED[type(failure)](failure))


WORDED: _Wording = {
    **dict.fromkeys(rule_failures.WORDED, _of_the_rules),
    **dict.fromkeys(booklet_failures.WORDED, _of_the_booklet),
    **dict.fromkeys(certificate_failures.WORDED, _about_certificates),
    **dict.fromkeys(aftermath_failures.WORDED, _afterwards),
    **dict.fromkeys(print_failures.WORDED, _on_the_way_to_paper),
    card_failures.DateImpossible: _date_impossible,
    card_failures.DoseOnFile: _dose_on_file,
    card_failures.FieldUnreadable: _field_unreadable,
    stock_failures.MoreThanOnHand: _more_than_on_hand,
    stock_failures.DeliveryIncomplete: _delivery_incomplete,
    stock_failures.DeliveryRefused: _delivery_refused,
    stock_failures.LotReceivedBefore: _lot_received_before,
    stock_failures.LotDiffers: _lot_differs,
    stock_failures.CodeOfOtherLot: _code_of_other_lot,
    failures.StepSkipped: _step_skipped,
    failures.UnusableLot: _unusable_lot,
    failures.OtherVaccine: _other_vaccine,
    failures.CheckIncomplete: _check_incomplete,
    failures.NotDue: _not_due,
    failures.SameSeriesTwice: _same_series,
    failures.DeviationUnexplained: _unexplained,
    failures.PriceWrong: _price_wrong,
    failures.ChargedForFree: _charged,
    failures.PaidChoiceMissing: _paid_choice_missing,
    failures.Contraindicated: _contraindicated,
    failures.VialTimeOver: _vial_time_over,
    failures.AnswersMissing: _answers_missing,
    failures.TooEarlyToLeave: _too_early,
}
