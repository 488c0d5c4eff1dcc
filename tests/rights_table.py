"""The second table of docs/roles.md: what a server's database gives each role, from the rights."""

from thirdring.domain.enums import Role
from thirdring.store.server.columns import PERSONAL
from thirdring.store.server.rights import (
    ALL_ROWS,
    Right,
    Verb,
    granted,
    rights_of,
    rows_of,
    tables,
)

_WORDS = {Verb.SELECT: "read", Verb.INSERT: "add", Verb.UPDATE: "change"}


def rows() -> list[str]:
    """One line a table, a cell a role."""
    return [
        f"| `{table}` | " + " | ".join(_cell(rights_of(role), table) for role in Role) + " |"
        for table in tables()
    ]


def _cell(rights: tuple[Right, ...], table: str) -> str:
    found = []
    for verb, word in _WORDS.items():
        which = rows_of(rights, table, verb)
        if which is None:
            continue
        shown = word if which == ALL_ROWS else f"{word} own"
        if verb is Verb.SELECT and PERSONAL.get(table, frozenset()) - granted(rights, table, verb):
            shown = f"{shown} masked"
        found.append(shown)
    return ", ".join(found)
