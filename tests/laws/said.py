"""Reading Chinese sentences back: the day a sentence comes to, reckoned from its words alone by the second reading."""

import re
from datetime import date, timedelta

from oracle.programme import after

DAY = r"\d{4}-\d\d-\d\d"
STEPS = {"月龄": 1, "个月": 1, "周岁": 12, "岁": 12, "年": 12}
LENGTH = r"(?P<number>\d+)(?P<unit>天|月龄|个月|周岁|岁|年)"
NURSE = (
    re.compile(rf"^(?P<born>出生)（(?P<on>{DAY})）$"),
    re.compile(rf"^(?:已)?未?满{LENGTH}（(?P<on>{DAY})）$"),
    re.compile(rf"^距(?P<start>[^（]+)（(?P<since>{DAY})）未?满{LENGTH}（(?P<on>{DAY})）$"),
    re.compile(rf"^(?P<given>)(?P<on>{DAY})起纳入免疫规划$"),
    re.compile(rf"^(?P<given>)检查结果(?P<on>{DAY})已出$"),
)
PARENT = (
    re.compile(rf"^孩子(?P<born>出生)就可以种（(?P<on>{DAY})）$"),
    re.compile(rf"^孩子满{LENGTH}（(?P<on>{DAY})）$"),
    re.compile(rf"^(?P<start>第\d+剂)是(?P<since>{DAY})种的，要隔{LENGTH}，到(?P<on>{DAY})$"),
    re.compile(rf"^(?P<since>{DAY})(?P<start>[^，]+)，(?:两种活疫苗)?要再?隔{LENGTH}，到(?P<on>{DAY})$"),
    re.compile(rf"^(?P<given>)国家从(?P<on>{DAY})起免费给这个年龄的孩子种$"),
    re.compile(rf"^(?P<given>)检查结果(?P<on>{DAY})已经出来$"),
)
NURSE_WAITS = re.compile(rf"^(?:第\d+剂|[^第：]+第\d+剂)?要等到(?P<until>{DAY})：(?P<why>[^；]+)")
NURSE_TODAY = re.compile(r"^(?P<dose>(?:[^第：]*第\d+剂)今天可种：)?(?P<why>[^；]+)")
NURSE_OFFERS = re.compile(rf"^自费，可自愿选种，(?P<on>{DAY})起：(?P<why>[^；]+)$")
PARENT_OFFERS = re.compile(
    rf"^(?P<vaccine>.+疫苗)第(?P<dose>\d+)剂是自费的，种不种由您决定：(?P<why>.+)，(?P<on>{DAY})起可以种。$"
)
PARENT_WAITS = re.compile(
    r"^(?P<vaccine>.+苗)第(?P<dose>\d+)剂今天先不种：(?P<why>.+)，那天起可以补?种(?:，请尽早来)?。$"
)
PARENT_TODAY = re.compile(
    r"^(?P<vaccine>.+苗)第(?P<dose>\d+)剂今天就?可以补?种：(?P<why>[^；。]+)"
    rf"(?:；本来应在(?P<finish>{DAY})前种完，今天补上就好)?。$"
)


def said_day(words, born, days, forms=NURSE):
    """Return the day a part of a sentence comes to; `days` are those on which something happened to this person."""
    match = next((found for form in forms if (found := form.match(words))), None)
    assert match, f"not understood: {words}"
    told = match.groupdict()
    on = date.fromisoformat(told["on"])
    if told.get("given") is not None:
        return on
    if told.get("born"):
        assert on == born, words
        return on
    start = born
    if told.get("since"):
        start = date.fromisoformat(told["since"])
        assert start in days, "it counts from a day on which nothing was given"
    number = int(told["number"])
    day = start + timedelta(number) if told["unit"] == "天" else after(start, f"{number * STEPS[told['unit']]}m")
    assert day == on, words
    return day


def nurse_day(words, born, days):
    """(the day, whether it is today) of a whole sentence for the nurse."""
    match = NURSE_WAITS.match(words)
    if match:
        assert date.fromisoformat(match["until"]) == said_day(match["why"], born, days), words
        return date.fromisoformat(match["until"]), False
    return said_day(NURSE_TODAY.match(words)["why"], born, days), True


def offered_days(nurse, parent, born, days):
    """(the days of both sentences about what nobody needs to begin, the number of the dose)."""
    ours, theirs = NURSE_OFFERS.match(nurse), PARENT_OFFERS.match(parent)
    assert None not in (ours, theirs), f"not understood: {nurse} / {parent}"
    said = [said_day(ours["why"], born, days), said_day(theirs["why"], born, days, PARENT)]
    assert [date.fromisoformat(match["on"]) for match in (ours, theirs)] == said
    return *said, int(theirs["dose"])


def parent_day(words, born, days):
    """(the day, whether it is today, the number of the dose) of a whole sentence for the parent."""
    match = PARENT_WAITS.match(words)
    if match:
        return said_day(match["why"], born, days, PARENT), False, int(match["dose"])
    match = PARENT_TODAY.match(words)
    assert match, f"not understood: {words}"
    return said_day(match["why"], born, days, PARENT), True, int(match["dose"])
