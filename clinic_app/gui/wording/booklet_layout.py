"""Words of the room 接种证版式: measuring an edition of the booklet, its scan and its printer."""

from __future__ import annotations

TITLE = "接种证版式"
ABOUT = "量一量本门诊的接种证，对准打印机"
BACK, SAVE, UNDO, SCAN, FOUR, TEST_PAGE, COPY = "返回", "保存", "撤销", "扫描图", "量四点", "测试页", "复制行"
PRINTER, CLINIC_WORDS, SAMPLE, NEXT_EDITION = "量打印机", "单位简称", "看样张", "换版式"
HALF_WHOLE, HALF_HALF = "整页进纸", "半页进纸"
SCOPES = {"box": "一格", "row": "整行", "column": "整列", "page": "整页"}
SCOPE_LABEL = "一起动的"
IN_HAND = "选中 {row} · {field}"
EDGES = (("left", "左"), ("top", "上"), ("width", "宽"), ("height", "高"))
UNIT = "毫米"
SHORT_FIELDS = {"vaccinator": "人员", "booklet_number": "证号"}
EDGE_WRONG = "写毫米，如 32.5"
CONTEXT = "{title} · {page}"
MODEL = "示范版式，还没有量过"
MEASURED = "本门诊第 {version} 次量，{day} {who}"
DIRTY = "改了没有保存"
NO_PROBLEM = "格子都放得下"
KEYS = "方向键 0.1 毫米 · Shift 1 毫米 · Ctrl 改大小 · Enter 下一格 · 1–4 一起动的 · PgUp PgDn 翻页"
FIT = "打印机（{way}）：{fit}"
FIT_NONE = "打印机（{way}）：还没量过，先按 F5 打测试页"
FIT_WORDS = "左右 {right:+.1f} 上下 {down:+.1f} 毫米 · 大小 {scale:.1%} · 转 {turn:+.2f}°"
NO_SCAN = "没有扫描图：扫一张空白页，按 F7 打开，对着量"
SCAN_SHOWN = "扫描图已打开，按 F6 量四点把它对准"
SCAN_FITTED = "扫描图已对准：{fit}"
SAVED = "已保存：本门诊第 {version} 次量"
SAVED_TODO = "打一张测试页或看样张，对一对再用。"
NOTHING_TO_UNDO = "没有可撤销的"
DROP_TITLE = "版式改了没有保存"
DROP_SENTENCE = "离开就丢掉这次改的。"
STAY, DROP = "留下", "丢掉"
COPY_TITLE = "从“{row}”往下复制"
COPY_SENTENCE = "行距（毫米）和往下几行，用空格隔开。例如：12.5 7"
COPY_LABEL = "行距 行数"
COPY_WRONG = "没有看懂"
COPY_WRONG_TODO = "写两个数，如 12.5 7：行距 1 到 60 毫米，行数 1 到 40。"
COPIED = "往下复制了 {count} 行"
MEASURE_STEP = "点 {number}，共 4 点：把十字对准印刷表格的{corner}。鼠标点一下，方向键微调，Enter 下一点，Esc 不量"
CORNERS = ("左上角", "右上角", "左下角", "右下角")
MEASURE_NEEDS_SCAN = "先按 F7 打开空白页的扫描图"
MEASURED_FOUR = "四点量好了，扫描图已摆正"
MEASURED_FOUR_TODO = "{fit}"
TEST_SENT = "测试页已送去打印"
TEST_SENT_TODO = "放一张和证一样大的白纸。打好量四个十字，再按 5 填。"
CROSS_TITLE = "十字 {number}，共 4 个：{corner}"
CROSS_SENTENCE = "应在 左右 {x:.1f} 上下 {y:.1f} 毫米。放正了看，从纸的左上角量起，写量到的两个数，用空格隔开。"
CROSS_LABEL = "左右 上下"
CROSS_WRONG = "没有看懂这两个数"
CROSS_WRONG_TODO = "写两个数，用空格隔开，如 10.4 9.8。"
FIT_SAVED = "打印机对准了：{fit}"
FIT_SAVED_TODO = "再打一张测试页看看，差 0.1 毫米以内就行。"
CLINIC_TITLE = "证上的单位怎么写"
CLINIC_SENTENCE = "格子小、单位全名写不下时，写一个简称。空着按 Enter 用全名，Esc 不改。"
CLINIC_LABEL = "单位简称"
SCAN_TITLE = "打开空白页的扫描图"
SCAN_FILTER = "图片 (*.png *.jpg *.jpeg *.bmp)"
SCAN_REFUSED = {
    "missing": ("找不到这个文件", "看 U 盘是不是拔了，再按 F7 选一次。"),
    "no_image": ("这个文件不是图片，打不开", "扫描时存成 PNG 或 JPEG，再按 F7 选。"),
    "too_large": ("这张图太大，打不开", "用 200 或 300 dpi 扫一页，图小于 60 MB，再按 F7 选。"),
}
