"""Keeping half-filled forms (草稿) so that a power cut costs at most the last second of typing.

Drafts are this workstation's own; they are not entries, are never packed, and lie in the ciphered database only.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from clinic_app.records.drafts import FormDraft, drop_draft, drop_drafts_before, keep_draft, kept_draft
from clinic_app.records.sqlite import transaction

if TYPE_CHECKING:
    from collections.abc import Mapping

    from clinic_app.services.desk import Desk
    from clinic_app.services.reader import Reader

KEPT_FOR = timedelta(days=7)


def keep_forms(desk: Desk, forms: Mapping[str, bytes | None]) -> None:
    """Keep each form as it stands; None forgets it. One small transaction of its own, no entry.

    Forms nobody has touched for a week are forgotten on the way.
    """
    now = desk.clock.now()
    with transaction(desk.db):
        for form, content in forms.items():
            if content is None:
                drop_draft(desk.db, form)
            else:
                keep_draft(desk.db, FormDraft(form=form, user_id=desk.user_id, saved_at=now, content=content))
        drop_drafts_before(desk.db, now - KEPT_FOR)


def kept_form(reader: Reader, form: str) -> FormDraft | None:
    """Return the form as it was kept before the program ended, or None."""
    return kept_draft(reader.db, form)
