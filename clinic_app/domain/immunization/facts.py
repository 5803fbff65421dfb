"""What is known of a person besides the doses: health, mother, tests; a fact that is None is unknown."""

from datetime import date

import msgspec

Reading = str | int | float | bool | tuple[str, ...] | tuple[int, ...] | None


class SkinTest(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A tuberculin test (结核菌素试验): the day it was read and its result, `negative` or `positive`."""

    read_on: date
    result: str


class Serology(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Serology after the hepatitis B series (免后检测)."""

    on: date
    hbsag: str
    anti_hbs_miu_ml: float


class Immunoglobulin(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """An immunoglobulin (免疫球蛋白) given: IVIG, HBIG, HRIG or TIG."""

    on: date
    kind: str


class Facts(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Everything a rule may ask about a person; every fact is optional.

    Attributes:
        mother_hbsag: positive, negative or unknown; mother_hiv likewise.
        hiv: infected, exposed_unknown, exposed_uninfected or uninfected.
        severe_reaction_to: codes of vaccines after which a severe allergic reaction was seen.
        contraindicated: codes of vaccines that a doctor wrote down as contraindicated.
        temperature_c: measured today, under the arm.
        conditions: codes of other states of health, those that are no contraindication among them.
        rabies_exposure: the days of exposures (狂犬病暴露); rabies_regimen: `essen` (5针法) or `zagreb` (2-1-1).
        anti_b_cell_stopped, immunosuppressant_stopped: the day a treatment ended.
    """

    mother_hbsag: str | None = None
    mother_hiv: str | None = None
    hiv: str | None = None
    birth_weight_g: float | None = None
    gestational_weeks: float | None = None
    medically_stable: bool | None = None
    hospitalised: bool | None = None
    severe_immunosuppression: bool | None = None
    bcg_scar: bool | None = None
    ppd: SkinTest | None = None
    immunoglobulin: tuple[Immunoglobulin, ...] = ()
    je_choice: str | None = None
    pvt: Serology | None = None
    immunodeficiency: str | None = None
    epilepsy: str | None = None
    allergy: str | None = None
    jaundice: str | None = None
    severe_reaction_to: tuple[str, ...] = ()
    contraindicated: tuple[str, ...] = ()
    systemic_steroid_high_dose_stopped: date | None = None
    temperature_c: float | None = None
    conditions: tuple[str, ...] = ()
    rabies_exposure: tuple[date, ...] = ()
    rabies_regimen: str | None = None
    anti_b_cell_stopped: date | None = None
    immunosuppressant_stopped: date | None = None


NO_FACTS = Facts()
_ENDED = ("systemic_steroid_high_dose_stopped", "anti_b_cell_stopped", "immunosuppressant_stopped")
_DATED = {"ppd", "pvt", "immunoglobulin", "rabies_exposure", *_ENDED}
_PLAIN = tuple(name for name in Facts.__struct_fields__ if name not in _DATED)
READING_NAMES = frozenset({*_PLAIN, "hiv_status", "ppd_result", "pvt_hbsag", "pvt_anti_hbs", "rabies_exposed", "sex"})
DATED_READINGS = frozenset({"immunoglobulin", "ppd_read_on", "pvt_on", "rabies_exposure_on", *_ENDED})


def nothing_told(sex: str) -> dict[str, Reading]:
    """Return the readings of a person of whom nothing is known."""
    return {"sex": sex, "mother_hbsag": "unknown"}


def readings(facts: Facts, sex: str) -> dict[str, Reading]:
    """Return the facts by the names the rules use; what is unknown is absent, a mother's unknown HBsAg is `unknown`."""
    known = nothing_told(sex)
    for name in _PLAIN:
        reading = getattr(facts, name)
        if reading is not None:
            known[name] = reading
    hiv = facts.hiv or ("exposed_unknown" if facts.mother_hiv == "positive" else None)
    if hiv is not None:
        known["hiv_status"] = hiv
    if facts.ppd is not None:
        known["ppd_result"] = facts.ppd.result
    if facts.rabies_exposure:
        known["rabies_exposed"] = True
    if facts.pvt is not None:
        known["pvt_hbsag"] = facts.pvt.hbsag
        known["pvt_anti_hbs"] = facts.pvt.anti_hbs_miu_ml
    return known


def dated_readings(facts: Facts) -> dict[str, tuple[int, ...]]:
    """Return the days (as ordinals) on which something happened that a wait may count from."""
    days: dict[str, tuple[int, ...]] = {}
    if facts.immunoglobulin:
        days["immunoglobulin"] = tuple(sorted(given.on.toordinal() for given in facts.immunoglobulin))
    if facts.rabies_exposure:
        days["rabies_exposure_on"] = tuple(sorted(day.toordinal() for day in facts.rabies_exposure))
    for name in _ENDED:
        ended: date | None = getattr(facts, name)
        if ended is not None:
            days[name] = (ended.toordinal(),)
    if facts.ppd is not None:
        days["ppd_read_on"] = (facts.ppd.read_on.toordinal(),)
    if facts.pvt is not None:
        days["pvt_on"] = (facts.pvt.on.toordinal(),)
    return days
