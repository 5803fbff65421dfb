import time

import pytest
from builders import a_lot
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QLabel, QWidget
from vaccination_builders import (
    BOOKLET,
    EXPIRED_CODE,
    JE_CODE,
    MMR_CODE,
    OTHER_BOOKLET,
    UNKNOWN_CODE,
    DeskOfTheTest,
    a_child,
    mmr_and_je_in_the_fridge,
)

from clinic_app.domain.clinic_time import local_time
from clinic_app.domain.visit import VisitState
from clinic_app.gui.background import GuiThread
from clinic_app.gui.main_window import MainWindow
from clinic_app.gui.room import RoomCard
from clinic_app.gui.rooms.vaccination.rows import QuestionRow
from clinic_app.gui.rooms.vaccination.view import VaccinationRoom
from clinic_app.gui.widgets.check_cell import CheckCell
from clinic_app.gui.widgets.key_button import KeyButton
from clinic_app.gui.widgets.painted import Painted
from clinic_app.gui.widgets.stop_banner import StopBanner
from clinic_app.services.observation import end_observation
from clinic_app.services.sign_in import open_desk
from clinic_app.services.visit_wish import VisitOf
from clinic_app.services.writer import Writer

pytestmark = pytest.mark.gui

KEYS = Qt.Key
SCREENS = [(1366, 768), (1280, 680), (1093, 614), (1920, 1080)]


class AtTheDesk:
    """The shown window with the vaccination room, driven by key events; counts the presses."""

    def __init__(self, qtbot, desk, *, width=1366, height=768, writer=None):
        self.window = MainWindow(lambda: local_time(desk.clock.now()), clinic="马城镇卫生院")
        qtbot.addWidget(self.window)
        self.work = DeskOfTheTest(desk, writer=writer, prompter=self.window.prompter)
        self.room = VaccinationRoom(self.work.presenter)
        self.window.add_room(RoomCard(self.room.key, self.room.title, self.room.icon, self.room))
        self.window.resize(width, height)
        with qtbot.waitActive(self.window):
            self.window.show()
            self.window.activateWindow()
        self.window.open_room("vaccination")
        self.presses = 0

    @property
    def visit(self):
        return self.work.visit

    def press(self, *keys):
        for key in keys:
            self.presses += 1
            QTest.keyClick(QApplication.focusWidget() or self.window, key)
            QTest.qWait(45)  # the scan router holds a single key back for 35 ms

    def scan(self, code):
        self.presses += 1
        self.window.routes.take_scan(code)
        QApplication.processEvents()

    def arrive(self, person_id, code=BOOKLET):
        self.presses += 1
        self.work.presenter.start_visit(person_id, code)
        QApplication.processEvents()

    def digits(self, text):
        before = self.presses
        self.press(*(getattr(KEYS, f"Key_{digit}") for digit in text))
        self.presses = before

    def come_to_the_needle(self, person_id, code=BOOKLET):
        self.arrive(person_id, code)
        self.digits("366")
        self.press(KEYS.Key_0, KEYS.Key_F9, KEYS.Key_F9, KEYS.Key_Space, KEYS.Key_F9)

    def spoken(self):
        shown = (widget for widget in self.room.findChildren(QWidget) if widget.isVisible())
        return [widget.accessibleName() for widget in shown if widget.accessibleName()]

    def focused(self):
        widget = QApplication.focusWidget()
        return widget.accessibleName() if widget is not None else ""


@pytest.fixture
def at_desk(qtbot, desk):
    mmr_and_je_in_the_fridge(desk)
    made = AtTheDesk(qtbot, desk)
    yield made
    made.work.reader.close()


def one_dose_child(desk):
    """A child for whom only MMR lies in the fridge."""
    a_lot(desk, vaccine="MMR", doses=6, lot_number="A202509011", product_identifier="8318247")
    return a_child(desk)


