"""Words of sending over the network."""

from __future__ import annotations

from clinic_app.services.online import LineProblem

SEND = "联网上传"
CONNECTING = "正在连县里…"
SENDING = "正在联网上传 {sent} / {total} 条"
GO_ON_WORKING = "不用等，照常接种。按 Esc 停下，已收到的不会重传。"
NO_ADDRESS = "还不知道县里的网络地址"
NO_ADDRESS_TODO = "先用 U 盘到县里走一趟；县里开通联网后，地址随回执一起带回来。"
NOTHING_NEW = "和县里对过了，没有新的"
NOTHING_NEW_TODO = "本机的记录县里都收到了。"

_LATER = "不用管它，过一会儿自动再试。急用就带 U 盘。"
PROBLEMS: dict[LineProblem, tuple[str, str]] = {
    LineProblem.NO_NETWORK: ("连不上县里：网络不通", f"看看网线和路由器。{_LATER}"),
    LineProblem.NO_ANSWER: ("县里没有回话", _LATER),
    LineProblem.CUT_OFF: ("传到一半断了", f"已收到的不会重传。{_LATER}"),
    LineProblem.NOT_THE_COUNTY: (
        "回话的不是县里，没有把记录给它",
        "网络可能要先登录网页，或被别的设备挡住。请管网络的人看；这几天用 U 盘。",
    ),
    LineProblem.CERTIFICATE_EXPIRED: ("县里的证书过期了，没有传", "请打电话告诉县里管系统的人；这几天用 U 盘。"),
    LineProblem.CLOCK_WRONG: ("这台电脑的日期不对，没有传", "请管电脑的人把日期改对；这几天用 U 盘。"),
    LineProblem.NOT_ADMITTED: ("县里还没有登记这台电脑，或已停用", "打电话给县里，读本机指纹末四位，请县里登记。"),
    LineProblem.BUSY: ("县里正忙", _LATER),
    LineProblem.REFUSED: ("县里没有收下", "请打电话问县里管系统的人；这几天用 U 盘。"),
}
