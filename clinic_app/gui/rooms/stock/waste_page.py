"""The form of waste on the screen."""

from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clinic_app.gui.rooms.stock.waste import WasteFace, WasteForm, WastePresenter
from clinic_app.gui.widgets.card_frame import CardFrame
from clinic_app.gui.widgets.field import Field
from clinic_app.gui.widgets.key_button import KeyButton
from clinic_app.gui.widgets.label import Label
from clinic_app.gui.widgets.room_head import RoomHead
from clinic_app.gui.widgets.segment import SegmentField
from clinic_app.gui.wording import stock as wording

_UNITS = (("vials", wording.UNIT_VIALS), ("doses", wording.UNIT_DOSES))


class WastePage(QWidget):
    """How many, why, who saw it."""

    def __init__(self, presenter: WastePresenter, save: KeyButton, back: KeyButton) -> None:
        super().__init__()
        self._presenter = presenter
        self._save = save
        self._head = RoomHead(wording.WASTE_TITLE)
        self._head.add(back)
        self._head.add(save)
        self.fields = {
            "count": Field(wording.WASTE_COUNT, required=True),
            "words": Field(wording.WASTE_WORDS, hint=wording.WASTE_WORDS_HINT),
            "witness": Field(wording.WASTE_WITNESS, hint=wording.WASTE_WITNESS_HINT),
        }
        self.segments = {
            "unit": SegmentField(wording.WASTE_UNIT, _UNITS),
            "reason": SegmentField(wording.WASTE_REASON, tuple(wording.WASTE_REASONS.items()), required=True),
        }
        self._after = Label("", "fact", bold=True)
        self._face = WasteFace()
        self._build()
        self._listen()
        presenter.attach(self)

    def show_form(self, form: WasteForm, face: WasteFace) -> None:
        """Fill the fields."""
        for key, field in self.fields.items():
            field.clear_error()
            field.set_text(getattr(form, key))
        for key, segment in self.segments.items():
            segment.segment.choose(getattr(form, key))
        self.show_judgement(face)

    def show_judgement(self, face: WasteFace) -> None:
        """Say what is missing on the button, and what is left afterwards."""
        self._face = face
        self._head.show_context(face.context)
        self.segments["unit"].setVisible(face.has_units)
        self.fields["count"].show_note(face.sum_words)
        self._after.setText(face.after)
        self._after.show_tone("amber" if face.too_many else "ink")
        if face.off:
            self._save.switch_off(face.off)
        else:
            self._save.switch_on()

    def home_focus(self) -> None:
        """Begin with the count, or with what is missing after it."""
        target: QWidget = self.fields["count"].edit
        if self.fields["count"].text():
            chosen = self.segments["reason"].segment.choice()
            target = self.fields["witness"].edit if chosen else self.segments["reason"].segment
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def go_on(self) -> None:
        """Go to the next control (Enter on a choice)."""
        self.focusNextChild()

    def form(self) -> WasteForm:
        """Return what stands in the form."""
        typed = {key: field.text() for key, field in self.fields.items()}
        chosen = {key: segment.segment.choice() for key, segment in self.segments.items()}
        return WasteForm(**typed, **chosen)

    def _build(self) -> None:
        """Lay the form out; Tab goes from top to bottom."""
        card = CardFrame()
        card.body.setSpacing(16)
        first = QHBoxLayout()
        first.setSpacing(16)
        for part in (self.fields["count"], self.segments["unit"]):
            part.setFixedWidth(320)
            first.addWidget(part)
        first.addStretch(1)
        card.body.addLayout(first)
        card.body.addWidget(self.segments["reason"])
        last = QHBoxLayout()
        last.setSpacing(16)
        last.addWidget(self.fields["words"], 3)
        last.addWidget(self.fields["witness"], 2)
        card.body.addLayout(last)
        card.body.addWidget(self._after)
        card.body.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._head)
        column.addWidget(card, 1)
        stops = [
            self.fields["count"].edit,
            self.segments["unit"].segment,
            self.segments["reason"].segment,
            self.fields["words"].edit,
            self.fields["witness"].edit,
            self._save,
        ]
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)

    def _listen(self) -> None:
        """Judge at each change, go on with Enter."""
        for key, field in self.fields.items():
            field.changed.connect(self._tell)
            field.left.connect(lambda key=key: self._check(key))
            field.entered.connect(self.go_on)
        for segment in self.segments.values():
            segment.segment.chosen.connect(self._tell)

    def _tell(self, _text: str = "") -> None:
        """Tell the presenter what stands in the form."""
        self._presenter.change(self.form())

    def _check(self, key: str) -> None:
        """Say what is wrong with a field that was left."""
        field = self.fields[key]
        if key in self._face.errors:
            field.show_error(self._face.errors[key])
        elif field.text() and not (key == "count" and self._face.too_many):
            field.show_checked()
        else:
            field.clear_error()
