"""The layout being measured: what is in hand, what moves with it, every step undone one by one. No Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from clinic_app.domain.booklet.editing import (
    Scope,
    box_of,
    copied_down,
    keys_in,
    keys_of,
    moved,
    placed,
    resized,
    sized,
    snapped,
    with_field,
    with_table,
    without,
)
from clinic_app.domain.booklet.layout import DOSE_FIELDS, PERSON_FIELDS, PageKind

if TYPE_CHECKING:
    from clinic_app.domain.booklet.editing import BoxKey
    from clinic_app.domain.booklet.layout import BookletLayout, Box, Page

MOST_STEPS = 200
EDGES = ("left", "top", "width", "height")


class DrawingBoard:
    """One edition on the board.

    Attributes:
        layout: as it stands now. page: the one in sight. key: the box in hand. scope: what moves with it.
    """

    def __init__(self, layout: BookletLayout) -> None:
        self.layout = layout
        self.scope = Scope.BOX
        self._saved = layout
        self._before: list[BookletLayout] = []
        self._page = 0
        self.key: BoxKey = self._first_key()

    @property
    def page(self) -> Page:
        """Return the page in sight."""
        return self.layout.pages[self._page]

    @property
    def box(self) -> Box | None:
        """Return the box in hand."""
        return box_of(self.page, self.key)

    @property
    def together(self) -> frozenset[BoxKey]:
        """Return the boxes that move together now."""
        return keys_in(self.page, self.key, self.scope)

    @property
    def is_changed(self) -> bool:
        """Tell whether something was changed since it was opened or saved."""
        return self.layout != self._saved

    def saved(self, layout: BookletLayout) -> None:
        """Go on from what was saved."""
        self.layout = self._saved = layout

    def turn(self, pages: int) -> None:
        """Show another page."""
        self._page = min(max(0, self._page + pages), len(self.layout.pages) - 1)
        self.key = self._first_key()

    def take(self, key: BoxKey) -> None:
        """Take a box in hand."""
        if box_of(self.page, key) is not None:
            self.key = key

    def step(self, boxes: int) -> None:
        """Take the next box, or the one before."""
        keys = keys_of(self.page)
        if self.key in keys:
            self.key = keys[(keys.index(self.key) + boxes) % len(keys)]

    def move(self, dx: float, dy: float) -> None:
        """Shift what is in hand, millimetres."""
        self._do(moved(self.layout, self.page.id, self.together, dx, dy))

    def resize(self, dx: float, dy: float) -> None:
        """Make what is in hand wider and higher, millimetres."""
        self._do(resized(self.layout, self.page.id, self.together, dx, dy))

    def begin_drag(self) -> None:
        """Remember where a drag began: it is one step, however far it goes."""
        self._remember()

    def drag(self, dx: float, dy: float, *, size: bool) -> None:
        """Shift or size from where the drag began; edges that come near another's lie on it."""
        start = self._before[-1]
        page = start.page(self.page.id)
        if page is None:
            return
        if size:
            self.layout = resized(start, page.id, self.together, round(dx, 1), round(dy, 1))
        else:
            shift = snapped(page, self.together, self.key, dx, dy)
            self.layout = moved(start, page.id, self.together, *shift)

    def end_drag(self) -> None:
        """Forget a drag that changed nothing."""
        if self._before and self._before[-1] == self.layout:
            self._before.pop()

    def put_edge(self, edge: str, millimetres: float) -> None:
        """Set one edge of what is in hand: the box to the figure, what moves with it by as much."""
        box = self.box
        if box is None:
            return
        by = round(millimetres - getattr(box, edge), 1)
        if len(self.together) == 1:
            self._do(placed(self.layout, self.page.id, self.key, msgspec.structs.replace(box, **{edge: millimetres})))
        elif edge in ("left", "top"):
            self.move(by if edge == "left" else 0, by if edge == "top" else 0)
        else:
            self.resize(by if edge == "width" else 0, by if edge == "height" else 0)

    def copy_down(self, pitch: float, count: int) -> int:
        """Repeat the row in hand below itself; return in how many rows."""
        rows = [row.id for row in self.page.rows]
        below = len(rows) - rows.index(self.key[0]) - 1
        self._do(copied_down(self.layout, self.page.id, self.key[0], pitch, count))
        return min(count, below)

    def take_out(self) -> None:
        """Take what is in hand out of the layout; the next box comes to hand."""
        gone = self.together
        self.step(1)
        self._do(without(self.layout, self.page.id, gone))
        if self.box is None:
            self.key = self._first_key()

    @property
    def missing_fields(self) -> tuple[str, ...]:
        """Return the fields the row in hand could have and has not."""
        row = self.page.row(self.key[0])
        fields = PERSON_FIELDS if self.page.kind is PageKind.PERSON else DOSE_FIELDS
        return tuple(field for field in fields if row is not None and field not in row.boxes)

    def add_field(self, field: str) -> None:
        """Put one more field beside the one in hand: into its row, or into every row when columns or the page move."""
        alone = self.scope in (Scope.BOX, Scope.ROW)
        rows = {self.key[0]} if alone else {row.id for row in self.page.rows}
        self._do(with_field(self.layout, self.page.id, rows, field, self.key[1]))
        self.take((self.key[0], field))

    def size_page(self, width: float, height: float, fold_at: float) -> None:
        """Give the pages of this size another one."""
        self._do(sized(self.layout, self.page.id, width, height, fold_at))

    def put_table(self, left: float, top: float, right: float, bottom: float) -> None:
        """Say where the printed table of the page stands."""
        self._do(with_table(self.layout, self.page.id, left, top, right, bottom))

    def call_clinic(self, words: str) -> None:
        """Set what stands in the boxes for the clinic."""
        self._do(msgspec.structs.replace(self.layout, clinic_words=words))

    def undo(self) -> bool:
        """Take the last step back; False when there is none."""
        if not self._before:
            return False
        self.layout = self._before.pop()
        return True

    def _do(self, layout: BookletLayout) -> None:
        if layout != self.layout:
            self._remember()
            self.layout = layout

    def _remember(self) -> None:
        self._before.append(self.layout)
        del self._before[:-MOST_STEPS]

    def _first_key(self) -> BoxKey:
        keys = keys_of(self.page) if self.layout.pages else ()
        return keys[0] if keys else ("", "")
