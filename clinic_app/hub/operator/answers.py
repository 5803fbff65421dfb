"""What an operator answers to an entry that is held or disputed; it is logged and goes out with the receipt."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from clinic_app.domain.entries.entry import read_entry
from clinic_app.domain.entries.subjects import subject_kind
from clinic_app.exchange.receipt import EntryState, PendingReason
from clinic_app.hub.applying import fold_marked
from clinic_app.hub.judging import minted_id

if TYPE_CHECKING:
    from clinic_app.hub.store import Store

LONGEST_ANSWER = 200
ACCEPTABLE = frozenset({PendingReason.OTHER_CLINIC})


class Answer(Enum):
    """What can be said: ask the clinic (it stays open), take the entry in, or close the question with a reason."""

    ASK = "ask"
    ACCEPT = "accept"
    CLOSE = "close"


class AnswerRefused(Exception):
    """The answer cannot be given; `why` is a word of the page's own wording. Nothing was changed."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def give_answer(store: Store, place: tuple[str, str, int], answer: Answer, words: str, at: str) -> None:
    """Write the operator's answer to the entry at a place (device, incarnation, seq), in one transaction.

    Accepting is possible only where the county refused for lack of right: what cannot be read, or claims what is
    another's, is never taken in. What waits for a cause is never forced.

    Raises:
        AnswerRefused: the entry does not wait, the words are missing or too long, or it cannot be accepted.
    """
    words = words.strip()
    if len(words) > LONGEST_ANSWER:
        raise AnswerRefused("too_long")
    if not words and answer is not Answer.ACCEPT:
        raise AnswerRefused("no_words")
    with store.ground.alone():
        pending = {(line.device, line.incarnation, line.seq): line for line in store.pending(None, 1 << 30)}
        line = pending.get(place)
        if line is None:
            raise AnswerRefused("not_pending")
        if answer is Answer.ACCEPT:
            if line.reason not in ACCEPTABLE:
                raise AnswerRefused("not_acceptable")
            _take_in(store, place)
        elif answer is Answer.CLOSE:
            store.set_verdict(*place, EntryState.CLOSED, line.reason)
        store.answer(*place, words)
        store.log(at, f"answered_{answer.value}", f"{place[0]}/{place[2]}")
    fold_marked(store)


def _take_in(store: Store, place: tuple[str, str, int]) -> None:
    """Let an entry count that was refused for lack of right."""
    staged = store.entry_at(*place)
    if staged is None:
        raise AnswerRefused("not_pending")
    entry = read_entry(staged.stored, staged.hash)
    store.set_verdict(*place, None, None)
    if claim := minted_id(entry):
        store.claim([(claim, entry.envelope.subject, entry.envelope.device)])
    if subject_kind(entry.envelope.subject) == "person":
        store.mark_to_fold([entry.envelope.subject])
