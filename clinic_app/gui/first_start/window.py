"""The window of the first start: steps at the left, one page at a time, and the row of buttons."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from clinic_app.gui.faces import StepFace
from clinic_app.gui.first_start.clinic_page import ClinicPage
from clinic_app.gui.first_start.end_pages import FinishPage, LeftoversPage
from clinic_app.gui.first_start.people_pages import AdminPage, StaffPage
from clinic_app.gui.first_start.presenter import LEFTOVERS, BarFace, FirstStartPresenter
from clinic_app.gui.first_start.recovery_page import RecoveryPage
from clinic_app.gui.first_start.step_page import StepPage
from clinic_app.gui.first_start.villages_page import VillagesPage
from clinic_app.gui.focus_ring import FocusRing
from clinic_app.gui.prompt_panel import PromptPanel
from clinic_app.gui.shell.keys import ShellKeys, name_of
from clinic_app.gui.theme import Theme
from clinic_app.gui.widgets.card_frame import CardFrame
from clinic_app.gui.widgets.key_button import KeyButton, Kind
from clinic_app.gui.widgets.label import Label, ShortLabel
from clinic_app.gui.widgets.step_list import StepList
from clinic_app.gui.wording import first_start as wording
from clinic_app.gui.wording import shell as shell_wording

_STEPS_WIDTH = 208
_HEADER_HEIGHT = 60


class FirstStartWindow(QWidget):
    """Stands in the place of the main window until there is a clinic.

    Make it, give its `prompter` to the presenter's tools, then `open` it with the presenter.
    """

    def __init__(self, now: Callable[[], datetime]) -> None:
        super().__init__()
        self.setWindowTitle(f"{shell_wording.PROGRAM} · {wording.TITLE}")
        self.setObjectName("workplace")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._now = now
        self._may_close = False
        self._presenter: FirstStartPresenter | None = None
        self._pages: list[StepPage] = []
        self._header = QFrame()
        self._date = Label("", "body", tone="ink2")
        self._practise = KeyButton(wording.PRACTISE, "F4", icon="graduation-cap")
        self._steps = StepList()
        self._steps_card = CardFrame()
        self._stack = QStackedWidget()
        self._back = KeyButton(wording.BACK, "F7", icon="arrow-left", main=True)
        self._leave = KeyButton(wording.LEAVE, shell_wording.ESCAPE_KEY, main=True)
        self._forward = KeyButton(wording.NEXT, "F9", icon="arrow-right", kind=Kind.PRIMARY, main=True)
        self._build()
        self.prompter = PromptPanel(self, self._work_area, self._notice_area)
        self.focus_ring = FocusRing(self)
        ShellKeys(self).pressed.connect(self._press)
        self._tick = QTimer(self)
        self._tick.timeout.connect(self._on_tick)
        self._tick.start(1000)
        self._on_tick()

    def open(self, presenter: FirstStartPresenter) -> None:
        """Take the presenter, build its pages and show where it begins."""
        self._presenter = presenter
        self._pages = [
            ClinicPage(presenter.clinic, presenter.enrolling),
            VillagesPage(presenter.villages),
            AdminPage(presenter.admin),
            StaffPage(presenter.staff),
            RecoveryPage(presenter.recovery),
            FinishPage(presenter.finish),
            LeftoversPage(presenter.leftovers),
        ]
        for page in self._pages:
            self._stack.addWidget(page)
            page.done.connect(presenter.forward)
        self._forward.clicked.connect(presenter.forward)
        self._back.clicked.connect(presenter.back)
        self._leave.clicked.connect(presenter.leave)
        self._practise.clicked.connect(presenter.practise_first)
        self._steps.step_wished.connect(presenter.go_to)
        presenter.attach(self)

    def show_page(self, place: int) -> None:
        """Show a page with the focus in its first field, or on F9 where it has none."""
        page = self._pages[place]
        self._stack.setCurrentWidget(page)
        self._steps_card.setVisible(place != LEFTOVERS)
        self._forward.setFocus(Qt.FocusReason.OtherFocusReason)
        page.home_focus()

    def show_steps(self, steps: tuple[StepFace, ...]) -> None:
        """Show how far one has come."""
        self._steps.show_steps(steps)

    def show_bar(self, bar: BarFace) -> None:
        """Show what the buttons do now."""
        self._forward.show_text(bar.forward)
        self._back.setVisible(bar.may_go_back)
        self._leave.setVisible(not bar.is_busy)
        self._practise.setVisible(not bar.is_busy and not bar.is_done)
        if bar.is_busy:
            self._forward.switch_off()
        else:
            self._forward.switch_on()
        if bar.is_done:
            self._forward.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_window(self) -> None:
        """Close without asking again; where no other window stands, the program ends."""
        self._may_close = True
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask before the cross of the window throws away what was typed."""
        if self._may_close or self._presenter is None:
            super().closeEvent(event)
            return
        event.ignore()
        self._presenter.leave()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Route a key that no widget wanted."""
        key = name_of(event)
        if key == shell_wording.ESCAPE_KEY and self.prompter.hide_notice():
            return
        self._press(key)

    def _press(self, key: str) -> None:
        """Route a named key: to the question that stands, the page, or the row of buttons."""
        if self._presenter is None:
            return
        if self.prompter.is_open():
            self.prompter.take_key(key)
            return
        page = self._stack.currentWidget()
        if isinstance(page, StepPage) and page.take_key(key):
            return
        buttons = {"F9": self._forward, "F7": self._back, shell_wording.ESCAPE_KEY: self._leave, "F4": self._practise}
        if key == "F1":
            self._presenter.help()
        elif key in buttons and buttons[key].isVisibleTo(self) and buttons[key].isEnabled():
            buttons[key].click()

    def _on_tick(self) -> None:
        """Show the date, which founds the clinic's first entries, and count notices down."""
        now = self._now()
        weekday = shell_wording.WEEKDAYS[now.weekday()]
        self._date.setText(f"{now.year}年{now.month}月{now.day}日 星期{weekday} {now:%H:%M}")
        self.prompter.on_tick()

    def _work_area(self, window: QWidget) -> QRect:
        """Return what a question covers: everything below the header."""
        return QRect(0, self._header.height(), window.width(), window.height() - self._header.height())

    def _notice_area(self, window: QWidget) -> QRect:
        """Return where a notice stands: in the header, right of the program's name."""
        left = min(420, window.width() // 3)
        return QRect(QPoint(left, 2), QPoint(window.width() - 16, self._header.height() - 3))

    def _build(self) -> None:
        """Lay header, steps, page and buttons out."""
        self._build_header()
        steps = self._steps_card
        steps.setFixedWidth(_STEPS_WIDTH)
        steps.body.setContentsMargins(8, 12, 8, 12)
        steps.body.addWidget(self._steps)
        steps.body.addStretch(1)
        bar = QHBoxLayout()
        bar.setSpacing(8)
        for button in (self._leave, self._back):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        bar.addWidget(self._leave)
        bar.addStretch(1)
        bar.addWidget(self._back)
        bar.addWidget(self._forward)
        right = QVBoxLayout()
        right.setSpacing(12)
        right.addWidget(self._stack, 1)
        right.addLayout(bar)
        work = QHBoxLayout()
        work.setContentsMargins(16, 16, 16, 16)
        work.setSpacing(16)
        work.addWidget(steps)
        work.addLayout(right, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._header)
        column.addLayout(work, 1)

    def _build_header(self) -> None:
        """Lay the header out: program, what this is, date, and the way to practice."""
        self._header.setObjectName("header")
        self._header.setFixedHeight(_HEADER_HEIGHT)
        sign = QLabel()
        sign.setPixmap(Theme.current().pixmap("shield-plus", "brand", 28))
        line = QHBoxLayout(self._header)
        line.setContentsMargins(16, 0, 16, 0)
        line.setSpacing(12)
        line.addWidget(sign)
        line.addWidget(Label(shell_wording.PROGRAM, "section", tone="brand"))
        line.addWidget(Label(wording.TITLE, "section"))
        line.addWidget(ShortLabel(wording.CONTEXT, "body", tone="ink2"), 1)
        line.addWidget(self._date)
        line.addWidget(self._practise)
