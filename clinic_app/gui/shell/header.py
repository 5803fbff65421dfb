"""The header: title, scan box, clock, clinic, user, masking and lock."""

from datetime import datetime

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from clinic_app.gui.faces import ChipFace, Tone
from clinic_app.gui.shell.scan_box import ScanBox
from clinic_app.gui.widgets.chip import Chip
from clinic_app.gui.widgets.key_button import KeyButton, Kind
from clinic_app.gui.widgets.label import Label, ShortLabel, rule
from clinic_app.gui.wording import shell as wording

HEIGHT = 64
COMPACT_HEIGHT = 56
_WIDEST_CLINIC = 240  # a longer name stands in the tool tip; the scan box keeps its words


class Header(QFrame):
    """What stands above every room.

    Signals:
        user_wished, mask_wished, lock_wished: the three buttons at the right.
    """

    user_wished = Signal()
    mask_wished = Signal()
    lock_wished = Signal()

    def __init__(self, clinic: str, *, practice: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("header")
        self.setFixedHeight(HEIGHT)
        self.scan_box = ScanBox()
        self._date = Label("", "body", tone="ink2")
        self._time = Label("", "body", bold=True)
        self._clinic = ShortLabel(clinic, "body", tone="ink2")
        self._clinic.setMaximumWidth(_WIDEST_CLINIC)
        self._user = KeyButton("", icon="user-round", kind=Kind.FLAT, bold=True)
        self._mask = KeyButton(wording.MASK_NAMES, "F12", icon="eye-off", kind=Kind.FLAT)
        self._lock = KeyButton(wording.LOCK, "F11", icon="lock", kind=Kind.FLAT)
        for button, wish in (
            (self._user, self.user_wished),
            (self._mask, self.mask_wished),
            (self._lock, self.lock_wished),
        ):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(wish)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(16, 0, 12, 0)
        self._row.setSpacing(8)
        self._build(practice)

    def show_now(self, now: datetime) -> None:
        """Show date and time in local wall-clock terms."""
        self._date.setText(f"{now:%m-%d} 周{wording.WEEKDAYS[now.weekday()]}")
        self._time.setText(f"{now:%H:%M}")

    def show_clinic(self, clinic: str) -> None:
        """Name the clinic."""
        self._clinic.setText(clinic)

    def show_user(self, name: str, role: str) -> None:
        """Name who is signed in."""
        self._user.show_text(f"{name} {role}".strip())

    def show_masked(self, masked: bool) -> None:
        """Say what the next press of F12 does."""
        self._mask.show_text(wording.SHOW_NAMES if masked else wording.MASK_NAMES, "eye" if masked else "eye-off")

    def show_compact(self, compact: bool) -> None:
        """Save room on a small screen: lower, and without the date."""
        self.setFixedHeight(COMPACT_HEIGHT if compact else HEIGHT)
        self._date.setVisible(not compact)

    def notice_area(self, window: QWidget) -> QRect:
        """Return where a notice may stand: right of the scan box, over nothing that decides a dose."""
        left = self.scan_box.mapTo(window, QPoint(0, 0)).x() + self.scan_box.width() + 16
        top = self.mapTo(window, QPoint(0, 0)).y() + 4
        return QRect(left, top, self.mapTo(window, QPoint(0, 0)).x() + self.width() - 8 - left, self.height() - 8)

    def _build(self, practice: bool) -> None:
        """Lay everything out from left to right."""
        self._row.addWidget(Label(wording.PROGRAM, "fact", tone="brand", bold=True))
        if practice:
            mark = Chip(ChipFace(wording.PRACTICE, Tone.AMBER, "graduation-cap"), large=True)
            mark.setToolTip(wording.PRACTICE_MEANS)
            mark.setAccessibleName(wording.PRACTICE_MEANS)
            self._row.addWidget(mark)
        self._row.addSpacing(6)
        self._row.addWidget(self.scan_box, 100)
        self._row.addStretch(1)
        for label in (self._date, self._time):
            self._row.addWidget(label)
        for widget in (self._clinic, self._user):
            self._row.addSpacing(2)
            line = rule(vertical=True)
            line.setFixedHeight(24)
            self._row.addWidget(line)
            self._row.addSpacing(2)
            self._row.addWidget(widget)
        self._row.addWidget(self._mask)
        self._row.addWidget(self._lock)
