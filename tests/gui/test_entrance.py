"""Which window stands at the entrance: the first start, the sign-in page, and the change from one to the other."""

import pytest
from builders import CHEAP, MORNING, a_clinic

from clinic_app.app.entrance import Entrance
from clinic_app.app.first_start import FirstStart
from clinic_app.devices.clock import SetClock
from clinic_app.services.premises import Premises
from clinic_app.services.site import Site
from tests.gui.first_start_hands import AtTheFirstStart, delete_what_waits

pytestmark = pytest.mark.gui


@pytest.fixture
def entrance(tmp_path):
    places = Premises.of(tmp_path / "clinic.db"), Premises.of(tmp_path / "practice.db")
    opened = Entrance(*places, SetClock(MORNING), None)
    yield opened
    opened.close()
    if opened.program is not None:
        opened.program.window.close()
        opened.program.window.deleteLater()
    delete_what_waits()


def test_a_machine_without_a_clinic_begins_with_the_first_start(entrance):
    entrance.open()

    assert entrance.program is None
    assert entrance.first_start.window.isVisible()


def test_a_clinic_begins_with_its_sign_in_page(entrance, tmp_path):
    a_clinic(tmp_path).close()

    entrance.open()

    assert entrance.first_start is None
    assert entrance.program.window.is_locked()


def test_once_founded_the_sign_in_page_takes_the_place_of_the_first_start(qtbot, tmp_path, entrance):
    nurse = AtTheFirstStart(qtbot, tmp_path)
    entrance.first_start = nurse.first_start
    nurse.first_start._opened = entrance.open_program
    nurse.first_start.presenter._stands = lambda: entrance.open_program(nurse.premises)

    nurse.come_to_the_end().press("F9")
    nurse.wait_until_it_says("门诊建好了")
    nurse.press("F9")

    assert entrance.program.window.isVisible()
    assert not nurse.window.isVisible()
    page = entrance.program.window.sign_in_page
    assert [tile.face.name for tile in page._tiles] == ["张敏", "李红"]
    qtbot.waitUntil(page.password.hasFocus, timeout=10_000)
    page.password.setText("Macheng1")
    nurse.press("Enter")
    window = entrance.program.window
    qtbot.waitUntil(lambda: not window.is_locked() or bool(page._hint.text()), timeout=60_000)
    assert page._hint.text() == ""


def test_practice_is_made_in_the_background_where_there_is_none(qtbot, tmp_path, monkeypatch):
    monkeypatch.setattr("clinic_app.app.first_start.FIRST_PRACTICE_PEOPLE", 60)
    opened = []
    site = Site(premises=Premises.of(tmp_path / "clinic.db"), clock=SetClock(MORNING), cost=CHEAP)
    first_start = FirstStart(site, Premises.of(tmp_path / "practice.db"), opened.append)

    first_start.presenter.practise_first()
    first_start.presenter.practise_first()

    qtbot.waitUntil(lambda: bool(opened), timeout=120_000)
    assert [place.database.name for place in opened] == ["practice.db"]
    assert (tmp_path / "practice.db").exists()
    first_start.close()
    delete_what_waits()
