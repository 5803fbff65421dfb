"""A county adds to the programme (县级方案): free for those it is meant for, from its first day, and never less."""

from datetime import date

import pytest
from rule_samples import W1, an_overlay, deadline, free_varicella, interval, rules_with, series, slot, third_mmr

from clinic_app.domain.immunization.assess import GivenDose, assess
from clinic_app.domain.immunization.facts import NO_FACTS, Facts
from clinic_app.domain.immunization.results import Status, VerdictKind
from clinic_app.domain.immunization.rules import RulesRefused

BORN = date(2026, 3, 1)
START = date(2027, 1, 1)


def said(rules, series_code, on, *, born=BORN, doses=(), facts=NO_FACTS):
    given = [GivenDose(id=str(n), vaccine=code, on=day) for n, (code, day) in enumerate(doses)]
    found = assess(rules, birth_date=born, sex="F", doses=given, facts=facts, on=on)
    return found, found.forecast_of(series_code)


def test_a_free_programme_is_due_and_free_for_the_cohort_from_its_first_day():
    rules = rules_with(free_varicella())

    found, line = said(rules, "Varicella", date(2027, 3, 1))

    assert (line.status, line.number, line.vaccine) == (Status.DUE, 1, "VarV")
    assert line.finish_before == date(2028, 3, 1)
    assert found.free == {"VarV"}
    assert "MACHENG" in found.edition


def test_before_its_first_day_and_for_older_children_nothing_is_free():
    rules = rules_with(free_varicella())

    before, _ = said(rules, "Varicella", date(2026, 12, 31))
    older, _ = said(rules, "Varicella", date(2027, 3, 1), born=date(2023, 12, 31))

    assert before.free == older.free == frozenset()
    assert before.edition == "NIP-2026"


def test_a_dose_before_the_first_day_is_judged_by_the_edition_of_its_own_day():
    rules = rules_with(third_mmr())
    doses = [("MMR", date(2026, 11, 1)), ("MMR", date(2027, 9, 1))]

    found, line = said(rules, "MMR", date(2027, 9, 1), doses=doses)

    assert [(v.kind, v.edition.split("+")[0]) for v in found.verdicts] == [(VerdictKind.VALID, "NIP-2026")] * 2
    assert "MACHENG" not in found.verdicts[0].edition
    assert "MACHENG" in found.verdicts[1].edition
    assert (line.number, line.earliest) == (3, date(2030, 3, 1))


def test_it_stays_on_top_of_an_edition_that_begins_later():
    rules = rules_with({**free_varicella(), "effective_from": "2026-01-01"})

    names = [edition.name for edition in rules.editions.values()]

    assert names == [
        "NIP-2021",
        "NIP-2021+DTP2025",
        "NIP-2021+DTP2025+MACHENG@2026-01-01",
        "NIP-2026+MACHENG@2026-01-01",
    ]


def test_a_later_overlay_of_its_name_takes_its_place_and_an_empty_one_ends_it():
    ended = an_overlay(effective_from="2028-01-01")
    rules = rules_with(free_varicella(), ended)

    during, _ = said(rules, "Varicella", date(2027, 12, 31))
    after, _ = said(rules, "Varicella", date(2028, 1, 1))

    assert (during.free, after.free) == ({"VarV"}, frozenset())


def test_two_counties_programmes_hold_side_by_side():
    other = {**third_mmr(), "overlay": "SECOND", "effective_from": "2027-06-01"}
    rules = rules_with(free_varicella(), other)

    found, line = said(rules, "MMR", date(2027, 9, 1), doses=[("MMR", date(2026, 11, 1))])

    assert (line.total, found.free) == (3, {"VarV"})


def test_a_contraindication_may_be_added_and_is_heard_before_what_only_assesses():
    allergic = [{"fact": "allergy", "in": ["gelatine"]}]
    rule = {
        "id": "w-no-mmr",
        "name": "本县规定",
        "when": allergic,
        "vaccines": ["MMR"],
        "action": "contraindicated",
        **W1,
    }
    rules = rules_with(an_overlay(health=[rule]))

    _, line = said(rules, "MMR", date(2027, 2, 1), facts=Facts(allergy="gelatine"))
    _, another = said(rules, "MMR", date(2027, 2, 1))

    assert line.status is Status.CONTRAINDICATED
    assert another.status is not Status.CONTRAINDICATED


def mmr(change):
    """Return the third dose against measles, spoilt."""
    overlay = third_mmr()
    change(overlay["series"]["MMR"])
    return overlay


def first(rules):
    return rules["slots"]["W-MMR-1"]


def second(rules):
    return rules["slots"]["W-MMR-2"]


