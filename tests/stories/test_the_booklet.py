"""The paper booklet, in the nurse's words: what is new goes into its row, once, and only a pen mends what is wrong."""

from datetime import date, timedelta

import msgspec
import pytest
from builders import a_lot, a_person, a_visit_ready_for_injection, write_a_dose

from clinic_app.domain.booklet.layout import Half
from clinic_app.domain.booklet.places import PlaceState
from clinic_app.services.booklet_failures import (
    BoxTooSmall,
    NoFreeRow,
    NothingToPrint,
    OnlyByPen,
)
from clinic_app.services.booklet_layouts import (
    layout_in,
    measure_layout,
)
from clinic_app.services.booklet_plan import PrintWish, not_in_booklet_today, open_booklet, plan_print
from clinic_app.services.booklets import print_booklet, tick_handwritten, untick_handwritten
from clinic_app.services.corrections import PastDose, correct_dose, record_past_dose, void_dose
from clinic_app.services.reader import Reader

BORN = date(2026, 5, 4)


def reader_of(desk):
    return Reader(db=desk.db, clock=desk.clock, rules=desk.rules)


def vaccinated(desk, *vaccines, name="陈小满", person_id=None):
    """Give a child its needles today; return the person id."""
    person_id = person_id or a_person(desk, name=name, birth_date=BORN)
    visit = a_visit_ready_for_injection(desk, person_id=person_id, vaccines=vaccines)
    for vaccine in vaccines:
        write_a_dose(desk, desk.card(person_id).visit(visit.id), a_lot(desk, vaccine=vaccine))
    return person_id


def wish_of(desk, person_id, *doses, **changes):
    return PrintWish(person_id=person_id, layout="", doses=doses, draft=desk.mint(), **changes)


def new_doses(desk, person_id):
    places = open_booklet(reader_of(desk), person_id).places
    return tuple(place.dose.id for place in places if place.state is PlaceState.NEW)


def print_what_is_new(desk, person_id, **changes):
    return print_booklet(desk, wish_of(desk, person_id, *new_doses(desk, person_id), **changes))


def states(desk, person_id):
    return [place.state for place in open_booklet(reader_of(desk), person_id).places]


def rows_printed(printed):
    return [row.row.id for sheet in printed.sheets for row in sheet.rows]


def outbox(desk):
    return sorted(desk.premises.outbox.glob("booklet-*.pdf"))


def test_after_the_needle_the_booklet_is_printed_and_then_nothing_is_new(desk):
    person_id = vaccinated(desk, "DTaP")

    printed = print_what_is_new(desk, person_id)

    assert rows_printed(printed) == ["DTP-1"]
    assert len(outbox(desk)) == 1
    assert states(desk, person_id) == [PlaceState.PRINTED]
    assert new_doses(desk, person_id) == ()
    (mark,) = desk.card(person_id).booklet.marks
    assert (mark.page, mark.row, mark.by, mark.at) == ("nip-1", "DTP-1", desk.user_id, desk.clock.now())


def test_a_five_in_one_is_printed_into_each_of_its_rows_once(desk):
    person_id = vaccinated(desk, "DTaP-IPV/Hib")

    printed = print_what_is_new(desk, person_id)

    assert rows_printed(printed) == ["Polio-1", "DTP-1"]
    assert [row.texts["remark"] for row in printed.sheets[0].rows] == ["五联", "五联"]


def test_enter_pressed_twice_prints_once(desk):
    person_id = vaccinated(desk, "DTaP")
    wish = wish_of(desk, person_id, *new_doses(desk, person_id))

    print_booklet(desk, wish)
    again = print_booklet(desk, wish)

    assert again.sheets == ()
    assert len(outbox(desk)) == 1


def test_a_paid_vaccine_goes_into_the_next_free_row_and_the_one_after_it_into_the_next(desk):
    person_id = vaccinated(desk, "PCV13")
    print_what_is_new(desk, person_id)
    vaccinated(desk, "EV71", person_id=person_id)

    printed = print_what_is_new(desk, person_id)

    assert rows_printed(printed) == ["free-2"]
    assert printed.sheets[0].rows[0].texts["vaccine"] == "EV71 第1剂"


def test_the_nurse_names_the_row_to_begin_with(desk):
    person_id = vaccinated(desk, "PCV13")

    printed = print_what_is_new(desk, person_id, start=("other-3", "free-9"))

    assert rows_printed(printed) == ["free-9"]


