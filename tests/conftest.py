"""What every test lives under: no window on the desk, no modal dialog, no drawn deadlines."""

import os

import pytest
from hypothesis import settings

# A test must not pop up on a developer's desk; the Xvfb stage of dev.py names its own platform.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# No deadline: two nurses' worth of work shares this machine. No data base: a failure prints how to replay itself.
settings.register_profile("desk", deadline=None, database=None, print_blob=True)
settings.load_profile("desk")


def pytest_configure(config: pytest.Config) -> None:
    """Name the mark that dev.py runs under a real X server as well."""
    config.addinivalue_line("markers", "xvfb: also run on the X11 platform, under Xvfb")


@pytest.fixture(autouse=True)
def _no_modal_dialog(request, monkeypatch):
    """Turn a dialog that would wait for a person into a failure: nobody is there to press Enter."""
    if request.node.get_closest_marker("gui") is None:
        return
    from PySide6.QtWidgets import QDialog, QMenu

    def refuse(*_arguments, **_names):
        pytest.fail("a modal exec() was called; ask the Prompter instead")

    monkeypatch.setattr(QDialog, "exec", refuse)
    monkeypatch.setattr(QMenu, "exec", refuse)


@pytest.fixture
def clock():
    """A clock that stands at 08:30 on 2026-11-18 at the clinic until a test moves it."""
    from builders import MORNING

    from clinic_app.devices.clock import SetClock

    return SetClock(MORNING)


@pytest.fixture
def desk(tmp_path, clock):
    """An open desk on a real, ciphered database in a folder of its own; nurse Li is signed in."""
    from builders import a_clinic

    opened = a_clinic(tmp_path, clock=clock)
    yield opened
    opened.db.close()
