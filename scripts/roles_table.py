"""Writes the second table of docs/roles.md anew, from the rights of store/server/rights.py."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.rights_table import rows  # noqa: E402 - found beside this folder

DOCUMENT = ROOT / "docs" / "roles.md"


def main() -> None:
    """Replace the lines behind the table's head."""
    before, head, below = DOCUMENT.read_text("utf-8").partition("| table |")
    lines = below.splitlines()
    rest = [line for line in lines[2:] if not line.startswith("|")]
    new = "\n".join((head + lines[0], lines[1], *rows(), *rest))
    DOCUMENT.write_text(before + new.rstrip() + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
