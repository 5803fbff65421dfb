"""Every sentence with a date can be recomputed from the sentence alone, for whatever childhood it speaks of."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

import pytest

from clinic_app.domain.immunization.assess import assess
from clinic_app.domain.immunization.facts import Facts, Immunoglobulin, SkinTest
from clinic_app.domain.immunization.reading_outcomes import ReadingQuestion, readings_of_dose, readings_of_series
from clinic_app.domain.immunization.results import Status, VerdictKind
from clinic_app.gui.wording.for_parents import parent_sentence
from clinic_app.gui.wording.immunization import forecast_words, verdict_words
from clinic_app.gui.wording.readings import OTHER, OURS, both_words
from clinic_app.services.other_readings import _as_read, shipped_readings
from laws.engine import RULES, TODAY, Child, a_child
from laws.plans import a_delayed_child
from laws.said import nurse_day, offered_days, parent_day, said_day

CHILDHOODS = 1000
SEEDS = range(6)


@dataclass(frozen=True)
class Childhood:
    """A child with doses on time, late, early, repeated, and now and then a fact that makes vaccines wait."""

    child: Child
    facts: Facts

    @property
    def days(self):
        facts = self.facts
        told = [given.on for given in facts.immunoglobulin]
        told += [day for day in (facts.systemic_steroid_high_dose_stopped,) if day]
        return {dose.on for dose in self.child.doses} | set(told)

    def ask(self):
        child = self.child
        return assess(RULES, birth_date=child.born, sex=child.sex, doses=child.doses, facts=self.facts, on=TODAY)


def childhoods(name):
    for number in range(CHILDHOODS):
        chance = Random(f"{name}/{number}")
        child = a_delayed_child(chance) if number % 2 else a_child(chance)
        recently = [TODAY - timedelta(chance.randrange(120)) for _ in range(4)]
        facts = Facts(
            immunoglobulin=(Immunoglobulin(on=recently[0], kind="IVIG"),) if number % 5 == 0 else (),
            ppd=SkinTest(read_on=recently[1], result="negative") if number % 3 == 0 else None,
            systemic_steroid_high_dose_stopped=recently[2] if number % 7 == 0 else None,
        )
        yield Childhood(child, facts)


def dated(found):
    return [line for line in found.forecasts if line.winning_term is not None and line.status is not Status.OFFERED]


def name(code):
    return RULES.vaccine(code).short_name


@pytest.mark.parametrize("seed", SEEDS)
def test_the_day_of_every_sentence_for_the_nurse_follows_from_the_sentence(seed):
    understood = 0
    for one in childhoods(f"words/{seed}"):
        for line in dated(one.ask()):
            day, today = nurse_day(forecast_words(line), one.child.born, one.days)
            assert (day, today) == (line.earliest, line.possible)
            assert today is (day <= TODAY)
            understood += 1
    assert understood > 4 * CHILDHOODS


@pytest.mark.parametrize("seed", SEEDS)
def test_the_day_of_every_sentence_for_the_parent_follows_from_the_sentence(seed):
    understood = 0
    for one in childhoods(f"parents/{seed}"):
        for line in dated(one.ask()):
            words = parent_sentence(line, name(line.vaccine))
            day, today, number = parent_day(words, one.child.born, one.days)
            assert (day, today, number) == (line.earliest, line.possible, line.number), words
            assert words[:2] == name(line.vaccine)[:2]
            understood += 1
    assert understood > 4 * CHILDHOODS


def test_what_nobody_needs_to_begin_is_said_to_be_so_with_the_day_from_which_it_may():
    understood = 0
    for one in childhoods("offers"):
        found = assess(
            RULES, birth_date=one.child.born, sex=one.child.sex, doses=one.child.doses, on=TODAY, unbegun=True
        )
        for line in (*found.forecasts, *found.unbegun):
            if line.status is Status.OFFERED:
                said = (forecast_words(line), parent_sentence(line, name(line.vaccine)))
                assert offered_days(*said, one.child.born, one.days) == (line.earliest, line.earliest, line.number)
                understood += 1
    assert understood > CHILDHOODS


@pytest.mark.parametrize("seed", SEEDS)
def test_a_refused_dose_is_refused_by_a_day_that_follows_from_its_sentence(seed):
    understood = 0
    for one in childhoods(f"refused/{seed}"):
        for verdict in one.ask().verdicts:
            if verdict.kind is not VerdictKind.INVALID or verdict.on < one.child.born:
                continue
            for part in verdict_words(verdict).partition("：")[2].split("；"):
                assert verdict.on < said_day(part.removeprefix("接种时"), one.child.born, one.days)
                understood += 1
    assert understood > CHILDHOODS / 4


@pytest.mark.parametrize("seed", SEEDS)
def test_both_readings_of_what_is_uncertain_are_days_that_follow_from_their_sentences(seed):
    understood = 0
    for one in childhoods(f"readings/{seed}"):
        question = question_of(one)
        for line in question.answer(RULES, one.child.doses).forecasts:
            for two in readings_of_series(question, line):
                words = both_words(two, name)
                if two.other is not None:
                    understood += follows(words.ours, OURS, two.ours, one)
                    understood += follows(words.other, OTHER, two.other, one)
                    assert words.same is (meaning(two.ours) == meaning(two.other))
                    assert words.same or means(words.ours, OURS) != means(words.other, OTHER), words
    assert understood > CHILDHOODS / 20


@pytest.mark.parametrize("seed", SEEDS[:2])
def test_accepting_a_refused_dose_is_worded_with_the_day_that_follows_then(seed):
    understood = 0
    for one in childhoods(f"accepting/{seed}"):
        question = question_of(one)
        for verdict in question.answer(RULES, one.child.doses).verdicts:
            for two in readings_of_dose(question, verdict):
                words = both_words(two, name)
                if two.other is None or two.other_verdict is None:
                    continue
                counted = two.other_verdict.number
                assert (f"这一针算第{counted}剂" in words.other) is (counted is not None)
                understood += follows(words.other, OTHER, two.other, one)
    assert understood > CHILDHOODS / 10


def question_of(one):
    return ReadingQuestion(
        rules=RULES,
        readings=shipped_readings(),
        as_read=lambda reading: _as_read(RULES, reading.id),
        birth_date=one.child.born,
        sex=one.child.sex,
        doses=one.child.doses,
        facts=one.facts,
        on=TODAY,
    )


def means(words, form):
    """What a reading means, without naming its rule."""
    return words.removeprefix(form.partition("（")[0]).partition("）：")[2]


def follows(words, form, line, one):
    """1 when the day of a reading follows from its words, 0 where it has none."""
    if line.winning_term is None or line.status is Status.OFFERED:
        return 0
    said = means(words, form)
    day, today = nurse_day(said.partition("；")[2] if said.startswith("这一针") else said, one.child.born, one.days)
    assert (day, today) == (line.earliest, line.possible), words
    return 1


def meaning(line):
    dated_line = line.status in (Status.WAITING, Status.DUE, Status.OVERDUE)
    return (
        line.status,
        (line.number, line.vaccine) if dated_line else None,
        line.earliest if line.status is Status.WAITING else None,
        line.late,
    )


def test_people_who_differ_in_the_term_that_decides_get_different_sentences():
    for_nurse, for_parent = {}, {}
    for one in childhoods("different"):
        for line in dated(one.ask()):
            term = line.winning_term
            decides = (
                term.kind,
                term.span,
                term.on,
                term.from_on,
                term.from_number if term.from_number is not None and term.from_dose else term.from_name,
            )
            said = parent_sentence(line, name(line.vaccine))
            assert for_nurse.setdefault(forecast_words(line), decides) == decides, forecast_words(line)
            assert for_parent.setdefault(said, decides) == decides, said
    assert len(set(for_nurse.values())) > CHILDHOODS


def test_a_sentence_with_a_wrong_day_is_not_believed():
    born = date(2026, 1, 31)

    assert said_day("满1月龄（2026-02-28）", born, ()) == date(2026, 2, 28)
    with pytest.raises(AssertionError):
        said_day("满1月龄（2026-03-01）", born, ())
    with pytest.raises(AssertionError, match="nothing was given"):
        said_day("距第1剂（2026-03-01）满28天（2026-03-29）", born, ())
    given = {date(2026, 3, 1)}
    right = "乙肝疫苗第2剂今天先不种：第1剂是2026-03-01种的，要隔28天，到2026-03-29，那天起可以种。"
    assert parent_day(right, born, given) == (date(2026, 3, 29), False, 2)
    with pytest.raises(AssertionError):
        parent_day(right.replace("03-29", "03-30"), born, given)
    with pytest.raises(AssertionError, match="nothing was given"):
        parent_day(right.replace("2026-03-01", "2026-03-02"), born, given)
    with pytest.raises(AssertionError, match="not understood"):
        parent_day(right.replace("要隔28天，", ""), born, given)
