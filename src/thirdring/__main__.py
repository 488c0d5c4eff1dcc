"""Starts Third Ring: the command line decides, and without a command the desk opens."""

import sys


def main() -> int:
    """The entry point; returns the exit code."""
    from thirdring.bug_report import take_hooks
    from thirdring.cli.main import main as command_line

    take_hooks()
    return command_line()


if __name__ == "__main__":
    sys.exit(main())
