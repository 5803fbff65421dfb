"""The county's operator works in a browser without scripts: sees who is late, admits, answers, takes sticks in."""

import re
import shutil
import subprocess
import threading
import time
from contextlib import contextmanager
from html import unescape

import httpx
import pytest
import uvicorn
from builders import a_lot, a_person, a_visit_ready_for_injection, write_a_dose
from hub_builders import carry

from clinic_app.devices.identity import new_id
from clinic_app.domain.entries.registration import PersonAmended
from clinic_app.domain.entries.subjects import person_subject
from clinic_app.exchange.enrolment import fingerprint_of
from clinic_app.hub.checking import differences
from clinic_app.hub.operator.pages import OperatorPages
from clinic_app.hub.operator.work import OperatorsWork
from clinic_app.services.receipts import take_in_receipts
from clinic_app.services.sync import export_to_stick
from tests.hub.county_server import HOST, free_port, let_go_of_connections

HOME, OTHER = "3301220101", "3301220202"
CHROMIUM = shutil.which("chromium")


@pytest.fixture
def stick(tmp_path):
    root = tmp_path / "stick"
    root.mkdir()
    return root


@pytest.fixture
def clinics(hub, tmp_path):
    """Two clinics: the first is admitted, the second waits."""
    home = hub.enrolled(tmp_path / "home", unit_code=HOME)
    other = hub.enrolled(tmp_path / "other", unit_code=OTHER, name="白云镇卫生院")
    hub.admit(home, HOME)
    yield home, other
    home.close()
    other.close()


@contextmanager
def serving(application):
    port = free_port()
    server = uvicorn.Server(
        uvicorn.Config(application, host=HOST, port=port, log_level="warning", timeout_graceful_shutdown=2)
    )
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    try:
        yield f"http://{HOST}:{port}"
    finally:
        server.should_exit = True
        thread.join(10)
        let_go_of_connections()


class Browser:
    """A browser without scripts: follows redirects, keeps the cookie, presses buttons of forms it has seen."""

    def __init__(self, address, key):
        self.client = httpx.Client(base_url=address, follow_redirects=True, trust_env=False)
        self.open(f"/?key={key}")

    def open(self, path):
        self.page = self.client.get(path)
        return self

    def press(self, action, **fields):
        """Press the button of the first form with this address that holds these hidden fields."""
        for form in re.findall(r"<form.*?</form>", self.page.text, re.DOTALL):
            hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form))
            if f'action="{action}"' in form:
                self.page = self.client.post(action, data={**hidden, **fields})
                return self
        raise AssertionError(f"no form {action}")

    def says(self, words):
        text = re.sub(r"\s+", " ", unescape(re.sub(r"<style.*?</style>|<[^>]+>", " ", self.page.text, flags=re.DOTALL)))
        return words in text


@pytest.fixture
def pages(hub):
    return OperatorPages(OperatorsWork(hub.county, hub.store, hub.now, new_id))


@pytest.fixture
def browser(pages, clinics):
    with serving(pages.application()) as address:
        opened = Browser(address, pages.key)
        yield opened
        opened.client.close()


def test_without_the_key_nothing_is_shown_and_no_button_works(hub, pages, clinics, stick):
    with serving(pages.application()) as address:
        for answer in (
            httpx.get(address, trust_env=False),
            httpx.get(f"{address}/clinic/{HOME}", trust_env=False),
            httpx.get(address, params={"key": "wrong"}, trust_env=False),
            httpx.post(f"{address}/import", data={"folder": str(stick)}, trust_env=False),
        ):
            assert answer.status_code == 403
            assert "青石镇" not in answer.text
        browser = Browser(address, pages.key)
        assert browser.client.post("/import", data={"folder": str(stick)}).status_code == 403, "no mark of a page"
        assert "script-src" not in browser.page.headers["content-security-policy"]
        assert "<script" not in browser.page.text
        browser.client.close()


def test_a_stick_is_taken_in_and_a_new_workstation_admitted(browser, hub, clinics, stick):
    _, other = clinics
    write_a_dose(other, a_visit_ready_for_injection(other), a_lot(other))
    written = export_to_stick(other, stick).entries

    browser.open("/").press("/import", folder=str(stick))
    assert browser.says("1 个包来自没登记的电脑")
    last = fingerprint_of(other.keys.device_public)[-1]
    browser.press("/admit", unit_code=OTHER, fingerprint=f"{(int(last) + 1) % 10_000:04d}")
    assert browser.says("没有登记：末四位不对")
    browser.press("/admit", unit_code=OTHER, fingerprint=last)
    assert browser.says("已登记这台电脑")
    browser.press("/import", folder=str(stick))

    assert browser.says(f"1 个包，新入库 {written} 条")
    assert browser.open(f"/clinic/{OTHER}").says("档案 1 份 · 剂次 1")
    assert take_in_receipts(other, stick).newly_applied == written


