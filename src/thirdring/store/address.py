"""Where the center's database is: a file on this machine, or a PostgreSQL server."""

import os
import re
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from urllib.parse import unquote

from thirdring.domain.errors import Refusal, say

DATABASE_FILE = "center.db"

_POSTGRES = re.compile(r"^(postgres|postgresql|postgresql\+psycopg)://", re.IGNORECASE)
_SCHEME = re.compile(r"^[A-Za-z][A-Za-z0-9+.-]+://")
_USER_PASSWORD = re.compile(r"(?<=://)(?P<user>[^/?#@]*?):[^/?#]*(?=@)")
# A password with / ? or # in it is no valid address, but it must not be shown for that.
_BROKEN_PASSWORD = re.compile(r"(?<=://)(?P<user>[^/?#@:]*):.*(?=@)", re.DOTALL)
_QUERY_PASSWORD = re.compile(r"(?P<name>[?&](?:ssl)?password=)[^&#]*", re.IGNORECASE)


class EngineKind(StrEnum):
    SQLITE = "sqlite"
    POSTGRESQL = "postgresql"


@dataclass(frozen=True, slots=True)
class Address:
    """One database. `path` is absolute and set for SQLite only; `conninfo` (what libpq takes, with
    the password, hence out of the repr) for PostgreSQL only; `shown` may stand in any message.
    """

    kind: EngineKind
    shown: str
    path: Path | None = None
    conninfo: str = field(default="", repr=False)

    def __str__(self) -> str:
        return self.shown

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
        conninfo = _POSTGRES.sub("postgresql://", text)
        return Address(EngineKind.POSTGRESQL, without_password(conninfo), conninfo=conninfo)
    if text.startswith("sqlite:"):
        return _file(_path_of_sqlite_url(text))
    if _SCHEME.match(text) or "\0" in text or text == ":memory:":
        raise _not_understood(text)
    return _file(Path(text))


def _path_of_sqlite_url(text: str) -> Path:
    path = text.removeprefix("sqlite:///")
    if path == text or path in {"", ":memory:"} or "?" in path or "\0" in path:
        raise _not_understood(text)
    return Path(unquote(path))


def _file(path: Path) -> Address:
    path = Path(os.path.abspath(path.expanduser()))  # noqa: PTH100 - resolve() would follow links
    if path.is_dir():
        raise Refusal(say("{path} is a folder, not a database file.", path=str(path)))
    return Address(EngineKind.SQLITE, f"sqlite:///{path.as_posix()}", path=path)


def _not_understood(text: str) -> Refusal:
    return Refusal(
        say(
            "The database address {address} is not understood: give a file's path, "
            "sqlite:///path or postgresql://user@host/database.",
            address=without_password(text).replace("\0", "␀"),
        )
    )
