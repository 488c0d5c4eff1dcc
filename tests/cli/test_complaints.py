"""`complaints …`: filed from files, seen through with options, refused in one line each."""

import json
from pathlib import Path
from typing import Any

import pytest

from thirdring.cli.main import main

SOFA = {
    "channel": "in_person", "name": "王雅琴", "phone": "13812345678", "raised": "沙发塌陷",
    "wants": "换新", "nature": "product_quality", "severity": "ordinary", "against_kind": "none",
    "product": "云朵沙发", "merchant": "云栖家具", "bought_on": "2026-01-01",
}  # fmt: skip


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:
    monkeypatch.setenv("THIRDRING_HOME", str(tmp_path))
    monkeypatch.setenv("THIRDRING_PASSWORD", "")
    monkeypatch.setenv("THIRDRING_LANGUAGE", "en")
    assert main(["setup", "--company", "C", "--login", "boss", "--language", "en"]) == 0
    capsys.readouterr()

    def ran(*arguments: str) -> tuple[int, Any, list[str]]:
        code = main(["--format", "json", *arguments])
        said = capsys.readouterr()
        return code, json.loads(said.out) if said.out else None, said.err.splitlines()

    return ran


def put(tmp_path: Path, data: Any) -> str:
    file = tmp_path / "complaints.json"
    file.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    return str(file)


def test_j1_an_object_comes_back_with_its_number_and_clocks(run: Any, tmp_path: Path) -> None:
    code, answer, _ = run("complaints", "file", put(tmp_path, SOFA))
    assert code == 0
    assert {key: answer[key] for key in SOFA} == SOFA
    assert answer["number"].startswith("C")
    assert answer["state"] == "acknowledged"
    assert [(c["rule"], c["state"]) for c in answer["clocks"]] == [("D4", "running")]
    assert answer["id"]
    assert answer["created_at"]


def test_d2_an_array_is_filed_whole_or_not_at_all(run: Any, tmp_path: Path) -> None:
    bad = {key: value for key, value in SOFA.items() if key != "nature"}
    code, answer, said = run("complaints", "file", put(tmp_path, [SOFA, bad]))
    assert (code, answer) == (1, None)
    assert len(said) == 1
    assert "Complaint 2" in said[0]
    assert "(D2)" in said[0]
    assert run("tickets", "list")[1] == []
    code, answer, _ = run("complaints", "file", put(tmp_path, [SOFA, SOFA | {"kind": "praise"}]))
    assert code == 0
    assert [row["kind"] for row in answer] == ["complaint", "praise"]


def test_the_same_source_id_again_changes_nothing(run: Any, tmp_path: Path) -> None:
    file = put(tmp_path, SOFA | {"source_id": "crm-9"})
    first, again = run("complaints", "file", file), run("complaints", "file", file)
    assert (first[0], again[0]) == (0, 0)
    assert first[1] == again[1]
    assert len(run("tickets", "list")[1]) == 1


def test_what_is_no_complaint_is_refused_in_one_line_each(run: Any, tmp_path: Path) -> None:
    code, _, said = run("complaints", "file", put(tmp_path, SOFA | {"severity": "x", "y": 1}))
    assert (code, len(said)) == (1, 2)
    assert run("complaints", "advance", "C000101-A0001", "--to", "remedy")[0] == 1
    assert run("complaints", "advance", "C000101-A0001", "--to", "nowhere")[0] == 2


def test_d6_one_goes_from_the_counter_to_the_archive(run: Any, tmp_path: Path) -> None:
    number = run("complaints", "file", put(tmp_path, SOFA))[1]["number"]

    def advance(to: str, *options: str) -> dict[str, Any]:
        code, answer, said = run("complaints", "advance", number, "--to", to, *options)
        assert code == 0, said
        assert answer["state"] == to
        return dict(answer)

    code, _, said = run("complaints", "advance", number, "--to", "investigation")
    assert (code, len(said)) == (1, 4)
    advance(
        "investigation", "--no-safety", "--complexity", "low", "--impact", "low", "--not-immediate"
    )
    advance("appraisal", "--fault", "fault", "--note", "弹簧断裂")
    advance("plan_offered", "--plan", "换新", "--next-contact", "2999-01-01T10:00")
    assert advance("plan_offered", "--not-accepted")["escalation_level"] == 2
    advance("plan_offered", "--plan", "退款", "--next-contact", "2999-01-02T10:00")
    advance("remedy", "--accepted", "--remedy", "return")
    told = advance("result_told", "--told", "message")
    assert {c["rule"]: c["state"] for c in told["clocks"]}["D10"] == "running"
    advance("return_visit", "--satisfaction", "5", "--opinion", "满意")
    done = advance("archived", "--cause", "批次不良", "--prevention", "停售")
    assert (done["remedy"], done["satisfaction"], done["accepted"]) == ("return", 5, True)
    assert {c["state"] for c in done["clocks"]} == {"met"}


def test_c4_escalate_sends_it_up_with_a_reason(run: Any, tmp_path: Path) -> None:
    number = run("complaints", "file", put(tmp_path, SOFA))[1]["number"]
    code, answer, _ = run("complaints", "escalate", number, "--level", "2", "--reason", "顾客激动")
    assert (code, answer["escalation_level"]) == (0, 2)
    assert run("complaints", "escalate", number, "--level", "1", "--reason", " ")[0] == 1
    assert run("complaints", "escalate", number, "--level", "2")[0] == 2
