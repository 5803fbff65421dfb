import pytest

from clinic_app.domain.name_mask import masked_name


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("张小明", "张*明"),
        ("张芳芳", "张*芳"),
        ("李航", "李*"),
        ("欧阳小明", "欧**明"),
        ("王", "*"),
        ("", ""),
        (" 李航 ", "李*"),
        ("张芳之子", "张**子"),
        ("买买提·艾力", "买**·*力"),
        ("阿卜杜热西提·麦麦提敏", "阿*****·***敏"),
        ("阿·里", "阿·*"),
        ("Anna Smith", "A*** ****h"),
    ],
)
def test_first_and_last_character_stay_and_the_rest_is_hidden(name, masked):
    assert masked_name(name) == masked


def test_a_character_above_the_basic_plane_is_one_character():
    assert masked_name("王𬸚") == "王*"
    assert masked_name("𫖯小䶮") == "𫖯*䶮"


def test_a_variation_selector_goes_with_its_character():
    assert masked_name("葛\U000e0100小明") == "葛\U000e0100*明"
    assert masked_name("李葛\U000e0100") == "李*"


def test_a_character_of_the_private_area_is_hidden_like_any_other():
    assert masked_name("张\ue863明") == "张*明"
