"""`--format`, `--as`, `--db` and `--masked` count before the subcommand and after it."""

import json
from pathlib import Path

import pytest

from thirdring.cli.main import main
from thirdring.cli.session import Session
from thirdring.domain.enums import Language
from thirdring.i18n import use_language
from thirdring.store.address import parse_address


@pytest.fixture
def center(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("THIRDRING_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("THIRDRING_PASSWORD", "")
    monkeypatch.setenv("THIRDRING_LANGUAGE", "en")
    assert main(["setup", "--company", "C", "--login", "boss", "--language", "en"]) == 0
    return tmp_path


@pytest.mark.parametrize(
    "command",
    [
        ["--format", "json", "staff", "list"],
        ["staff", "--format", "json", "list"],
        ["staff", "list", "--format", "json"],
        ["--format", "csv", "staff", "list", "--format=json", "--as", "boss", "--masked"],
    ],
)
def test_the_format_may_stand_anywhere(
    center: Path, capsys: pytest.CaptureFixture[str], command: list[str]
) -> None:
    capsys.readouterr()
    assert main(command) == 0
    assert [row["login"] for row in json.loads(capsys.readouterr().out)] == ["boss"]


def test_another_database_and_person_after_the_command(
    center: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = str(center / "other.db")
    assert main(["setup", "--company", "D", "--login", "ann", "--db", other]) == 0
    capsys.readouterr()
    assert main(["staff", "list", "--db", other, "--format", "json"]) == 0
    assert [row["login"] for row in json.loads(capsys.readouterr().out)] == ["ann"]
    assert main(["staff", "list", "--as", "nobody"]) == 1


def test_another_options_value_is_not_taken_for_one(
    center: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert main(["calls", "list", "--search", "--masked"]) == 0
    assert main(["tickets", "show", "--", "--masked"]) == 1
    assert "--masked" in capsys.readouterr().err


@pytest.mark.parametrize(
    "command",
    [
        ["tickets", "list", "--kind", "gift"],
        ["tickets", "list", "--status", "lost"],
        ["staff", "list", "--format", "xml"],
        ["import", "calls", "x.csv", "--date-order", "dym"],
    ],
)
def test_a_word_that_an_option_does_not_know_is_wrong_usage(
    center: Path, capsys: pytest.CaptureFixture[str], command: list[str]
) -> None:
    assert main(command) == 2
    assert "is none of" in capsys.readouterr().err


@pytest.mark.parametrize("login", ["<img>", "a\u200bb", "a b", "", "x" * 65, "a/b", "a\u202eb"])
def test_a_login_is_letters_digits_and_a_few_signs(
    center: Path, capsys: pytest.CaptureFixture[str], login: str
) -> None:
    other = center / "new.db"
    assert main(["--db", str(other), "setup", "--company", "D", "--login", login]) == 1
    assert len(capsys.readouterr().err.splitlines()) == 1
    assert not other.exists()


@pytest.mark.parametrize("db", ["postgresql://db/x", "postgres://lin@db/x?sslmode=prefer"])
def test_h5_leave_to_go_unencrypted_reaches_the_desk_which_reads_addresses_itself(db: str) -> None:
    allowed = parse_address(Session(db=db, allow_plain=True).named)
    assert allowed.allow_plain
    assert allowed.conninfo == parse_address(db).conninfo
    assert not parse_address(Session(db=db).named).allow_plain
    assert Session(db="center.db", allow_plain=True).named == "center.db"


@pytest.mark.parametrize("login", ["林晓梅", "lin.xiao-mei_2@home", "Ünal", "हिन्दी"])
def test_a_login_may_be_of_any_script(center: Path, login: str) -> None:
    other = str(center / "new.db")
    assert main(["--db", other, "setup", "--company", "D", "--login", login]) == 0


def test_a_ticket_without_a_number_is_asked_for(
    center: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert main(["tickets", "show", " "]) == 1
    assert "Say which ticket" in capsys.readouterr().err


def test_h5_a_refusal_names_the_deed_in_words(
    center: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["staff", "add", "--login", "he", "--name", "He", "--role", "hr"]) == 0
    capsys.readouterr()
    assert main(["--as", "he", "calls", "list"]) == 1
    assert capsys.readouterr().err == "Your role does not allow this: see calls.\n"


def test_h6_a_backup_may_be_named_from_here_and_needs_the_role_of_who_is_named(
    center: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(center)
    assert main(["db", "backup", "copy.db"]) == 0
    assert main(["staff", "add", "--login", "he", "--name", "He", "--role", "hr"]) == 0
    capsys.readouterr()
    assert main(["--as", "he", "db", "restore", "copy.db"]) == 1
    assert "back up and restore" in capsys.readouterr().err
    assert main(["db", "restore", "copy.db"]) == 0
    assert main(["--as", "he", "calls", "list"]) == 1  # the backup was made before they came


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["tickets", "list", "--limt", "3"], "没有选项 --limt；可用的有 --limit。"),
        (["tickets", "list", "--limit", "x"], "--limit 应为整数。"),
        (["tickets", "list", "--limit"], "--limit 后面要跟一个值。"),
        (["tickets", "list", "one", "two"], "此处多余：one two。"),
        (["nosuch"], "没有命令 nosuch。"),
        (["calls", "show"], "缺少 ID。"),
        (["policy", "set", "a", "b"], "缺少 --reason。"),
    ],
)
def test_wrong_usage_is_said_in_the_language_of_the_terminal(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.delenv("THIRDRING_LANGUAGE", raising=False)
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    try:
        assert main(arguments) == 2
    finally:
        use_language(Language.EN)
    lines = capsys.readouterr().err.splitlines()
    assert lines[0] == said
    assert not [line for line in lines if line.startswith(("Usage", "Try", "Error"))]
