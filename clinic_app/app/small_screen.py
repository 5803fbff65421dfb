"""A screen too small for the desk: everything is drawn a little smaller, so that nothing is cut off."""

from __future__ import annotations

import math
import os
import sys

from PySide6.QtWidgets import QApplication

LEAST_WIDTH, LEAST_HEIGHT = 1280, 680
SMALLEST_SCALE = 0.5
SCALE_VARIABLE = "QT_SCALE_FACTOR"


def scale_for(screen_size: tuple[int, int]) -> float:
    """Return by how much to draw smaller on a screen of so many logical pixels: 1.0 where the desk fits.

    Rounded down to hundredths, never below a half: letters must stay readable.
    """
    wanted = min(screen_size[0] / LEAST_WIDTH, screen_size[1] / LEAST_HEIGHT, 1.0)
    return max(SMALLEST_SCALE, math.floor(wanted * 100) / 100)


def fitted(application: QApplication) -> QApplication:
    """Return the application, made again when its screen asks for another scale; call before the first widget.

    Qt reads the scale only when an application begins. A scale that somebody has set already is kept.
    """
    if SCALE_VARIABLE in os.environ:
        return application
    size = application.primaryScreen().availableSize()
    scale = scale_for((size.width(), size.height()))
    if scale == 1.0:
        return application
    os.environ[SCALE_VARIABLE] = str(scale)
    application.shutdown()
    return QApplication(sys.argv[:1])
