"""Writes the SQL of the newest revision from the tables; for the time before its release.

    .venv/bin/python scripts/freeze_schema.py

What the tables are now, less what the revisions before made of them, is the new revision's: one
file for each engine. Run it again whenever the tables change, until the revision has been
released; then add a new one. tests/store/test_migrations.py holds revisions and tables together.
"""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VERSIONS = ROOT / "migrations" / "versions"
_TABLE = re.compile(r"CREATE TABLE (\w+) \((.*)\)", re.DOTALL)
_ALTER = re.compile(r"ALTER TABLE (\w+) (ADD COLUMN|ADD|DROP CONSTRAINT) (.*)", re.DOTALL)
_INDEX = re.compile(r"CREATE (?:UNIQUE )?INDEX \w+ ON (\w+)")
END = ";\n\n"


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


def frozen(file: Path) -> list[str]:
    """The statements of a revision's file."""
    return file.read_text(encoding="utf-8").strip().removesuffix(";").split(END)


def _tables(ddl: list[str]) -> dict[str, str]:
    """Each table's text as it stands after all of `ddl`, later ALTERs of PostgreSQL included."""
    found: dict[str, str] = {}
    for text in ddl:
        if made := _TABLE.match(text):
            found[made[1]] = text
        elif altered := _ALTER.match(text):
            found[altered[1]] = _after(found[altered[1]], altered[2], altered[3])
    return found


def _after(table: str, verb: str, rest: str) -> str:
    """A table's text after `ALTER TABLE … ADD [COLUMN] line` or `DROP CONSTRAINT name`."""
    if verb == "DROP CONSTRAINT":
        lines = table.splitlines()
        at = next(
            n for n, line in enumerate(lines) if line.strip().startswith(f"CONSTRAINT {rest} ")
        )
        del lines[at]
        return "\n".join(lines)
    head, _, tail = table.rpartition("\n)")
    return f"{head.rstrip(',')},\n\t{rest}\n){tail}"


def _lines(table: str) -> list[str]:
    match = _TABLE.match(table)
    body = match[2] if match else ""
    return [line.strip().rstrip(",") for line in body.strip().splitlines()]


def difference(dialect_name: str, before: list[str], now: list[str]) -> list[str]:
    """What leads from `before` to `now`: new tables and indexes, and changed tables.

    On SQLite a changed table is written whole (the revision rebuilds it), with its indexes; on
    PostgreSQL line by line. A table that is gone, or a changed column, is more than this knows.
    """
    old, new = _tables(before), _tables(now)
    if gone := old.keys() - new.keys():
        sys.exit("this can't drop tables: " + ", ".join(sorted(gone)))
    changed = [
        name
        for name in new
        if name in old
        and new[name] != old[name]
        and sorted(_lines(new[name])) != sorted(_lines(old[name]))
    ]
    if dialect_name == "postgresql":
        altered = [line for name in changed for line in _altered(name, old[name], new[name])]
        whole = [t for t in now if t not in before and not (_TABLE.match(t) and _named(t) in old)]
        return (
            [t for t in whole if _named(t) not in changed]
            + altered
            + [t for t in whole if _named(t) in changed]
        )
    rebuilt = [text for text in now if _named(text) in changed]
    return [text for text in now if text not in before and text not in rebuilt] + rebuilt


def _named(text: str) -> str:
    found = _TABLE.match(text) or _INDEX.match(text)
    return found[1] if found else ""


def _altered(name: str, old: str, new: str) -> list[str]:
    lines_old, lines_new = _lines(old), _lines(new)
    gone = [line for line in lines_old if line not in lines_new]
    if columns := [line for line in gone if not line.startswith("CONSTRAINT")]:
        sys.exit(f"this can't change columns of {name}: {columns}")
    dropped = [f"ALTER TABLE {name} DROP CONSTRAINT {line.split()[1]}" for line in gone]
    added = [
        f"ALTER TABLE {name} ADD {'' if line.startswith('CONSTRAINT') else 'COLUMN '}{line}"
        for line in lines_new
        if line not in lines_old
    ]
    return dropped + added


def main() -> int:
    """Write the newest revision's files."""
    *earlier, newest = sorted(file.stem for file in VERSIONS.glob("0*.py"))
    for dialect_name in ("sqlite", "postgresql"):
        before = [
            text for stem in earlier for text in frozen(VERSIONS / f"{stem}.{dialect_name}.sql")
        ]
        target = VERSIONS / f"{newest}.{dialect_name}.sql"
        text = END.join(difference(dialect_name, before, statements(dialect_name))) + ";\n"
        target.write_text(text, encoding="utf-8")
        print(target.relative_to(ROOT))
    return 0


if __name__ == "__main__":
    sys.exit(main())
