"""Backups of a center on a server, restored into an empty database: the drill (H5)."""

import json
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from threading import Event
from typing import Any

import psycopg
import pytest
from sqlalchemy import text

from tests.cli.test_server import Line
from tests.server_center import FIRST, OWNER, OWNER_PASSWORD, ServerCenter
from thirdring.domain.enums import Role
from thirdring.domain.errors import NotPermitted, Refusal, Unavailable
from thirdring.domain.roles import Permission
from thirdring.store.address import Address, parse_address
from thirdring.store.digests import digests
from thirdring.store.server.dump import beside, bring_back, dump
from thirdring.store.server.programs import FOLDER, conninfo, program
from thirdring.store.server.soundness import problems
from thirdring.store.server.whole import everything

pytestmark = pytest.mark.postgres


def _now() -> datetime:
    return datetime.now(UTC)


@pytest.fixture
def center(server_center: ServerCenter, monkeypatch: pytest.MonkeyPatch) -> ServerCenter:
    """The shared center; the programs are its server's."""
    monkeypatch.setenv(FOLDER, str(server_center.server.programs))
    return server_center


def _other(center: ServerCenter) -> str:
    """The address of a database that is not there yet."""
    return center.url.replace("/center", "/other")


def _digests(address: Address) -> Any:
    with everything(address) as connection:
        return digests(connection)


def test_h5_in_the_drill_a_lost_center_is_worked_in_again(
    center: ServerCenter, tmp_path: Path
) -> None:
    """The same rows, the same rights, and who signed in before signs in again."""
    agent, file, seen = center.hire(Role.AGENT, now=_now), tmp_path / "night.dump", []
    made = dump(center.address, file, lambda done, total: seen.append((done, total)))
    assert made.tables == _digests(center.address)
    assert [done for done, _ in seen] == list(range(1, seen[0][1] + 1))
    center.server.drop("center")
    brought = bring_back(file, center.address)
    assert (brought.compared, brought.tables) == (True, made.tables)
    assert _digests(center.address) == made.tables
    with everything(center.address) as connection:
        assert problems(connection) == []
        known = "SELECT reltuples FROM pg_class WHERE oid = to_regclass('settings')"
        assert connection.scalar(text(known)) == made.tables["settings"].rows
    with center.at(agent, FIRST) as store:
        desk = center.center(store, _now)
        with pytest.raises(NotPermitted):
            desk.read(lambda ctx: ctx.require(Permission.MANAGE_CENTER))
    with center.at(OWNER, OWNER_PASSWORD) as store:
        center.center(store, _now).read(lambda ctx: ctx.require(Permission.MANAGE_CENTER))


def test_a_backup_goes_into_an_empty_database_only(center: ServerCenter, tmp_path: Path) -> None:
    file = tmp_path / "night.dump"
    before = dump(center.address, file).tables
    with pytest.raises(Refusal, match="is not empty"):
        bring_back(file, center.address)
    with pytest.raises(Refusal, match="exists already"):
        dump(center.address, file)
    assert _digests(center.address) == before


def test_what_does_not_arrive_as_it_was_is_told(center: ServerCenter, tmp_path: Path) -> None:
    file, other = tmp_path / "night.dump", center.address.in_database("other")
    dump(center.address, file)
    told = json.loads(beside(file).read_text())
    told["tables"]["staff"]["digest"] = "0" * 64
    beside(file).write_text(json.dumps(told))
    with pytest.raises(Unavailable, match="differs from the backup in staff"):
        bring_back(file, other)
    center.server.drop("other")
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(Unavailable, match="pg_restore failed"):
        bring_back(file, other)
    with psycopg.connect(_other(center)) as connection:
        tables = connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")
        assert tables.fetchone() == (0,)
    file.write_bytes(b"nothing of the kind")
    with pytest.raises(Unavailable, match="pg_restore failed"):
        bring_back(file, other)
    center.server.drop("other")


