"""First aid for anaphylaxis (过敏性休克): how much adrenaline (肾上腺素) for which weight, in whole micrograms."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from clinic_app.domain.immunization.language import Confidence


class WeightAtAge(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A usual weight from this age on, in whole months; for the moment in which nobody can weigh."""

    from_months: int
    grams: int


class AdrenalineTable(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The rule of the dose as data.

    Attributes:
        signs: when to think of it. steps: what to do, in order; sentences to be shown as they are.
        strength: of the ampoule, as printed (1:1000). micrograms_per_ml: the same as a number.
        micrograms_per_kg: of the person, by the muscle.
        most_micrograms: a single dose, at any age; most_micrograms_of_child: below `child_before_months`.
        syringe_step_microlitres: the finest line of the syringe; volumes are rounded to it.
        least_grams, most_grams: weights outside, inclusive, are slips of the fingers.
        printed_kilograms: rows of the card.
        usual_weights: by age, youngest first.
    """

    version: str
    source: str
    confidence: Confidence
    verified: bool
    signs: str
    steps: tuple[str, ...]
    strength: str
    micrograms_per_ml: int
    micrograms_per_kg: int
    most_micrograms: int
    most_micrograms_of_child: int
    child_before_months: int
    syringe_step_microlitres: int
    least_grams: int
    most_grams: int
    printed_kilograms: tuple[int, ...]
    usual_weights: tuple[WeightAtAge, ...]


class WeightImpossible(ValueError):
    """No person has this weight; a dose from it would be a guess. `grams` is what was said."""

    def __init__(self, grams: int) -> None:
        super().__init__(grams)
        self.grams = grams


@dataclass(frozen=True, slots=True, kw_only=True)
class AdrenalineDose:
    """One injection into the muscle.

    Attributes:
        micrograms: as computed. microlitres: of the ampoule, rounded to the lines of the syringe.
        at_most: the largest single dose was reached.
        weight_estimated: the weight was taken from the age, not weighed.
    """

    micrograms: int
    microlitres: int
    at_most: bool = False
    weight_estimated: bool = False


def adrenaline_dose(
    weight_grams: int, table: AdrenalineTable, *, age_months: int | None = None, weight_estimated: bool = False
) -> AdrenalineDose:
    """Return the dose for one weight; without an age the largest single dose of an adult is the limit.

    Raises:
        WeightImpossible: outside the bounds of the table. Nothing is advised.

    Source: the table names its own.
    """
    if not table.least_grams <= weight_grams <= table.most_grams:
        raise WeightImpossible(weight_grams)
    child = age_months is not None and age_months < table.child_before_months
    most = table.most_micrograms_of_child if child else table.most_micrograms
    wanted = _rounded(weight_grams * table.micrograms_per_kg, 1000)
    micrograms = min(wanted, most)
    step = table.syringe_step_microlitres
    return AdrenalineDose(
        micrograms=micrograms,
        microlitres=_rounded(micrograms * 1000, table.micrograms_per_ml * step) * step,
        at_most=wanted >= most,
        weight_estimated=weight_estimated,
    )


def usual_weight_grams(age_months: int, table: AdrenalineTable) -> int:
    """Return the usual weight at an age, for `adrenaline_dose(..., weight_estimated=True)` and nothing else.

    Raises:
        ValueError: the age is negative.
    """
    if age_months < 0:
        raise ValueError(age_months)
    return next(row.grams for row in reversed(table.usual_weights) if row.from_months <= age_months)


def _rounded(number: int, divisor: int) -> int:
    """Divide and round to the nearest whole number, halves up."""
    return (2 * number + divisor) // (2 * divisor)
