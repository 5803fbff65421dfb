"""What is written wrongly on a card: the verdict it gets and the sentence that is shown."""

import json
from datetime import date, timedelta

import pytest
from rule_samples import W1, an_overlay, rules_with

from clinic_app.domain.immunization.answer_lines import answers
from clinic_app.domain.immunization.assess import GivenDose, assess
from clinic_app.domain.immunization.question_lines import KNOWN_DEFICIENCIES
from clinic_app.domain.immunization.results import Status, VerdictKind
from clinic_app.gui.wording.immunization import verdict_words
from clinic_app.services.resource_files import RESOURCES, shipped_rules

BORN = date(2026, 1, 15)
TODAY = date(2026, 7, 20)


def ask(*given, sex="F"):
    doses = [GivenDose(id=f"{place:03}", vaccine=vaccine, on=on) for place, (vaccine, on) in enumerate(given)]
    return assess(shipped_rules(), birth_date=BORN, sex=sex, doses=doses, on=TODAY)


@pytest.mark.parametrize(
    ("vaccine", "on", "kind", "words"),
    [
        ("HepB", date(2026, 1, 14), VerdictKind.INVALID, "不计入：接种日期早于出生日期"),
        ("HepB", date(2026, 7, 21), VerdictKind.UNKNOWN, "请核对：接种日期还没有到"),
        ("XYZ", date(2026, 3, 1), VerdictKind.UNKNOWN, "请核对：疫苗目录中没有这个疫苗"),
        ("DT", date(2026, 3, 15), VerdictKind.UNKNOWN, "请核对：程序没有写这个疫苗在这一剂怎么算"),
        ("IPV", date(2026, 3, 14), VerdictKind.INVALID, "不计入：接种时未满2月龄（2026-03-15）"),
        ("TT", date(2026, 3, 15), VerdictKind.EXTRA, "另计：不属于国家免疫规划程序，按说明书，如实记录"),
    ],
)
def test_a_dose_that_cannot_be_right_gets_a_verdict_and_a_sentence(vaccine, on, kind, words):
    [verdict] = ask((vaccine, on)).verdicts

    assert verdict.kind is kind
    assert verdict_words(verdict) == words
    assert verdict.check == (kind is not VerdictKind.EXTRA)


def test_of_two_equal_doses_of_one_day_the_first_counts_and_the_next_waits_for_both():
    found = ask(("IPV", date(2026, 7, 20)), ("IPV", date(2026, 7, 20)))

    assert [verdict.kind for verdict in found.verdicts] == [VerdictKind.VALID, VerdictKind.INVALID]
    assert verdict_words(found.verdicts[1]) == "不计入：接种时距第1剂（2026-07-20）未满28天（2026-08-17）"
    assert found.forecast_of("Polio").earliest == date(2026, 8, 17)


def test_two_hundred_doses_get_two_hundred_verdicts():
    found = ask(*(("HepB", BORN + timedelta(day % 180)) for day in range(200)))

    assert len(found.verdicts) == 200


def assessed(*lines):
    """Put lines to the command and return its answers."""
    return [json.loads(answer) for answer in answers(shipped_rules(), [json.dumps(line).encode() for line in lines])]


