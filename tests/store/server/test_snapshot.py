"""The state of a secured database is the one that was looked at: tests/store/server/security.txt.

`scripts/freeze_security.py` writes the file anew; what changed in it is read before it is committed.
"""

from pathlib import Path

import pytest
from sqlalchemy import create_engine

from tests.store.server.conftest import Attacked
from tests.store.server.snapshot import snapshot
from thirdring.store.server.security import apply_security

pytestmark = pytest.mark.postgres
FILE = Path(__file__).with_name("security.txt")


def test_policies_rights_and_functions_are_as_they_were_looked_at(attacked: Attacked) -> None:
    found = snapshot(attacked.admin, attacked.logins.names)
    assert found.splitlines() == FILE.read_text("utf-8").splitlines()


def test_every_function_runs_as_the_owner_with_a_path_of_its_own_and_nobody_else_calls_it() -> None:
    text = FILE.read_text("utf-8")
    assert "INVOKER" not in text
    assert "NO SEARCH PATH" not in text
    assert "PUBLIC" not in text
    assert "SUPERUSER" not in text
    assert "\n# owners\ncenter_owner\n\n" in text
    assert "# tables without row security\n\n" in text


def test_made_again_it_is_the_same(attacked: Attacked) -> None:
    """As after an upgrade: an older policy, a grant by hand and a forgotten function are gone."""
    before = snapshot(attacked.admin, attacked.logins.names)
    owner, agent = attacked.logins.names.owner, attacked.logins.names.agent
    url = attacked.server.url(attacked.logins.database)
    engine = create_engine(url)
    with engine.begin() as connection:
        run = connection.exec_driver_sql
        run(f'SET LOCAL ROLE "{owner}"')
        run("CREATE POLICY old ON appeals USING (true)")
        run(f'GRANT DELETE ON events TO "{agent}"')
        run("CREATE FUNCTION thirdring_old() RETURNS int LANGUAGE sql AS 'SELECT 1'")
        apply_security(connection, attacked.logins.names)
    engine.dispose()
    assert snapshot(attacked.admin, attacked.logins.names) == before