def test_h6_a_restore_killed_between_its_steps_is_completed_by_server_init(
    center: ServerCenter, tmp_path: Path, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """All rows are there, no rights yet. A role that somebody is just making holds it there."""
    line, agent, file = Line(capsys, monkeypatch), center.hire(Role.AGENT, now=_now), tmp_path / "n"
    monkeypatch.setenv("THIRDRING_LANGUAGE", "en")
    made, url = dump(center.address, file), center.url.replace("/center", "/torn")
    with psycopg.connect(center.server.admin_dsn) as holder:
        holder.execute('CREATE ROLE "torn_owner" NOLOGIN')
        with subprocess.Popen(
            [sys.executable, "-P", "-m", "thirdring", "--db", url, "db", "restore", str(file)],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        ) as child:  # fmt: skip
            try:
                _until_it_waits(center, holder.info.backend_pid, child)
            finally:
                child.kill()
        holder.rollback()
    code, _, said = line(url, "db", "restore", str(file))
    assert (code, "server init" in said) == (1, True), said
    agents = url.replace(center.url.split("//")[1].split("@")[0], f"{agent}:{FIRST}")
    assert line(agents, "db", "info")[0] == 1  # nobody comes in before it is whole
    code, done, said = line(url, "server", "init")
    assert (code, done["before"]) == (0, made.revision), said
    assert _digests(parse_address(url)) == made.tables
    assert line(url, "db", "check")[1]["problems"] == []
    center.server.drop("torn")


def _until_it_waits(center: ServerCenter, pid: int, child: "subprocess.Popen[bytes]") -> None:
    """For what the backend `pid` holds."""
    waiting, pause = "SELECT count(*) FROM pg_locks WHERE %s = ANY (pg_blocking_pids(pid))", Event()
    for _ in range(1_000):
        if center.ask(waiting, pid):
            return
        assert child.poll() is None, "it ended without asking for the role"
        pause.wait(0.05)
    pytest.fail("it never came to the second step")


def test_a_backup_that_is_stopped_leaves_no_file(center: ServerCenter, tmp_path: Path) -> None:
    def stop(_done: int, _total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        dump(center.address, tmp_path / "night.dump", stop)
    assert list(tmp_path.glob("night*")) == []


def test_h5_the_backup_role_reads_everything_and_nobody_else(
    center: ServerCenter, tmp_path: Path
) -> None:
    center.run("CREATE ROLE center_nightly LOGIN PASSWORD 'Long-Enough-77' IN ROLE center_backup")
    nightly = center.address.as_login("center_nightly", "Long-Enough-77")
    assert dump(nightly, tmp_path / "night.dump").tables == _digests(center.address)
    with psycopg.connect(nightly.conninfo, password=nightly.password) as connection:
        connection.execute("SET ROLE center_backup")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("DELETE FROM staff")
    with pytest.raises(NotPermitted, match="backup role"):
        dump(parse_address(center.url_of(OWNER, OWNER_PASSWORD)), tmp_path / "own.dump")
    with pytest.raises(NotPermitted, match="administrator can restore"):
        bring_back(tmp_path / "night.dump", nightly)
    center.run("DROP ROLE center_nightly")


def test_a_program_never_sees_the_password_in_its_arguments(center: ServerCenter) -> None:
    found = replace(program("pg_dump", 15), version=18)
    said = conninfo(center.address, found)
    assert center.server.password not in said
    assert "dbname=center" in said
    away = parse_address("postgresql://bao:Hush@db.example.com/thirdring?sslrootcert=/ca.pem")
    assert "sslmode=verify-full" in conninfo(away, found)
    older = replace(found, version=15)
    assert "require_auth" in conninfo(away, found)
    assert "require_auth" not in conninfo(away, older)
    assert "Hush" not in conninfo(away, found)


def test_programs_that_do_not_fit_are_named(
    center: ServerCenter, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    there = program("pg_dump", 15).version
    assert program("pg_dump", there).version == there
    with pytest.raises(Unavailable, match=f"is of version {there}, the server of version 19"):
        program("pg_dump", 19)
    monkeypatch.setenv(FOLDER, str(tmp_path))
    with pytest.raises(Unavailable, match="postgresql-client-18"):
        program("pg_dump", 18)


def test_check_finds_what_was_done_behind_the_programs_back(
    center: ServerCenter, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    line = Line(capsys, monkeypatch)
    monkeypatch.setenv("THIRDRING_LANGUAGE", "en")
    code, found, _ = line(center.url, "db", "check")
    assert (code, found["problems"]) == (0, [])
    center.run(
        "SET session_replication_role = replica; "
        "INSERT INTO staff_roles VALUES (gen_random_uuid(), 'agent'); "
        "INSERT INTO monthly_complaint_counts (month, subject_kind, subject_key, channel, received, "
        "counted) VALUES ('2026-11', 'center', '', 'phone', 1, 1); "
        "GRANT DELETE ON events TO center_agent"
    )
    code, found, said = line(center.url, "db", "check")
    center.run(
        "SET session_replication_role = replica; "
        "DELETE FROM staff_roles WHERE staff_id NOT IN (SELECT id FROM staff); "
        "DELETE FROM monthly_complaint_counts; REVOKE DELETE ON events FROM center_agent"
    )
    assert code == 1
    assert found["problems"] == [
        "1 rows have no parent by fk_staff_roles_staff_id_staff",
        "the counts of 2026-11 center  phone are {'received': 1, 'counted': 1}, recounted None",
        "not ours: table public.events: DELETE to center_agent",
    ]
    assert "server init" in said


def test_backup_and_restore_by_command(
    center: ServerCenter, tmp_path: Path, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    line = Line(capsys, monkeypatch)
    monkeypatch.setenv("THIRDRING_LANGUAGE", "en")
    file = str(tmp_path / "night.dump")
    code, made, _ = line(center.url, "db", "backup", file)
    assert (code, made["tables"]["settings"] > 0) == (0, True)
    code, brought, said = line(_other(center), "db", "restore", file)
    assert (code, brought["compared"], brought["digests"]) == (0, True, made["digests"]), said
    center.server.drop("other")
