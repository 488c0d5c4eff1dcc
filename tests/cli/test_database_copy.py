"""`db copy` on the command line, with the sample center: to a server, worked in there, and back (H5)."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

from tests.cli.test_server import Line
from tests.postgres import Server
from thirdring.domain.enums import Language
from thirdring.store.engine import open_store
from thirdring.store.tables import Staff
from thirdring.store.upgrade import upgrade
from thirdring.usecases.fill_demo import DEMO_PASSWORD, fill_demo

pytestmark = pytest.mark.postgres
NOON = datetime(2026, 11, 25, 4, tzinfo=UTC)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A file with a small sample center; it is only copied."""
    file = str(tmp_path_factory.mktemp("sample") / "sample.db")
    upgrade(file)
    with open_store(file) as store:
        fill_demo(store, tickets=60, calls=120, language=Language.EN, now=NOON)
        with store.begin_write() as session:  # other tests' people are on the same server
            session.execute(update(Staff).values(login="moved." + Staff.login))
    return file


def test_h5_a_center_moves_to_a_server_and_back(
    sample: str, postgres_server: Server, tmp_path: Path, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    line = Line(capsys, monkeypatch)
    monkeypatch.setenv("THIRDRING_LANGUAGE", "en")
    url = postgres_server.url("moved").replace("+psycopg", "")
    found = _tickets(line, sample, "moved.lin", DEMO_PASSWORD)
    assert found

    code, there, said = line(sample, "db", "copy", sample, url)
    assert (code, there["copied"]) == (0, True), said
    assert "moved.lin" in there["without_login"]
    assert "server reset-password" in said
    code, again, said = line(sample, "db", "copy", sample, url)
    assert (code, again["copied"], again["tables"]) == (0, False, there["tables"])

    _, given, _ = line(url, "server", "reset-password", "moved.lin")
    plain = f"postgresql://127.0.0.1:{postgres_server.port}/moved"
    assert _tickets(line, plain, "moved.lin", given["password"]) == found
    code, found_well, said = line(url, "db", "check")
    assert (code, found_well["problems"]) == (0, []), said
    assert line(url, "server", "reset-password", "moved.zhao")[0] == 0

    back = str(tmp_path / "back.db")
    code, _, said = line(sample, "db", "copy", url, sample)
    assert (code, "this center already" in said) == (1, True)
    code, came, said = line(sample, "db", "copy", url, back, "--encrypt")
    assert (code, came["copied"]) == (0, True), said
    monkeypatch.setenv("THIRDRING_KEY", came["recovery_key"])
    assert _tickets(line, back, "moved.lin", DEMO_PASSWORD) == found
    postgres_server.drop("moved")


def _tickets(line: Line, url: str, login: str, password: str) -> list[Any]:
    code, found, said = line(
        url, "tickets", "list", "--view", "all", login=login, password=password
    )
    assert code == 0, said
    return [one["number"] for one in found]


def test_what_can_not_be_copied_is_refused_in_a_sentence(
    sample: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    line = Line(capsys, monkeypatch)
    monkeypatch.setenv("THIRDRING_LANGUAGE", "en")
    nowhere = str(tmp_path / "nowhere.db")
    for command, words in (
        ((nowhere, sample), "There is no database at"),
        ((sample, sample), "onto itself"),
        ((sample, sample, "--encrypt"), "exists already"),
        ((sample, "postgresql://db.example.com/center"), "--as LOGIN"),
    ):
        code, answer, said = line(sample, "db", "copy", *command)
        assert (code, answer) == (1, None)
        assert words in said
    assert not Path(nowhere).exists()
