"""A Chinese sentence and what to do next where a wish about the programme's rules was not granted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinic_app.services import rule_failures as failures

if TYPE_CHECKING:
    from collections.abc import Callable

    from clinic_app.services.failures import WishRefused

_OTHER_STICK = "请县疾控重新拷一份到 U盘，再按 F5。"
PACK_PROBLEMS: dict[str, tuple[str, str]] = {
    "": ("U盘没有把这个文件读出来", "换一个 U盘，再按 F5。"),
    "too_large": ("文件太大，不是规则包", _OTHER_STICK),
    "not_ours": ("这个文件不是规则包", _OTHER_STICK),
    "newer_format": ("这个规则包要用新版程序", "请先升级程序，再按 F5。"),
    "damaged": ("规则包不完整，没有启用", _OTHER_STICK),
    "unsigned": ("停：规则包没有县里的签名", "不要使用。请向县疾控要有签名的规则包。"),
    "other_key": ("停：这不是本县签发的规则包", "不要使用。请向本县疾控要规则包。"),
    "bad_signature": ("停：规则包签名不对，内容被改过", "不要使用，留下 U盘，马上告诉县疾控。"),
    "contradictory": ("规则包写得不对，没有启用", "请县疾控检查后重新签发。"),
}
PLAIN: dict[type[WishRefused], tuple[str, str]] = {
    failures.NotEnrolled: ("本门诊还没有登记县疾控，不能启用规则包", "请管理员先用县里的开户 U盘登记。"),
    failures.NoRulePack: ("U盘上没有规则包", "把县里给的文件（.RUL）拷到 U盘最外面一层，再按 F5。"),
    failures.RulesMovedOn: ("刚才有人改了规则，预览过期了", "什么都没有改。再看一次谁会变，然后确认。"),
    failures.NothingChanges: ("施行日期本来就是这一天", "不用改；要换一天，重新输入。"),
    failures.PreviewStopped: ("已停下，什么都没有改", "要接着做，再按一次同一个键。"),
}


def _unusable(failure: WishRefused) -> tuple[str, str]:
    assert isinstance(failure, failures.PackUnusable)
    return PACK_PROBLEMS.get(failure.problem, PACK_PROBLEMS["damaged"])


def _not_newer(failure: WishRefused) -> tuple[str, str]:
    assert isinstance(failure, failures.PackNotNewer)
    if failure.sequence == failure.held:
        return f"第 {failure.sequence} 号规则包已经启用", "不用再启用一次。"
    return (
        f"这是旧的规则包（第 {failure.sequence} 号），已启用第 {failure.held} 号",
        "不能换回旧的。请用县里最新的规则包。",
    )


def _fails_here(failure: WishRefused) -> tuple[str, str]:
    assert isinstance(failure, failures.PackFailsHere)
    count = len(failure.problems)
    return f"规则包没有通过检查，有 {count} 处问题，没有启用", "原来的规则照常使用。把右下的内容拍下来发给县疾控。"


def _date_refused(failure: WishRefused) -> tuple[str, str]:
    assert isinstance(failure, failures.EditionDateRefused)
    return f"{failure.edition} 不能从 {failure.on} 起施行", "版本要一个接一个施行，不能同一天，也不能倒过来；重新输入。"


WORDED: dict[type[WishRefused], Callable[[WishRefused], tuple[str, str]]] = {
    failures.PackUnusable: _unusable,
    failures.PackNotNewer: _not_newer,
    failures.PackFailsHere: _fails_here,
    failures.EditionDateRefused: _date_refused,
}
