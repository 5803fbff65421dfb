"""What is noted on a card reaches the rules: as the fact it is, from its day on, and never as a guess."""

from datetime import date

import pytest

from clinic_app.domain.fold.card import Card
from clinic_app.domain.immunization.card_facts import facts_known
from clinic_app.domain.immunization.facts import Facts, Immunoglobulin, Serology, SkinTest
from clinic_app.domain.immunization.results import Status
from clinic_app.domain.person import HealthFact, Person
from clinic_app.services.assessment import assess_card
from clinic_app.services.resource_files import health_fact_words, shipped_rules

BORN = date(2026, 1, 15)
NOTED_ON = date(2026, 9, 1)
TODAY = date(2026, 11, 22)


def a_person(born=BORN):
    return Person(id="p1", name="张小雨", sex="F", birth_date=born, guardian_name="张强", guardian_relation="father")


def noted(what, value, on=NOTED_ON, vaccine=None, name="f1"):
    return HealthFact(id=name, person_id="p1", what=what, value=value, on=on, vaccine=vaccine)


def known(*facts, on=TODAY):
    return facts_known(health_fact_words(), a_person(), facts, on)


def status_of(series, *facts, born=BORN, on=TODAY):
    card = Card(person_id="p1", person=a_person(born), facts=facts)
    return assess_card(shipped_rules(), card, on).forecast_of(series).status


@pytest.mark.parametrize(
    ("fact", "told"),
    [
        (
            noted("immunoglobulin", "静注人免疫球蛋白"),
            Facts(immunoglobulin=(Immunoglobulin(on=NOTED_ON, kind="IVIG"),)),
        ),
        (noted("immunoglobulin", "不知哪种"), Facts(immunoglobulin=(Immunoglobulin(on=NOTED_ON, kind=""),))),
        (noted("ppd", "阴性"), Facts(ppd=SkinTest(read_on=NOTED_ON, result="negative"))),
        (noted("hiv", "感染"), Facts(hiv="infected")),
        (noted("mother_hiv", "阳性"), Facts(mother_hiv="positive")),
        (noted("immunodeficiency", "化疗"), Facts(immunodeficiency="chemotherapy")),
        (noted("immunodeficiency", "补体缺陷"), Facts(immunodeficiency="complement")),
        (noted("severe_immunosuppression", "有"), Facts(severe_immunosuppression=True)),
        (noted("stable", "未平稳"), Facts(medically_stable=False)),
        (noted("gestational_weeks", "30"), Facts(gestational_weeks=30)),
        (noted("steroid_stopped", "泼尼松"), Facts(systemic_steroid_high_dose_stopped=NOTED_ON)),
        (
            noted("hepatitis_b_serology", "negative 5"),
            Facts(pvt=Serology(on=NOTED_ON, hbsag="negative", anti_hbs_miu_ml=5)),
        ),
        (noted("je_choice", "乙脑灭活"), Facts(je_choice="JE-I")),
        (noted("reaction", "过敏性休克", vaccine="MMR"), Facts(severe_reaction_to=("MMR",))),
        (noted("contraindication", "医生认为不宜", vaccine="MMR"), Facts(contraindicated=("MMR",))),
    ],
)
def test_a_noted_fact_is_told_to_the_rules(fact, told):
    assert known(fact) == told


@pytest.mark.parametrize(
    "fact",
    [
        noted("ppd", "没看清"),
        noted("hiv", "查过"),
        noted("immunodeficiency", "体质差"),
        noted("gestational_weeks", "三十"),
        noted("hepatitis_b_serology", "阴性"),
        noted("reaction", "局部红肿", vaccine="MMR"),
        noted("reaction", "过敏性休克"),
        noted("allergy", "青霉素"),
        noted("disease", "川崎病"),
        noted("contraindication", "免疫缺陷"),
    ],
)
def test_what_nobody_gave_a_code_is_left_to_the_people_who_read_it(fact):
    assert known(fact) == Facts()


def test_a_fact_is_not_known_before_its_day():
    assert known(noted("hiv", "感染"), on=date(2026, 8, 31)) == Facts()
    assert known(noted("hiv", "感染"), on=NOTED_ON) == Facts(hiv="infected")


def test_of_two_tests_the_later_one_holds_and_of_two_globulins_both():
    first, second = noted("ppd", "阳性", date(2026, 5, 1), name="f1"), noted("ppd", "阴性", date(2026, 6, 1), name="f2")
    assert known(second, first) == known(first, second) == Facts(ppd=SkinTest(read_on=second.on, result="negative"))

    days = [noted("immunoglobulin", "丙种球蛋白", date(2026, 5, day), name=f"f{day}") for day in (1, 2)]
    assert [given.on.day for given in known(*days).immunoglobulin] == [1, 2]


@pytest.mark.parametrize(
    ("series", "fact", "before", "after"),
    [
        ("MMR", noted("immunoglobulin", "丙种球蛋白", date(2026, 11, 1)), Status.DUE, Status.WAITING),
        ("JE", noted("immunoglobulin", "丙种球蛋白", date(2026, 11, 1)), Status.DUE, Status.WAITING),
        ("BCG", noted("ppd", "阴性"), Status.NEEDS_FACT, Status.OVERDUE),
        ("BCG", noted("ppd", "阳性"), Status.NEEDS_FACT, Status.CLOSED),
        ("BCG", noted("hiv", "感染"), Status.NEEDS_FACT, Status.CONTRAINDICATED),
        ("MMR", noted("immunodeficiency", "化疗"), Status.DUE, Status.CHECK),
        ("MMR", noted("reaction", "严重过敏", vaccine="MMR"), Status.DUE, Status.CONTRAINDICATED),
        ("MMR", noted("contraindication", "医生认为不宜", vaccine="MMR"), Status.DUE, Status.CONTRAINDICATED),
        ("MMR", noted("stable", "未平稳"), Status.DUE, Status.WAITING),
    ],
)
def test_the_card_says_the_same_as_the_rules_about_it(series, fact, before, after):
    assert status_of(series) is before
    assert status_of(series, fact) is after


def test_hiv_of_the_mother_and_uninfected_since_then_opens_bcg_again():
    exposed, cleared = noted("mother_hiv", "阳性", name="f1"), noted("hiv", "已排除", date(2026, 10, 1), name="f2")
    tested = noted("ppd", "阴性", name="f3")

    assert status_of("BCG", exposed, tested) is Status.WAITING
    assert status_of("BCG", exposed, cleared, tested) is Status.OVERDUE
