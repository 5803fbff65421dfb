import pytest

from clinic_app.printing.boxed_text import TextTooLong, set_into
from clinic_app.printing.fonts import UnprintableText, fonts_in
from clinic_app.services.resource_files import FONTS


def setting(text, width_mm=20.0, height_mm=12.5):
    return set_into("maker", text, width_mm, height_mm, fonts_in(FONTS))


def test_a_short_word_is_set_large():
    assert (setting("左上臂").size, setting("左上臂").lines) == (10.5, ("左上臂",))


def test_a_lot_number_is_set_smaller_rather_than_torn():
    assert setting("A202509011", 21).lines == ("A202509011",)


def test_a_lot_number_no_line_holds_is_torn_rather_than_left_out():
    assert "".join(setting("A20250901-1234567890").lines) == "A20250901-1234567890"


def test_a_long_number_is_torn_too_where_it_must_be():
    assert "".join(setting("20250901123456789012").lines) == "20250901123456789012"


def test_a_maker_is_broken_into_lines_of_reading_size():
    words = setting("武汉生物制品研究所有限责任公司", 23)

    assert "".join(words.lines) == "武汉生物制品研究所有限责任公司"
    assert words.size >= 9
    assert words.height_mm <= 12.5 - 1.6


def test_a_date_is_never_torn():
    with pytest.raises(TextTooLong):
        setting("2026-11-18", 12)


def test_what_does_not_fit_at_reading_size_is_named_and_not_shrunk():
    with pytest.raises(TextTooLong) as refused:
        setting("武汉生物制品研究所有限责任公司（原武汉生物制品研究所）", 20)

    assert refused.value.field == "maker"
    assert refused.value.text.startswith("武汉")


@pytest.mark.parametrize(("width", "height"), [(4.7, 12.5), (20, 4.7)])
def test_a_box_too_small_for_one_character_holds_nothing(width, height):
    with pytest.raises(TextTooLong):
        setting("左", width, height)


def test_a_character_no_font_has_is_refused():
    with pytest.raises(UnprintableText):
        setting("ཀ")
