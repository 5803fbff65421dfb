"""Words of the certificates room (证明): papers, class lists, and what a code proves."""

from __future__ import annotations

from clinic_app.services.certificate_trust import Finding, Verdict
from clinic_app.services.class_lists import Unmatched

TITLE, ABOUT = "证明", "证明、查验、凭证、接种卡，按名单打，验真伪"
CARD_KEY = "证明"
BACK, CLASS_PAGE, VERIFY_PAGE, CHILD_PAGE = "返回", "按班级名单", "验真伪", "单个孩子"
ABOUT_CHILD = "{born} 出生　{code}"
PRINT, PRINT_AGAIN, PRINTING = "打印", "补打", "正在做，请稍候"
CHOOSE_CONTEXT = "先找到孩子，再选一张纸"
FIND_LABEL, FIND_HINT = "找孩子", "姓名、首字母、生日 20220315、电话尾号、证号"
FIND_EMPTY = "扫接种证，或在上面输入姓名、首字母、生日、电话尾号。\n一个班一起打，按 F4；学校、外地来问真假，按 F6。"
NOBODY = "没有找到“{text}”。换姓名、生日或电话尾号再试；没有档案的，按 F3 新建。"
PEOPLE_COLUMNS = ("姓名", "性别 年龄", "监护人", "村")
PAPER_COLUMNS = ("纸", "用处")
PAPERS = {
    "record": ("接种记录证明", "全部接种记录"),
    "travel": ("接种证明（中英文）", "出国、签证、留学"),
    "school": ("入托入学查验证明", "幼儿园、小学"),
    "transfer": ("外地接种凭证", "本门诊种的，带回家乡"),
    "card": ("接种卡", "门诊存档，横打"),
    "advice": ("医学建议", "暂缓、禁忌"),
}
ISSUED_NOTE = "{number} 补打"
ISSUED_NOTE_AGAIN = "{number} 补打过 {count} 次"
PREVIEW_PAGE = "预览 · 第 {page} 页 共 {pages} 页 · 编号打印时才有"
PREVIEW_AGAIN = "预览 · 第 {page} 页 共 {pages} 页 · 和原来那张一样"
PREVIEW_MAKING = "正在做预览…"
PREVIEW_KEYS = "↑↓ 选纸 · Enter 打印 · PgUp PgDn 翻页"
ENGLISH_NAME, PASSPORT = "护照上的姓名（拼音）", "护照号"
ENGLISH_HINT = "照护照写，和护照一个字母不差"
PASSPORT_HINT = "没有就空着"
UNDRAWABLE = "纸上有打不出的字：{letters}"
UNDRAWABLE_TODO = "纸上印成〓，打出来以后用笔写清、盖章。二维码里是完整的字。"
UNCLEAR = "有要核对的：{series}"
UNCLEAR_TODO = "纸上写“须核实”，不会写已完成。先在金卡上核对，再开更好。"
RESULTS = {
    "complete": "已完成",
    "missing": "需补种",
    "contraindicated": "禁忌",
    "unclear": "须核实",
    "postponed": "暂缓",
}
MADE = "{paper} {number} 已开好"
MADE_TODO = "在打印机旁取，核对后盖章。"
REPRINT_TITLE = "补打 {number}"
REPRINT_SENTENCE = "印出来和原来那张一模一样。为什么补打？"
REPRINT_LABEL = "原因"
REPRINT_ACCEPT = "补打"
REPRINT_REASONS = ("家长丢了", "打坏了、卡纸", "学校另要一份")
REPRINT_DONE = "{number} 又排上了"

CLASS_TITLE = "班级查验证明"
CLASS_CONTEXT = "粘贴名单或选文件"
CLASS_NAME, CLASS_NAME_HINT = "学校、班级", "印在汇总页上，例如 青石镇中心幼儿园 大一班"
CLASS_PASTE_LABEL = "名单"
CLASS_PASTE_HINT = (
    "从学校的表里复制，粘贴在这里（Ctrl+V）。\n"
    "每行一个孩子：姓名和出生日期，或者身份证号。\n"
    "有没有表头、列的顺序都不要紧。"
)
CLASS_FILE, CLASS_CHECK, CLASS_PRINT, CLASS_ANEW = "选文件", "核对名单", "全部打印", "换一份名单"
CLASS_FILES = "名单 (*.xlsx *.xls *.ods *.csv *.txt)"
CLASS_COLUMNS = ("姓名", "出生日期", "结论", "说明")
CLASS_COUNT = "名单 {all} 人 · 能开 {found} 人 · 没对上 {lost} 人"
CLASS_TOO_LONG = "一次最多 {most} 人，后面 {more} 人没有读"
CLASS_NOBODY = "名单里没有一个对得上的孩子"
CLASS_NOBODY_TODO = "看每行后面的说明，改好名单再按 F8。"
CLASS_MAKING = "正在做 {done} / {all}，Esc 停下"
CLASS_STOPPED = "停下了，没有打"
CLASS_STOPPED_TODO = "证明都已登记，可以在每个孩子的证明页补打。"
CLASS_MADE = "{count} 张查验证明和汇总已开好"
CLASS_EMPTY_CHECK = "还没有名单，先粘贴或选文件"
UNDRAWABLE_SHORT = "有打不出的字 {letters}，印成〓"
REASONS = {
    Unmatched.NOT_FOUND: "档案里没有这个孩子：可能没在本门诊建档，或名字写法不同",
    Unmatched.SEVERAL: "同名同生日有几个，分不清：加上身份证号再核对",
    Unmatched.OTHER_BIRTH_DATE: "出生日期对不上：档案里是 {on_file}",
    Unmatched.OTHER_NAME: "这个身份证号在档案里是 {on_file}",
    Unmatched.NO_BIRTH_DATE: "没有出生日期，也没有身份证号",
    Unmatched.NO_NAME: "没有姓名",
    Unmatched.TWICE: "名单里写了两遍",
}

