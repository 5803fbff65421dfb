"""The Qt prompter: one panel inside the window, and a notice at its top. Nothing here runs a loop of its own."""

from collections import deque
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from shiboken6 import isValid

from clinic_app.gui.faces import Tone
from clinic_app.gui.prompt_card import PromptCard
from clinic_app.gui.prompter import Choice, Question, TextQuestion
from clinic_app.gui.widgets.field import Field
from clinic_app.gui.widgets.key_button import Kind
from clinic_app.gui.widgets.stop_banner import StopBanner
from clinic_app.gui.wording import shell as wording

_NOTICE_SECONDS = 6


class PromptPanel(QWidget):
    """Covers the rooms while it asks (header and strip stay); further questions wait their turn.

    The focus goes into the panel and comes back to where it was. Enter gives the safe answer.

    Signals:
        asked: a question is about to stand there.
    """

    asked = Signal()

    def __init__(
        self, window: QWidget, area: Callable[[QWidget], QRect], notice_area: Callable[[QWidget], QRect]
    ) -> None:
        super().__init__(window)
        self._area = area
        self._notice_area = notice_area
        self._aside: PromptCard | None = None
        self.setObjectName("promptShade")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._window = window
        self._waiting: deque[Callable[[], PromptCard]] = deque()
        self._card: PromptCard | None = None
        self._escape: Callable[[], None] | None = None
        self._aside_escape: Callable[[], None] | None = None
        self._came_from: QWidget | None = None
        self._column = QVBoxLayout(self)
        self._notice = StopBanner(slim=True, parent=window)
        self._notice_left = 0
        self._notice.hide()
        window.installEventFilter(self)
        self.hide()

    def is_open(self) -> bool:
        """Tell whether a question stands."""
        return self._card is not None

    def ask(self, question: Question, then: Callable[[str], None]) -> None:
        """Ask with buttons; the first answer has the focus, Enter and Esc give it."""
        self._enqueue(lambda: self._choice_card(question, then))

    def ask_text(
        self, question: TextQuestion, then: Callable[[str], None], otherwise: Callable[[], None] | None = None
    ) -> None:
        """Ask for words in a field; too few are refused beside the field."""
        self._enqueue(lambda: self._text_card(question, then, otherwise))

    def tell(self, sentence: str, todo: str = "", tone: Tone = Tone.GREY) -> None:
        """Show a notice in the header; it leaves after six ticks, a red one at Esc or by the next notice."""
        self._notice.show_stop(sentence, todo, tone)
        self._notice_left = 0 if tone is Tone.RED else _NOTICE_SECONDS
        self._place()
        self._notice.show()
        self._notice.raise_()

    def hide_notice(self) -> bool:
        """Take the notice away; False when there was none."""
        shown = self._notice.isVisibleTo(self._window)
        self._notice.hide()
        return shown

    def hide_passing_notice(self) -> None:
        """Take away a notice that would leave by itself: what it spoke of is past. A red one stands until Esc."""
        if self._notice_left:
            self._notice_left = 0
            self._notice.hide()

    def put_aside(self) -> None:
        """Keep a standing question and notice out of sight while the program is locked."""
        self._notice.hide()
        if self._card is not None:
            self._aside, self._card = self._card, None
            self._aside_escape = self._escape
            self._aside.hide()
            self.hide()

    def take_up(self) -> None:
        """Show the question again that stood before the lock."""
        if self._aside is None:
            return
        self._card, self._aside = self._aside, None
        self._escape = self._aside_escape
        self._card.show()
        self._reveal(self._card)

    def on_tick(self) -> None:
        """Count the notice down with the window's tick."""
        if self._notice_left:
            self._notice_left -= 1
            if not self._notice_left:
                self._notice.hide()

    def take_scan(self, code: str) -> bool:
        """Put a scanned code into the field of a question that wants one; False when none does."""
        if self._card is None or self._card.field is None or not self._card.wants_scans:
            return False
        self._card.field.set_text(code)
        return True

    def take_key(self, key: str) -> None:
        """Answer a routed key: Esc, or the hotkey of a choice; every other key is lost on purpose."""
        if self._card is None:
            return
        if key == wording.ESCAPE_KEY and self._escape is not None:
            self._escape()
            return
        for button in self._card.buttons:
            if button.key == key:
                button.click()
                return

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Cover the rooms at every size, once they have their own."""
        if event.type() is QEvent.Type.Resize:
            QTimer.singleShot(0, self._place)
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let no key through to the room; Esc answers, arrows and digits choose."""
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.take_key(wording.ESCAPE_KEY)
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Right):
            self.focusNextPrevChild(True)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Left):
            self.focusNextPrevChild(False)
        elif event.text().isdigit():
            self.take_key(event.text())
        event.accept()

    def focusNextPrevChild(self, forwards: bool) -> bool:
        """Keep Tab inside the panel."""
        if self._card is None:
            return super().focusNextPrevChild(forwards)
        stops: list[QWidget] = [self._card.field.edit] if self._card.field else []
        stops += self._card.buttons
        focused = QApplication.focusWidget()
        here = stops.index(focused) if focused in stops else -1
        stops[(here + (1 if forwards else -1)) % len(stops)].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def _enqueue(self, build: Callable[[], PromptCard]) -> None:
        """Show a question now or after the one that stands."""
        self._waiting.append(build)
        if self._card is None:
            self._came_from = QApplication.focusWidget()
            self._show_next()

    def _show_next(self) -> None:
        """Show the next waiting question, or close the panel and give the focus back."""
        if not self._waiting:
            self.hide()
            if self._came_from is not None and isValid(self._came_from) and self._came_from.isVisible():
                self._came_from.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._card = self._waiting.popleft()()
        self._column.addWidget(self._card, 0, Qt.AlignmentFlag.AlignCenter)
        self._reveal(self._card)

    def _reveal(self, card: PromptCard) -> None:
        """Bring the panel to the front with the focus on the safe answer or the field."""
        self.asked.emit()
        self._place()
        self.show()
        self.raise_()
        first = card.field.edit if card.field else card.buttons[0]
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _close(self, then: Callable[[], None] | None) -> None:
        """Take the question away, show the next, and then tell the answer."""
        card, self._card = self._card, None
        if card is not None:
            self._column.removeWidget(card)
            card.hide()
            card.deleteLater()
        self._show_next()
        if then is not None:
            then()

    def _choice_card(self, question: Question, then: Callable[[str], None]) -> PromptCard:
        """Build a card of buttons."""
        card = PromptCard(question.title, question.sentence, question.tone, self)
        card.add_told(question.told)
        for place, choice in enumerate(question.choices):
            safe = place == 0
            shown = Choice(choice.key, choice.text, choice.hotkey or wording.ENTER_KEY, choice.icon) if safe else choice
            kind = Kind.PRIMARY if safe else (Kind.DANGER if choice.danger else Kind.SECOND)
            card.add_button(shown, kind, self._answer(then, choice.key))
        on_escape = question.choices[0].key if question.escape is None else question.escape
        self._escape = self._answer(then, on_escape)
        card.lay_buttons()
        return card

    def _text_card(
        self, question: TextQuestion, then: Callable[[str], None], otherwise: Callable[[], None] | None
    ) -> PromptCard:
        """Build a card with a field, suggestions and two buttons."""
        card = PromptCard(question.title, question.sentence, question.tone, self)
        field = card.field = Field(question.label)
        card.wants_scans = question.wants_scans
        if question.secret:
            field.edit.setEchoMode(field.edit.EchoMode.Password)
        card.body.addWidget(field)
        card.add_suggestions(question.suggestions[:9])
        field.changed.connect(lambda typed: self._on_suggestion(field, question, typed))

        def accept() -> None:
            """Take the words when there are enough of them."""
            if len(field.text()) < question.least:
                field.show_error(wording.REASON_TOO_SHORT.format(count=question.least))
                field.edit.setFocus(Qt.FocusReason.OtherFocusReason)
                return
            words = field.text()
            self._close(lambda: then(words))

        field.entered.connect(accept)
        self._escape = lambda: self._close(otherwise)
        card.add_button(Choice("", question.accept or wording.SAVE, wording.ENTER_KEY), Kind.PRIMARY, accept)
        card.add_button(Choice("", wording.CANCEL, wording.ESCAPE_KEY), Kind.SECOND, self._escape)
        card.lay_buttons()
        return card

    def _on_suggestion(self, field: Field, question: TextQuestion, typed: str) -> None:
        """Write the nth suggestion when its digit is typed into the empty field."""
        if typed.isdigit() and 0 < int(typed) <= len(question.suggestions):
            field.set_text(question.suggestions[int(typed) - 1])

    def _answer(self, then: Callable[[str], None], key: str) -> Callable[[], None]:
        """Return the press that gives one answer."""
        return lambda: self._close(lambda: then(key))

    def _place(self) -> None:
        """Cover the rooms; put the notice into its corner of the header."""
        self.setGeometry(self._area(self._window))
        self._notice.setGeometry(self._notice_area(self._window))
