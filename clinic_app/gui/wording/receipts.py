"""Words of what the county answered: receipts, and entries it holds without having entered them."""

from __future__ import annotations

from clinic_app.services.receipts import PendingReason

TAKEN_IN = "县里的回执已导入（{moment}）"
TAKEN_IN_COUNTS = "这一次县里新收到 {held} 条，新入库 {applied} 条。"
ALL_THERE = "本机的记录县里都收到了，没有要带走的。"
UNUSABLE = "U 盘上有 {count} 个回执文件不能用"
UNUSABLE_TODO = "可能拷坏了，也可能不是本县签发的。请县里再写一次；没有拿它改任何数。"

PENDING_TITLE = "县里还没入库的"
PENDING_COUNT = "{count} 条"
NO_NAME = "门诊记录"
MORE = "还有 {count} 条，处理完前面的再看。"
ANSWER = "县里说：{answer}"

KINDS = {
    "person": "档案",
    "dose": "接种",
    "visit": "就诊",
    "lot": "疫苗批次",
    "vial": "开瓶",
    "health_fact": "健康情况",
    "aefi": "反应",
    "appointment": "预约",
    "entry": "撤销",
    "device": "电脑登记",
}
OTHER_KIND = "记录"

REASONS: dict[str, tuple[str, str]] = {
    PendingReason.MISSING_CAUSE.value: ("县里还缺它前面的记录", "等那一条也到县里，会自动入库，不用再做。"),
    PendingReason.UNREADABLE_BODY.value: ("县里读不懂这一条", "请念给县里管系统的人，等县里答复。"),
    PendingReason.OTHER_DEVICE.value: ("写的是另一台电脑的事", "请念给县里管系统的人，等县里答复。"),
    PendingReason.OTHER_CLINIC.value: ("这个孩子归别的门诊管", "打电话给县里，由县里定哪家管。"),
    PendingReason.OTHER_SUBJECT.value: ("写的人和记录对不上", "请念给县里管系统的人，等县里答复。"),
    PendingReason.ID_TAKEN.value: ("编号和别的记录重复", "请念给县里管系统的人，等县里答复。"),
    PendingReason.CLAIMED_ELSEWHERE.value: ("编号和别人的记录重复", "请念给县里管系统的人，等县里答复。"),
}
UNKNOWN_REASON = ("县里没有入库", "请打电话问县里。")


def kind_words(kind: str) -> str:
    """Name what kind of record it is."""
    return KINDS.get(kind.partition(".")[0], OTHER_KIND)


def reason_words(reason: str) -> tuple[str, str]:
    """Say why the county has not entered it, and what to do next."""
    return REASONS.get(reason, UNKNOWN_REASON)
