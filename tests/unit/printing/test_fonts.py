import subprocess
import sys

import pytest

from clinic_app.printing.fonts import FontFileMissing, Fonts, MissingGlyph, TextRun, UnprintableText, Weight
from clinic_app.printing.sheet import PageSize, one_page

PAGE = PageSize(80, 40)
RARE = "㛃䶮𬸚𫖯"
EXTENSION_B = "𠀀"  # U+20000, in the large face only
TIBETAN = "ཀ"  # U+0F40, in none


def a_page_with(text, fonts, weight=Weight.REGULAR):
    return one_page(PAGE, fonts, "test", None, lambda sheet: sheet.text(5, 10, text, 12, weight))


@pytest.mark.parametrize("weight", list(Weight))
@pytest.mark.parametrize("text", [*RARE, RARE, EXTENSION_B, f"王{RARE}{EXTENSION_B}小明 ABC 123·（）℃"])
def test_every_character_is_extracted_as_it_was_written(text, weight, fonts, read):
    assert read(a_page_with(text, fonts, weight)).lines == [text]


def test_four_hundred_characters_need_several_subsets_and_all_are_extracted(fonts, read):
    text = "".join(chr(code) for code in range(0x4E00, 0x4E00 + 380)) + "".join(
        chr(code) for code in range(0x20000, 0x20000 + 20)
    )

    paper = read(one_page(PageSize(2000, 40), fonts, "test", None, lambda s: s.text(5, 10, text, 9, Weight.REGULAR)))

    assert paper.lines == [text]


def test_a_line_is_split_where_the_face_changes(fonts):
    assert fonts.runs(f"王{EXTENSION_B}明", Weight.BOLD) == [
        TextRun("王", "NotoSansSC_700Bold"),
        TextRun(EXTENSION_B, "HanaMinB"),
        TextRun("明", "NotoSansSC_700Bold"),
    ]


def test_a_glyph_no_font_has_is_named_with_its_place(fonts):
    assert fonts.missing(f"王{TIBETAN}明\n{TIBETAN}") == (MissingGlyph(TIBETAN, 1), MissingGlyph(TIBETAN, 4))
    assert fonts.missing(f"王{RARE}{EXTENSION_B}\n小明") == ()


def test_a_glyph_no_font_has_is_never_drawn_as_a_box(fonts):
    with pytest.raises(UnprintableText) as raised:
        a_page_with(f"王{TIBETAN}", fonts)

    assert raised.value.missing == (MissingGlyph(TIBETAN, 1),)


def test_a_missing_glyph_is_marked_when_that_was_asked_for(fonts):
    assert fonts.substituted(f"王{TIBETAN}明") == "王〓明"


def test_the_large_face_is_read_only_when_a_text_needs_it(fonts_folder):
    fonts = Fonts(fonts_folder)

    fonts.width(f"张小明{RARE}", 10, Weight.REGULAR)
    assert set(fonts._faces) == {"NotoSansSC_400Regular"}

    fonts.width(EXTENSION_B, 10, Weight.REGULAR)
    assert set(fonts._faces) == {"NotoSansSC_400Regular", "HanaMinB"}


def test_a_han_character_is_one_size_wide(fonts):
    assert fonts.width("张小明", 10, Weight.REGULAR) == pytest.approx(30)
    assert fonts.width(f"张{EXTENSION_B}", 10, Weight.BOLD) == pytest.approx(20)


def test_a_missing_font_file_is_named(tmp_path):
    with pytest.raises(FontFileMissing, match=r"NotoSansSC_400Regular\.ttf"):
        Fonts(tmp_path)


def test_the_same_drawing_gives_the_same_bytes(fonts):
    assert a_page_with(f"王{EXTENSION_B}", fonts) == a_page_with(f"王{EXTENSION_B}", fonts)


def test_only_our_fonts_are_named_and_all_are_embedded(fonts, read):
    pdf = a_page_with(f"王A{EXTENSION_B}", fonts)

    assert b"Helvetica" not in pdf
    assert set(read(pdf).fonts().values()) == {True}


def test_printing_modules_are_imported_without_the_heavy_libraries():
    script = (
        "import sys, clinic_app.printing.observation_slip, clinic_app.printing.preview;"
        "print([name for name in ('reportlab', 'barcode', 'pypdfium2', 'PIL') if name in sys.modules])"
    )

    printed = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert printed.stdout.strip() == "[]"
