"""`clinic-app certificate` as a county and a school use it."""

import json

import pytest
from click.testing import CliRunner
from PIL import Image

from clinic_app.app.command_line import command_line
from clinic_app.printing.certificate_papers import certificate_pdf
from clinic_app.printing.preview import page_image
from tests.certificate_samples import MACHENG, QINGSHI, a_certificate, a_trust_file, public
from tests.unit.printing.certificate_papers_samples import a_paper
from tests.unit.printing.paper_samples import FONTS


def run(*words, **changes):
    return CliRunner().invoke(command_line, ["certificate", *map(str, words)], **changes)


@pytest.fixture
def listed(tmp_path):
    path = tmp_path / "county.vxt"
    path.write_bytes(a_trust_file())
    return path


def verdict_of(result):
    return json.loads(result.output.split("\n")[-3])["verdict"], result.exit_code


def test_a_text_is_genuine_altered_or_unknown_by_its_exit_code(listed):
    (text,) = a_certificate()

    assert verdict_of(run("verify", text, "--trust", listed)) == ("genuine", 0)
    assert verdict_of(run("verify", text.replace("09-16", "09-17"), "--trust", listed)) == ("altered", 1)
    assert verdict_of(run("verify", text)) == ("unknown_issuer", 2)
    assert verdict_of(run("verify", text[:-9], "--trust", listed)) == ("incomplete", 3)


def test_a_text_file_and_standard_input_are_read(listed, tmp_path):
    (text,) = a_certificate()
    (tmp_path / "code.txt").write_text(text, encoding="utf-8")

    assert verdict_of(run("verify", tmp_path / "code.txt", "--trust", listed)) == ("genuine", 0)
    assert verdict_of(run("verify", "-", "--trust", listed, input=text)) == ("genuine", 0)


def test_a_pdf_and_a_picture_of_the_paper_are_read(listed, tmp_path):
    pdf = certificate_pdf(a_paper("record"), FONTS)
    (tmp_path / "paper.pdf").write_bytes(pdf)
    width, height, rgb = page_image(pdf, 0, 150)
    Image.frombytes("RGB", (width, height), rgb).rotate(3, expand=True, fillcolor="white").save(tmp_path / "p.jpg")

    assert verdict_of(run("verify", tmp_path / "paper.pdf", "--trust", listed)) == ("genuine", 0)
    assert verdict_of(run("verify", tmp_path / "p.jpg", "--trust", listed)) == ("genuine", 0)


def test_a_picture_without_a_code_is_an_error_in_words(tmp_path):
    Image.new("L", (40, 40), 255).save(tmp_path / "white.png")

    result = run("verify", tmp_path / "white.png")

    assert result.exit_code == 1
    assert "no code was found" in result.output


def test_a_county_makes_its_list_and_the_list_is_believed_by_its_fingerprint(tmp_path):
    out, key = tmp_path / "county.vxt", tmp_path / "county.key"
    (text,) = a_certificate()
    words = ("trust-list", out, "--key", key, "--county", "330122", "桐溪县疾控中心", "--on", "2026-11-01")
    clinic = f"3301220101=青石镇卫生院={public(QINGSHI).hex()}"

    made = run(*words, "--sequence", 1, "--clinic", clinic)

    fingerprint = made.output.strip().rpartition(": ")[2]
    assert made.exit_code == 0, made.output
    assert verdict_of(run("verify", text, "--trust", out, "--county-key", fingerprint)) == ("genuine", 0)
    assert run("verify", text, "--trust", out, "--county-key", "1111 2222").exit_code == 1
    run(*words, "--sequence", 2, "--clinic", clinic, "--revoke", f"{public(QINGSHI).hex()}=2026-11-02=电脑失窃")
    assert verdict_of(run("verify", text, "--trust", out)) == ("revoked", 1)


@pytest.mark.parametrize(
    "words",
    [
        ("--clinic", "3301220101=青石镇卫生院=00ff"),
        ("--clinic", "3301220101"),
        ("--revoke", f"{public(MACHENG).hex()}=yesterday=x"),
    ],
)
def test_a_list_that_nobody_could_use_is_not_written(tmp_path, words):
    out = tmp_path / "county.vxt"

    result = run(
        "trust-list", out, "--key", tmp_path / "k", "--county", "330122", "县", "--sequence", 1, "--on", "2026-11-01",
        *words,
    )  # fmt: skip

    assert result.exit_code == 1
    assert not out.exists()


def test_a_key_file_that_is_none_is_refused(tmp_path):
    (tmp_path / "k").write_text("not a key", encoding="ascii")

    result = run(
        "trust-list", tmp_path / "o", "--key", tmp_path / "k", "--county", "330122", "县", "--sequence", 1,
        "--on", "2026-11-01",
    )  # fmt: skip

    assert "not a signing key" in result.output


def test_the_page_is_written_with_the_list_inside(listed, tmp_path):
    assert run("page", tmp_path / "verify.html", "--trust", listed).exit_code == 0
    assert len((tmp_path / "verify.html").read_text("utf-8")) > 33_000


def test_a_damaged_list_is_refused_by_verify_and_page(tmp_path):
    (tmp_path / "bad.vxt").write_bytes(a_trust_file()[:-1])

    for words in (("verify", "x"), ("page", tmp_path / "verify.html")):
        result = run(*words, "--trust", tmp_path / "bad.vxt")
        assert result.exit_code == 1
        assert "not a list that may be believed" in result.output
