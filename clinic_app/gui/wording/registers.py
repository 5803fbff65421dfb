"""Words of the page 登记簿 of the print centre."""

TITLE, ABOUT = "登记簿", "接种、告知、留观、出入库、查验，一月一本"
COLUMNS = ("登记簿", "行数")
NAMES = {
    "vaccination": "预防接种登记簿",
    "consent": "告知登记簿",
    "observation": "留观登记簿",
    "stock": "疫苗出入库登记簿",
    "cold_chain": "冷链测温登记簿",
    "school": "入托入学查验登记簿",
}
SHORT = {"vaccination": "接种", "consent": "告知", "observation": "留观", "stock": "出入库", "school": "查验"}
MONTH = "{year} 年 {month} 月"
ROWS = "{count:,} 行"
NO_RECORDS = "本程序还没有测温记录"
NO_RECORDS_TODO = "请照旧用纸质测温表。有了冷链记录以后，这里就能打。"
COUNTING = "正在数…"
PRINT, BEFORE, AFTER = "打印", "上个月", "下个月"
HINT = "PgUp PgDn 换月份，Enter 打印"
EMPTY_MONTH = "{month} 没有记录，不用打"
LAST_MONTH = "还没到下个月"
MAKING = "{name}　{month}"
