"""Fixed words of the form 已经打错了: what happened, what to do next, how it is said on card and tiles."""

from clinic_app.domain.vaccination_error import ErrorKind, NextStep

TITLE = "已经打错了"
MARK = "接种差错"
SHORT = "打错了"
CELL_MARK = "差错"
ON_CARD = "接种差错：{error}。{action}。最迟 {moment} 前报告（请核对）"
NO_ACTION = "没有写处置"
ERRORS = {
    ErrorKind.WRONG_VACCINE: "打错疫苗",
    ErrorKind.WRONG_PERSON: "打错人",
    ErrorKind.GIVEN_TWICE: "重复打了一针",
    ErrorKind.UNUSABLE_LOT: "疫苗过期、封存或不该用",
    ErrorKind.WRONG_SITE: "部位打错",
    ErrorKind.WRONG_ROUTE: "途径打错",
    ErrorKind.WRONG_VOLUME: "剂量打错",
    ErrorKind.TOO_EARLY: "打早了，间隔不够",
    ErrorKind.CONTRAINDICATED: "有禁忌，已经打了",
    ErrorKind.OTHER: "其他",
}
HOW_TITLE = "{name}：已经打错了，错在哪里？"
HOW_SENTENCE = "打进去的都如实记下，不会被拒绝，记下就开始留观。"
NOTHING_WRONG = "没有打错，返回"
PLACE_OR_AMOUNT = "部位、途径或剂量打错"
EARLY_OR_FORBIDDEN = "打早了、有禁忌，或其他"
WHICH = "是哪一种？"

RECORDED_TITLE = "这一针，电脑里记过吗？"
RECORDED_SENTENCE = "选电脑里的那一条；没有记过，选“还没有记”。"
NOT_RECORDED = "还没有记"
RECORDED_DOSE = "{vaccine} {site} {moment} 已记"

WHO_TITLE = "实际打到谁身上了？"
WHO_SENTENCE = "扫那位儿童的接种证，或写姓名、首字母、生日。"
WHO_LABEL = "实际挨针的儿童"
WHO_NOT_FOUND = "档案里没有找到：{words}"
WHO_NOT_FOUND_TODO = "再写一次；档案里没有这个人，先按 Esc，再按 F3 建档。"
WHO_MANY = "是哪一位？"
SAME_PERSON = "选的就是 {name} 本人"
SAME_PERSON_TODO = "打到本人身上不是打错人。请另选一种差错。"
PERSON = "{name} {sex} {born}"
NONE_OF_THEM = "都不是，重新写"

VIAL_TITLE = "打进去的是哪一支？"
VIAL_SENTENCE = "扫那一支的码，或写瓶签上的批号。"
VIAL_LABEL = "码或批号"
VIAL_UNKNOWN_TITLE = "批号 {words} 不在库里，是哪种疫苗？"
VIAL_UNKNOWN_SENTENCE = "写瓶签上的品名；不在库里的也照样记。"
VACCINE_LABEL = "品名"
VACCINE_UNKNOWN = "目录里没有这个品名：{words}"
VACCINE_UNKNOWN_TODO = "按瓶签写简称，例如 麻腮风、百白破、五联。"
LOT_TITLE = "批号 {words} 有几种，是哪一种？"
EXPIRY_TITLE = "瓶签上的有效期"
EXPIRY_SENTENCE = "像 20270630 这样写；看不清，按 1。"
EXPIRY_LABEL = "有效期至"
NOT_READABLE = "看不清"
EXPIRY_WRONG = "有效期没有看懂：{words}"
EXPIRY_WRONG_TODO = "像 20270630 这样写。"

SITE_TITLE = "实际打在哪里？"
ROUTE_TITLE = "实际是什么途径？"
OTHER_SITE = "别处，自己写"
VOLUME_TITLE = "实际打了多少？"
VOLUMES = ("0.25 mL", "1 mL", "0.1 mL", "漏了，不到一剂")
OTHER_VOLUME = "别的量，自己写"
IN_WORDS = "写明"
NEXT = "下一步"

WHEN_TITLE = "什么时候打的？"
WHEN_SENTENCE = "今天早些时候像 0912 这样写；别的日子写 20261117 0912。"
EARLIER = "更早，写时间"
WHEN_LABEL = "时间"
JUST_NOW = "刚才"
WHEN_WRONG = "时间没有看懂：{words}"
WHEN_WRONG_TODO = "像 0912 或 20261117 0912 这样写，不能晚于现在。"

ACTION_TITLE = "已经做了什么？"
ACTION_SENTENCE = "写清经过和处置，或按数字选一个。"
ACTION_LABEL = "经过和处置"
ACTIONS = ("已告知家长，留观中", "已告知家长，已请医生看", "已报告门诊负责人")

CONFIRM_TITLE = "如实记下这次差错？"
CONFIRM = "{who}　{error}：{what}　{moment}"
GO_BACK = "不记，返回"
RECORD = "如实记下，开始留观"
REASON = "接种差错（{error}），如实另记"

DONE = "已如实记下，{name} 开始留观"
REPORT_BY = "{sent}，最迟 {moment} 前报告（请核对本地规定）"
NOT_PRINTED = "差错已如实记下，报告单没有打成"
REPORT_BY_HAND = "在金卡上再打一次报告单，最迟 {moment} 前报告（请核对本地规定）"
UNDERSTOOD = "知道了"
STEPS = {
    NextStep.WATCH: "留观 30 分钟",
    NextStep.CALL_DOCTOR: "请医生来看",
    NextStep.TELL_GUARDIAN: "如实告知家长",
    NextStep.GIVE_TO_THE_RIGHT_ONE: "该种的那位重新核对再种",
    NextStep.CHECK_NEXT_DOSE: "核对下一剂的日子",
    NextStep.QUARANTINE_LOT: "这一批先封存",
    NextStep.KEEP_VIAL: "留好空瓶和针具",
}
TAKE_BACK = "撤销差错记录"
KNOWN_TITLE = "这一针已经记过差错"
ANOTHER = "再记一次差错"
GO_BACK_PLAIN = "返回"
NEXT_DATE = "{vaccine} {day} 起"
NEXT_DATES = "：{dates}"
TAKE_BACK_TITLE = "撤销“{error}”这条差错记录，原因"
TAKE_BACK_SENTENCE = "只撤销差错记录；接种记录不变。"
TAKE_BACK_LABEL = "原因"
TAKE_BACK_REASONS = ("当时看错了，没有打错", "同一件事记了两次")
TAKEN_BACK = "差错记录已撤销"
