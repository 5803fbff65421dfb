"""The quiet line of long work under the tiles: words, how much is done, and the key that stops it or goes on."""

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from clinic_app.gui.rooms.today.today_faces import DueRefreshFace
from clinic_app.gui.widgets.key_button import KeyButton
from clinic_app.gui.widgets.label import Label
from clinic_app.gui.widgets.progress_card import ProgressBar

_BAR = 240


class RefreshLine(QWidget):
    """Shows a `DueRefreshFace`; hidden when there is none."""

    def __init__(self, button: KeyButton) -> None:
        super().__init__()
        self._button = button
        self._words = Label("", "body", tone="ink2")
        self._bar = ProgressBar()
        self._bar.setFixedWidth(_BAR)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(16)
        line.addWidget(self._words)
        line.addWidget(self._bar)
        line.addStretch(1)
        line.addWidget(button)
        self.hide()

    def show_face(self, face: DueRefreshFace | None) -> None:
        """Show how far the work has come; without a part it stands still and the words say what is missing."""
        if face is not None:
            self._words.setText(face.words)
            self._words.show_tone("ink2" if face.part is not None else "amber")
            self._bar.setVisible(face.part is not None)
            self._bar.show_part(face.part or 0.0)
            self._button.show_text(face.key_words, "pause" if face.part is not None else "play")
        self.setVisible(face is not None)
