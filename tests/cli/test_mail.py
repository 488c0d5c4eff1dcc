"""`import mail`, `inbox …`: the answers of the contract, refusals in a line, no traceback."""

import json
from pathlib import Path
from typing import Any

import pytest

from thirdring.cli.main import main

COMPLAINT = "From: 王雅琴 <wang@example.cn>\nSubject: 投诉沙发\n\n要求退货\n".encode()


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:
    monkeypatch.setenv("THIRDRING_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("THIRDRING_PASSWORD", "")
    monkeypatch.setenv("THIRDRING_LANGUAGE", "en")
    assert main(["setup", "--company", "C", "--login", "boss", "--language", "en"]) == 0
    capsys.readouterr()

    def ran(*arguments: str) -> tuple[int, Any, list[str]]:
        code = main(["--format", "json", *arguments])
        said = capsys.readouterr()
        return code, json.loads(said.out) if said.out else None, said.err.splitlines()

    return ran


@pytest.fixture
def mails(tmp_path: Path) -> Path:
    folder = tmp_path / "mails"
    folder.mkdir()
    (folder / "1.eml").write_bytes(COMPLAINT)
    return folder


def test_d13_mail_waits_and_is_sorted_into_a_ticket(run: Any, mails: Path) -> None:
    code, answer, _ = run("import", "mail", str(mails))
    assert code == 0
    contract = ("read", "added", "known", "refused", "map")
    assert [answer[key] for key in contract] == [1, 1, 0, [], None]
    assert run("tickets", "list")[1] == []
    (line,) = run("inbox", "list")[1]
    assert (line["subject"], line["proposal"]) == ("投诉沙发", "complaint")
    assert run("inbox", "show", line["id"])[1]["text"] == "要求退货"
    code, answer, _ = run("inbox", "sort", line["id"], "--as", "complaint")
    assert (code, answer["number"][0]) == (0, "C")
    (ticket,) = run("tickets", "list")[1]
    assert ticket["number"] == answer["number"]


def test_d16_with_a_kind_it_is_a_ticket_whose_clocks_run(run: Any, mails: Path) -> None:
    assert run("import", "mail", str(mails), "--kind", "complaint")[1]["sorted"] == 1
    (row,) = run("tickets", "list")[1]
    shown = run("tickets", "show", row["number"])[1]
    assert shown["channel"] == "mailbox"
    assert {clock["rule"] for clock in shown["clocks"]} == {"D4", "D16"}
    assert run("import", "mail", str(mails), "--kind", "complaint")[1]["known"] == 1


def test_a_dry_run_writes_nothing(run: Any, mails: Path) -> None:
    assert run("import", "mail", str(mails), "--dry-run")[1]["added"] == 1
    assert run("inbox", "list")[1] == []


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("import", "mail", "gone.eml"), 1),
        (("import", "mail"), 2),
        (("import", "mail", ".", "--kind", "rubbish"), 2),
        (("inbox", "show", "x"), 1),
        (("inbox", "sort", "01990000-0000-7000-8000-000000000000", "--as", "praise"), 1),
        (("import", "mailbox"), 1),
        (("inbox", "mailbox"), 1),
        (("inbox", "mailbox", "--host", "x y", "--login", "z"), 1),
    ],
)
def test_what_cant_be_is_refused_in_a_line(run: Any, arguments: tuple[str, ...], code: int) -> None:
    found, answer, said = run(*arguments)
    assert (found, answer) == (code, None)
    assert said
    assert not any("Traceback" in line for line in said)
    assert code == 2 or len(said) == 1


def test_what_is_refused_is_named_with_its_reason(run: Any, mails: Path) -> None:
    (mails / "empty.eml").write_bytes(b"")
    code, answer, _ = run("import", "mail", str(mails))
    assert (code, answer["added"]) == (1, 1)
    (refused,) = answer["refused"]
    assert refused == {"row": "mails/empty.eml", "field": "file", "reason": "This file is empty."}


def test_the_message_is_saved_as_it_came(run: Any, mails: Path, tmp_path: Path) -> None:
    run("import", "mail", str(mails))
    (line,) = run("inbox", "list")[1]
    assert run("inbox", "save", line["id"], str(tmp_path / "saved.eml"))[0] == 0
    assert (tmp_path / "saved.eml").read_bytes() == COMPLAINT


def test_h5_masked_hides_who_wrote(run: Any, mails: Path) -> None:
    run("import", "mail", str(mails))
    (line,) = run("--masked", "inbox", "list")[1]
    shown = run("--masked", "inbox", "show", line["id"])[1]
    assert (line["sender"], shown["name"]) == ("王**", "王**")
    assert "wang@example.cn" not in json.dumps(shown)


def test_a_mailbox_is_named_and_its_password_never_asked_of_nobody(
    run: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    code, answer, _ = run(
        "inbox", "mailbox", "--host", "127.0.0.1", "--login", "desk", "--port", "1"
    )
    assert (code, answer["host"], answer["port"]) == (0, "127.0.0.1", 1)
    code, _, said = run("import", "mailbox")
    assert (code, len(said)) == (1, 1)
    assert "THIRDRING_MAIL_PASSWORD" in said[0]
    monkeypatch.setenv("THIRDRING_MAIL_PASSWORD", "x")
    code, _, said = run("import", "mailbox")
    assert (code, len(said)) == (1, 1)
    assert "127.0.0.1" in said[0]


def test_mail_that_can_t_be_taken_in_is_said_in_one_line(run: Any, mails: Path) -> None:
    (mails / "2.eml").write_bytes(b"")
    code, answer, said = run("import", "mail", str(mails))
    assert (code, answer["added"], len(answer["refused"])) == (1, 1, 1)
    assert said == ["1 of 2 messages can’t be taken in; the answer lists why."]