def plan(rules):
    return rules["plans"][0]


def wait(**says):
    return {"id": "immunoglobulin-3m", "fact": "immunoglobulin", "name": "x", "at_least": "3m", **says, **W1}


def spacing(**says):
    return {"id": "live-28", "at_least": "28d", **says, **W1}


def health(*when):
    return {"id": "w-mmr", "name": "x", "when": [*when], "vaccines": ["MMR"], "action": "postpone", **W1}


BCG_1 = slot("W-BCG", "BCG", "0d", finish_before=deadline("3m"))
HEPB = (
    slot("W-HEPB-1", "HepB", "0d", finish_before=deadline("2d")),
    slot("W-HEPB-2", "HepB", "1m", intervals=[interval("28d")]),
    slot(
        "W-HEPB-3",
        "HepB",
        "6m",
        finish_before=deadline("12m"),
        intervals=[interval("60d"), {**interval("4m"), "since": "dose", "number": 1}],
    ),
)
BCG_CATCH_UP = slot("W-BCG-2", "BCG", "3m", finish_before=deadline("3m"))
ONE_MMR = [{"counted": ["MMR"], "at_least": 1}]
PPD = {"fact": "ppd_result", "in": ["negative"]}
VARV = {
    "code": "MMR", "name": "x", "short_name": "x", "national_code": "", "route": "SC", "sites": ["left_upper_arm"],
    "volume": "0.5 mL", "technology": "inactivated", "paid": False, "covering": [{"series": "MMR"}], **W1,
}  # fmt: skip

FORBIDDING_ALL = {
    "those of whom a fact is not known": ({"fact": "epilepsy", "known": False},),
    "those of whom no skin test is known": ({"fact": "ppd_result", "known": False}, {"fact": "sex", "in": ["F"]}),
    "those whose mother was not tested": ({"fact": "mother_hbsag", "in": ["unknown"]},),
    "those whose mother is healthy or sick": ({"fact": "mother_hbsag", "known": True},),
    "those without fever": ({"fact": "temperature_c", "at_least": 30},),
    "those of any weight": ({"fact": "birth_weight_g", "below": 10000},),
    "those born in time": ({"fact": "gestational_weeks", "at_least": 32},),
    "those who are well": ({"fact": "medically_stable", "in": [True]},),
    "those who are not infected": ({"fact": "hiv_status", "in": ["uninfected", "infected"]},),
    "those who chose": ({"fact": "je_choice", "in": ["JE-L"]},),
    "those at home": ({"fact": "hospitalised", "in": [False]},),
    "a cohort at home": ({"fact": "hospitalised", "in": [False]}, {"born_from": "2025-01-01"}),
}


