"""A sheet to try a printer with (测试页), sent through the printer of one kind of paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinic_app.printing.sheet import PageSize
from clinic_app.printing.trial_sheet import trial_sheet_pdf
from clinic_app.services.paper_kinds import SIZES_MM, TRIAL
from clinic_app.services.print_jobs import NewPaper, chosen_printer, paper_for, print_paper
from clinic_app.services.resource_files import FONTS

if TYPE_CHECKING:
    from clinic_app.services.desk import Desk
    from clinic_app.services.print_jobs import PrintJob


def print_trial_sheet(desk: Desk, kind: str) -> PrintJob:
    """Queue a sheet of the size and for the printer of this kind of paper; without a printer it becomes a file."""
    choice = chosen_printer(desk, kind)
    size = PageSize(*SIZES_MM[paper_for(desk, kind)])
    pdf = trial_sheet_pdf(size, choice.printer if choice else "", FONTS, desk.clock.today())
    return print_paper(desk, NewPaper(kind=kind, pdf=pdf, form=TRIAL, about=TRIAL))
