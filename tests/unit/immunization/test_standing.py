"""People whom the rules cannot tell apart are looked up together; those whom they can are not."""

from datetime import date

import pytest

from clinic_app.domain.immunization.assess import GivenDose, assess
from clinic_app.domain.immunization.facts import Facts, Immunoglobulin, Serology, SkinTest
from clinic_app.domain.immunization.results import Status
from clinic_app.services.resource_files import shipped_rules

TODAY = date(2026, 11, 22)
BORN = date(2025, 5, 10)
DOSES = [
    GivenDose(id="1", vaccine="HepB", on=date(2025, 5, 10)),
    GivenDose(id="2", vaccine="HepB", on=date(2025, 6, 10)),
    GivenDose(id="3", vaccine="HepB", on=date(2025, 11, 10)),
    GivenDose(id="4", vaccine="DTaP", on=date(2025, 7, 10)),
]
TOLD = [
    Facts(),
    Facts(mother_hbsag="positive"),
    Facts(mother_hbsag="positive", birth_weight_g=1999),
    Facts(mother_hbsag="positive", birth_weight_g=2000),
    Facts(mother_hbsag="positive", pvt=Serology(on=date(2026, 1, 10), hbsag="negative", anti_hbs_miu_ml=9.9)),
    Facts(mother_hbsag="positive", pvt=Serology(on=date(2026, 1, 10), hbsag="negative", anti_hbs_miu_ml=10)),
    Facts(mother_hbsag="negative", birth_weight_g=1999),
    Facts(hiv="infected"),
    Facts(hiv="infected", severe_immunosuppression=True),
    Facts(hiv="infected", severe_immunosuppression=False),
    Facts(hiv="uninfected"),
    Facts(gestational_weeks=31, medically_stable=False),
    Facts(gestational_weeks=32, medically_stable=False),
    Facts(medically_stable=True),
    Facts(temperature_c=37.2),
    Facts(temperature_c=37.3),
    Facts(severe_reaction_to=("DTaP",)),
    Facts(severe_reaction_to=("MMR",)),
    Facts(je_choice="JE-I"),
    Facts(je_choice="JE-L"),
    Facts(immunodeficiency="hsct"),
    Facts(immunodeficiency="no word of the rules"),
    Facts(ppd=SkinTest(read_on=date(2026, 3, 1), result="negative")),
    Facts(ppd=SkinTest(read_on=date(2026, 3, 1), result="positive")),
    Facts(ppd=SkinTest(read_on=date(2026, 10, 1), result="negative")),
    Facts(immunoglobulin=(Immunoglobulin(on=date(2026, 10, 1), kind="IVIG"),)),
]


def fresh_rules():
    return shipped_rules.__wrapped__()


def ask(rules, facts, sex="F", born=BORN):
    return assess(rules, birth_date=born, sex=sex, doses=DOSES, facts=facts, on=TODAY)


@pytest.mark.parametrize("facts", TOLD, ids=repr)
def test_what_others_told_before_changes_no_answer(facts):
    used = shipped_rules()
    for others in TOLD:
        ask(used, others)
    assert ask(used, facts) == ask(fresh_rules(), facts)


@pytest.mark.parametrize(("weight", "doses"), [(1999, 4), (2000, 3), (3200, 3)])
def test_a_light_child_of_a_carrier_has_four_doses_whoever_was_asked_about_before(weight, doses):
    rules = shipped_rules()
    for other in (2000, 1999, 2500, 1500):
        ask(rules, Facts(mother_hbsag="positive", birth_weight_g=other))
    line = ask(rules, Facts(mother_hbsag="positive", birth_weight_g=weight)).forecast_of("HepB")
    assert (line.status is Status.COMPLETE) is (doses == len(DOSES) - 1)


def test_the_day_on_which_a_cohort_begins_tells_two_girls_apart():
    rules = shipped_rules()
    before = ask(rules, Facts(), born=date(2011, 11, 9)).forecast_of("HPV")
    first = ask(rules, Facts(), born=date(2011, 11, 10)).forecast_of("HPV")
    assert before.status is Status.CLOSED
    assert first.status is not Status.CLOSED


def test_kinds_beyond_the_bound_are_answered_without_being_kept(monkeypatch):
    monkeypatch.setattr("clinic_app.domain.immunization.rules.MOST_STANDINGS", 0)
    rules = fresh_rules()
    for facts in TOLD:
        assert ask(rules, facts) == ask(shipped_rules(), facts)


@pytest.mark.parametrize(
    ("on", "paid"),
    [(date(2026, 7, 10), ["DTaP-IPV/Hib"]), (date(2026, 8, 9), ["DTaP-IPV/Hib"])],
)
def test_a_product_whose_label_begins_later_is_not_offered_yet(on, paid):
    found = assess(shipped_rules(), birth_date=date(2026, 5, 10), sex="F", doses=[], on=on)

    line = found.forecast_of("DTP")

    assert line.possible
    assert list(line.vaccines) == ["DTaP", *paid]
    assert found.next_change <= date(2026, 8, 10)


def test_a_product_is_offered_from_the_age_of_its_own_label_on():
    found = assess(shipped_rules(), birth_date=date(2026, 5, 10), sex="F", doses=[], on=date(2026, 8, 10))

    assert set(found.forecast_of("DTP").vaccines) == {"DTaP", "DTaP-IPV/Hib", "DTaP-Hib"}
