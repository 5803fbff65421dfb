"""The vaccination room: steps left, the child and the step in hand in the middle, the small card right."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout

from clinic_app.domain.visit import VisitState
from clinic_app.gui.faces import Tone
from clinic_app.gui.room import Room
from clinic_app.gui.rooms.vaccination.card_side import CardSide
from clinic_app.gui.rooms.vaccination.consent_panel import ConsentPanel
from clinic_app.gui.rooms.vaccination.injection_panel import InjectionPanel
from clinic_app.gui.rooms.vaccination.outcome_panel import OutcomePanel
from clinic_app.gui.rooms.vaccination.person_head import PersonHead
from clinic_app.gui.rooms.vaccination.planning_panel import PlanningPanel
from clinic_app.gui.rooms.vaccination.presenter import VaccinationPresenter
from clinic_app.gui.rooms.vaccination.screening_panel import ScreeningPanel
from clinic_app.gui.rooms.vaccination.step_panel import StepPanel
from clinic_app.gui.rooms.vaccination.steps_side import StepsSide
from clinic_app.gui.widgets.card_frame import CardFrame
from clinic_app.gui.widgets.empty_state import EmptyState
from clinic_app.gui.widgets.stop_banner import StopBanner
from clinic_app.gui.wording import look_alikes
from clinic_app.gui.wording import vaccination as wording

_NARROW_BELOW, _TIGHT_BELOW = 1080, 540


class VaccinationRoom(Room):
    """One page, five steps; it shows what the presenter has and carries keys and scans to it."""

    key = "vaccination"
    title = wording.TITLE
    icon = "syringe"

    def __init__(self, presenter: VaccinationPresenter) -> None:
        super().__init__()
        self._presenter = presenter
        self._focused = ""
        self._narrow = False
        self._tight = False
        self._row = QHBoxLayout(self)
        self._middle = QVBoxLayout()
        self._head = PersonHead()
        self._alike = StopBanner(slim=True)
        self._side = StepsSide(self, presenter)
        self._card = CardSide(self, presenter)
        self._empty = CardFrame()
        self._empty.body.addWidget(EmptyState("scan-barcode", f"{wording.EMPTY}\n{wording.EMPTY_TODO}"))
        self._pages = self._make_pages()
        self._build()
        self.add_key("PgDn", wording.OPEN_CHILDREN, lambda: presenter.switch_by(1))
        self.add_key("PgUp", wording.OPEN_CHILDREN, lambda: presenter.switch_by(-1))
        self.on_compact(False)
        presenter.bench.refreshed = self.refresh
        self.refresh()

    def opened(self) -> None:
        """Read again, for other rooms may have written."""
        self._presenter.read_again()
        self.home_focus()

    def takes_scan(self, code: str) -> bool:
        """Use a vial, the own booklet, or ask about another child's."""
        return self._presenter.takes_scan(code)

    def on_changed(self, kinds: frozenset[str]) -> None:
        """Read again when something of this room changed."""
        self._presenter.on_changed(kinds)

    def on_masked(self, masked: bool) -> None:
        """Hide or show names."""
        self._presenter.set_masked(masked)

    def on_compact(self, compact: bool) -> None:
        """Make the columns narrow on the small screen."""
        self._side.show_compact(compact)
        self._card.show_compact(compact)
        self._head.show_compact(compact)
        self._row.setSpacing(12 if compact else 16)
        self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the small card out where the screen is narrow (F5 opens the whole one); its alarms are in the head."""
        narrow, tight = self.width() < _NARROW_BELOW, self.height() < _TIGHT_BELOW
        if (narrow, tight) != (self._narrow, self._tight):
            self._narrow, self._tight = narrow, tight
            self._alike.show_short(tight)
            self._middle.setSpacing(5 if tight else 8)
            for page in dict.fromkeys(self._pages.values()):
                page.show_tight(tight)
            self.refresh()

    def home_focus(self) -> None:
        """Put the focus into the step in hand; without a child it belongs into the scan box."""
        page = self._page()
        if page is not None:
            page.home_focus()
        else:
            _leave_focus()

    def refresh(self) -> None:
        """Show what the presenter has; the focus goes home when the step, the dose or the stop is another."""
        page = self._page()
        head, card = self._presenter.head(), self._presenter.card()
        self._head.setVisible(head is not None)
        alike = self._presenter.alike()
        self._alike.setVisible(bool(alike))
        self._alike.show_stop(alike, look_alikes.TODO, Tone.AMBER)
        self._card.setVisible(card is not None and not self._narrow)
        self._empty.setVisible(page is None)
        if head is not None and card is not None:
            self._head.show_face(head)
            self._card.show_face(card)
        self._side.show_face()
        for other in dict.fromkeys(self._pages.values()):
            other.setVisible(other is page)
        if page is not None:
            page.show_face()
        self._follow(page)

    def _page(self) -> StepPanel | None:
        """Return the page of the step in hand, None while the desk is empty."""
        state = self._presenter.state
        return self._pages.get(state, self._ended) if state is not None else None

    def _follow(self, page: StepPanel | None) -> None:
        """Move the focus when what it depends on changed, but never out of a question that stands."""
        visit = self._presenter.bench.visit
        key = f"{visit.id if visit else ''} {type(page).__name__} {page.focus_key() if page else ''}"
        if key == self._focused:
            return
        self._focused = key
        if not self.isVisible() or _question_stands():
            return
        if page is not None:
            page.home_focus()
        else:
            _leave_focus()

    def _make_pages(self) -> dict[VisitState, StepPanel]:
        presenter = self._presenter
        injection = InjectionPanel(self, presenter)
        self._ended = OutcomePanel(self, presenter)
        return {
            VisitState.WAITING: ScreeningPanel(self, presenter.screening, presenter.leave),
            VisitState.SCREENED: PlanningPanel(self, presenter.planning, presenter.leave),
            VisitState.REGISTERED: ConsentPanel(self, presenter.consent, presenter.leave),
            VisitState.INFORMED: injection,
            VisitState.INJECTING: injection,
            VisitState.OBSERVING: self._ended,
        }

    def _build(self) -> None:
        middle = self._middle
        middle.setSpacing(8)
        middle.addWidget(self._head)
        middle.addWidget(self._alike)
        middle.addWidget(self._empty, 1)
        for page in dict.fromkeys(self._pages.values()):
            middle.addWidget(page, 1)
        row = self._row
        row.setSpacing(16)
        row.addWidget(self._side)
        row.addLayout(middle, 1)
        row.addWidget(self._card)


def _question_stands() -> bool:
    """Tell whether the focus is in a question of the window."""
    widget = QApplication.focusWidget()
    while widget is not None and widget.objectName() != "promptShade":
        widget = widget.parentWidget()
    return widget is not None


def _leave_focus() -> None:
    """Give the focus up: the window then puts it into the scan box."""
    focused = QApplication.focusWidget()
    if focused is not None:
        focused.clearFocus()