WEAKENINGS = {
    "remove a series": (an_overlay(remove=["MMR"]), "unknown field `remove`; an overlay adds or strengthens"),
    "end the programme earlier": (an_overlay(catch_up_before=deadline("6y")), "unknown field `catch_up_before`"),
    "remove a rule of health": (an_overlay(lift=["hiv-live"]), "unknown field `lift`"),
    "a dose less": (mmr(lambda m: (plan(m).update(doses=["W-MMR-1"]), m["slots"].pop("W-MMR-2"),
                                   m["slots"].pop("W-MMR-3"))), "1 doses where plan MMR-TWO asks for 2"),
    "a plan that gives nothing": (mmr(lambda m: plan(m).update(outcome="closed", reason="not_in_programme")),
                                  "what plan MMR-TWO gives would not be given"),
    "a plan that waits for a fact": (mmr(lambda m: plan(m).update(outcome="needs_fact")), "would not be given"),
    "a dose put off for ever": (mmr(lambda m: second(m).update(deferred=True)), "the dose would not be given"),
    "a dose that may be left out": (mmr(lambda m: [m["slots"][f"W-MMR-{number}"].update(skip_when=ONE_MMR)
                                                   for number in (2, 3)]), "the dose could be left out"),
    "a lower minimum age": (mmr(lambda m: first(m).update(min_age="6m")), "MMR from 6m on, where .* asks for 8m"),
    "a lower minimum age in weeks": (mmr(lambda m: first(m).update(min_age="34w")), "no minimum age may be lowered"),
    "a lower age of one product": (mmr(lambda m: first(m).update(own_ages={"MMR": {"min_age": "7m", **W1}})),
                                   "MMR from 7m on"),
    "a shorter interval": (mmr(lambda m: second(m).update(intervals=[interval("27d")])),
                           "less than 28d since the previous dose"),
    "no interval": (mmr(lambda m: second(m).pop("intervals")), "no interval may be shortened"),
    "an interval from another dose": (mmr(lambda m: second(m).update(
        intervals=[{**interval("12m"), "since": "dose", "number": 1}])), "less than 28d since the previous dose"),
    "leniency": (mmr(lambda m: first(m).update(leniency={"min_age": "6m", **W1})), "doses given too early would count"),
    "a dose nobody needs to have": (mmr(lambda m: first(m).update(voluntary=True)), "slot W-MMR-1.*never due"),
    "a plan nobody needs to follow": (mmr(lambda m: plan(m).update(voluntary=True)), "plan W-MMR / volunt.*never due"),
    "a dose put off for years": (mmr(lambda m: first(m).update(not_before="2030-01-01")), "nobody before 2030-01-01"),
    "a vaccine forbidden to everybody": (an_overlay(health=[
        {"id": "w-mmr", "name": "x", "when": [], "vaccines": ["MMR"], "action": "contraindicated", **W1}]),
        "health w-mmr / when: a healthy child meets it"),
    **{f"a vaccine forbidden to {whom}": (an_overlay(health=[health(*when)]),
                                         "health w-mmr / when: a healthy child meets it, or one of whom")
       for whom, when in FORBIDDING_ALL.items()},
    "a wait of twenty years": (an_overlay(waits=[{**wait(vaccines=["MMR"], at_least="20y"), "id": "w-long"}]),
                               "wait w-long / at_least: 240m .* twice 6m, the longest wait of the editions"),
    "a wait of the edition made twenty years": (an_overlay(waits=[wait(
        technology=["live_injected"], excepting=["BCG"], at_least="20y")]), "240m .* twice 6m"),
    "a year between live vaccines": (an_overlay(spacing=[spacing(technology=["live_injected"], at_least="1y")]),
                                     "spacing live-28 / at_least: 12m .* twice 28d, the longest spacing"),
    "twenty years between two doses": (mmr(lambda m: second(m).update(intervals=[interval("20y")])),
                                       "dose 2 .slot W-MMR-2. / intervals: 240m .* twice 36m, the longest interval"),
    "twenty years between two doses of one product": (mmr(lambda m: second(m).update(own_ages={"MMR": {
        "min_age": "18m", "intervals": [interval("20y")], **W1}})), "dose 2 .* / intervals: 240m"),
    "an age of ten years for babies": (mmr(lambda m: first(m).update(min_age="10y")),
                                       "dose 1 .slot W-MMR-1. / min_age: 120m .* twice 18m, the longest minimum age"),
    "twenty years after a refused dose": (mmr(lambda m: m.update(repeat_after=interval("20y"))),
                                          "MMR / repeat_after: 240m"),
    "a later deadline": (mmr(lambda m: first(m).update(finish_before=deadline("13m"))), "no deadline may be put off"),
    "no deadline": (mmr(lambda m: first(m).pop("finish_before")), "late only after 12m"),
    "a product that is not taken": (mmr(lambda m: first(m).update(counts=["MR"])),
                                    "MR would count where the edition does not take it"),
    "a shorter wait after a refused dose": (mmr(lambda m: m.update(repeat_after=interval("7d"))),
                                            "repeat_after: 7d is shorter than the 28d"),
    "a series only judged": (mmr(lambda m: m.update(forecast=False)), "would not be offered any more"),
    "a slot of the edition rewritten": (an_overlay(series={"MMR": series(
        {"id": "W-MMR"}, slot("MMR-1", "MMR", "6m"), slot("W-2", "MMR", "18m"))}), "slot MMR-1 .* would be rewritten"),
    "a plan of the edition hidden": (mmr(lambda m: plan(m).update(id="MMR-TWO")), "plan MMR-TWO .* would be hidden"),
    "a contraindication left to a person": (mmr(lambda m: plan(m).update(if_forbidden="check")),
                                            "would be left to a person"),
    "a contraindication replaced": (an_overlay(health=[{"id": "hiv-live", "name": "x", "when": [], "vaccines": ["BCG"],
                                                        "action": "assess", **W1}]), "what it forbids lifted"),
    "a shorter wait": (an_overlay(waits=[wait(technology=["live_injected"], excepting=["BCG"], at_least="2m")]),
                       "2m is shorter than the 3m"),
    "a wait for other vaccines": (an_overlay(waits=[wait(vaccines=["JE-L"])]), "MMR.* would not have to wait any more"),
    "a wait after something else": (an_overlay(waits=[wait(technology=["live_injected"], fact="ppd_read_on")]),
                                    "the wait after immunoglobulin would be gone"),
    "a shorter conflict": (an_overlay(spacing=[spacing(technology=["live_injected"], at_least="14d")]),
                           "14d is shorter than the 28d"),
    "a conflict without one vaccine": (an_overlay(spacing=[spacing(technology=["live_injected"], excepting=["BCG"])]),
                                       "BCG would be kept apart from nothing"),
    "a conflict of its own": (an_overlay(spacing=[{**spacing(vaccines=["VarV"]), "id": "w-varv", "at_least": "42d"}]),
                              "VarV would be taken out of the conflict live-28"),
    "a live vaccine called inactivated": (an_overlay(new_vaccines=[VARV]), "vaccine MMR is in the catalogue already"),
    "a line of the booklet renamed": (an_overlay(new_series=[{"code": "MMR", "name": "x", "short_name": "x",
                                                              "nip": False}]), "series MMR is in the catalogue"),
    "a source that says something else": (an_overlay(sources={"S1": "my own words", "W1": "x"}),
                                          "source S1 is another document"),
    "what a test forbids": (an_overlay(series={"BCG": series({"id": "W-BCG-ALL"}, BCG_1)}),
                            "BCG-PPD-POSITIVE gives nothing .skin_test_positive."),
    "a test that need not be read": (an_overlay(series={"BCG": series(
        {"id": "W-BCG-CATCH-UP", "when": [PPD], "from_age": "3m", "before_age": "4y"}, BCG_CATCH_UP)}),
        "would not wait for ppd_read_on"),
    "three doses where the small need four": (an_overlay(series={"HepB": series({"id": "W-HEPB"}, *HEPB)}),
                                              "3 doses where plan HEPB-LBW asks for 4"),
    "an unknown vaccine": (an_overlay(free=[{"vaccine": "XYZ", "when": [], **W1}]), "unknown vaccine XYZ"),
    "a name that hides in another": ({**an_overlay(), "overlay": "A+B"}, "holds neither"),
}  # fmt: skip


