"""Writes tests/store/server/security.txt anew: the policies, rights and functions of a server."""

import sys
from pathlib import Path

import psycopg

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.postgres import Server  # noqa: E402 - found beside this folder
from tests.store.server.snapshot import snapshot  # noqa: E402
from tests.store.server.test_snapshot import FILE  # noqa: E402
from thirdring.store.address import parse_address  # noqa: E402
from thirdring.store.server.prepare import prepare  # noqa: E402
from thirdring.store.server.role_names import RoleNames  # noqa: E402


def main() -> None:
    """Make a center on a server of its own, and write down how it is secured."""
    server = Server()
    server.start()
    try:
        name = server.create()
        prepare(parse_address(server.url(name)))
        url = server.url(name).replace("+psycopg", "")
        with psycopg.connect(url) as connection:
            text = snapshot(connection, RoleNames.of(name))
        FILE.write_text(text, encoding="utf-8")
        print(f"{FILE.relative_to(ROOT)}: {len(text.splitlines())} lines")
    finally:
        server.remove()


if __name__ == "__main__":
    main()
