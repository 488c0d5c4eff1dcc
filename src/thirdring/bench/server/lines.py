"""Rows of the built file as lines a server's COPY takes: put together by SQLite, a text for a row."""

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from sqlalchemy import Column, Integer, LargeBinary, Table

from thirdring.domain.search_text import index_tokens
from thirdring.store.types import BoolType, DateType, EnumType, UtcDateTime, UuidType

# Rows handed over at a time.
TOGETHER = 5_000
# What COPY reads as the end of a column, of a line or as its own sign.
_ESCAPED = (("char(92)", "char(92, 92)"), ("char(9)", "char(92, 116)"), ("char(10)", "char(92, 110)"),
            ("char(13)", "char(92, 114)"))  # fmt: skip
# Their values are the same text on both, with nothing in it to escape.
_PLAIN = (BoolType, DateType, EnumType, Integer)
# Sentences repeat: a pool of them was drawn from. No token reaches across a full stop.
_STOP = "。"
_SENTENCES = 60_000
_TEXTS = (
    "SELECT t.seq, t.number, t.raised, t.wants, t.answer, t.category, t.name, t.phone, t.digits, "
    "t.address, c.order_no, c.product_text, c.merchant_text, c.against_text "
    "FROM tickets t LEFT JOIN complaint_details c ON c.ticket_id = t.id ORDER BY t.seq"
)

Written = Mapping[str, str]


def copied(table: Table, file: Any, written: Written) -> Iterator[tuple[int, str]]:
    """Parts of the table's rows, oldest first: how many, and their lines. `file` is a connection
    of the driver's to the built center; `written`: columns that are written otherwise than they
    are kept there, as SQL.
    """
    columns = [written.get(column.name) or _text_of(column) for column in table.columns]
    fields = ", ".join(f"coalesce({column}, char(92, 78))" for column in columns)
    lines = f'SELECT concat_ws(char(9), {fields}) FROM "{table.name}"'
    if "seq" in table.c:
        lines += " ORDER BY seq"
    yield from _parts(file.execute(lines), lambda row: str(row[0]))


def searched(file: Any) -> Iterator[tuple[int, str]]:
    """Parts of the search index, as `copied` tells them; the file keeps its own in another form."""
    yield from _parts(file.execute(_TEXTS), _vector)


def _parts(cursor: Any, line: Callable[[Any], str]) -> Iterator[tuple[int, str]]:
    while rows := cursor.fetchmany(TOGETHER):
        yield len(rows), "".join(f"{line(row)}\n" for row in rows)


def _text_of(column: Column[Any]) -> str:
    """The column as the server reads it; NULL stays NULL."""
    name, kind = f'"{column.name}"', column.type
    if isinstance(kind, UuidType):
        return f"nullif(hex({name}), '')"
    if isinstance(kind, UtcDateTime):
        seconds = f"strftime('%Y-%m-%d %H:%M:%S', {name} / 1000000, 'unixepoch')"
        return f"{seconds} || printf('.%06d+00', {name} % 1000000)"
    if isinstance(kind, LargeBinary):
        return f"iif({name} IS NULL, NULL, char(92, 92) || 'x' || hex({name}))"
    if not isinstance(kind, _PLAIN):
        for sign, replaced in _ESCAPED:
            name = f"replace({name}, {sign}, {replaced})"
    return name


def _vector(row: Any) -> str:
    tokens: set[str] = set()
    for text in row[1:]:
        if text:
            for sentence in text.split(_STOP):
                tokens |= _tokens(sentence)
    quoted = " ".join("'" + _quoted(token) + "'" for token in sorted(tokens))
    return f"{row[0]}\t{quoted}"


def _quoted(token: str) -> str:
    """As a lexeme of a tsvector, within a line of COPY."""
    return token.replace("'", "''").replace("\\", "\\\\\\\\")


@lru_cache(maxsize=_SENTENCES)
def _tokens(sentence: str) -> frozenset[str]:
    return frozenset(index_tokens(sentence))
