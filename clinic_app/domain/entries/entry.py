"""The entry: one immutable act in the journal, as bytes, as an envelope, and as a typed body."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Annotated, Any, Generic, TypeVar, cast

import msgspec

FORMAT_VERSION = 1
SHARED = "shared"
LOCAL = "local"
NO_PREVIOUS = ""

CLOCK_OK = "ok"
CLOCK_SUSPECT = "suspect"


Moment = Annotated[datetime, msgspec.Meta(tz=True)]  # a moment without its zone means another one on every machine


class Body(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What a kind of entry says. Fields are only ever added, with defaults; a changed meaning is a new kind."""


class UnknownBody(Body, frozen=True, kw_only=True):
    """The body of a kind this version does not know (新版本记录): kept byte-exact in the journal, shown, not folded."""


class Envelope(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Everything about an entry but the meaning of its body (design: the journal, exactly).

    Attributes:
        v: format version of the envelope.
        kind: dotted name of what happened, in the past tense (`dose.given`).
        id: UUIDv7 of this entry.
        device, incarnation, stream, seq: its place; `seq` starts at 1 and has no gaps within the first three.
        prev: hex SHA-256 of the bytes at `seq - 1`, empty at 1.
        at: wall clock when written, UTC, milliseconds. For display, never for causality.
        clock: `ok`, or `suspect` when the wall clock could not be trusted.
        by: id of the user who did it.
        desk: name of the workstation.
        subject: `person:<id>`, `lot:<id>`, `clinic` or `device:<id>`.
        refs: ids of the entries this one replaces, amends or answers.
        draft: id minted when the form opened; a second press with the same draft is answered with the first entry.
        body: the body, still encoded.
    """

    kind: str
    id: str
    device: str
    incarnation: str
    stream: str
    seq: int
    prev: str
    at: Moment
    clock: str
    by: str
    desk: str
    subject: str
    body: msgspec.Raw
    refs: tuple[str, ...] = ()
    draft: str | None = None
    v: int = FORMAT_VERSION


BodyT = TypeVar("BodyT", bound=Body, covariant=True)


class Entry(msgspec.Struct, Generic[BodyT], frozen=True, gc=False):
    """An entry that has been read: envelope, typed body, and the hash of its bytes (32 bytes, SHA-256)."""

    envelope: Envelope
    body: BodyT
    hash: bytes

    @property
    def id(self) -> str:
        """Return the UUIDv7 of the entry."""
        return self.envelope.id

    @property
    def kind(self) -> str:
        """Return the dotted kind."""
        return self.envelope.kind

    @property
    def at(self) -> datetime:
        """Return the wall-clock moment of writing, UTC."""
        return self.envelope.at

    @property
    def by(self) -> str:
        """Return the id of the user who did it."""
        return self.envelope.by

    @property
    def refs(self) -> tuple[str, ...]:
        """Return the ids of the entries this one names."""
        return self.envelope.refs


AnyEntry = Entry[Body]

_KINDS: dict[str, type[Body]] = {}
_NAMES: dict[type[Body], str] = {}
_BODY_DECODERS: dict[str, msgspec.json.Decoder[Any]] = {}
_ENCODER = msgspec.json.Encoder()
_ENVELOPE_DECODER = msgspec.json.Decoder(Envelope)

BodyClass = TypeVar("BodyClass", bound=type[Body])


def kind(name: str) -> Any:  # noqa: ANN401 - a decorator that returns its class unchanged
    """Register the decorated body class under its dotted name; a name is registered once, for ever."""

    def register(body_class: BodyClass) -> BodyClass:
        if name in _KINDS:
            raise ValueError(f"kind {name} is taken by {_KINDS[name].__name__}")
        _KINDS[name] = body_class
        _NAMES[body_class] = name
        _BODY_DECODERS[name] = msgspec.json.Decoder(body_class)
        return body_class

    return register


def kind_of(body: Body) -> str:
    """Return the dotted name under which the class of `body` is registered."""
    return _NAMES[type(body)]


def all_kinds() -> dict[str, type[Body]]:
    """Return every registered kind with its body class."""
    return dict(_KINDS)


def encode_body(body: Body) -> msgspec.Raw:
    """Return the body as the JSON that goes into the envelope."""
    return msgspec.Raw(_ENCODER.encode(body))


def encode(envelope: Envelope) -> bytes:
    """Return the bytes of the entry. They are the record: stored, chained, signed and packed as they are."""
    return _ENCODER.encode(envelope)


def hash_of(entry_bytes: bytes) -> bytes:
    """Return the SHA-256 of the bytes as written."""
    return hashlib.sha256(entry_bytes).digest()


def read_envelope(entry_bytes: bytes) -> Envelope:
    """Decode the envelope alone.

    Raises:
        UnreadableEntry: the bytes are not an entry.
    """
    try:
        return _ENVELOPE_DECODER.decode(entry_bytes)
    except msgspec.MsgspecError as error:
        raise UnreadableEntry(str(error)) from error


def read_entry(entry_bytes: bytes, entry_hash: bytes | None = None) -> AnyEntry:
    """Decode an entry with its body; a kind or a body this version cannot read becomes `UnknownBody`.

    Args:
        entry_bytes: the bytes as written.
        entry_hash: their SHA-256 when already known (the journal stores it), to save hashing again.

    Raises:
        UnreadableEntry: the bytes are not an entry.
    """
    envelope = read_envelope(entry_bytes)
    decoder = _BODY_DECODERS.get(envelope.kind)
    body: Body = UnknownBody()
    if decoder is not None:
        try:
            body = cast("Body", decoder.decode(envelope.body))
        except msgspec.MsgspecError:
            body = UnknownBody()
    return Entry(envelope, body, entry_hash or hash_of(entry_bytes))


class UnreadableEntry(ValueError):
    """The bytes are not an entry: damage, or not ours."""
