"""All editions and the catalogue, decoded, joined and checked; immutable once built."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from types import MappingProxyType
from typing import TYPE_CHECKING

import msgspec

from clinic_app.domain.immunization.catalogue import CatalogueFile, SeriesName, Vaccine
from clinic_app.domain.immunization.edition_file import EditionFile
from clinic_app.domain.immunization.edition_joining import editions_from, refuse
from clinic_app.domain.immunization.overlay import catalogue_with, overlaid
from clinic_app.domain.immunization.overlay_check import names_taken, twice, weakenings
from clinic_app.domain.immunization.overlay_file import OverlayFile
from clinic_app.domain.immunization.rule_check import problems_in
from clinic_app.domain.immunization.rule_decoding import decoded, name_of, rule_file
from clinic_app.domain.immunization.rule_problem import RuleProblem, RulesRefused
from clinic_app.domain.immunization.standing import Distinctions, Kind, Standing

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from clinic_app.domain.immunization.edition import Edition
    from clinic_app.domain.immunization.facts import Reading

CATALOGUE = "vaccines.json"
SOURCES = "sources.json"
MOST_STANDINGS = 1000
STAMP_LETTERS = 16
NO_DATES: Mapping[str, date] = MappingProxyType({})

__all__ = ["Rules", "RulesRefused", "rules_from"]


class Rules:
    """Every edition of the programme and the vaccine catalogue.

    Attributes:
        vaccines: the catalogue by code.
        series: the lines of the booklet, in its order.
        editions: by name, oldest first.
        offered: by edition, the series it forecasts for everybody, in booklet order.
        self_paid: by edition, the series it forecasts for those who began them, in booklet order.
        first_days: of the editions as they are written, without overlays; the oldest has none.
        stamp: tells these rules from any others; the same files have the same stamp everywhere.
    """

    def __init__(
        self,
        catalogue: CatalogueFile,
        editions: Iterable[Edition],
        stamp: str,
        first_days: Mapping[str, date] = NO_DATES,
    ) -> None:
        self.stamp = stamp
        self.first_days: Mapping[str, date] = MappingProxyType({**first_days})
        self.vaccines: Mapping[str, Vaccine] = MappingProxyType({v.code: v for v in catalogue.vaccines})
        self._by_national_code = {
            code: v.code for v in catalogue.vaccines for code in (v.national_code, *v.other_codes) if code
        }
        self.series: tuple[SeriesName, ...] = catalogue.series
        ordered = sorted(editions, key=lambda edition: edition.effective_from)
        self.editions: Mapping[str, Edition] = MappingProxyType({edition.name: edition for edition in ordered})
        lines = {e.name: self._lines_of(e) for e in ordered}
        self.offered: Mapping[str, tuple[str, ...]] = MappingProxyType(
            {e.name: tuple(code for code in lines[e.name] if code not in e.self_paid) for e in ordered}
        )
        self.self_paid: Mapping[str, tuple[str, ...]] = MappingProxyType(
            {e.name: tuple(code for code in lines[e.name] if code in e.self_paid) for e in ordered}
        )
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

    def code_of(self, written: str) -> str:
        """Return the code of the catalogue for what a record writes: that code itself, or a national vaccine code."""
        return written if written in self.vaccines else self._by_national_code.get(written, written)

    def edition(self, name: str) -> Edition:
        """Return the edition called `name`.

        Raises:
            KeyError: there is none.
        """
        return self.editions[name]

    def edition_in_force(self, on: date) -> Edition:
        """Return the edition in force on `on`; the oldest also speaks for the years before it."""
        return self.in_force_at(on.toordinal())

    @property
    def starts(self) -> tuple[int, ...]:
        """Return the ordinals of the days on which another edition comes into force."""
        return tuple(self._starts)

    def in_force_at(self, ordinal: int) -> Edition:
        """Return the edition in force on the day with this ordinal."""
        return self._ordered[max(bisect_right(self._starts, ordinal) - 1, 0)]

    def next_edition_after(self, ordinal: int) -> int | None:
        """Return the ordinal of the first later day on which another edition comes into force."""
        place = bisect_right(self._starts, ordinal)
        return self._starts[place] if place < len(self._starts) else None


def rules_from(files: Mapping[str, bytes], dates: Mapping[str, date] = NO_DATES) -> Rules:
    """Decode and join `vaccines.json`, `sources.json` and every other file as an edition or an overlay.

    Args:
        files: by name; of overlays with one name the later of their first days goes on.
        dates: by edition, the first day a clinic has set in place of the one that is written.

    Raises:
        RulesRefused: a field, span, vaccine, series or source that is not known, an overlay that weakens an edition,
            or a missing file.
    """
    for name in (CATALOGUE, SOURCES):
        if name not in files:
            raise RulesRefused((RuleProblem(name, f"{name} is missing"),))
    sources = decoded(SOURCES, files[SOURCES], dict[str, str])
    read = [rule_file(name, files[name]) for name in sorted(files) if name not in (CATALOGUE, SOURCES)]
    overlays = [file for file in read if isinstance(file, OverlayFile)]
    overlays.sort(key=lambda overlay: overlay.effective_from)
    written = [_dated(file, dates) for file in read if isinstance(file, EditionFile)]
    catalogue = decoded(CATALOGUE, files[CATALOGUE], CatalogueFile)
    joined = catalogue_with(catalogue, read)
    refuse(problem for file in read for problem in names_taken(name_of(file), file, catalogue, sources))
    refuse(problems_in(joined, read, frozenset(sources).union(*(file.sources for file in read))))
    editions = editions_from(written, joined)
    refuse(twice(overlays))
    for overlay in overlays:
        refuse(weakenings(overlay, editions, catalogue))
    days = {file.edition: file.effective_from for file in written if file.effective_from is not None}
    return Rules(joined, overlaid(editions, overlays, joined), _stamp_of(files, dates), days)


def _dated(written: EditionFile, dates: Mapping[str, date]) -> EditionFile:
    """Return an edition with the first day a clinic has set for it."""
    first_day = dates.get(written.edition)
    return written if first_day is None else msgspec.structs.replace(written, effective_from=first_day)


def _stamp_of(files: Mapping[str, bytes], dates: Mapping[str, date]) -> str:
    """Return the digest of all files with their names, and of the days a clinic has set."""
    digest = hashlib.sha256(repr(sorted(dates.items())).encode())
    for name in sorted(files):
        digest.update(name.encode() + b"\0" + hashlib.sha256(files[name]).digest())
    return digest.hexdigest()[:STAMP_LETTERS]
