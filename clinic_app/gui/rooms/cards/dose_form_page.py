"""The page of the form of one needle: fields at the left, how it would count at the right."""

from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from clinic_app.gui.rooms.cards.card_faces import Remark
from clinic_app.gui.rooms.cards.dose_form import DoseForm, DoseFormFace, DoseFormPresenter
from clinic_app.gui.rooms.cards.explain_panel import RemarkLine
from clinic_app.gui.widgets.card_frame import CardFrame
from clinic_app.gui.widgets.chooser import ChooserField
from clinic_app.gui.widgets.empty_state import EmptyState
from clinic_app.gui.widgets.field import Field
from clinic_app.gui.widgets.key_button import KeyButton
from clinic_app.gui.widgets.room_head import RoomHead
from clinic_app.gui.widgets.segment import SegmentField
from clinic_app.gui.wording import dose_form as wording
from clinic_app.gui.wording.codes import SITES

_ORDER = ("vaccine", "given", "lot", "source", "maker", "unit", "site", "book", "page", "reason")
_ONLY_NEW = ("source", "book", "page")
_ONLY_CORRECTING = ("reason",)


class DoseFormPage(QWidget):
    """Shows a `DoseForm`; Enter goes from field to field, F9 saves."""

    def __init__(self, presenter: DoseFormPresenter, save_button: KeyButton) -> None:
        super().__init__()
        self._presenter = presenter
        self._save = save_button
        self._face = DoseFormFace(correcting=False, vaccines=())
        self.fields = {
            "given": Field(wording.GIVEN_ON, required=True, hint=wording.GIVEN_HINT),
            "lot": Field(wording.LOT, hint=wording.LOT_HINT),
            "maker": Field(wording.MAKER),
            "unit": Field(wording.UNIT, hint=wording.UNIT_HINT),
            "book": Field(wording.BOOK),
            "page": Field(wording.PAGE),
            "reason": Field(wording.REASON, required=True, hint=wording.REASON_HINT),
        }
        self.choosers = {"vaccine": ChooserField(wording.VACCINE, required=True), "site": ChooserField(wording.SITE)}
        self.source = SegmentField(wording.SOURCE, tuple(wording.SOURCES.items()), required=True)
        self._head = RoomHead(wording.NEW_TITLE, wording.NEW_CONTEXT)
        self._judgement = QVBoxLayout()
        self._nothing = EmptyState("clipboard-check", wording.NOT_YET)
        self._build()
        self._listen()
        presenter.attach(self)

    def show_dose_form(self, form: DoseForm, face: DoseFormFace) -> None:
        """Fill the fields and say what is to say of them."""
        title, context = (
            (wording.CORRECT_TITLE, wording.CORRECT_CONTEXT)
            if face.correcting
            else (wording.NEW_TITLE, wording.NEW_CONTEXT)
        )
        self._head.show_title(title)
        self._head.show_context(context)
        self.choosers["vaccine"].chooser.show_choices(face.vaccines)
        for key, chooser in self.choosers.items():
            chooser.chooser.choose(getattr(form, key))
        for key, field in self.fields.items():
            field.clear_error()
            field.set_text(getattr(form, key))
        self.source.segment.choose(form.source)
        for key in (*_ONLY_NEW, *_ONLY_CORRECTING):
            self._parts()[key].setVisible((key in _ONLY_CORRECTING) is face.correcting)
        self.show_dose_judgement(face)

    def show_dose_judgement(self, face: DoseFormFace) -> None:
        """Say what is missing on the button, and how the needle would count."""
        self._face = face
        if face.off:
            self._save.switch_off(face.off)
        else:
            self._save.switch_on()
        self._show_remarks(face.judgement)

    def form(self) -> DoseForm:
        """Return what stands in the form."""
        typed = {key: field.text() for key, field in self.fields.items()}
        chosen = {key: chooser.chooser.choice() for key, chooser in self.choosers.items()}
        return DoseForm(**typed, **chosen, source=self.source.segment.choice())

    def home_focus(self) -> None:
        """Begin with the vaccine of a new needle, with the date of one on file."""
        first = self.fields["given"] if self._face.correcting else self.choosers["vaccine"]
        _stop(first).setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on with Enter from a choice too."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.focusNextChild()
        else:
            super().keyPressEvent(event)

    def _build(self) -> None:
        self._head.add(self._save)
        frame = CardFrame()
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(14)
        self.choosers["site"].chooser.show_choices((("", wording.SITES_UNKNOWN), *SITES.items()))
        for place, key in enumerate(_ORDER):
            grid.addWidget(self._parts()[key], place // 2, place % 2)
        for half in (0, 1):
            grid.setColumnStretch(half, 1)
        frame.body.addLayout(grid)
        frame.body.addStretch(1)
        beside = CardFrame(wording.JUDGEMENT_TITLE)
        beside.body.addLayout(self._judgement)
        beside.body.addWidget(self._nothing, 1)
        beside.body.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(frame, 3)
        row.addWidget(beside, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(self._head)
        column.addLayout(row, 1)
        stops = [_stop(self._parts()[key]) for key in _ORDER]
        for before, after in pairwise([*stops, self._save]):
            QWidget.setTabOrder(before, after)

    def _parts(self) -> dict[str, QWidget]:
        return {**self.fields, **self.choosers, "source": self.source}

    def _listen(self) -> None:
        for key, field in self.fields.items():
            field.changed.connect(self._tell)
            field.left.connect(lambda key=key: self._check(key))
            field.entered.connect(lambda: self.focusNextChild())
        for chooser in self.choosers.values():
            chooser.chooser.chosen.connect(self._tell)
        self.source.segment.chosen.connect(self._tell)

    def _tell(self) -> None:
        self._presenter.change(self.form())

    def _check(self, key: str) -> None:
        """Say what is wrong with a field that was left, or tick it."""
        field = self.fields[key]
        if key in self._face.errors:
            field.show_error(self._face.errors[key])
        elif field.text():
            field.show_checked()
        else:
            field.clear_error()

    def _show_remarks(self, remarks: tuple[Remark, ...]) -> None:
        while (entry := self._judgement.takeAt(0)) is not None:
            widget = entry.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for remark in remarks:
            self._judgement.addWidget(RemarkLine(remark))
        self._nothing.setVisible(not remarks)


def _stop(widget: QWidget) -> QWidget:
    """Return the control inside a labelled field that takes the focus."""
    return widget.focusProxy() or widget
