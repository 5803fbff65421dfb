from dataclasses import replace
from datetime import date, timedelta

from booklet_samples import TODAY, a_dose, a_mark, a_record, counted, layout

from clinic_app.domain.booklet.places import PlaceState, free_rows, likely_start, lines_for, places_of
from clinic_app.domain.booklet.record import BookletRecord, Writing

NATIONAL, DOUBLE = layout("national_2021"), layout("double_2017")
EMPTY = BookletRecord()
LAST_MONTH = TODAY - timedelta(days=30)


def placed(*doses, verdicts=(), record=EMPTY, edition=NATIONAL, words=None):
    return {place.dose.id: place for place in places_of(edition, doses, verdicts, record, TODAY, words)}


def rows_for(*places, record=EMPTY, start=None, edition=NATIONAL):
    lines, left_over = lines_for(edition, record, places, start)
    return [(line.page, line.row, line.dose_id) for line in lines], [place.dose.id for place in left_over]


def test_a_dose_goes_into_the_row_of_its_counted_number():
    dose = a_dose("d", "HepB")

    place = placed(dose, verdicts=counted(dose, HepB=2))["d"]

    assert place.rows == (("nip-1", "HepB-2"),)
    assert place.state is PlaceState.NEW


def test_a_five_in_one_has_each_row_it_counts_for_once_and_no_free_row_besides():
    dose = a_dose("d", "DTaP-IPV/Hib")

    place = placed(dose, verdicts=counted(dose, DTP=1, Polio=2, Hib=1))["d"]

    assert rows_for(place) == ([("nip-1", "Polio-2", "d"), ("nip-1", "DTP-1", "d")], [])


def test_a_combined_vaccine_stays_out_of_the_row_of_a_series_it_does_not_count_for():
    dose = a_dose("d", "DTaP-IPV/Hib")

    place = placed(dose, verdicts=counted(dose, DTP=1, Polio=None))["d"]

    assert place.rows == (("nip-1", "DTP-1"),)


def test_a_dose_that_does_not_count_goes_into_the_next_free_row():
    dose = a_dose("d", "HepB")

    place = placed(dose, verdicts=counted(dose, HepB=None))["d"]

    assert place.wants_free_row
    assert rows_for(place) == ([("other-3", "free-1", "d")], [])


def test_vaccines_outside_the_programme_follow_each_other_in_the_free_rows():
    record = a_record(a_mark("other-3", "free-1"), a_mark("other-3", "free-3"))
    doses = [a_dose("a", "PCV13"), a_dose("b", "VarV")]

    places = placed(*doses, record=record).values()

    assert rows_for(*places, record=record)[0] == [("other-3", "free-2", "a"), ("other-3", "free-4", "b")]


def test_the_nurse_says_with_which_free_row_to_begin():
    place = placed(a_dose("a", "PCV13"))["a"]

    assert rows_for(place, start=("other-3", "free-9"))[0] == [("other-3", "free-9", "a")]


def test_without_a_free_row_left_the_dose_is_named():
    record = a_record(*(a_mark(page, row) for page, row in free_rows(NATIONAL, EMPTY)))

    assert rows_for(placed(a_dose("a", "PCV13"))["a"], record=record) == ([], ["a"])


def test_two_vaccines_of_one_series_have_rows_of_their_own():
    live, killed = a_dose("l", "JE-L"), a_dose("k", "JE-I")

    places = placed(live, killed, verdicts=[*counted(live, JE=1), *counted(killed, JE=1)])

    assert places["l"].rows == (("nip-1", "JE-L-1"),)
    assert places["k"].rows == (("nip-2", "JE-I-1"),)


def test_an_old_booklet_has_the_first_measles_row_for_whatever_counts_as_the_first():
    dose = a_dose("d", "MMR")

    assert placed(dose, verdicts=counted(dose, MMR=1), edition=DOUBLE)["d"].rows == (("nip-2", "MR-1"),)


def test_a_row_with_ink_is_never_printed_over():
    dose = a_dose("d", "HepB")

    place = placed(dose, verdicts=counted(dose, HepB=1), record=a_record(a_mark("nip-1", "HepB-1", "other")))["d"]

    assert place.wants_free_row


