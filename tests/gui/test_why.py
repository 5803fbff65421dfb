"""为什么 one key away: the sentence for the parent large, both readings, the source; and 下几次 on the card."""

from datetime import date

import pytest
from plan_builders import earlier, stocked
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from test_vaccination_room import KEYS, SCREENS, AtTheDesk
from vaccination_builders import a_child

from clinic_app.gui.prompt_card import PromptCard
from clinic_app.gui.room import RoomCard
from clinic_app.gui.rooms.cards.presenter import CardsPresenter
from clinic_app.gui.rooms.cards.view import CardsRoom
from clinic_app.gui.widgets.label import Label
from tests.builders import a_clinic, a_person
from tests.gui.conftest import a_window
from tests.gui.desk_tools import RememberingNavigation, recorded, tools_for

pytestmark = pytest.mark.gui

GIVEN = (
    ("HepB", "2025-02-10"), ("BCG", "2025-02-10"), ("HepB", "2025-03-12"), ("IPV", "2025-04-12"),
    ("DTaP", "2025-04-12"), ("IPV", "2025-05-12"), ("DTaP", "2025-06-12"), ("bOPV", "2025-06-12"),
    ("MMR", "2025-10-20"), ("JE-L", "2025-10-20"), ("MMR", "2026-06-20"), ("HepA-L", "2026-11-08"),
)  # fmt: skip


def card_of(window):
    return next(card for card in window.findChildren(PromptCard) if card.isVisible())


def said(window):
    return card_of(window).accessibleName()


def is_whole(window):
    """Every label of the explanation has the height its words need, and the card lies inside the window."""
    card = card_of(window)
    inside = QRect(card.mapTo(window, QPoint(0, 0)), card.size())
    labels = [label for label in card.findChildren(Label) if label.isVisible()]
    return window.rect().contains(inside) and all(
        label.height() >= (label.heightForWidth(label.width()) if label.wordWrap() else label.sizeHint().height())
        for label in labels
    )


@pytest.fixture(params=SCREENS, ids=str)
def at_the_plan(qtbot, desk, request):
    """The page 登记 of a child of 21 months with half of its doses."""
    stocked(desk, "HepB", "DTaP", "MPSV-A", "MMR", "JE-L")
    child = a_child(desk, birth_date=date(2025, 2, 10))
    for vaccine, day in GIVEN:
        earlier(desk, child, vaccine, date.fromisoformat(day))
    made = AtTheDesk(qtbot, desk, width=request.param[0], height=request.param[1])
    made.arrive(child)
    made.digits("366")
    made.press(KEYS.Key_0, KEYS.Key_F9)
    yield made
    made.work.reader.close()


def test_f4_reads_the_row_in_focus_to_the_parent_and_enter_leaves_everything_as_it_was(at_the_plan):
    before = at_the_plan.focused()

    at_the_plan.press(KEYS.Key_F4)

    assert "念给家长听 乙肝疫苗第3剂今天就可以补种：孩子满6个月（2025-08-10）" in said(at_the_plan.window)
    assert "条目 HEPB-3" in said(at_the_plan.window)
    assert is_whole(at_the_plan.window)
    at_the_plan.press(KEYS.Key_Return)
    assert at_the_plan.focused() == before
    assert not at_the_plan.visit.planned


def test_1_goes_on_to_what_has_to_wait_and_every_page_is_whole(at_the_plan):
    at_the_plan.press(KEYS.Key_F4)
    pages = []
    while not pages or said(at_the_plan.window) != pages[0]:
        pages.append(said(at_the_plan.window))
        assert is_whole(at_the_plan.window), pages[-1]
        at_the_plan.press(KEYS.Key_1)

    assert len(pages) > 5
    waits = next(page for page in pages if page.startswith("麻腮风 第 2 剂"))
    assert "2026-11-08种了甲肝疫苗，两种活疫苗要隔28天，到2026-12-06，那天起可以种" in waits
    assert "要等到2026-12-06：距甲肝减毒（2026-11-08）满28天（2026-12-06）" in waits


@pytest.fixture(params=SCREENS, ids=str)
def open_card(qtbot, tmp_path, request):
    """The card of such a child in a window."""
    desk = a_clinic(tmp_path)
    window = a_window(qtbot, width=request.param[0], height=request.param[1])
    tools = tools_for(desk, window.prompter, RememberingNavigation())
    room = CardsRoom(CardsPresenter(tools))
    window.add_room(RoomCard("card", room.title, room.icon, room))
    window.open_room("card")
    child = a_person(desk, name="张小明", birth_date=date(2025, 2, 10))
    for vaccine, day in GIVEN:
        recorded(desk, child, vaccine, date.fromisoformat(day), unit="县医院")
    room._presenter.show_person(child)
    QApplication.processEvents()
    room.test_desk = desk
    yield window, room
    tools.reader.close()
    desk.close()


