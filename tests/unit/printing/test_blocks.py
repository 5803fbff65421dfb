import pytest

from clinic_app.printing.blocks import Block, paginated
from clinic_app.printing.pages import two_abreast


def a_block(height_mm, *, with_next=False, head=None):
    return Block(height_mm=height_mm, draw=lambda sheet, top: None, with_next=with_next, head=head)


def tops(pages):
    return [[placed.top_mm for placed in page] for page in pages]


def test_blocks_follow_one_another_and_a_full_page_is_full():
    assert tops(paginated([a_block(40), a_block(60), a_block(1)], 100)) == [[0, 40], [0]]


def test_rounding_never_pushes_a_block_that_fits_to_the_next_page():
    assert len(paginated([a_block(0.1)] * 10, 1)) == 1  # ten tenths add up to 0.9999999999999999


def test_a_heading_goes_along_with_what_it_heads():
    heading, text = a_block(10, with_next=True), a_block(20)

    pages = paginated([a_block(75), heading, text], 100)

    assert tops(pages) == [[0], [0, 10]]
    assert pages[1][0].block is heading


def test_the_head_of_a_table_is_repeated_when_a_page_begins_with_a_row():
    head = a_block(10, with_next=True)
    rows = [a_block(40, head=head) for _ in range(4)]

    pages = paginated([head, *rows], 100)

    assert tops(pages) == [[0, 10, 50], [0, 10, 50]]
    assert pages[0][0].block is pages[1][0].block is head


def test_a_table_that_begins_on_a_new_page_has_one_head():
    head = a_block(10, with_next=True)

    pages = paginated([a_block(60), head, a_block(40, head=head)], 100)

    assert tops(pages) == [[0], [0, 10]]


@pytest.mark.parametrize("height_mm", [100.5, 250])
def test_a_block_higher_than_the_page_gets_a_page_of_its_own(height_mm):
    assert tops(paginated([a_block(10), a_block(height_mm), a_block(10)], 100)) == [[0], [0], [0]]


def test_a_chain_longer_than_a_page_is_broken_rather_than_lost():
    chain = [a_block(60, with_next=True), a_block(60, with_next=True), a_block(60)]

    assert tops(paginated(chain, 100)) == [[0], [0], [0]]


def test_nothing_is_one_empty_page():
    assert paginated([], 100) == [()]


@pytest.mark.parametrize(
    ("rows", "doubled"),
    [
        ([], []),
        ([("1", "a")], [("1", "a", "", "")]),
        ([("1", "a"), ("2", "b")], [("1", "a", "2", "b")]),
        ([("1", "a"), ("2", "b"), ("3", "c")], [("1", "a", "3", "c"), ("2", "b", "", "")]),
    ],
)
def test_a_long_list_is_set_two_abreast(rows, doubled):
    assert two_abreast(rows) == doubled
