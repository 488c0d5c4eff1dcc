"""What a failed connection says: one sentence each, in the server's language too."""

import re
import socket
from collections.abc import Iterator
from typing import Any

import pytest
from psycopg import OperationalError

from tests.postgres import Server
from tests.tcp_proxy import TcpProxy
from thirdring.domain.errors import NotLetIn, Unavailable
from thirdring.store.address import parse_address
from thirdring.store.engine import open_store
from thirdring.store.errors import explain
from thirdring.store.server import connect_errors as said
from thirdring.store.server.connect_errors import last_words, of_failed_connection
from thirdring.store.server.prepare import prepare
from thirdring.store.upgrade import upgrade

_TO = 'connection failed: connection to server at "10.0.0.7", port 5432 failed: '


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("failed to resolve host 'db.exmaple.com': [Errno -2] Name or service not known",
         said.UNKNOWN_HOST),
        (_TO + "Connection refused\n\tIs the server running?", said.GONE),
        (_TO + "timeout expired", said.SLOW),
        (_TO + 'FATAL:  password authentication failed for user "li"', said.REFUSES),
        (_TO + '致命错误:  用户 "li" Password 认证失败', said.REFUSES),
        (_TO + "fe_sendauth: no password supplied", said.REFUSES),
        (_TO + 'FATAL:  role "li" is not permitted to log in', said.NO_LOGIN),
        (_TO + '致命错误:  不允许角色"li" 进行登录', said.NO_LOGIN),
        (_TO + 'FATAL:  database "center" does not exist', said.NO_DATABASE),
        (_TO + '致命错误:  数据库 "center" 不存在', said.NO_DATABASE),
        (_TO + 'FATAL:  permission denied for database "center"', said.NO_RIGHT),
        (_TO + '致命错误:  访问数据库"center"的权限不够', said.NO_RIGHT),
        (_TO + "FATAL:  sorry, too many clients already", said.FULL),
        (_TO + "致命错误:  对不起, 已经有太多的客户", said.FULL),
        (_TO + 'FATAL:  too many connections for role "li"', said.FULL),
        (_TO + "FATAL:  remaining connection slots are reserved for roles with the SUPERUSER",
         said.FULL),
        (_TO + "SSL error: certificate verify failed", said.WRONG_CERTIFICATE),
        (_TO + 'server certificate for "a" does not match host name "b"', said.WRONG_CERTIFICATE),
        (_TO + 'root certificate file "/x.pem" does not exist', said.NO_ROOTS),
        (_TO + "server does not support SSL, but SSL was required", said.NOT_TLS),
        (_TO + 'FATAL:  no pg_hba.conf entry for host "10.0.0.8", user "li", database "c", '
         "no encryption", said.NOT_LET_IN),
        (_TO + 'authentication method requirement "!password,!md5" failed: server requested a '
         "cleartext password", said.WEAK_SIGN_IN),
        (_TO + "FATAL:  SASL authentication failed", said.REFUSES),
        (_TO + "FATAL:  no such user: li", said.REFUSES),
        (_TO + "FATAL:  SSL required", said.NOT_LET_IN),
        (_TO + "FATAL:  no more connections allowed (max_client_conn)", said.FULL),
        (_TO + "FATAL:  unsupported startup parameter: options", said.POOLER),
        ('connection is bad: invalid sslmode value: "banana"', said.BAD_ADDRESS),
        (_TO + "server closed the connection unexpectedly", said.GONE),
    ],
)  # fmt: skip
def test_each_kind_of_failure_has_its_sentence(words: str, sentence: str) -> None:
    assert of_failed_connection(words) == sentence


def test_the_cause_stays_short_and_in_one_line() -> None:
    assert last_words(_TO + "SSL error: certificate verify failed\nmore") == (
        "certificate verify failed"
    )
    assert last_words("") == ""
    assert len(last_words("x" * 500)) <= 120


class Dressed(TcpProxy):
    """A way to a real server that gives itself out as another version."""

    says = b""

    def _pieces(self, pair: Any, end: socket.socket) -> Iterator[bytes]:
        for data in super()._pieces(pair, end):
            yield _VERSION.sub(lambda found: self.says.ljust(len(found[0])), data)


# Its length is said before it, and stays: a distribution's server adds its own name.
_VERSION = re.compile(rb"(?<=server_version\0)\d\d\.[^\0]+(?=\0)")


@pytest.mark.postgres
def test_a_server_that_is_too_old_says_so_by_every_way_in(
    migrated_postgres_url: str, postgres_server: Server
) -> None:
    with Dressed(("127.0.0.1", postgres_server.port)) as between:
        url = between.url(migrated_postgres_url)
        for says in (b"15.0", b"18.4"):
            between.says = says
            open_store(parse_address(url)).close()
        between.says = b"14.9"
        for way_in in (open_store, prepare, upgrade):
            with pytest.raises(Unavailable, match="PostgreSQL 15 or newer"):
                way_in(parse_address(url))


def test_who_is_not_let_in_is_told_apart_from_a_server_that_is_away() -> None:
    address = parse_address("postgresql://li@db/center")
    wrong = explain(OperationalError(_TO + "FATAL:  password authentication failed"), address)
    assert isinstance(wrong, NotLetIn)
    assert not wrong.lacks_password
    none = explain(OperationalError(_TO + "fe_sendauth: no password supplied"), address)
    assert isinstance(none, NotLetIn)
    assert none.lacks_password
    away = explain(OperationalError(_TO + "Connection refused"), address)
    assert type(away) is Unavailable
