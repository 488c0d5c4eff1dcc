"""A long list of calls is read in chunks by key: every call once, on both engines."""

from typing import Any

import pytest

from thirdring.usecases import find_calls as deed
from thirdring.usecases.find_calls import CallQuery, find_calls
from thirdring.usecases.log_call import log_call
from thirdring.usecases.records import CallInput, checked


def test_every_call_once_across_chunks(house: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deed, "_CHUNK", 2)
    logged = []
    for minute in (1, 2, 2, 3, 4):
        started = f"2026-11-22T11:0{minute}:00"
        record = checked(CallInput, {"outcome": "misdial", "started_at": started})
        logged.append(house.owner.run(log_call, record).id)
    found = [row.id for row in house.owner.read(find_calls, CallQuery())]
    assert found == logged[::-1]
