import pytest

from clinic_app.gui import painting
from clinic_app.gui.rooms.vaccination.person_head import PersonHead
from clinic_app.gui.rooms.vaccination.side_faces import HeadFace

pytestmark = pytest.mark.gui

NAMES = ["李航", "阿卜杜拉·买买提吐尔逊江", "迪丽热巴·阿卜杜热合曼·买买提吐尔逊·艾力江·库尔班"]


@pytest.mark.parametrize("width", [480, 600, 756])
@pytest.mark.parametrize("name", NAMES)
def test_age_and_birth_date_are_drawn_however_long_the_name_is(qtbot, monkeypatch, name, width):
    drawn = []
    paint = painting.paint_text
    monkeypatch.setattr(painting, "paint_text", lambda *a, **k: drawn.append(a[2]) or paint(*a, **k))
    head = PersonHead()
    qtbot.addWidget(head)
    head.resize(width, 83)
    head.show_face(HeadFace(name=name, sex="男", age="8 月 3 天", born="2026-03-15 生", facts=("母 王芳",), chips=()))

    pixmap = head.grab()

    assert not pixmap.isNull()
    assert drawn[:1] == [name]
    assert {"男", "8 月 3 天", "2026-03-15 生"} <= set(drawn)
