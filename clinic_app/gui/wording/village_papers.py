"""Words of the pages 通知单 and 标签标识 of the print centre."""

TITLE, ABOUT = "通知单", "未种通知单（带存根）、广播稿，一村一批"
COLUMNS = ("村", "儿童")
EVERY_VILLAGE = "全部村"
PEOPLE = "{count} 人"
LEFT_OUT = "另有 {count} 人正在评估"
SCOPES = {"overdue": "逾期未种", "due": "应种未种"}
CONTEXT = "{scope} · 请家长 {day} 来"
CONTEXT_ANY_DAY = "{scope} · 还没有设接种日，通知单上写“尽快”"
READING = "正在数每个村…"
EMPTY = "还没有村。建档时写上村，这里就会列出来。"
NOBODY_THERE = "这个村现在没有{scope}的儿童"
PRINT, OTHER_SCOPE, BROADCAST = "打通知单", "改看{scope}", "广播稿"
HINT = "Enter 打这个村的"
MAKING = "{village} 的未种通知单"
ONE_VILLAGE = "广播稿一个村一份，先选一个村"

LABELS_TITLE, LABELS_ABOUT = "标签标识", "接种证条码标签，各区域的标识牌"
LABEL_COLUMNS = ("要打的", "多少")
LABEL_ROW, SIGN_ROW = "条码标签　{village}", "标识牌　{words}"
LABELS_COUNT, SIGN_COUNT = "{count} 张", "{paper}"
LABELS_CONTEXT = "标签从第 {first} 格开始"
LABELS_CONTEXT_ROLL = "标签用卷纸"
LABELS_PRINT, FIRST_PLACE = "打印", "从第几格开始"
FIRST_TITLE, FIRST_LABEL = "一张标签纸有 24 格，从哪一格开始？", "格"
FIRST_SENTENCE = "从左到右、从上到下数。用过 3 格，就写 4。"
FIRST_WRONG = "写 1 到 24 之间的数"
NO_LABELS = "这个村没有带接种证号的儿童"
LABELS_HINT = "Enter 打印"
SIGNS = {
    "waiting": "候诊区",
    "screening": "预检",
    "registration": "登记",
    "consent": "告知",
    "vaccination": "接种",
    "observation": "留观",
    "thirty": "留观30分钟",
    "emergency": "急救处置",
    "cold_chain": "冷链室",
    "way": "接种流程",
}
