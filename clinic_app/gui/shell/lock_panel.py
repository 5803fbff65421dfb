"""The dark half of the locked page: program, clinic, clock and counts without a name."""

from datetime import datetime

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from clinic_app.gui.faces import LockCount
from clinic_app.gui.theme import Theme
from clinic_app.gui.widgets.label import Label
from clinic_app.gui.wording import shell as wording


class LockPanel(QFrame):
    """The dark half: program, clinic, clock and counts."""

    def __init__(self, clinic: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("signInPanel")
        self.setMinimumWidth(320)
        self.setMaximumWidth(440)
        self._clinic = Label("", "body", wrap=True)
        self._time = Label("", "clock")
        self._date = Label("", "fact")
        self._lines: list[QWidget] = []
        self._counts = QVBoxLayout()
        self._counts.setSpacing(8)
        for label in (self._clinic, self._date):
            label.setProperty("quiet", "true")
        self._build()
        self.show_clinic(clinic)

    def show_clinic(self, clinic: str) -> None:
        """Name the clinic."""
        self._clinic.setText(f"{clinic} · {wording.CLINIC_KIND}" if clinic else wording.CLINIC_KIND)

    def show_now(self, now: datetime) -> None:
        """Show the clock."""
        self._time.setText(f"{now:%H:%M}")
        self._date.setText(f"{now.year}年{now.month}月{now.day}日 星期{wording.WEEKDAYS[now.weekday()]}")

    def show_counts(self, counts: tuple[LockCount, ...]) -> None:
        """Show the counts that stay visible."""
        for line in self._lines:
            line.deleteLater()
        self._lines = [_count_line(count) for count in counts]
        for line in self._lines:
            self._counts.addWidget(line)

    def _build(self) -> None:
        """Lay the panel out."""
        column = QVBoxLayout(self)
        column.setContentsMargins(40, 36, 40, 32)
        title = QHBoxLayout()
        title.setSpacing(12)
        sign = QLabel()
        sign.setPixmap(Theme.current().pixmap("shield-plus", "on_brand", 32))
        title.addWidget(sign)
        title.addWidget(Label(wording.PROGRAM, "title"), 1)
        column.addLayout(title)
        column.addWidget(self._clinic)
        column.addStretch(2)
        column.addWidget(self._time)
        column.addWidget(self._date)
        column.addStretch(2)
        column.addLayout(self._counts)


def _count_line(count: LockCount) -> QWidget:
    """Return one line of the panel."""
    line = QWidget()
    line.setAccessibleName(f"{count.label} {count.count}")
    icon = QLabel()
    icon.setPixmap(Theme.current().pixmap(count.icon, "red_on_brand" if count.red else "on_brand2", 20))
    label = Label(count.label, "body", tone="red" if count.red else "", bold=count.red)
    if not count.red:
        label.setProperty("quiet", "true")
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(10)
    row.addWidget(icon)
    row.addWidget(label, 1)
    row.addWidget(Label(count.count, "body", tone="red" if count.red else "", bold=True))
    return line
