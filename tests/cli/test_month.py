"""`month` and `appeals` as an outsider uses them: the contract's keys, exit codes, one clear line."""

import json
from pathlib import Path
from typing import Any

import pytest

from thirdring.cli.main import main

FIRST = {
    "channel": "phone", "received_at": "2020-01-31T23:59:59", "name": "王雅琴",
    "phone": "138 1234 5678", "raised": "态度不好", "wants": "道歉", "nature": "service_attitude",
    "severity": "ordinary", "against_kind": "employee", "against": "lin",
}  # fmt: skip
OTHERS = (
    FIRST | {"received_at": "2020-02-01T00:00:00"},
    FIRST | {"channel": "wechat", "against": "小林", "phone": "139 0000 2222"},
    FIRST | {"channel": "letter", "against_kind": "merchant", "against": "云栖家具",
             "product": "云朵沙发", "phone": "139 0000 3333"},
    FIRST | {"kind": "praise", "phone": "139 0000 4444"},
)  # fmt: skip


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:
    """`run(login, *arguments)`: exit code, what stdout held as JSON, what stderr said."""
    monkeypatch.setenv("THIRDRING_HOME", str(tmp_path))
    monkeypatch.setenv("THIRDRING_PASSWORD", "")
    monkeypatch.setenv("THIRDRING_LANGUAGE", "en")

    def command(login: str, *arguments: str) -> tuple[int, Any, str]:
        capsys.readouterr()
        code = main(["--as", login, "--format", "json", *arguments])
        said = capsys.readouterr()
        return code, json.loads(said.out) if said.out else None, said.err

    assert main(["setup", "--company", "C", "--login", "boss", "--language", "en"]) == 0
    for login, role in (("lin", "agent"), ("qian", "supervisor"), ("he", "hr")):
        added = main(
            [
                "--as",
                "boss",
                "staff",
                "add",
                "--login",
                login,
                "--name",
                f"N-{login}",
                "--role",
                role,
            ]
        )
        assert added == 0
    file = tmp_path / "complaints.json"
    file.write_text(json.dumps([FIRST, *OTHERS]), "utf-8")
    assert command("qian", "complaints", "file", str(file))[0] == 0
    return command


def test_month_show_has_the_keys_of_the_contract(run: Any) -> None:
    code, found, _ = run("he", "month", "show", "2020-01")
    assert code == 0
    assert list(found)[:13] == [
        "month", "state", "received", "counted", "excluded", "employees", "departments",
        "merchants", "products", "channels", "natures", "severities", "digest",
    ]  # fmt: skip
    assert (found["month"], found["state"], found["digest"]) == ("2020-01", "open", None)
    assert (found["received"], found["counted"]) == (3, 2)
    assert found["excluded"] == {"unfounded": 0, "merged": 0, "withdrawn": 0, "undecided": 1}
    assert (found["merchants"], found["products"]) == ({"云栖家具": 1}, {"云朵沙发": 1})
    assert found["channels"] == {"letter": 1, "phone": 1, "wechat": 1}  # what may count too
    (lin,) = [one for one in found["employees"] if one["login"] == "lin"]
    assert list(lin)[:6] == ["login", "name", "counted", "by_channel", "praise", "adjustments"]
    assert (lin["name"], lin["counted"], lin["by_channel"]) == ("N-lin", 1, {"phone": 1})
    assert (lin["praise"], lin["adjustments"]) == (1, 0)
    assert run("he", "month", "show", "2020-02")[1]["received"] == 1


