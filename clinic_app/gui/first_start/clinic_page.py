"""The page of step 1: the clinic's name, unit code and phone, and the county's package."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clinic_app.gui.faces import Tone
from clinic_app.gui.first_start.clinic_step import ClinicFace, ClinicStep
from clinic_app.gui.first_start.enrolling import Enrolling
from clinic_app.gui.first_start.forms import ClinicForm
from clinic_app.gui.first_start.step_page import StepPage, buttons_row
from clinic_app.gui.widgets.card_frame import CardFrame
from clinic_app.gui.widgets.field import Field
from clinic_app.gui.widgets.label import Label
from clinic_app.gui.widgets.stop_banner import StopBanner
from clinic_app.gui.wording import first_start as wording


class ClinicPage(StepPage):
    """Fields at the left; where the code stands and what the county may have given at the right."""

    def __init__(self, step: ClinicStep, enrolling: Enrolling, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._step = step
        self.fields = {
            "unit_code": Field(wording.UNIT_CODE, required=True, hint=wording.UNIT_CODE_HINT),
            "name": Field(wording.NAME, required=True, hint=wording.NAME_HINT),
            "phone": Field(wording.PHONE, hint=wording.PHONE_HINT),
        }
        self._enrolled = StopBanner()
        self._read = self.add_key("F5", wording.READ_ENROLMENT, enrolling.read, icon="usb")
        self._drop = self.add_key("F8", wording.DROP_ENROLMENT, enrolling.drop)
        self._build()
        for key, field in self.fields.items():
            field.changed.connect(lambda _text: self._tell())
            field.left.connect(lambda key=key: self._tick(key))
        self.enter_goes_along(*self.fields.values())
        self._errors: dict[str, str] = {}
        step.view = self

    def show_form(self, form: ClinicForm, face: ClinicFace) -> None:
        """Fill the fields; what the county fixed cannot be typed over."""
        for key, field in self.fields.items():
            field.clear_error()
            field.set_text(getattr(form, key))
        for key in ("name", "unit_code"):
            self.fields[key].edit.setEnabled(not face.enrolled)
        self._enrolled.setVisible(bool(face.enrolled))
        if face.enrolled:
            self._enrolled.show_stop(wording.ENROLMENT_CARD, face.enrolled, Tone.GREEN)
        self._drop.setVisible(bool(face.enrolled))
        self.show_judgement(face)

    def show_judgement(self, face: ClinicFace, *, jump: bool = False) -> None:
        """Say errors at their fields, and the county in the field of the code."""
        self._errors = face.errors
        for key, sentence in face.errors.items():
            self.fields[key].show_error(sentence)
        self.fields["unit_code"].show_note(face.code_note)
        if jump:
            self.focus_first([self.fields[key] for key in face.errors])

    def _tell(self) -> None:
        """Tell the step what stands in the fields."""
        self._step.change(ClinicForm(**{key: field.text() for key, field in self.fields.items()}))

    def _tick(self, key: str) -> None:
        """Mark a field that was left and holds something right."""
        field = self.fields[key]
        if key not in self._errors and field.text() and field.edit.property("wrong") != "true":
            field.show_checked()

    def _build(self) -> None:
        """Lay both cards out."""
        form = CardFrame(wording.CLINIC_CARD)
        form.body.setSpacing(16)
        for field in self.fields.values():
            form.body.addWidget(field)
        form.body.addWidget(self._enrolled)
        form.body.addStretch(1)
        county = CardFrame(wording.ENROLMENT_CARD)
        county.body.addWidget(Label(wording.ENROLMENT_ABOUT, "body", tone="ink2", wrap=True))
        county.body.addLayout(buttons_row(self._read, self._drop))
        where = CardFrame(wording.CODE_WHERE_CARD)
        where.body.addWidget(Label(wording.CODE_WHERE, "body", tone="ink2", wrap=True))
        where.body.addStretch(1)
        side = QVBoxLayout()
        side.setSpacing(16)
        side.addWidget(county)
        side.addWidget(where, 1)
        page = QHBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(16)
        page.addWidget(form, 3)
        page.addLayout(side, 2)
