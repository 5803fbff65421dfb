"""The board as the screen shows it: what stands beside the page, and the page with its boxes. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from clinic_app.domain.booklet.editing import keys_of
from clinic_app.domain.booklet.layout import Half
from clinic_app.domain.clinic_time import local_time
from clinic_app.gui.booklet_faces import UNMEASURED, BoxFace, BoxLook, page_face
from clinic_app.gui.rooms.booklet_layout.drawing_board import EDGES
from clinic_app.gui.rooms.booklet_layout.printer_fitting import fit_words
from clinic_app.gui.wording import booklet as booklet_wording
from clinic_app.gui.wording import booklet_layout as wording

if TYPE_CHECKING:
    from clinic_app.domain.booklet.editing import BoxKey
    from clinic_app.domain.booklet.layout import Page
    from clinic_app.domain.booklet.layout_check import LayoutProblem
    from clinic_app.gui.booklet_faces import BookletPageFace, PageScan
    from clinic_app.gui.rooms.booklet_layout.drawing_board import DrawingBoard
    from clinic_app.gui.rooms.booklet_layout.measuring import Measuring
    from clinic_app.gui.rooms.booklet_layout.printer_fitting import PrinterFitting
    from clinic_app.services.booklet_layouts import KnownLayout
    from clinic_app.services.reader import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class LayoutFace:
    """The room as it stands.

    Attributes:
        state, state_tone: measured, a model, or changed and not saved.
        in_hand: row and field. edges: left, top, width, height as text. problem: the first fault, or none.
        measuring: what to do with the cross in hand, empty while nothing is measured.
    """

    context: str
    state: str
    state_tone: str
    in_hand: str
    edges: tuple[str, ...]
    scope: str
    problem: str
    scan: str
    fit: str
    halves: bool
    measuring: str


def layout_face(
    reader: Reader,
    board: DrawingBoard,
    problems: tuple[LayoutProblem, ...],
    known: KnownLayout | None,
    scan: PageScan | None,
    fitting: PrinterFitting,
    measuring: Measuring | None,
) -> LayoutFace:
    """Return what stands beside the page."""
    row, box = board.page.row(board.key[0]), board.box
    field = booklet_wording.FIELDS.get(board.key[1], board.key[1])
    state, tone = _state(reader, board, known)
    return LayoutFace(
        context=wording.CONTEXT.format(title=board.layout.title, page=board.page.title),
        state=state,
        state_tone=tone,
        in_hand=wording.IN_HAND.format(row=row.label if row is not None else "", field=field),
        edges=tuple(f"{getattr(box, edge):.1f}" for edge in EDGES) if box is not None else ("",) * len(EDGES),
        scope=board.scope.value,
        problem=booklet_wording.problem_words(problems[0]) if problems else "",
        scan=_scan_words(scan),
        fit=fitting.words(board.page),
        halves=fitting.halves,
        measuring=_measuring_words(measuring),
    )


def board_face(
    board: DrawingBoard,
    problems: tuple[LayoutProblem, ...],
    scan: PageScan | None,
    fitting: PrinterFitting,
    measuring: Measuring | None,
) -> BookletPageFace:
    """Return the page with its boxes; while measuring, the scan as it lies and nothing else."""
    page = board.page
    if measuring is not None:
        return page_face(page, (), scan=measuring.as_it_lies)
    wrong = {(problem.row, problem.field) for problem in problems if problem.page == page.id}
    boxes = sorted(
        (_box_face(page, key, _look(board, key, wrong)) for key in keys_of(page)),
        key=lambda face: face.look is BoxLook.IN_HAND,
    )
    area = page.area(Half.SECOND) if fitting.halves else None
    return page_face(page, tuple(boxes), scan=scan, marks=page.marks, area=area)


def _scan_words(scan: PageScan | None) -> str:
    if scan is None:
        return wording.NO_SCAN
    return wording.SCAN_SHOWN if scan.fit == UNMEASURED else wording.SCAN_FITTED.format(fit=fit_words(scan.fit))


def _state(reader: Reader, board: DrawingBoard, known: KnownLayout | None) -> tuple[str, str]:
    if board.is_changed:
        return wording.DIRTY, "amber"
    if known is None or known.at is None:
        return wording.MODEL, "amber"
    user = reader.clinic_book().user(known.by)
    day = f"{local_time(known.at):%Y-%m-%d}"
    return wording.MEASURED.format(version=known.version, day=day, who=user.name if user else ""), "green"


def _measuring_words(measuring: Measuring | None) -> str:
    if measuring is None:
        return ""
    return wording.MEASURE_STEP.format(number=measuring.place + 1, corner=wording.CORNERS[measuring.place])


def _look(board: DrawingBoard, key: BoxKey, wrong: set[tuple[str, str]]) -> BoxLook:
    if key in wrong:
        return BoxLook.WRONG
    if key == board.key:
        return BoxLook.IN_HAND
    return BoxLook.NOW if key in board.together else BoxLook.EMPTY


def _box_face(page: Page, key: BoxKey, look: BoxLook) -> BoxFace:
    row, field = key
    known = page.row(row)
    assert known is not None
    words = wording.SHORT_FIELDS.get(field) or booklet_wording.FIELDS.get(field, field)
    return BoxFace(f"{row} {field}", known.boxes[field], look, words)
