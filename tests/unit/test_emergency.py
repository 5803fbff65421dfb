import msgspec
import pytest

from clinic_app.domain.emergency import AdrenalineDose, WeightImpossible, adrenaline_dose, usual_weight_grams
from clinic_app.services.resource_files import adrenaline_table

TABLE = adrenaline_table()
TWELVE_YEARS, FOURTEEN_YEARS = 144, 168


@pytest.mark.parametrize(
    ("grams", "micrograms", "microlitres"),
    [
        # 10 micrograms a kilogram; 1 mL holds 1000 micrograms, so microlitres are micrograms, to the nearest 10
        (1_500, 15, 20),
        (3_000, 30, 30),
        (4_400, 44, 40),
        (4_500, 45, 50),
        (7_340, 73, 70),
        (7_350, 74, 70),
        (10_000, 100, 100),
        (10_500, 105, 110),
        (20_000, 200, 200),
        (29_900, 299, 300),
        (49_900, 499, 500),
    ],
)
def test_the_dose_is_ten_micrograms_a_kilogram(grams, micrograms, microlitres):
    assert adrenaline_dose(grams, TABLE) == AdrenalineDose(micrograms=micrograms, microlitres=microlitres)


@pytest.mark.parametrize("grams", [50_000, 50_100, 62_000, 200_000])
def test_nobody_gets_more_than_half_a_milligram(grams):
    assert adrenaline_dose(grams, TABLE) == AdrenalineDose(micrograms=500, microlitres=500, at_most=True)


@pytest.mark.parametrize(
    ("grams", "age_months", "micrograms"),
    [
        (29_000, TWELVE_YEARS, 290),
        (30_000, TWELVE_YEARS, 300),
        (45_000, TWELVE_YEARS, 300),
        (45_000, FOURTEEN_YEARS - 1, 300),
        (45_000, FOURTEEN_YEARS, 450),
        (60_000, FOURTEEN_YEARS, 500),
    ],
)
def test_below_fourteen_years_three_tenths_of_a_milligram_are_the_most(grams, age_months, micrograms):
    dose = adrenaline_dose(grams, TABLE, age_months=age_months)

    assert dose.micrograms == dose.microlitres == micrograms
    assert dose.at_most == (micrograms in {300, 500})


@pytest.mark.parametrize("grams", [-10_000, 0, 8, 1_499, 200_001, 10_000_000])
def test_a_weight_nobody_has_is_refused(grams):
    with pytest.raises(WeightImpossible) as raised:
        adrenaline_dose(grams, TABLE)

    assert raised.value.grams == grams


def test_a_dose_from_an_estimated_weight_says_so():
    assert adrenaline_dose(9_300, TABLE, weight_estimated=True).weight_estimated
    assert not adrenaline_dose(9_300, TABLE).weight_estimated


@pytest.mark.parametrize(
    ("months", "grams"), [(0, 3_300), (1, 4_300), (11, 8_800), (12, 9_300), (59, 16_000), (60, 18_000), (900, 50_000)]
)
def test_a_usual_weight_is_that_of_the_age_reached(months, grams):
    assert usual_weight_grams(months, TABLE) == grams


def test_there_is_no_usual_weight_before_birth():
    with pytest.raises(ValueError, match="-1"):
        usual_weight_grams(-1, TABLE)


def test_usual_weights_rise_from_birth_on_and_each_gives_a_dose():
    ages = [row.from_months for row in TABLE.usual_weights]
    grams = [row.grams for row in TABLE.usual_weights]

    assert ages[0] == 0
    assert ages == sorted(set(ages))
    assert grams == sorted(set(grams))
    assert all(adrenaline_dose(weight, TABLE, weight_estimated=True) for weight in grams)


def test_every_row_of_the_card_gives_a_dose_in_whole_lines_of_the_syringe():
    for kilograms in TABLE.printed_kilograms:
        assert adrenaline_dose(kilograms * 1000, TABLE).microlitres % 10 == 0


def test_an_ampoule_of_another_strength_changes_the_volume_and_not_the_drug():
    weak = msgspec.structs.replace(TABLE, micrograms_per_ml=100)  # 1:10000

    assert adrenaline_dose(10_000, weak) == AdrenalineDose(micrograms=100, microlitres=1_000)


def test_the_table_says_where_it_is_from_and_that_nobody_has_compared_it():
    assert "请以门诊急救预案" in TABLE.source
    assert TABLE.verified is False
