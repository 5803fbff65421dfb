"""Values of one thing's fields while entries are folded: who replaced whom, and what was set without knowing."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from clinic_app.domain.entries.entry import AnyEntry


class FieldValues:
    """The current values of each field: one normally, several when writers did not know of each other.

    A new value replaces exactly those it names in `refs`; it stands beside any other.
    """

    def __init__(self) -> None:
        self._leaves: dict[str, list[tuple[AnyEntry, str | None]]] = {}

    def put(self, field: str, entry: AnyEntry, value: str | None) -> None:
        """Set `field` to `value`, replacing the values written by the entries that `entry` names."""
        kept = [leaf for leaf in self._leaves.get(field, []) if leaf[0].id not in entry.refs]
        self._leaves[field] = [*kept, (entry, value)]

    def fields(self) -> list[str]:
        """Return the fields that have been set, in the order of their first setting."""
        return list(self._leaves)

    def newest(self, field: str) -> str | None:
        """Return the value written last in causal order."""
        return self._leaves[field][-1][1]

    def provisional(self, field: str) -> str | None:
        """Return the value used until a person has decided: of the lowest device, then the first written."""
        entry_value = min(self._leaves[field], key=lambda leaf: (leaf[0].envelope.device, leaf[0].envelope.seq))
        return entry_value[1]

    def rivals(self, field: str) -> tuple[str | None, ...]:
        """Return the different values a person must decide between; empty when there is no conflict."""
        values = sorted({value for _, value in self._leaves[field]}, key=lambda value: value or "")
        return tuple(values) if len(values) > 1 else ()
