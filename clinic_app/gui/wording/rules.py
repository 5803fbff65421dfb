"""Words of the page of rules (免疫规则)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinic_app.domain.immunization.results import Status, VerdictKind
from clinic_app.services.rule_preview import ChangeKind
from clinic_app.services.rule_wishes import WishStage

if TYPE_CHECKING:
    from datetime import date

    from clinic_app.domain.immunization.results import SeriesForecast
    from clinic_app.domain.immunization.rule_changes import RuleChange
    from clinic_app.domain.immunization.rules import Rules

TITLE = "免疫规则"
CONTEXT = "现在按“{edition}”预报"
READ, SET_DATE, BACK, STOP = "读规则包", "改施行日期", "返回系统", "停下，什么都不改"
CONFIRM = "确认启用"
CONFIRM_DATE = "确认改日期"
EDITIONS = "现在的规则"
EDITION_COLUMNS = ("版本", "从哪天起", "")
ALWAYS = "以前"
IN_FORCE, COMING, FORMER = "现行", "待施行", "以前的"
WITH_ONE_OVERLAY, WITH_OVERLAYS = "{edition}＋县方案", "{edition}＋县{count}项"
SET_HERE_NOTE = "* 本门诊设定的日期"
PACKS = "县规则包"
PACK_COLUMNS = ("号", "名称", "启用", "谁启用")
NO_PACKS = "还没有启用过县里的规则包"
RULES_PROBLEM = {
    "pack_missing": (
        "停：启用过的规则包不见了，现在用程序自带的规则",
        "请县疾控重新拷一份规则包，按 F5 读入；先不要相信今天的应种。",
    ),
    "refused": ("停：启用过的规则包和这一版程序合不上，现在用程序自带的规则", "马上告诉县疾控；先不要相信今天的应种。"),
}
WHO_CHANGES = "启用以后，谁会变"
NOT_LOOKED = "县里给了新规则：插上 U盘，按 F5。\n先在这里看谁会变、怎么变，再决定启用。"
STAGES = {
    WishStage.READING: "正在读 U盘",
    WishStage.REVIEWING: "正在检查规则包",
    WishStage.LOOKING: "正在看谁会变",
}
STEPS = {WishStage.READING: "读 U盘", WishStage.REVIEWING: "检查规则包", WishStage.LOOKING: "看谁会变"}
STEP_NOTES = {
    WishStage.READING: "签名和编号",
    WishStage.REVIEWING: "用它的规则和病例试算",
    WishStage.LOOKING: "全部在册的人，一个一个看",
}
STEP_DONE, STEP_COMING = "好了", "还没轮到"
OF_PEOPLE, OF_TRIALS, OF_NOTHING = "/ {total} 人", "/ {total} 步", ""
ABOUT = "现在什么都没有改，可以随时停下"
SUMMARY = "看了 {people} 人，{changed} 人会变（按 {on} 这一天看）"
SUMMARY_NOBODY = "看了 {people} 人，没有一个人会变（按 {on} 这一天看）"
NOBODY = "没有一个人的应种、日期和评价会变。\n要启用，按 F9。"
UNREAD = "另有 {count} 人没有出生日期，看不了"
BY_SERIES = "按疫苗"
SERIES_COLUMNS = ("疫苗", "新到期", "不再应种", "评价变", "改期")
ALL_SERIES = "全部"
PEOPLE_COLUMNS = ("姓名", "生日", "村", "疫苗", "怎么变", "现在", "以后")
MOST_SHOWN = "只列前 {most} 行；左边选一种疫苗看得更细"
KINDS = {
    ChangeKind.NEWLY_DUE: "新到期",
    ChangeKind.NO_LONGER_DUE: "不再应种",
    ChangeKind.VERDICT: "评价变",
    ChangeKind.MOVED: "改期",
}
CHOSEN_PACK = "第 {sequence} 号规则包：{title}（{issuer} {issued_on} 签发）"
CHOSEN_DATE = "{edition} 改为从 {on} 起施行"
ASK_PACK_TITLE = "启用第 {sequence} 号规则包？"
ASK_PACK = "{title}。\n{summary}。\n由 {user} 确认，记入日志。原来版本的剂次仍按原来的规则评价。"
NOT_YET = "先不启用"
ASK_DATE_TITLE = "{edition} 从 {on} 起施行？"
ASK_DATE = "{summary}。由 {user} 确认，记入日志。写上依据："
ASK_DATE_LABEL = "依据"
ASK_DATE_REASONS = ("县疾控通知", "省里文件")
TYPE_DATE_TITLE = "{edition} 从哪天起施行"
TYPE_DATE = "现在是 {on}。按 20260901 这样输入；输入以后先看谁会变，再确认。"
TYPE_DATE_LABEL = "施行日期"
NO_SUCH_DAY = "没有这一天"
NO_SUCH_DAY_TODO = "按 20260901 这样输入 8 位数字。"
NOTHING_TO_DATE = "没有可以改施行日期的版本"
DONE_PACK = "第 {sequence} 号规则包已启用"
DONE_DATE = "{edition} 从 {on} 起施行，已记下"
DONE_TODO = "应种名单正在按新规则重算，不耽误接种。"
OFF_NOTHING = "先看谁会变"
OFF_WORKING = "正在看谁会变"
WORKING = "正在做"
MORE_PROBLEMS = "还有 {count} 处"
FOR_THE_COUNTY = "给县疾控看的问题"

_STANDING = {
    Status.DUE: "应种",
    Status.OVERDUE: "应种（逾期）",
    Status.COMPLETE: "已种完",
    Status.CLOSED: "不用种",
    Status.CONTRAINDICATED: "禁忌",
    Status.NEEDS_FACT: "缺资料",
    Status.CHECK: "请核对",
    Status.WAITING: "暂缓",
    Status.OFFERED: "自费可选",
}
_VERDICTS = {
    VerdictKind.VALID: "算",
    VerdictKind.ACCEPTED: "认可算",
    VerdictKind.INVALID: "不算",
    VerdictKind.EXTRA: "多种",
    VerdictKind.UNKNOWN: "请核对",
}


def standing_words(line: SeriesForecast | None) -> str:
    """Return where a series stands, in a word or with its day."""
    if line is None:
        return "不预报"
    if line.status is Status.WAITING and line.earliest is not None:
        return f"等到 {line.earliest}"
    return _STANDING.get(line.status, line.status.value)


def change_words(change: RuleChange, rules: Rules) -> tuple[str, str]:
    """Return what holds now and what would hold."""
    was, becomes = change.verdict_before, change.verdict_after
    if change.kind is ChangeKind.VERDICT and was is not None and becomes is not None:
        known = rules.vaccines.get(was.vaccine)
        name = known.short_name if known else was.vaccine
        return f"{was.on:%y-%m-%d} {name} {_VERDICTS[was.kind]}", _VERDICTS[becomes.kind]
    return standing_words(change.before), _with_dose(change.after)


def _with_dose(line: SeriesForecast | None) -> str:
    words = standing_words(line)
    return f"{words} 第{line.number}剂" if line is not None and line.possible and line.number else words


def edition_words(rules: Rules, on: date) -> str:
    """Return the title of the edition in force, with what a county has laid on it."""
    return rules.edition_in_force(on).title
