"""The entry point: `clinic-hub COMMAND` runs one command of the county's side."""

from clinic_app.hub.command_line import clinic_hub


def main() -> None:
    """Hand the words to the command line."""
    clinic_hub(prog_name="clinic-hub")


if __name__ == "__main__":
    main()
