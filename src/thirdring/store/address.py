"""Where the center's database is: a file on this machine, or a PostgreSQL server."""

import os
import re
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from urllib.parse import parse_qsl, quote, unquote, urlencode

from thirdring.domain.errors import Refusal, say

DATABASE_FILE = "center.db"

_POSTGRES = re.compile(r"^(postgres|postgresql|postgresql\+psycopg)://", re.IGNORECASE)
_SCHEME = re.compile(r"^[A-Za-z][A-Za-z0-9+.-]+://")
_USER_PASSWORD = re.compile(r"(?<=://)(?P<user>[^/?#@]*?):[^/?#]*(?=@)")
# A password with / ? or # in it is no valid address, but it must not be shown for that.
_BROKEN_PASSWORD = re.compile(r"(?<=://)(?P<user>[^/?#@:]*):.*(?=@)", re.DOTALL)
_SERVER = re.compile(
    r"^postgresql://(?:(?P<login>[^:@/?#]*)(?::(?P<password>[^@/?#]*))?@)?(?P<host>[^/?#@]*)"
    r"(?:/(?P<database>[^?#]*))?(?:\?(?P<query>.*))?$",
    re.DOTALL,
)
_ALLOW_PLAIN = "allow_plain"
_QUERY_PASSWORD = re.compile(r"(?P<name>[?&](?:ssl)?password=)[^&#]*", re.IGNORECASE)


class EngineKind(StrEnum):
    SQLITE = "sqlite"
    POSTGRESQL = "postgresql"


@dataclass(frozen=True, slots=True)
class Address:
    """One database. `path` is absolute and set for SQLite only; `conninfo` (what libpq takes, with
    the password, hence out of the repr) for PostgreSQL only; `shown` may stand in any message.
    `login` and `password` are who connects to a server, over those of `conninfo`; `allow_plain`:
    an unencrypted connection to another machine was allowed by name.
    """

    kind: EngineKind
    shown: str
    path: Path | None = None
    conninfo: str = field(default="", repr=False)
    login: str | None = field(default=None, repr=False)
    password: str | None = field(default=None, repr=False)
    allow_plain: bool = field(default=False, repr=False)

    def __str__(self) -> str:
        return self.shown

    @property
    def on_server(self) -> bool:
        """Whether a server has the database, so that its logins are the people."""
        return self.kind is EngineKind.POSTGRESQL

    @property
    def host(self) -> str:
        """The server's name and port, as they were given; "" is libpq's own choice."""
        return self._part("host")

    @property
    def database(self) -> str:
        """The database's name on the server; libpq's own choice is the login's."""
        return unquote(self._part("database")) or self.login or ""

    def as_login(self, login: str, password: str | None) -> "Address":
        """The same database for another login. Without a password libpq looks for one itself."""
        return self._with(login, self.database, password)

    def in_database(self, name: str) -> "Address":
        """Another database of the same server, as the same login."""
        return self._with(self.login, name, self.password)

    def _part(self, name: str) -> str:
        found = _SERVER.match(self.conninfo)
        return (found and found[name]) or ""

    def _with(self, login: str | None, database: str, password: str | None) -> "Address":
        who = f"{quote(login, safe='')}@" if login else ""
        query = self._part("query")
        conninfo = f"postgresql://{who}{self.host}/{quote(database, safe='')}"
        conninfo += f"?{query}" if query else ""
        return replace(
            self, conninfo=conninfo, shown=without_password(conninfo), login=login,
            password=password,
        )  # fmt: skip

    @property
    def file(self) -> Path:
        """The database file. Raises Refusal for a server, which has none here."""
        if self.path is None:
            raise Refusal(
                say(
                    "{address} is a server, not a file: this command is for the embedded database.",
                    address=self.shown,
                )
            )
        return self.path


def data_folder() -> Path:
    """The user's folder for Third Ring: THIRDRING_HOME where it is set, else the system's."""
    home = os.environ.get("THIRDRING_HOME")
    if home:
        return Path(home).expanduser().absolute()
    import platformdirs

    return platformdirs.user_data_path("thirdring", appauthor=False)


def without_password(text: str) -> str:
    """`text` with any password of a database address replaced by ***."""
    masked = _USER_PASSWORD.sub(r"\g<user>:***", text)
    text = _BROKEN_PASSWORD.sub(r"\g<user>:***", text) if masked == text else masked
    return _QUERY_PASSWORD.sub(r"\g<name>***", text)


def parse_address(text: str | None = None) -> Address:
    """The database that `text` names: a path, sqlite:///path or postgresql://…; the default file
    in the user's data folder when it is empty. Raises Refusal for anything else.
    """
    text = (text or "").strip()
    if not text:
        return _file(data_folder() / DATABASE_FILE)
    if _POSTGRES.match(text):
        return _server(_POSTGRES.sub("postgresql://", text))
    if text.startswith("sqlite:"):
        return _file(_path_of_sqlite_url(text))
    if _SCHEME.match(text) or "\0" in text or text == ":memory:":
        raise not_understood(text)
    return _file(Path(text))


def allowing_plain(text: str) -> str:
    """The address of a server with the leave in it to go unencrypted; a file's stays as it is."""
    if not _POSTGRES.match(text.strip()):
        return text
    return f"{text}{'&' if '?' in text else '?'}{_ALLOW_PLAIN}=1"


def _server(conninfo: str) -> Address:
    """`allow_plain=1` among the parameters is ours, not libpq's; THIRDRING_ALLOW_PLAIN=1 says the
    same for all. What libpq would not understand either is found out when it is asked.
    """
    allowed = os.environ.get("THIRDRING_ALLOW_PLAIN", "")
    found = _SERVER.match(conninfo)
    login, password = (found["login"], found["password"]) if found else (None, None)
    if found and _ALLOW_PLAIN in (found["query"] or ""):
        given = parse_qsl(found["query"], keep_blank_values=True)
        allowed = dict(given).get(_ALLOW_PLAIN, allowed)
        rest = urlencode([pair for pair in given if pair[0] != _ALLOW_PLAIN], safe="/:,")
        conninfo = conninfo[: found.start("query") - 1] + (f"?{rest}" if rest else "")
    return Address(
        EngineKind.POSTGRESQL,
        without_password(conninfo),
        conninfo=conninfo,
        login=unquote(login) if login else None,
        password=unquote(password) if password else None,
        allow_plain=allowed.lower() in {"1", "true", "yes", "on"},
    )


def _path_of_sqlite_url(text: str) -> Path:
    path = text.removeprefix("sqlite:///")
    if path == text or path in {"", ":memory:"} or "?" in path or "\0" in path:
        raise not_understood(text)
    return Path(unquote(path))


def _file(path: Path) -> Address:
    path = Path(os.path.abspath(path.expanduser()))  # noqa: PTH100 - resolve() would follow links
    if path.is_dir():
        raise Refusal(say("{path} is a folder, not a database file.", path=str(path)))
    return Address(EngineKind.SQLITE, f"sqlite:///{path.as_posix()}", path=path)


def not_understood(text: str) -> Refusal:
    """What to say of a text that names no database; shows no password."""
    return Refusal(
        say(
            "The database address {address} is not understood: give a file's path, "
            "sqlite:///path or postgresql://user@host/database.",
            address=without_password(text).replace("\0", "␀"),
        )
    )
