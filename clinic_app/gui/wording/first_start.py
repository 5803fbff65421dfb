"""Words of the first start."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinic_app.domain.password_rule import LEAST_LENGTH, CharacterClass, PasswordProblem
from clinic_app.domain.unit_code import LENGTH, UnitCodeProblem
from clinic_app.gui.wording.failures import Words
from clinic_app.services.enrolment import EnrolmentProblem

if TYPE_CHECKING:
    from datetime import date

    from clinic_app.domain.recovery_code import RecoveryCodeProblem
    from clinic_app.domain.village_list import PastedVillages

TITLE = "首次启动"
CONTEXT = "建好本门诊，就可以接种。最后一步之前，什么都不写进电脑"
STEPS = ("诊所", "村", "管理员", "护士", "恢复码", "完成")
STEP_NOTES = ("名称、编码、电话", "粘贴名单", "谁管这台电脑", "谁来接种", "印出来，封好", "核对，建立")
NEXT, BACK, LEAVE = "下一步", "上一步", "退出"
BUSY = "请等一会儿"
FOUND, TO_SIGN_IN, MOVE_IN = "建立门诊", "去登录", "接着完成"
PRACTISE = "先练习"
MAKING_PRACTICE = "正在编一个练习用的镇，要几秒钟…"
MISHAP_TODO = "填的都还在。再按一次；还不行，关掉程序重新打开"
HELP = "F9 下一步 · F7 上一步 · Enter 下一格 · F6 显示密码或打印 · Esc 退出"
HELP_TODO = "回到前面改，后面填的不会丢。"
STILL_MISSING = "还缺：{words}"
FIRST_MEND = "先改：{words}"

LEAVE_TITLE = "现在退出？"
LEAVE_SENTENCE = "还没有建立门诊，填的都不保存。下次打开从头填。"
PRACTISE_TITLE = "现在去练习？"
STAY, QUIT = "接着填", "退出"

# 1 clinic
CLINIC_CARD = "接种单位"
NAME, UNIT_CODE, PHONE = "单位名称", "单位编码", "咨询电话"
NAME_HINT = "如：马城镇卫生院"
UNIT_CODE_HINT = "10 位数字"
PHONE_HINT = "印在留观条上，可以空着"
COUNTY_NOTE = "县 {county}"
DIGITS_LEFT = "还差 {count} 位"
NAME_MISSING = "写上单位名称"
NAME_LONG = "最多 {most} 个字，现在 {count} 个"
PHONE_WRONG = "写 7 到 12 位数字，如 0858-8123456"
ENROLMENT_CARD = "县里给的开户包"
ENROLMENT_ABOUT = "县里给了 U 盘的，插上按 F5：名称、编码和村都替您填好，还带上县里的钥匙。没有也能先建，以后再登记。"
READ_ENROLMENT, DROP_ENROLMENT = "读开户包", "不用开户包"
READING_STICK = "正在读…"
ENROLLED = "{county} 的开户包，指纹已核对，{until} 前有效。名称和编码是县里定的；村可以改。"
CODE_WHERE_CARD = "单位编码在哪里"
CODE_WHERE = "10 位：县 6 位 + 乡镇 2 位 + 单位 2 位。写在县疾控给的单位名册上，也是儿童编码的前 10 位。"

_UNIT_CODE_PROBLEMS = {
    UnitCodeProblem.NOT_DIGITS: "只能是数字",
    UnitCodeProblem.NO_SUCH_PROVINCE: "前 2 位不是省的代码，请核对",
    UnitCodeProblem.NOT_A_COUNTY: "第 5、6 位是 00，不是县的代码",
    UnitCodeProblem.NO_UNIT: "后 4 位不能都是 0",
    UnitCodeProblem.OTHER_COUNTY: "前 6 位不是本县的代码",
}

ENROLMENT_TITLE = "核对县里的指纹"
ENROLMENT_SENTENCE = (
    "{clinic}（{code}），由 {county} 签发。\n屏幕：{shown} ····\n和纸上前七组一样，才输入纸上的最后一组。"
)
ENROLMENT_LABEL = "纸上第 8 组（4 位数字）"
ENROLMENT_ACCEPT = "一样，采用"
FINGERPRINT_DIFFERS = "指纹对不上，没有采用这个开户包"
FINGERPRINT_DIFFERS_TODO = "看清纸上第 8 组，按 F5 再来。还是不一样，不要用这个 U 盘，打电话问县疾控。"
ENROLMENT_TAKEN = "已采用 {county} 的开户包"
OTHER_CLINIC = "开户包是 {clinic}（{code}）的，不是这里填的 {typed}"
OTHER_CLINIC_TODO = "拿错了 U 盘就换一个；单位编码填错了，清空它，再按 F5。"
CHOOSE_TITLE = "U 盘里有 {count} 个开户包"
CHOOSE_SENTENCE = "选自己单位的一个。"
CHOOSE_NONE = "都不是"
ENROLMENT_UNREADABLE = Words("开户包读不出来：{file}", "重新插 U 盘，按 F5。还不行，请县里换一个 U 盘。")
_ENROLMENT_PROBLEMS = {
    EnrolmentProblem.TOO_LARGE: Words("{file} 太大，不是开户包", "看是不是县里给的那个文件，再按 F5。"),
    EnrolmentProblem.NOT_OURS: Words("{file} 不是开户包", "看是不是县里给的那个文件，再按 F5。"),
    EnrolmentProblem.NEWER_FORMAT: Words("{file} 是更新版本的开户包", "先升级本程序，再按 F5。"),
    EnrolmentProblem.DAMAGED: Words("{file} 坏了，没有采用", "请县里重新拷一份，再按 F5。"),
    EnrolmentProblem.UNSIGNED: Words("{file} 没有县里的签名，没有采用", "不要用它。请县里重新做一份。"),
    EnrolmentProblem.BAD_SIGNATURE: Words("{file} 的签名不对，有人改过", "不要用它，打电话告诉县疾控。"),
    EnrolmentProblem.CONTRADICTORY: Words("{file} 里的编码、名称或钥匙有错", "请县里改好，重新做一份。"),
    EnrolmentProblem.OTHER_PURPOSE: Words(
        "{file} 是练习用的，不能建真的门诊", "要练习，按 F4；要建门诊，请县里给正式的。"
    ),
    EnrolmentProblem.NOT_YET_VALID: Words("{file} 从 {day} 起才有效", "先看右上角电脑日期对不对，改好再按 F5。"),
    EnrolmentProblem.EXPIRED: Words("{file} 已过期，只到 {day}", "日期没错的话，请县里重新做一份。"),
}

# 2 villages
PASTE_CARD = "粘贴或输入"
PASTE_LABEL = "一行一个，也可以从 Excel 复制一列"
PASTE_HINT = "李家沟村\n马城社区\n…"
TAKE_IN = "放进右边"
VILLAGE_CARD = "村和社区"
VILLAGES_COUNTED = "{count} 个"
NO_VILLAGES = "还没有村。左边粘贴，按 F6"
VILLAGE_COLUMN, INITIALS_COLUMN = "名称", "首字母"
VILLAGE_NAME = "改名（Enter 保存）"
VILLAGE_KEYS = "在名单里：Enter 改名，Del 去掉"
VILLAGE_EMPTY = "名称不能空着；不要它，按 Del"
VILLAGE_KNOWN = "已经有 {name}"
VILLAGE_LONG = "最多 {most} 个字"
VILLAGE_NO_LETTER = "至少要有一个字"
VILLAGE_REMOVED = "已去掉 {name}"
VILLAGES_MISSING = "至少一个村或社区"
VILLAGES_ADDED = "放进 {count} 个"
VILLAGE_HEADINGS = frozenset(
    (
        "序号",
        "编号",
        "村",
        "村名",
        "名称",
        "村名称",
        "行政村",
        "村委会",
        "村居",
        "村（居）",
        "村（社区）",
        "社区",
        "居委会",
    )
)
_MOST_NAMED = 3

# 3 and 4 people
ADMIN_CARD = "第一位管理员"
ADMIN_ABOUT = "管理员管用户、备份和恢复码。两个人的门诊，管理员就是其中一位护士：选“我也接种”。"
PERSON_NAME = "姓名"
PERSON_HINT = "登录时按姓名选人"
PASSWORD, PASSWORD_AGAIN = "密码", "再输一次"
PASSWORD_OF_HER = "她自己的密码"
VACCINATES, VACCINATES_ADMIN = "能不能接种", "管理员也接种吗"
YES_ADMIN, NO_ADMIN = "我也接种", "不接种"
YES, NO = "能接种", "不接种"
ROLE = "岗位"
ROLES = (("nurse", "护士"), ("doctor", "预检医生"))
ROLE_WORDS = {"admin": "管理员", **dict(ROLES)}
RULE_CARD = "密码怎么定"
RULE_ABOUT = "至少 8 位，大写、小写、数字、符号里有 3 种。每人一个，不合用，不写在桌上。"
LENGTH_CHIP = "8 位"
CLASS_CHIPS = {
    CharacterClass.CAPITAL: "大写",
    CharacterClass.SMALL: "小写",
    CharacterClass.DIGIT: "数字",
    CharacterClass.SIGN: "符号",
}
SHOW_PASSWORDS, HIDE_PASSWORDS = "显示密码", "遮住密码"
_PASSWORD_PROBLEMS = {
    PasswordProblem.OUTER_BLANK: "前后不能有空格",
    PasswordProblem.TOO_SHORT: f"至少 {LEAST_LENGTH} 位",
    PasswordProblem.TOO_FEW_CLASSES: "大写、小写、数字、符号要有 3 种",
}
PASSWORD_MISSING = "定一个密码"
AGAIN_MISSING = "再输一次密码"
AGAIN_DIFFERS = "两次不一样"
PERSON_MISSING = "写上姓名"
PERSON_DIGITS = "姓名里不能有数字"
PERSON_LONG = "最多 {most} 个字"
PERSON_KNOWN = "已经有 {name}，加个字区别"
CHOICE_MISSING = "请选一个"
STAFF_CARD = "加一位"
STAFF_LIST = "登录的人"
STAFF_ADD, STAFF_CHANGE = "放进名单", "改好了"
STAFF_COLUMNS = ("姓名", "岗位", "接种")
STAFF_KEYS = "在名单里：Enter 修改，Del 去掉"
STAFF_REMOVED = "已去掉 {name}，登录名单里没有了"
STAFF_IN_HAND = "左边还有一位没放进名单：按 F10；不要了就清空姓名"
STAFF_FULL = "最多 {most} 位；其余的建好以后再加"
STAFF_ADDED = "{name} 已放进名单"
ADMIN_IS_BEFORE = "管理员在上一步改：按 F7"
NOBODY_VACCINATES = "还没有能接种的人。加一位护士，或按 F7 把管理员改成“我也接种”"
MAY, MAY_NOT = "能", "不能"

# 5 recovery code
CODE_CARD = "恢复码"
CODE_ABOUT = "谁都忘了密码时，只有它能打开数据。先印出来（没有打印机就抄下来），再照着纸输一遍。"
PRINT, SHOW_CODE, HIDE_CODE = "打印", "看恢复码", "遮住恢复码"
PRINTED = "已放进打印夹 {name}，请取纸"
PRINT_FAILED = "没有打印成，请照屏幕抄在纸上"
GROUP = "第 {number} 组"
HIDDEN_GROUP = "·····"
TYPED_BACK = "照着纸输一遍（空格、横线、大小写都不要紧）"
TYPED_COUNT = "{count} / {all}"
CODE_RIGHT = "和纸上一样。把纸封好，锁进保险柜。"
PREVIEW_CARD = "恢复码单"
PICTURE_HIDDEN = "恢复码遮住了，看手里的纸"
NO_PREVIEW = "按 F6 打印后，这里显示单子的样子"
CODE_MISSING = "照着纸输入恢复码"
CODE_WRONG = "第 {group} 组不对，请看着纸改"
CODE_SHORT = "第 {group} 组起还没输完，差 {count} 位"
CODE_LONG = "后面多了 {count} 位，请去掉"

# 6 done
CHECK_CARD = "请核对，没有错就建立门诊"
DONE_CARD = "已经建好"
DONE_TITLE = "门诊建好了"
DONE_TODO = "按 F9 去登录，选自己的名字，输入刚才定的密码。"
FOUNDING = "正在建立门诊，请等一会儿，不要关机…"
ROWS = ("单位", "单位编码", "电话", "县疾控", "村和社区", "管理员", "其他人", "能接种的", "恢复码", "数据放在")
NO_COUNTY = "还没有登记，以后在“系统”里登记"
NO_PHONE = "没有填"
NOBODY_ELSE = "没有"
CODE_DONE = "已照纸核对；纸要锁进保险柜"
COUNTED = "{count} 个：{names}"
AND_MORE = "{names} 等"

# what stood there
STOOD_TITLE = "开始之前"
BROKEN_OFF = Words("上次建门诊时断了，没有建成", "什么都没有留下。上次印的恢复码作废，请撕掉；从头填一遍。")
READY = Words("门诊已经做好，只差放到位", "按 F9 接着完成，什么都不用重填。上次印的恢复码有效，不要撕。")
KEYS_ALONE = Words("有钥匙文件，没有数据库", "数据库可能被移走了：放回 {folder}，按 F9 再看。不要急着重建。")
KEYS_DAMAGED = Words("钥匙文件坏了，登录不了", "按 F9 换用上一份钥匙文件。数据还在，不要删任何文件，不要急着重建。")
TAKE_FORMER_KEYS = "用上一份钥匙"
KEYS_RESTORED = "已换用上一份钥匙文件"
KEYS_RESTORED_TODO = "最近改的密码、新加的人不在里面：用以前的密码登录，再重新改、重新加。"
DATABASE_ALONE = Words("有数据库，没有钥匙文件", "没有钥匙打不开。把 {keys} 放回 {folder}，按 F9 再看。不要急着重建。")
COPIES_ALONE = Words(
    "数据库和钥匙都不在，只剩它们的副本", "这里以前有过门诊。把文件放回 {folder}，按 F9 再看。不要急着重建。"
)
LOOK_AGAIN, BEGIN_ANEW = "再看一次", "收起来，从头建"
ASIDE_TITLE = "真的从头建？"
ASIDE_SENTENCE = "现有的文件一个也不删，都收进旁边的文件夹；但里面的记录，新建的门诊里看不到。"
ASIDE_STAY, ASIDE_GO = "先不动", "收起来，从头建"
ASIDE_DONE = "旧文件收在 {folder}"
STILL_THERE = "还是一样，文件没有变"


def unit_code_words(problem: UnitCodeProblem, typed: str) -> str:
    """Say what is wrong with a unit code."""
    if problem is not UnitCodeProblem.WRONG_LENGTH:
        return _UNIT_CODE_PROBLEMS[problem]
    return f"要 {LENGTH} 位，现在 {len(typed)} 位"


def password_words(problem: PasswordProblem) -> str:
    """Say what a password lacks."""
    return _PASSWORD_PROBLEMS[problem]


def code_words(problem: RecoveryCodeProblem) -> str:
    """Say where the typed recovery code differs from the paper, without giving the code away."""
    if problem.typed > problem.expected and problem.is_right_so_far:
        return CODE_LONG.format(count=problem.typed - problem.expected)
    if problem.is_right_so_far:
        return CODE_SHORT.format(group=problem.group, count=problem.expected - problem.typed)
    return CODE_WRONG.format(group=problem.group)


def enrolment_words(problem: EnrolmentProblem | None, file: str, day: date | None) -> Words:
    """Say why an enrolment package is not taken, and what to do."""
    words = _ENROLMENT_PROBLEMS[problem] if problem is not None else ENROLMENT_UNREADABLE
    return Words(words.sentence.format(file=file, day=f"{day:%Y-%m-%d}" if day else ""), words.todo)


def cleaned_words(pasted: PastedVillages) -> str:
    """Say what of a pasted list was taken and what was left out."""
    parts = [VILLAGES_ADDED.format(count=len(pasted.added))]
    if pasted.repeated:
        parts.append(f"重复的去掉 {len(pasted.repeated)} 个（{_some(pasted.repeated)}）")
    if pasted.blanks:
        parts.append(f"空格子去掉 {pasted.blanks} 个")
    if pasted.without_letters:
        parts.append(f"只有数字的去掉 {len(pasted.without_letters)} 个（{_some(pasted.without_letters)}）")
    if pasted.headings:
        parts.append(f"表头去掉 {len(pasted.headings)} 个（{_some(pasted.headings)}）")
    if pasted.too_long:
        parts.append(f"太长的没有放 {len(pasted.too_long)} 个（{_some(tuple(name[:8] for name in pasted.too_long))}…）")
    return "，".join(parts)


def _some(names: tuple[str, ...]) -> str:
    """Return the first few names."""
    shown = "、".join(names[:_MOST_NAMED])
    return f"{shown}…" if len(names) > _MOST_NAMED else shown