@pytest.mark.parametrize(
    ("folder", "words"), [("relative", "没有这个文件夹"), ("/no/such/place", "没有这个文件夹"), ("", "没有这个文件夹")]
)
def test_a_folder_that_is_not_there_is_told(browser, folder, words):
    assert browser.open("/").press("/import", folder=folder).says(words)


def a_question(hub, clinics, stick):
    """The other clinic says that a child of the first has moved to another village."""
    home, other = clinics
    hub.admit(other, OTHER)
    child = a_person(home, name="王小明")
    carry(home, hub, stick)
    with other.act() as act:
        act.write(PersonAmended(person_id=child, field="village", value="二村"), subject=person_subject(child))
    carry(other, hub, stick)
    return child


def test_the_operator_asks_and_the_clinic_reads_it_in_its_receipt(browser, hub, clinics, stick):
    a_question(hub, clinics, stick)
    _, other = clinics

    browser.open("/")
    assert browser.says("1 条等处理")
    browser.open(f"/clinic/{OTHER}")
    assert browser.says("动了别的门诊的孩子")
    assert browser.press("/answer", answer="ask", words="").says("没有记下：还没写要对门诊说的话")
    browser.press("/answer", answer="ask", words="这个孩子搬去你们那里了吗？")
    assert browser.says("已对门诊说：这个孩子搬去你们那里了吗？")

    hub.take_in(stick)
    take_in_receipts(other, stick)
    assert other.db.execute("SELECT answer FROM pending_entry").fetchall() == [("这个孩子搬去你们那里了吗？",)]


def test_what_is_accepted_counts_and_what_is_closed_is_asked_no_more(browser, hub, clinics, stick):
    child = a_question(hub, clinics, stick)

    browser.open(f"/clinic/{OTHER}").press("/answer", answer="accept", words="")

    assert browser.says("已记下")
    assert browser.says("没有。门诊写来的都入库了。")
    assert hub.store.person(child)[5] == "二村"
    assert list(differences(hub.store)) == []
    _, other = clinics
    with other.act() as act:
        act.write(PersonAmended(person_id=child, field="village", value="三村"), subject=person_subject(child))
    carry(other, hub, stick)
    browser.open(f"/clinic/{OTHER}").press("/answer", answer="close", words="不是你们的孩子")
    assert browser.says("没有。门诊写来的都入库了。")
    assert hub.store.person(child)[5] == "二村"
    assert list(differences(hub.store)) == []


def test_what_only_waits_for_another_stick_is_never_forced(browser, hub, clinics, stick):
    home, _ = clinics
    child = a_person(home)
    with home.act() as act:
        amended = PersonAmended(person_id=child, field="village", value="二村")
        act.write(amended, subject=person_subject(child), refs=("0197a000-0000-7000-9000-00000000dead",))
    carry(home, hub, stick)
    line = hub.store.pending(HOME, 9)[0]

    assert browser.open(f"/clinic/{HOME}").says("缺它前面的记录")
    assert 'action="/answer"' not in browser.page.text
    mark = re.search(r'name="mark" value="([^"]+)"', browser.open("/").page.text)[1]
    forced = {"mark": mark, "unit_code": HOME, "device": line.device, "incarnation": line.incarnation, "seq": line.seq}
    browser.page = browser.client.post("/answer", data={**forced, "answer": "accept", "words": ""})
    assert browser.says("不能接受这一条")


@pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium here (Debian: apt-get install chromium)")
def test_a_real_browser_that_may_run_no_script_shows_the_pages(browser, pages, hub, clinics, stick, tmp_path):
    """The pages forbid every script by their own policy, which the browser keeps."""
    assert "default-src 'none'" in browser.page.headers["content-security-policy"]
    a_question(hub, clinics, stick)
    address = str(browser.client.base_url)
    profile = tmp_path / "profile"
    for path, words in (("/", "导入 U 盘"), (f"/clinic/{OTHER}", "接受，入库")):
        shot = tmp_path / f"{len(path)}.png"
        command = [CHROMIUM, "--headless=new", "--no-sandbox", "--disable-gpu", f"--user-data-dir={profile}"]
        page = f"{address}{path}?key={pages.key}"
        pictured = [*command, "--window-size=1366,900", f"--screenshot={shot}", page]
        subprocess.run(pictured, check=True, timeout=90, capture_output=True)
        told = subprocess.run([*command, "--dump-dom", page], check=True, timeout=90, capture_output=True, text=True)
        assert words in told.stdout
        assert shot.stat().st_size > 10_000
