"""The minds of the three pages together, and the way in and out of the room. No Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinic_app.gui.rooms.certificates.class_presenter import ClassPresenter
from clinic_app.gui.rooms.certificates.papers_presenter import PapersPresenter
from clinic_app.gui.rooms.certificates.verify_presenter import VerifyPresenter
from clinic_app.services.certificates import certificate_numbered

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from clinic_app.gui.presenter_tools import PresenterTools


class CertificatesPresenter:
    """Holds one presenter a page."""

    def __init__(self, tools: PresenterTools, stick: Path | None = None) -> None:
        self._tools = tools
        self.papers = PapersPresenter(tools)
        self.school_class = ClassPresenter(tools)
        self.verify = VerifyPresenter(tools, stick)
        self._show_papers: Callable[[], None] = lambda: None

    def attach(self, show_papers: Callable[[], None]) -> None:
        """Take what turns the room to the papers of one child."""
        self._show_papers = show_papers

    def open(self, person_id: str) -> None:
        """Show the papers of this child, whichever page was open."""
        self.papers.open(person_id)
        self._show_papers()

    def open_number(self, number: str) -> bool:
        """Show the certificate with this number among its child's papers; False when none was issued here."""
        found = certificate_numbered(self._tools.reader, number)
        if found is None:
            return False
        self.open(found[1])
        self.papers.choose_issued(found[0])
        return True

    def go_back(self) -> None:
        """Return to where the room was entered from."""
        self._tools.navigation.go_back()
