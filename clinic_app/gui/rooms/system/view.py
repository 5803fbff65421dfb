"""The system room on the screen: clinic days at the left, thresholds at the right."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from clinic_app.gui.room import Room
from clinic_app.gui.rooms.system.presenter import DAYS_FIELDS, SettingsFace, SettingsForm, SystemPresenter
from clinic_app.gui.widgets.card_frame import CardFrame
from clinic_app.gui.widgets.field import Field
from clinic_app.gui.widgets.key_button import Kind
from clinic_app.gui.widgets.label import Label
from clinic_app.gui.widgets.room_head import RoomHead
from clinic_app.gui.widgets.scroll_column import ScrollColumn
from clinic_app.gui.widgets.segment import SegmentField
from clinic_app.gui.wording import clinic_settings as wording

_WEEKDAYS_IN_A_ROW = 4


class SystemRoom(Room):
    """F9 saves, F4 shows the rules; errors stand beside their fields, the next clinic days below what was chosen."""

    key = "system"
    title = wording.TITLE
    icon = "settings"

    def __init__(self, presenter: SystemPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._presenter = presenter
        self._form = SettingsForm()
        self._head = RoomHead(wording.TITLE, wording.CONTEXT)
        self._rules = self.add_action("F4", wording.RULES, presenter.open_rules, icon="book-open-check")
        self._save = self.add_action("F9", wording.SAVE, presenter.save, icon="check", kind=Kind.PRIMARY)
        self.weekdays = {number: QCheckBox(name) for number, name in wording.WEEKDAYS}
        self.half_day = SegmentField(wording.HALF_DAY, wording.HALF_DAY_CHOICES)
        self.fields = {
            "days_of_month": Field(wording.DAYS_OF_MONTH, hint=wording.DAYS_OF_MONTH_HINT),
            "extra": Field(wording.EXTRA, hint=wording.DATES_HINT),
            "closed": Field(wording.CLOSED, hint=wording.DATES_HINT),
        }
        self.numbers = {
            name: Field(words, unit=wording.UNITS.get(name, "")) for name, words in wording.SETTING_NAMES.items()
        }
        self._ahead = Label("", "body", tone="brand", wrap=True)
        self._build()
        self._listen()
        presenter.show_on(self)

    def show_form(self, form: SettingsForm) -> None:
        """Fill the fields."""
        self._form = form
        for number, box in self.weekdays.items():
            box.setChecked(number in form.weekdays)
        self.half_day.segment.choose(form.half_day)
        for key, line in self.fields.items():
            line.set_text(getattr(form, key))
        for name, line in self.numbers.items():
            line.set_text(form.numbers[name])

    def show_face(self, face: SettingsFace) -> None:
        """Show what is said of the fields as they stand."""
        for key, line in {**self.fields, **self.numbers}.items():
            if key in face.errors:
                line.show_error(face.errors[key])
            else:
                line.clear_error()
        self._ahead.setText(face.ahead)
        if face.off:
            self._save.switch_off(face.off)
        elif not self._save.isEnabled():
            self._save.switch_on()

    def opened(self) -> None:
        """Read again and begin with Monday."""
        self._presenter.begin()
        self.home_focus()

    def home_focus(self) -> None:
        """Begin with Monday."""
        self.weekdays[1].setFocus(Qt.FocusReason.OtherFocusReason)

    def _listen(self) -> None:
        for box in self.weekdays.values():
            box.clicked.connect(self._tell)
        self.half_day.segment.chosen.connect(self._tell)
        for line in (*self.fields.values(), *self.numbers.values()):
            line.changed.connect(self._tell)
            line.entered.connect(lambda: self.focusNextChild())

    def _tell(self) -> None:
        """Tell the presenter what stands in the form."""
        self._form = replace(
            self._form,
            weekdays=frozenset(number for number, box in self.weekdays.items() if box.isChecked()),
            half_day=self.half_day.segment.choice(),
            numbers={name: line.text() for name, line in self.numbers.items()},
            **{key: self.fields[key].text() for key in DAYS_FIELDS},
        )
        self._presenter.change(self._form)

    def _build(self) -> None:
        self._head.add(self._rules)
        self._head.add(self._save)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self._days_card(), 1)
        row.addWidget(self._numbers_card(), 1)
        column = QVBoxLayout(self)
        column.setSpacing(8)
        column.addWidget(self._head)
        column.addLayout(row, 1)

    def _days_card(self) -> CardFrame:
        card = CardFrame(wording.DAYS)
        scrolled = ScrollColumn()
        card.body.addWidget(scrolled)
        body = scrolled.body
        body.addWidget(Label(wording.WEEKDAYS_LABEL, "small", tone="ink2", wrap=True))
        boxes = QGridLayout()
        for place, box in enumerate(self.weekdays.values()):
            box.setAccessibleName(box.text())
            boxes.addWidget(box, place // _WEEKDAYS_IN_A_ROW, place % _WEEKDAYS_IN_A_ROW)
        body.addLayout(boxes)
        body.addWidget(self._ahead)
        body.addWidget(self.half_day)
        for line in self.fields.values():
            body.addWidget(line)
        body.addStretch(1)
        return card

    def _numbers_card(self) -> CardFrame:
        card = CardFrame(wording.THRESHOLDS)
        scrolled = ScrollColumn()
        card.body.addWidget(scrolled)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(10)
        for place, line in enumerate(self.numbers.values()):
            grid.addWidget(line, place // 2, place % 2)
        scrolled.body.addLayout(grid)
        scrolled.body.addStretch(1)
        return card
