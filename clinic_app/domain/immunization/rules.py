"""All editions and the catalogue, decoded, joined and checked; immutable once built."""

from __future__ import annotations

from bisect import bisect_right
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

import msgspec

from clinic_app.domain.calendar import Span, SpanRefused, parse_span
from clinic_app.domain.immunization.catalogue import CatalogueFile, SeriesName, Vaccine
from clinic_app.domain.immunization.edition import Edition
from clinic_app.domain.immunization.edition_file import EditionFile, with_slots
from clinic_app.domain.immunization.rule_check import problems_in
from clinic_app.domain.immunization.standing import Distinctions, Kind, Standing

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from clinic_app.domain.immunization.facts import Reading

CATALOGUE = "vaccines.json"
SOURCES = "sources.json"
MOST_STANDINGS = 1000
Form = TypeVar("Form")


class RulesRefused(Exception):
    """The rule files contradict themselves, name no source, or say something the language does not know."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Rules:
    """Every edition of the programme and the vaccine catalogue.

    Attributes:
        vaccines: the catalogue by code.
        series: the lines of the booklet, in its order.
        editions: by name, oldest first.
        offered: by edition, the series it forecasts, in booklet order.
    """

    def __init__(self, catalogue: CatalogueFile, editions: Iterable[Edition]) -> None:
        self.vaccines: Mapping[str, Vaccine] = MappingProxyType({v.code: v for v in catalogue.vaccines})
        self.series: tuple[SeriesName, ...] = catalogue.series
        ordered = sorted(editions, key=lambda edition: edition.effective_from)
        self.editions: Mapping[str, Edition] = MappingProxyType({edition.name: edition for edition in ordered})
        self.offered: Mapping[str, tuple[str, ...]] = MappingProxyType({e.name: self._lines_of(e) for e in ordered})
        self._ordered = tuple(ordered)
        self._starts = [edition.effective_from for edition in ordered]
        self._distinctions = Distinctions(ordered)
        self._standings: dict[Kind, Standing] = {}

    def standing_of(self, birth_date: date, known: Mapping[str, Reading]) -> Standing:
        """Return what holds for all people of this kind; only a bounded number of kinds is kept."""
        kind = self._distinctions.kind_of(birth_date.toordinal(), known)
        standing = self._standings.get(kind)
        if standing is None:
            standing = Standing(self.vaccines, birth_date, known)
            if len(self._standings) < MOST_STANDINGS:
                self._standings[kind] = standing
        return standing

    def _lines_of(self, edition: Edition) -> tuple[str, ...]:
        codes = [line.code for line in self.series if line.code in edition.series]
        return tuple(code for code in codes if edition.series[code].forecast)

    def vaccine(self, code: str) -> Vaccine:
        """Return the vaccine called `code`.

        Raises:
            KeyError: the catalogue has none.
        """
        return self.vaccines[code]

    def edition(self, name: str) -> Edition:
        """Return the edition called `name`.

        Raises:
            KeyError: there is none.
        """
        return self.editions[name]

    def edition_in_force(self, on: date) -> Edition:
        """Return the edition in force on `on`; the oldest also speaks for the years before it."""
        return self.in_force_at(on.toordinal())

    def in_force_at(self, ordinal: int) -> Edition:
        """Return the edition in force on the day with this ordinal."""
        return self._ordered[max(bisect_right(self._starts, ordinal) - 1, 0)]

    def next_edition_after(self, ordinal: int) -> int | None:
        """Return the ordinal of the first later day on which another edition comes into force."""
        place = bisect_right(self._starts, ordinal)
        return self._starts[place] if place < len(self._starts) else None


def rules_from(files: Mapping[str, bytes]) -> Rules:
    """Decode and join `vaccines.json`, `sources.json` and every other file as an edition.

    Raises:
        RulesRefused: a field, span, vaccine, series or source that is not known, or a missing file.
    """
    if CATALOGUE not in files or SOURCES not in files:
        raise RulesRefused(f"{CATALOGUE} or {SOURCES} is missing")
    catalogue = _decode(files, CATALOGUE, CatalogueFile)
    sources = frozenset(_decode(files, SOURCES, dict[str, str]))
    written = [_decode(files, name, EditionFile) for name in sorted(files) if name not in (CATALOGUE, SOURCES)]
    if not written:
        raise RulesRefused("no edition")
    problems = problems_in(catalogue, written, sources)
    if problems:
        raise RulesRefused("; ".join(problems))
    return Rules(catalogue, _joined(written, catalogue))


def _joined(written: list[EditionFile], catalogue: CatalogueFile) -> list[Edition]:
    """Build every edition on the one it extends."""
    built: dict[str, Edition] = {}
    waiting = list(written)
    while waiting:
        ready = [edition for edition in waiting if edition.extends is None or edition.extends in built]
        if not ready:
            raise RulesRefused(f"{waiting[0].edition} extends an edition that does not exist")
        for edition in ready:
            parent = built[edition.extends] if edition.extends else None
            built[edition.edition] = Edition(with_slots(edition), parent, catalogue)
            waiting.remove(edition)
    return list(built.values())


def _decode(files: Mapping[str, bytes], name: str, form: type[Form]) -> Form:
    """Decode one file into its form, naming the file when it does not fit."""
    try:
        return msgspec.json.decode(files[name], type=form, dec_hook=_read_span)
    except msgspec.MsgspecError as problem:
        raise RulesRefused(f"{name}: {problem}") from problem


def _read_span(form: type, written: object) -> Span:
    """Read a span where the form asks for one."""
    if form is Span and isinstance(written, str):
        try:
            return parse_span(written)
        except SpanRefused as refused:
            raise ValueError(f"not a span: {refused}") from refused
    raise NotImplementedError(form)