def test_what_was_printed_is_not_new_and_can_be_printed_into_its_row_again():
    dose = a_dose("d", "HepB")
    record = a_record(a_mark("nip-1", "HepB-1", "d"))

    place = placed(dose, verdicts=counted(dose, HepB=1), record=record)["d"]

    assert place.state is PlaceState.PRINTED
    assert rows_for(place, record=record)[0] == [("nip-1", "HepB-1", "d")]


def test_the_missing_row_of_a_five_in_one_is_new():
    dose = a_dose("d", "DTaP-IPV/Hib")
    record = a_record(a_mark("nip-1", "DTP-1", "d"))

    place = placed(dose, verdicts=counted(dose, DTP=1, Polio=1), record=record)["d"]

    assert place.state is PlaceState.NEW
    assert place.to_print == (("nip-1", "Polio-1"),)


def test_a_row_ticked_as_handwritten_is_not_new():
    dose = a_dose("d", "HepB")
    record = a_record(a_mark("nip-1", "HepB-1", "d", Writing.HANDWRITTEN))

    assert placed(dose, verdicts=counted(dose, HepB=1), record=record)["d"].state is PlaceState.HANDWRITTEN


def test_where_nothing_was_printed_yet_only_today_is_new():
    doses = [a_dose("old", "HepB", LAST_MONTH), a_dose("new", "HepB")]

    places = placed(*doses)

    assert (places["old"].state, places["new"].state) == (PlaceState.UNSURE, PlaceState.NEW)


def test_after_a_print_what_came_later_is_new():
    record = a_record(a_mark("nip-1", "HepB-1", "first", day=LAST_MONTH))
    doses = [a_dose("a", "HepB", LAST_MONTH + timedelta(days=1)), a_dose("b", "HepB", LAST_MONTH - timedelta(days=1))]

    places = placed(*doses, record=record)

    assert (places["a"].state, places["b"].state) == (PlaceState.NEW, PlaceState.UNSURE)


def test_a_dose_read_from_the_booklet_stands_there_already():
    assert placed(a_dose("d", "HepB", source="booklet"))["d"].state is PlaceState.COPIED


def test_a_dose_from_another_clinic_is_looked_for_on_paper_first():
    assert placed(a_dose("d", "HepB", source="platform"))["d"].state is PlaceState.UNSURE


def test_word_of_mouth_never_goes_onto_paper():
    assert placed(a_dose("d", "HepB", source="spoken")) == {}


def test_a_dose_voided_after_it_was_printed_needs_a_pen():
    dose = a_dose("d", "HepB", void_reason="打错孩子")

    assert placed(dose, record=a_record(a_mark("nip-1", "HepB-1", "d")))["d"].state is PlaceState.VOIDED
    assert placed(dose) == {}


def test_a_lot_corrected_after_printing_needs_a_pen():
    dose = a_dose("d", "HepB")
    record = a_record(a_mark("nip-1", "HepB-1", "d", texts=(("lot", "A1"), ("remark", "补"))))

    def state(lot):
        words = {"d": {"lot": lot, "remark": ""}}
        return placed(dose, verdicts=counted(dose, HepB=1), record=record, words=words)["d"].state

    assert state("A2") is PlaceState.CHANGED
    assert state("A1") is PlaceState.PRINTED


def test_a_dose_counted_as_another_one_since_it_was_printed_needs_a_pen():
    dose = a_dose("d", "HepB")

    place = placed(dose, verdicts=counted(dose, HepB=2), record=a_record(a_mark("nip-1", "HepB-1", "d")))["d"]

    assert place.state is PlaceState.MOVED
    assert place.state.needs_a_pen


def test_in_a_new_booklet_everything_is_written_again():
    doses = [a_dose("a", "HepB", date(2026, 5, 4), source="booklet"), a_dose("b", "PCV13", LAST_MONTH)]

    places = placed(*doses, verdicts=counted(doses[0], HepB=1), record=replace(a_record(), booklet_id="second"))

    assert rows_for(*places.values())[0] == [("nip-1", "HepB-1", "a"), ("other-3", "free-1", "b")]


def test_rows_that_older_doses_were_written_into_by_hand_are_passed_over():
    old, new = a_dose("old", "PCV13", LAST_MONTH), a_dose("new", "VarV")
    places = placed(old, new).values()
    free = free_rows(NATIONAL, EMPTY)

    assert likely_start(free, places, {"new"}) == ("other-3", "free-2")
    assert likely_start(free, places, {"old", "new"}) == ("other-3", "free-1")
    assert likely_start((), places, {"new"}) is None
