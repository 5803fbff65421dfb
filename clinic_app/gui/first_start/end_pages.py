"""The page of step 6, and the page of what an earlier try left."""

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from clinic_app.gui.faces import Tone
from clinic_app.gui.first_start.finish_step import FinishFace, FinishStep, Stage
from clinic_app.gui.first_start.leftovers import Leftovers, LeftoversFace
from clinic_app.gui.first_start.step_page import StepPage, buttons_row
from clinic_app.gui.widgets.card_frame import CardFrame
from clinic_app.gui.widgets.label import Label
from clinic_app.gui.widgets.scroll_column import ScrollColumn
from clinic_app.gui.widgets.stop_banner import StopBanner
from clinic_app.gui.wording import first_start as wording

_LABEL_WIDTH = 120


class FinishPage(StepPage):
    """Everything once more; after the founding the same as what was made."""

    def __init__(self, step: FinishStep, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._done = StopBanner()
        self._card = CardFrame(wording.CHECK_CARD)
        self._values = [Label("", "body", wrap=True) for _ in wording.ROWS]
        self._build()
        step.view = self

    def show_face(self, face: FinishFace) -> None:
        """Show what will be or was made, and the banner of the stage."""
        for value, (label, words) in zip(self._values, face.rows, strict=True):
            value.setText(words)
            value.setAccessibleName(f"{label} {words}")
        banners = {
            Stage.FOUNDING: (wording.FOUNDING, "", Tone.BRAND),
            Stage.DONE: (wording.DONE_TITLE, wording.DONE_TODO, Tone.GREEN),
        }
        self._done.setVisible(face.stage in banners)
        if face.stage in banners:
            self._done.show_stop(*banners[face.stage])
        self._card.show_title(wording.DONE_CARD if face.stage is Stage.DONE else wording.CHECK_CARD)

    def _build(self) -> None:
        """Lay banner and rows out; a long list of people scrolls."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(10)
        grid.setColumnMinimumWidth(0, _LABEL_WIDTH)
        grid.setColumnStretch(1, 1)
        for place, (label, value) in enumerate(zip(wording.ROWS, self._values, strict=True)):
            grid.addWidget(Label(label, "body", tone="ink2"), place, 0)
            grid.addWidget(value, place, 1)
        scroll = ScrollColumn()
        scroll.body.addLayout(grid)
        scroll.body.addStretch(1)
        self._card.body.addWidget(scroll, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(self._done)
        column.addWidget(self._card, 1)
        self._done.hide()


class LeftoversPage(StepPage):
    """One banner that says what stands there, and the one key beside F9."""

    def __init__(self, leftovers: Leftovers, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._what = StopBanner()
        self._anew = self.add_key("F10", wording.BEGIN_ANEW, leftovers.begin_anew)
        card = CardFrame(wording.STOOD_TITLE)
        card.body.setSpacing(16)
        card.body.addWidget(self._what)
        card.body.addLayout(buttons_row(self._anew))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)
        column.addStretch(1)
        leftovers.view = self

    def show_face(self, face: LeftoversFace) -> None:
        """Say what stands there."""
        self._what.show_stop(face.words.sentence, face.words.todo, Tone.AMBER)
        self._anew.setVisible(face.may_begin_anew)
