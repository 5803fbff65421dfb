import re

import pytest

from clinic_app.gui.theme import Contrast
from tests.gui.conftest import RESOURCES, ROOT

pytestmark = pytest.mark.gui


def test_high_contrast_restyles_and_comes_back(window, theme):
    light = theme.colour("ink").name()

    theme.show_contrast(Contrast.HIGH)
    assert theme.colour("ink").name() == "#000000"
    theme.show_contrast(Contrast.LIGHT)

    assert theme.colour("ink").name() == light


def test_every_object_name_and_property_of_the_stylesheet_is_used():
    sheet = (RESOURCES / "style" / "clinic.qss").read_text("utf-8")
    code = "\n".join(path.read_text("utf-8") for path in (ROOT / "clinic_app" / "gui").rglob("*.py"))
    bare = re.sub(r"\{[^}]*\}", "", re.sub(r"\$\{\w+\}", "", sheet))

    for name in set(re.findall(r"#([A-Za-z_]\w*)", bare)):
        assert f'setObjectName("{name}")' in code, name
    for name in set(re.findall(r"\[(\w+)=", bare)):
        assert f'setProperty("{name}"' in code, name


def test_every_object_name_in_the_code_is_in_the_stylesheet():
    sheet = (RESOURCES / "style" / "clinic.qss").read_text("utf-8")
    code = "\n".join(path.read_text("utf-8") for path in (ROOT / "clinic_app" / "gui" / "shell").rglob("*.py"))

    for name in set(re.findall(r'setObjectName\("(\w+)"\)', code)):
        assert f"#{name}" in sheet, name


def luminance(colour):
    """Return the relative luminance of WCAG 2."""
    parts = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour.getRgbF()[:3]]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast_of(theme, text, ground):
    lighter, darker = sorted((luminance(theme.colour(text)), luminance(theme.colour(ground))), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("contrast", Contrast)
def test_every_text_is_legible_on_every_ground_it_stands_on(theme, contrast):
    theme.show_contrast(contrast)

    for ground in ("surface", "ground", "sunken", "brand_tint", "green_tint", "amber_tint", "red_tint", "grey_tint"):
        for text in ("ink", "ink2"):
            assert contrast_of(theme, text, ground) >= 4.5, (text, ground)
    for tone in ("green", "amber", "red", "grey", "brand"):
        assert contrast_of(theme, tone, f"{tone}_tint") >= 4.5, tone
        assert contrast_of(theme, tone, "surface") >= 4.5, tone
    for text, ground in (("on_brand", "brand"), ("on_brand", "rail_active"), ("on_brand2", "brand_dk")):
        assert contrast_of(theme, text, ground) >= 4.5, (text, ground)
    assert contrast_of(theme, "ink3", "sunken") >= 4.5


def test_every_icon_named_in_the_code_is_shipped():
    code = "\n".join(path.read_text("utf-8") for path in (ROOT / "clinic_app" / "gui").rglob("*.py"))

    for name in set(re.findall(r'icon="([a-z0-9-]+)"', code)):
        assert (RESOURCES / "icons" / f"{name}.svg").exists(), name


def test_an_icon_has_the_colour_that_was_asked_for(theme):
    picture = theme.pixmap("square", "red", 24).toImage()

    assert theme.colour("red").name() in {picture.pixelColor(x, y).name() for x in range(24) for y in range(24)}


def test_both_faces_know_the_same_colours(theme):
    for contrast in Contrast:
        theme.show_contrast(contrast)
        assert "${" not in theme.style_sheet()
