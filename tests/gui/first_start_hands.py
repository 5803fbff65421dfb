"""The first start in its real window, driven by keys and an input method only; real files, cheap passwords."""

from builders import CHEAP, MORNING
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from clinic_app.app.first_start import FirstStart
from clinic_app.devices.clock import SetClock
from clinic_app.services.premises import Premises
from clinic_app.services.site import Site

ENTER, ESCAPE, TAB = Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Tab
PATIENCE_MS = 30_000


def delete_what_waits():
    """Let windows go now, on this thread; the collector might run on another."""
    QApplication.processEvents()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


class AtTheFirstStart:
    """A nurse before a machine without a clinic."""

    def __init__(self, qtbot, folder, *, size=(1366, 768), clock=None, stick=None):
        self.qtbot = qtbot
        self.opened = []
        site = Site(
            premises=Premises.of(folder / "clinic.db"), clock=clock or SetClock(MORNING), stick=stick, cost=CHEAP
        )
        self.site, self.premises = site, site.premises
        self.first_start = FirstStart(site, Premises.of(folder / "practice.db"), self.opened.append)
        self.window = self.first_start.window
        self.draft = self.first_start.presenter.draft
        self.window.resize(*size)
        with qtbot.waitActive(self.window):
            self.window.show()
            self.window.activateWindow()

    def close(self):
        self.first_start.close()
        delete_what_waits()

    def press(self, *keys):
        """Press keys where the focus is: `F9`, `Enter`, a digit, or a Qt key."""
        for key in keys:
            named = {"Enter": ENTER, "Esc": ESCAPE, "Tab": TAB, "Del": Qt.Key.Key_Delete, "Down": Qt.Key.Key_Down}
            found = named.get(key) or (getattr(Qt.Key, f"Key_{key}") if isinstance(key, str) else key)
            QTest.keyClick(QApplication.focusWidget() or self.window, found)
        return self

    def type(self, text):
        """Type Latin letters as keys, Chinese through the input method."""
        focused = QApplication.focusWidget()
        if text.isascii() and "\n" not in text and "\t" not in text:
            QTest.keyClicks(focused, text)
            return self
        commit = QInputMethodEvent()
        commit.setCommitString(text)
        QApplication.sendEvent(focused, commit)
        return self

    def empty_field(self):
        """Empty the field with the focus, by keys."""
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        return self.press("Del")

    def says(self, words):
        """Tell whether something that is shown says these words."""
        shown = (one for one in self.window.findChildren(QWidget) if one.isVisible())
        return any(words in one.accessibleName() for one in shown)

    def wait_until_it_says(self, words):
        self.qtbot.waitUntil(lambda: self.says(words), timeout=PATIENCE_MS)

    def page(self):
        """Return the class name of the page that is shown."""
        return type(self.window._stack.currentWidget()).__name__

    # -- the six steps, as a nurse goes through them

    def fill_clinic(self, code="5224240306", name="马城镇卫生院", phone="0857-6222222"):
        self.type(code).press("Enter").type(name).press("Enter").type(phone)
        return self

    def fill_villages(self, text="李家沟村\n马城社区"):
        return self.type(text).press("F6")

    def fill_admin(self, name="张敏", may="1", password="Macheng1"):
        self.type(name).press("Enter").press(may).press("Enter")
        return self.type(password).press("Enter").type(password)

    def add_person(self, name="李红", role="2", may="2", password="Lihong#26"):
        self.type(name).press("Enter").press(role).press("Enter").press(may).press("Enter")
        return self.type(password).press("Enter").type(password).press("Enter")

    def come_to_villages(self):
        return self.fill_clinic().press("F9")

    def come_to_admin(self):
        return self.come_to_villages().fill_villages().press("F9")

    def come_to_staff(self):
        return self.come_to_admin().fill_admin().press("F9")

    def come_to_code(self):
        return self.come_to_staff().add_person().press("F9")

    def come_to_the_end(self):
        return self.come_to_code().type(self.draft.code.replace("-", " ").lower()).press("F9")


def spoilt(code, place):
    """Return a code with one wrong letter."""
    return code[:place] + ("A" if code[place] != "A" else "B") + code[place + 1 :]
