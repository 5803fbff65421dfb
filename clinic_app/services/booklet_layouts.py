"""Editions of the booklet (接种证版式), as they ship and as this clinic measured them; how its printer is off."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from clinic_app.domain.booklet.fit import MOST_REST_MM, Fit, NoFit, fitted
from clinic_app.domain.booklet.layout import Box, Half, Point
from clinic_app.domain.booklet.layout_check import LayoutProblem, layout_problems
from clinic_app.domain.entries.booklet import BookletLayoutMeasured
from clinic_app.domain.entries.subjects import CLINIC
from clinic_app.printing.booklet_page import BookletSheet
from clinic_app.printing.fit_test_page import fit_test_pdf
from clinic_app.records.printer_fits import keep_fit, kept_fit
from clinic_app.records.sqlite import transaction
from clinic_app.services.booklet_failures import FitAbsurd, LayoutRefused, LayoutUnknown, PointsDisagree
from clinic_app.services.print_jobs import chosen_printer
from clinic_app.services.resource_files import FONTS, shipped_layouts
from clinic_app.services.slips import put_document

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from clinic_app.domain.booklet.layout import BookletLayout, Page
    from clinic_app.domain.fold.clinic_book import ClinicBook
    from clinic_app.domain.immunization.rules import Rules
    from clinic_app.services.desk import Desk
    from clinic_app.services.print_jobs import PrintJob
    from clinic_app.services.reader import Reader

BOOKLET = "booklet"
_FROM_THE_EDGE_MM = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownLayout:
    """An edition that can be printed by.

    Attributes:
        version: 0 is the model that ships; else how often the clinic has measured it.
        at, by: when, and by which user it was measured; None and empty for a model.
    """

    layout: BookletLayout
    version: int = 0
    at: datetime | None = None
    by: str = ""

    @property
    def is_measured(self) -> bool:
        """Whether somebody of this clinic has measured it."""
        return self.version > 0


def known_layouts(book: ClinicBook) -> tuple[KnownLayout, ...]:
    """Return every edition, those the clinic measured first; a measuring takes the place of its model."""
    measured = [KnownLayout(layout=own.layout, version=own.version, at=own.at, by=own.by) for own in book.layouts]
    own = {known.layout.id for known in measured}
    measured.sort(key=lambda known: (known.at is None, known.at), reverse=True)
    return (*measured, *(KnownLayout(layout=model) for model in shipped_layouts().layouts if model.id not in own))


def broken_layout_files() -> tuple[str, ...]:
    """Return the names of shipped layout files that could not be read; the others are there."""
    return shipped_layouts().broken


def layout_in(book: ClinicBook, layout_id: str) -> KnownLayout:
    """Return the edition of this name; of an empty name the one the clinic measured last, else the first model.

    Raises:
        LayoutUnknown: there is none.
    """
    known = known_layouts(book)
    found = next((each for each in known if layout_id in ("", each.layout.id)), None)
    if found is None:
        raise LayoutUnknown(layout_id)
    return found


def problems_in(rules: Rules, layout: BookletLayout) -> tuple[LayoutProblem, ...]:
    """Return what keeps the layout from being printed by."""
    return layout_problems(layout, {series.code for series in rules.series}, frozenset(rules.vaccines))


def measure_layout(desk: Desk, layout: BookletLayout, draft: str, reason: str = "") -> KnownLayout:
    """Keep the edition as the clinic measured it; it travels with the clinic's book and is printed by from now on.

    Raises:
        LayoutRefused: it cannot be printed by.
    """
    if not desk.already_written(draft):
        if problems := problems_in(desk.rules, layout):
            raise LayoutRefused(problems)
        former = next((own.version for own in desk.clinic_book().layouts if own.layout.id == layout.id), 0)
        measured = msgspec.structs.replace(layout, model=False)
        with desk.act(draft) as act:
            body = BookletLayoutMeasured(layout=measured, version=former + 1, reason=reason.strip())
            act.write(body, subject=CLINIC)
    return layout_in(desk.clinic_book(), layout.id)


# -- the printer


def fit_of(side: Desk | Reader, page: Page, half: Half) -> Fit:
    """Return what brings print onto this page on the booklet's printer, nothing before it was measured."""
    return kept_fit(side.db, _printer(side), _feeding(page, half)) or Fit()


def crosses_of(area: Box) -> tuple[Point, ...]:
    """Return where the crosses of the test page stand: a centimetre inside the corners, the upper two first."""
    near, right, low = _FROM_THE_EDGE_MM, area.width - _FROM_THE_EDGE_MM, area.height - _FROM_THE_EDGE_MM
    return (Point(near, near), Point(right, near), Point(near, low), Point(right, low))


def print_test_page(desk: Desk, page: Page, half: Half) -> PrintJob:
    """Print grid and crosses for the page as it is fed, with the fit in force."""
    area = page.area(half)
    sheet = BookletSheet(area=area, texts=(), feed=page.feed, fit=fit_of(desk, page, half))
    pdf = fit_test_pdf(sheet, crosses_of(area), FONTS)
    return put_document(desk, BOOKLET, pdf, form="test_page", about="test_page")


def measure_printer(desk: Desk, page: Page, half: Half, measured: Sequence[Point]) -> Fit:
    """Keep what brings the crosses of the test page from where they were measured to where they belong.

    Args:
        desk: whose printer.
        page: the page the test was printed for.
        half: how much of it was put in.
        measured: centres of the crosses, millimetres from the upper left corner of the paper held upright.

    Raises:
        PointsDisagree: one of the points was measured wrongly. FitAbsurd: no printer is so far off.
    """
    crosses = crosses_of(page.area(half))
    seen = fit_by(crosses, measured)
    before = fit_of(desk, page, half)
    fit = fitted(crosses, [before.place(seen.undone().place(cross)) for cross in crosses])
    return set_fit(desk, page, half, fit)


def set_fit(desk: Desk, page: Page, half: Half, fit: Fit) -> Fit:
    """Keep the fit of the booklet's printer; a setting of this workstation, no entry.

    Raises:
        FitAbsurd: no printer is so far off.
    """
    _demand_sensible(fit)
    with transaction(desk.db):
        keep_fit(desk.db, _printer(desk), _feeding(page, half), fit, desk.clock.now(), desk.user_id)
    return fit


def fit_by(expected: Sequence[Point], measured: Sequence[Point]) -> Fit:
    """Return the fit of four measured points.

    Raises:
        PointsDisagree: they do not fit each other. FitAbsurd: nothing is so far off.
    """
    try:
        fit = fitted(expected, measured)
    except NoFit as error:
        raise PointsDisagree(0) from error
    _demand_sensible(fit)
    if (rest := fit.rest_mm(expected, measured)) > MOST_REST_MM:
        raise PointsDisagree(round(rest, 1))
    return fit


def _demand_sensible(fit: Fit) -> None:
    if fit.is_absurd:
        raise FitAbsurd(fit.right_tenths / 10, fit.down_tenths / 10, fit.scale, fit.turn_degrees)


def _printer(side: Desk | Reader) -> str:
    choice = chosen_printer(side, BOOKLET)
    return choice.printer if choice is not None else ""


def _feeding(page: Page, half: Half) -> str:
    return f"{page.feed.name.lower()} {'whole' if half is Half.WHOLE else 'half'}"
