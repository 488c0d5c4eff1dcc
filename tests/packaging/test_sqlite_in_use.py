"""SQLite before 3.51.3 can corrupt a WAL file under two connections; ours must be newer."""

import ast
from pathlib import Path

from sqlcipher3 import dbapi2

from scripts.environment import ROOT

SAFE = (3, 51, 3)


def test_the_sqlite_in_use_is_without_the_wal_reset_bug() -> None:
    connection = dbapi2.connect(":memory:")
    (version,) = connection.execute("SELECT sqlite_version()").fetchone()
    connection.close()
    assert tuple(int(part) for part in version.split(".")) >= SAFE


def _imported(file: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            names.add(node.module.partition(".")[0])
    return names


def test_nothing_in_the_program_opens_a_file_with_the_interpreters_own_sqlite() -> None:
    files = [*(ROOT / "src").rglob("*.py"), *(ROOT / "migrations").rglob("*.py")]
    assert files
    assert [str(f) for f in files if _imported(f) & {"sqlite3", "pysqlite3"}] == []
