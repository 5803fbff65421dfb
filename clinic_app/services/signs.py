"""Signs for the rooms (标识牌), of the size their printer holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinic_app.printing.sign import SIGNS, SIZES, sign_pdf
from clinic_app.services.print_jobs import NewPaper, paper_for, print_paper
from clinic_app.services.resource_files import FONTS

if TYPE_CHECKING:
    from clinic_app.services.desk import Desk
    from clinic_app.services.print_jobs import PrintJob
    from clinic_app.services.reader import Reader

SIGN_CODES = tuple(SIGNS)


def sign_of(side: Reader | Desk, code: str) -> bytes:
    """Return a sign with the clinic's name below; letters of the name that no font draws are marked.

    Raises:
        KeyError: there is no such sign.
    """
    clinic = side.clinic_book().clinic
    return sign_pdf(SIGNS[code], SIZES[paper_for(side, "sign")], FONTS, None, clinic.name if clinic else "")


def print_sign(desk: Desk, code: str) -> PrintJob:
    """Queue a sign."""
    job = print_paper(desk, NewPaper(kind="sign", pdf=sign_of(desk, code), about=code))
    desk.note_access("printed", f"sign {code}")
    return job
