"""Words of the print centre (打印中心): papers, their states, printers and what to do when one does not print."""

from __future__ import annotations

from clinic_app.gui.wording.registers import SHORT as REGISTERS
from clinic_app.gui.wording.village_papers import SIGNS
from clinic_app.services.print_jobs import JobState, PrintJob

TITLE = "打印中心"
CONTEXT = "按数字打开一页"
WAITING = "{count} 张等着"
NO_PRINTER_CHOSEN = "还没有选打印机：要打的纸都存进打印文件夹，一张也不丢。"
PRINTERS_CHOSEN = "本机的打印机：{names}"
QUEUE_TITLE, QUEUE_ABOUT = "排队打印", "今天打了什么，再打一张，取消"
KINDS = {
    "observation_slip": "留观条",
    "appointment_slip": "预约单",
    "consent": "知情同意书",
    "paid_choice": "自愿自费选择书",
    "advice": "医学建议单",
    "error_notice": "接种差错报告",
    "aefi_card": "个案报告卡",
    "emergency_card": "急救卡",
    "certificate": "证明",
    "booklet": "接种证",
    "notice": "通知单",
    "broadcast": "广播稿",
    "number_ticket": "号票",
    "screening_notice": "预检告知书",
    "register": "登记簿",
    "sign": "标识牌",
    "label": "条码标签",
}
PAPERS = {
    "a3": "A3",
    "a4": "A4",
    "a5": "A5",
    "roll_80": "80 毫米卷纸",
    "roll_58": "58 毫米卷纸",
    "label_60": "60×40 毫米标签卷",
    "own": "接种证原件",
}
STATES = {
    JobState.QUEUED: "排队",
    JobState.PRINTING: "正在打",
    JobState.PRINTED: "已打出",
    JobState.FAILED: "没打成",
    JobState.CANCELLED: "已取消",
    JobState.FILED: "存成文件",
}
REASONS = {
    "jam": "卡纸、打坏了",
    "lost": "家长丢了",
    "faint": "太淡，看不清",
    "wrong_paper": "纸放错了",
    "other": "其他",
}
TROUBLE = {
    "missing": ("找不到打印机“{printer}”", "看线插好没有、打印机开没开。换了打印机，到“打印机”里重选。要打的都还在。"),
    "off": ("打印机“{printer}”没有开", "打开电源，看线插好没有。要打的都在排队，开了就接着打。"),
    "no_paper": ("打印机“{printer}”没有纸", "放上纸，程序会接着打。要打的都在排队。"),
    "jam": ("打印机“{printer}”卡纸，或盖子没关", "取出卡住的纸，关好盖子。程序会接着打。"),
    "busy": ("打印机“{printer}”正忙", "等它打完。要打的都在排队。"),
    "stopped": ("打印机“{printer}”打到一半停了", "看看出来了几页，再到“排队打印”里选再打一次。"),
    "fault": ("打印机“{printer}”报错", "看打印机面板上写的，按它说的做，或关机再开。要打的都还在。"),
}
LETTERS_TITLE = "{paper}上有打不出的字：{letters}"
LETTERS_TODO = "本机的字体里没有这些字。照样打，纸上印〓，再用笔写清；或者不打。"
PRINT_WITH_MARKS, DO_NOT_PRINT = "照样打", "不打"
INTERRUPTED = "上次关机时正在打"
CAME_OUT_TITLE = "{paper}：纸出来了吗？"
CAME_OUT_SENTENCE = "程序关闭时正在打这张纸（{printer}，{pages} 页）。看一眼打印机。"
CAME_OUT, PRINT_ANEW, LOOK_LATER = "出来了", "没出来，再打", "等一下再看"

