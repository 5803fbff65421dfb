"""The engine keeps every law; of the broken engines each breaks its own law and keeps the others."""

from datetime import date
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from laws.broken import BROKEN
from laws.engine import RIGHT, Child, a_child
from laws.laws import LAWS, date_algebra

CHILDREN = [a_child(Random(number)) for number in range(30)]


def broken_by(law, engine):
    """Return the first child for which an engine does not keep a law, or None."""
    for child in CHILDREN:
        try:
            law(engine, child)
        except AssertionError:
            return child
    return None


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.__name__)
@given(seed=st.integers(0, 2**32))
def test_the_engine_keeps_the_law(law, seed):
    law(RIGHT, a_child(Random(seed)))


@pytest.mark.parametrize("year", range(2015, 2033))
def test_ages_are_reached_on_the_right_day_by_everybody_born_in(year):
    born = next(day for day in range(735_000, 735_018) if 2015 + day % 18 == year)

    date_algebra(RIGHT, Child(date.fromordinal(born), "F", ()))


def test_every_law_has_an_engine_that_breaks_it():
    assert set(BROKEN) == set(LAWS)


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.__name__)
def test_the_broken_engine_breaks_this_law_alone(law):
    engine = BROKEN[law]

    assert broken_by(law, engine) is not None
    assert [other.__name__ for other in LAWS if other is not law and broken_by(other, engine) is not None] == []
