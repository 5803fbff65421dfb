"""Half-filled forms of this workstation: they outlive a power cut and are no part of the record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from clinic_app.domain.clinic_time import moment_from, moment_text

if TYPE_CHECKING:
    from datetime import datetime

    from clinic_app.records.sqlite import Connection

_KEEP = """
INSERT INTO form_draft (form, user_id, saved_at, content) VALUES (?, ?, ?, ?)
    ON CONFLICT (form) DO UPDATE
   SET user_id = excluded.user_id, saved_at = excluded.saved_at, content = excluded.content
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormDraft:
    """One form as it was kept. `saved_at` is UTC; `content` is as the form wrote itself."""

    form: str
    user_id: str
    saved_at: datetime
    content: bytes


def keep_draft(db: Connection, draft: FormDraft) -> None:
    """Keep the form as it stands, in the place of what was kept of it before."""
    db.execute(_KEEP, (draft.form, draft.user_id, moment_text(draft.saved_at), draft.content))


def drop_draft(db: Connection, form: str) -> None:
    """Forget the form; one that was never kept is no error."""
    db.execute("DELETE FROM form_draft WHERE form = ?", (form,))


def drop_drafts_before(db: Connection, moment: datetime) -> None:
    """Forget what was kept before `moment`."""
    db.execute("DELETE FROM form_draft WHERE saved_at < ?", (moment_text(moment),))


def kept_draft(db: Connection, form: str) -> FormDraft | None:
    """Return the form as it was kept, or None."""
    row = db.execute("SELECT form, user_id, saved_at, content FROM form_draft WHERE form = ?", (form,)).fetchone()
    if row is None:
        return None
    return FormDraft(form=row[0], user_id=row[1], saved_at=moment_from(row[2]), content=row[3])