QUEUE_CONTEXT = "等着 {waiting} · 今天打出 {printed}"
QUEUE_FILED = " · 存成文件 {filed}"
QUEUE_EMPTY = "今天还没有打过纸。接种台打的每一张都会列在这里。"
OF_VISIT = "只看 {name} 这一次"
PAGES_COLUMN = "页"
COLUMNS = ("纸", "谁的", "时间", PAGES_COLUMN, "状态")
SHOW_VISIT, SHOW_ALL = "只看这个人", "看全部"
AGAIN, CANCEL, BACK, RESUME, PRINT_FILED = "再打一张", "取消", "返回", "打印机好了，接着打", "现在打印"
LOOK = "看看出来没有"
CAME_OUT_LOOK = "没有打完（{printer}，{pages} 页）。看一眼打印机再选。"
CHOOSE = "先选一张"
AGAIN_TITLE = "再打一张 {paper}"
AGAIN_SENTENCE = "为什么再打？按数字选。"
AGAIN_MARK = "补打：{why}"
AGAIN_DONE = "{paper} 又排上了"
CANCELLED_DONE = "{paper} 不打了，记录不受影响"
CANCEL_OFF = "已经打出的不能取消"
WAITS_FOR = "等 {printer}"
PREVIEW_GONE = "这张纸已过保存期。要再打，请从金卡或登记簿重新生成。"
PREVIEW_PAGE = "第 {page} 页，共 {pages} 页"
PREVIEW_HIDDEN = "名字遮住时不显示"
FIRST_OF = "第一张，共 {count} 张"
PREVIEW_KEYS = "PgUp PgDn 翻页"
SENT, IN_OUTBOX = "{paper}已送去打印", "{paper}已放进打印文件夹"
IN_OUTBOX_TODO = "还没有给它选打印机，到“打印机”里选一台。"
SENT_TODO = "在打印机旁取。没出来的话，看“排队打印”。"
MAKING_ABOUT = "做好以后排队打印，可以先做别的事"
OF_PAGES = "/ {pages} 页"
STOPPED, STOPPED_TODO = "停下了，一张也没有打", "要打时再按 F9。"
STILL_COUNTING = "正在数，数好了再按"
NOT_MADE, NOT_MADE_TODO = "没有做成，一张也没有打", "再按一次 F9；还不行，把这句话念给管系统的人听。"
BUSY, NOTHING_TO_PRINT = "正在做", "没有可打的"
NOBODY = "—"
TRIAL_PAPER = "测试页（{paper}）"

PRINTERS_TITLE, PRINTERS_ABOUT = "打印机", "每种纸用哪台打印机，试打一张"
PRINTERS_HINT = "Enter 选打印机"
PRINTER_COLUMNS = ("纸", "打印机", "纸张", "纸盒", "颜色")
LOOKING, FOUND, FOUND_NONE = "正在找打印机…", "本机有 {count} 台打印机", "本机没有打印机"
NO_PRINTERS = (
    "这台电脑还没有装打印机。",
    "先请管电脑的人在 Windows 里装好，再打开这一页。现在要打的纸都存进打印文件夹。",
)
STATES_OUTBOX = "存成文件"
PRINTER_GONE = "{printer}（找不到）"
CHOOSE_PRINTER = "{paper}用哪台打印机？"
CHOOSE_PRINTER_WHY = "按数字选。"
INTO_OUTBOX = "不打印，存成文件"
THIS_ONE, ALL_OF_SIZE = "只改这一种", "{count} 种都用这台"
ALSO_OTHERS = "{paper} 的还有：{names}。也用这台吗？"
CHOOSE_BUTTON, TEST_SHEET, NEXT_PAPER, NEXT_TRAY, TOGGLE_BLACK = "选打印机", "试打", "换纸张", "换纸盒", "只打黑色"
ONE_PAPER = "这种纸只有 {paper} 一种"
PRINTER_FIRST = "先按 Enter 给它选一台打印机"
NO_TRAYS = "这台打印机没有说有几个纸盒，由它自己选"
TEST_QUEUED, TEST_QUEUED_TODO = "测试页排上了", "出来后用尺量一量，再扫一下条码。"
TEST_FILED, TEST_FILED_TODO = "测试页已放进打印文件夹", "按 Enter 给它选一台打印机，再按 F5。"
BLACK, GREY = "纯黑", "深浅"
TRAYS = {
    "": "自动",
    "0": "上纸盒",
    "1": "下纸盒",
    "2": "中纸盒",
    "3": "手动进纸",
    "4": "信封",
    "7": "自动",
    "8": "连续纸",
}


def tray_words(tray: str) -> str:
    """Word a paper source; one only the driver knows by its number."""
    return TRAYS.get(tray, f"纸盒 {tray}")


def kind_words(kind: str) -> str:
    """Word a kind of paper; one this version does not know by its code."""
    return KINDS.get(kind, kind)


def about_words(kind: str, about: str) -> str:
    """Word what tells a paper from others of its kind: a sign and a register are known by codes, villages by name."""
    first, _, rest = about.partition(" ")
    if kind == "sign":
        return SIGNS.get(about, about)
    if kind == "register":
        return f"{REGISTERS.get(first, first)} {rest}".rstrip()
    return first if kind in ("notice", "broadcast") else about


def sent_words(job: PrintJob) -> str:
    """Say where a paper went: to its printer, or into the outbox folder."""
    return going_words(job.kind, to_printer=job.state is not JobState.FILED)


def going_words(kind: str, *, to_printer: bool) -> str:
    """Say where papers of a kind go."""
    return (SENT if to_printer else IN_OUTBOX).format(paper=kind_words(kind))


def pages_words(pages: int) -> str:
    """Word a count of pages: 3 页."""
    return f"{pages} 页"
