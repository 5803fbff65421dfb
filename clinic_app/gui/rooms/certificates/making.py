"""Drawing papers in the background and handing them to the printer's queue. No Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinic_app.services.certificates import pdf_of, pictures, undrawable_in
from clinic_app.services.print_jobs import NewPaper, print_paper

if TYPE_CHECKING:
    from collections.abc import Callable

    from clinic_app.gui.presenter_tools import PresenterTools
    from clinic_app.services.certificates import Certificate, Issued, PageImage

PREVIEW_DPI = 110
CERTIFICATE, ADVICE = "certificate", "advice"


class Making:
    """The steps of a paper after its values are known."""

    def __init__(self, tools: PresenterTools) -> None:
        self._tools = tools

    def draw(self, certificate: Certificate, then: Callable[[tuple[PageImage, ...]], None]) -> None:
        """Draw every page as a picture; what fails goes to the crash report."""

        def shown(pages: object) -> None:
            then(pages)  # type: ignore[arg-type]  # what pictures gives

        self._tools.background(lambda: pictures(pdf_of(certificate), PREVIEW_DPI), shown, self._tools.failed)

    def print(self, issued: Issued, then: Callable[[], None], failed: Callable[[Exception], None]) -> None:
        """Draw an issued certificate and queue it for its printer."""
        missing = "".join(undrawable_in(issued.certificate))
        paper = issued.certificate.kind
        kind, form = (ADVICE, CERTIFICATE) if paper == ADVICE else (CERTIFICATE, paper)

        def drawn(pdf: object) -> None:
            assert isinstance(pdf, bytes)
            self.queue(
                NewPaper(
                    kind=kind,
                    form=form,
                    pdf=pdf,
                    person_id=issued.person_id,
                    about=issued.number,
                    missing=missing,
                ),
                then,
                failed,
            )

        self._tools.background(lambda: pdf_of(issued.certificate), drawn, failed)

    def queue(self, paper: NewPaper, then: Callable[[], None], failed: Callable[[Exception], None]) -> None:
        """Queue a paper that is drawn."""
        self._tools.writer.submit(lambda desk: print_paper(desk, paper), lambda _job: then(), failed)
