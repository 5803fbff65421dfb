"""How many people a second the schedule engine assesses, with all reasons, and how long one card takes."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from msgspec.structs import replace

from clinic_app.app.bench.figures import Budget, Figure
from clinic_app.app.bench.stopwatch import MILLISECONDS, best_in_turn, quantile, seconds_of
from clinic_app.services.assessment import assess_card

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from clinic_app.app.bench.sites import Ground
    from clinic_app.domain.fold.card import Card
    from clinic_app.domain.immunization.results import Assessment
    from clinic_app.services.reader import Reader

PEOPLE_A_SECOND = 3000.0
ONE_CARD_MS = 1.0
FLOOR = "making the values of the same answers again, without judging anything"
_REGISTERED = "SELECT person_id FROM person WHERE registered = 1 ORDER BY person_id"


def figures(ground: Ground) -> Iterator[Figure]:
    """Measure the engine on cards of both clinics, folded beforehand."""
    for site in ground.sites:
        reader = site.open_reader()
        try:
            yield from _at(site.name, reader, 10 * ground.sample, ground.rounds)
        finally:
            reader.close()


def _at(name: str, reader: Reader, sample: int, rounds: int) -> Iterator[Figure]:
    everybody = [person_id for (person_id,) in reader.db.execute(_REGISTERED)]
    chosen = random.Random(1).sample(everybody, min(sample, len(everybody)))  # not for secrets
    cards = [reader.card(person_id) for person_id in chosen]
    answers = _assessed(reader, cards)
    best, floor = best_in_turn(rounds, lambda: _assessed(reader, cards), lambda: _made_again(answers))
    yield Figure(
        name=f"people assessed, {name}",
        unit="people/s",
        value=len(cards) / best,
        floor=len(cards) / floor,
        floor_of=FLOOR,
        budget=Budget(limit=PEOPLE_A_SECOND, at_least=True),
    )
    rules, today = reader.rules, reader.clock.today()
    times = [seconds_of(assess_card, rules, card, today) for card in cards]
    yield Figure(
        name=f"one card assessed, {name}, p95",
        unit="ms",
        value=quantile(times, 0.95) * MILLISECONDS,
        floor=floor / len(cards) * MILLISECONDS,
        floor_of=FLOOR,
        budget=Budget(limit=ONE_CARD_MS),
    )


def _assessed(reader: Reader, cards: Sequence[Card]) -> list[Assessment]:
    rules, today = reader.rules, reader.clock.today()
    found = (assess_card(rules, card, today) for card in cards)
    return [assessment for assessment in found if assessment is not None]


def _made_again(answers: Sequence[Assessment]) -> list[Assessment]:
    return [
        replace(
            answer,
            verdicts=tuple(replace(verdict) for verdict in answer.verdicts),
            forecasts=tuple(replace(forecast) for forecast in answer.forecasts),
        )
        for answer in answers
    ]
