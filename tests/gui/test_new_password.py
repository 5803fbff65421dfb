"""Who is let in by the recovery code sets a password of her own before she sees anything else."""

import pytest
from builders import CHEAP, MORNING
from PySide6.QtTest import QTest

from clinic_app.app.program import Program
from clinic_app.devices.clock import SetClock
from clinic_app.domain.entries.clinic import ClinicNamed
from clinic_app.records.key_slots import WrongPassword
from clinic_app.services.founding import FirstUser, FoundingPlan, found_clinic
from clinic_app.services.premises import Premises
from clinic_app.services.sign_in import unlock
from tests.gui.first_start_hands import ENTER, delete_what_waits

pytestmark = pytest.mark.gui

CODE = "ABCDE-FGHJK-LMNPQ-RSTUV-WXYZ2-34567-89ABC-DEFGH"
PLAN = FoundingPlan(
    clinic=ClinicNamed(unit_code="5224240306", name="马城镇卫生院"),
    users=(
        FirstUser(user_id="u-zhang", name="张敏", role="admin", password="Macheng1"),
        FirstUser(user_id="u-li", name="李红", role="nurse", password="Lihong#26"),
    ),
    recovery_code=CODE,
)


class AtTheDoor:
    """A nurse who has forgotten her password, and the sealed envelope."""

    def __init__(self, qtbot, folder):
        self.qtbot = qtbot
        self.premises = Premises.of(folder / "clinic.db")
        found_clinic(self.premises, PLAN, clock=SetClock(MORNING), cost=CHEAP).close()
        self.program = Program(self.premises, SetClock(MORNING))
        self.page = self.program.window.sign_in_page
        self.program.window.resize(1366, 768)
        self.program.window.show()

    def enter(self, typed):
        self.qtbot.waitUntil(lambda: self.page._button.isEnabled(), timeout=60_000)
        self.page.password.setText(typed)
        QTest.keyClick(self.page.password, ENTER)

    def recover(self):
        self.enter(CODE.lower().replace("-", " "))
        asked = "恢复码对了，请定新密码"
        self.qtbot.waitUntil(lambda: self.title() == asked or bool(self.page._hint.text()), timeout=60_000)
        assert self.title() == asked, self.page._hint.text()

    def title(self):
        return self.page._title.text()

    def wait_until_inside(self):
        window, hint = self.program.window, self.page._hint
        self.qtbot.waitUntil(lambda: not window.is_locked() or bool(hint.text()), timeout=60_000)
        assert hint.text() == ""
        assert not window.is_locked()

    def close(self):
        self.program.close()
        self.program.window.close()
        self.program.window.deleteLater()
        delete_what_waits()


@pytest.fixture
def nurse(qtbot, tmp_path):
    at_the_door = AtTheDoor(qtbot, tmp_path)
    yield at_the_door
    at_the_door.close()


def test_the_recovery_code_asks_for_a_new_password_twice_and_then_lets_in(nurse):
    nurse.page.take_key("F6")
    nurse.recover()
    assert nurse.program.window.is_locked()
    assert nurse.page.password.accessibleName() == "李红 的新密码"

    nurse.enter("Lihong#27")
    assert nurse.page.password.accessibleName() == "李红 的新密码，再输一次"
    nurse.enter("Lihong#27")

    nurse.wait_until_inside()
    assert unlock(nurse.premises, "u-li", "Lihong#27")
    with pytest.raises(WrongPassword):
        unlock(nurse.premises, "u-li", "Lihong#26")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (("Lh#27",), "至少 8 位"),
        (("lihong27",), "大写、小写、数字、符号要有 3 种"),
        (("Lihong#27", "Lihong#28"), "两次不一样，从头再定一次"),
    ],
)
def test_a_new_password_that_will_not_do_is_answered_and_nobody_is_let_in(nurse, typed, sentence):
    nurse.recover()

    for words in typed:
        nurse.enter(words)

    assert nurse.page._hint.text() == sentence
    assert nurse.program.window.is_locked()
    assert unlock(nurse.premises, "u-zhang", "Macheng1")


def test_choosing_somebody_else_ends_the_renewal(nurse):
    nurse.recover()

    nurse.page.take_key("F6")
    assert nurse.title() == "请登录"
    nurse.enter("Lihong#26")

    nurse.wait_until_inside()
    assert unlock(nurse.premises, "u-zhang", "Macheng1")


def test_the_usual_password_asks_for_nothing(nurse):
    nurse.enter("Macheng1")

    nurse.wait_until_inside()
