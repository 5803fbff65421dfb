"""What comes first when not everything fits into one day; the order is the one of the programme's own sentences."""

import pytest

from clinic_app.services.resource_files import priorities, shipped_rules

RULES = shipped_rules()


def place(code, *, programme=True, late=False):
    return priorities().rank(RULES.vaccine(code), programme=programme, late=late)


def test_rabies_comes_before_everything():
    assert place("RabV", programme=False) < min(place(code) for code in ("MMR", "HepB", "DTaP"))


def test_measles_comes_before_every_other_vaccine_of_the_programme_even_a_late_one():
    assert place("MMR") < place("HepB", late=True) < place("HepB")


@pytest.mark.parametrize("code", ["HepB", "JE-L", "MPSV-A"])
def test_the_programme_comes_before_what_is_paid_for_outside_it(code):
    assert place(code) < place("VarV", programme=False)


def test_a_paid_vaccine_that_fills_the_programme_stands_with_the_programme():
    assert place("DTaP-IPV/Hib") == place("DTaP")


def test_every_place_of_the_order_names_its_source():
    import json

    from clinic_app.services.resource_files import RESOURCES

    sources = json.loads((RESOURCES / "schedules" / "sources.json").read_text(encoding="utf-8"))
    assert all(priority.source in sources for priority in priorities().order)
    assert len({priority.id for priority in priorities().order}) == len(priorities().order)
    assert priorities().speaking_for(RULES.vaccine("MMR"), programme=True, late=False).id == "measles_first"


def test_only_an_emergency_is_given_on_its_very_day_whatever_the_clinic_s_days():
    assert priorities().is_at_once(RULES.vaccine("RabV"))
    assert not any(priorities().is_at_once(RULES.vaccine(code)) for code in ("MMR", "HepB", "VarV"))