def test_a_routine_child_with_one_dose_takes_at_most_fourteen_presses(qtbot, desk):
    child = one_dose_child(desk)
    at_desk = AtTheDesk(qtbot, desk)

    at_desk.come_to_the_needle(child)
    at_desk.scan(MMR_CODE)
    at_desk.press(KEYS.Key_Space, KEYS.Key_Space, KEYS.Key_Space, KEYS.Key_F9)
    assert at_desk.visit.state is VisitState.OBSERVING
    at_desk.press(KEYS.Key_Return)

    assert at_desk.visit is None
    assert at_desk.presses <= 14
    assert at_desk.window.scan_box.edit.hasFocus()
    at_desk.work.reader.close()


def test_a_reaction_is_not_shown_as_free_to_leave(qtbot, desk):
    child = one_dose_child(desk)
    at_desk = AtTheDesk(qtbot, desk)
    at_desk.come_to_the_needle(child)
    at_desk.scan(MMR_CODE)
    at_desk.press(KEYS.Key_Space, KEYS.Key_Space, KEYS.Key_Space, KEYS.Key_F9)

    end_observation(
        desk, VisitOf(person_id=child, visit_id=at_desk.visit.id, draft=desk.mint()), "reaction", "皮疹，已请医生看"
    )
    at_desk.work.presenter.read_again()

    assert any(name.startswith("5 留观 发生反应") for name in at_desk.spoken())
    assert not any("可离开" in name for name in at_desk.spoken())
    assert any("先照看孩子" in label.text() for label in at_desk.room.findChildren(QLabel) if label.isVisible())
    at_desk.work.reader.close()


def test_with_no_child_the_focus_is_in_the_scan_box_as_the_empty_desk_says(qtbot, at_desk):
    at_desk.window.setFocus()
    at_desk.window.open_room("vaccination")

    qtbot.waitUntil(lambda: at_desk.window.scan_box.edit.hasFocus(), timeout=2000)


def test_the_eight_questions_can_be_answered_one_by_one(at_desk, desk):
    at_desk.arrive(a_child(desk))
    at_desk.digits("366")
    assert at_desk.focused().startswith("1 现在发热")

    at_desk.press(*[KEYS.Key_Space] * 5, KEYS.Key_1, KEYS.Key_2, KEYS.Key_Space)

    answers = [row.face.answer for row in at_desk.room.findChildren(QuestionRow)]
    assert answers == [False] * 5 + [True, False, False]
    assert at_desk.focused().startswith("预检结果")


@pytest.mark.parametrize("steps", range(4))
def test_fifty_enters_never_give_a_dose(at_desk, desk, steps):
    child = a_child(desk)
    at_desk.arrive(child)
    if steps:
        at_desk.digits("366")
        at_desk.press(KEYS.Key_0, *[KEYS.Key_F9] * (steps > 1))
    if steps > 2:
        at_desk.press(KEYS.Key_F9, KEYS.Key_Space, KEYS.Key_F9)
        at_desk.scan(MMR_CODE)
        at_desk.press(KEYS.Key_Space, KEYS.Key_Space, KEYS.Key_Space)
    state = at_desk.visit.state

    for _ in range(50):
        QTest.keyClick(QApplication.focusWidget() or at_desk.window, KEYS.Key_Return)
    QTest.qWait(45)

    assert at_desk.visit.state is state
    assert desk.card(child).doses == ()


def test_space_ticks_the_focused_item_and_goes_to_the_next_open_one(at_desk, desk):
    at_desk.come_to_the_needle(a_child(desk))
    at_desk.scan(MMR_CODE)

    assert at_desk.focused().startswith("③")
    at_desk.press(KEYS.Key_Space)
    assert at_desk.focused().startswith("④")
    at_desk.press(KEYS.Key_Space)
    assert at_desk.focused().startswith("⑪")
    assert "麻腮风　有效期至 2027-03-10" in at_desk.focused()


def test_no_key_ticks_two_items(at_desk, desk):
    at_desk.come_to_the_needle(a_child(desk))
    at_desk.scan(MMR_CODE)

    for key in (KEYS.Key_0, KEYS.Key_1, KEYS.Key_2, KEYS.Key_A, KEYS.Key_Return, KEYS.Key_F5, KEYS.Key_F9):
        at_desk.press(key)

    assert at_desk.work.missing() == "先做 ③ 看外观 · ④ 问姓名 等 3 项"


