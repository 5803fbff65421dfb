"""The first page of a day: the date large, what must be thrown away, what is to be used first."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clinic_app.gui.room import Room
from clinic_app.gui.rooms.stock.day_start_presenter import MOST_LINES, DayStartFace, DayStartPresenter
from clinic_app.gui.widgets.card_frame import CardFrame
from clinic_app.gui.widgets.field import Field
from clinic_app.gui.widgets.key_button import KeyButton, Kind
from clinic_app.gui.widgets.label import Label, ShortLabel
from clinic_app.gui.widgets.room_head import RoomHead
from clinic_app.gui.widgets.stop_banner import StopBanner
from clinic_app.gui.wording import stock as wording
from clinic_app.gui.wording.shell import ESCAPE_KEY


class LotList(CardFrame):
    """A few lines about lots or vials, perhaps with a button that puts all of them away."""

    def __init__(self, title: str, nothing: str, button: KeyButton | None = None) -> None:
        super().__init__()
        self._what, self._nothing, self._button = title, nothing, button
        if button is not None:
            self.add_to_head(button)
        self._lines = [ShortLabel("", "body") for _ in range(MOST_LINES + 1)]
        for line in self._lines:
            self.body.addWidget(line)

    def show_lines(self, lines: tuple[str, ...], tone: str) -> None:
        """Show the first lines and how many there are beyond."""
        self.show_title(f"{self._what}  {len(lines)}" if lines else self._what)
        self.show_tone(tone if lines else "")
        shown = list(lines[:MOST_LINES]) or [self._nothing]
        if len(lines) > MOST_LINES:
            shown.append(wording.AND_MORE.format(count=len(lines) - MOST_LINES))
        for place, line in enumerate(self._lines):
            line.setVisible(place < len(shown))
            line.setText(shown[place] if place < len(shown) else "")
            line.show_tone("ink" if lines and place < MOST_LINES else "ink2")
        if self._button is not None:
            self._button.setVisible(bool(lines))


class DayStartRoom(Room):
    """F9 confirms the date, F7 and F4 write off what must go, Esc goes to work without."""

    key = "day_start"
    title = wording.DAY_TITLE
    icon = "calendar"

    def __init__(self, presenter: DayStartPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._presenter = presenter
        self._confirm = self.add_action(
            "F9", wording.DAY_CONFIRM, presenter.confirm, icon="check", kind=Kind.PRIMARY, main=True
        )
        self._later = self.add_action(ESCAPE_KEY, wording.DAY_LATER, presenter.put_off)
        throw = self.add_action("F7", wording.LEFTOVERS_THROW, presenter.throw_leftovers_away, icon="trash-2")
        waste = self.add_action("F4", wording.EXPIRED_WASTE, presenter.waste_expired, icon="trash-2")
        self._leftovers = LotList(wording.LEFTOVERS_TITLE, wording.LEFTOVERS_NONE, throw)
        self._expired = LotList(wording.EXPIRED_TITLE, wording.EXPIRED_NONE, waste)
        self._near = LotList(wording.NEAR_TITLE, wording.NEAR_NONE)
        self._says = Label(wording.DAY_IS, "section", tone="ink2")
        self._day = Label("", "figure", wrap=True)
        self._last = Label("", "body", tone="ink2")
        self._trouble = StopBanner()
        self.field = Field(wording.DAY_FIELD, required=True, hint=wording.DAY_FIELD_HINT)
        self._has_trouble = False
        self._build()
        self.field.changed.connect(presenter.type_date)
        self.field.entered.connect(presenter.confirm)
        presenter.attach(self)

    def show_day(self, face: DayStartFace) -> None:
        """Show the day as it stands."""
        self._has_trouble = face.trouble is not None
        self._says.setText(wording.CLOCK_SAYS if self._has_trouble else wording.DAY_IS)
        self._day.setText(face.day)
        self._day.show_tone("red" if self._has_trouble else "ink")
        self._last.setText(face.worked_last)
        self._trouble.setVisible(self._has_trouble)
        self.field.setVisible(self._has_trouble)
        if face.trouble is not None:
            self._trouble.show_stop(*face.trouble)
        self._show_field(face)
        self._confirm.show_text(wording.DAY_TYPED_CONFIRM if self._has_trouble else wording.DAY_CONFIRM)
        for lots, lines, tone in (
            (self._leftovers, face.leftovers, "amber"),
            (self._expired, face.expired, "red"),
            (self._near, face.near, "amber"),
        ):
            lots.setVisible(not self._has_trouble)
            lots.show_lines(lines, tone)

    def opened(self) -> None:
        """Read again; Enter confirms, or the date is typed."""
        self._presenter.refresh()
        self.home_focus()

    def home_focus(self) -> None:
        """Put the focus on what Enter should do."""
        target: QWidget = self.field.edit if self._has_trouble else self._confirm
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def on_changed(self, kinds: frozenset[str]) -> None:
        """Read again when stock changed."""
        self._presenter.on_changed(kinds)

    def _show_field(self, face: DayStartFace) -> None:
        """Say beside the field what day was typed, or what is wrong with it."""
        self.field.show_note(face.note)
        if face.error:
            self.field.show_error(face.error)
        else:
            self.field.clear_error()

    def _build(self) -> None:
        """Lay the page out: the date at the left, the shelf at the right."""
        card = CardFrame()
        card.body.setSpacing(16)
        card.body.addStretch(1)
        card.body.addWidget(self._says)
        for part in (self._day, self._last, self._trouble, self.field):
            card.body.addWidget(part)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self._confirm)
        buttons.addWidget(self._later)
        buttons.addStretch(1)
        card.body.addLayout(buttons)
        card.body.addStretch(1)
        right = QVBoxLayout()
        right.setSpacing(12)
        for lots in (self._leftovers, self._expired, self._near):
            right.addWidget(lots)
        right.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(card, 1)
        row.addLayout(right, 1)
        column = QVBoxLayout(self)
        column.setSpacing(12)
        column.addWidget(RoomHead(wording.DAY_TITLE, wording.DAY_CONTEXT))
        column.addLayout(row, 1)
