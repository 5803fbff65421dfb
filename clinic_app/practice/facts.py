"""Reads the practice township's own facts from resources/practice."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parents[2] / "resources" / "practice"

Table = dict[str, Any]


@cache
def read_facts(name: str) -> Table:
    """Return the parsed file `resources/practice/<name>.toml`."""
    return tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8"))


def words() -> dict[str, str]:
    """Return the reasons and remarks people of the township write down."""
    return read_facts("words")