VERIFY_TITLE = "验真伪"
VERIFY_CONTEXT = ""  # the hints of the page say it, and five buttons stand beside the title
VERIFY_LABEL = "二维码里的字"
VERIFY_HINT = "光标在这里，用扫码枪扫证明上的二维码。\n有几个码，就一个一个都扫。"
VERIFY_FILE, VERIFY_CLEAR, VERIFY_IMPORT = "选照片", "清空再验", "导入名单"
VERIFY_SAVE, VERIFY_SAVE_NAME, VERIFY_SAVE_FILES = "给学校的校验页", "接种证明校验.html", "网页 (*.html)"
SAVED = "校验页已存好：{name}"
SAVED_TODO = "拷给学校，用浏览器打开就能验，不用网络。名单更新后再给一份。"
VERIFY_FILES = "照片或 PDF (*.png *.jpg *.jpeg *.bmp *.webp *.pdf)"
VERIFY_WAITING = "扫二维码，或按 F5 选照片、PDF。"
VERDICTS = {
    Verdict.GENUINE: "真实",
    Verdict.ALTERED: "被改动",
    Verdict.UNKNOWN_ISSUER: "未知签发单位",
    Verdict.REVOKED: "已吊销",
    Verdict.INCOMPLETE: "还没读全",
}
FINDINGS = {
    Finding.SIGNED: ("由 {issuer} 签发，内容没有改动", "再和纸上的字、盖的章核对一遍。"),
    Finding.NO_CERTIFICATE: ("这不是本系统证明上的二维码", "扫证明左下角的方码，不是右上角的条码。"),
    Finding.CUT_OFF: ("二维码的字没有读全", "再扫一次；照片拍清楚，整个码都要在画面里。"),
    Finding.NEWER_FORMAT: ("这张证明是更新的版本开的", "先更新程序，再验。"),
    Finding.PART_MISSING: ("已读的部分是真的，还缺第 {missing} 部分", "把另外的码也扫进来。"),
    Finding.DIFFERENT_CERTIFICATES: (
        "这几个码不是同一张证明的",
        "停：不要认这张纸。打电话问签发单位，报编号 {number}。",
    ),
    Finding.GARBLED: ("扫码枪没有把汉字传过来，没法验", "改用照片：拍下二维码，按 F5 选照片。"),
    Finding.SIGNATURE_WRONG: ("内容和签名对不上", "停：不要认这张纸。打电话问签发单位，报编号 {number}。"),
    Finding.OTHER_CLINIC: ("签名是 {issuer} 的，纸上写的却是别的单位", "停：不要认这张纸。打电话问纸上写的单位。"),
    Finding.KEY_UNKNOWN: (
        "名单里没有这个签发单位，不知道真假",
        "不等于假。打电话问纸上的单位，或向县里要最新的名单，按 F8 导入。",
    ),
    Finding.KEY_REVOKED: ("{issuer}的签名 {revoked_on} 起吊销：{reason}", "不要认这张纸。请家长到接种门诊重新开。"),
}
OWN_KEY = "签名完好，是本机签发的；县里的名单里还没有本门诊"
OWN_KEY_TODO = "县里把本门诊列入名单以前，别处验出来都是“未知签发单位”，这是正常的。"
NUMBER_LINE = "编号 {number} · 开具 {day}"
NO_LIST = "还没有县里的签发单位名单：验出来都是“未知签发单位”。有了 U 盘，按 F8 导入。"
NO_COUNTY = "本门诊还没有在县里开户，暂时没有名单可导。"
LIST_STATE = "名单：{county} 第 {sequence} 号，{day}，{clinics} 家单位，吊销 {revoked} 个"
IMPORTED = "名单已导入：{county} 第 {sequence} 号，{clinics} 家单位"