def press(window, key):
    QTest.keyClick(window.focusWidget(), key)
    QTest.qWait(45)


def focus_on(room, key):
    room.card_page.grid.focus_key(key)
    room.card_page.grid.focus_first()


def test_the_next_visits_stand_on_the_card_and_6_says_why_they_lie_there(open_card):
    window, room = open_card

    assert room.card_page.plan.accessibleName().startswith("下几次 今天 乙肝 3 · A群流脑 1 11-25 周三 百白破 3")
    focus_on(room, "HepB:next")
    press(window, Qt.Key.Key_6)

    assert "下次请2026-11-25（周三）带孩子来，种百白破疫苗第3剂。" in said(window)
    assert "2026-12-07 周一 麻腮风 第 2 剂：距甲肝减毒（2026-11-08）满28天（2026-12-06）" in said(window)
    assert "百白破 第 3 剂：满6月龄（2025-08-10）；前一次针数已满" in said(window)
    assert is_whole(window)


def test_what_a_person_must_decide_first_is_named_beside_the_plan(open_card):
    window, room = open_card
    room._presenter.show_person(a_child_without_bcg(room))
    QApplication.processEvents()

    press(window, Qt.Key.Key_6)

    assert "先核对 卡介苗，核对了再排日子" in said(window)
    assert is_whole(window)


def a_child_without_bcg(room):
    """Nine months old, no skin test on file."""
    desk = room.test_desk
    child = a_person(desk, name="李二二", birth_date=date(2026, 2, 10), draft=desk.mint())
    recorded(desk, child, "HepB", date(2026, 2, 10), unit="县医院")
    return child


def test_5_spells_out_both_readings_of_a_needle_that_does_not_count(open_card):
    window, room = open_card
    early = next(key for key in room.card_page._keys() if key.startswith("MMR:") and "无效" in cell(room, key))
    focus_on(room, early)

    press(window, Qt.Key.Key_5)

    assert "本系统（第2剂须满18月龄）：这一针不算；第2剂要等到2026-12-06" in said(window)
    assert "另一种（与第1剂间隔28天即可）：这一针算第2剂；已完成，不用再种" in said(window)
    assert "人工认可" not in said(window), "it would come to the same and is not said twice"
    assert is_whole(window)


def test_f6_there_accepts_the_needle_with_a_reason_and_f8_takes_that_back(open_card):
    window, room = open_card
    early = next(key for key in room.card_page._keys() if key.startswith("MMR:") and "无效" in cell(room, key))
    focus_on(room, early)
    press(window, Qt.Key.Key_5)
    press(window, Qt.Key.Key_F6)
    assert is_whole(window)

    press(window, Qt.Key.Key_1)
    press(window, Qt.Key.Key_Return)

    assert cell(room, early) == "2026-06-20 认可"
    assert not [key for key in room.card_page._keys() if key == "MMR:next"], "the series is complete"
    focus_on(room, early)
    remarks = [remark.text for remark in room._presenter.explain(early).remarks]
    assert "认可理由：医生评估后认可" in remarks
    assert dict(room._presenter.explain(early).fields)["评价"].startswith("间短"), "when it came does not change"

    press(window, Qt.Key.Key_F8)
    assert cell(room, early) == "2026-06-20 无效"


def test_a_needle_that_counts_offers_nothing_to_accept(open_card):
    window, room = open_card
    focus_on(room, next(key for key in room.card_page._keys() if key.startswith("MMR:")))

    press(window, Qt.Key.Key_5)

    assert [button.key for button in card_of(window).buttons] == ["Enter"]


def test_5_reads_the_next_dose_to_the_parent(open_card):
    window, room = open_card
    focus_on(room, "JE:next")

    press(window, Qt.Key.Key_5)

    assert "乙脑疫苗第2剂今天先不种：孩子满2岁（2027-02-10），那天起可以种。" in said(window)


def cell(room, key):
    rows = room.card_page._rows()
    return next(f"{face.head} {face.mark_text}" for row in rows for face in row.cells if face and face.key == key)


def test_the_panel_beside_the_booklet_gives_every_line_the_height_it_needs(open_card):
    _, room = open_card
    room.card_page._opened = True
    for key in room.card_page._keys():
        focus_on(room, key)
        room.card_page._open(key)
        QApplication.processEvents()
        cut = [
            label.text()
            for label in room.card_page.panel.findChildren(Label)
            if label.isVisible() and label.wordWrap() and label.height() < label.heightForWidth(label.width())
        ]
        assert not cut, key


def test_the_panel_beside_the_booklet_says_number_category_and_timeliness(open_card):
    _, room = open_card
    first = next(key for key in room.card_page._keys() if key.startswith("MMR:"))

    fields = dict(room._presenter.explain(first).fields)

    assert fields["剂次"] == "第 1 剂"
    assert fields["属性"] == "基础"
    assert fields["评价"] == "及时（2025-10-10 起可种）"
