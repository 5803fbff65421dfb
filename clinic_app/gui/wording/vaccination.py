"""Fixed words of the vaccination desk (接种): every sentence says what to do next."""

from clinic_app.domain.visit import VisitState

TITLE = "接种"
STEPS = ("预检", "登记", "告知", "接种", "留观")
STEPS_TITLE = "步骤"
STEP_TODO = ("体温和询问", "今天种什么", "家长签字", "扫疫苗", "30 分钟")
OPEN_CHILDREN = "打开的儿童"
NO_OPEN_CHILDREN = "没有待做的儿童"
MORE_SHORT = "另有 {count} 位"
MORE_CHILDREN = "还有 {count} 位，在“今日”里看"
PARK = "挂起"
EMPTY = "扫接种证，或输入姓名、首字母、生日、电话尾号"
EMPTY_TODO = "光标已在上面的扫码框里；新来的儿童按 F3 建档"
BOOKLET_CODE = "接种证"
NO_BOOKLET = "没有接种证号"
ALLERGY = "过敏：{what}"
FACTS = {
    "allergy": "过敏：{value}",
    "contraindication": "禁忌：{value}",
    "disease": "疾病：{value}",
    "reaction": "接种反应：{value}",
    "immunoglobulin": "免疫球蛋白：{value}",
}
BORN = "{day} 生"
SAVING = "正在保存…"

NORMAL = "正常"
YES = "是"
NO = "否"
UNANSWERED = "未问"
FIT = "可种"
POSTPONE = "暂缓"
CONTRAINDICATED = "禁忌"

PLANNED = "{count} 剂已定"
NEEDLE_OF = "第 {number} / {total} 针"
NEEDLES_GIVEN = "{count} 针已种"
DOSE = "第 {number} 剂"

WHO_SIGNS = "谁来签字"
WHO_SIGNS_SENTENCE = "签字的人要看过告知书。"
SIGNER_NAME = "签字人姓名"
SIGNED_BY = "{who} 已签"

