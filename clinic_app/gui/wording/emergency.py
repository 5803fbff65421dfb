"""Words of the emergency card (急救卡): what a nurse reads in the first minute of an anaphylaxis."""

from __future__ import annotations

TITLE = "急救卡"
HINT = "过敏性休克：先打肾上腺素，再做别的。请以门诊急救预案为准"
NOBODY = "没有选人：写体重就有剂量"
WHO = "{name} {age}"
WEIGHT = "体重"
WEIGHT_HINT = "写数字，例如 8.5"
WEIGHT_UNIT = "公斤"
WEIGHT_WRONG = "1.5 到 200 公斤，例如 8.5"
DRUG = "肾上腺素 {strength}"
DRAW = "{volume} mL"
AMOUNT = "（算得 {amount} mg）大腿外侧中部，肌内注射"
BY_WEIGHT = "按体重 {weight} 公斤"
BY_AGE = "没称体重，按年龄估 {weight} 公斤：称了马上改"
AT_MOST = "已是单次最大量"
NO_WEIGHT = "—"
STEPS_TITLE = "马上做"
AMBULANCE = "急救 {phone}"
CLINIC = "{clinic} {phone}"
NO_CLINIC_PHONE = "本院电话还没填"
SOURCE = "来源：{source}"
NOT_VERIFIED = "{source}（未经核对）"
PRINT = "打印"
BACK = "返回"
NOT_PRINTED = "没有打出来，照屏幕上的做"


def kilograms(grams: int) -> str:
    """Word a weight: 8.5, 12."""
    return f"{grams / 1000:.1f}".removesuffix(".0")
