"""`callbacks list | show | keep | hand-over` and `staff absent`, as programs outside call them."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from thirdring.cli.main import main

CALL = {
    "number": "13812345678", "name": "王雅琴", "title": "ms", "address": "东湖区文景路 88 号",
    "hung_up_by": "customer", "category": "delivery", "raised": "沙发至今未到", "read_back": True,
    "outcome": "callback", "callback": {"minutes": 20, "about": "送货时间"},
}  # fmt: skip


class Cli:
    """Runs commands; `json` gives what went to stdout back."""

    def __init__(self, capsys: pytest.CaptureFixture[str], folder: Path) -> None:
        self._capsys = capsys
        self._file = folder / "call.json"

    def json(self, *command: str) -> Any:
        self._capsys.readouterr()
        assert main(["--format", "json", *command]) == 0, self._capsys.readouterr().err
        return json.loads(self._capsys.readouterr().out)

    def refused(self, *command: str) -> str:
        self._capsys.readouterr()
        assert main([*command]) == 1
        return self._capsys.readouterr().err

    def promise(self, *who: str, **changes: Any) -> str:
        self._file.write_text(json.dumps(CALL | changes), encoding="utf-8")
        return str(self.json(*who, "calls", "log", str(self._file))["callback"]["id"])


@pytest.fixture
def cli(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Cli:
    monkeypatch.setenv("THIRDRING_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("THIRDRING_PASSWORD", "")
    monkeypatch.setenv("THIRDRING_LANGUAGE", "en")
    assert main(["setup", "--company", "C", "--login", "boss", "--language", "en"]) == 0
    for login in ("lin", "chen"):
        command = ["--as", "boss", "staff", "add", "--login", login, "--name", login]
        assert main([*command, "--role", "agent"]) == 0
    return Cli(capsys, tmp_path)


def test_listed_shown_and_kept_with_the_contracts_keys(cli: Cli) -> None:
    promised = cli.promise("--as", "lin")
    (line,) = cli.json("--as", "lin", "callbacks", "list")
    assert (line["id"], line["number"], line["name"], line["about"], line["owner"]) == (
        promised, "13812345678", "王雅琴", "送货时间", "lin",
    )  # fmt: skip
    assert line["ticket"].startswith("E")
    assert line["created_at"]
    assert [(c["rule"], c["state"]) for c in line["clocks"]] == [("C2", "running")]
    assert cli.json("--as", "lin", "callbacks", "list", "--overdue") == []
    missed = cli.json("--as", "lin", "callbacks", "keep", promised, "--result", "not_reached")
    assert (missed["tries"], missed["state"], missed["due_at"]) == (1, "open", line["due_at"])
    told = (datetime.now(UTC) + timedelta(minutes=25)).isoformat()
    again = cli.json(
        "--as", "lin", "callbacks", "keep", promised, "--result", "progress", "--next", told,
        "--note", "仓库在查",
    )  # fmt: skip
    assert datetime.fromisoformat(again["due_at"]) == datetime.fromisoformat(told)
    done = cli.json("--as", "lin", "callbacks", "keep", promised, "--result", "done")
    assert (done["state"], [c["state"] for c in done["clocks"]]) == ("done", ["met", "met"])
    shown = cli.json("--as", "lin", "callbacks", "show", promised)
    assert [a["result"] for a in shown["attempts"]] == ["not_reached", "progress", "done"]
    assert cli.json("--as", "lin", "callbacks", "list") == []
    assert [row["id"] for row in cli.json("--as", "lin", "callbacks", "list", "--kept")] == [
        promised
    ]


def test_what_the_rules_refuse_is_one_line_with_the_rule(cli: Cli) -> None:
    promised = cli.promise("--as", "lin")
    keep = ("--as", "lin", "callbacks", "keep", promised, "--result")
    assert "(C3)" in cli.refused(*keep, "progress")
    late = (datetime.now(UTC) + timedelta(hours=5)).isoformat()
    assert "(C2)" in cli.refused(*keep, "progress", "--next", late)
    assert cli.json(*keep, "progress", "--next", late, "--reason", "客户要开会")["reason"]
    assert "(C4)" in cli.refused(*keep, "escalated")
    assert cli.refused(*keep, "progress", "--next", "soon").count("\n") == 1
    assert "“x”" in cli.refused("--as", "lin", "callbacks", "keep", "x", "--result", "done")
    assert "(C10)" in cli.refused("--as", "chen", "callbacks", "keep", promised, "--result", "done")
    assert main([*keep, "perhaps"]) == 2
    assert main(["--as", "lin", "callbacks", "list", "--view", "theirs"]) == 2


def test_masked_lists_tell_nobody_who_it_is(cli: Cli) -> None:
    cli.promise("--as", "lin")
    (line,) = cli.json("--as", "lin", "--masked", "callbacks", "list")
    assert (line["name"], line["number"]) == ("王**", "138****5678")


def test_c6_absent_lists_what_is_owed_and_hand_over_moves_it(cli: Cli) -> None:
    promised = cli.promise("--as", "lin")
    owed = cli.json("--as", "boss", "staff", "absent", "lin", "--until", "2099-01-01")
    assert (owed["login"], [c["id"] for c in owed["callbacks"]]) == ("lin", [promised])
    assert owed["callbacks"][0]["owner_absent"] is True
    assert owed["tickets"][0]["number"].startswith("E")
    hand = ("--as", "boss", "callbacks", "hand-over", "--from", "lin", "--to", "chen", "--reason")
    assert "(C10)" in cli.refused(*hand, "")
    moved = cli.json(*hand, "病假", "--with-tickets")
    assert (moved["count"], moved["callbacks"], moved["left"]) == (1, [promised], [])
    assert moved["tickets"] == [owed["tickets"][0]["number"]]
    (line,) = cli.json("--as", "chen", "callbacks", "list", "--view", "mine")
    assert (line["owner"], line["owner_absent"]) == ("chen", False)
    back = cli.json("--as", "boss", "staff", "absent", "lin", "--back")
    assert back["absent_from"] is None
    assert main(["--as", "lin", *hand[2:], "太忙"]) == 1
