"""Packing and reading again gives the same entries; a carrier that fails keeps nothing half."""

import errno
import itertools
from threading import Event

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clinic_app.exchange import carrier as carriers
from clinic_app.exchange.keys import NotAKey
from clinic_app.exchange.package import NothingToCarry, TooMuchToCarry
from clinic_app.exchange.package_reader import read_bundle, read_package, stems_on
from clinic_app.exchange.problems import PackageDamaged, Problem, ProblemKind
from tests.exchange_samples import COUNTY, DEVICE_KEYS, MemoryCarrier, Minting, a_slice, chained, write

SMALL_PARTS = 4096


def read(carrier, device_keys=DEVICE_KEYS):
    return read_package(carrier, identity=COUNTY.identity, device_keys=device_keys)


def entries_of(package):
    return [entry for chunk in package.chunks for entry in chunk.entries]


BODIES = st.lists(
    st.dictionaries(st.text(max_size=8), st.text(max_size=300) | st.integers(), max_size=3), min_size=1, max_size=30
)


@settings(max_examples=60)
@given(bodies=BODIES, cuts=st.sets(st.integers(1, 29)), part_limit=st.integers(300, 6000))
def test_any_entries_cut_anywhere_come_back_in_order_byte_for_byte(bodies, cuts, part_limit):
    entries = chained(len(bodies), bodies=bodies)
    borders = sorted({0, len(entries)} | {cut for cut in cuts if cut < len(entries)})
    slices, before = [], b""
    for start, end in itertools.pairwise(borders):
        slices.append(a_slice(entries[start:end], first_seq=start + 1, prev=before))
        before = slices[-1].last_hash
    carrier = MemoryCarrier()

    written = write(carrier, slices, part_limit=part_limit)
    package = read(carrier)

    assert package.problems == ()
    assert entries_of(package) == entries
    assert (written.entries, written.bytes) == (len(entries), sum(map(len, carrier.files.values())))


def test_two_incarnations_travel_in_one_package():
    old, new = chained(3), chained(2, incarnation="a0" * 16)
    carrier = MemoryCarrier()

    write(carrier, [a_slice(old), a_slice(new, incarnation="a0" * 16)])

    assert entries_of(read(carrier)) == [*old, *new]


def test_a_stream_whose_beginning_was_acknowledged_starts_in_the_middle():
    entries = chained(9)
    carrier = MemoryCarrier()

    write(carrier, [a_slice(entries[6:], first_seq=7, prev=a_slice(entries[:6]).last_hash)])

    assert entries_of(read(carrier)) == entries[6:]


def test_progress_counts_entries_and_parts_up_to_the_last():
    seen = []
    bodies = [{"noise": bytes([number]).hex() * 900} for number in range(4)]

    written = write(
        MemoryCarrier(),
        [a_slice([entry], first_seq=seq, prev=prev) for seq, prev, entry in one_by_one(chained(4, bodies=bodies))],
        part_limit=1,
        progress=lambda *step: seen.append(step),
    )

    assert seen == [(0, 4, 0, 4), (1, 4, 1, 4), (2, 4, 2, 4), (3, 4, 3, 4), (4, 4, 4, 4)]
    assert written.parts == 4


def one_by_one(entries):
    before = b""
    for seq, entry in enumerate(entries, 1):
        yield seq, before, entry
        before = a_slice([entry]).last_hash


def four_parts(carrier, **options):
    slices = [a_slice([entry], first_seq=seq, prev=prev) for seq, prev, entry in one_by_one(chained(4))]
    return write(carrier, slices, part_limit=1, **options)


@pytest.mark.parametrize(
    ("number", "failure"),
    [
        (errno.ENOSPC, carriers.NoSpace),
        (errno.EFBIG, carriers.NoSpace),
        (errno.EROFS, carriers.ReadOnlyCarrier),
        (errno.EACCES, carriers.ReadOnlyCarrier),
        (errno.EIO, carriers.CarrierGone),
        (errno.ENODEV, carriers.CarrierGone),
        (errno.EBADMSG, carriers.CarrierFaulty),
        (errno.EINVAL, carriers.CarrierFaulty),
    ],
)
@pytest.mark.parametrize("at", [1, 3, 5])
def test_a_carrier_that_fails_at_any_file_keeps_none_of_it(number, failure, at):
    carrier = MemoryCarrier(files={"ABCDEFGH.P01": b"older"}, fails_at=at, failure=number)

    with pytest.raises(failure):
        four_parts(carrier)

    assert carrier.files == {"ABCDEFGH.P01": b"older"}


def test_a_stick_pulled_out_holds_whole_parts_without_manifest_and_they_can_be_used():
    carrier = MemoryCarrier(fails_at=3, failure=errno.EIO, unplugged_by_failure=True)

    with pytest.raises(carriers.CarrierGone):
        four_parts(carrier)

    package = read(carrier)
    assert entries_of(package) == chained(4)[:2]
    assert [problem.kind for problem in package.problems] == [ProblemKind.PART_MISSING]
    assert not package.bundles[0].complete