def line(*history, **says):
    given = [{"vaccine": vaccine, "date": on} for vaccine, on in history]
    return {"id": "x", "birth_date": "2026-01-15", "as_of": "2026-07-20", "history": given, **says}


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (line(("HepB", "2026-02-30")), "Invalid RFC3339"),
        (line(birth_date="2026-13-01"), "Invalid RFC3339"),
        (line(birth_date=""), "Invalid RFC3339"),
        (line(sex="X"), "unknown sex X"),
        (line(rule_set="NIP-1900"), "unknown edition NIP-1900"),
        (line(contxt={}), "is `context` meant?"),
        ({"id": "x", "as_of": "2026-07-20", "history": []}, "birth_date"),
        (line(as_of="2026-01-14"), "as_of 2026-01-14 is before birth_date 2026-01-15"),
        (line(context={"mother_hbsag": "Positive"}), "`Positive` for `mother_hbsag`; it is one of positive, negative"),
        (line(context={"mother_hiv": "yes"}), "`yes` for `mother_hiv`"),
        (line(context={"hiv": "positive"}), "it is one of infected, exposed_unknown"),
        (line(context={"ppd": {"result": "neg", "read_date": "2026-07-01"}}), "`neg` for `ppd`"),
        (line(context={"pvt": {"date": "2026-07-01", "hbsag": "-", "anti_hbs_mIU_ml": 3}}), "`-` for `pvt`"),
        (line(context={"je_choice": "JE"}), "it is one of JE-L, JE-I"),
        (
            line(context={"conditions": ["pregnancy", "pregnant"]}),
            "`pregnant` for `conditions`; it is one of pregnancy,",
        ),
        (line(context={"epilepsy": "yes"}), "`yes` for `epilepsy`; it is one of uncontrolled, controlled_stable"),
        (line(context={"jaundice": "true"}), "`true` for `jaundice`; it is one of physiological, breast_milk"),
        (line(scope=["HepB", "Pollio"]), "unknown series `Pollio` for `scope`; it is one of HepB, BCG, Polio"),
        (line(context={"rabies_regimen": "211"}), "it is one of essen, zagreb"),
        (line(context={"severe_reaction_to": ["DPT"]}), "unknown vaccine DPT"),
        (line(context={"contraindicated": ["measles"]}), "unknown vaccine measles"),
        (line(context={"birth_weight_g": 0}), "birth_weight_g"),
        (line(context={"gestational_weeks": -3}), "gestational_weeks"),
    ],
)
def test_a_line_that_cannot_be_read_is_answered_with_what_is_wrong_and_the_next_one_is_read(wrong, says):
    first, second = assessed(wrong, line())

    assert (first["id"], [*first]) == ("x", ["id", "error"])
    assert says in first["error"]
    assert second["due"]


def test_a_word_the_card_has_for_a_disease_is_one_the_rules_have():
    """健康事实的代码表: what the nurse writes on a card is never a word that forbids nothing."""
    words = json.loads((RESOURCES / "codes" / "health_facts.json").read_bytes())["disease"].values()
    told = [code.partition(":")[::2] for code in words]
    contexts = [{fact: state} if state else {"conditions": [fact]} for fact, state in told]

    assert [answer.get("error") for answer in assessed(*(line(context=one) for one in contexts))] == [None] * len(told)


def test_an_allergy_is_told_in_any_word_since_the_rules_ask_only_whether_there_is_one():
    [answer] = assessed(line(context={"allergy": "dust"}))

    assert "error" not in answer


def test_the_scope_may_name_what_a_family_pays_for():
    [answer] = assessed(line(scope=["Varicella", "HepB"]))

    assert [*answer["status"]] == ["HepB"]


def test_a_word_that_an_overlay_brings_is_known_where_it_is_joined():
    rule = {"id": "w", "name": "x", "when": [{"fact": "conditions", "in": ["asthma"]}], "vaccines": ["MMR"]}
    overlaid = rules_with(an_overlay(health=[{**rule, "action": "postpone", **W1}]))
    told = json.dumps(line(context={"conditions": ["asthma"]})).encode()

    assert "error" in json.loads(next(answers(shipped_rules(), [told])))
    assert "error" not in json.loads(next(answers(overlaid, [told])))


@pytest.mark.parametrize(
    ("history", "key", "reason"),
    [
        ([("HepB", "2026-01-14")], "invalid_doses", "before_birth"),
        ([("Hib", "2026-01-14")], "invalid_doses", "before_birth"),
        ([("HepB", "2026-07-21")], "check_doses", "in_future"),
        ([("XYZ", "2026-03-01")], "check_doses", "unknown_vaccine"),
        ([("DP", "2026-05-01")], "check_doses", "no_rule_for_vaccine"),
        ([("IPV", "2026-07-20"), ("IPV", "2026-07-20")], "invalid_doses", "too_soon"),
        ([("RV5", "2026-06-01")], "check_doses", "after_label_age"),
    ],
)
def test_the_command_keeps_a_wrong_dose_with_its_reason_and_the_answer_whole(history, key, reason):
    [answer] = assessed(line(*history))

    assert [dose["reason"] for dose in answer[key]] == [reason]
    assert "error" not in answer
    assert {"series": "HepB", "dose": 1, "vaccine": "HepB"} in answer["due"]


def test_two_hundred_doses_are_answered_one_by_one():
    days = [(BORN + timedelta(day % 180)).isoformat() for day in range(200)]

    [answer] = assessed(line(*(("XYZ", day) for day in days)))

    assert len(answer["check_doses"]) == 200


