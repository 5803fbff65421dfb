"""The page of the locked program: who, password, what was kept; never a child's name."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from clinic_app.gui.faces import Tone, UserFace
from clinic_app.gui.shell.lock_panel import LockPanel
from clinic_app.gui.shell.user_tile import UserTile
from clinic_app.gui.theme import Theme
from clinic_app.gui.widgets.field import Edit
from clinic_app.gui.widgets.key_button import KeyButton, Kind
from clinic_app.gui.widgets.label import Label
from clinic_app.gui.widgets.stop_banner import StopBanner
from clinic_app.gui.wording import shell as wording

_USER_KEYS = ("F5", "F6", "F7", "F9", "F2", "F3", "F4", "F10")
_USERS_IN_A_ROW = 2
_MOST_LARGE_TILES = 4
RECOVERY_KEY = "F8"


class PasswordEdit(Edit):
    """The password line; tells when Caps Lock may be on."""

    capitals = Signal(bool)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Judge Caps Lock by a letter: large without Shift, or small with it."""
        letter = event.text()
        if letter.isalpha() and letter.isascii():
            shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.capitals.emit(letter.isupper() != shifted)
        super().keyPressEvent(event)


class SignInPage(QWidget):
    """Who and password; the app checks them.

    Signals:
        sign_in_wished: user id and password, at Enter or by the button.
        recovery_wished: the user id, at F8.
        renewal_left: somebody else was chosen while a new password was asked for.
    """

    sign_in_wished = Signal(str, str)
    recovery_wished = Signal(str)
    renewal_left = Signal()

    def __init__(self, clinic: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sign_in")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.panel = LockPanel(clinic)
        self._tiles: list[UserTile] = []
        self._place = 0
        self._before_renewal: tuple[str, str, str] | None = None
        self._title = Label(wording.WELCOME, "name")
        self._why = Label("", "body", tone="ink2", wrap=True)
        self._users = QGridLayout()
        self._password_label = Label(wording.PASSWORD, "body", tone="ink2")
        self.password = PasswordEdit()
        self.password.setObjectName("password")
        self._button = KeyButton(wording.SIGN_IN, wording.ENTER_KEY, icon="log-in", kind=Kind.PRIMARY, main=True)
        self._hint = Label("", "body", tone="amber")
        self._recovery = KeyButton(wording.RECOVERY, RECOVERY_KEY, kind=Kind.FLAT)
        self._kept = StopBanner()
        self._answer = StopBanner()
        self._eye = QAction(Theme.current().icon("eye"), wording.SHOW_PASSWORD, self)
        self._build()
        self._wire()

    def show_users(self, users: tuple[UserFace, ...]) -> None:
        """Show up to eight users, two in a row; the one on duty is chosen."""
        for tile in self._tiles:
            self._users.removeWidget(tile)
            tile.deleteLater()
        self._tiles = []
        for place, (face, key) in enumerate(zip(users, _USER_KEYS, strict=False)):
            tile = UserTile(face, key, compact=len(users) > _MOST_LARGE_TILES)
            tile.clicked.connect(lambda place=place: self._choose(place))
            self._tiles.append(tile)
            self._users.addWidget(tile, place // _USERS_IN_A_ROW, place % _USERS_IN_A_ROW)
        on_duty = [place for place, face in enumerate(users[: len(_USER_KEYS)]) if face.on_duty]
        self._choose(on_duty[0] if on_duty else 0)

    def show_locked(self, why: str, kept: str) -> None:
        """Say that the program is locked, why, and what was kept."""
        self._show_words(wording.LOCKED, why, wording.UNLOCK)
        self._kept.setVisible(bool(kept))
        if kept:
            self._kept.show_stop(wording.KEPT_TITLE, kept, Tone.GREEN)
        self._answer.hide()
        self.clear()

    def show_renewal(self, label: str) -> None:
        """Ask who was let in by the recovery code for a new password; `end_renewal` goes back."""
        if self._before_renewal is None:
            self._before_renewal = (self._title.text(), self._why.text(), self._button.text())
        self._show_words(wording.NEW_PASSWORD_TITLE, wording.NEW_PASSWORD_WHY, wording.SAVE_PASSWORD)
        self._answer.hide()
        self._recovery.hide()
        self._password_label.setText(label)
        self.password.setAccessibleName(label)
        self.clear()
        self.home_focus()

    def end_renewal(self) -> None:
        """Show the page as it was before a new password was asked for."""
        if self._before_renewal is not None:
            self._show_words(*self._before_renewal)
            self._before_renewal = None
            self._recovery.show()

    def show_error(self, sentence: str) -> None:
        """Say beside the password what is wrong; the password is emptied."""
        self.show_busy(False)
        self.password.clear()
        self._hint.setText(sentence)
        self._hint.show_tone("red")
        self.password.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_answer(self, sentence: str, todo: str, tone: Tone) -> None:
        """Answer a slip that was scanned while locked; no name."""
        self._answer.show_stop(sentence, todo, tone)
        self._answer.show()

    def show_busy(self, busy: bool) -> None:
        """Refuse a second press while the password is being checked."""
        if busy:
            self._button.switch_off(wording.CHECKING_PASSWORD)
        else:
            self._button.switch_on()

    def clear(self) -> None:
        """Empty the password and its sentence."""
        self.show_busy(False)
        self._eye.setChecked(False)
        self.password.clear()
        self._hint.setText("")

    def take_key(self, key: str) -> None:
        """Choose a user by key, or ask for the recovery code."""
        if key == RECOVERY_KEY:
            self._ask_recovery()
        elif key in _USER_KEYS and _USER_KEYS.index(key) < len(self._tiles):
            self._choose(_USER_KEYS.index(key))

    def home_focus(self) -> None:
        """Put the focus into the password."""
        self.password.setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose(self, place: int) -> None:
        """Choose one user and ask for the password again."""
        if self._before_renewal is not None:
            self.end_renewal()
            self.renewal_left.emit()
        self._place = place
        for known, tile in enumerate(self._tiles):
            tile.show_chosen(known == place)
        if self._tiles:
            label = wording.PASSWORD_OF.format(name=self._tiles[place].face.name)
            self._password_label.setText(label)
            self.password.setAccessibleName(label)
        self.clear()
        self.home_focus()

    def _show_words(self, title: str, why: str, button: str) -> None:
        """Change title, reason and the words of the button."""
        self._title.setText(title)
        self._why.setText(why)
        self._why.setVisible(bool(why))
        self._button.show_text(button)

    def _sign_in(self) -> None:
        """Tell who wishes to sign in."""
        if self._tiles and self._button.isEnabled():
            self.sign_in_wished.emit(self._tiles[self._place].face.user_id, self.password.text())

    def _ask_recovery(self) -> None:
        """Tell who has lost the password."""
        if self._tiles:
            self.recovery_wished.emit(self._tiles[self._place].face.user_id)

    def _show_capitals(self, on: bool) -> None:
        """Warn of Caps Lock."""
        self._hint.setText(wording.CAPS_LOCK if on else "")
        self._hint.show_tone("amber")

    def _show_password(self, shown: bool) -> None:
        """Show or hide what is typed."""
        mode = PasswordEdit.EchoMode.Normal if shown else PasswordEdit.EchoMode.Password
        self.password.setEchoMode(mode)

    def _wire(self) -> None:
        """Connect the controls."""
        self.password.setEchoMode(PasswordEdit.EchoMode.Password)
        self._button.show_tall(56)
        self._eye.setCheckable(True)
        self._eye.toggled.connect(self._show_password)
        self.password.addAction(self._eye, PasswordEdit.ActionPosition.TrailingPosition)
        self.password.entered.connect(self._sign_in)
        self.password.capitals.connect(self._show_capitals)
        self._button.clicked.connect(self._sign_in)
        self._recovery.clicked.connect(self._ask_recovery)
        self._recovery.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def _build(self) -> None:
        """Lay the page out: the panel at the left, the form in the middle of the rest."""
        form = QWidget()
        form.setObjectName("signInForm")
        form.setFixedWidth(560)
        column = QVBoxLayout(form)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._title)
        column.addWidget(self._why)
        self._why.hide()
        column.addSpacing(12)
        self._users.setSpacing(12)
        column.addLayout(self._users)
        column.addSpacing(12)
        column.addWidget(self._password_label)
        column.addLayout(_row(self.password, self._button))
        column.addLayout(_row(self._hint, self._recovery))
        column.addSpacing(8)
        for banner in (self._kept, self._answer):
            column.addWidget(banner)
            banner.hide()
        side = QVBoxLayout()
        side.setContentsMargins(24, 24, 24, 24)
        side.addStretch(1)
        side.addWidget(form, 0, Qt.AlignmentFlag.AlignHCenter)
        side.addStretch(1)
        side.addWidget(Label(wording.LOCK_NOTE, "small", tone="ink2"), 0, Qt.AlignmentFlag.AlignHCenter)
        page = QHBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(self.panel, 3)
        page.addLayout(side, 2)


def _row(first: QWidget, second: QWidget) -> QHBoxLayout:
    """Return two widgets side by side, the first taking the room."""
    row = QHBoxLayout()
    row.setSpacing(16)
    row.addWidget(first, 1)
    row.addWidget(second)
    return row
