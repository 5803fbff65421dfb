"""Rule files are refused for what they get wrong, with a reason that names it."""

import json
from datetime import date

import pytest

from clinic_app.domain.immunization.rules import RulesRefused, rules_from
from clinic_app.services.resource_files import RESOURCES, shipped_rules


def shipped_files():
    files = {path.name: path.read_bytes() for path in sorted((RESOURCES / "schedules").glob("*.json"))}
    return {**files, "vaccines.json": (RESOURCES / "codes" / "vaccines.json").read_bytes()}


def changed(name, change):
    files = shipped_files()
    written = json.loads(files[name])
    change(written)
    return {**files, name: json.dumps(written).encode()}


def first_slot(written):
    return written["series"]["BCG"]["slots"]["BCG-1"]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda written: first_slot(written).update(colour="red"), "colour"),
        (lambda written: first_slot(written).pop("source"), "source"),
        (lambda written: first_slot(written).update(source="S99"), "unknown source S99"),
        (lambda written: first_slot(written).update(min_age="two months"), "not a span"),
        (lambda written: first_slot(written).update(offer=["XYZ"]), "unknown vaccine XYZ"),
        (lambda written: first_slot(written).update(confidence="sure"), "confidence"),
        (lambda written: first_slot(written).update(not_before_fact="moon"), "unknown dated fact moon"),
        (lambda written: written["series"].update(Moon=written["series"]["BCG"]), "unknown series Moon"),
        (lambda written: written["health"][0].update(when=[{"fact": "moon"}]), "unknown fact moon"),
        (lambda written: written["series"]["JE"]["plans"].append(written["series"]["JE"]["plans"][0]), "same id"),
        (lambda written: written["series"]["BCG"]["plans"][0].update(doses=["BCG-9"]), "unknown slot BCG-9"),
        (lambda written: written["series"]["BCG"]["plans"][0].update(doses=[]), "no plan uses slot BCG-1"),
        (lambda written: first_slot(written).update(rule="BCG-9"), "slot BCG-1 calls itself BCG-9"),
        (lambda written: written.update(extends="NIP-1900"), "extends an edition that does not exist"),
    ],
)
def test_a_wrong_edition_is_refused_with_the_reason(change, reason):
    with pytest.raises(RulesRefused, match=reason):
        rules_from(changed("NIP-2021.json", change))


def test_a_missing_catalogue_is_refused():
    files = shipped_files()
    del files["vaccines.json"]
    with pytest.raises(RulesRefused, match="missing"):
        rules_from(files)


def test_a_broken_file_is_refused_by_name():
    with pytest.raises(RulesRefused, match=r"sources\.json"):
        rules_from({**shipped_files(), "sources.json": b"{"})


@pytest.mark.parametrize(
    ("on", "edition"),
    [
        (date(2010, 1, 1), "NIP-2021"),
        (date(2024, 12, 31), "NIP-2021"),
        (date(2025, 1, 1), "NIP-2021+DTP2025"),
        (date(2026, 6, 16), "NIP-2021+DTP2025"),
        (date(2026, 6, 17), "NIP-2026"),
    ],
)
def test_the_edition_in_force_follows_the_day(on, edition):
    assert shipped_rules().edition_in_force(on).name == edition


def test_the_catalogue_answers_by_code_and_names_what_a_vaccine_covers():
    five_in_one = shipped_rules().vaccine("DTaP-IPV/Hib")
    assert five_in_one.covers == ("DTP", "Polio", "Hib")
    assert shipped_rules().vaccine("MMR").national_code == "1201"
    with pytest.raises(KeyError):
        shipped_rules().vaccine("XYZ")


def test_every_vaccine_has_a_default_site_that_fits_its_route():
    for vaccine in shipped_rules().vaccines.values():
        assert vaccine.sites
        assert (vaccine.sites[0] == "oral") == (vaccine.route == "PO")
