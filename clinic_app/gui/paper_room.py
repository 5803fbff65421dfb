"""A page of the print centre with one list: what can be printed at the left, the paper in focus at the right."""

from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from clinic_app.gui.faces import ProgressFace
from clinic_app.gui.paper_face import PaperFace, PaperPlan
from clinic_app.gui.prompt_panel import PromptPanel
from clinic_app.gui.room import Room
from clinic_app.gui.widgets.card_frame import CardFrame
from clinic_app.gui.widgets.empty_state import EmptyState
from clinic_app.gui.widgets.key_button import KeyButton, Kind
from clinic_app.gui.widgets.label import Label
from clinic_app.gui.widgets.list_table import ListTable
from clinic_app.gui.widgets.paper_preview import PaperPreview
from clinic_app.gui.widgets.progress_card import ProgressCard
from clinic_app.gui.widgets.room_head import RoomHead
from clinic_app.gui.wording import printing as wording
from clinic_app.gui.wording.shell import ESCAPE_KEY
from clinic_app.services.print_pages import PageImage


class PaperPresenter(Protocol):
    """The mind behind such a page."""

    plan: PaperPlan

    def show_on(self, view: "PaperRoom") -> None:
        """Take the room that shows it."""

    def begin(self) -> None:
        """Read and show the list."""

    def choose(self, key: str) -> None:
        """Show the paper of the row in focus."""

    def print(self, key: str) -> None:
        """Print the paper of a row."""

    def stop(self) -> None:
        """Stop what is being made; False when nothing is."""

    def go_back(self) -> None:
        """Stop what is being made, else return to the front page."""

    def on_changed(self, kinds: frozenset[str]) -> None:
        """Read again when it concerns the list."""

    def on_masked(self, masked: bool) -> None:
        """Hide or show names."""

    def on_tick(self) -> None:
        """Show how far the work has come."""


class PaperRoom(Room):
    """F9 or Enter prints the row in focus, Esc stops what is being made or goes back."""

    def __init__(self, presenter: PaperPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        plan = presenter.plan
        self.key, self.title, self.icon = plan.key, plan.title, plan.icon
        self._presenter = presenter
        self._head = RoomHead(plan.title)
        self.table = ListTable(plan.title, plan.columns)
        self.table.pages_itself = False
        self._empty = EmptyState(plan.icon, "")
        self.preview = PaperPreview()
        self.progress = ProgressCard()
        self._hint = Label("", "small", tone="ink2")
        self._waits_for_rows = False
        self._options: list[KeyButton] = [
            self.add_action(option.key, option.text, option.wish, icon=option.icon) for option in plan.options
        ]
        self._print = self.add_action("F9", plan.print_text, self._print_row, icon="printer", kind=Kind.PRIMARY)
        self._head.add(self.add_action(ESCAPE_KEY, wording.BACK, presenter.go_back, icon="arrow-left"))
        self._build()
        self.table.entered_row.connect(presenter.choose)
        self.table.opened.connect(presenter.print)
        self.progress.stop_wished.connect(presenter.stop)
        presenter.show_on(self)

    def show_list(self, face: PaperFace) -> None:
        """Show the list, or how far the work has come."""
        self._head.show_context(face.context)
        self._hint.setText(face.hint)
        for button, text in zip(self._options, face.options, strict=True):
            button.show_text(text)
        self.table.show_rows(face.rows)
        self.table.setVisible(bool(face.rows))
        self._empty.show_sentence(face.empty)
        self._empty.setVisible(not face.rows)
        self._show_progress(face.progress)
        for button in (*self._options, self._print):
            if face.progress is not None:
                button.switch_off(wording.BUSY)
            elif not button.isEnabled():
                button.switch_on()
        if not face.rows:
            self._print.switch_off(wording.NOTHING_TO_PRINT)
        elif self._waits_for_rows:
            self._waits_for_rows = False
            if not _is_asking():
                self.home_focus()

    def show_page(self, page: PageImage | None, words: str) -> None:
        """Show the paper in focus."""
        self.preview.show_page(page, words)

    def opened(self) -> None:
        """Read again and put the focus into the list."""
        self._waits_for_rows = True  # what is counted in the background comes a moment after the room
        self._presenter.begin()
        self.home_focus()

    def on_changed(self, kinds: frozenset[str]) -> None:
        """Read again when it concerns the list."""
        self._presenter.on_changed(kinds)

    def on_masked(self, masked: bool) -> None:
        """Hide or show names."""
        self._presenter.on_masked(masked)

    def on_tick(self) -> None:
        """Let the progress run while it is seen."""
        if self.isVisible():
            self._presenter.on_tick()

    def home_focus(self) -> None:
        """Put the focus into the list; an empty one leaves it to the scan box."""
        if self.table.isVisibleTo(self) and self.isVisible():
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _print_row(self) -> None:
        self._presenter.print(self.table.current_key())

    def _show_progress(self, progress: ProgressFace | None) -> None:
        if progress is not None:
            self.progress.show_face(progress)
        self._right.setCurrentWidget(self.progress if progress is not None else self._paper)

    def _build(self) -> None:
        card = CardFrame()
        card.body.addWidget(self.table, 1)
        card.body.addWidget(self._empty, 1)
        self._paper = CardFrame()
        self._paper.body.addWidget(self.preview, 1)
        self._right = QStackedWidget()
        self._right.addWidget(self._paper)
        self._right.addWidget(self.progress)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(card, 1)
        row.addWidget(self._right, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self._hint)
        buttons.addStretch(1)
        for button in (*self._options, self._print):
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setSpacing(8)
        column.addWidget(self._head)
        column.addLayout(row, 1)
        column.addLayout(buttons)


def _is_asking() -> bool:
    """Tell whether a question has the focus, which is not taken from it."""
    focused = QApplication.focusWidget()
    while focused is not None and not isinstance(focused, PromptPanel):
        focused = focused.parentWidget()
    return focused is not None
