"""The root over everybody's card: the same for the same people, another for any other, and it leads to who differs."""

import hashlib

from hypothesis import given
from hypothesis import strategies as st

from clinic_app.domain.people_proof import people_root, who_differs

PEOPLE = st.dictionaries(st.text(min_size=1, max_size=8), st.binary(min_size=32, max_size=32), max_size=30)


def sha(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def test_the_root_of_two_people_is_what_the_description_says():
    """Spelled out by hand from FORMAT.md: basket, branch, root."""
    one, two = sha(b"card 1"), sha(b"card 2")
    branches = [bytes(32)] * 256
    for person, digest in (("p-1", one), ("p-2", two)):
        first, second = sha(person.encode())[:2]
        baskets = [bytes(32)] * 256
        baskets[second] = sha(b"vaxsync people basket 1\0", digest)
        branches[first] = sha(b"vaxsync people branch 1\0", *baskets)
    assert sha(b"p-1")[0] != sha(b"p-2")[0]

    assert people_root({"p-2": two, "p-1": one}) == sha(b"vaxsync people root 1\0", (2).to_bytes(8, "big"), *branches)


def test_nobody_has_a_root_too():
    empty = sha(b"vaxsync people root 1\0", bytes(8), bytes(32) * 256)

    assert people_root({}) == empty


@given(PEOPLE, PEOPLE)
def test_roots_are_equal_exactly_when_the_people_are(here, there):
    assert (people_root(here) == people_root(there)) == (here == there)
    assert bool(who_differs(here, there)) == (here != there)


@given(PEOPLE, PEOPLE)
def test_everybody_who_differs_is_named_and_nobody_else(here, there):
    found = who_differs(here, there)

    assert list(found.only_here) == sorted(here.keys() - there.keys())
    assert list(found.only_there) == sorted(there.keys() - here.keys())
    both = here.keys() & there.keys()
    assert list(found.other_card) == sorted(person for person in both if here[person] != there[person])


@given(PEOPLE, st.randoms())
def test_the_order_in_which_people_are_named_does_not_matter(people, rng):
    stirred = list(people.items())
    rng.shuffle(stirred)

    assert people_root(dict(stirred)) == people_root(people)
