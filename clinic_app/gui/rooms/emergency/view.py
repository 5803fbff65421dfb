"""The emergency card on the screen: the dose in large figures, the steps beside it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clinic_app.gui.room import Room
from clinic_app.gui.rooms.emergency.presenter import EmergencyFace, EmergencyPresenter
from clinic_app.gui.theme import restyle
from clinic_app.gui.widgets.card_frame import CardFrame
from clinic_app.gui.widgets.field import Field
from clinic_app.gui.widgets.label import Label
from clinic_app.gui.widgets.room_head import RoomHead
from clinic_app.gui.wording import emergency as wording
from clinic_app.gui.wording.shell import ESCAPE_KEY


class EmergencyRoom(Room):
    """The focus waits in the weight; nothing has to be pressed to read the dose by age."""

    key = "emergency"
    title = wording.TITLE
    icon = "heart-pulse"

    def __init__(self, presenter: EmergencyPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._presenter = presenter
        self._who = Label("", "name")
        self.weight = Field(wording.WEIGHT, hint=wording.WEIGHT_HINT, unit=wording.WEIGHT_UNIT)
        self._drug = Label("", "fact", bold=True, tone="red", wrap=True)
        self._volume = Label("", "clock", tone="red")
        self._amount = Label("", "fact", bold=True, wrap=True)
        self._by = Label("", "section", tone="amber", wrap=True)
        self._warning = Label("", "section", tone="red", wrap=True)
        self._steps = Label("", "section", bold=False, wrap=True)
        self._signs = Label("", "small", tone="ink2", wrap=True)
        self._calls = Label("", "section", tone="brand", wrap=True)
        self._source = Label("", "small", tone="ink2", wrap=True)
        head = RoomHead(wording.TITLE, wording.HINT)
        head.add(self.add_action("F5", wording.PRINT, presenter.print_card, icon="printer"))
        head.add(self.add_action(ESCAPE_KEY, wording.BACK, presenter.go_back, icon="arrow-left"))
        self._build(head)
        self.weight.changed.connect(presenter.type_weight)
        presenter.show_on(self)

    def show_card(self, face: EmergencyFace, *, begin: bool) -> None:
        """Show the card; at the beginning the weight is empty and has the focus."""
        self._who.setText(face.who)
        texts = (
            (self._drug, face.drug),
            (self._volume, face.volume),
            (self._amount, face.amount),
            (self._by, face.weight),
            (self._warning, face.warning),
            (self._steps, "\n".join(f"{number}. {step}" for number, step in enumerate(face.steps, start=1))),
            (self._signs, face.signs),
            (self._calls, "　".join(face.calls)),
            (self._source, face.source),
        )
        for label, text in texts:
            label.setText(text)
        self._volume.setText(face.volume or wording.NO_WEIGHT)
        if begin:
            self.weight.set_text("")
        if face.error:
            self.weight.show_error(face.error)
        else:
            self.weight.clear_error()

    def on_compact(self, compact: bool) -> None:
        """Write the steps smaller on the small screen and leave the signs out, so that all steps stand."""
        self._signs.setVisible(not compact)
        self._steps.setProperty("role", "body" if compact else "section")
        restyle(self._steps)

    def home_focus(self) -> None:
        """Put the focus into the weight."""
        self.weight.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self, head: RoomHead) -> None:
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self._dose_card(), 5)
        row.addWidget(self._steps_card(), 6)
        column = QVBoxLayout(self)
        column.setSpacing(8)
        column.addWidget(head)
        column.addLayout(row, 1)
        column.addWidget(self._source)

    def _dose_card(self) -> CardFrame:
        card = CardFrame()
        card.show_tone("red")
        card.body.addWidget(self._who)
        card.body.addWidget(self.weight)
        for label in (self._drug, self._volume, self._amount, self._by, self._warning):
            card.body.addWidget(label)
        card.body.addStretch(1)
        return card

    def _steps_card(self) -> CardFrame:
        card = CardFrame(wording.STEPS_TITLE)
        card.body.addWidget(self._steps)
        card.body.addStretch(1)
        card.body.addWidget(self._signs)
        card.body.addWidget(self._calls)
        return card
