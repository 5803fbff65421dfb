"""The entry that takes back another entry."""

from __future__ import annotations

from clinic_app.domain.entries.entry import Body, kind


@kind("entry.undone")
class EntryUndone(Body, frozen=True, kw_only=True):
    """What `refs` name counts as not written (撤销). An undo can be undone, which restores the original exactly."""

    reason: str = ""
