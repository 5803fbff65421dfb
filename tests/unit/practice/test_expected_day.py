from datetime import date

from clinic_app.practice.planted import planted_lot, planted_person
from clinic_app.practice.township import Township

TODAY = date(2026, 11, 18)


def the_day():
    township = Township(people=60, seed=1, today=TODAY)
    for _ in township.live():
        pass
    return township.expected()


def test_the_named_child_of_eight_months_is_expected_with_what_is_due():
    routine = planted_person("routine")

    expected = {child.booklet: child for child in the_day().people}[routine.code]

    assert (expected.name, expected.guardian) == ("马思远", "周丽华")
    assert set(expected.vaccines) == {"MMR", "JE-L"}


def test_twins_who_were_not_brought_lately_are_expected_together():
    people = {child.booklet for child in the_day().people}

    assert {planted_person("twin_first").code, planted_person("twin_second").code} <= people


def test_a_newborn_for_whom_nothing_is_allowed_is_not_expected():
    assert planted_person("newborn").code not in {child.booklet for child in the_day().people}


def test_the_vials_that_lie_ready_are_those_of_the_named_lots():
    lots = {lot.lot: lot for lot in the_day().vials}

    assert lots["fresh_mmr"].codes == planted_lot("fresh_mmr").codes
    assert lots["expired"].vaccine == "MMR"