def test_a_month_is_settled_closed_contested_and_verified(run: Any) -> None:
    code, _, said = run("he", "month", "close", "2020-01", "--reason", "年后才齐")
    assert code == 1
    assert (
        "names “小林”: it isn't known for certain who that is. Settle it with: month settle" in said
    )
    (check,) = run("he", "month", "show", "2020-01")[1]["checks"]
    assert check["lacks"] == ["against"]
    settle = ("month", "settle", check["number"], "--kind", "employee", "--against", "lin")
    assert run("lin", *settle, "--reason", "不是我")[0] == 1
    code, told, _ = run("he", *settle, "--reason", "班表")
    assert (code, told["standing"]) == (0, "counted")
    code, _, said = run("he", "month", "close", "2020-01")
    assert (code, "say why it is late" in said, "(G7)" in said) == (1, True, True)
    code, found, _ = run("he", "month", "close", "2020-01", "--reason", "年后才齐")
    assert (code, found["state"], found["version"]) == (0, "closed", 1)

    code, rows, _ = run("lin", "month", "complaints", "2020-01", "--of", "employee")
    assert [row["number"] for row in rows].count(check["number"]) == 1
    assert {row["customer"] for row in rows} == {None}
    # Long ago, and against her since today: her days begin now (G3).
    assert run("lin", "appeals", "file", check["number"], "--reason", "我不是小林")[0] == 0

    code, found, _ = run("he", "month", "verify", "2020-01")
    assert (code, found["ok"], found["differences"]) == (0, True, [])
    code, found, _ = run("he", "month", "reopen", "2020-01", "--reason", "补一封信")
    assert (code, found["state"], found["versions"][0]["number"]) == (0, "open", 1)


def test_an_appeal_goes_through_both_levels(run: Any, tmp_path: Path) -> None:
    assert run("qian", "policy", "set", "appeal_days", "366", "--reason", "试行")[0] == 0
    file = tmp_path / "late.json"
    now = FIRST | {"phone": "139 0000 5555"}
    del now["received_at"]
    file.write_text(json.dumps(now), "utf-8")
    number = run("qian", "complaints", "file", str(file))[1]["number"]
    paper = tmp_path / "roster.txt"
    paper.write_text("off", "utf-8")
    code, appeal, _ = run("lin", "appeals", "file", number, "--reason", "我休息",
                          "--file", str(paper))  # fmt: skip
    assert (code, appeal["state"], appeal["may"]) == (0, "filed", ["add", "take_back"])
    assert appeal["files"][0]["name"] == "roster.txt"
    one = appeal["id"]
    assert run("lin", "appeals", "decide", one, "--decision", "correct", "--reason", "x")[0] == 1
    assert run("qian", "appeals", "decide", one, "--decision", "uphold", "--reason", "在岗")[0] == 0
    assert run("he", "appeals", "list", "--open")[1] == []
    assert run("lin", "appeals", "dispute", one, "--reason", "换班")[1]["state"] == "disputed"
    assert [row["id"] for row in run("he", "appeals", "list", "--open")[1]] == [one]
    assert run("he", "appeals", "evidence", one, "--reason", "核实")[1]["phone"] == "139 0000 5555"
    out = tmp_path / "saved.txt"
    code, _, _ = run("he", "appeals", "save", appeal["files"][0]["id"], "--out", str(out))
    assert (code, out.read_text("utf-8")) == (0, "off")
    code, found, _ = run(
        "he", "appeals", "decide", one, "--decision", "correct", "--reason", "属实"
    )
    assert (code, found["state"], found["correction"]) == (0, "corrected", "unfounded")


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("show", "2026-13"), 1, "“2026-13” is not a month like 2026-11."),
        (("close", "x"), 1, "is not a month"),
        (("verify", "2026-1"), 1, "is not a month"),
        (("reopen", "2020-01", "--reason", "x"), 1, "2020-01 is not closed. (G1)"),
        (("close", "9998-01"), 1, "9998-01 is not over yet. (G1)"),
        (("complaints", "2020-01", "--of", "employee", "--key", "nobody"), 1, "has no “nobody”"),
        (("reopen", "2020-01"), 2, ""),
    ],
)
def test_what_is_refused_says_so_in_a_line(
    run: Any, arguments: tuple[str, ...], code: int, said: str
) -> None:
    found, out, words = run("he", "month", *arguments)
    assert (found, out) == (code, None)
    assert said in words
    assert "Traceback" not in words
