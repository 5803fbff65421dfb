"""Other defensible readings of rules that are not certain (请核对), as changes of the rules that an engine can run.

A reading names what it is about - the doubt of a slot or plan, or the id of a rule - and changes slots, plans, waits,
spacing or health rules by merging: a value takes the place of the one before, null takes it away. Its answer is that of
the same engine by the changed rules, so that both readings of a rule are dates of one child and not words alone.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Literal, TypeVar

import msgspec

from clinic_app.domain.immunization.catalogue import CatalogueFile
from clinic_app.domain.immunization.edition import Edition
from clinic_app.domain.immunization.edition_file import EditionFile, HealthRule, Spacing, Wait, with_slots
from clinic_app.domain.immunization.language import Sourced
from clinic_app.domain.immunization.places import ALWAYS
from clinic_app.domain.immunization.rules import Rules
from clinic_app.domain.immunization.span_codec import read_span, write_span

if TYPE_CHECKING:
    from collections.abc import Iterable

Patch = dict[str, Any]
Rule = TypeVar("Rule", Spacing, Wait, HealthRule)
Held = TypeVar("Held", bound=msgspec.Struct)


class OtherReading(Sourced, frozen=True, kw_only=True):
    """One other reading.

    Attributes:
        about: doubts and rule ids it answers to.
        series: by series, changed `slots` and `plans` by their names.
        spacing, waits, health: changed rules by their ids.
        doses: `without_refused` leaves out the doses that do not count in the series asked about.
    """

    id: str
    about: tuple[str, ...]
    series: dict[str, dict[str, Patch]] = msgspec.field(default_factory=dict)
    spacing: Patch = msgspec.field(default_factory=dict)
    waits: Patch = msgspec.field(default_factory=dict)
    health: Patch = msgspec.field(default_factory=dict)
    doses: Literal["all", "without_refused"] = "all"

    @property
    def changes_rules(self) -> bool:
        """Whether it is read by other rules, and not by other doses."""
        return bool(self.series or self.spacing or self.waits or self.health)


def readings_from(written: bytes) -> tuple[OtherReading, ...]:
    """Read the readings from their file.

    Raises:
        msgspec.MsgspecError: a field that is not known.
    """
    return msgspec.json.decode(written, type=tuple[OtherReading, ...])


def rules_as_read(rules: Rules, reading: OtherReading) -> Rules:
    """Return the rules as they are by another reading; what an edition does not hold is not changed.

    Raises:
        msgspec.ValidationError: the changed rule is no rule.
    """
    catalogue = CatalogueFile(series=rules.series, vaccines=tuple(rules.vaccines.values()))
    editions = [_as_read(edition, reading, catalogue) for edition in rules.editions.values()]
    return Rules(catalogue, editions, f"{rules.stamp}:{reading.id}")


def _as_read(edition: Edition, reading: OtherReading, catalogue: CatalogueFile) -> Edition:
    """Return the edition with what the reading changes; it extends the one it reads anew."""
    series = {}
    for code, change in reading.series.items():
        held = edition.series.get(code)
        if held is not None:
            series[code] = _merged_series(held, change)
    always = edition.effective_from == ALWAYS
    written = EditionFile(
        edition=edition.name,
        title=edition.title,
        effective_from=None if always else date.fromordinal(edition.effective_from),
        source=edition.source,
        confidence=edition.confidence,
        spacing=_merged_rules(edition.spacing, reading.spacing),
        waits=_merged_rules(edition.waits, reading.waits),
        health=_merged_rules(edition.health, reading.health),
        series=series,
    )
    return Edition(with_slots(written), edition, catalogue)


def _merged_series(held: Held, change: dict[str, Patch]) -> Held:
    """Return the rules of a series with changed slots and plans; a plan keeps its place among the others."""
    written = _plain(held)
    for plan in written["plans"]:
        plan.pop("slots", None)
        plan.pop("again_slot", None)
    plans = change.get("plans", {})
    slots = {name: slot for name, slot in change.get("slots", {}).items() if _applies(name, slot, written["slots"])}
    written["slots"] = _merge(written["slots"], slots)
    kept = [plan for plan in written["plans"] if plans.get(plan["id"], {}) is not None]
    written["plans"] = [_merge(plan, plans.get(plan["id"], {})) for plan in kept]
    return msgspec.convert(written, type(held), dec_hook=read_span)


def _applies(name: str, slot: Patch | None, held: Patch) -> bool:
    """Whether a change speaks of a slot this edition has, or brings a whole new one."""
    return name in held or (slot is not None and "rule" in slot)


def _merged_rules(held: tuple[Rule, ...], change: Patch) -> tuple[Rule, ...] | None:
    """Return rules with ids as changed; None where nothing changes, so that they are inherited."""
    if not change:
        return None
    kept = [one for one in held if change.get(one.id, {}) is not None]
    return tuple(
        msgspec.convert(_merge(_plain(one), change.get(one.id, {})), type(one), dec_hook=read_span) for one in kept
    )


def _merge(held: Patch, change: Patch) -> Patch:
    """Merge a change into what is held, object by object; null takes away."""
    merged = dict(held)
    for name, value in change.items():
        if value is None:
            merged.pop(name, None)
        elif isinstance(value, dict) and isinstance(merged.get(name), dict):
            merged[name] = _merge(merged[name], value)
        else:
            merged[name] = value
    return merged


def _plain(held: msgspec.Struct) -> Patch:
    """Return an object as a rule file writes it: without the fields that say nothing."""
    plain: Patch = _spoken(msgspec.to_builtins(held, enc_hook=write_span))
    return plain


def _spoken(plain: object) -> Any:  # noqa: ANN401 (what JSON can hold)
    if isinstance(plain, dict):
        return {name: _spoken(value) for name, value in plain.items() if value is not None}
    return [_spoken(value) for value in plain] if isinstance(plain, (list, tuple)) else plain


def readings_about(readings: Iterable[OtherReading], names: Iterable[str]) -> tuple[OtherReading, ...]:
    """Return the readings that answer to any of these doubts and rule ids."""
    asked = frozenset(names)
    return tuple(reading for reading in readings if not asked.isdisjoint(reading.about))
