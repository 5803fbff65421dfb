"""The page of the form 新建档案."""

from itertools import pairwise
from typing import Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from clinic_app.gui.rooms.cards.card_faces import RecentFace
from clinic_app.gui.rooms.cards.new_record import FormFace, NewRecord, NewRecordView
from clinic_app.gui.rooms.cards.search_page import PersonRow
from clinic_app.gui.widgets.card_frame import CardFrame
from clinic_app.gui.widgets.empty_state import EmptyState
from clinic_app.gui.widgets.field import Field
from clinic_app.gui.widgets.key_button import KeyButton
from clinic_app.gui.widgets.label import Label
from clinic_app.gui.widgets.room_head import RoomHead
from clinic_app.gui.widgets.segment import SegmentField
from clinic_app.gui.wording import new_record as wording
from clinic_app.gui.wording.codes import RELATIONS, RESIDENCES, SEXES

_SEXES = tuple((key, SEXES[key]) for key in ("M", "F"))
_ORDER = ("name", "sex", "born", "code", "guardian", "relation", "phone", "village", "residence")
_RELATIONS = tuple((key, RELATIONS[key]) for key in ("mother", "father", "other"))


class RecordForm(Protocol):
    """What the page needs of its presenter: 新建档案 and 修改资料 have the same fields."""

    def attach(self, view: NewRecordView) -> None:
        """Take the view this presenter speaks to."""

    def change(self, record: NewRecord) -> None:
        """Judge what was typed."""


class NewRecordPage(QWidget):
    """Fields at the left, persons who may be the same at the right; errors stand beside their fields.

    Signals:
        person_chosen: a person of the list was opened; carries the person's id.
    """

    person_chosen = Signal(str)

    def __init__(
        self,
        presenter: RecordForm,
        save_button: KeyButton,
        *,
        title: str = wording.TITLE,
        context: str = wording.CONTEXT,
    ) -> None:
        super().__init__()
        self._presenter = presenter
        self._save = save_button
        self._title, self._context = title, context
        self.fields = {
            "name": Field(wording.NAME, required=True, hint=wording.NAME_HINT),
            "born": Field(wording.BORN, required=True, hint=wording.BORN_HINT),
            "guardian": Field(wording.GUARDIAN, required=True),
            "phone": Field(wording.PHONE, hint=wording.PHONE_HINT),
            "village": Field(wording.VILLAGE, required=True),
            "code": Field(wording.CODE, hint=wording.CODE_HINT),
        }
        self.segments = {
            "sex": SegmentField(wording.SEX, _SEXES, required=True),
            "relation": SegmentField(wording.RELATION, _RELATIONS),
            "residence": SegmentField(wording.RESIDENCE, tuple(RESIDENCES.items())),
        }
        self._rows: list[PersonRow] = []
        self._face = FormFace()
        self._people = QVBoxLayout()
        self._nobody = EmptyState("users-round", wording.NOBODY_SAME)
        self._build()
        self._listen()
        presenter.attach(self)

    def show_form(self, record: NewRecord, face: FormFace) -> None:
        """Fill the fields and say what is to say of them."""
        for key, field in self.fields.items():
            field.clear_error()
            field.set_text(getattr(record, key))
        for key, segment in self.segments.items():
            segment.segment.choose(getattr(record, key))
        self.show_judgement(face)

    def show_judgement(self, face: FormFace) -> None:
        """Say what is missing on the button, the age in its field, and who may be the same."""
        self._face = face
        self.fields["born"].show_note(face.age)
        if face.off:
            self._save.switch_off(face.off)
        else:
            self._save.switch_on()
        self._show_alike(face.alike)

    def take_code(self, code: str) -> None:
        """Put a scanned booklet into its field."""
        self.fields["code"].set_text(code)
        self._tell()
        self._check("code")

    def home_focus(self) -> None:
        """Begin with the name."""
        self.fields["name"].edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def record(self) -> NewRecord:
        """Return what stands in the form."""
        typed = {key: field.text() for key, field in self.fields.items()}
        chosen = {key: segment.segment.choice() for key, segment in self.segments.items()}
        return NewRecord(**typed, **chosen)

    def _build(self) -> None:
        """Lay head, fields and list out; Tab goes along the rows."""
        head = RoomHead(self._title, self._context)
        head.add(self._save)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self._form(), 3)
        row.addWidget(self._alike(), 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(head)
        column.addLayout(row, 1)
        stops = [_stop(self._parts()[key]) for key in _ORDER]
        for before, after in pairwise([*stops, self._save]):
            QWidget.setTabOrder(before, after)

    def _form(self) -> CardFrame:
        """Return the fields, two in a row."""
        form = CardFrame()
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(18)
        for place, key in enumerate(_ORDER):
            grid.addWidget(self._parts()[key], place // 2, place % 2)
        for column in (0, 1):
            grid.setColumnStretch(column, 1)
        form.body.addLayout(grid)
        form.body.addStretch(1)
        return form

    def _alike(self) -> CardFrame:
        """Return the list of persons who may be the same."""
        alike = CardFrame()
        alike.add_to_head(Label(wording.SAME_KEYS, "small", tone="ink2"))
        alike.show_title(wording.SAME_TITLE)
        alike.body.addLayout(self._people)
        alike.body.addWidget(self._nobody, 1)
        alike.body.addStretch(1)
        return alike

    def _parts(self) -> dict[str, QWidget]:
        """Return fields and choices by key."""
        return {**self.fields, **self.segments}

    def _listen(self) -> None:
        """Judge at each change, say errors when a field is left, go on with Enter."""
        for key, field in self.fields.items():
            field.changed.connect(self._tell)
            field.left.connect(lambda key=key: self._check(key))
            field.entered.connect(lambda: self.focusNextChild())
        for segment in self.segments.values():
            segment.segment.chosen.connect(self._tell)

    def _tell(self) -> None:
        """Tell the presenter what stands in the form."""
        self._presenter.change(self.record())

    def _check(self, key: str) -> None:
        """Say what is wrong with a field that was left, or tick it."""
        field = self.fields[key]
        if key in self._face.errors:
            field.show_error(self._face.errors[key])
        elif field.text():
            field.show_checked()
        else:
            field.clear_error()

    def _show_alike(self, faces: tuple[RecentFace, ...]) -> None:
        """List who may be the same; rows are kept while nothing changes."""
        if [row.face for row in self._rows] == list(faces):
            self._nobody.setVisible(not faces)
            return
        for row in self._rows:
            self._people.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = [self._new_row(face) for face in faces]
        self._nobody.setVisible(not faces)

    def _new_row(self, face: RecentFace) -> PersonRow:
        """Return a row that opens its person."""
        row = PersonRow(face, tall=True)
        row.clicked.connect(lambda: self.person_chosen.emit(face.person_id))
        self._people.addWidget(row)
        return row


def _stop(widget: QWidget) -> QWidget:
    """Return the control inside a labelled field that takes the focus."""
    return widget.focusProxy() or widget
