"""A slice is one unbroken chain or it is nothing."""

import pytest

from clinic_app.exchange.problems import PackageDamaged, ProblemKind
from clinic_app.exchange.stream_slice import ENTRY_LIMIT, demand_chain, pieces
from tests.exchange_samples import a_slice, an_entry, chained


def refused(run):
    with pytest.raises(PackageDamaged) as refusal:
        demand_chain(run)
    return refusal.value.kind, refusal.value.seq


def test_a_chain_from_the_beginning_and_one_from_the_middle_hold():
    entries = chained(5)
    middle = a_slice(entries[2:], first_seq=3, prev=a_slice(entries[:2]).last_hash)

    demand_chain(a_slice(entries))
    demand_chain(middle)

    assert middle.last_seq == 5


def test_a_changed_entry_breaks_the_chain_at_the_one_after_it():
    entries = chained(4)
    entries[1] = entries[1].replace("第2剂".encode(), "第9剂".encode())

    assert refused(a_slice(entries)) == (ProblemKind.BROKEN_CHAIN, 3)


def test_a_missing_entry_is_found_where_it_should_stand():
    entries = chained(4)
    del entries[1]

    assert refused(a_slice(entries)) == (ProblemKind.BROKEN_CHAIN, 2)


@pytest.mark.parametrize("place", [{"device": "another"}, {"incarnation": "00" * 16}, {"stream": "local"}])
def test_an_entry_of_another_stream_is_refused(place):
    first = chained(1)
    stray = an_entry(2, a_slice(first).last_hash, **place)

    assert refused(a_slice([*first, stray])) == (ProblemKind.BROKEN_CHAIN, 2)


def test_a_local_stream_is_never_accepted_even_when_it_is_whole():
    assert refused(a_slice(chained(2, stream="local"), stream="local"))[0] is ProblemKind.BROKEN_CHAIN


def test_a_stream_does_not_begin_twice():
    entries = chained(3)

    assert refused(a_slice(entries, prev=b"\1" * 32))[0] is ProblemKind.BROKEN_CHAIN
    assert refused(a_slice(entries[1:], first_seq=2))[0] is ProblemKind.BROKEN_CHAIN


@pytest.mark.parametrize(
    ("entry", "kind"),
    [
        (b"", ProblemKind.BAD_ENTRY),
        (b"{}", ProblemKind.BAD_ENTRY),
        (b"\xff\xfe", ProblemKind.BAD_ENTRY),
        (b"[" * 100_000, ProblemKind.BAD_ENTRY),
        (b'"' + b"a" * ENTRY_LIMIT + b'"', ProblemKind.TOO_LARGE),
        (an_entry(1, b"").replace(b'"seq": 1', b'"seq": 1, "seq": 1'), ProblemKind.BAD_ENTRY),
        (an_entry(1, b"").replace(b'"seq": 1', b'"seq": 1e400'), ProblemKind.BAD_ENTRY),
        (an_entry(1, b"", body={"deep": [[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]}), ProblemKind.BAD_ENTRY),
    ],
    ids=["empty", "no-envelope", "not-text", "deep", "long", "key-twice", "not-a-number", "deep-body"],
)
def test_an_entry_that_is_none_is_refused_by_its_position(entry, kind):
    assert refused(a_slice([entry])) == (kind, 1)


def test_brackets_inside_a_text_are_not_depth():
    demand_chain(a_slice(chained(1, bodies=[{"remark": "[" * 40 + '\\"' + "{" * 40}])))


def test_pieces_hold_at_most_the_entries_and_bytes_allowed_and_lose_nothing():
    entries = chained(7)
    size = len(entries[0])

    by_count = list(pieces(a_slice(entries), most_entries=3, most_bytes=1 << 20))
    by_bytes = list(pieces(a_slice(entries), most_entries=500, most_bytes=2 * size + 200))
    alone = list(pieces(a_slice(entries), most_entries=500, most_bytes=1))

    assert [len(piece.entries) for piece in by_count] == [3, 3, 1]
    assert [piece.first_seq for piece in by_count] == [1, 4, 7]
    assert [len(piece.entries) for piece in by_bytes] == [2, 2, 2, 1]
    assert len(alone) == 7
    for piece in by_count:
        demand_chain(piece)


def test_an_empty_slice_has_no_pieces():
    assert list(pieces(a_slice([]), most_entries=3, most_bytes=100)) == []