class WindowsError(OSError):
    """What Windows raises: its own number beside a misleading `errno`."""

    def __init__(self, winerror, number):
        super().__init__(number, "windows said so")
        self.winerror = winerror


@pytest.mark.parametrize(
    ("winerror", "number", "failure"),
    [
        (112, errno.ENOSPC, carriers.NoSpace),
        (19, errno.EACCES, carriers.ReadOnlyCarrier),
        (21, errno.EACCES, carriers.CarrierGone),
        (1167, errno.EINVAL, carriers.CarrierGone),
        (5, errno.EACCES, carriers.ReadOnlyCarrier),
    ],
)
def test_the_number_of_windows_is_believed_before_errno(winerror, number, failure):
    assert type(carriers.named_failure(WindowsError(winerror, number))) is failure


def test_stopping_between_two_parts_leaves_nothing():
    stop, carrier = Event(), MemoryCarrier()

    with pytest.raises(carriers.Stopped):
        four_parts(carrier, stop=stop, progress=lambda _w, _t, part, _p: stop.set() if part == 2 else None)

    assert carrier.writes == 2
    assert carrier.files == {}


def test_twice_the_room_is_asked_for_before_the_first_byte():
    carrier = MemoryCarrier(free=100_000)

    with pytest.raises(carriers.NoSpace) as refused:
        four_parts(carrier)

    assert refused.value.free == 100_000
    assert refused.value.needed > 131_072
    assert carrier.writes == 0


def test_an_older_package_stays_and_both_are_read():
    carrier = MemoryCarrier()
    older, newer = chained(2), chained(3)
    mint = Minting()

    write(carrier, [a_slice(older)], mint_id=mint)
    before = dict(carrier.files)
    write(carrier, [a_slice(newer)], mint_id=mint)

    assert before.items() <= carrier.files.items()
    package = read(carrier)
    assert (len(package.bundles), package.entries, package.problems) == (2, 3, ())


def test_a_name_that_is_taken_is_not_used_again():
    carrier = MemoryCarrier()

    first = write(carrier, [a_slice(chained(1))], mint_id=Minting(1))
    second = write(carrier, [a_slice(chained(1))], mint_id=Minting(1))

    assert first.bundle_id != second.bundle_id
    assert len(carrier.files) == 4


def test_a_journal_whose_chain_is_broken_is_not_sent():
    entries, carrier = chained(3), MemoryCarrier()
    del entries[1]

    with pytest.raises(PackageDamaged):
        write(carrier, [a_slice(entries)])

    assert carrier.files == {}


def test_entries_of_another_device_or_of_the_local_stream_are_not_sent():
    carrier = MemoryCarrier()

    with pytest.raises(ValueError, match="own entries"):
        write(carrier, [a_slice(chained(1, device="x"), device="x")])
    with pytest.raises(PackageDamaged):
        write(carrier, [a_slice(chained(1, stream="local"), stream="local")])

    assert carrier.files == {}


def test_nothing_to_carry_too_much_and_a_mistyped_county_key_begin_nothing():
    carrier = MemoryCarrier()

    with pytest.raises(NothingToCarry):
        write(carrier, [a_slice([])])
    with pytest.raises(TooMuchToCarry):
        write(
            carrier,
            [a_slice([entry], first_seq=seq, prev=prev) for seq, prev, entry in one_by_one(chained(100))],
            part_limit=1,
        )
    with pytest.raises(NotAKey):
        write(carrier, [a_slice(chained(1))], recipient="age1county")

    assert carrier.files == {}


def test_without_device_keys_the_author_is_unknown_and_the_manifest_is_needed():
    carrier = MemoryCarrier()
    write(carrier, [a_slice(chained(2))])

    whole = read(carrier, device_keys=None)
    manifest = next(name for name in carrier.files if name.endswith(".MAN"))
    del carrier.files[manifest]
    without, known = read(carrier, device_keys=None), read(carrier)

    assert (whole.entries, whole.author_unknown, whole.problems) == (2, True, ())
    assert (without.entries, without.problems) == (0, (Problem(kind=ProblemKind.MANIFEST_MISSING, file=manifest),))
    assert (known.entries, known.author_unknown) == (2, False)
    assert known.problems == (Problem(kind=ProblemKind.MANIFEST_MISSING, file=manifest),)


def test_a_device_that_is_not_enrolled_is_not_believed():
    carrier = MemoryCarrier()
    write(carrier, [a_slice(chained(2))])

    package = read(carrier, device_keys={"another": bytes(32)})

    assert package.entries == 0
    assert package.problems[0].kind is ProblemKind.UNKNOWN_AUTHOR


def test_an_empty_carrier_holds_no_package():
    assert read(MemoryCarrier()).problems == (Problem(kind=ProblemKind.NO_PACKAGE),)


def test_packages_can_be_read_one_at_a_time():
    carrier = MemoryCarrier()
    written = write(carrier, [a_slice(chained(2))])

    (stem,) = stems_on(carrier)
    bundle = read_bundle(carrier, stem, identity=COUNTY.identity, device_keys=DEVICE_KEYS)

    assert (bundle.bundle_id, bundle.entries, bundle.complete) == (written.bundle_id, 2, True)
