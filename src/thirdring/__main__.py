"""Starts Third Ring: the command line decides, and without a command the desk opens."""

import sys


def main() -> int:
    """The entry point; returns the exit code."""
    from thirdring.cli.main import main as command_line

    return command_line()


if __name__ == "__main__":
    sys.exit(main())
