"""How the program's statements are put to a server that keeps the rights itself.

A login without a right to personal columns reads them through the function that masks them, wherever
a statement names one. In one place, so that no deed needs a second statement for it, and a deed that
forgets to mask shows nothing anyway.
"""

from typing import Any

from sqlalchemy import Alias, Table
from sqlalchemy.dialects.postgresql.psycopg import PGCompiler_psycopg
from sqlalchemy.sql.elements import ColumnClause

from thirdring.store.server.columns import PERSONAL, key_of


class SecuredCompiler(PGCompiler_psycopg):
    """Never says *: what is asked whether it exists needs no right to each of its columns then."""

    def visit_column(self, column: ColumnClause[Any], *args: Any, **kw: Any) -> str:
        """The column; a bare star as 1."""
        if column.is_literal and column.name == "*":
            return "1"
        return super().visit_column(column, *args, **kw)


class MaskingCompiler(SecuredCompiler):
    """Renders `tickets.phone` as `thirdring_masked('tickets.phone', tickets.id)`."""

    def visit_column(
        self, column: ColumnClause[Any], *args: Any, include_table: bool = True, **kw: Any
    ) -> str:
        """The column, or what may be seen of it; what is written stays as it is."""
        source: Any = column.table
        table = source.element if isinstance(source, Alias) else source
        if (
            not include_table
            or not isinstance(table, Table)
            or column.name not in PERSONAL.get(table.name, ())
        ):
            return super().visit_column(column, *args, include_table=include_table, **kw)
        # The result still has to find its column by position and name.
        if (known := kw.get("add_to_result_map")) is not None:
            known(column.name, column.name, (column, column.name, column.key), column.type)
        kw.pop("add_to_result_map", None)
        key = super().visit_column(source.c[key_of(table.name)], **kw)
        return f"thirdring_masked('{table.name}.{column.name}', {key})"
