"""Words about the papers of a visit, whichever they are."""

UNDRAWABLE = "纸上有打不出的字：{letters}"
UNDRAWABLE_TODO = "请在纸上用笔写清。"
FAILED = "{paper}没有打成"
FAILED_TODO = "记录不受影响。请用门诊印好的纸。"
CONSENT = "告知书"
PAID_CHOICE = "自愿自费选择书"
ADVICE = "医学建议单"
