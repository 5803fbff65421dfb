"""The form of a delivery on the screen: fields at the left, what follows from them at the right."""

from itertools import pairwise
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from clinic_app.gui.rooms.stock.delivery import DeliveryPresenter
from clinic_app.gui.rooms.stock.delivery_form import DeliveryFace, DeliveryForm
from clinic_app.gui.widgets.card_frame import CardFrame
from clinic_app.gui.widgets.field import Field
from clinic_app.gui.widgets.key_button import KeyButton, Kind
from clinic_app.gui.widgets.label import Label, rule
from clinic_app.gui.widgets.room_head import RoomHead
from clinic_app.gui.widgets.segment import SegmentField
from clinic_app.gui.widgets.stop_banner import StopBanner
from clinic_app.gui.wording import stock as wording

_SIDE_WIDTH = 348
_ROWS = (
    ("vaccine", "maker"),
    ("lot_number", "expiry", "word"),
    ("vials", "doses_per_vial", "specification"),
    ("release_number", "supplier", "document"),
    ("record", "celsius"),
)
_ORDER = tuple(key for row in _ROWS for key in row)


class DeliveryPage(QWidget):
    """Fields in the order of the papers; Enter goes on, every remark stands beside its field."""

    def __init__(self, presenter: DeliveryPresenter, buttons: tuple[KeyButton, ...]) -> None:
        super().__init__()
        self._presenter = presenter
        self._save, self._seal, self._refuse, self._back = buttons
        self.fields = {
            "vaccine": Field(wording.F_VACCINE, required=True, hint=wording.H_VACCINE),
            "maker": Field(wording.F_MAKER, required=True),
            "lot_number": Field(wording.F_LOT, required=True, hint=wording.H_LOT),
            "expiry": Field(wording.F_EXPIRY, required=True, hint=wording.H_EXPIRY),
            "vials": Field(wording.F_VIALS, required=True),
            "doses_per_vial": Field(wording.F_PER_VIAL, required=True),
            "specification": Field(wording.F_SPECIFICATION),
            "release_number": Field(wording.F_RELEASE, hint=wording.H_RELEASE),
            "supplier": Field(wording.F_SUPPLIER),
            "document": Field(wording.F_DOCUMENT),
            "celsius": Field(wording.F_CELSIUS, hint=wording.H_CELSIUS),
        }
        self.segments = {
            "word": SegmentField(wording.F_WORD, wording.WORDS_ON_CARTON),
            "record": SegmentField(wording.F_RECORD, wording.RECORD_CHOICES, required=True),
        }
        self._face = DeliveryFace()
        self._scanned = Label("", "body", bold=True, wrap=True)
        self._last_day = Label("", "name")
        self._count = Label("", "fact", bold=True)
        self._known = Label("", "body", tone="amber", wrap=True)
        self._candidates = Label("", "body", tone="ink2", wrap=True)
        self._verdict = StopBanner()
        self._build()
        self._listen()
        presenter.attach(self)

    def show_form(self, form: DeliveryForm, face: DeliveryFace) -> None:
        """Fill the fields and say what is to say of them."""
        for key, field in self.fields.items():
            field.clear_error()
            field.set_text(getattr(form, key))
        for key, segment in self.segments.items():
            segment.segment.choose(getattr(form, key))
        self.show_judgement(face)
        for key, field in self.fields.items():
            if field.text():
                self._check(key)

    def show_judgement(self, face: DeliveryFace) -> None:
        """Say what is missing and what follows at the right; only what can be done now is a green button."""
        self._face = face
        for key, field in self.fields.items():
            field.show_note(face.notes.get(key, ""))
        self._scanned.setText(face.scanned)
        self._last_day.setText(face.last_day or "—")
        self._last_day.show_tone(face.last_day_tone)
        self._count.setText(face.count)
        self._known.setText(face.known)
        self._known.setVisible(bool(face.known))
        self._candidates.setText("\n".join(face.candidates))
        self._candidates.setVisible(bool(face.candidates))
        self.segments["word"].setEnabled(face.asks_word)
        self._verdict.show_stop(face.verdict.what, face.verdict.todo, face.verdict.tone)
        seals = bool(face.off_save) and not face.off_seal
        self._save.show_kind(Kind.SECOND if face.off_save else Kind.PRIMARY)
        self._seal.show_kind(Kind.PRIMARY if seals else Kind.SECOND)

    def home_focus(self) -> None:
        """Begin with the first field that is empty."""
        empty = next((key for key in _ORDER if key in self.fields and not self.fields[key].text()), "vaccine")
        self.fields[empty].edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def go_on(self) -> None:
        """Go to the next control (Enter on a choice)."""
        self.focusNextChild()

    def form(self) -> DeliveryForm:
        """Return what stands in the form."""
        typed: dict[str, Any] = {key: field.text() for key, field in self.fields.items()}
        typed |= {key: segment.segment.choice() for key, segment in self.segments.items()}
        return DeliveryForm(**typed)

    def _build(self) -> None:
        """Lay head, fields and the side out; Tab goes along the rows."""
        head = RoomHead(wording.DELIVERY_TITLE, wording.DELIVERY_CONTEXT)
        for button in (self._back, self._refuse, self._seal, self._save):
            head.add(button)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self._fields_card(), 1)
        row.addWidget(self._side())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(head)
        column.addLayout(row, 1)
        parts: dict[str, QWidget] = {**self.fields, **self.segments}
        stops = [parts[key].focusProxy() or parts[key] for key in _ORDER]
        for before, after in pairwise([*stops, self._save]):
            QWidget.setTabOrder(before, after)

    def _fields_card(self) -> CardFrame:
        """Return the fields in six narrow columns, two or three fields a row."""
        card = CardFrame()
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(14)
        parts: dict[str, QWidget] = {**self.fields, **self.segments}
        for line, keys in enumerate(_ROWS):
            span = 6 // len(keys)
            for place, key in enumerate(keys):
                grid.addWidget(parts[key], line, place * span, 1, span)
        for column in range(6):
            grid.setColumnStretch(column, 1)
        card.body.addLayout(grid)
        card.body.addStretch(1)
        return card

    def _side(self) -> CardFrame:
        """Return what follows from the form: scan, last day, count, verdict."""
        card = CardFrame()
        card.setFixedWidth(_SIDE_WIDTH)
        for part in (self._scanned, self._candidates, rule(), Label(wording.LAST_DAY, "small", tone="ink2")):
            card.body.addWidget(part)
        for part in (self._last_day, self._count, self._known):
            card.body.addWidget(part)
        card.body.addStretch(1)
        card.body.addWidget(self._verdict)
        self._last_day.setWordWrap(True)
        return card

    def _listen(self) -> None:
        """Judge at each change, say errors when a field is left, go on with Enter."""
        for key, field in self.fields.items():
            field.changed.connect(self._tell)
            field.left.connect(lambda key=key: self._check(key))
            if key != "vaccine":
                field.entered.connect(self.go_on)
        self.fields["vaccine"].entered.connect(self._settle_vaccine)
        self.fields["vaccine"].left.connect(self._presenter.settle_only_vaccine)
        for segment in self.segments.values():
            segment.segment.chosen.connect(self._on_chosen)

    def _settle_vaccine(self) -> None:
        """Take the first vaccine that may be meant, and go on."""
        self._presenter.settle_vaccine()
        self.go_on()

    def _on_chosen(self, _key: str) -> None:
        """Judge again; the word on the carton may settle the expiry."""
        self._tell()
        for key in ("expiry", "celsius"):
            if self.fields[key].text():
                self._check(key)

    def _tell(self, _text: str = "") -> None:
        """Tell the presenter what stands in the form."""
        self._presenter.change(self.form())

    def _check(self, key: str) -> None:
        """Say what is wrong with a field that was left, or tick it."""
        field = self.fields[key]
        if key in self._face.errors:
            field.show_error(self._face.errors[key])
        elif field.text() and key not in self._face.notes:
            field.show_checked()
        else:
            field.clear_error()