@pytest.mark.parametrize(("overlay", "sentence"), WEAKENINGS.values(), ids=WEAKENINGS.keys())
def test_no_way_of_weakening_the_programme_is_let_through(overlay, sentence):
    with pytest.raises(RulesRefused, match=sentence) as refused:
        rules_with(overlay)

    for problem in refused.value.problems:
        assert problem.place.split()[0].startswith(overlay["overlay"].split("+")[0])


STRONGER = {
    "a third dose": third_mmr(),
    "a longer interval": mmr(lambda m: second(m).update(intervals=[interval("3m")])),
    "a higher age": mmr(lambda m: second(m).update(min_age="20m")),
    "an earlier deadline": mmr(lambda m: second(m).update(finish_before=deadline("22m"))),
    "a longer conflict": an_overlay(spacing=[spacing(technology=["live_injected"], at_least="42d")]),
    "a longer wait": an_overlay(waits=[wait(technology=["live_injected"], excepting=["BCG"], at_least="6m")]),
    "a wait as long as the longest twice": an_overlay(waits=[{**wait(vaccines=["MMR"], at_least="12m"), "id": "w-2"}]),
    "a conflict as long as the longest twice": an_overlay(
        spacing=[spacing(technology=["live_injected"], at_least="8w")]
    ),
    "a long wait for what a family pays for": an_overlay(
        waits=[{**wait(vaccines=["VarV"], at_least="2y"), "id": "w-varv"}]
    ),
    "a later third dose, which the programme does not have": mmr(
        lambda m: m["slots"]["W-MMR-3"].update(min_age="10y", intervals=[interval("8y")], finish_before=deadline("12y"))
    ),
    "the small and sick wait": an_overlay(health=[health({"fact": "birth_weight_g", "below": 2000})]),
    "the feverish wait": an_overlay(health=[health({"fact": "temperature_c", "at_least": 37.3})]),
    "the sick of whom a fact is not known wait": an_overlay(health=[health(
        {"fact": "hiv_status", "in": ["infected"]}, {"fact": "severe_immunosuppression", "known": False})]),
    "a conflict for drops": an_overlay(spacing=[{**spacing(vaccines=["bOPV"]), "id": "w-drops"}]),
    "free for boys what the programme does not offer them": an_overlay(
        series={"HPV": series(
            {"id": "W-HPV-BOYS", "when": [{"fact": "sex", "in": ["M"]}]},
            slot("W-HPV-1", "HPV2", "13y"), slot("W-HPV-2", "HPV2", "13y", intervals=[interval("6m")]),
        )},
    ),
}  # fmt: skip


@pytest.mark.parametrize("overlay", STRONGER.values(), ids=STRONGER.keys())
def test_what_only_adds_is_taken(overlay):
    assert any("MACHENG" in name for name in rules_with(overlay).editions)