CHECKS = "三查 七对 一验证"
BY_MACHINE = "机器核对"
BY_PERSON = "人工核对"
GROUPS = ("三查", "七对", "一验证")
PROGRESS = "{done} / {total}，还差 {left} 项"
ALL_DONE = "{total} / {total}，可以注射"
STOPPED = "{count} 项停，不能注射"
SCAN_FIRST = "先扫疫苗"
IN_HAND = "正在接种"
NEXT = "下一针"
WAITING_VIAL = "等扫码"
GIVEN = "已种"
NOT_GIVEN = "未种"
STOP = "停"
NO_VIAL = "请扫疫苗瓶上的码"
GIVE = "完成注射"
FIRST_DO = "先做 {items}"
AND_MORE = "等 {count} 项"
AND_MORE_DOSES = "还有 {count} 剂"
FIRST_SCAN = "先扫疫苗瓶上的码"
FIRST_OTHER_VIAL = "先换一支"
WRITE_REASON = "写理由"
LEAVE_OUT = "未种"
LEAVE_STEP = "不种 / 退回"
CHOOSE_LOT = "选批号"
OTHER_VIAL = "换一支，再扫码"
LATER_DOSES = "接着种"
AFTER_SCAN = "扫疫苗后核对"
AFTER_OTHER_VIAL = "换苗后再核对"
TICK = "看过，打勾"
F6_REASON = "请核对，按 F6 写理由"
REASON = "理由：{reason}"
HEALTHY = "无异常"
SCREENED_FIT = "预检 可种"
VIAL_USED = "用过的瓶"
NO_SPECIFICATION = "—"
PACKING = ("/支", "/瓶")
SCANNED = "已扫码，是本人"
COMPARED = "已对照，打过勾"
COMPARE = "翻开对照，打勾"
ON_FILE = "电脑 {count} 剂"
LOOK = "看瓶、针有无破损"
LOOKED = "无破损 · 效期内"
DAYS_LEFT = "效期内，还有 {days} 天"
SEEN_BY = "已看 · 还有 {days} 天"
OVER_BY = "过期 {days} 天"
EXPIRED_ON = "效期 {day}"
LOT = "批号 {lot}"
LABEL_READ = "{vaccine}　有效期至 {day}"
READ_TO_PARENT = "家长已看"
STOP_TAKE_OTHER = "放进“待报损”盒。另取批号 {lot}（效期 {day}，剩 {count} 人份），再扫码。"
STOP_NO_OTHER = "放进“待报损”盒。没有别的可用批号，按 F7 记未种，约家长再来。"
STOP_EXPIRED = "停：{vaccine} 批号 {lot} 已过期 {days} 天"
STOP_QUARANTINED = "停：{vaccine} 批号 {lot} 已封存，不能用"
STOP_EMPTY = "停：{vaccine} 批号 {lot} 账上已用完"
STOP_EMPTY_TODO = "先到“疫苗”里核对库存。另取批号 {lot}（效期 {day}，剩 {count} 人份），再扫码。"
STOP_OTHER = "停：这支是{in_hand}，登记的是{registered}"
STOP_OTHER_TODO = "放回冰箱。另取{vaccine} 批号 {lot}（效期 {day}，剩 {count} 人份），再扫码。"
STOP_OTHER_NONE = "放回冰箱。没有可用的{vaccine}，按 F7 记未种，约家长再来。"
STOP_USED = "停：这一支已经用过"
STOP_USED_TODO = "放到一边，不要再用。另取一支，再扫码。"
STOP_UNKNOWN = "停：这支不在本站的库存里"
STOP_UNKNOWN_TODO = "放到一边，不要用。另取一支再扫码；确是本站的，先到“疫苗”里登记入库。"
NOT_IN_STOCK = "没有入库"
VIAL_TIME_OVER = "开启超时"
STOP_SITE_TODO = "不要打这里。按 F4 换部位。"
STOP_EARLY_TODO = "不要注射。按 F7 记未种，约家长 {day} 以后再来。"
STOP_OTHER_DAY_TODO = "不要注射。按 F7 退回预检，今天重新量体温、重新问。"
UNTIL_DAY = "{what}，{day} 起可种"
CHANGE_SITE = "换部位"
NO_OTHER_SITE = "没有别的部位可以换"
NO_OTHER_SITE_TODO = "其余部位今天都打过针。按 F7 记未种，改天再种。"
OPEN_VIAL = "已开启，剩 {left} 人份，到 {until}"
PRINT_BOOKLET = "打接种证"
ERROR_HAPPENED = "已经打错了"
STOP_CHECK = "停：{what}"
STOP_CHECK_TODO = "不要注射。按 F7 记未种，写上原因。"

WHICH_LOT = "不认识这支的码，是哪一批？"
WHICH_LOT_SENTENCE = "看瓶签上的批号，选一次；这个产品以后能认出来。"
PICK_LOT = "选瓶签上的批号"
PICK_LOT_SENTENCE = "没有码时才这样选；品名和规格要由人核对。"
NOT_THIS_VIAL = "不用这支"
LOT_CHOICE = "{vaccine} {lot}　效期 {day}　剩 {count} 人份"
NO_LOT_TO_CHOOSE = "没有可用的批号"
NO_LOT_TODO = "先到“疫苗”里登记入库，或按 F7 记未种。"
LATER_VIAL = "还没到接种这一步"
LATER_VIAL_TODO = "先做“{step}”，再扫疫苗。"
ALL_GIVEN = "这位儿童今天的都做完了"
ALL_GIVEN_TODO = "扫下一位儿童的接种证。"
OWN_BOOKLET = "接种证是本人的"
OWN_CARD = "是本人；接种证还要看"

