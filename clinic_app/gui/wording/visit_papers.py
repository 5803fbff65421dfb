"""Words of the page 今天的纸 of the print centre."""

TITLE, ABOUT = "今天的纸", "号票、预检告知书、同意书、留观条，按人打"
COLUMNS = ("号", "姓名", "状态")
CONTEXT = "今天来了 {count} 人"
EMPTY = "今天还没有人来。扫接种证接待第一个孩子，这里就会列出来。"
TICKET, NOTICE, CONSENT, SLIP = "号票", "预检告知书", "知情同意书", "留观条"
HINT = "Enter 打号票"
NOT_YET = "{paper}还打不了：{name} 还没走到那一步"
SIGNED, GIVEN = "已签字", "已种"
