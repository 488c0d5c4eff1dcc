"""What the migrations share: the SQL frozen for each engine, and taking a table through a change.

scripts/freeze_schema.py writes the files; a revision runs those of its own name. On SQLite a table
whose text changes is made anew under its own name from the rows of the old one, so that what refers
to it goes on doing so; its triggers go with the old one and are made again.
"""

import re
from pathlib import Path

from sqlalchemy import Connection

_TABLE = re.compile(r"CREATE TABLE (\w+) ")
_INDEX = re.compile(r"CREATE (?:UNIQUE )?INDEX (\w+) ON (\w+)")
_TRIGGER = re.compile(r"CREATE TRIGGER (\w+) .*? ON (\w+)", re.DOTALL)
_FUNCTION = re.compile(r"CREATE FUNCTION (\w+\(\))")
_ALTER = re.compile(r"ALTER TABLE (\w+) (ADD COLUMN|ADD|DROP) (?:CONSTRAINT )?(\w+)")


class FrozenSql:
    """The statements of the revisions in one folder, run on one connection."""

    def __init__(self, connection: Connection, versions: Path) -> None:
        self.connection = connection
        self.dialect = connection.dialect.name
        self._versions = versions

    def statements(self, *stems: str) -> list[str]:
        """Those of the named revisions, in order."""
        found: list[str] = []
        for stem in stems:
            text = (self._versions / f"{stem}.{self.dialect}.sql").read_text(encoding="utf-8")
            found += text.strip().removesuffix(";").split(";\n\n")
        return found

    def apply(self, earlier: list[str], new: list[str]) -> None:
        """From what `earlier` made to what `new` adds: tables, indexes, triggers, changed tables."""
        rebuilt = tables_of(new) & tables_of(earlier)
        for statement in new:
            if _of(statement) not in rebuilt or _TRIGGER.match(statement):
                self.run(statement)
        for table in sorted(rebuilt):
            self.rebuild(table, new)

    def take_back(self, earlier: list[str], new: list[str]) -> None:
        """The way down: what `new` added goes, what it changed is as `earlier` left it."""
        for statement in reversed(new):
            self._undo_beside(statement, tables_of(new))
        for statement in reversed(new):
            if function := _FUNCTION.match(statement):
                self.run(f"DROP FUNCTION {function[1]}")
        changed = tables_of(new) & tables_of(earlier)
        if self.dialect == "postgresql":
            for statement in reversed(new):
                self._unalter(statement, earlier)
        for table in sorted(changed):
            self.rebuild(table, earlier)
        for statement in reversed(new):
            if (found := _TABLE.match(statement)) and found[1] not in changed:
                self.run(f"DROP TABLE {found[1]}")

    def rebuild(self, table: str, ddl: list[str]) -> None:
        """`table` as the last of `ddl` declares it, with the columns both have."""
        create = [s for s in ddl if (m := _TABLE.match(s)) and m[1] == table][-1]
        own = {m[1]: s for s in ddl if (m := _INDEX.match(s)) and m[2] == table}
        # Without it, renaming would make every table that refers to this one refer to the old one.
        self.run("PRAGMA legacy_alter_table = ON")
        before = self._columns(table)
        self.run(f"ALTER TABLE {table} RENAME TO {table}_before")
        self.run(create)
        both = ", ".join(c for c in before if c in self._columns(table))
        self.run(f"INSERT INTO {table} ({both}) SELECT {both} FROM {table}_before")  # noqa: S608 - names
        self.run(f"DROP TABLE {table}_before")
        self.run("PRAGMA legacy_alter_table = OFF")
        for index in own.values():
            self.run(index)

    def run(self, statement: str) -> None:
        """One statement. The PostgreSQL driver takes a single % for a parameter."""
        doubled = statement.replace("%", "%%") if self.dialect == "postgresql" else statement
        self.connection.exec_driver_sql(doubled)

    def _undo_beside(self, statement: str, made: set[str]) -> None:
        """A trigger, or an index on a table that stays, goes."""
        if trigger := _TRIGGER.match(statement):
            on = f" ON {trigger[2]}" if self.dialect == "postgresql" else ""
            self.run(f"DROP TRIGGER {trigger[1]}{on}")
        elif (index := _INDEX.match(statement)) and index[2] not in made:
            self.run(f"DROP INDEX {index[1]}")

    def _columns(self, table: str) -> list[str]:
        rows = self.connection.exec_driver_sql(f"PRAGMA table_info({table})").all()
        return [row[1] for row in rows]

    def _unalter(self, statement: str, earlier: list[str]) -> None:
        """The reverse of one ALTER of PostgreSQL."""
        found = _ALTER.match(statement)
        if found is None:
            return
        table, verb, name = found.groups()
        if verb == "ADD COLUMN":
            self.run(f"ALTER TABLE {table} DROP COLUMN {name}")
        elif verb == "ADD":
            self.run(f"ALTER TABLE {table} DROP CONSTRAINT IF EXISTS {name}")
        else:
            self.run(f"ALTER TABLE {table} ADD {_line_of(table, name, earlier)}")


def tables_of(ddl: list[str]) -> set[str]:
    """The tables that statements create."""
    return {found[1] for s in ddl if (found := _TABLE.match(s))}


def _of(statement: str) -> str:
    found = _TABLE.match(statement)
    if found:
        return found[1]
    index = _INDEX.match(statement)
    return index[2] if index else ""


def _line_of(table: str, constraint: str, ddl: list[str]) -> str:
    """How the last statement that declared the constraint put it."""
    for statement in reversed(ddl):
        made = _TABLE.match(statement)
        if made and made[1] == table:
            lines = [line.strip().rstrip(",") for line in statement.splitlines()]
            found = [line for line in lines if line.startswith(f"CONSTRAINT {constraint} ")]
        else:
            start = f"ALTER TABLE {table} ADD "
            again = statement.startswith(f"{start}CONSTRAINT {constraint} ")
            found = [statement.removeprefix(start)] if again else []
        if found:
            return found[0]
    raise LookupError(constraint)
