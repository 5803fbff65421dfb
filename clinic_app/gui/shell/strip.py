"""The strip below every room: who is observed, and what is not yet with the county."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from clinic_app.gui.faces import ChipFace, SyncFace
from clinic_app.gui.theme import Theme
from clinic_app.gui.widgets.chip import Chip
from clinic_app.gui.widgets.label import Label
from clinic_app.gui.wording import shell as wording

HEIGHT = 56
COMPACT_HEIGHT = 48
_MOST = 6
_MOST_COMPACT = 5


class Strip(QFrame):
    """Shows as many children as fit and says how many more there are.

    Signals:
        chip_chosen: a chip was clicked, counted from 0.
    """

    chip_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("strip")
        self.setFixedHeight(HEIGHT)
        self._faces: tuple[ChipFace, ...] = ()
        self._total = 0
        self._most = _MOST
        self._icon = QLabel()
        self._count = Label(wording.NOBODY_WATCHED, "body", bold=True)
        self._chips = [self._new_chip(place) for place in range(_MOST)]
        self._more = Label("", "body", tone="ink2")
        self._sync_icon = QLabel()
        self._sync = Label("", "body", bold=True)
        self._proof = Label("", "body", tone="ink2")
        self._sync_face = SyncFace("")
        self._build()
        Theme.current().changed.connect(self._paint_icons)
        self._paint_icons()
        self._fit()

    def show_watch(self, faces: tuple[ChipFace, ...], total: int) -> None:
        """Show the observed children, soonest to act first; `total` counts those not in `faces` too."""
        self._faces = faces
        self._total = total
        self._count.setText(wording.WATCHED.format(count=total) if total else wording.NOBODY_WATCHED)
        self._fit()

    def show_sync(self, face: SyncFace) -> None:
        """Show the sync line."""
        self._sync_face = face
        self._sync.setText(face.count)
        self._sync.show_tone("" if face.tone.value == "grey" else face.tone.value)
        self._proof.setText(face.proof)
        self._paint_icons()
        self._fit()

    def show_compact(self, compact: bool) -> None:
        """Save height, and show five children."""
        self.setFixedHeight(COMPACT_HEIGHT if compact else HEIGHT)
        self._most = _MOST_COMPACT if compact else _MOST
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit again."""
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """Let the chips give way, never the counts."""
        return QSize(400, self.height())

    def _new_chip(self, place: int) -> Chip:
        """Return one of the chips that are filled in turn."""
        chip = Chip(ChipFace(""), large=True, parent=self)
        chip.clicked.connect(lambda: self.chip_chosen.emit(place))
        chip.hide()
        return chip

    def _build(self) -> None:
        """Lay everything out from left to right."""
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(8)
        row.addWidget(self._icon)
        row.addWidget(self._count)
        row.addSpacing(4)
        for chip in self._chips:
            row.addWidget(chip)
        row.addWidget(self._more)
        row.addStretch(1)
        for widget in (self._sync_icon, self._sync, self._proof):
            row.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)

    def _fit(self) -> None:
        """Fill as many chips as there is room for."""
        taken = sum(widget.sizeHint().width() + 8 for widget in (self._count, self._sync, self._proof))
        room = self.width() - 32 - taken - 88
        shown = 0
        for place, chip in enumerate(self._chips):
            fits = place == shown and place < min(len(self._faces), self._most)
            if fits:
                chip.show_face(self._faces[place])
                room -= chip.sizeHint().width() + 8
                fits = room >= 0
            shown += fits
            chip.setVisible(fits)
        more = self._total - shown
        self._more.setText(wording.MORE.format(count=more) if more > 0 else "")
        self._more.setVisible(more > 0)

    def _paint_icons(self) -> None:
        """Draw both icons in their colours."""
        theme = Theme.current()
        tone = self._sync_face.tone.value
        self._icon.setPixmap(theme.pixmap("timer", "brand", 20))
        self._sync_icon.setPixmap(theme.pixmap(self._sync_face.icon, "ink2" if tone == "grey" else tone, 20))
