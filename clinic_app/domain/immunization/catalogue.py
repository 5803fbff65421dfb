"""The vaccine catalogue: what a vaccine is called, how it is given and which series it fills."""

from typing import Literal

import msgspec
from msgspec.structs import force_setattr

from clinic_app.domain.calendar import Span
from clinic_app.domain.immunization.language import BIRTH, Confidence, Technology

Site = Literal["left_upper_arm", "right_upper_arm", "left_thigh", "right_thigh", "oral", "nasal"]


class _Listed(msgspec.Struct, frozen=True, kw_only=True, gc=False, forbid_unknown_fields=True):
    """One object of the catalogue file; a field it does not know is refused."""


class Cover(_Listed, frozen=True, kw_only=True):
    """A series this vaccine fills, at the ages at which it does."""

    series: str
    from_age: Span = BIRTH
    before_age: Span | None = None


class SeriesName(_Listed, frozen=True, kw_only=True):
    """A line of the booklet: its code, its Chinese names and whether the programme offers it free."""

    code: str
    name: str
    short_name: str
    nip: bool


class Vaccine(_Listed, frozen=True, kw_only=True):
    """A vaccine (疫苗品种) as the programme tells it apart.

    Attributes:
        national_code: the national vaccine code; empty where none is known.
        sites: where it may be given, the default first.
        volume: as printed.
        covering: the series it fills, with ages; `covers` names them only.
        components: antigens counted where a rule asks for them.
        contains: single vaccines this combination contains.
        other_codes: national codes of other makes of the same vaccine, as older records hold them.
        counted_as: the vaccine whose rules judge it, where it is no longer given and has none of its own; itself else.
        legacy: no longer given, or not here: found in records only.
    """

    code: str
    name: str
    short_name: str
    national_code: str
    route: Literal["IM", "SC", "ID", "PO", "IN"]
    sites: tuple[Site, ...]
    volume: str
    technology: Technology
    paid: bool
    covering: tuple[Cover, ...]
    components: tuple[str, ...] = ()
    contains: tuple[str, ...] = ()
    other_codes: tuple[str, ...] = ()
    counted_as: str = ""
    legacy: bool = False
    source: str
    confidence: Confidence

    def __post_init__(self) -> None:
        """Let a vaccine count as itself where nothing else is written."""
        if not self.counted_as:
            force_setattr(self, "counted_as", self.code)

    @property
    def covers(self) -> tuple[str, ...]:
        """The codes of the series this vaccine fills."""
        return tuple(cover.series for cover in self.covering)


class CatalogueFile(_Listed, frozen=True, kw_only=True):
    """The whole catalogue: series in booklet order, and vaccines."""

    series: tuple[SeriesName, ...]
    vaccines: tuple[Vaccine, ...]
