"""Words of the explanation one key away: what to say to the parent, both readings, and the source."""

TITLE = "{vaccine} 第 {number} 剂"
NEEDLE = "{vaccine} {day} 这一针"
KEY = "为什么"
ALOUD = "念给家长听"
NURSE = "原因"
READINGS = "请核对"
READING_LABELS = ("请核对", "")
SOURCE = "依据"
UNDERSTOOD = "知道了"
NEXT = "看下一种"
ALSO = "还须"
NOTHING = "没有可说明的疫苗"
