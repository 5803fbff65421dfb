"""Words of the room of adverse events (疑似预防接种异常反应)."""

from __future__ import annotations

TITLE = "反应上报"
HINT = "48 小时内上报；死亡、严重残疾、群体性、影响大的 2 小时内。Enter 打开，Esc 返回"
EMPTY = "没有待写、待上报的反应。留观时发生反应按 F8；回家以后才来说的，在档案里打开金卡按 F8"
BACK = "返回"
COLUMNS = ("姓名", "状态", "时限", "还剩", "发生", "最迟报告")
STATE_WRITE, STATE_OPEN, STATE_CLOSED = "待写记录", "待上报", "已上报"
LIMIT_SERIOUS, LIMIT_USUAL = "2 小时", "48 小时"
LEFT = "还剩 {hours} 小时 {minutes} 分"
LEFT_MINUTES = "还剩 {minutes} 分"
OVER_DAYS = "已超 {days} 天"
OVER = "已超 {hours} 小时 {minutes} 分"
REPORTED_AT = "{moment} 已报"

NEW_TITLE = "反应记录（新）"
OPEN_TITLE = "反应记录"
SAVE, SAVE_CHANGE = "保存记录", "保存修改"
PRINT = "打印报告卡"
REPORT = "登记上报"
EMERGENCY = "急救卡"
SAVE_FIRST = "先保存"
MASKED_HINT = "{name} {sex} {age}"
DOSES = "可疑疫苗（已从接种记录带入，不用抄；空格勾选）"
NO_DOSES = "三个月内没有接种记录；经过里写明在哪里接种"
DOSE_BOX = "{vaccine} {number}（{day}）"
DOSE_LINE = "{vaccine} {number}{maker} 批号 {lot}，{route} {site} {volume}，{moment}，接种 {nurse}"
NUMBER = "第 {number} 剂 "
UNKNOWN_LOT = "不详"
WHEN = "时间"
ONSET, FOUND = "发生", "发现"
ONSET_DAY, ONSET_TIME, FOUND_DAY, FOUND_TIME = "发生日期", "发生时刻", "发现日期", "发现时刻"
DAY_HINT, TIME_HINT = "20261118", "0837"
SYMPTOMS = "症状（空格勾选，方向键移动；括号里是报告范围）"
SYMPTOM = "{name}（{window}）"
MEASURES = "体温和局部"
FEVER, SWELLING, HARDNESS = "最高腋温", "红肿直径", "硬结直径"
FEVER_HINT, WIDTH_HINT = "没量就空着", "没有就空着"
WIDTH_UNIT = "厘米 {band}"
FEVER_UNIT = "℃ {band}"
COURSE, TREATMENT, DIAGNOSIS = "主要临床经过", "处置", "初步临床诊断"
COURSE_HINT = "什么时候开始、看到什么、怎么变化"
SERIOUS = "死亡、严重残疾、群体性、社会影响大"
SERIOUS_CHOICES = (("no", "否，48 小时"), ("yes", "是，2 小时"))
HOSPITAL = "住院"
YES_NO = (("no", "否"), ("yes", "是"))
OUTCOME, CLASS, FOUND_BY = "转归", "初步分类", "获得方式"
HISTORY = "修改过程（旧内容都留着）"
REPORTS = "已上报"
VERSION = "{moment} {nurse}：{words}"
FIRST_VERSION = "首次记录"
CHANGE = "{field} {old} → {new}"
NOTHING = "空"
CHANGED_REASON = "{reason}。{changes}"

DAY_WRONG = "按 20261118 这样 8 位数字"
TIME_WRONG = "按 0837 这样 4 位数字"
FEVER_WRONG = "34 到 43 ℃，按 386 或 38.6"
WIDTH_WRONG = "0 到 40 厘米，比如 3.5"
OFF_WRONG = "先改红字"
OFF_NOTHING = "还没写看到了什么"
OUTSIDE = "不在报告范围内的症状：{names}。照实记，上报前请县里判断"
DEADLINE = "发现起 {limit}：{left}（{moment} 前）"
DEADLINE_DONE = "已上报：{lines}"

SAVED = "反应记录已保存"
SAVED_TODO = "{moment} 前上报：F5 打印报告卡，F6 登记上报"
CHANGED = "修改已保存，旧内容留着"
NOT_PRINTED = "报告卡没有打出来"
NOT_PRINTED_TODO = "记录已保存，一会儿再按 F5"
REASON_TITLE = "修改反应记录"
REASON_LABEL = "为什么改"
REASONS = ("补充情况", "写错了", "病情有变化", "补诊断")
WAY_TITLE = "登记上报"
WAY_SENTENCE = "怎么报的？"
NOT_NOW = "现在不登记"
TO_TITLE = "报给了谁"
TO_LABEL = "接报的单位和人"
TO_SUGGESTIONS = ("县疾控中心", "县卫生健康局", "县市场监管局（药监）", "乡镇卫生院")
TIME_TITLE = "什么时候报的"
TIME_SENTENCE = "今天的按 0837 这样写；以前的按 202611180837。"
TIME_LABEL = "时间"
NOW = "{time}"
REPORTED = "已登记上报：{way} {to}"
REPORT_LINE = "{moment} {way} {to}（{nurse}）"
LEAVE_TITLE = "记录还没保存"
LEAVE_SENTENCE = "现在离开，刚写的不会保存。"
STAY, LEAVE = "接着写", "不保存，离开"


def remaining(seconds: int) -> str:
    """Word how long until a deadline by the minute: 还剩 47 小时 59 分, 已超 3 小时 2 分."""
    hours, minutes = divmod(abs(seconds) // 60, 60)
    if seconds <= 0 and hours >= 48:
        return OVER_DAYS.format(days=hours // 24)
    if seconds <= 0:
        return OVER.format(hours=hours, minutes=minutes)
    return LEFT.format(hours=hours, minutes=minutes) if hours else LEFT_MINUTES.format(minutes=minutes)
