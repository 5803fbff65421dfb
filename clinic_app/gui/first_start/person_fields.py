"""The fields of one user: name, role, whether she vaccinates, password twice with its rule."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clinic_app.gui.first_start.forms import VACCINATES, VACCINATES_NOT, PersonForm
from clinic_app.gui.first_start.people import PersonFace, rule_chips
from clinic_app.gui.first_start.step_page import row
from clinic_app.gui.widgets.chip import Chip
from clinic_app.gui.widgets.field import Field
from clinic_app.gui.widgets.segment import SegmentField
from clinic_app.gui.wording import first_start as wording

Choices = tuple[tuple[str, str], ...]


class PersonFields(QWidget):
    """The form; an administrator has no choice of roles.

    Signals:
        changed: something was typed or chosen.
    """

    changed = Signal()

    def __init__(self, *, role: str = "", password_label: str = wording.PASSWORD) -> None:
        super().__init__()
        self._fixed_role = role
        may: Choices = (
            ((VACCINATES, wording.YES_ADMIN), (VACCINATES_NOT, wording.NO_ADMIN))
            if role
            else ((VACCINATES, wording.YES), (VACCINATES_NOT, wording.NO))
        )
        label = wording.VACCINATES_ADMIN if role else wording.VACCINATES
        self.fields = {
            "name": Field(wording.PERSON_NAME, required=True, hint=wording.PERSON_HINT),
            "password": Field(password_label, required=True),
            "again": Field(wording.PASSWORD_AGAIN, required=True),
        }
        self.role = SegmentField(wording.ROLE, wording.ROLES, required=True)
        self.vaccinates = SegmentField(label, may, required=True)
        self._chips = tuple(Chip(face) for face in rule_chips(""))
        self._build()
        self.show_passwords(False)
        for field in self.fields.values():
            field.changed.connect(lambda _text: self.changed.emit())
        for segment in (self.role, self.vaccinates):
            segment.segment.chosen.connect(lambda _key: self.changed.emit())

    def stops(self) -> tuple[QWidget, ...]:
        """Return the controls in the order in which they are filled in."""
        role = () if self._fixed_role else (self.role,)
        return (self.fields["name"], *role, self.vaccinates, self.fields["password"], self.fields["again"])

    def form(self) -> PersonForm:
        """Return what stands in the fields; a password exactly as it was typed."""
        return PersonForm(
            name=self.fields["name"].text(),
            role=self._fixed_role or self.role.segment.choice(),
            vaccinates=self.vaccinates.segment.choice(),
            password=self.fields["password"].edit.text(),
            again=self.fields["again"].edit.text(),
        )

    def show_form(self, form: PersonForm) -> None:
        """Fill the fields."""
        for key, field in self.fields.items():
            field.clear_error()
            field.set_text(getattr(form, key))
        for key, segment in (("role", self.role), ("vaccinates", self.vaccinates)):
            segment.segment.choose(getattr(form, key))
            segment.clear_error()

    def show_judgement(self, face: PersonFace) -> list[QWidget]:
        """Say errors at their fields and how far the password has come; return the fields that are wrong."""
        for chip, mark in zip(self._chips, face.chips, strict=True):
            chip.show_face(mark)
        self._show_repetition()
        parts: dict[str, Field | SegmentField] = {**self.fields, "role": self.role, "vaccinates": self.vaccinates}
        for key, field in self.fields.items():
            if key not in face.errors and field.edit.property("wrong") == "true":
                field.clear_error()
        for key, sentence in face.errors.items():
            parts[key].show_error(sentence)
        return [parts[key] for key in face.errors]

    def show_passwords(self, shown: bool) -> None:
        """Show or hide what is typed in both fields."""
        for key in ("password", "again"):
            edit = self.fields[key].edit
            edit.setEchoMode(edit.EchoMode.Normal if shown else edit.EchoMode.Password)

    def _show_repetition(self) -> None:
        """Tick the repetition when it is the same."""
        again = self.fields["again"]
        if again.edit.text() and again.edit.text() == self.fields["password"].edit.text():
            again.show_checked()

    def _build(self) -> None:
        """Lay the fields out, two in a row."""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        if self._fixed_role:
            column.addLayout(row(self.fields["name"], self.vaccinates))
        else:
            column.addWidget(self.fields["name"])
            column.addLayout(row(self.role, self.vaccinates))
        column.addLayout(row(self.fields["password"], self.fields["again"]))
        marks = QHBoxLayout()
        marks.setSpacing(8)
        for chip in self._chips:
            marks.addWidget(chip)
        marks.addStretch(1)
        column.addLayout(marks)
