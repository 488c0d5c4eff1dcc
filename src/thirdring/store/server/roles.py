"""The group roles of a center's database: made where they are missing, put right where they are not."""

from sqlalchemy import Connection, text

from thirdring.domain.errors import Refusal, say
from thirdring.store.server.role_names import RoleNames

_WEAK = "NOLOGIN NOSUPERUSER NOCREATEDB NOREPLICATION"
_PRESENT = text("SELECT rolname FROM pg_roles WHERE rolname = ANY (:names)")
# Since this version who has BYPASSRLS and CREATEROLE may give it to a role of their own making.
_GIVES_BYPASSRLS = 160_000
_SELF = text(
    "SELECT rolsuper, rolcreaterole, rolbypassrls FROM pg_roles WHERE rolname = current_user"
)


def attributes(names: RoleNames) -> dict[str, str]:
    """What each role may be, in the words of CREATE ROLE."""
    plain = f"{_WEAK} NOCREATEROLE NOBYPASSRLS"
    return {
        names.owner: plain,
        **dict.fromkeys(names.groups, plain),
        names.backup: f"{_WEAK} NOCREATEROLE BYPASSRLS",
        names.keeper: f"{_WEAK} CREATEROLE NOBYPASSRLS",
    }


def refuse_weak_administrator(connection: Connection, names: RoleNames) -> None:
    """Raise Refusal unless who is connected can make these roles, as far as they aren't there."""
    powers = connection.execute(_SELF).one()
    if not (powers.rolsuper or (powers.rolcreaterole and powers.rolbypassrls)):
        raise Refusal(
            say(
                "Setting a server up is the work of its database administrator: connect as a "
                "superuser, or as a login with CREATEROLE, CREATEDB and BYPASSRLS."
            )
        )
    backup = connection.scalar(_PRESENT, {"names": [names.backup]})
    if backup is None and not powers.rolsuper and _version(connection) < _GIVES_BYPASSRLS:
        raise Refusal(
            say(
                "Before PostgreSQL 16 only a superuser makes a role that reads past row security: "
                "have one run CREATE ROLE {role} NOLOGIN BYPASSRLS once, then do this again.",
                role=quoted(names.backup, percent=False),
            )
        )


def ensure_roles(connection: Connection, names: RoleNames) -> tuple[str, ...]:
    """Make and repair the roles, in the transaction of `connection`; returns those made now."""
    wanted = attributes(names)
    present = set(connection.scalars(_PRESENT, {"names": list(wanted)}))
    superuser = connection.execute(_SELF).one().rolsuper
    for name, words in wanted.items():
        if name not in present:
            connection.exec_driver_sql(f"CREATE ROLE {quoted(name)} {words}")
        elif superuser:
            connection.exec_driver_sql(f"ALTER ROLE {quoted(name)} {words}")
    _give_keeper_its_means(connection, names)
    if not superuser:
        _become_able(connection, names)
    return tuple(name for name in wanted if name not in present)


def _give_keeper_its_means(connection: Connection, names: RoleNames) -> None:
    """It puts logins into the groups without being in them, and ends the sessions of who left."""
    sixteen = _version(connection) >= 160_000
    how = "WITH ADMIN TRUE, INHERIT FALSE, SET FALSE" if sixteen else "WITH ADMIN OPTION"
    for group in names.groups:
        connection.exec_driver_sql(f"GRANT {quoted(group)} TO {quoted(names.keeper)} {how}")
    connection.exec_driver_sql(f"GRANT pg_signal_backend TO {quoted(names.keeper)}")


def _become_able(connection: Connection, names: RoleNames) -> None:
    """Who made a role without being a superuser may become it only after saying so."""
    how = " WITH INHERIT TRUE, SET TRUE" if _version(connection) >= 160_000 else ""
    for role in (names.owner, names.keeper):
        connection.exec_driver_sql(f"GRANT {quoted(role)} TO CURRENT_USER{how}")


def _version(connection: Connection) -> int:
    return int(connection.scalar(text("SHOW server_version_num")) or 0)


def quoted(name: str, *, percent: bool = True) -> str:
    """A name as SQL writes it; `percent`: as the driver takes it, which formats."""
    plain = '"' + name.replace('"', '""') + '"'
    return plain.replace("%", "%%") if percent else plain
