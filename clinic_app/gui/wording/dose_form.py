"""Words of writing a dose in, and of setting a card right."""

NEW_TITLE = "补录一针"
NEW_CONTEXT = "照接种证或登记簿写。填好后按 F9 保存"
CORRECT_TITLE = "修改这一针"
CORRECT_CONTEXT = "改错的那一格，旧的值会留着。填好后按 F9 保存"
SAVE = "保存"
VACCINE, GIVEN_ON, SOURCE, LOT, MAKER = "疫苗", "接种日期", "依据", "批号", "生产企业"
SITE, UNIT, BOOK, PAGE, REASON = "部位", "接种单位", "登记簿册号", "页号", "为什么改"
GIVEN_HINT = "8 位数字：20230405"
LOT_HINT = "批号不详就空着"
UNIT_HINT = "本点接种的空着"
REASON_HINT = "例如：看错一行"
SITES_UNKNOWN = "不详"
SOURCES = {"booklet": "接种证", "register": "登记簿", "platform": "省平台", "photo": "照片", "spoken": "口述"}
SPOKEN_NOTE = "口述不计剂次，有了凭证再改"
MISSING = "还缺 {fields}"
WRONG = "先改好 {fields}"
DATE_WRONG = "没有这一天，要 8 位数字"
BEFORE_BIRTH = "早于出生 {day}"
AHEAD = "还没到这一天"
TWICE_TITLE = "同一天已有一针"
TWICE_SENTENCE = "{day} 的{vaccine}金卡上已经有了。同一针不用再录。"
TWICE_STAY = "不录了"
TWICE_GO = "是另一针，录上"
SAVED_NEW = "已补录 {vaccine} {day}"
SAVED_CORRECTION = "已修改，旧的值留在历史里"

JUDGEMENT_TITLE = "这样写的话"
NOT_YET = "写上疫苗和日期，这里就说这一针算不算"
CHANGES_TITLE = "改过什么"
NO_CHANGES = "这一针没有改过"
CHANGE = "{day} {who}：{field} {old} → {new}（{reason}）"
CHANGE_VOIDED = "{day} {who}：作废（{reason}）"
CHANGE_ACCEPTED = "{day} {who}：人工认可（{reason}）"
TAKEN_BACK = "{change} 已撤销"
EMPTY_VALUE = "空"
FIELDS = {
    "vaccine": "疫苗",
    "given_on": "日期",
    "lot_number": "批号",
    "maker": "企业",
    "site": "部位",
    "unit": "单位",
    "product": "产品",
    "route": "途径",
    "expires_on": "效期",
    "trace_code": "追溯码",
}

NEW, CORRECT, VOID, UNDO = "补录", "修改", "作废", "撤销"
KEYS = "F4 补录 · F6 修改 · F7 作废 · F10 已经打错了 · 1 预约 · 2 反应记录 · 3 打证 · 4 证明 · 5 为什么"
KEYS_UNDO = "F4 补录 · F6 修改 · F7 作废 · F8 撤销 · F10 已经打错了 · 1 预约 · 2 反应记录 · 3 打证 · 4 证明 · 5 为什么"
WHAT_TITLE = "改什么？"
WHAT_SENTENCE = "光标在 {needle}。"
WHAT_NOTHING = "不改"
WHAT_NEEDLE = "改这一针"
WHAT_PERSON = "改姓名、电话等资料"
NO_NEEDLE = "光标不在接种过的一针上"
NO_NEEDLE_TODO = "用方向键移到要作废的那一针，再按 F7。"
VOID_TITLE = "作废 {needle}？"
VOID_SENTENCE = "作废的针留在金卡上，不再计剂次。打错了针不要作废：去接种台按“已经打错了”。"
VOID_LABEL = "为什么作废"
VOID_REASONS = ("录错人了", "重复录入", "没有种过", "接种证上没有")
VOID_ACCEPT = "作废"
VIAL_TITLE = "这一支疫苗还在吗？"
VIAL_SENTENCE = "批号 {lot}。没有打进任何人、还好好的在冰箱里，才退回库存。"
VIAL_GONE = "不在了，不退库存"
VIAL_BACK = "还在，退回库存"
VOIDED = "已作废 {needle}"
NEEDLE = "{vaccine} {day}"
UNDONE = "已撤销，和改之前一样"
NOTHING_TO_UNDO = "没有可以撤销的"
NOTHING_TO_UNDO_TODO = "只能撤销这次打开金卡以后改的。要改更早的，按 F6。"
UNDO_HINT = "改错了按 F8 撤销"

AMEND_TITLE = "修改资料"
AMEND_CONTEXT = "改好后按 F9 保存。姓名、性别、出生日期要写为什么"
AMEND_REASON_TITLE = "为什么改{fields}？"
AMEND_REASON_SENTENCE = "旧的值会留着，县里也看得到。"
AMEND_REASONS = ("户口本为准", "建档时写错", "孩子取名了", "家长更正")
AMENDED = "已修改 {name} 的资料"