def test_enter_on_a_red_stop_takes_another_vial_and_never_goes_on(at_desk, desk):
    child = a_child(desk)
    at_desk.come_to_the_needle(child)
    at_desk.scan(EXPIRED_CODE)

    banner = next(banner for banner in at_desk.room.findChildren(StopBanner) if banner.isVisible())
    assert banner.accessibleName().startswith("停：麻腮风 批号 A202505007 已过期 12 天")
    assert at_desk.focused().startswith("换一支，再扫码")
    at_desk.press(KEYS.Key_F9)
    assert desk.card(child).doses == ()

    at_desk.press(KEYS.Key_Return)

    assert not banner.isVisible()
    assert at_desk.work.missing() == "先扫疫苗瓶上的码"
    at_desk.scan(MMR_CODE)
    assert at_desk.focused().startswith("③")


def test_f9_says_what_is_missing(at_desk, desk):
    at_desk.come_to_the_needle(a_child(desk))
    at_desk.scan(MMR_CODE)

    at_desk.press(KEYS.Key_Space, KEYS.Key_Space)

    assert any("完成注射 F9 先做 ⑪ 家长看瓶签" in words for words in at_desk.spoken())


def test_an_unknown_vial_is_asked_about_inside_the_window(at_desk, desk):
    at_desk.come_to_the_needle(a_child(desk))

    at_desk.scan(UNKNOWN_CODE)
    assert at_desk.window.prompter.is_open()
    at_desk.press(KEYS.Key_1)

    assert at_desk.visit.planned[0].code == UNKNOWN_CODE


def test_another_booklet_asks_and_enter_stays(at_desk, desk):
    first, second = a_child(desk), a_child(desk, name="刘雨桐", booklet=OTHER_BOOKLET)
    at_desk.arrive(first)

    at_desk.scan(OTHER_BOOKLET)
    assert at_desk.focused() == "留在 张小明 Enter"
    at_desk.press(KEYS.Key_Return)
    assert at_desk.visit.person_id == first

    at_desk.scan(OTHER_BOOKLET)
    at_desk.press(KEYS.Key_F8)
    assert at_desk.visit.person_id == second
    assert at_desk.focused().startswith("体温")


def test_page_keys_switch_between_open_children_and_f8_parks(at_desk, desk):
    first, second = a_child(desk), a_child(desk, name="刘雨桐", booklet=OTHER_BOOKLET)
    at_desk.arrive(first)
    at_desk.press(KEYS.Key_F8)
    at_desk.arrive(second, OTHER_BOOKLET)

    at_desk.press(KEYS.Key_PageDown)
    assert at_desk.visit.person_id == first
    at_desk.press(KEYS.Key_PageUp)
    assert at_desk.visit.person_id == second
    at_desk.press(KEYS.Key_F8)
    assert at_desk.visit is None
    assert at_desk.window.scan_box.edit.hasFocus()


def test_a_reason_is_written_with_f6(at_desk, desk):
    at_desk.arrive(a_child(desk))
    at_desk.digits("366")
    at_desk.press(KEYS.Key_1, KEYS.Key_0)
    at_desk.work.presenter.screening.decide("fit")
    at_desk.work.presenter.screening.set_advice("轻咳三天前")
    at_desk.work.presenter.screening.set_doctor("王医生")
    at_desk.press(KEYS.Key_F9, KEYS.Key_F9, KEYS.Key_Space, KEYS.Key_F9)
    at_desk.scan(MMR_CODE)
    at_desk.press(KEYS.Key_Space, KEYS.Key_Space, KEYS.Key_Space)
    assert at_desk.work.missing() == "先做 ① 写理由"

    at_desk.press(KEYS.Key_F6, KEYS.Key_1, KEYS.Key_Return)

    assert at_desk.work.missing() == ""
    assert any("理由：医生已看，可以接种" in words for words in at_desk.spoken())


