"""The keys and values outsiders rely on: kept exactly, added to freely."""

import json
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest

from thirdring.cli.main import main
from thirdring.domain import enums
from thirdring.domain.case_values import Decision

CALL_KEYS = """
    direction number name title address withheld caller_type rings started_at answered_at ended_at
    wrapped_up_at hung_up_by holds category raised answer unmet_need read_back outcome callback
    complaint protocol emergency agent source_id id created_at clocks
"""
COMPLAINT_KEYS = """
    number channel received_at name phone raised wants nature severity against_kind against product
    merchant bought_on warranty_until order_no state source_id id created_at clocks
"""
VALUES: dict[type[StrEnum], str] = {
    enums.Direction: "inbound outbound",
    enums.Title: "mr ms other",
    enums.CallerType: "customer press association lawyer authority merchant staff other",
    enums.HungUpBy: "customer agent line",
    enums.Outcome: "solved callback ticket escalated transferred no_audio cut_off misdial abandoned",
    enums.Channel: "phone in_person mailbox online_chat wechat weibo website hotline letter fax "
    "referral other",
    enums.Nature: "product_quality after_sales service_attitude price delivery promotion other",
    enums.Severity: "minor ordinary serious major",
    enums.AgainstKind: "employee department merchant product none",
    enums.TicketState: "intake acknowledged investigation appraisal plan_offered remedy result_told "
    "return_visit archived withdrawn merged unfounded",
    enums.ClockState: "running paused met late cancelled",
    enums.CallbackResult: "done progress not_reached escalated",
    enums.Role: "agent supervisor hr admin",
    Decision: "take_over return approve refuse reassign statement raise",
}


@pytest.mark.parametrize("kind", VALUES)
def test_the_values_of_the_contract_are_there(kind: type[StrEnum]) -> None:
    assert set(VALUES[kind].split()) <= {one.value for one in kind}


def test_the_keys_of_the_contract_come_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("THIRDRING_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("THIRDRING_PASSWORD", "")

    def answer(*command: str) -> Any:
        capsys.readouterr()
        assert main(["--format", "json", *command]) == 0, capsys.readouterr().err
        return json.loads(capsys.readouterr().out)

    def written(name: str, data: object) -> str:
        file = tmp_path / name
        file.write_text(data if isinstance(data, str) else json.dumps(data), "utf-8")
        return str(file)

    assert main(["setup", "--company", "C", "--login", "boss", "--language", "en"]) == 0
    call = answer("calls", "log", written("call.json", _call()))
    assert set(CALL_KEYS.split()) <= set(call)
    assert {"due_at", "about"} <= set(call["callback"])
    assert [set(hold) for hold in call["holds"]] == [{"from", "to", "reason"}]
    assert [set(clock) for clock in call["clocks"]] == [{"rule", "due_at", "state"}]
    filed = answer("complaints", "file", written("complaint.json", _complaint()))
    assert set(COMPLAINT_KEYS.split()) <= set(filed)
    assert set(filed) <= set(answer("tickets", "show", filed["number"]))
    report = answer("import", "calls", written("calls.csv", _SHEET), "--skip-bad")
    assert set(report) >= {"read", "added", "known", "refused", "map"}
    assert [set(row) for row in report["refused"]] == [{"row", "field", "reason"}]
    assert set(answer("db", "info")) >= {
        "url", "engine", "engine_version", "driver", "revision", "encrypted", "journal_mode",
        "synchronous", "tables",
    }  # fmt: skip
    assert set(answer("month", "show", f"{datetime.now(UTC):%Y-%m}")) >= {
        "month", "state", "received", "counted", "excluded", "employees", "departments",
        "merchants", "products", "channels", "natures", "severities", "digest",
    }  # fmt: skip


def _call() -> dict[str, Any]:
    ended = datetime.now(UTC)
    began = ended - timedelta(minutes=5)
    return {
        "direction": "inbound", "number": "13812345678", "name": "王雅琴", "title": "ms",
        "withheld": ["address"], "caller_type": "customer", "rings": 2, "category": "delivery",
        "started_at": began.isoformat(), "answered_at": began.isoformat(),
        "ended_at": ended.isoformat(), "hung_up_by": "customer", "raised": "沙发至今未到",
        "read_back": True, "outcome": "callback", "callback": {"minutes": 20, "about": "送货"},
        "holds": [
            {"from": began.isoformat(), "to": ended.isoformat(), "reason": "other"},
        ],
        "source_id": "q-1",
    }  # fmt: skip


def _complaint() -> dict[str, Any]:
    return {
        "channel": "wechat", "name": "李敏", "phone": "13900001111", "raised": "柜门开裂",
        "wants": "换货", "nature": "product_quality", "severity": "ordinary",
        "against_kind": "product", "against": "云柜", "product": "云柜", "source_id": "q-2",
    }  # fmt: skip


_SHEET = """开始时间,坐席,电话,内容,结果
2026-11-20 09:00,boss,13812345678,送货,solved
2026-11-20 10:00,boss,13812345678,送货,solved
2026-11-20 11:00,boss,13812345678,送货,solved
2026-11-20 12:00,boss,13812345678,送货,moonlight
"""
