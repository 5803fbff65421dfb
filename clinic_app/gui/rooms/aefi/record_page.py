"""The page of one record: doses, symptoms, measures and words, the countdown above them."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from clinic_app.domain.aefi_codes import AefiCodes, Symptom
from clinic_app.gui.faces import ChipFace
from clinic_app.gui.rooms.aefi.faces import PageFace
from clinic_app.gui.rooms.aefi.form import CHOICES, TEXTS, WORDS, AefiForm
from clinic_app.gui.rooms.aefi.record import Record
from clinic_app.gui.rooms.aefi.tick_grid import TickGrid
from clinic_app.gui.widgets.card_frame import CardFrame
from clinic_app.gui.widgets.chip import Chip
from clinic_app.gui.widgets.field import Field
from clinic_app.gui.widgets.key_button import KeyButton
from clinic_app.gui.widgets.label import Label
from clinic_app.gui.widgets.room_head import RoomHead
from clinic_app.gui.widgets.scroll_column import ScrollColumn
from clinic_app.gui.widgets.segment import SegmentField
from clinic_app.gui.wording import aefi as wording
from clinic_app.services.resource_files import aefi_codes

_SYMPTOM_COLUMNS = 3


class RecordPage(QWidget):
    """Shows a `PageFace`; everything typed goes to the record at once."""

    def __init__(self, record: Record, save: KeyButton, others: tuple[KeyButton, ...]) -> None:
        super().__init__()
        self._record = record
        self._save = save
        self._others = others
        self._head = RoomHead(wording.NEW_TITLE)
        self._deadline = Chip(ChipFace(""), large=True)
        self._no_doses = Label(wording.NO_DOSES, "body", tone="ink2", wrap=True)
        self._warning = Label("", "body", tone="amber", bold=True, wrap=True)
        self._history = Label("", "small", tone="ink2", wrap=True)
        self._history_card = CardFrame(wording.HISTORY)
        self.doses = TickGrid(3)
        self._dose_lines = Label("", "body", wrap=True)
        self.symptoms = TickGrid(_SYMPTOM_COLUMNS)
        self.fields = _fields()
        self.segments = _segments()
        self._build()
        self._listen()

    def show_begin(self) -> None:
        """Fill every field from the record and begin with the first symptom."""
        form = self._record.form
        self.symptoms.show_choices(_symptom_choices())
        for key, field in self.fields.items():
            field.clear_error()
            field.set_text(getattr(form, key))
        for key, segment in self.segments.items():
            segment.segment.choose(getattr(form, key))
        self.show_face()

    def show_face(self) -> None:
        """Show what is said of the fields as they stand."""
        face = self._record.face()
        if face is None:
            return
        self._head.show_title(face.title)
        self._head.show_context(face.who)
        self._deadline.show_face(face.deadline)
        self._show_doses()
        self.symptoms.show_ticked(self._record.form.symptoms)
        for key, note in face.notes.items():
            self.fields[key].show_note(note)
        self._warning.setText(face.warning)
        self._warning.setVisible(bool(face.warning))
        self._history.setText("\n".join(face.history))
        self._history_card.setVisible(bool(face.history))
        self._show_buttons(face)

    def home_focus(self) -> None:
        """Begin with the first symptom."""
        boxes = self.symptoms.boxes()
        if boxes:
            boxes[0].setFocus(Qt.FocusReason.OtherFocusReason)
            self._scrolled.verticalScrollBar().setValue(0)  # the doses stand above and are to be seen first

    def _show_doses(self) -> None:
        choices = self._record.choices()
        self.doses.show_choices(tuple((choice.dose_id, choice.box) for choice in choices))
        self._dose_lines.setText("\n".join(choice.line for choice in choices if choice.chosen))
        self.doses.show_ticked({choice.dose_id for choice in choices if choice.chosen})
        self._no_doses.setVisible(not choices)

    def _show_buttons(self, face: PageFace) -> None:
        if self._save.text() != face.save:
            self._save.show_text(face.save)
        if face.off:
            self._save.switch_off(face.off)
        elif not self._save.isEnabled():
            self._save.switch_on()
        for button in self._others:
            if face.saved and not button.isEnabled():
                button.switch_on()
            elif not face.saved and button.isEnabled():
                button.switch_off(wording.SAVE_FIRST)

    def _build(self) -> None:
        """Lay head, countdown and the two columns out; buttons stay below, whatever is scrolled."""
        self._head.add(self._deadline)
        scrolled = self._scrolled = ScrollColumn()
        scrolled.body.addWidget(self._dose_card())
        scrolled.body.addWidget(self._symptom_card())
        scrolled.body.addWidget(self._measure_card())
        scrolled.body.addWidget(self._word_card())
        self._history_card.body.addWidget(self._history)
        scrolled.body.addWidget(self._history_card)
        scrolled.body.addStretch(1)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self._save)
        buttons.addStretch(1)
        for button in self._others:
            buttons.addWidget(button)
        self.buttons = buttons
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._head)
        column.addWidget(scrolled, 1)
        column.addLayout(buttons)

    def _dose_card(self) -> CardFrame:
        card = CardFrame(wording.DOSES)
        card.body.addWidget(self.doses)
        card.body.addWidget(self._dose_lines)
        card.body.addWidget(self._no_doses)
        return card

    def _symptom_card(self) -> CardFrame:
        card = CardFrame(wording.SYMPTOMS)
        card.body.addWidget(self.symptoms)
        card.body.addWidget(self._warning)
        self._warning.hide()
        return card

    def _measure_card(self) -> CardFrame:
        card = CardFrame(f"{wording.WHEN} · {wording.MEASURES}")
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        for place, key in enumerate(TEXTS):
            grid.addWidget(self.fields[key], place // 4, place % 4)
        for column in range(4):
            grid.setColumnStretch(column, 1)
        card.body.addLayout(grid)
        card.body.addWidget(self.segments["serious"])
        return card

    def _word_card(self) -> CardFrame:
        card = CardFrame()
        for key in WORDS:
            card.body.addWidget(self.fields[key])
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        grid.addWidget(self.segments["outcome"], 0, 0, 1, 3)
        for place, key in enumerate(("in_hospital", "classification", "found_by")):
            grid.addWidget(self.segments[key], 1, place)
        card.body.addLayout(grid)
        return card

    def _listen(self) -> None:
        """Tell the record each change; a field left with an error says so; Enter goes on to the next."""
        for key, field in self.fields.items():
            field.changed.connect(self._tell)
            field.left.connect(lambda key=key: self._check(key))
            field.entered.connect(lambda: self.focusNextChild())
        for segment in self.segments.values():
            segment.segment.chosen.connect(self._tell)
        self.symptoms.toggled.connect(self._toggle_symptom)
        self.doses.toggled.connect(self._record.toggle_dose)

    def _tell(self) -> None:
        self._record.change(self._typed())

    def _typed(self) -> AefiForm:
        values = {key: field.text() for key, field in self.fields.items()}
        values |= {key: self.segments[key].segment.choice() for key in CHOICES}
        return replace(self._record.form, **values)  # type: ignore[arg-type]  # texts and codes only

    def _toggle_symptom(self, code: str) -> None:
        form = self._record.form
        self._record.change(replace(form, symptoms=form.symptoms ^ {code}))

    def _check(self, key: str) -> None:
        face = self._record.face()
        if face is not None and key in face.errors:
            self.fields[key].show_error(face.errors[key])
        else:
            self.fields[key].clear_error()


def _fields() -> dict[str, Field]:
    return {
        "onset_day": Field(wording.ONSET_DAY, hint=wording.DAY_HINT),
        "onset_time": Field(wording.ONSET_TIME, hint=wording.TIME_HINT),
        "found_day": Field(wording.FOUND_DAY, hint=wording.DAY_HINT),
        "found_time": Field(wording.FOUND_TIME, hint=wording.TIME_HINT),
        "fever": Field(wording.FEVER, hint=wording.FEVER_HINT),
        "swelling": Field(wording.SWELLING, hint=wording.WIDTH_HINT),
        "hardness": Field(wording.HARDNESS, hint=wording.WIDTH_HINT),
        "course": Field(wording.COURSE, hint=wording.COURSE_HINT),
        "treatment": Field(wording.TREATMENT),
        "diagnosis": Field(wording.DIAGNOSIS),
    }


def _segments() -> dict[str, SegmentField]:
    codes = aefi_codes()
    return {
        "serious": SegmentField(wording.SERIOUS, wording.SERIOUS_CHOICES),
        "in_hospital": SegmentField(wording.HOSPITAL, wording.YES_NO),
        "outcome": SegmentField(wording.OUTCOME, tuple((each.code, each.name) for each in codes.outcomes)),
        "classification": SegmentField(wording.CLASS, tuple((each.code, each.name) for each in codes.classifications)),
        "found_by": SegmentField(wording.FOUND_BY, tuple((each.code, each.name) for each in codes.ways_found)),
    }


def _symptom_choices() -> tuple[tuple[str, str], ...]:
    codes = aefi_codes()
    return tuple((each.code, _symptom_words(codes, each)) for each in codes.symptoms)


def _symptom_words(codes: AefiCodes, symptom: Symptom) -> str:
    window = codes.window_of(symptom)
    return wording.SYMPTOM.format(name=symptom.name, window=window.name) if window.hours else symptom.name
