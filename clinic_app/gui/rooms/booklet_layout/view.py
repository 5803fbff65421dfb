"""The room 接种证版式 on the screen: the page at the left, what is in hand in millimetres at the right."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from clinic_app.domain.booklet.layout import Point
from clinic_app.gui.booklet_faces import BookletPageFace
from clinic_app.gui.room import Room
from clinic_app.gui.rooms.booklet_layout.canvas import LayoutCanvas
from clinic_app.gui.rooms.booklet_layout.faces import LayoutFace
from clinic_app.gui.rooms.booklet_layout.presenter import BookletLayoutPresenter
from clinic_app.gui.widgets.card_frame import CardFrame
from clinic_app.gui.widgets.field import Field
from clinic_app.gui.widgets.key_button import KeyButton, Kind
from clinic_app.gui.widgets.label import Label, rule
from clinic_app.gui.widgets.room_head import RoomHead
from clinic_app.gui.widgets.segment import Segment
from clinic_app.gui.wording import booklet_layout as wording
from clinic_app.gui.wording.shell import ESCAPE_KEY
from clinic_app.services.print_pages import PageImage

_VALUES_PX = {1: 340, 2: 320}
_KEYS_PX = {1: 186, 2: 330}


class BookletLayoutRoom(Room):
    """Arrows move what is in hand by a tenth of a millimetre; F9 saves, F8 takes a step back, Esc goes back."""

    key = "booklet_layout"
    title = wording.TITLE
    icon = "layout-dashboard"

    def __init__(self, presenter: BookletLayoutPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._presenter = presenter
        self._head = RoomHead(wording.TITLE)
        self.canvas = LayoutCanvas()
        self.fields = {edge: Field(label, unit=wording.UNIT) for edge, label in wording.EDGES}
        self._scope = Segment(wording.SCOPE_LABEL, tuple(wording.SCOPES.items()))
        self._state = Label("", "body", bold=True, wrap=True)
        self._in_hand = Label("", "section", bold=True, wrap=True)
        self._problem = Label("", "small", wrap=True)
        self._scan = Label("", "small", tone="ink2", wrap=True)
        self._fit = Label("", "small", tone="ink2", wrap=True)
        self._measuring = Label("", "body", tone="brand", bold=True, wrap=True)
        self._head.add(self.add_action(ESCAPE_KEY, wording.BACK, presenter.leave, icon="arrow-left"))
        self._buttons = self._make_buttons()
        self._build()
        self._connect()
        presenter.show_on(self)

    def show_layout(self, face: LayoutFace) -> None:
        """Show what stands beside the page."""
        self._head.show_context(face.context)
        self._state.setText(face.state)
        self._state.show_tone(face.state_tone)
        self._in_hand.setText(face.in_hand)
        for field, text in zip(self.fields.values(), face.edges, strict=True):
            if not field.edit.hasFocus() or field.edit.text() != text:
                field.set_text(text)
                field.clear_error()
        self._scope.choose(face.scope)
        self._problem.setText(face.problem or wording.NO_PROBLEM)
        self._problem.show_tone("red" if face.problem else "green")
        self._scan.setText(face.scan)
        self._fit.setText(face.fit)
        self._measuring.setText(face.measuring)
        self._measuring.setVisible(bool(face.measuring))
        self._halves.show_text(wording.HALF_HALF if face.halves else wording.HALF_WHOLE)

    def show_page(self, face: BookletPageFace | None, cross: Point | None) -> None:
        """Show the page, or the scan that is being measured."""
        self.canvas.show_board(face, cross)

    def show_print(self, page: PageImage | None) -> None:
        """Lay the sample over the page."""
        self.canvas.show_print(page)

    def ask_for_scan(self, then: Callable[[str], None]) -> None:
        """Open the system's file list beside the window; nothing waits for it."""
        files = QFileDialog(self, wording.SCAN_TITLE, "", wording.SCAN_FILTER)
        files.setFileMode(QFileDialog.FileMode.ExistingFile)
        files.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        files.fileSelected.connect(then)
        files.open()

    def opened(self) -> None:
        """Show the board and put the focus onto the page."""
        self._presenter.begin()
        self.home_focus()

    def home_focus(self) -> None:
        """Put the focus onto the page."""
        self.canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    def on_changed(self, kinds: frozenset[str]) -> None:
        """Read again when an edition was measured elsewhere."""
        if "booklet" in kinds:
            self._presenter.refresh()

    def _make_buttons(self) -> tuple[KeyButton, ...]:
        presenter = self._presenter
        self._halves = self.add_action("8", wording.HALF_WHOLE, presenter.toggle_halves, icon="split")
        buttons = (
            self.add_action("F7", wording.SCAN, presenter.open_scan, icon="file-text"),
            self.add_action("F6", wording.FOUR, presenter.measure_scan, icon="map-pin"),
            self.add_action("F4", wording.COPY, presenter.copy_row, icon="copy"),
            self.add_action("9", wording.PAGE, presenter.ask_page, icon="pencil"),
            self.add_action("7", wording.SAMPLE, presenter.toggle_sample, icon="eye"),
            self.add_action("6", wording.CLINIC_WORDS, presenter.ask_clinic_words, icon="house"),
            self.add_action("0", wording.NEXT_EDITION, presenter.next_edition, icon="book"),
            self.add_action("F5", wording.TEST_PAGE, presenter.print_test_page, icon="printer"),
            self.add_action("5", wording.PRINTER, presenter.measure_printer, icon="list-checks"),
            self._halves,
            self.add_action("F8", wording.UNDO, presenter.undo, icon="undo-2"),
        )
        for number, scope in enumerate(wording.SCOPES, start=1):
            self.add_key(str(number), wording.SCOPES[scope], partial(presenter.choose_scope, scope))
        self.add_key("Del", wording.TAKE_OUT, presenter.take_out)
        self.add_key("Ins", wording.PUT_IN, presenter.put_in)
        self.add_key("PgUp", wording.KEYS, partial(presenter.turn, -1))
        self.add_key("PgDn", wording.KEYS, partial(presenter.turn, 1))
        self._save = self.add_action("F9", wording.SAVE, presenter.save, icon="check", kind=Kind.PRIMARY, main=True)
        return buttons

    def on_compact(self, compact: bool) -> None:
        """Put the keys into two columns where there is no height for one."""
        columns = 2 if compact else 1
        for place, button in enumerate(self._buttons):
            self._keys.addWidget(button, place // columns, place % columns)
        self._keys_side.setFixedWidth(_KEYS_PX[columns])
        self._values.setFixedWidth(_VALUES_PX[columns])

    def _build(self) -> None:
        paper = CardFrame()
        paper.body.addWidget(self._measuring)
        paper.body.addWidget(self.canvas, 1)
        paper.body.addWidget(Label(wording.KEYS, "small", tone="ink2", wrap=True))
        self._values = self._values_side()
        self._keys = QGridLayout()
        self._keys.setSpacing(6)
        self._keys_side = QWidget()
        side = QVBoxLayout(self._keys_side)
        side.setContentsMargins(0, 0, 0, 0)
        side.addLayout(self._keys)
        side.addStretch(1)
        side.addWidget(self._save)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(paper, 1)
        row.addWidget(self._values)
        row.addWidget(self._keys_side)
        column = QVBoxLayout(self)
        column.setSpacing(8)
        column.addWidget(self._head)
        column.addLayout(row, 1)
        self.on_compact(False)

    def _values_side(self) -> QWidget:
        side = CardFrame()
        edges = QGridLayout()
        edges.setSpacing(8)
        for place, field in enumerate(self.fields.values()):
            edges.addWidget(field, place // 2, place % 2)
        side.body.addWidget(self._state)
        side.body.addWidget(rule())
        side.body.addWidget(self._in_hand)
        side.body.addLayout(edges)
        side.body.addWidget(self._scope)
        side.body.addWidget(self._problem)
        side.body.addStretch(1)
        side.body.addWidget(rule())
        side.body.addWidget(self._scan)
        side.body.addWidget(self._fit)
        return side

    def _connect(self) -> None:
        presenter, canvas = self._presenter, self.canvas
        canvas.taken.connect(lambda row, field: presenter.take((row, field)))
        canvas.moved.connect(presenter.move)
        canvas.resized.connect(presenter.resize)
        canvas.stepped.connect(presenter.step)
        canvas.drag_began.connect(presenter.begin_drag)
        canvas.dragged.connect(lambda dx, dy, size: presenter.drag(dx, dy, size=size))
        canvas.drag_ended.connect(presenter.end_drag)
        canvas.cross_put.connect(lambda x, y: presenter.put_cross(Point(x, y)))
        self._scope.chosen.connect(presenter.choose_scope)
        for edge, field in self.fields.items():
            field.entered.connect(partial(self._put_edge, edge))

    def _put_edge(self, edge: str) -> None:
        """Take a typed figure, or say beside the field how it should be."""
        if not self._presenter.put_edge(edge, self.fields[edge].text()):
            self.fields[edge].show_error(wording.EDGE_WRONG)
