"""The engine asked afresh at the needle: the worst answer of every series counts, and doubtful rules are amber."""

from datetime import date, timedelta

import pytest
from builders import TODAY, a_person

from clinic_app.domain.entries.subjects import person_subject
from clinic_app.domain.entries.vaccination import DoseRecorded, DoseVoided
from clinic_app.domain.safety_check import PointState
from clinic_app.services.programme_check import free_instead_of, judge_today


def a_card(desk, born, *doses, source="booklet"):
    """Return the card of a child with these doses: (vaccine, days before today)."""
    person_id = a_person(desk, birth_date=born)
    with desk.act() as act:
        for vaccine, days in doses:
            body = DoseRecorded(
                dose_id=desk.mint(),
                person_id=person_id,
                vaccine=vaccine,
                given_on=TODAY - timedelta(days=days),
                source=source,
            )
            act.write(body, subject=person_subject(person_id))
    return desk.card(person_id)


def judged(desk, card, vaccine, **changes):
    answer = judge_today(desk.rules, card, desk.rules.vaccine(vaccine), TODAY, **changes)
    return answer.verdict, answer.why, answer.until


RED, AMBER, GREEN = PointState.RED, PointState.AMBER, PointState.GREEN
EIGHT_MONTHS = date(2026, 3, 15)


@pytest.mark.parametrize(
    ("born", "expected"),
    [
        (date(2026, 3, 18), (GREEN, "", date(2026, 11, 18))),  # eight months today
        (date(2026, 3, 19), (RED, "too_young", date(2026, 11, 19))),  # eight months tomorrow
    ],
)
def test_the_age_decides_to_the_day(desk, born, expected):
    assert judged(desk, a_card(desk, born), "MMR") == expected


@pytest.mark.parametrize(
    ("days", "verdict"), [(27, (RED, "live_too_close", date(2026, 11, 19))), (28, (GREEN, "", date(2026, 11, 18)))]
)
def test_an_injected_live_vaccine_given_elsewhere_holds_back_for_twenty_eight_days(desk, days, verdict):
    assert judged(desk, a_card(desk, EIGHT_MONTHS, ("JE-L", days)), "MMR") == verdict


def test_a_live_vaccine_of_the_same_day_holds_nothing_back(desk):
    assert judged(desk, a_card(desk, EIGHT_MONTHS, ("JE-L", 0)), "MMR")[0] is GREEN


def test_a_paid_live_vaccine_without_a_programme_is_held_back_as_well(desk):
    card = a_card(desk, date(2025, 9, 1), ("MMR", 10))

    assert judged(desk, card, "VarV") == (RED, "live_too_close", date(2026, 12, 6))


def test_a_vaccine_without_rules_is_amber(desk):
    assert judged(desk, a_card(desk, EIGHT_MONTHS), "TT")[:2] == (AMBER, "check")


@pytest.mark.parametrize(
    ("vaccine", "born", "expected"),
    [
        ("EV71", date(2026, 5, 18), (GREEN, "", date(2026, 11, 18))),  # six months today
        ("EV71", date(2026, 5, 19), (RED, "too_young", date(2026, 11, 19))),  # six months tomorrow
        ("PCV13", EIGHT_MONTHS, (AMBER, "check", None)),  # labels differ: a person answers for it
        ("RabV", EIGHT_MONTHS, (AMBER, "check", None)),  # nobody wrote down the bite
    ],
)
def test_a_self_paid_vaccine_is_judged_by_its_label_as_far_as_that_is_certain(desk, vaccine, born, expected):
    verdict, why, until = judged(desk, a_card(desk, born), vaccine)

    assert (verdict, why) == expected[:2]
    assert until == expected[2] or expected[2] is None


def test_a_combined_vaccine_is_too_early_when_one_of_its_series_is(desk):
    """The third month: three doses of DTP are possible, the polio dose was ten days ago."""
    card = a_card(desk, date(2026, 8, 1), ("IPV", 10))

    assert judged(desk, card, "DTaP-IPV/Hib") == (RED, "too_soon", date(2026, 12, 6))


def test_a_voided_dose_holds_nothing_back(desk):
    card = a_card(desk, EIGHT_MONTHS, ("JE-L", 10))
    with desk.act() as act:
        body = DoseVoided(dose_id=card.doses[0].id, person_id=card.person_id, reason="记错人")
        act.write(body, subject=person_subject(card.person_id))

    assert judged(desk, desk.card(card.person_id), "MMR")[0] is GREEN


def test_a_finished_series_is_red_and_amber_when_the_plan_says_why(desk):
    card = a_card(desk, date(2024, 11, 1), ("MMR", 400), ("MMR", 150))

    assert judged(desk, card, "MMR")[:2] == (RED, "complete")
    assert judged(desk, card, "MMR", deviates=True)[:2] == (AMBER, "check")


def test_no_reason_makes_an_early_dose_amber(desk):
    assert judged(desk, a_card(desk, date(2026, 4, 18)), "MMR", deviates=True)[0] is RED


def test_every_free_vaccine_a_paid_one_would_replace_is_named(desk):
    rules, card = desk.rules, a_card(desk, date(2026, 9, 10))

    assert free_instead_of(rules, card, rules.vaccine("DTaP-IPV/Hib"), TODAY) == ("IPV", "DTaP")
    assert free_instead_of(rules, card, rules.vaccine("DTaP"), TODAY) == ()
    assert free_instead_of(rules, card, rules.vaccine("EV71"), TODAY) == ()
