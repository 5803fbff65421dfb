"""A Chinese sentence and what to do next where a wish about certificates was not granted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinic_app.services import certificate_failures as failures

if TYPE_CHECKING:
    from collections.abc import Callable

    from clinic_app.services.failures import WishRefused

PLAIN: dict[type[WishRefused], tuple[str, str]] = {
    failures.CertificateGone: ("没有找到这张证明", "核对编号；要一张新的，打开孩子的金卡再开。"),
    failures.NameTooLongToSign: ("姓名和单位名称太长，二维码装不下", "核对姓名里有没有多写的字；没有的话联系县里。"),
    failures.CountyUnknown: ("本门诊还没有在县里开户，不能认名单", "先用县里给的开户 U 盘开户，再导入名单。"),
    failures.NoTrustListFound: ("U 盘上没有签发单位名单", "名单的文件名以 .VXT 结尾；换一个 U 盘，再按一次。"),
    failures.NoCodeInPicture: ("图片里没有看到二维码", "把纸放平、照亮，让整个码都在画面里，再拍一张。"),
    failures.PageNotWritten: ("校验页没有存成", "换一个能写的地方，比如 U 盘，再存一次。"),
    failures.ClassListUnreadable: ("这个文件读不出来", "用 Excel、CSV 或文本的名单；也可以复制以后粘贴。"),
    failures.ClassStopped: ("停下了，没有打", "证明都已登记，可以在每个孩子的证明页补打。"),
    failures.ClassListEmpty: ("名单里没有孩子", "每行一个孩子：姓名、出生日期，或者身份证号。"),
}
PROBLEMS = {
    "not_ours": ("这不是签发单位名单", "名单的文件名以 .VXT 结尾，请向县里再要一份。"),
    "too_large": ("名单文件太大，没有用", "请向县里再要一份。"),
    "damaged": ("名单文件坏了，没有用", "重新从县里拷一份。原来的名单还在用。"),
    "bad_signature": ("停：名单被改动过，没有用", "不要再用这个文件，马上告诉县里。原来的名单还在用。"),
    "other_county": ("这是别的县的名单，没有用", "请向本县要一份。"),
    "contradictory": ("名单自己前后矛盾，没有用", "请县里重新做一份。原来的名单还在用。"),
    "older": ("这份名单比现有的旧，没有用", "现有的更新，不用再导。"),
    "not_enrolled": ("本门诊还没有在县里开户", "先开户，再导入名单。"),
}
_PAPERS = {
    "transfer": ("这个孩子没有在本门诊种过疫苗，开不了凭证", "要全部记录，改开“接种记录证明”。"),
    "advice": ("没有暂缓或禁忌的记录，开不了医学建议", "先在预检里写明，再开。"),
}


def _nothing(failure: WishRefused) -> tuple[str, str]:
    assert isinstance(failure, failures.NothingToCertify)
    return _PAPERS.get(failure.paper, ("没有可以证明的内容", "先在金卡上补录，再开证明。"))


def _refused(failure: WishRefused) -> tuple[str, str]:
    assert isinstance(failure, failures.TrustListRefused)
    return PROBLEMS.get(failure.problem, PROBLEMS["damaged"])


WORDED: dict[type[WishRefused], Callable[[WishRefused], tuple[str, str]]] = {
    failures.NothingToCertify: _nothing,
    failures.TrustListRefused: _refused,
}
