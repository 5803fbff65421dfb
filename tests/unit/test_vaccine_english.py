"""Names for travel: no vaccine may stand on an embassy's paper in Chinese alone."""

from clinic_app.services.resource_files import shipped_rules, vaccine_english


def test_every_vaccine_of_the_catalogue_has_an_english_name():
    assert set(vaccine_english()) >= set(shipped_rules().vaccines)
