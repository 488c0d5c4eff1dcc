"""docs/roles.md is the table of domain/roles.py, row for row."""

import re
from pathlib import Path

from tests.rights_table import rows as rights_rows
from thirdring import labels
from thirdring.domain.enums import Role
from thirdring.domain.roles import PERMISSIONS, Permission

DOCUMENT = Path(__file__).resolve().parent.parent / "docs" / "roles.md"
_ROW = re.compile(r"^\| `(\w+)` \| (.+?) \|(.*)\|$", re.MULTILINE)


def test_every_permission_stands_there_with_the_roles_that_have_it() -> None:
    rows = {
        name: (text, [cell.strip() for cell in cells.split("|")])
        for name, text, cells in _ROW.findall(DOCUMENT.read_text("utf-8").partition("\n## ")[0])
    }
    assert rows == {
        permission.value: (
            labels.label(permission),
            ["✓" if permission in PERMISSIONS[role] else "" for role in Role],
        )
        for permission in Permission
    }


def test_the_columns_are_the_roles() -> None:
    head = next(
        line for line in DOCUMENT.read_text("utf-8").splitlines() if line.startswith("| deed")
    )
    assert [cell.strip() for cell in head.strip("|").split("|")][2:] == [
        labels.label(role) for role in Role
    ]


def test_h5_what_a_servers_database_gives_each_role_stands_there_table_by_table() -> None:
    """`scripts/roles_table.py` writes it anew."""
    text = DOCUMENT.read_text("utf-8")
    _, _, below = text.partition("| table |")
    found = [line for line in below.splitlines()[2:] if line.startswith("|")]
    assert found == rights_rows()
