import pytest

from clinic_app.printing.preview import page_count, page_image
from clinic_app.printing.sheet import PageSize, one_page

WHITE, BLACK = b"\xff\xff\xff", b"\x00\x00\x00"


def a_block_at_ten_millimetres(fonts):
    return one_page(PageSize(80, 40), fonts, "test", None, lambda sheet: sheet.block(10, 10, 20, 5))


def pixel(image, x, y):
    start = 3 * (y * image.width + x)
    return image.rgb[start : start + 3]


def test_a_block_is_where_the_millimetres_say(fonts):
    image = page_image(a_block_at_ten_millimetres(fonts), 0, 254)  # ten pixels a millimetre

    assert (image.width, image.height) == (800, 400)
    for x, y in [(101, 101), (298, 101), (101, 148), (298, 148)]:
        assert pixel(image, x, y) == BLACK
    for x, y in [(98, 101), (301, 101), (101, 98), (101, 151)]:
        assert pixel(image, x, y) == WHITE


@pytest.mark.parametrize("dpi", [10, 31, 72, 100, 203])
def test_rows_have_no_padding(dpi, fonts):
    image = page_image(a_block_at_ten_millimetres(fonts), 0, dpi)

    assert len(image.rgb) == 3 * image.width * image.height


@pytest.mark.parametrize("page", [-1, 1])
def test_a_page_that_is_not_there_is_refused(page, fonts):
    pdf = a_block_at_ten_millimetres(fonts)

    assert page_count(pdf) == 1
    with pytest.raises(IndexError):
        page_image(pdf, page, 72)
