"""Entries without a database: written by hand, or by several desks that exchange them."""

from datetime import UTC, datetime, timedelta

from clinic_app.domain.entries import kinds as _kinds  # noqa: F401 - registers every kind
from clinic_app.domain.entries.entry import Envelope, encode, encode_body, hash_of, kind_of, read_entry

START = datetime(2026, 11, 18, 0, 30, tzinfo=UTC)
PERSON = "person:p1"


def an_entry(
    body, *, id, seq=1, device="d1", incarnation="i1", stream="shared", subject=PERSON, refs=(), minute=0, **changes
):
    """Return an entry as another desk would have sent it; `minute` counts from 08:30 at the clinic."""
    envelope = Envelope(
        kind=changes.pop("kind", None) or kind_of(body),
        id=id,
        device=device,
        incarnation=incarnation,
        stream=stream,
        seq=seq,
        prev="",
        at=START + timedelta(minutes=minute),
        clock="ok",
        by="u1",
        desk="1",
        subject=subject,
        refs=tuple(refs),
        body=encode_body(body),
        **changes,
    )
    entry_bytes = encode(envelope)
    return read_entry(entry_bytes, hash_of(entry_bytes))
