"""Words of the sync room (同步) and of the sync line in the strip."""

from __future__ import annotations

TITLE = "同步"
ROOM_TITLE = "数据同步"
CONTEXT = "有网按 F8，没网用 U 盘 · 本机指纹末四位 {fingerprint}"
PRACTICE_CONTEXT = "练习数据：县里的系统不收，带去也不入库"

WRITTEN = "本机已写"
HELD = "县里已收到"
APPLIED = "县里已入库"
UNSENT = "未上传"
WRITTEN_PROOF = "都已存盘"
HELD_PROOF = "凭县里回执 · {moment}"
NO_RECEIPT = "还没有县里回执"
NOT_APPLIED = "{count} 条收到未入库"
ALL_APPLIED = "收到的都已入库"
OLDEST = "最早一条 {moment}"
NONE_UNSENT = "全部有回执"

EXPORT = "导出 U 盘"
EXPORTING = "正在导出"
READY = "导出到 U 盘"
RUNNING = "正在导出到 U 盘"
STOPPING = "正在停下，写完这一包就停"
WRITTEN_OUT = "已写好，可以拔出 U 盘"
DO_NOT_PULL = "不要拔"
MAY_PULL = "可以拔出"
STOP = "停下，不留半个包"
NOT_UPLOADED = "写到 U 盘不等于已上传。U 盘拿回来再按 F9，导入县里回执后才算。"
NOT_UPLOADED_PRACTICE = "练习数据：包上签了“练习”，县里的系统不收。"

NO_STICK = "没有找到 U 盘：插上 U 盘再按 F9"
STICK = "{root} · 余 {free}"
STICKS = "找到 {count} 个 U 盘，按 F9 选一个"
LOCKED_STICK = "{root} · 不能写入"
TO_CARRY = "条要带走"
OF_TOTAL = "/ {total} 条"
SIZE = "记录 {size}"
LEFT = "还要约 {seconds} 秒"
WRITTEN_SIZE = "条 · {parts} 包，共 {size}"
WHERE = "在 {folder}"

CHECK = "核对本机记录"
SEAL = "打包加密"
WRITE = "写到 U 盘"
READ_BACK = "读回校验"
PULL = "可以拔出"
CHAINED = "{count} 条，无断号"
PARTS = "{parts} 包"
PART_OF = "第 {part} 包，共 {parts} 包"
EACH_READ_BACK = "每包写完就读回"
READ_BACK_SAME = "{parts} 包都一致"

NO_STICK_TITLE = "没有找到 U 盘"
NO_STICK_SENTENCE = "插上 U 盘，等几秒，再按 F9。也可以先导出到本机的一个文件夹，以后再拷到 U 盘。"
LOCKED_TITLE = "U 盘不能写入"
LOCKED_SENTENCE = "拨开 U 盘的写保护开关，或换一个 U 盘，再按 F9。也可以先导出到本机的一个文件夹。"
UNDERSTOOD = "知道了"
CHOOSE_FOLDER = "选择文件夹"
FOLDER_TITLE = "导出到哪个文件夹"
FOLDER_SENTENCE = "写出完整的文件夹位置。包会放在里面的 VAXSYNC 里。"
FOLDER_LABEL = "文件夹"
NO_SUCH_FOLDER = "没有这个文件夹：{folder}"
NO_SUCH_FOLDER_TODO = "核对位置，再按 F9。"
WHICH_TITLE = "导出到哪个 U 盘"
WHICH_SENTENCE = "按数字选。选好就开始写，写完会说可以拔出。"
NOT_NOW = "先不导出"

RECENT = "最近几次"
HOW_TITLE = "怎样带到县里"
RECENT_HEADS = ("时间", "方式", "条数", "包号", "经手", "县里")
BY_STICK = "U 盘"
NONE_YET = "这台电脑还没有导出过"
HOW_TO = (
    ("usb", "插上 U 盘，按 F9"),
    ("circle-check", "看到“可以拔出”再拔"),
    ("log-out", "把 U 盘带到县疾控，交给管信息的人"),
    ("download", "U 盘拿回来，插上再按 F9：回执导入后才算已上传"),
)
AWAITS_RECEIPT = "等回执"
RECEIPT_CAME = "之后有回执"

UNSENT_LINE = "未上传 {count} 条"
ALL_UPLOADED = "全部已上传"
LAST_CONFIRMED = "县里最后确认 {moment}"
NEVER_CONFIRMED = "县里还没有确认过"


def count_words(count: int) -> str:
    """Write a count with its thousands apart: 41,872."""
    return f"{count:,}"


def size_words(size: int) -> str:
    """Write a size in bytes as a person reads it: 812 B, 34 KB, 2.1 MB, 9.8 GB."""
    if size < 1000:
        return f"{size} B"
    for unit, bytes_in_one in (("KB", 10**3), ("MB", 10**6), ("GB", 10**9)):
        shown = size / bytes_in_one
        if shown < 999.5:
            return f"{shown:.0f} {unit}" if unit == "KB" or shown >= 99.5 else f"{shown:.1f} {unit}"
    return f"{size / 10**12:.1f} TB"
