"""The festivals that are shipped are those of the calendar they are made from."""

import subprocess
import sys
from pathlib import Path


def test_the_table_is_made_from_the_calendar_installed() -> None:
    script = Path(__file__).parents[2] / "scripts" / "lunar_days.py"
    assert subprocess.run([sys.executable, str(script), "--check"], check=False).returncode == 0
