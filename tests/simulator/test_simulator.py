"""A county lives through months of sticks, lines and disasters; what must hold, holds, and broken code is noticed."""

import sys

import pytest

from tests.simulator import mutants
from tests.simulator.run import Township

SECONDS, LONG_SECONDS, MOST_SECONDS = 45, 900, 300
IN_CI = (
    mutants.receipt_moves_backwards,
    mutants.hash_not_compared,
    mutants.package_taken_off_too_early,
    mutants.pending_dropped,
    mutants.refold_forgotten,
)


@pytest.fixture(scope="module")
def township():
    with Township() as opened:
        yield opened


def lives(township, seconds, first=1):
    """Live seeds for so long; a failure is one line to replay, and what failed."""
    done = township.campaign(seconds, first)
    sys.stdout.write(done.told)
    assert done.failed is None, f"replay: {done.replay}\n{done.failure}"
    return done


def test_whatever_happens_to_sticks_lines_and_machines_nothing_is_lost_and_no_receipt_lies(township):
    done = lives(township, SECONDS)

    assert done.cards > done.seeds, "almost nothing was compared"


@pytest.mark.parametrize("mutant", IN_CI, ids=lambda mutant: mutant.__name__)
def test_broken_code_is_noticed(township, mutant):
    with mutants.Broken(mutant):
        done = township.campaign(MOST_SECONDS)

    assert_noticed(mutant, done)


def assert_noticed(mutant, done):
    assert done.failed is not None, f"{mutant.__doc__} Nobody noticed in {done.seeds} seeds."
    assert done.failure.startswith(("Broken(", "IntegrityError(")), "the mutant itself is at fault"


@pytest.mark.long
@pytest.mark.parametrize("mutant", sorted(set(mutants.MUTANTS) - set(IN_CI), key=lambda one: one.__name__))
def test_every_other_broken_code_is_noticed_too(township, mutant):
    with mutants.Broken(mutant):
        done = township.campaign(MOST_SECONDS)

    assert_noticed(mutant, done)


@pytest.mark.long
def test_the_same_for_a_quarter_of_an_hour(township):
    lives(township, LONG_SECONDS, first=10_000)
