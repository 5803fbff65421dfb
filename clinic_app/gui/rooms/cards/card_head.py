"""The head line of the open card: who, what is due, which page, and the way to the desk."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from clinic_app.gui.faces import ChipFace
from clinic_app.gui.rooms.cards.card_faces import NIP, PAID, HeadFace
from clinic_app.gui.theme import restyle
from clinic_app.gui.widgets.chip import Chip
from clinic_app.gui.widgets.key_button import KeyButton
from clinic_app.gui.widgets.label import Label, ShortLabel, rule
from clinic_app.gui.widgets.segment import Segment
from clinic_app.gui.wording import cards as wording

_MOST_CHIPS = 3
_LONG_NAME = 8


class CardHead(QWidget):
    """Name, sex, age, birth date and family; chips; the choice of page; the main button.

    Signals:
        page_chosen: 免疫规划 or 自费 was chosen by hand.
    """

    page_chosen = Signal(str)

    def __init__(self, main_button: KeyButton) -> None:
        super().__init__()
        self._name = Label("", "title")
        self._sex = Label("", "body")
        self._age = Label("", "fact", bold=True)
        self._born = Label("", "body", tone="ink2")
        self._about = ShortLabel("", "small", tone="ink2")
        self._chips = [Chip(ChipFace("")) for _ in range(_MOST_CHIPS)]
        self._paid_doses = 0
        self.segment = self._new_segment()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(9)
        for widget in (self._name, self._sex, _bar(), self._age, _bar(), self._born):
            self._row.addWidget(widget)
        for chip in self._chips:
            self._row.addWidget(chip)
        self._row.addWidget(self._about, 1)
        self._row.addWidget(self.segment)
        self._row.addWidget(main_button)

    def show_face(self, face: HeadFace, paid_doses: int, page: str) -> None:
        """Show another person, or the same one on another page."""
        self._show_name(face.name)
        self._sex.setText(face.sex)
        self._age.setText(face.age)
        self._born.setText(face.born)
        self._about.setText(face.about)
        for place, chip in enumerate(self._chips):
            chip.setVisible(place < len(face.chips))
            if place < len(face.chips):
                chip.show_face(face.chips[place])
        self.setAccessibleName(" ".join((face.name, face.sex, face.age, face.born)))
        self._count_paid(paid_doses)
        self.segment.choose(page)

    def _show_name(self, name: str) -> None:
        """Write the name, smaller when it is long: it stands whole before anything else does."""
        self._name.setProperty("role", "section" if len(name) > _LONG_NAME else "title")
        restyle(self._name)
        self._name.setText(name)

    def _count_paid(self, doses: int) -> None:
        """Write the number of paid doses on the choice."""
        if doses == self._paid_doses:
            return
        self._paid_doses = doses
        old, self.segment = self.segment, self._new_segment()
        self._row.replaceWidget(old, self.segment)
        old.hide()
        old.deleteLater()

    def _new_segment(self) -> Segment:
        """Return the choice of page."""
        paid = wording.PAID_COUNT.format(count=self._paid_doses) if self._paid_doses else wording.PAID
        segment = Segment(wording.PAGE, ((NIP, wording.NIP), (PAID, paid)))
        segment.setFixedWidth(segment.sizeHint().width())
        segment.chosen.connect(self.page_chosen)
        return segment


def _bar() -> QWidget:
    """Return a short upright hairline."""
    line = rule(vertical=True)
    line.setFixedHeight(20)
    return line
