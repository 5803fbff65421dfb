"""Both readings of an uncertain rule, by hand for one child each: the date or dose of ours, and that of the other."""

from datetime import date

import pytest

from clinic_app.domain.immunization.assess import GivenDose
from clinic_app.domain.immunization.facts import NO_FACTS, Facts, Serology, SkinTest
from clinic_app.domain.immunization.other_readings import OtherReading, rules_as_read
from clinic_app.domain.immunization.reading_outcomes import (
    IF_ACCEPTED,
    ReadingQuestion,
    readings_of_dose,
    readings_of_series,
)
from clinic_app.domain.immunization.results import Status
from clinic_app.gui.wording.readings import RULES_READ, SAME, both_words
from clinic_app.services.other_readings import _as_read, shipped_readings
from clinic_app.services.resource_files import shipped_rules

RULES = shipped_rules()
TODAY = date(2026, 11, 22)


def question(born, *given, facts=NO_FACTS, sex="F", on=TODAY):
    """`given` are `vaccine day`."""
    doses = tuple(
        GivenDose(id=str(number), vaccine=told.split()[0], on=date.fromisoformat(told.split()[1]))
        for number, told in enumerate(given)
    )
    return ReadingQuestion(
        rules=RULES,
        readings=shipped_readings(),
        as_read=lambda reading: _as_read(RULES, reading.id),
        birth_date=date.fromisoformat(born),
        sex=sex,
        doses=doses,
        facts=facts,
        on=on,
    )


def of_series(asked, series, reading):
    line = asked.answer(RULES, asked.doses).forecast_of(series)
    return next(two for two in readings_of_series(asked, line) if two.id == reading)


def of_dose(asked, number, series, reading):
    verdicts = asked.answer(RULES, asked.doses).verdicts
    verdict = next(v for v in verdicts if (v.dose_id, v.series) == (str(number), series))
    return next(two for two in readings_of_dose(asked, verdict) if two.id == reading)


def test_the_second_mmr_at_eighteen_months_or_four_weeks_after_the_first():
    asked = question("2026-02-10", "MMR 2026-10-10")

    two = of_series(asked, "MMR", "mmr2-before-18m")

    assert (two.ours.status, two.ours.earliest) == (Status.WAITING, date(2027, 8, 10))
    assert (two.other.status, two.other.earliest) == (Status.DUE, date(2026, 11, 7))
    words = both_words(two, str)
    assert words.ours == "本系统（第2剂须满18月龄）：第2剂要等到2027-08-10：满18月龄（2027-08-10）"
    assert words.other == "另一种（与第1剂间隔28天即可）：第2剂今天可种：距第1剂（2026-10-10）满28天（2026-11-07）"
    assert not words.same


def test_a_second_mmr_before_eighteen_months_counts_by_the_other_reading_and_completes_the_series():
    two = of_dose(question("2025-12-10", "MMR 2026-08-10", "MMR 2026-10-10"), 1, "MMR", "mmr2-before-18m")

    assert (two.our_verdict.number, two.other_verdict.number) == (None, 2)
    assert two.other.status is Status.COMPLETE
    assert both_words(two, str).other == "另一种（与第1剂间隔28天即可）：这一针算第2剂；已完成，不用再种"


def test_the_fourth_polio_dose_before_four_years():
    """Four doses by eighteen months: by the count complete, by the age one more from the fourth birthday on."""
    given = ["IPV 2022-07-10", "IPV 2022-08-10", "bOPV 2022-09-10", "bOPV 2023-11-10"]

    two = of_dose(question("2022-05-10", *given), 3, "Polio", "polio4-before-4y")

    assert (two.our_verdict.number, two.ours.status) == (4, Status.COMPLETE)
    assert two.other_verdict.number is None
    assert (two.other.status, two.other.earliest) == (Status.DUE, date(2026, 5, 10))


def test_after_the_trivalent_drops_injected_or_drops():
    two = of_series(question("2015-09-10", "tOPV 2015-11-10"), "Polio", "polio-type2")

    assert (two.ours.vaccine, two.other.vaccine) == ("IPV", "bOPV")
    words = both_words(two, lambda code: RULES.vaccine(code).short_name)
    assert "脊灰灭活第2剂今天可种" in words.ours
    assert "脊灰减毒第2剂今天可种" in words.other


def test_a_live_vaccine_too_close_to_another_is_repeated_or_counts():
    """JE 22 days after MMR: repeated four weeks later; had it counted, the second would come at two years."""
    two = of_dose(question("2026-02-22", "MMR 2026-10-23", "JE-L 2026-11-14"), 1, "JE", "live-refused")

    assert (two.our_verdict.number, two.ours.earliest) == (None, date(2026, 12, 12))
    assert (two.other_verdict.number, two.other.number, two.other.earliest) == (1, 2, date(2028, 2, 22))