def test_a_line_that_is_cut_off_is_answered_under_its_id():
    whole = json.dumps(line()).encode()

    found = [json.loads(answer) for answer in answers(shipped_rules(), [whole[:-9], b'{"id": 7, "birth_', whole])]

    assert [answer["id"] for answer in found] == ["x", 7, "x"]
    assert ["error" in answer for answer in found] == [True, True, False]


def test_a_line_without_an_id_that_can_be_read_is_answered_with_its_number():
    nameless, named = json.dumps(line(id=None, sex="X")).encode(), json.dumps(line(sex="X")).encode()
    asked = [b'{"id": 1', b"", b"hello", nameless, named, json.dumps(line(id=None)).encode()]

    found = [json.loads(answer) for answer in answers(shipped_rules(), asked)]

    assert [answer["id"] for answer in found] == [None, None, None, "x", None]
    assert [answer["error"].split(": ")[0] for answer in found[:3]] == ["line 1", "line 3", "line 4"]
    assert found[3]["error"] == "unknown sex X"
    assert "error" not in found[4]


@pytest.mark.parametrize(
    "bottomless", [b'{"id": "x", "history": ' + b"[" * 100_000, b'{"id": "x", "y": ' + b"[" * 100_000]
)
def test_a_line_that_nests_without_end_is_answered_and_the_next_one_is_read(bottomless):
    first, second = (
        json.loads(answer) for answer in answers(shipped_rules(), [bottomless, json.dumps(line()).encode()])
    )

    assert (first["id"], [*first]) == ("x", ["id", "error"])
    assert second["due"]


def test_a_file_that_begins_with_a_byte_order_mark_loses_no_line():
    [answer] = answers(shipped_rules(), [b"\xef\xbb\xbf" + json.dumps(line()).encode()])

    assert "error" not in json.loads(answer)


def test_an_immunodeficiency_nobody_gave_a_word_forbids_what_any_of_them_does():
    """补体缺陷 is the one kind that takes live vaccines; a word that is not known is not that one."""
    unnamed, unspecified, complement = assessed(
        *(line(context={"immunodeficiency": word}) for word in ("leukaemia", "unspecified", "complement"))
    )

    assert unnamed == unspecified
    told = [{refused["vaccine"] for refused in answer["not_allowed"]} for answer in (unnamed, complement)]
    assert ["bOPV" in vaccines for vaccines in told] == [True, False]


def test_the_words_of_immunodeficiency_are_those_the_rules_ask_for():
    asked = {
        word
        for edition in shipped_rules().editions.values()
        for rule in edition.health
        for condition in rule.when
        if condition.fact == "immunodeficiency"
        for word in condition.one_of or ()
    }

    assert asked | {"complement", "none"} == KNOWN_DEFICIENCIES


def test_a_severe_reaction_is_told_by_the_national_code_as_a_dose_is():
    told, same = assessed(*(line(context={"severe_reaction_to": [name]}) for name in ("0202", "HepB")))

    assert told == same
    assert told["status"]["HepB"] == "contraindicated"


def test_a_printed_number_that_disagrees_with_the_dates_is_a_remark_and_moves_nothing():
    """剂次 on the card may say 3 where the dates make it the first: the dates count."""
    history = [{"vaccine": "HepB", "date": "2026-01-15", "dose": 3}]

    plain, numbered = assessed(line(("HepB", "2026-01-15")), {**line(), "history": history})

    assert plain == numbered
    assert {"series": "HepB", "dose": 2, "vaccine": "HepB"} in numbered["due"]


def test_without_a_sex_in_the_line_the_child_is_answered_all_the_same():
    [answer] = assessed(line(birth_date="2012-11-20"))

    assert answer["status"]["HPV"] == "needs_fact"
    assert answer["status"]["HepB"] == "overdue"


def test_a_null_says_no_more_than_a_key_that_is_not_there():
    absent, null = assessed(line(), line(sex=None, context=None, scope=None, rule_set=None))

    assert null == absent


def test_without_a_sex_only_what_depends_on_it_is_asked_for():
    found = ask(sex="U")

    asking = {line.series for line in found.forecasts if line.status is Status.NEEDS_FACT}
    assert asking == {"BCG", "HPV"}  # BCG: six months old, no skin test
