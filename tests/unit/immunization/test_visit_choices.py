"""What one visit may hold: free doses first, paid ones in the room that is left, live ones not parted without need."""

from datetime import date

from clinic_app.domain.immunization.results import SeriesForecast, Status
from clinic_app.domain.immunization.visit_choices import Open, choices_of
from clinic_app.services.resource_files import shipped_rules

RULES = shipped_rules()
DAY = date(2026, 11, 25)


def open_dose(code, *, programme=True, status=Status.DUE, ready=DAY, rank=3):
    vaccine = RULES.vaccine(code)
    line = SeriesForecast(
        series=vaccine.covers[0], status=status, counted=0, number=1, vaccine=code, vaccines=(code,), earliest=ready
    )
    return Open(line, vaccine, ready, ready, rank, programme, line)


def codes(choices):
    return [tuple(one.vaccine.code for one in chosen) for chosen in choices]


def test_a_paid_dose_takes_only_room_that_no_free_one_needs():
    due = [open_dose("HepB"), open_dose("DTaP"), open_dose("VarV", programme=False)]

    assert codes(choices_of(due, due, DAY, (2, 1))) == [("HepB", "DTaP")]
    assert codes(choices_of(due, due, DAY, (3, 1))) == [("HepB", "DTaP", "VarV")]


def test_when_not_all_free_ones_fit_no_paid_one_is_given():
    due = [open_dose("HepB"), open_dose("DTaP"), open_dose("IIV", programme=False)]

    assert codes(choices_of(due, due, DAY, (1, 1))) == [("HepB",), ("DTaP",)]


def test_drops_have_room_of_their_own():
    due = [open_dose("HepB"), open_dose("bOPV"), open_dose("DTaP")]

    assert codes(choices_of(due, due, DAY, (1, 1))) == [("HepB", "bOPV"), ("DTaP", "bOPV")]
    assert codes(choices_of(due, due, DAY, (2, 0))) == [("HepB", "DTaP")]


def test_two_live_ones_are_weighed_together_before_one_is_sent_away_for_four_weeks():
    due = [open_dose("MMR", rank=1), open_dose("HepB"), open_dose("JE-L")]

    assert codes(choices_of(due, due, DAY, (2, 1)))[0] == ("MMR", "JE-L")


def test_a_live_one_may_be_held_back_for_another_that_is_near():
    mmr = open_dose("MMR", rank=1)
    soon = open_dose("JE-L", status=Status.WAITING, ready=date(2026, 12, 2))
    far = open_dose("JE-L", status=Status.WAITING, ready=date(2027, 12, 2))
    hepb = open_dose("HepB")

    assert ("HepB",) in codes(choices_of([mmr, hepb], [mmr, hepb, soon], DAY, (2, 1)))
    assert codes(choices_of([mmr, hepb], [mmr, hepb, far], DAY, (2, 1))) == [("MMR", "HepB")]


def test_a_day_without_room_holds_nothing():
    due = [open_dose("HepB")]

    assert codes(choices_of(due, due, DAY, (0, 0))) == []
