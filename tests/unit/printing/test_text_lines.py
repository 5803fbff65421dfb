import pytest

from clinic_app.printing.fonts import Weight
from clinic_app.printing.text_lines import lines_of

TEN_POINTS_MM = 25.4 / 7.2  # width of one Han character at ten points


@pytest.mark.parametrize(
    ("text", "columns", "lines"),
    [
        ("一二三四五", 5, ["一二三四五"]),
        ("一二三四五", 3, ["一二三", "四五"]),
        ("一二三，四", 3, ["一二", "三，四"]),
        ("一二（三）四", 3, ["一二", "（三）", "四"]),
        ("一\n二", 3, ["一", "二"]),
        ("一\n\n二", 3, ["一", "", "二"]),
        ("一二 三", 2, ["一二", "三"]),
        ("", 3, [""]),
        ("电话12345", 3, ["电话", "12345"]),
        ("乙脑第1剂、百白破第12剂", 5, ["乙脑", "第1剂、百", "白破", "第12剂"]),
        ("麦麦提·艾力", 3, ["麦麦", "提·艾", "力"]),
    ],
)
def test_a_text_is_broken_into_lines_that_fit(text, columns, lines, fonts):
    assert lines_of(text, columns * TEN_POINTS_MM + 0.01, 10, Weight.REGULAR, fonts) == lines


def test_a_word_wider_than_the_column_is_broken_rather_than_cut(fonts):
    lines = lines_of("A" * 40, 5 * TEN_POINTS_MM, 10, Weight.REGULAR, fonts)

    assert "".join(lines) == "A" * 40
    assert all(fonts.width(line, 10, Weight.REGULAR) <= 50 for line in lines)
