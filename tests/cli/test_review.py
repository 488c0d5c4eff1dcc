"""`review` as an outsider uses it: a press call decided, several cases at once, what is refused."""

import json
from pathlib import Path
from typing import Any

import pytest

from thirdring.cli.main import main

CALL = {
    "number": "138 1234 5678", "name": "王雅琴", "title": "ms", "address": "东湖区文景路 88 号",
    "rings": 2, "category": "delivery", "raised": "沙发至今未到，请回 13812345678", "answer": "去核实",
    "read_back": True, "hung_up_by": "customer", "outcome": "escalated",
    "started_at": "2026-11-22T11:50:00", "answered_at": "2026-11-22T11:50:08",
    "ended_at": "2026-11-22T11:55:00", "wrapped_up_at": "2026-11-22T11:56:00",
}  # fmt: skip


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:
    """`run(*arguments)`: exit code, what stdout held as JSON, what stderr said."""
    monkeypatch.setenv("THIRDRING_HOME", str(tmp_path))
    monkeypatch.setenv("THIRDRING_PASSWORD", "")
    monkeypatch.setenv("THIRDRING_LANGUAGE", "en")

    def command(*arguments: str) -> tuple[int, Any, str]:
        capsys.readouterr()
        code = main(["--as", "boss", "--format", "json", *arguments])
        said = capsys.readouterr()
        return code, json.loads(said.out) if said.out else None, said.err

    assert main(["setup", "--company", "C", "--login", "boss", "--language", "en"]) == 0
    assert main(["staff", "add", "--login", "lin", "--name", "Lin", "--role", "agent"]) == 0
    calls = tmp_path / "calls.json"
    calls.write_text(json.dumps([CALL | {"source_id": str(n)} for n in range(3)]))
    assert command("calls", "log", str(calls))[0] == 0
    return command


def test_c4_the_queue_is_listed_and_decided(run: Any) -> None:
    code, rows, _ = run("review", "list")
    assert (code, len(rows)) == (0, 3)
    first = rows[0]
    assert (first["kind"], first["rule"], first["level"], first["state"]) == (
        "difficult", "C4", 1, "open",
    )  # fmt: skip
    assert (first["name"], first["sent_by"], first["decision"]) == ("王雅琴", "boss", None)
    assert "take_over" in first["may"]
    code, row, _ = run("review", "decide", first["id"], "--decision", "take_over")
    assert (code, row["state"], row["owner"], row["decision"]) == (0, "taken", "boss", "take_over")
    code, row, _ = run("review", "decide", first["id"], "--decision", "return", "--plan", "换货")
    assert (row["state"], row["plan"]) == ("returned", "换货")
    assert row["report_due_at"].endswith("+08:00")
    code, row, _ = run("review", "show", first["id"])
    assert (code, row["plans"][0]["text"], row["recipients"]) == (0, "换货", [])
    code, row, _ = run("review", "report-back", first["id"], "--note", "已告知")
    assert (code, row["state"]) == (0, "closed")
    assert len(run("review", "list")[1]) == 2


def test_c4_several_ids_are_reported_one_by_one(run: Any) -> None:
    ids = [row["id"] for row in run("review", "list")[1]]
    unknown = "01234567-89ab-7def-8123-456789abcdef"
    words = ("--decision", "reassign", "--to", "lin", "--reason", "人手调整")
    code, rows, _ = run("review", "decide", ids[0], unknown, ids[1], *words)
    assert code == 1
    assert [(row["done"], row["state"]) for row in rows] == [
        (True, "closed"), (False, None), (True, "closed"),
    ]  # fmt: skip
    assert rows[1]["why"] == "Nothing of that id was sent up."
    assert [row["id"] for row in run("review", "list")[1]] == [ids[2]]


def test_c10_d7_what_is_missing_is_said_in_one_line(run: Any) -> None:
    (case, *_) = [row["id"] for row in run("review", "list")[1]]
    for words, sentence in (
        (("reassign", "--to", "lin"), "(C10)"),
        (("return",), "(C4)"),
        (("raise",), "(C4)"),
        (("approve",), "This can't be decided here."),
    ):
        code, data, said = run("review", "decide", case, "--decision", *words)
        assert (code, data) == (1, None)
        assert sentence in said
        assert len(said.splitlines()) == 1
    assert run("review", "decide", "17", "--decision", "raise")[0] == 1
    assert run("review", "decide", case, "--decision", "forget")[0] == 2


def test_h5_names_and_numbers_are_hidden_on_demand_and_agents_see_no_queue(run: Any) -> None:
    (row, *_) = run("--masked", "review", "list")[1]
    assert row["name"] == "王**"
    assert "13812345678" not in json.dumps(row, ensure_ascii=False)
    assert main(["--as", "lin", "review", "list"]) == 1
