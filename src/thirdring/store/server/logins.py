"""People's own logins on a server: made, changed and ended through the functions of the database.

A password never leaves this process: what is sent is its SCRAM verifier, from which it can't be
found again and with which nobody can sign in.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from thirdring.domain.enums import Role
from thirdring.domain.errors import NotFound, NotPermitted, Refusal, ThirdRingError, say
from thirdring.store.server.login_functions import NO_VERIFIER, NOBODY, SCHEMA, TAKEN

_KEPT = text("SELECT to_regprocedure(:name) IS NOT NULL")
_KNOWS_ME = text("SELECT to_regprocedure('thirdring_me()') IS NOT NULL")
_ABLE = text("SELECT rolname FROM pg_roles WHERE rolcanlogin")
_FOLLOW_NAME = f"{SCHEMA}.follow(text, text)"
_FOLLOW = text(f"SELECT {SCHEMA}.follow(:login, :verifier)")
_ME = text(
    "SELECT id, login, name, post, work_number, active, must_change_password, draft_key, roles "
    "FROM thirdring_me()"
)
_CHANGED = text("SELECT thirdring_password_changed()")


@dataclass(frozen=True, slots=True)
class Identity:
    """The account of who is connected."""

    id: UUID
    login: str
    name: str
    post: str | None
    work_number: str | None
    active: bool
    must_change_password: bool
    draft_key: bytes
    roles: frozenset[Role]


def keeps_logins(session: Session) -> bool:
    """Whether people of this center sign in with logins of the database (see `server init`)."""
    connection = session.connection()
    if connection.dialect.name != "postgresql":
        return False
    # The name of a function in a schema one may not enter is an error, not a no.
    visible = text("SELECT has_schema_privilege(oid, 'USAGE') FROM pg_namespace WHERE nspname = :n")
    if not connection.scalar(visible, {"n": SCHEMA}):
        return False
    return bool(connection.scalar(_KEPT, {"name": _FOLLOW_NAME}))


def knows_accounts(session: Session) -> bool:
    """Whether this database can tell whose account a login is: set up by `server init`."""
    connection = session.connection()
    return connection.dialect.name == "postgresql" and bool(connection.scalar(_KNOWS_ME))


def keeps_own_login(session: Session) -> bool:
    """Whether who is connected has their account by it, and so changes its password there."""
    return knows_accounts(session) and identity(session) is not None


def able_logins(session: Session) -> frozenset[str] | None:
    """The roles of the server somebody may sign in with; None where logins aren't kept there."""
    if not knows_accounts(session):
        return None
    return frozenset(session.scalars(_ABLE))


def identity(session: Session) -> Identity | None:
    """Who is connected, by the database's own word; None for a login that is nobody's here.

    Raises:
        sqlalchemy.exc.DBAPIError: the database was not set up by `server init`.
    """
    row = session.execute(_ME).one_or_none()
    if row is None:
        return None
    values: dict[str, Any] = row._asdict()
    roles = frozenset(Role(role) for role in values.pop("roles"))
    return Identity(**{**values, "draft_key": bytes(values["draft_key"])}, roles=roles)


def verifier(connection: Connection, login: str, password: str) -> str:
    """What the server keeps of a password (RFC 5803), with the iterations it asks for."""
    raw: Any = connection.connection.driver_connection
    made: bytes = raw.pgconn.encrypt_password(password.encode(), login.encode(), b"scram-sha-256")
    return made.decode("ascii")


def follow_login(session: Session, login: str, password: str | None = None) -> None:
    """Make the login what its staff row says now: groups, in use or not. A password makes one
    that is missing; a new password ends the sessions of who had the old one. An account that
    comes back into use has lost its old one.

    Raises:
        NotPermitted: not an administrator. NotFound: nobody of that login.
        Refusal: the name is another role's on this server.
    """
    session.flush()
    connection = session.connection()
    secret = None if password is None else verifier(connection, login, password)
    try:
        connection.execute(_FOLLOW, {"login": login, "verifier": secret})
    except DBAPIError as error:
        explained = _explained(getattr(error.orig, "sqlstate", None), login)
        if explained is None:
            raise
        raise explained from error


def change_own_password(session: Session, login: str, password: str) -> None:
    """Give who is connected a new password; a first one set by somebody else is then history."""
    from psycopg import sql

    connection = session.connection()
    raw: Any = connection.connection.driver_connection
    secret = verifier(connection, login, password)
    statement = sql.SQL("ALTER ROLE CURRENT_USER PASSWORD {}").format(sql.Literal(secret))
    connection.exec_driver_sql(statement.as_string(raw))
    connection.execute(_CHANGED)


def _explained(state: str | None, login: str) -> ThirdRingError | None:
    if state == NOBODY:
        return NotFound(say("Nobody has the login {login}.", login=login), field="login")
    if state == TAKEN:
        return Refusal(
            say(
                "{login} is another role's name on this server, or another center's login: choose "
                "another login.",
                login=login,
            ),
            field="login",
        )
    if state == "42501":
        return NotPermitted(say("Only administrators keep logins; ask one of them."), rule="H5")
    if state == NO_VERIFIER:
        return Refusal(
            say("This server is set up for another kind of passwords."), field="password"
        )
    return None
