import msgspec
import pytest

from clinic_app.domain.consent_text import ConsentText
from clinic_app.printing.fonts import fonts_in
from clinic_app.services.resource_files import FONTS, RESOURCES, consent_texts, shipped_rules

TEXTS = consent_texts()
CATALOGUE = msgspec.json.decode((RESOURCES / "codes" / "vaccines.json").read_bytes())["vaccines"]
IN_OLD_RECORDS_ONLY = {vaccine["code"] for vaccine in CATALOGUE if vaccine.get("legacy")}
FOLDER = RESOURCES / "consents" / "vaccines"
EVERY_TEXT = pytest.mark.parametrize("code", sorted(TEXTS.vaccines))


def sentences_of(text):
    values = [value for value in msgspec.structs.asdict(text).values() if not isinstance(value, bool)]
    return [part for value in values for part in ([value] if isinstance(value, str) else value) if part]


def test_every_vaccine_has_a_text_or_a_reason_why_nobody_can_give_it():
    codes = {vaccine["code"] for vaccine in CATALOGUE}

    assert set(TEXTS.general.without_text) == IN_OLD_RECORDS_ONLY
    assert set(TEXTS.vaccines) == codes - IN_OLD_RECORDS_ONLY


def test_no_two_texts_have_the_same_version():
    versions = [text.version for text in TEXTS.vaccines.values()]
    versions += [TEXTS.general.version, TEXTS.paid_choice.version]

    assert len(versions) == len(set(versions)) == 34


def test_a_file_is_named_after_its_vaccine():
    named = {path.stem for path in FOLDER.glob("*.json")}

    assert named == {code.replace("/", "-") for code in TEXTS.vaccines}


@EVERY_TEXT
def test_free_and_paid_are_said_as_the_catalogue_says(code):
    text = TEXTS.vaccines[code]

    assert text.cost.startswith(
        "非免疫规划疫苗" if shipped_rules().vaccine(code).paid else "免疫规划疫苗，国家免费提供"
    )


@EVERY_TEXT
def test_a_choice_between_free_and_paid_offers_the_free_one_first(code):
    choices = TEXTS.vaccines[code].choices

    assert len(choices) in {0, 2}
    assert not choices or ("免费" in choices[0] and "自愿自费" in choices[1])
    assert not (choices and shipped_rules().vaccine(code).paid)


@EVERY_TEXT
def test_no_text_claims_to_have_been_compared_with_the_official_one(code):
    text = TEXTS.vaccines[code]

    assert text.verified is False
    assert text.confidence != "high"
    assert "核对" in text.source


@EVERY_TEXT
def test_every_part_is_written_and_can_be_printed(code):
    text = TEXTS.vaccines[code]
    fonts = fonts_in(FONTS)

    assert all((text.disease, text.effect, text.schedule, text.reactions, text.contraindications))
    assert all(fonts.missing(sentence) == () for sentence in sentences_of(text))


@EVERY_TEXT
def test_sentences_end_and_parts_that_are_joined_do_not(code):
    text = TEXTS.vaccines[code]

    assert all(part.endswith("。") for part in (text.disease, text.effect, text.schedule, text.reactions, text.cost))
    assert not any(part.endswith(("。", "；")) for part in (*text.contraindications, *text.cautions))


@pytest.mark.parametrize("code", [v["code"] for v in CATALOGUE if v["technology"] == "live_injected"])
def test_live_vaccines_name_pregnancy_and_weak_immunity(code):
    if code in IN_OLD_RECORDS_ONLY or code == "BCG":
        return
    said = "".join(TEXTS.vaccines[code].contraindications)

    assert "妊娠" in said
    assert "免疫缺陷" in said
    assert "28天" in "".join(TEXTS.vaccines[code].cautions)


def test_the_part_for_all_says_the_thirty_minutes_the_compensation_and_the_privacy():
    general = TEXTS.general

    assert any("留观区观察30分钟" in precaution for precaution in general.precautions)
    assert "补偿" in general.compensation
    assert "加密保存" in general.privacy
    assert all(fonts_in(FONTS).missing(sentence) == () for sentence in sentences_of(general))


def test_the_health_questions_named_are_shipped():
    files = (RESOURCES / "checklists").glob("*.json")
    shipped = {msgspec.json.decode(path.read_bytes())["version"] for path in files}

    assert set(TEXTS.general.health_questions) <= shipped


def test_a_signature_covers_the_text_of_the_vaccine_and_the_part_for_all():
    assert TEXTS.version_of("MMR") == "MMR-2026.1+general-2026.1"
    assert TEXTS.version_of("tOPV") is None


def test_a_field_the_form_does_not_know_is_refused():
    raw = msgspec.json.decode((FOLDER / "MMR.json").read_bytes())

    with pytest.raises(msgspec.ValidationError, match="sideeffects"):
        msgspec.json.decode(msgspec.json.encode(raw | {"sideeffects": "无"}), type=ConsentText)


@pytest.mark.parametrize("field", ["version", "contraindications", "source", "verified"])
def test_a_text_without_a_needed_part_is_refused(field):
    raw = msgspec.json.decode((FOLDER / "MMR.json").read_bytes())
    del raw[field]

    with pytest.raises(msgspec.ValidationError, match=field):
        msgspec.json.decode(msgspec.json.encode(raw), type=ConsentText)
