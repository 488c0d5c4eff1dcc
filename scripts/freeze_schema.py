"""Writes the SQL of the first revision from the tables; for the time before the first release.

    .venv/bin/python scripts/freeze_schema.py

Afterwards a change of the tables is a revision of its own, and this refuses to run. The comparison
in tests/store/test_migrations.py holds the revisions and the tables together.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VERSIONS = ROOT / "migrations" / "versions"


def statements(dialect_name: str) -> list[str]:
    """The DDL that `metadata.create_all` would run on an empty database, in order."""
    from sqlalchemy import create_mock_engine

    from thirdring.store.tables import Base

    found: list[str] = []

    def collect(statement: object, *_: object, **__: object) -> None:
        text = str(statement.compile(dialect=engine.dialect))  # type: ignore[attr-defined]
        if dialect_name == "postgresql":
            text = text.replace("%%", "%")  # doubled for the driver; the migration does so again
        found.append("\n".join(line.rstrip() for line in text.strip().splitlines()))

    engine = create_mock_engine(
        "sqlite://" if dialect_name == "sqlite" else "postgresql+psycopg://", collect
    )
    Base.metadata.create_all(engine, checkfirst=False)
    return found


def main() -> int:
    """Write both files; refuse when there is a second revision."""
    if len(list(VERSIONS.glob("0*.py"))) > 1:
        print("There is a second revision: write another one instead.", file=sys.stderr)
        return 1
    for dialect_name in ("sqlite", "postgresql"):
        target = VERSIONS / f"0001_first.{dialect_name}.sql"
        text = ";\n\n".join(statements(dialect_name)) + ";\n"
        target.write_text(text, encoding="utf-8")
        print(target.relative_to(ROOT))
    return 0


if __name__ == "__main__":
    sys.exit(main())