def test_only_the_lower_half_lies_in_the_printer(desk):
    person_id = vaccinated(desk, "DTaP")

    (sheet,) = print_what_is_new(desk, person_id, halves=True).sheets

    assert sheet.half is Half.SECOND


def test_two_halves_are_two_sheets(desk):
    person_id = vaccinated(desk, "DTaP-IPV/Hib")

    printed = print_what_is_new(desk, person_id, halves=True)

    assert [sheet.half for sheet in printed.sheets] == [Half.FIRST, Half.SECOND]
    assert len(outbox(desk)) == 2
    assert len(desk.card(person_id).booklet.marks) == 2


def test_paper_jammed_so_one_row_is_printed_again(desk):
    person_id = vaccinated(desk, "DTaP", "HepB")
    print_what_is_new(desk, person_id)
    (dose, _) = desk.card(person_id).doses

    printed = print_booklet(desk, wish_of(desk, person_id, dose.id))

    assert rows_printed(printed) == ["DTP-1"]
    assert len(outbox(desk)) == 2


def test_a_lost_booklet_is_written_anew_from_the_first_dose_with_its_mark(desk):
    person_id = vaccinated(desk, "DTaP")
    past = PastDose(vaccine="BCG", given_on=BORN, source="booklet", unit="县医院")
    record_past_dose(desk, person_id, past, draft=desk.mint())
    print_what_is_new(desk, person_id)
    everything = tuple(dose.id for dose in desk.card(person_id).doses)

    printed = print_booklet(
        desk, wish_of(desk, person_id, *everything, reissue=True, new_booklet=True, person_page=True)
    )

    assert rows_printed(printed) == ["person", "BCG-1", "DTP-1"]
    assert [row.texts["remark"] for row in printed.sheets[1].rows] == ["补", "补"]
    assert printed.sheets[1].rows[0].texts["clinic"] == "县医院"
    record = desk.card(person_id).booklet
    assert record.reissued == 1
    assert record.booklet_id
    assert set(states(desk, person_id)) == {PlaceState.PRINTED}


def test_a_row_written_by_hand_is_ticked_and_the_tick_can_be_taken_back(desk):
    person_id = vaccinated(desk, "DTaP")
    (dose,) = desk.card(person_id).doses

    tick_handwritten(desk, person_id, "", dose.id, desk.mint())
    assert states(desk, person_id) == [PlaceState.HANDWRITTEN]

    untick_handwritten(desk, person_id, "", dose.id, desk.mint())
    assert states(desk, person_id) == [PlaceState.NEW]


def test_a_dose_voided_after_it_was_printed_is_mended_with_a_pen_and_never_printed_over(desk):
    person_id = vaccinated(desk, "DTaP")
    print_what_is_new(desk, person_id)
    (dose,) = desk.card(person_id).doses
    void_dose(desk, person_id, dose.id, "记错了", draft=desk.mint())

    assert states(desk, person_id) == [PlaceState.VOIDED]
    with pytest.raises(OnlyByPen):
        print_booklet(desk, wish_of(desk, person_id, dose.id))


def test_a_lot_set_right_after_it_was_printed_is_mended_with_a_pen(desk):
    person_id = vaccinated(desk, "DTaP")
    print_what_is_new(desk, person_id)
    (dose,) = desk.card(person_id).doses
    correct_dose(desk, person_id, dose.id, {"lot_number": "A2026009"}, "看错", draft=desk.mint())

    assert states(desk, person_id) == [PlaceState.CHANGED]


def test_a_free_row_printed_and_looked_at_again_still_says_the_same(desk):
    person_id = vaccinated(desk, "PCV13")
    print_what_is_new(desk, person_id)

    assert states(desk, person_id) == [PlaceState.PRINTED]


def test_the_list_names_who_was_vaccinated_today_and_has_it_not_in_the_booklet(desk):
    first, second = vaccinated(desk, "DTaP"), vaccinated(desk, "HepB", "DTaP", name="李明")

    print_what_is_new(desk, first)

    (line,) = not_in_booklet_today(reader_of(desk))
    assert (line.person_id, line.name, line.vaccines) == (second, "李明", ("HepB", "DTaP"))


