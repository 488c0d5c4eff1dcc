"""The readings of Chinese that are shipped are those of the dictionary they are made from."""

import subprocess
import sys
from pathlib import Path


def test_the_table_is_made_from_the_dictionary_installed() -> None:
    script = Path(__file__).parents[2] / "scripts" / "readings.py"
    assert subprocess.run([sys.executable, str(script), "--check"], check=False).returncode == 0
