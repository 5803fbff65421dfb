"""The page of step 5: the recovery code, its sheet, and the field it is typed back into."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPixmap, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from clinic_app.gui.first_start.recovery_step import RecoveryFace, RecoveryStep
from clinic_app.gui.first_start.step_page import StepPage, buttons_row
from clinic_app.gui.theme import Theme
from clinic_app.gui.widgets.card_frame import CardFrame
from clinic_app.gui.widgets.empty_state import EmptyState
from clinic_app.gui.widgets.field import Field
from clinic_app.gui.widgets.label import Label
from clinic_app.gui.wording import first_start as wording

_GROUPS_IN_A_ROW = 4
_GROUPS = 8


class SheetPicture(QLabel):
    """The picture of a sheet, as large as its place allows."""

    def __init__(self) -> None:
        super().__init__()
        self._whole = QPixmap()
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self.setAccessibleName(wording.PREVIEW_CARD)

    def show_picture(self, picture: QPixmap) -> None:
        """Show another sheet."""
        self._whole = picture
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit again."""
        self._fit()

    def _fit(self) -> None:
        """Draw the whole sheet, with the edge of the paper, into the place there is."""
        ratio = self.devicePixelRatio()
        room = QSize(round(self.width() * ratio), round(self.height() * ratio))
        if self._whole.isNull() or room.isEmpty():
            return
        smooth = Qt.TransformationMode.SmoothTransformation
        shown = self._whole.scaled(room, Qt.AspectRatioMode.KeepAspectRatio, smooth)
        edge = QPainter(shown)
        edge.setPen(Theme.current().colour("line2"))
        edge.drawRect(shown.rect().adjusted(0, 0, -1, -1))
        edge.end()
        shown.setDevicePixelRatio(ratio)
        self.setPixmap(shown)


class RecoveryPage(StepPage):
    """Code and field at the left, the sheet at the right; typing hides the code."""

    def __init__(self, step: RecoveryStep, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._groups = [Label("", "title") for _ in range(_GROUPS)]
        self.typed = Field(wording.TYPED_BACK, required=True)
        self._right = Label("", "body", tone="green", bold=True, wrap=True)
        self._print = self.add_key("F6", wording.PRINT, step.print, icon="printer")
        self._toggle = self.add_key("F8", wording.HIDE_CODE, step.toggle, icon="eye-off")
        self._picture = SheetPicture()
        self._nothing = EmptyState("printer", wording.NO_PREVIEW)
        self._build()
        self.typed.changed.connect(step.type)
        self.enter_goes_along(self.typed)
        step.view = self

    def show_typed(self, typed: str) -> None:
        """Fill the field."""
        self.typed.clear_error()
        self.typed.set_text(typed)

    def show_face(self, face: RecoveryFace) -> None:
        """Show code, sheet, and what is said of the field."""
        for number, (label, group) in enumerate(zip(self._groups, face.groups, strict=True), start=1):
            label.setText(group)
            label.setAccessibleName(f"{wording.GROUP.format(number=number)} {group}")
        self._toggle.show_text(
            wording.SHOW_CODE if face.is_hidden else wording.HIDE_CODE, "eye" if face.is_hidden else "eye-off"
        )
        self.typed.show_note(face.count)
        if face.error:
            self.typed.show_error(face.error)
        elif face.is_right:
            self.typed.show_checked()
        else:
            self.typed.clear_error()
        self._right.setText(wording.CODE_RIGHT if face.is_right else "")
        self._show_picture(face)

    def _show_picture(self, face: RecoveryFace) -> None:
        """Show the sheet, except while the code is hidden: then nobody shall copy from the screen."""
        shown = face.picture is not None and not face.is_hidden
        if face.picture is not None and shown:
            picture = face.picture
            image = QImage(picture.rgb, picture.width, picture.height, 3 * picture.width, QImage.Format.Format_RGB888)
            self._picture.show_picture(QPixmap.fromImage(image))
        self._picture.setVisible(shown)
        self._nothing.setVisible(not shown)
        self._nothing.show_sentence(wording.PICTURE_HIDDEN if face.picture is not None else wording.NO_PREVIEW)

    def _build(self) -> None:
        """Lay both cards out."""
        left = CardFrame(wording.CODE_CARD)
        left.body.setSpacing(12)
        left.body.addWidget(Label(wording.CODE_ABOUT, "body", tone="ink2", wrap=True))
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(8)
        for place, label in enumerate(self._groups):
            cell = QVBoxLayout()
            cell.setSpacing(0)
            cell.addWidget(Label(wording.GROUP.format(number=place + 1), "small", tone="ink2"))
            cell.addWidget(label)
            grid.addLayout(cell, place // _GROUPS_IN_A_ROW, place % _GROUPS_IN_A_ROW)
        left.body.addLayout(grid)
        left.body.addLayout(buttons_row(self._print, self._toggle))
        left.body.addSpacing(8)
        left.body.addWidget(self.typed)
        left.body.addWidget(self._right)
        left.body.addStretch(1)
        right = CardFrame(wording.PREVIEW_CARD)
        right.body.addWidget(self._picture, 1)
        right.body.addWidget(self._nothing, 1)
        self._picture.hide()
        page = QHBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(16)
        page.addWidget(left, 3)
        page.addWidget(right, 2)
