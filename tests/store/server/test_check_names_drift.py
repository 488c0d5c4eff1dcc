"""`server check` names each thing that is other than `server init` left it, in a sentence of its own."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import Connection, create_engine

from tests.postgres import Server, chosen
from tests.server_center import ServerCenter, found_center
from thirdring.domain.enums import Role
from thirdring.store.server.finding import Finding, State
from thirdring.store.server.report import report
from thirdring.store.server.role_names import RoleNames

pytestmark = pytest.mark.postgres

# What is done behind the program's back, the check that sees it, and what it says.
_HARM = {
    "DROP POLICY agent_select ON appeals": (
        "policies", "policy agent_select on public.appeals is missing"),
    "ALTER POLICY agent_select ON appeals USING (true)": (
        "policies", "policy agent_select on public.appeals was changed"),
    "CREATE POLICY mine ON staff USING (true)": (
        "policies", "policy mine on public.staff was added"),
    "ALTER TABLE appeals DISABLE ROW LEVEL SECURITY": (
        "grants", "table public.appeals has row security f, was t"),
    "GRANT DELETE ON events TO center_agent": (
        "grants", "table public.events: DELETE to center_agent was added"),
    "GRANT SELECT (password_hash) ON staff TO PUBLIC": (
        "grants", "column public.staff.password_hash: SELECT to public was added"),
    "REVOKE SELECT ON settings FROM center_hr": (
        "grants", "table public.settings: SELECT to center_hr is missing"),
    "GRANT CREATE ON SCHEMA public TO center_everyone": (
        "grants", "schema public: CREATE to center_everyone was added"),
    "GRANT TEMPORARY ON DATABASE center TO PUBLIC": (
        "grants", "database center: TEMPORARY to public was added"),
    "ALTER TABLE events DISABLE TRIGGER events_append_only": (
        "grants", "trigger events_append_only on events was changed"),
    "DROP TRIGGER thirdring_guard ON tickets": (
        "grants", "trigger thirdring_guard on tickets is missing"),
    "ALTER FUNCTION thirdring_actor() SET search_path = pg_temp": (
        "functions", 'function thirdring_actor() has settings {{search_path=pg_temp}}, '
        'was {{"search_path=public, pg_temp"}}'),
    "ALTER FUNCTION thirdring_actor() SECURITY INVOKER": (
        "functions", "function thirdring_actor() has definer f, was t"),
    "CREATE OR REPLACE FUNCTION thirdring_actor() RETURNS uuid LANGUAGE sql STABLE SECURITY DEFINER "
    "PARALLEL SAFE SET search_path = public, pg_temp AS 'SELECT id FROM staff LIMIT 1'": (
        "functions", "function thirdring_actor() has body "),
    "GRANT EXECUTE ON FUNCTION thirdring_add_counts(jsonb) TO PUBLIC": (
        "functions", "function thirdring_add_counts(jsonb): EXECUTE to public was added"),
    "ALTER TABLE tickets OWNER TO postgres": ("owners", "tickets: postgres"),
    "ALTER ROLE center_owner LOGIN": ("roles", "center_owner has LOGIN"),
    "ALTER ROLE center_backup NOBYPASSRLS": ("roles", "center_backup lacks BYPASSRLS"),
    "GRANT center_owner TO {lin}": (
        "administrators", "{lin} of the staff may act as an administrator of the database"),
    "GRANT center_backup TO {lin}": (
        "administrators", "{lin} of the staff may act as an administrator of the database"),
    "ALTER ROLE {lin} SUPERUSER": ("administrators", "{lin} of the staff is a superuser"),
    "ALTER ROLE {lin} BYPASSRLS": ("logins", "{lin} has powers over the server"),
    "GRANT pg_read_all_data TO {lin}": ("logins", "{lin} is in pg_read_all_data"),
    "GRANT center_supervisor TO {lin}": ("logins", "{lin} is in center_supervisor"),
    "REVOKE center_agent FROM {lin} GRANTED BY center_keeper": ("logins", "{lin} lacks center_agent"),
    "ALTER ROLE {lin} NOLOGIN": ("staff_without_login", "{lin}"),
    "CREATE ROLE stranger LOGIN IN ROLE center_everyone": ("login_without_staff", "stranger"),
    "SET LOCAL password_encryption = 'md5'; ALTER ROLE {lin} PASSWORD 'x'; "
    "SET LOCAL password_encryption = 'scram-sha-256'": (
        "scram", "the password of {lin} is kept as md5"),
    "SET LOCAL password_encryption = 'md5'": ("scram", "password_encryption md5"),
}  # fmt: skip


def _now() -> datetime:
    return datetime.now(UTC)


@pytest.fixture(scope="module")
def hired() -> dict[str, str]:
    """The agent, hired by the first test of the module."""
    return {}


@pytest.fixture
def admin(server_center: ServerCenter, hired: dict[str, str]) -> Iterator[Connection]:
    """As the superuser; what is done is taken back."""
    if not hired:
        hired["lin"] = server_center.hire(Role.AGENT, now=_now)
    engine = create_engine(server_center.url.replace("postgresql:", "postgresql+psycopg:"))
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def _findings(connection: Connection) -> dict[str, Finding]:
    found = report(connection, RoleNames.of("center"), _now)
    return {one.check: one for one in found}


@pytest.mark.parametrize("harm", _HARM)
def test_h5_each_drift_is_named(admin: Connection, hired: dict[str, str], harm: str) -> None:
    check, said = (one.format(**hired) for one in _HARM[harm])
    before = _findings(admin)[check]
    for statement in harm.format(**hired).split("; "):
        admin.exec_driver_sql(statement)
    found = _findings(admin)[check]
    assert said not in before.found.split("; ")
    assert found.state == State.WRONG
    assert any(one.startswith(said) for one in found.found.split("; ")), found.found
    assert found.advice is not None


@pytest.fixture
def own_server() -> Iterator[Server]:
    """A server nobody else has a connection to: it is stopped and started."""
    server = Server(durable=False, binaries=chosen())
    server.start()
    yield server
    server.remove()


def test_h5_a_server_without_tls_that_listens_to_others_is_wrong(own_server: Server) -> None:
    center = found_center(own_server, "center", _now)
    states: list[Any] = []
    for host in ("0.0.0.0", "127.0.0.1"):  # noqa: S104 - to be found wrong
        center.owner.engine.dispose()
        own_server.stop()
        own_server.host = host
        own_server.run()
        engine = create_engine(center.url.replace("postgresql:", "postgresql+psycopg:"))
        with engine.connect() as connection:
            states.append(_findings(connection)["tls"].state)
        engine.dispose()
    center.owner.close()
    assert states == [State.WRONG, State.NOTE]
