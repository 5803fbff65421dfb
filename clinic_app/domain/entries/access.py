"""Entries of the local stream: who looked, printed, exported, signed in. Never packed for the county."""

from __future__ import annotations

from clinic_app.domain.entries.entry import Body, kind


@kind("access.recorded")
class AccessRecorded(Body, frozen=True, kw_only=True):
    """Somebody looked at or took out something.

    Attributes:
        action: `opened_card`, `searched`, `printed`, `printed_again`, `exported`, `signed_in`, `locked`, `recovered`,
            `password_changed`, `password_set`.
        what: the thing concerned, by id, never by name.
    """

    action: str
    what: str = ""
