"""The command line: `clinic-app COMMAND` runs one of the commands."""

import importlib
import pkgutil

import click

from clinic_app.app import commands


class LazyCommands(click.Group):
    """Finds a command by its module's name and imports it only when asked for, so that starting stays cheap."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all modules of `clinic_app.app.commands`."""
        return sorted(module.name for module in pkgutil.iter_modules(commands.__path__))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command that the module `cmd_name` holds under the same name."""
        if cmd_name not in self.list_commands(ctx):
            return None
        module = importlib.import_module(f"{commands.__name__}.{cmd_name}")
        command = getattr(module, cmd_name)
        if not isinstance(command, click.Command):
            raise TypeError(f"{module.__name__}.{cmd_name} is not a click command")
        return command


@click.group(cls=LazyCommands)
def command_line() -> None:
    """Run the vaccination desk (金卡接种台); without a command, start the program."""
