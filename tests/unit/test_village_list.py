import pytest

from clinic_app.domain.village_list import LONGEST_NAME, read_villages, village_name

HEADINGS = frozenset({"序号", "村名"})


@pytest.mark.parametrize(
    ("pasted", "villages"),
    [
        ("李家沟村\n马城社区", ("李家沟村", "马城社区")),
        ("李家沟村\r\n马城社区\r\n", ("李家沟村", "马城社区")),
        ("李家沟村,马城社区，迤那村、长海子村；重兴村", ("李家沟村", "马城社区", "迤那村", "长海子村", "重兴村")),
        ("李家沟村\t马城社区\n迤那村\t", ("李家沟村", "马城社区", "迤那村")),
        ("  李家沟村　\n王  村", ("李家沟村", "王村")),
        ('"李家沟村"\n“马城社区”', ("李家沟村", "马城社区")),
        ("\ufeff李家沟村\u200b", ("李家沟村",)),
        ("阿依·买买提村", ("阿依·买买提村",)),
        ("三组", ("三组",)),
        ("", ()),
        (" \n\t\n ", ()),
    ],
)
def test_villages_come_one_a_line_or_parted_by_commas_and_tabs(pasted, villages):
    assert read_villages(pasted).added == villages


def test_everything_that_is_left_out_is_told():
    pasted = read_villages(
        f"序号\t村名\n1\t李家沟村\n2\t马城社区\n\n3\t李家沟村\n4\t迤那村\n{'很' * (LONGEST_NAME + 1)}",
        ("迤那村",),
        HEADINGS,
    )

    assert pasted.added == ("李家沟村", "马城社区")
    assert pasted.repeated == ("李家沟村", "迤那村")
    assert pasted.without_letters == ("1", "2", "3", "4")
    assert pasted.headings == ("序号", "村名")
    assert pasted.too_long == ("很" * (LONGEST_NAME + 1),)
    assert pasted.blanks == 1
    assert pasted.was_cleaned


def test_a_clean_list_was_not_cleaned():
    assert not read_villages("李家沟村\n马城社区").was_cleaned


def test_a_name_loses_blanks_and_quotes_only():
    assert village_name(' "李 家 沟 村" ') == "李家沟村"
    assert village_name("马城社区（一组）") == "马城社区（一组）"
