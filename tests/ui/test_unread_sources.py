"""PySide reads no sources: they would stay in memory, and take a third of the time of a start."""

import subprocess
import sys


def test_no_source_of_what_is_imported_is_kept() -> None:
    code = (
        "import thirdring.app.front_door, sqlalchemy.orm, linecache; "
        "print([name for name in linecache.cache if name.endswith('.py')])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