def test_a_commit_of_300_ms_leaves_the_screen_alive(qtbot, desk, clock):
    mmr_and_je_in_the_fridge(desk)
    child = a_child(desk)
    premises, keys = desk.premises, desk.keys

    def slow_desk():
        opened = open_desk(premises, keys, desk.user_id, clock)
        opened.before_commit = lambda: time.sleep(0.3)
        return opened

    post = GuiThread()
    writer = Writer(slow_desk, post.post)
    writer.start(lambda: None, lambda error: pytest.fail(str(error)))
    at_desk = AtTheDesk(qtbot, desk, writer=writer)
    at_desk.arrive(child)
    qtbot.waitUntil(lambda: at_desk.visit is not None)
    at_desk.digits("366")
    at_desk.press(KEYS.Key_0)

    began = time.monotonic()
    QTest.keyClick(QApplication.focusWidget(), KEYS.Key_F9)
    QTest.keyClick(QApplication.focusWidget(), KEYS.Key_F9)
    pressed_for = time.monotonic() - began
    qtbot.waitUntil(lambda: at_desk.visit.state is VisitState.SCREENED)
    writer.close()

    assert pressed_for < 0.2
    assert "第 1 剂" in at_desk.focused()
    at_desk.work.reader.close()


def scrolls(widget):
    """Tell whether a widget lies in a list that scrolls: there it may reach beyond the window."""
    while widget is not None and not isinstance(widget, QAbstractScrollArea):
        widget = widget.parentWidget()
    return widget is not None


def assert_nothing_is_clipped(at_desk):
    QTest.qWait(20)
    window = at_desk.window
    for widget in at_desk.room.findChildren(QWidget):
        if not widget.isVisible() or scrolls(widget):
            continue
        corner = widget.mapTo(window, QPoint(0, 0))
        assert corner.x() + widget.width() <= window.width(), widget.accessibleName()
        assert corner.y() + widget.height() <= window.height(), widget.accessibleName()
        if isinstance(widget, Painted) and not isinstance(widget, CheckCell):
            least = widget.minimumSizeHint()
            assert widget.width() >= least.width(), widget.accessibleName()
            assert widget.height() >= least.height(), widget.accessibleName()
        if isinstance(widget, KeyButton):
            assert widget.width() >= widget.sizeHint().width(), widget.accessibleName()
        if isinstance(widget, CheckCell):
            assert widget.height() >= 50, widget.accessibleName()
            assert widget.x() + widget.width() <= widget.parentWidget().width(), widget.accessibleName()


@pytest.mark.parametrize(("width", "height"), SCREENS)
def test_no_step_is_clipped_on_any_screen(qtbot, desk, width, height):
    mmr_and_je_in_the_fridge(desk)
    at_desk = AtTheDesk(qtbot, desk, width=width, height=height)

    assert_nothing_is_clipped(at_desk)
    at_desk.arrive(a_child(desk))
    at_desk.digits("382")
    assert_nothing_is_clipped(at_desk)
    at_desk.work.presenter.screening.set_temperature("366")
    at_desk.work.presenter.screening.answer_rest_no()
    for save in (at_desk.work.presenter.screening.save, at_desk.work.presenter.planning.save):
        save()
        assert_nothing_is_clipped(at_desk)
    at_desk.work.consent()
    assert_nothing_is_clipped(at_desk)
    for code in (EXPIRED_CODE, MMR_CODE):
        at_desk.scan(code)
        QTest.qWait(20)
        assert_nothing_is_clipped(at_desk)
    at_desk.work.tick_all_one_by_one()
    at_desk.work.presenter.injection.give()
    at_desk.scan(JE_CODE)
    at_desk.work.tick_all_one_by_one()
    at_desk.work.presenter.injection.give()
    assert_nothing_is_clipped(at_desk)
    assert (window_size := (at_desk.window.width(), at_desk.window.height())) == (width, height), window_size
    at_desk.work.reader.close()


def test_everything_that_takes_the_focus_says_what_it_shows(at_desk, desk):
    at_desk.come_to_the_needle(a_child(desk))

    for widget in at_desk.room.findChildren(QWidget):
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None:
            assert widget.accessibleName(), widget
