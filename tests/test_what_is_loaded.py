"""What a process loads, and keeps in memory as long as it runs; asked of processes of their own."""

import subprocess
import sys


def loaded_by(*modules: str) -> set[str]:
    """Everything that is loaded once these are."""
    program = f"import sys, {', '.join(modules)}; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-P", "-c", program], check=True, capture_output=True, text=True
    )
    return set(done.stdout.split())


def test_the_command_line_leaves_the_database_and_the_windows_to_who_needs_them() -> None:
    # `thirdring` starts the desk through it: what it loads, the first paint waits for.
    loaded = loaded_by("thirdring.cli.main")
    assert not loaded & {"sqlalchemy", "pydantic", "PySide6", "asyncio", "chinese_calendar"}


def test_a_desk_on_a_file_loads_nothing_of_servers_nor_of_every_countrys_calendar() -> None:
    loaded = loaded_by("thirdring.app.working_day", "thirdring.usecases.opening")
    assert "sqlalchemy" in loaded
    assert not loaded & {
        "alembic", "holidays", "keyring", "numpy", "openpyxl", "phonenumbers", "psycopg",
        "pyqtgraph", "sqlalchemy.dialects.postgresql", "xlsxwriter", "yaml",
    }  # fmt: skip
