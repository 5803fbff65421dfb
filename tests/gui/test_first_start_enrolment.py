"""The county's package at the first start: read from a stick, compared with the paper, or refused with a sentence."""

import pytest
from enrolment_samples import an_enrolment, fingerprint

from tests.gui.first_start_hands import AtTheFirstStart

pytestmark = pytest.mark.gui


@pytest.fixture
def stick(tmp_path):
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


@pytest.fixture
def with_stick(qtbot, tmp_path, stick):
    at_work = AtTheFirstStart(qtbot, tmp_path, stick=stick)
    yield at_work
    at_work.close()


def test_a_package_from_the_county_fills_the_first_two_steps_once_the_paper_agrees(with_stick, stick):
    (stick / "MACHENG.ENR").write_bytes(an_enrolment())

    with_stick.press("F5")
    with_stick.wait_until_it_says("核对县里的指纹")
    assert with_stick.says(" ".join(fingerprint()[:7]))
    assert not with_stick.says(fingerprint()[7])
    with_stick.type(fingerprint()[7]).press("Enter")

    assert with_stick.says("威宁县疾控中心 的开户包，指纹已核对")
    with_stick.press("F9")
    assert with_stick.page() == "VillagesPage"
    assert with_stick.draft.villages == ("李家沟村", "马城社区")
    plan = with_stick.draft.plan(lambda: "id")
    assert plan.clinic.name == "马城镇卫生院"
    assert plan.clinic.county_key.startswith("age1")
    assert len(plan.clinic.county_signing_key) == 64


def test_a_fingerprint_that_differs_takes_nothing_over(with_stick, stick):
    (stick / "MACHENG.ENR").write_bytes(an_enrolment())
    with_stick.press("F5")
    with_stick.wait_until_it_says("核对县里的指纹")

    with_stick.type("0000" if fingerprint()[7] != "0000" else "1111").press("Enter")

    assert with_stick.says("指纹对不上，没有采用这个开户包")
    assert with_stick.draft.enrolment is None
    assert with_stick.draft.clinic.name == ""


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"valid_until": "2026-11-17"}, "已过期，只到 2026-11-17"),
        ({"issued_on": "2026-11-19"}, "从 2026-11-19 起才有效"),
        ({"purpose": "practice"}, "是练习用的，不能建真的门诊"),
        ({"format": 2}, "更新版本的开户包"),
        ({"county_code": "330122"}, "编码、名称或钥匙有错"),
        ("torn", "坏了，没有采用"),
        ("unsigned", "没有县里的签名"),
        ("changed", "签名不对，有人改过"),
        ("other", "不是开户包"),
        ("none", "没有开户包"),
    ],
    ids=str,
)
def test_a_package_that_must_not_be_used_gets_a_sentence(with_stick, stick, changes, sentence):
    whole = an_enrolment()
    files = {
        "torn": whole[:-20],
        "unsigned": whole[: -len(whole) + 4 + 4 + int.from_bytes(whole[4:8], "big")],
        "changed": whole.replace(b"0857", b"0858"),
        "other": b"PK\x03\x04",
    }
    if changes != "none":
        stored = files[changes] if isinstance(changes, str) else an_enrolment(**changes)
        (stick / "MACHENG.ENR").write_bytes(stored)
    with_stick.fill_clinic()

    with_stick.press("F5")

    with_stick.wait_until_it_says(sentence)
    assert with_stick.draft.enrolment is None
    assert with_stick.draft.clinic.name == "马城镇卫生院"


def test_the_package_of_another_clinic_is_refused_by_name(with_stick, stick):
    (stick / "A.ENR").write_bytes(an_enrolment(clinic_name="迤那镇卫生院", unit_code="5224240401"))
    with_stick.fill_clinic()

    with_stick.press("F5")

    with_stick.wait_until_it_says("开户包是 迤那镇卫生院（5224240401）的，不是这里填的 5224240306")


def test_among_several_packages_one_is_chosen(with_stick, stick):
    other = {"clinic_name": "迤那镇卫生院", "unit_code": "5224240401", "id": "0197a000-0000-7000-8000-00000000e002"}
    (stick / "A.ENR").write_bytes(an_enrolment())
    (stick / "B.ENR").write_bytes(an_enrolment(**other))
    with_stick.press("F5")
    with_stick.wait_until_it_says("U 盘里有 2 个开户包")

    with_stick.press("F3")

    assert with_stick.says("迤那镇卫生院（5224240401），由 威宁县疾控中心 签发")
