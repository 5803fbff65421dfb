"""Words of step 2, 登记."""

DUE_TODAY = "今天可种"
NEXT_TIME = "下次"
ALSO_TODAY = "今天也可种（自费）"
NOT_TODAY = "今天不种"
DUE_KEYS = "空格 选上或去掉 · ← → 换品种"
NOTHING_DUE = "今天没有可种的免费疫苗。按 F7 结束这次就诊，约家长到“还要等”的日子再来"
NOTHING_DUE_BUT_PAID = "今天没有可种的免费疫苗。要种自费的，在下面选；不种，按 F7 结束这次就诊"
STOCK = "剩 {count} 人份"
NO_STOCK = "没有可用的批号"
SAVE = "定 {count} 剂，下一步告知"
SAVE_EMPTY = "定今天种什么"
MISSING_CHOICE = "先选一种疫苗"
CHECK_DATE = "请核对（F4 看两种理解）"
DOSE = "第 {number} 剂"
WAITS = {
    "no_stock": "没有可用的批号，下次种",
    "limit": "今天的剂数够了，下次种",
    "no_site": "今天没有空的部位，下次种",
}
DAY_FULL = "今天满了，先种{vaccines}{because}"
FIRST = {
    "emergency": "（应急最优先）",
    "measles_first": "（麻腮风优先）",
    "late": "（先补逾期的）",
}
REPLACED = "由{vaccine}代替"
LEFT_OUT = "今天不种：{reason}"
BECAUSE = "{reason}；理由：{given}"
MOVED = "今天种了{vaccines}，要等到 {day}"
OTHER_VACCINE = "换品种"
OTHER_MAKER = "换厂家"
EARLIER = "上剂 {vaccine} {maker}（{day}），{stock}"
EARLIER_HERE = "冰箱里还有，请用同一种"
EARLIER_GONE = "现在没有货"
PAID_FOR = "自费，代替免费的{vaccines}"
PAID_EXTRA = "自费，按说明书"
PRICE = "{yuan} 元"
UNPAID = "未交费"
PAID = "已交费"

WHY_LEFT_OUT = "{vaccine} 今天该种，为什么不种？"
WHY_LEFT_OUT_SENTENCE = "不种的原因记在登记里，下次还会提醒。"
REASONS_LEFT_OUT = ("家长要求分开种", "家长今天不同意", "孩子近期不适，医生建议缓种", "已在别处约好")
WHY_MORE = "{vaccine} 超过一天的剂数，为什么今天种？"
REASONS_MORE = ("家长住得远，一次种完", "已逾期，尽快补种", "医生同意")
WHY_THIS = "{vaccine} 不在今天推荐的里面，为什么种？"
REASONS_THIS = ("家长自愿要求", "医生建议", "按说明书到了年龄")
REASON = "原因"
OTHER_SITE = "换部位"
WHICH_SITE = "{vaccine} 打在哪里？"
WHICH_SITE_SENTENCE = "现在定的是{site}。同一天两针不能打在同一个部位。"
KEEP_SITE = "还是{site}"
NO_OTHER_SITE = "没有别的部位可换"
NO_OTHER_SITE_TODO = "这种疫苗今天只能打在{site}。"
WHY_SITE = "{vaccine} 改打{site}，原因"
REASONS_SITE = ("家长要求", "原部位有湿疹或红肿", "原部位上次反应大")

STOP_PAID = "停：{paid} 要占免费的{free}"
STOP_PAID_SENTENCE = "不能用自费疫苗取代免费疫苗。监护人自己选自费，要先在选择书上签字。"
TAKE_FREE = "种免费的"
SIGNED_BY = "{who} 已签选择书"
SIGNED_BY_OTHER = "别人已签选择书"
PRINT_CHOICE = "打印选择书"
WHERE_CHOICE = "签好的选择书放在哪里？"
WHERE_SENTENCE = "写第几册、第几页。"
WHERE_LABEL = "存放（册、页）"
PRICE_TITLE = "{vaccine} 多少钱？"
PRICE_SENTENCE = "按元输入，例如 328 或 128.50。"
PRICE_LABEL = "价格（元）"
PRICE_AGAIN = "价格要写数字，例如 328 或 128.50"
RECEIPT_TITLE = "{vaccine} {yuan} 元，收据号"
RECEIPT_SENTENCE = "交了费，写收据号；还没交就空着。"
RECEIPT_LABEL = "收据号"
