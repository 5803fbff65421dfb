"""The vaccines of one case as a catalogue of the engine, and what CDC's files say of their codes."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from cdsi.reading import antigens_in, codes
from cdsi.supporting import Series, Window
from clinic_app.domain.calendar import Span
from clinic_app.domain.immunization.catalogue import CatalogueFile, Cover, SeriesName, Vaccine
from clinic_app.domain.immunization.edition_file import Spacing

SOURCE = {"source": "CDSi 4.64", "confidence": "high"}


def catalogue_of(vaccines: Iterable[str], series: Sequence[Series]) -> CatalogueFile:
    """Return the catalogue of the vaccines of one case; a vaccine covers every series against its antigens."""
    return CatalogueFile(
        series=tuple(SeriesName(code=one.name, name=one.name, short_name=one.name, nip=True) for one in series),
        vaccines=tuple(_vaccine(code, series) for code in sorted(vaccines)),
    )


def spacings(vaccines: Mapping[str, Span | None]) -> tuple[Spacing, ...]:
    """Return how long each live vaccine waits after the last live dose."""
    return tuple(
        Spacing(id="live", vaccines=(code,), at_least=wait, **SOURCE)
        for code, wait in vaccines.items()
        if wait is not None
    )


def allowed(windows: Iterable[Window], code: str, born: date, day: date) -> bool:
    """Whether a vaccine may fill a target dose on `day`."""
    cvx, _, maker = code.partition("/")
    return any(
        window.code == cvx
        and window.maker in ("", maker)
        and (window.begin is None or window.begin.after(born.toordinal()) <= day.toordinal())
        and (window.end is None or day.toordinal() < window.end.after(born.toordinal()))
        for window in windows
    )


def _vaccine(code: str, series: Sequence[Series]) -> Vaccine:
    cvx, antigens = code.partition("/")[0], antigens_in(code)
    return Vaccine(
        code=code,
        name=code,
        short_name=code,
        national_code="",
        route="IM",
        sites=("left_upper_arm",),
        volume="0.5",
        technology="live_injected" if (cvx, cvx) in codes().conflicts else "inactivated",
        paid=False,
        covering=tuple(Cover(series=one.name) for one in series if one.antigen in antigens),
        **SOURCE,
    )
