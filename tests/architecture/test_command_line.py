"""The command line finds its commands by their modules' names and loads none of them before it is called."""

import pkgutil
import subprocess
import sys

import click
import house
import pytest

from clinic_app.app import commands
from clinic_app.app.command_line import command_line

NAMES = sorted(module.name for module in pkgutil.iter_modules(commands.__path__))


def ask(code: str) -> str:
    """Run code in a fresh interpreter and return what it prints."""
    command = [sys.executable, "-c", code]
    return subprocess.run(command, cwd=house.ROOT, capture_output=True, check=True, text=True).stdout.strip()


def test_loading_the_command_line_loads_no_room_of_the_house():
    loaded = ask(
        "import clinic_app.app.__main__, clinic_app.app.command_line, sys\n"
        "costly = {'PySide6', 'sqlcipher3', 'reportlab', 'msgspec', 'cryptography'}\n"
        "print(sorted(costly & sys.modules.keys()), [n for n in sys.modules if 'app.commands.' in n])"
    )

    assert loaded == "[] []"


@pytest.mark.parametrize("name", NAMES)
def test_each_module_of_commands_holds_a_command_of_its_own_name_and_says_what_it_does(name):
    command = command_line.get_command(click.Context(command_line), name)

    assert command.name == name
    assert command.help


def test_a_command_that_does_not_exist_is_not_looked_for_in_other_modules():
    assert command_line.get_command(click.Context(command_line), "os") is None
