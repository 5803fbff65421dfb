"""Vaccines outside the programme: offered until a family begins, forecast afterwards, and never in a nurse's way."""

from datetime import date

import pytest

from clinic_app.domain.immunization.assess import GivenDose, assess
from clinic_app.domain.immunization.facts import Facts
from clinic_app.domain.immunization.results import Status
from clinic_app.gui.wording.immunization import advice_words, doubt_words, forecast_words
from clinic_app.services.resource_files import shipped_rules

RULES = shipped_rules()
BORN = date(2026, 1, 15)
TODAY = date(2027, 3, 1)
PROGRAMME = ("HepB", "BCG", "Polio", "DTP", "MMR", "JE", "MenA", "MenAC", "HepA", "HPV")


def ask(*given, on=TODAY, born=BORN, facts=None, unbegun=False):
    doses = [GivenDose(id=f"{place:03}", vaccine=vaccine, on=day) for place, (vaccine, day) in enumerate(given)]
    return assess(
        RULES, birth_date=born, sex="F", doses=doses, facts=facts or Facts(), on=on, unbegun=unbegun
    )  # fmt: skip


def test_who_began_nothing_hears_of_the_programme_alone():
    found = ask()

    assert tuple(line.series for line in found.forecasts) == PROGRAMME
    assert found.unbegun == ()


def test_what_was_never_begun_is_offered_when_asked_for_and_never_due_or_late():
    found = ask(unbegun=True)

    assert {line.series for line in found.unbegun} == set(RULES.self_paid["NIP-2026"])
    assert not any(line.possible or line.late for line in found.unbegun)
    assert not any(line.series in RULES.self_paid["NIP-2026"] for line in found.due)


def test_a_begun_series_stands_among_the_others_and_brings_no_other_with_it():
    found = ask(("VarV", date(2027, 2, 1)))

    assert [line.series for line in found.forecasts if line.series not in PROGRAMME] == ["Varicella"]
    assert found.forecast_of("Varicella").earliest == date(2027, 5, 1)


def test_a_child_with_paid_doses_has_the_same_programme_as_one_without():
    """Inactivated and oral vaccines outside the programme move nothing in it."""
    paid = [
        ("EV71", date(2026, 8, 1)),
        ("IIV", date(2026, 10, 1)),
        ("PCV13", date(2026, 4, 1)),
        ("RV5", date(2026, 3, 1)),
    ]
    free = [("HepB", date(2026, 1, 15)), ("IPV", date(2026, 3, 20)), ("MMR", date(2026, 9, 20))]

    with_paid, without = ask(*free, *paid), ask(*free)

    for series in PROGRAMME:
        assert with_paid.forecast_of(series) == without.forecast_of(series)


def test_the_answer_about_the_programme_is_the_same_whether_the_rest_is_asked_for_or_not():
    assert ask(unbegun=True).forecasts == ask().forecasts
    assert ask(unbegun=True).next_change == ask().next_change


@pytest.mark.parametrize(
    ("exposed", "status"), [((), Status.NEEDS_FACT), ((TODAY,), Status.DUE)]
)  # fmt: skip
def test_rabies_vaccine_is_due_from_the_bite_on_and_asks_for_one_before(exposed, status):
    found = ask(facts=Facts(rabies_exposure=exposed), unbegun=True)

    [line] = [line for line in (*found.forecasts, *found.unbegun) if line.series == "Rabies"]

    assert line.status is status
    assert (line in found.forecasts) is bool(exposed)


def test_the_usual_age_is_recommended_and_the_first_possible_day_is_kept():
    line = ask(("VarV", date(2027, 2, 1)), on=date(2027, 6, 1)).forecast_of("Varicella")

    assert (line.earliest, line.recommended) == (date(2027, 5, 1), date(2030, 1, 15))


@pytest.mark.parametrize(("needles", "told"), [(0, True), (1, True), (2, False)])
def test_globulin_is_spoken_of_until_the_second_needle(needles, told):
    days = (date(2027, 2, 26), date(2027, 3, 1))
    given = [("RabV", day) for day in days[:needles]]
    line = ask(*given, facts=Facts(rabies_exposure=(date(2027, 2, 26),))).forecast_of("Rabies")

    assert ("rabies-globulin" in line.advice) is told
    assert ("20 IU/kg" in advice_words(line)) is told
    assert "优先于其他疫苗" in advice_words(line)


def test_an_offer_is_worded_as_a_free_choice_and_labels_that_differ_are_named():
    [line] = [line for line in ask(unbegun=True).unbegun if line.series == "Pneumococcal"]

    assert forecast_words(line) == "自费，可自愿选种，2026-02-26起：满42天（2026-02-26）"
    assert "说明书" in doubt_words(line.doubts)
    assert line.check


def test_national_codes_of_older_makes_are_read_as_the_vaccine_they_are():
    assert [RULES.code_of(code) for code in ("0201", "0306", "2801", "MMR", "1234")] == [
        "HepB", "IPV", "RabV", "MMR", "1234",
    ]  # fmt: skip
