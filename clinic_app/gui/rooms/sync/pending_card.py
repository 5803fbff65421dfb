"""Our entries that the county holds without having entered them, with its reason and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinic_app.gui.widgets.card_frame import CardFrame
from clinic_app.gui.widgets.label import Label
from clinic_app.gui.wording import receipts as wording

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from clinic_app.gui.rooms.sync.faces import PendingFace


class PendingCard(CardFrame):
    """A few lines, hidden while there are none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(wording.PENDING_TITLE, parent)
        self.body.setContentsMargins(20, 12, 20, 12)
        self.body.setSpacing(2)
        self._labels: list[Label] = []
        self._shown: tuple[PendingFace, ...] = ()
        self.hide()

    def show_lines(self, faces: tuple[PendingFace, ...]) -> None:
        """Show these entries, the oldest first."""
        self.setVisible(bool(faces))
        if faces == self._shown:
            return
        self._shown = faces
        for label in self._labels:
            self.body.removeWidget(label)
            label.deleteLater()
        self._labels = []
        for face in faces:
            self._add(Label(face.what, "body", tone="ink", bold=True, wrap=True))
            self._add(Label(face.why, "small", tone="amber" if face.is_disputed else "ink2", wrap=True))

    def _add(self, label: Label) -> None:
        self._labels.append(label)
        self.body.addWidget(label)