def test_bcg_two_weeks_after_a_live_vaccine():
    facts = Facts(ppd=SkinTest(read_on=date(2026, 11, 20), result="negative"))

    two = of_series(question("2026-02-22", "MMR 2026-11-08", facts=facts), "BCG", "bcg-live")

    assert (two.ours.status, two.ours.earliest) == (Status.WAITING, date(2026, 12, 6))
    assert two.other.status is Status.OVERDUE


def test_the_second_hpv_after_six_or_five_months():
    two = of_series(question("2013-01-10", "HPV2 2026-06-15"), "HPV", "hpv2-5-months")

    assert two.ours.earliest == date(2026, 12, 15)
    assert (two.other.status, two.other.earliest) == (Status.DUE, date(2026, 11, 15))


def test_after_a_refused_dose_the_interval_counts_from_it_or_from_the_last_that_counts():
    """The fourth DTaP after five months does not count: six months from it, or from the third."""
    given = ["DTaP 2025-03-10", "DTaP 2025-05-10", "DTaP 2026-03-10", "DTaP 2026-08-10"]

    two = of_series(question("2025-01-10", *given), "DTP", "repeated-after-refused")

    assert two.ours.earliest == date(2027, 2, 10)
    assert (two.other.earliest, two.other.status) == (date(2026, 9, 10), Status.DUE)


def test_what_accepting_an_early_dose_would_change():
    two = of_dose(question("2026-03-15", "IPV 2026-05-15", "IPV 2026-06-11"), 1, "Polio", IF_ACCEPTED)

    assert (two.ours.number, two.other.number) == (2, 3)
    words = both_words(two, str)
    assert words.ours.startswith("本系统（按程序）：这一针不算；IPV第2剂今天可种")
    assert words.other.startswith("另一种（人工认可以后）：这一针算第2剂；bOPV第3剂今天可种")


def test_a_fever_postpones_or_a_doctor_decides():
    two = of_series(question("2026-03-15", facts=Facts(temperature_c=37.6)), "HepB", "fever")

    assert (two.ours.status, two.ours.earliest) == (Status.WAITING, None)
    assert two.other.status is Status.OVERDUE


def test_three_more_doses_after_a_negative_test_are_an_offer():
    given = ["HepB 2025-03-10", "HepB 2025-04-10", "HepB 2025-09-10"]
    facts = Facts(mother_hbsag="positive", pvt=Serology(on=date(2025, 11, 1), hbsag="negative", anti_hbs_miu_ml=2.0))

    two = of_series(question("2025-03-10", *given, facts=facts), "HepB", "after-serology")

    assert two.ours.number == 4
    assert two.other.status is Status.COMPLETE


def test_where_both_come_to_the_same_it_is_said():
    """Fifth DTaP: at six years the twelve months since the fourth have long passed."""
    given = ["DTaP 2021-08-10", "DTaP 2021-10-10", "DTaP 2021-12-10", "DTaP 2022-12-10"]

    two = of_series(question("2021-05-10", *given), "DTP", "dtp5-interval")

    assert two.same
    assert both_words(two, str).same
    assert SAME == "对这个孩子，两种理解结果一样"


def test_a_certain_rule_has_one_reading():
    asked = question("2026-03-15")
    line = asked.answer(RULES, ()).forecast_of("MMR")

    assert line.confidence == "high"
    assert readings_of_series(asked, line) == ()


def test_every_reading_has_words_and_makes_rules():
    assert {reading.id for reading in shipped_readings()} | {IF_ACCEPTED} == set(RULES_READ)
    for reading in shipped_readings():
        assert reading.changes_rules or reading.doses == "without_refused"
        assert rules_as_read(RULES, reading).offered == RULES.offered


@pytest.mark.parametrize("edition", RULES.editions)
def test_every_doubt_of_the_programme_has_its_other_reading(edition):
    answered = {name for reading in shipped_readings() for name in reading.about}
    doubts = set()
    for series in (line.code for line in RULES.series if line.nip):
        for plan in RULES.editions[edition].series[series].plans:
            slots = [slot for slot in plan.slots if slot.confidence != "high" or slot.doubt]
            doubts |= {plan.doubt} if plan.doubt else set()
            doubts |= {slot.doubt for slot in slots if slot.doubt}
            doubts |= {slot.leniency.doubt for slot in plan.slots if slot.leniency and slot.leniency.doubt}
            if plan.confidence != "high" and not plan.doubt:
                doubts.add(plan.id)
    health = {rule.id for rule in RULES.editions[edition].health if rule.confidence != "high"}
    waits = {wait.id for wait in RULES.editions[edition].waits if wait.confidence != "high"}

    assert doubts | health | waits <= answered


def test_a_reading_of_something_unknown_changes_nothing():
    reading = OtherReading(id="x", about=("x",), series={"Nothing": {"slots": {}}}, source="S1", confidence="low")

    assert rules_as_read(RULES, reading).stamp == f"{RULES.stamp}:x"
