"""The entry point: `clinic-app` starts the program, `clinic-app COMMAND` runs one of its commands."""

import sys


def main() -> None:
    """Start the program, or hand the words to the command line, which only then is imported."""
    if len(sys.argv) == 1:
        from clinic_app.app.start import start

        sys.exit(start())
    from clinic_app.app.command_line import command_line

    command_line(prog_name="clinic-app")


if __name__ == "__main__":
    main()
