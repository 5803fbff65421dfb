"""The page for schools and other counties: a second reading of CERTIFICATE.md, in another language."""

import json
import re
import shutil
import subprocess

import pytest

from clinic_app.exchange.certificate_check import verify_certificate
from clinic_app.exchange.certificate_seal import BodyLine
from clinic_app.exchange.enrolment import fingerprint_of
from clinic_app.exchange.trust_list import opened_trust_list, trust_of
from clinic_app.services.certificate_page import verification_page
from tests.certificate_samples import COUNTY, HEAD, MACHENG, QINGSHI, STRANGER, a_certificate, a_trust_file, public

NODE, CHROMIUM = shutil.which("node"), shutil.which("chromium") or shutil.which("google-chrome")
MANY = tuple(BodyLine(f"疫苗{n}", tuple(f"20{year}-03-15" for year in range(10, 16))) for n in range(6))
SISTER = ("预防接种记录证明", "姓名 祖丽皮亚·𬸚", "出生 2024-02-08", "单位 青石镇卫生院")


def texts():
    """Everything we know how to forge, and what is genuine."""
    (one,) = a_certificate()
    (hers,) = a_certificate(head=SISTER, number="20261118-0008")
    first, second = a_certificate(body=MANY, most_bytes=520)
    others = a_certificate(head=SISTER, body=MANY, number="20261118-0009", most_bytes=520)
    return {
        "genuine": one,
        "genuine with rare characters": hers,
        "windows line ends": one.replace("\n", "\r\n") + "\r\n",
        "two parts": f"{second}\n{first}",
        "one of two parts": second,
        "two halves": f"{first}\n{others[1]}",
        "one digit": one.replace("2026-09-16", "2026-09-15"),
        "another's signature": one.rpartition("\n")[0] + "\n" + hers.rpartition("\n")[2],
        "another clinic's key": a_certificate(key=MACHENG)[0],
        "wrong key": a_certificate(signed_by=STRANGER)[0],
        "stranger": a_certificate(key=STRANGER)[0],
        "cut off": one[:-4],
        "cut in the middle": one[:60],
        "newer": one.replace("VC1", "VC2"),
        "garbled": "".join(c if c.isascii() else "?" for c in one),
        "former name": a_certificate(head=(*HEAD[:3], "单位 马城卫生所"), key=MACHENG)[0],
        "nothing": "你好",
    }


def asked_in_node(trust_file, *, web_crypto):
    """Run the page's own script in node, with the browser's Ed25519 or with the one it brings."""
    page = verification_page()
    nacl, verifier = re.findall(r"<script(?: id=\"verifier\")?>\n(.*?)</script>", page, re.DOTALL)[:2]
    off = "" if web_crypto else "Object.defineProperty(globalThis, 'crypto', { value: {} });"
    script = f"""
    globalThis.self = globalThis; {off}
    (function (module) {{ {nacl} }}).call(globalThis, undefined);
    {verifier}
    const asked = JSON.parse(require("fs").readFileSync(0, "utf8"));
    (async () => {{
      const list = await openedList(Uint8Array.from(Buffer.from(asked.trust, "base64")));
      const answers = {{}};
      for (const name in asked.texts) {{
        const found = await verifyCertificate(asked.texts[name], list.keys);
        answers[name] = [found.verdict, found.finding, found.lines];
      }}
      console.log(JSON.stringify({{ answers, fingerprint: list.fingerprint, unknown:
        (await verifyCertificate(asked.texts.genuine, {{}})).verdict }}));
    }})();
    """
    import base64

    asked = json.dumps({"trust": base64.b64encode(trust_file).decode(), "texts": texts()})
    run = subprocess.run(
        [NODE, "-e", script], input=asked, capture_output=True, text=True, check=True, encoding="utf-8"
    )
    return json.loads(run.stdout)


@pytest.mark.skipif(NODE is None, reason="no node on this machine")
@pytest.mark.parametrize("web_crypto", [True, False])
@pytest.mark.parametrize("revoked", [(), (QINGSHI,)])
def test_the_page_answers_every_text_as_the_program_does(web_crypto, revoked):
    stored = a_trust_file(revoked=revoked)
    trust = trust_of(opened_trust_list(stored, public(COUNTY)))

    told = asked_in_node(stored, web_crypto=web_crypto)

    for name, text in texts().items():
        found = verify_certificate(text, trust)
        verdict, finding, lines = told["answers"][name]
        assert (verdict, finding) == (found.verdict.value, found.finding.value), name
        assert lines == [*found.head, *found.body], name
    assert told["fingerprint"] == " ".join(fingerprint_of(public(COUNTY)))
    assert told["unknown"] == "unknown_issuer"


@pytest.mark.skipif(NODE is None, reason="no node on this machine")
@pytest.mark.parametrize("web_crypto", [True, False])
def test_a_list_that_was_changed_is_not_believed(web_crypto):
    stored = bytearray(a_trust_file())
    stored[60] ^= 1

    with pytest.raises(subprocess.CalledProcessError):
        asked_in_node(bytes(stored), web_crypto=web_crypto)


def test_the_page_asks_no_network_and_is_small():
    page = verification_page()

    assert not re.search(r"https?:|//[a-z]+\.|\bsrc\s*=|\bfetch\(|XMLHttpRequest|import\(|@import|url\(|<link", page)
    assert "default-src 'none'" in page
    assert len(page.encode()) < 60_000


def test_the_countys_list_can_be_put_into_the_page():
    page = verification_page(a_trust_file())

    assert page.count('<script id="trust" type="text/plain">') == 1
    assert len(page) > len(verification_page()) + 500


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")
@pytest.mark.parametrize(
    ("name", "word"), [("two parts", "真实"), ("one digit", "被改动"), ("stranger", "未知签发单位")]
)
def test_opened_from_a_file_it_shows_the_word_to_people(tmp_path, name, word):
    typed = json.dumps(texts()[name], ensure_ascii=False)
    driven = verification_page(a_trust_file()).replace(
        "</body>",
        f"<script>setTimeout(() => {{ const t = document.getElementById('text'); t.value = {typed};"
        " t.dispatchEvent(new Event('input')); }, 200);</script></body>",
    )
    (tmp_path / "page.html").write_text(driven, "utf-8")

    shown = subprocess.run(
        [CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path / 'profile'}",
         "--virtual-time-budget=4000", "--dump-dom", (tmp_path / "page.html").as_uri()],
        capture_output=True, text=True, encoding="utf-8", timeout=120,
    ).stdout  # fmt: skip

    assert f'<div id="word">{word}</div>' in shown
    assert " ".join(fingerprint_of(public(COUNTY))) in shown
