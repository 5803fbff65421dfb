"""Where a dose may go: by product, by age, and never twice at one site on one day."""

from datetime import UTC, date, datetime

import pytest

from clinic_app.domain.injection_sites import first_free, next_site, sites_for, sites_taken
from clinic_app.domain.person import Dose
from clinic_app.services.resource_files import shipped_rules

BORN = date(2026, 3, 15)
LEFT_ARM, RIGHT_ARM, LEFT_THIGH, RIGHT_THIGH = "left_upper_arm", "right_upper_arm", "left_thigh", "right_thigh"


def a_dose(site, *, on=date(2026, 11, 18), source="here", void_reason=""):
    return Dose(
        id=f"{site}{on}",
        person_id="p1",
        vaccine="HepB",
        given_on=on,
        source=source,
        recorded_at=datetime(2026, 11, 18, tzinfo=UTC),
        recorded_by="u1",
        site=site,
        void_reason=void_reason,
    )


@pytest.mark.parametrize(
    ("vaccine", "on", "first"),
    [
        ("DTaP", date(2026, 6, 15), LEFT_THIGH),  # three months, i.m.
        ("DTaP", date(2027, 3, 14), LEFT_THIGH),  # the day before the first birthday
        ("DTaP", date(2027, 3, 15), LEFT_ARM),  # one year: as the catalogue has it
        ("IPV", date(2027, 3, 15), LEFT_THIGH),  # one year: as the catalogue has it
        ("IPV", date(2027, 9, 15), LEFT_ARM),  # eighteen months
        ("MMR", date(2026, 11, 15), LEFT_ARM),  # subcutaneous: age changes nothing
        ("BCG", date(2026, 3, 16), LEFT_ARM),
        ("bOPV", date(2026, 7, 15), "oral"),
    ],
)
def test_the_usual_site_depends_on_route_and_age(vaccine, on, first):
    assert sites_for(shipped_rules().vaccine(vaccine), BORN, on)[0] == first


def test_age_forbids_no_site_the_catalogue_allows():
    vaccine = shipped_rules().vaccine("DTaP")

    for on in (date(2026, 6, 15), date(2027, 3, 15), date(2030, 3, 15)):
        assert set(sites_for(vaccine, BORN, on)) == set(vaccine.sites)


def test_doses_of_today_take_their_site_wherever_they_were_given_and_drops_take_none():
    doses = [
        a_dose(LEFT_ARM, source="booklet"),
        a_dose(RIGHT_ARM, on=date(2026, 11, 17)),
        a_dose("oral"),
        a_dose(""),
    ]

    assert sites_taken(doses, date(2026, 11, 18)) == {LEFT_ARM}


def test_the_first_free_site_is_taken_and_the_first_of_all_when_none_is_free():
    assert first_free((LEFT_ARM, RIGHT_ARM), {LEFT_ARM}) == RIGHT_ARM
    assert first_free((LEFT_ARM, RIGHT_ARM), {LEFT_ARM, RIGHT_ARM}) == LEFT_ARM


def test_the_next_site_goes_round_and_stays_when_there_is_no_other():
    sites = (LEFT_ARM, RIGHT_ARM, LEFT_THIGH)

    assert next_site(sites, set(), LEFT_ARM) == RIGHT_ARM
    assert next_site(sites, {RIGHT_ARM}, LEFT_ARM) == LEFT_THIGH
    assert next_site(sites, {LEFT_ARM}, LEFT_THIGH) == RIGHT_ARM
    assert next_site(sites, {RIGHT_ARM, LEFT_THIGH}, LEFT_ARM) == LEFT_ARM
    assert next_site(("oral",), set(), "oral") == "oral"
