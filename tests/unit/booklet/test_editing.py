import pytest
from booklet_samples import layout

from clinic_app.domain.booklet.editing import (
    Scope,
    box_of,
    copied_down,
    keys_in,
    keys_of,
    moved,
    resized,
    sized,
    snapped,
    with_field,
    with_table,
    without,
)

NATIONAL = layout("national_2021")
PAGE = NATIONAL.page("nip-1")
DATE = ("HepB-1", "date")


def box(edition, key=DATE):
    return box_of(edition.page("nip-1"), key)


@pytest.mark.parametrize(("scope", "count"), [(Scope.BOX, 1), (Scope.ROW, 8), (Scope.COLUMN, 16), (Scope.PAGE, 128)])
def test_what_moves_together(scope, count):
    assert len(keys_in(PAGE, DATE, scope)) == count


def test_boxes_are_taken_row_by_row_from_the_left():
    assert keys_of(PAGE)[:3] == (DATE, ("HepB-1", "site"), ("HepB-1", "lot"))
    assert keys_of(PAGE)[8] == ("HepB-2", "date")


def test_ten_steps_of_a_tenth_are_one_millimetre():
    edition = NATIONAL
    for _ in range(10):
        edition = moved(edition, "nip-1", {DATE}, 0.1, 0)

    assert box(edition).left == 33


def test_a_box_never_becomes_thinner_than_a_millimetre():
    assert box(resized(NATIONAL, "nip-1", {DATE}, -50, 0)).width == 1


@pytest.mark.parametrize(("shift", "expected"), [(0.7, 0.0), (-0.7, 0.0), (1.3, 1.3), (13.4, 14.0)])
def test_an_edge_near_a_rule_of_another_box_lies_on_it(shift, expected):
    assert snapped(PAGE, {DATE}, DATE, shift, 0)[0] == expected  # the rules stand at 32, 52, 66 …


def test_a_row_is_repeated_with_its_pitch_and_no_farther_than_the_page_has_rows():
    edition = copied_down(NATIONAL, "nip-1", "MMR-2", 12.6, 40)

    assert box(edition, ("JE-L-1", "date")).top == pytest.approx(213 + 12.6)


def test_another_size_is_for_all_pages_of_the_same_size():
    edition = sized(NATIONAL, "nip-1", 186, 262, 131)

    assert {(page.width, page.height, page.fold_at) for page in edition.pages} == {(186, 262, 131)}


def test_the_table_of_one_page_moves_its_four_points_alone():
    edition = with_table(NATIONAL, "nip-1", 7, 13, 179, 239)

    assert [(mark.x, mark.y) for mark in edition.page("nip-1").marks] == [(7, 13), (179, 13), (7, 239), (179, 239)]
    assert edition.page("nip-2") == NATIONAL.page("nip-2")


def test_a_field_taken_out_and_put_in_again_stands_beside_its_neighbour():
    edition = without(NATIONAL, "nip-1", keys_in(PAGE, ("HepB-1", "expiry"), Scope.COLUMN))
    assert box(edition, ("DTP-1", "expiry")) is None

    edition = with_field(edition, "nip-1", {"HepB-1", "DTP-1"}, "expiry", "lot")

    assert (box(edition, ("DTP-1", "expiry")).left, box(edition, ("HepB-2", "expiry"))) == (87, None)


def test_a_page_that_is_not_there_changes_nothing():
    assert moved(NATIONAL, "cover", {DATE}, 1, 1) == NATIONAL
    assert copied_down(NATIONAL, "nip-1", "no-row", 12, 3) == NATIONAL
    assert sized(NATIONAL, "cover", 1, 1, 0) == without(NATIONAL, "cover", {DATE}) == NATIONAL