def test_nothing_chosen_prints_nothing_and_writes_nothing(desk):
    person_id = vaccinated(desk, "DTaP")

    with pytest.raises(NothingToPrint):
        print_booklet(desk, wish_of(desk, person_id))

    assert desk.card(person_id).booklet.marks == ()


def test_without_a_free_row_the_vaccine_is_named(desk):
    person_id = vaccinated(desk, "PCV13")
    page = layout_in(desk.clinic_book(), "").layout
    without = msgspec.structs.replace(page, pages=tuple(p for p in page.pages if p.kind.value != "free"))
    measure_layout(desk, without, desk.mint())

    with pytest.raises(NoFreeRow) as refused:
        print_what_is_new(desk, person_id)

    assert refused.value.vaccines == ("PCV13",)


def test_a_word_that_has_no_room_is_named_and_nothing_is_written(desk):
    person_id = vaccinated(desk, "DTaP")
    edition = layout_in(desk.clinic_book(), "").layout
    too_long = msgspec.structs.replace(
        edition, clinic_words="青石镇中心卫生院预防接种门诊（含分院及各村接种点、流动接种队）"
    )
    measure_layout(desk, too_long, desk.mint())

    with pytest.raises(BoxTooSmall) as refused:
        print_what_is_new(desk, person_id)

    assert refused.value.field == "clinic"
    assert desk.card(person_id).booklet.marks == ()
    assert outbox(desk) == []


def test_a_full_outbox_loses_no_act(desk):
    person_id = vaccinated(desk, "DTaP")
    desk.premises.outbox.parent.mkdir(parents=True, exist_ok=True)
    desk.premises.outbox.write_text("in the way")

    printed = print_what_is_new(desk, person_id)

    assert not printed.queued
    assert states(desk, person_id) == [PlaceState.PRINTED]


def test_a_printer_that_was_off_prints_the_row_later_from_its_queue(desk):
    from clinic_app.services.print_jobs import PrinterChoice, choose_printer, is_anything_queued

    choose_printer(desk, [PrinterChoice(kind="booklet", printer="PLQ-20", paper="own", tray="", black_only=True)])
    person_id = vaccinated(desk, "DTaP")

    print_what_is_new(desk, person_id)

    assert is_anything_queued(reader_of(desk))


def test_a_plan_shows_which_characters_no_font_has(desk):
    person_id = a_person(desk, name="陈ཀ满", birth_date=BORN)
    vaccinated(desk, "DTaP", person_id=person_id)
    wish = wish_of(desk, person_id, *new_doses(desk, person_id), person_page=True)

    assert plan_print(reader_of(desk), wish).undrawable == ("ཀ",)
    assert len(print_booklet(desk, wish).sheets) == 2


def test_tomorrow_what_was_given_today_and_not_printed_must_be_looked_at(desk):
    person_id = vaccinated(desk, "DTaP")
    desk.clock.advance(timedelta(days=1))

    assert states(desk, person_id) == [PlaceState.UNSURE]


def test_one_turn_prints_the_first_page_and_leaves_the_rest_new(desk):
    person_id = vaccinated(desk, "DTaP", "PCV13")

    first = print_what_is_new(desk, person_id, one_turn=True)
    second = print_what_is_new(desk, person_id, one_turn=True)

    assert (rows_printed(first), rows_printed(second)) == (["DTP-1"], ["free-1"])


def test_a_row_across_the_fold_is_one_act_and_two_sheets(desk):
    person_id = vaccinated(desk, "DTaP")
    wish = PrintWish(
        person_id=person_id,
        layout="double-2017",
        doses=new_doses(desk, person_id),
        draft=desk.mint(),
        halves=True,
        one_turn=True,
    )

    printed = print_booklet(desk, wish)

    assert [sheet.half for sheet in printed.sheets] == [Half.FIRST, Half.SECOND]
    assert (len(outbox(desk)), len(printed.later)) == (1, 1)
    assert states(desk, person_id) == [PlaceState.PRINTED]


def test_a_vaccine_the_catalogue_does_not_know_goes_into_a_free_row_under_its_code(desk):
    person_id = vaccinated(desk, "XYZ-1")

    printed = print_what_is_new(desk, person_id)

    assert rows_printed(printed) == ["free-1"]
    assert printed.sheets[0].rows[0].texts["vaccine"] == "XYZ-1"
