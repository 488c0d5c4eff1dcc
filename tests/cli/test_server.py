"""`server` on the command line, against a real PostgreSQL: set up, people, checks (H5)."""

import json
from datetime import UTC, datetime
from typing import Any

import psycopg
import pytest

from tests.postgres import Server
from tests.server_center import FIRST, OWNER, OWNER_PASSWORD, ServerCenter
from thirdring.cli.main import main
from thirdring.domain.enums import Role
from thirdring.store.address import parse_address
from thirdring.store.engine import open_store
from thirdring.store.server.prepare import prepare
from thirdring.usecases.opening import look_at

pytestmark = pytest.mark.postgres


def _now() -> datetime:
    return datetime.now(UTC)


@pytest.fixture(autouse=True)
def in_english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THIRDRING_LANGUAGE", "en")


class Line:
    """The command line of one person at one database."""

    def __init__(self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        self._capsys, self._monkeypatch = capsys, monkeypatch

    def __call__(
        self, url: str, *command: str, login: str | None = None, password: str | None = None
    ) -> tuple[int, Any, str]:
        """Exit code, what stdout says (from JSON), what stderr says."""
        with self._monkeypatch.context() as patch:
            if password is not None:
                patch.setenv("THIRDRING_PASSWORD", password)
            self._capsys.readouterr()
            who = ["--as", login] if login else []
            code = main(["--db", url, *who, "--format", "json", *command])
        said = self._capsys.readouterr()
        return code, json.loads(said.out) if said.out.strip() else None, said.err


@pytest.fixture
def line(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Line:
    return Line(capsys, monkeypatch)


def _plain(center: ServerCenter) -> str:
    return f"postgresql://127.0.0.1:{center.server.port}/{center.address.database}"


def test_init_makes_database_roles_and_the_first_account_once(
    postgres_server: Server, line: Line
) -> None:
    url = postgres_server.url("fresh").replace("+psycopg", "")
    init = ("server", "init", "--language", "en")
    code, made, said = line(url, *init)
    assert (code, made) == (1, None)
    assert "--company, --login" in said
    code, made, said = line(
        url, "setup", "--company", "C", "--login", "Wen", "--language", "en", password=FIRST
    )
    assert (code, made["login"], "password" in made) == (0, "wen", False)
    plain = f"postgresql://127.0.0.1:{postgres_server.port}/fresh"
    code, people, _ = line(plain, "staff", "list", login="wen", password=FIRST)
    assert (code, [(p["login"], p["has_password"]) for p in people]) == (0, [("wen", True)])
    with open_store(plain.replace("//", f"//wen:{FIRST}@")) as store:
        seen = look_at(store)  # as the desk of the only person there is
        assert (seen.set_up, seen.login) == (True, None)
    code, again, _ = line(url, *init, "--company", "Other", "--login", "other")
    assert code == 0
    assert (again["roles_made"], again["before"], "company" in again) == ([], again["after"], False)
    code, report, _ = line(url, "server", "check")
    assert (code, report["ok"]) == (0, True)
    postgres_server.drop("fresh")


def test_h5_no_password_reaches_the_server(
    server_center: ServerCenter, line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = server_center.server.folder / "log"
    server_center.run("ALTER SYSTEM SET log_statement = 'all'")
    server_center.run("SELECT pg_reload_conf()")
    monkeypatch.setenv("THIRDRING_NEW_PASSWORD", "Never-On-The-Wire-1")
    plain = _plain(server_center)
    added = line(plain, "server", "add-user", "--login", "quiet", "--name", "Q", "--role", "agent",
                 login=OWNER, password=OWNER_PASSWORD)  # fmt: skip
    reset = line(plain, "server", "reset-password", "quiet", login=OWNER, password=OWNER_PASSWORD)
    with server_center.at("quiet", "Never-On-The-Wire-1") as store:
        center = server_center.center(store, _now)
        from thirdring.usecases.manage_staff import change_own_password

        center.run(change_own_password, "Never-On-The-Wire-1", "Never-On-The-Wire-2")
    server_center.run("ALTER SYSTEM RESET log_statement")
    server_center.run("SELECT pg_reload_conf()")
    assert (added[0], reset[0]) == (0, 0)
    written = log.read_text(encoding="utf-8", errors="replace")
    assert "SCRAM-SHA-256$" in written  # the log was on
    assert "Never-On-The-Wire" not in written
    kept = server_center.ask("SELECT rolpassword FROM pg_authid WHERE rolname = 'quiet'")
    assert kept.startswith("SCRAM-SHA-256$")
    assert server_center.ask("SELECT password_hash FROM staff WHERE login = 'quiet'") is None


def test_a_made_password_is_shown_once_and_works(server_center: ServerCenter, line: Line) -> None:
    plain = _plain(server_center)
    code, added, said = line(
        plain, "staff", "add", "--login", "made", "--name", "M", "--role", "agent",
        login=OWNER, password=OWNER_PASSWORD,
    )  # fmt: skip
    assert code == 0
    assert added["roles"] == ["agent"]
    assert "shown this once" in said
    assert line(plain, "staff", "list", login="MADE", password=added["password"])[0] == 0
    names = server_center.ask(
        "SELECT array_agg(g.rolname ORDER BY g.rolname) FROM pg_auth_members m JOIN pg_roles g ON "
        "g.oid = m.roleid WHERE m.member = 'made'::regrole"
    )
    assert names == ["center_agent", "center_everyone"]
    # They are in the groups, and still can't become them.
    with psycopg.connect(server_center.url_of("made", added["password"])) as own:
        mine = ("center_agent", "center_everyone")
        sixteen = own.info.server_version >= 160_000  # before, one may, and gains nothing
        for group in (*(mine if sixteen else ()), "center_owner", "center_keeper"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                own.execute(f"SET ROLE {group}".encode())
            own.rollback()


@pytest.mark.parametrize(
    ("login", "said"),
    [
        ("postgres", "another role's name"),
        ("center_keeper", "another role's name"),
        ("pg_monitor", "keeps the name"),
        ("public", "keeps the name"),
        ("李" * 22, "63 bytes"),
    ],
)
def test_h5_no_login_takes_over_another_role(
    server_center: ServerCenter, line: Line, login: str, said: str
) -> None:
    before = server_center.ask("SELECT count(*) FROM staff")
    for person in ((None, None, server_center.url), (OWNER, OWNER_PASSWORD, _plain(server_center))):
        code, made, error = line(
            person[2], "server", "add-user", "--login", login, "--name", "X", "--role", "admin",
            login=person[0], password=person[1],
        )  # fmt: skip
        assert (code, made) == (1, None)
        assert said in error
    assert server_center.ask("SELECT count(*) FROM staff") == before


def test_only_administrators_keep_people(server_center: ServerCenter, line: Line) -> None:
    lin = server_center.hire(Role.SUPERVISOR, now=_now)
    plain = _plain(server_center)
    for command in (
        ("add-user", "--login", "x", "--name", "X", "--role", "admin"),
        ("remove-user", OWNER),
        ("reset-password", OWNER),
        ("init",),
    ):
        code, made, _ = line(plain, "server", *command, login=lin, password=FIRST)
        assert (code, made) == (1, None), command
    with psycopg.connect(server_center.url_of(lin, FIRST)) as own:
        for statement in (
            "SELECT thirdring_logins.follow('zhou', NULL)",
            "SELECT thirdring_logins.end_sessions('zhou')",
            "SELECT * FROM thirdring_logins.expected",
            "ALTER ROLE zhou NOLOGIN",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                own.execute(statement.encode())
            own.rollback()


def test_an_administrator_may_use_the_functions_only_for_what_they_are(
    server_center: ServerCenter,
) -> None:
    with psycopg.connect(server_center.url_of(OWNER, OWNER_PASSWORD)) as own:
        for statement, state in (
            ("SELECT thirdring_logins.follow('postgres', NULL)", "TR001"),
            ("SELECT thirdring_logins.follow('zhou', 'in clear')", "TR003"),
            ("SELECT thirdring_logins.follow('zhou', 'md5' || repeat('0', 32))", "TR003"),
            ("SELECT thirdring_logins.belong('zhou', 'center_owner', true)", "42501"),
            ("SELECT thirdring_logins.end_sessions('postgres')", "42501"),
            ("CREATE ROLE mine", "42501"),
        ):
            with pytest.raises(psycopg.Error) as refused:
                own.execute(statement.encode())
            assert refused.value.sqlstate == state
            own.rollback()


def test_who_is_removed_is_out_at_once_and_can_be_put_back(
    server_center: ServerCenter, line: Line
) -> None:
    lin = server_center.hire(Role.AGENT, Role.HR, now=_now)
    plain = _plain(server_center)
    with psycopg.connect(server_center.url_of(lin, FIRST), autocommit=True) as own:
        code, gone, _ = line(plain, "server", "remove-user", lin, login=OWNER,
                             password=OWNER_PASSWORD)  # fmt: skip
        assert (code, gone["active"]) == (0, False)
        with pytest.raises(psycopg.OperationalError):
            own.execute("SELECT 1")
    code, _, said = line(plain, "staff", "list", login=lin, password=FIRST)
    assert code == 1
    assert "taken out of use" in said
    _h5_the_old_password_does_not_come_back(server_center, line, lin)
    assert server_center.ask(
        "SELECT count(*) FROM pg_auth_members WHERE member = %s::regrole", lin
    ) == 3  # fmt: skip
    code, _, said = line(plain, "server", "remove-user", OWNER, login=OWNER,
                         password=OWNER_PASSWORD)  # fmt: skip
    assert code == 1
    assert "own account" in said


def _h5_the_old_password_does_not_come_back(center: ServerCenter, line: Line, lin: str) -> None:
    """Back in use there is no way in before a new one is given."""
    plain = _plain(center)
    kept = "SELECT rolpassword FROM pg_authid WHERE rolname = %s"
    code, _, said = line(plain, "server", "reset-password", lin, login=OWNER,
                         password=OWNER_PASSWORD)  # fmt: skip
    assert (code, "out of use" in said) == (1, True)
    assert line(center.url, "server", "reset-password", lin)[0] == 1
    code, back, said = line(plain, "staff", "reactivate", lin, login=OWNER,
                            password=OWNER_PASSWORD)  # fmt: skip
    assert (code, back["active"], back["has_password"]) == (0, True, False)
    assert "reset-password" in said
    assert center.ask(kept, lin) is None
    assert line(plain, "staff", "list", login=lin, password=FIRST)[0] == 1
    code, report, _ = line(center.url, "server", "check")
    wrong = [one for one in report["checks"] if one["state"] == "wrong"]
    assert (code, [(one["check"], one["found"]) for one in wrong]) == (
        1, [("staff_without_login", lin)],
    )  # fmt: skip
    assert line(center.url, "server", "init")[0] == 0  # puts right what can be, and that can't
    assert line(plain, "staff", "list", login=lin, password=FIRST)[0] == 1
    code, new, _ = line(plain, "server", "reset-password", lin, login=OWNER,
                        password=OWNER_PASSWORD)  # fmt: skip
    assert code == 0
    assert line(plain, "staff", "list", login=lin, password=new["password"])[0] == 0


def test_an_administrator_of_the_program_needs_no_other_role_to_keep_people(
    server_center: ServerCenter, line: Line, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    admin, plain = server_center.hire(Role.ADMIN, now=_now), _plain(server_center)

    def told(*command: str) -> Any:
        code, answer, said = line(plain, *command, login=admin, password=FIRST)
        assert code == 0, said
        return answer

    added = told("server", "add-user", "--login", "ren", "--name", "R", "--role", "agent")
    assert told("server", "reset-password", "ren")["password"] != added["password"]
    assert not told("server", "remove-user", "ren")["active"]
    back = told("staff", "reactivate", "ren")
    assert (back["active"], back["has_password"]) == (True, False)
    told("server", "reset-password", "ren")
    people = tmp_path / "people.csv"
    people.write_text(
        "login,name,role,password\nhan,H,agent,Low-Tide-Bridge-8\nshen,S,hr,\n", encoding="utf-8"
    )
    report = told("staff", "import", str(people))
    assert report["added"] == 2
    assert line(plain, "staff", "list", login="han", password="Low-Tide-Bridge-8")[0] == 0
    assert server_center.ask("SELECT count(*) FROM pg_roles WHERE rolname = 'shen'") == 0
    monkeypatch.setenv("THIRDRING_NEW_PASSWORD", "High-Tide-Bridge-9")
    assert "password" not in told("server", "reset-password", "shen")
    assert line(plain, "staff", "list", login="shen", password="High-Tide-Bridge-9")[0] == 0
    assert told("server", "check")["ok"]


def test_the_databases_administrator_keeps_people_without_an_account(
    server_center: ServerCenter, line: Line
) -> None:
    url, plain = server_center.url, _plain(server_center)
    code, added, _ = line(url, "server", "add-user", "--login", "dbas", "--name", "D", "--role",
                          "hr", "--department", "客服")  # fmt: skip
    assert code == 0
    assert line(plain, "staff", "list", login="dbas", password=added["password"])[0] == 0
    code, reset, _ = line(url, "server", "reset-password", "dbas")
    assert (code, reset["password"] != added["password"]) == (0, True)
    code, _, said = line(plain, "staff", "list", login="dbas", password=added["password"])
    assert (code, "refuses this login" in said) == (1, True)
    code, gone, _ = line(url, "server", "remove-user", "dbas")
    assert (code, gone["active"]) == (0, False)
    assert server_center.ask(
        "SELECT array_agg(verb ORDER BY at) FROM events WHERE detail->>'by' = "
        "'database_administrator' AND subject_id = (SELECT id FROM staff WHERE login = 'dbas')"
    ) == ["added", "password_reset", "deactivated"]
    code, _, said = line(url, "staff", "list")
    assert (code, "nobody of this center" in said) == (1, True)


def test_check_names_what_is_wrong(server_center: ServerCenter, line: Line) -> None:
    lin = server_center.hire(Role.AGENT, now=_now)
    other = server_center.hire(Role.AGENT, now=_now)
    for harm in (
        "DROP POLICY known ON staff_preferences" if _has_known(server_center) else
        "ALTER TABLE staff_preferences DISABLE ROW LEVEL SECURITY",
        f"GRANT SELECT ON staff TO {lin}",
        "ALTER FUNCTION thirdring_actor() SECURITY INVOKER",
        "ALTER ROLE center_agent CREATEDB",
        "CREATE TABLE stray (id int)",
        f"ALTER ROLE {lin} BYPASSRLS",
        f"DROP ROLE {other}",
        "CREATE ROLE stranger LOGIN IN ROLE center_everyone",
        "ALTER DATABASE center RESET log_error_verbosity",
    ):  # fmt: skip
        server_center.run(harm)
    code, report, said = line(server_center.url, "server", "check")
    wrong = {one["check"]: one for one in report["checks"] if one["state"] == "wrong"}
    for harm in (
        "DROP ROLE stranger", "DROP TABLE stray", f"ALTER ROLE {lin} NOBYPASSRLS",
        f"REVOKE ALL ON staff FROM {lin}",
    ):  # fmt: skip
        server_center.run(harm)
    assert (code, report["ok"]) == (1, False)
    assert set(wrong) >= {
        "grants", "functions", "roles", "owners", "logins", "login_without_staff",
        "staff_without_login", "log",
    }  # fmt: skip
    assert all(one["advice"] for one in wrong.values())
    assert "not as it should be" in said
    assert line(server_center.url, "server", "init")[0] == 0
    assert line(server_center.url, "server", "reset-password", other)[0] == 0
    _, report, _ = line(_plain(server_center), "server", "check", login=OWNER,
                        password=OWNER_PASSWORD)  # fmt: skip
    assert [one for one in report["checks"] if one["state"] == "wrong"] == []


def _has_known(center: ServerCenter) -> bool:
    return bool(
        center.ask("SELECT count(*) FROM pg_policies WHERE tablename = 'staff_preferences' "
                   "AND policyname = 'known'")
    )  # fmt: skip


def test_an_administrator_of_the_database_need_not_be_a_superuser(
    server_center: ServerCenter, line: Line
) -> None:
    """As on a managed server."""
    server_center.run("CREATE ROLE dba LOGIN CREATEROLE CREATEDB BYPASSRLS PASSWORD 'dba-pass-1'")
    server_center.run("GRANT pg_signal_backend TO dba WITH ADMIN OPTION")
    url = f"postgresql://dba:dba-pass-1@127.0.0.1:{server_center.server.port}/managed"
    init = ("server", "init", "--company", "C", "--login", "qiao")
    if server_center.ask("SHOW server_version_num") < "160000":
        code, _, said = line(url, *init)
        assert (code, 'CREATE ROLE "managed_backup" NOLOGIN BYPASSRLS' in said) == (1, True)
        server_center.run('CREATE ROLE "managed_backup" NOLOGIN BYPASSRLS')
    code, made, said = line(url, *init)
    assert code == 0, said
    code, report, _ = line(url, "server", "check")
    assert (code, report["ok"]) == (0, True)
    plain = url.replace("dba:dba-pass-1@", "")
    code, people, _ = line(plain, "staff", "list", login="qiao", password=made["password"])
    assert (code, len(people)) == (0, 1)
    server_center.server.drop("managed")


def test_an_older_center_is_the_administrators_to_upgrade(
    postgres_server: Server, line: Line
) -> None:
    from thirdring.store.upgrade import downgrade

    url = postgres_server.url("older").replace("+psycopg", "")
    prepare(parse_address(url))
    downgrade(url, "0003")
    code, _, said = line(url, "calls", "list")
    assert (code, "server init" in said) == (1, True)
    code, done, _ = line(url, "db", "upgrade")
    assert (code, done["before"]) == (0, "0003")
    postgres_server.drop("older")


def test_commands_of_a_file_and_of_a_server_name_each_other(line: Line, home: Any) -> None:
    code, _, said = line(str(home / "c.db"), "server", "check")
    assert (code, "thirdring staff" in said) == (1, True)
    code, _, said = line("postgresql://db.example.com/c?sslmode=disable", "calls", "list",
                         login="lin", password="x")  # fmt: skip
    assert (code, "--allow-plain" in said, "H5" in said) == (1, True, True)
    code, _, said = line("postgresql://127.0.0.1:1/c", "calls", "list")
    assert (code, "--as LOGIN" in said) == (1, True)
