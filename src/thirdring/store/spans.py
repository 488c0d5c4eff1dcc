"""Times reckoned with inside a statement, the same on both engines.

SQLite keeps microseconds since 1970 in an INTEGER, PostgreSQL a timestamptz (`types.UtcDateTime`).
"""

from typing import Any

from sqlalchemy import BigInteger
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

SECOND = 1_000_000
QUARTER = 15 * 60


class MicrosBetween(FunctionElement[int]):
    """Microseconds from the first moment to the second; NULL if one of them is."""

    type = BigInteger()
    name = "micros_between"
    inherit_cache = True


class QuarterHour(FunctionElement[int]):
    """Which quarter of an hour since 1970 a moment lies in.

    Every zone's offset of today is whole quarters, so that counts by quarter can be put on a
    center's wall clock afterwards.
    """

    type = BigInteger()
    name = "quarter_hour"
    inherit_cache = True


@compiles(MicrosBetween, "sqlite")
def _micros_on_sqlite(element: MicrosBetween, compiler: SQLCompiler, **kw: Any) -> str:
    begin, end = (compiler.process(one, **kw) for one in element.clauses)
    return f"({end} - {begin})"


@compiles(MicrosBetween, "postgresql")
def _micros_on_postgresql(element: MicrosBetween, compiler: SQLCompiler, **kw: Any) -> str:
    begin, end = (compiler.process(one, **kw) for one in element.clauses)
    return f"CAST(extract(epoch FROM ({end} - {begin})) * {SECOND} AS BIGINT)"


@compiles(QuarterHour, "sqlite")
def _quarter_on_sqlite(element: QuarterHour, compiler: SQLCompiler, **kw: Any) -> str:
    return f"({compiler.process(element.clauses, **kw)} / {QUARTER * SECOND})"


@compiles(QuarterHour, "postgresql")
def _quarter_on_postgresql(element: QuarterHour, compiler: SQLCompiler, **kw: Any) -> str:
    return f"CAST(floor(extract(epoch FROM {compiler.process(element.clauses, **kw)}) / {QUARTER}) AS BIGINT)"
