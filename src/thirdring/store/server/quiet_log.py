"""Keeps customers' data out of the server's own log (H5, J6).

With a refused statement a server writes down the row ("Failing row contains …", "Key (…)=(…)"), and
with a logged one its parameters, unless it is told not to. It is told at the database, so that it
holds for every login and program; only a superuser, or who was granted these settings, can.
"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from sqlalchemy import Connection, text

SETTINGS: Mapping[str, str] = MappingProxyType(
    {
        "log_error_verbosity": "terse",  # the sentence alone: no DETAIL, no CONTEXT
        "log_parameter_max_length": "0",
        "log_parameter_max_length_on_error": "0",
    }
)
# Written whole whatever the verbosity says.
_TELL_ALL = frozenset({"csvlog", "jsonlog"})
_MAY = text(
    "SELECT bool_and(has_parameter_privilege(one, 'SET')) "
    "FROM unnest(CAST(:names AS text[])) AS one"
)
_IS = text("SELECT current_setting(:name)")


def keep_values_out_of_the_log(connection: Connection) -> None:
    """Set it for the connected database, where that is allowed; `loud` says where it wasn't."""
    if not may_be_set(connection):
        return
    database = connection.scalar(text("SELECT quote_ident(current_database())"))
    for name, value in SETTINGS.items():
        connection.exec_driver_sql(
            f"ALTER DATABASE {database} SET {name} = '{value}'".replace("%", "%%")
        )


def may_be_set(connection: Connection) -> bool:
    """Whether who is connected may set it; on a managed server its maker's console does."""
    return bool(connection.scalar(_MAY, {"names": list(SETTINGS)}))


def loud(connection: Connection) -> Iterator[str]:
    """What of this server's settings lets values into its log."""
    for name, wanted in SETTINGS.items():
        found = str(connection.scalar(_IS, {"name": name}))
        if found != wanted:
            yield f"{name} {found}"
    written = str(connection.scalar(_IS, {"name": "log_destination"}))
    yield from (
        f"log_destination {one}"
        for one in sorted({word.strip() for word in written.split(",")} & _TELL_ALL)
    )
