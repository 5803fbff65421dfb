"""Every sentence with a date can be recomputed from the sentence alone, for whatever childhood it speaks of."""

import re
from datetime import date, timedelta
from random import Random

import pytest
from oracle.programme import after

from clinic_app.domain.immunization.results import Status, VerdictKind
from clinic_app.gui.wording.immunization import forecast_words, verdict_words
from laws.engine import RIGHT, TODAY, a_child

DAY = r"\d{4}-\d\d-\d\d"
AGE = re.compile(rf"^(?:已)?(?P<un>未)?满(?P<number>\d+)(?P<unit>天|月龄|周岁)（(?P<on>{DAY})）$")
SINCE = re.compile(
    rf"^距(?P<start>[^（]+)（(?P<since>{DAY})）未?满(?P<number>\d+)(?P<unit>天|个月|年)（(?P<on>{DAY})）$"
)
GIVEN_DAY = re.compile(rf"^(?:(?P<on>{DAY})起纳入免疫规划|检查结果(?P<read>{DAY})已出)$")
WAITS = re.compile(rf"^要等到(?P<until>{DAY})：(?P<why>[^；]+)")
STEPS = {"月龄": 1, "个月": 1, "周岁": 12, "年": 12}


def said_day(words, born, doses):
    """Return the day a part of a sentence comes to, reckoned by the second reading's calendar."""
    if words == f"出生（{born}）":
        return born
    if match := GIVEN_DAY.match(words):
        return date.fromisoformat(match["on"] or match["read"])
    match = SINCE.match(words)
    start = born
    if match:
        start = date.fromisoformat(match["since"])
        assert start in {dose.on for dose in doses}, "it counts from a day on which nothing was given"
    match = match or AGE.match(words)
    assert match, f"not understood: {words}"
    number = int(match["number"])
    day = start + timedelta(number) if match["unit"] == "天" else after(start, f"{number * STEPS[match['unit']]}m")
    assert day == date.fromisoformat(match["on"]), words
    return day


@pytest.mark.parametrize("seed", range(5))
def test_the_day_of_every_sentence_follows_from_the_sentence(seed):
    understood = 0
    for number in range(60):
        child = a_child(Random(f"words/{seed}/{number}"))
        for line in RIGHT.ask(child).forecasts:
            words = forecast_words(line)
            if line.status is Status.WAITING:
                match = WAITS.match(words)
                assert match, words
                assert said_day(match["why"], child.born, child.doses) == line.earliest
                assert match["until"] == line.earliest.isoformat() > TODAY.isoformat()
                understood += 1
            elif line.possible:
                assert said_day(words.partition("；")[0], child.born, child.doses) == line.earliest
                understood += 1
    assert understood > 100


@pytest.mark.parametrize("seed", range(3))
def test_a_refused_dose_is_refused_by_a_day_that_follows_from_its_sentence(seed):
    understood = 0
    for number in range(60):
        child = a_child(Random(f"refused/{seed}/{number}"))
        for verdict in RIGHT.ask(child).verdicts:
            if verdict.kind is not VerdictKind.INVALID or verdict.on < child.born:
                continue
            for part in verdict_words(verdict).partition("：")[2].split("；"):
                day = said_day(part.removeprefix("接种时"), child.born, child.doses)
                assert verdict.on < day
                understood += 1
    assert understood > 30


def test_a_sentence_with_a_wrong_day_is_not_believed():
    born = date(2026, 1, 31)

    assert said_day("满1月龄（2026-02-28）", born, ()) == date(2026, 2, 28)
    with pytest.raises(AssertionError):
        said_day("满1月龄（2026-03-01）", born, ())
    with pytest.raises(AssertionError, match="nothing was given"):
        said_day("距第1剂（2026-03-01）满28天（2026-03-29）", born, ())
