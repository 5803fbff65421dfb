"""A screen too small for the desk is drawn smaller, and only such a screen."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from clinic_app.app.small_screen import scale_for

pytestmark = pytest.mark.gui

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("screen_size", "scale"),
    [
        ((1920, 1040), 1.0),
        ((1366, 728), 1.0),
        ((1280, 680), 1.0),
        ((1093, 614), 0.85),  # 1366x768 at 125 %: 1093 / 1280 = 0.853; the height alone would allow 0.90
        ((1280, 612), 0.9),  # 612 / 680
        ((640, 340), 0.5),
        ((320, 200), 0.5),  # never smaller: nobody could read it
    ],
)
def test_the_desk_is_drawn_as_much_smaller_as_the_screen_asks(screen_size, scale):
    assert scale_for(screen_size) == scale


def _room_on(tmp_path: Path, width: int, height: int) -> list[int]:
    """Return the logical size that a started program finds on a screen of this size."""
    screen = {"name": "desk", "x": 0, "y": 0, "width": width, "height": height, "logicalDpi": 96, "dpr": 1}
    file = tmp_path / "screen.json"
    file.write_text(json.dumps({"screens": [screen]}), "utf-8")
    code = (
        "from clinic_app.app.start import make_application\n"
        "size = make_application(fit_screen=True).primaryScreen().availableSize()\n"
        "print(size.width(), size.height())"
    )
    own = {"QT_QPA_PLATFORM": f"offscreen:configfile={file}"}
    surroundings = {name: value for name, value in os.environ.items() if name != "QT_SCALE_FACTOR"} | own
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=surroundings, capture_output=True, check=True, text=True
    )
    return [int(number) for number in ran.stdout.split()]


def test_a_screen_of_1093_by_614_offers_room_for_1280_by_680_once_the_program_has_started(tmp_path):
    width, height = _room_on(tmp_path, 1093, 614)

    assert width >= 1280
    assert height >= 680


def test_a_screen_that_is_large_enough_is_left_as_it_is(tmp_path):
    assert _room_on(tmp_path, 1366, 728) == [1366, 728]
