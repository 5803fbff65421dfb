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


def test_both_faces_know_the_same_colours(theme):
    for contrast in Contrast:
        theme.show_contrast(contrast)
        assert "${" not in theme.style_sheet()