OTHER_CHILD = "扫到另一位儿童：{name}"
OTHER_CHILD_BY_SEARCH = "要换到另一位儿童：{name}"
OTHER_CHILD_SENTENCE = "正在给 {current} 做“{step}”。"
STAY = "留在 {name}"
PARK_AND_GO = "挂起，换到 {name}"

LEAVE_TITLE = "{name}：这一步不往下做"
LEAVE_SENTENCE = "选一个；每一个都要写原因。"
GO_ON = "接着做"
THIS_DOSE_NOT_GIVEN = "这一剂未种：{dose}"
STEP_BACK = "退回上一步"
PUT_DOWN_VIAL = "放下疫苗，重新扫码核对"
REFUSED = "拒种，家长不同意"
CANCELLED = "取消这次就诊"
NO_SHOW = "叫号未到"
REASON_FOR = "{what}，原因"
REASON_LABEL = "原因"
REASONS = {
    "not_given": ("家长改主意，改天再种", "孩子哭闹，没有注射", "注射前发现身体不适", "没有可用的疫苗"),
    "back": ("登记的疫苗要改", "体温或回答记错了", "签字的人要改"),
    "refused": ("家长不同意今天接种", "家长要先问医生", "家长不同意这种疫苗"),
    "cancelled": ("家长有事先走", "扫错了人", "今天没有可种的疫苗"),
    "no_show": ("叫号三次没有人", "排队后离开"),
}
AMBER_TITLE = "{what}：为什么可以种"
AMBER_SENTENCE = "写清谁判断的、凭什么。理由和你的名字一起记下。"
AMBER_REASONS = {
    "caution": ("不含此成分，医生已看，可以接种", "病情稳定，医生已看，可以接种"),
    "answered_yes": ("医生已看，可以接种", "已问清，不影响接种"),
    "check": ("已核对程序和接种证，可以接种", "医生已看，可以接种"),
}

WATCH_TITLE = "留观 30 分钟"
WATCH_FROM = "从最后一针 {moment} 算起"
LEAVE_AT = "{moment} 可离开"
WATCH_TODO = "请家长带孩子到留观区坐好。离开前扫留观条。"
SLIP_FILED, SLIP_SENT = "留观条已放进打印文件夹", "留观条已送去打印，交给家长"
SLIP_MAKING = "正在打留观条…"
SLIP_FAILED = "留观条没有打成"
SLIP_FAILED_TODO = "接种已经记下。请抄下号码 {ticket} 交给家长。"
SLIP_UNDRAWABLE = "留观条上有打不出的字：{letters}"
SLIP_UNDRAWABLE_TODO = "请在条上用笔写清姓名。"
TODAY_DOSES = "今天接种"
NEXT_CHILD = "下一位儿童"
ENDED = {
    VisitState.POSTPONED: "今天暂缓",
    VisitState.CONTRAINDICATED: "禁忌，不种",
    VisitState.REFUSED: "家长拒种",
    VisitState.CANCELLED: "已取消",
    VisitState.NO_SHOW: "叫号未到",
    VisitState.DONE: "已完成",
    VisitState.LEFT_EARLY: "提前离开",
    VisitState.REACTION: "发生反应",
}
ENDED_TODO = "已保存。把建议告诉家长，再请下一位。"
REACTION_TODO = "已保存。先照看孩子，按规定报告，再请下一位。"
COME_BACK = "复诊 {day}"
TICKET = "号码 {ticket}"

CARD = "金卡"
WIDEST_SERIES = "A群流脑"
CARD_COUNT = "已种 {count} 剂"
LEGEND_VALID = "有效"
LEGEND_TODAY = "今天接种"
LEGEND_WAIT = "还要等"
LEGEND_LATER = "未到"
LEGEND_INVALID = "不计入"
LEGEND_CHECK = "请核对"
WAITING = "还要等"
NOTHING_WAITS = "没有要等的疫苗"
FROM_DAY = "{day} 起"
WAIT_LINE = "{vaccine} 第 {number} 剂"
