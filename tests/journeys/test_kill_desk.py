"""H6: a desk killed at any moment of a call loses nothing acknowledged, and of what was being typed
at most the last second.
"""

import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT
from tests.ui.calls.kit import WallClock, make_bench
from thirdring.usecases.drafts import DraftState, open_drafts
from thirdring.usecases.find_calls import CallQuery, find_calls

pytestmark = [
    pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL"),
    pytest.mark.timeout(1_800),
]
ROUNDS = 50
# The short round stops here, but not before ten kills: fifty are for a machine with time.
SHORT_SECONDS = 12.0
LEAST_ROUNDS = 10
LAST_SECOND = 1.0


@dataclass
class Told:
    """What one desk said before it was killed."""

    restored: dict[str, dict[str, Any]] = field(default_factory=dict)
    kept: list[tuple[float, dict[str, Any]]] = field(default_factory=list)
    saved: list[dict[str, Any]] = field(default_factory=list)
    logged: list[str] = field(default_factory=list)


class Desks:
    """The process that forks desks."""

    def __init__(self, folder: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.journeys.killed_desk", str(folder)],
            cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            env={**os.environ, "PYTHONPATH": str(ROOT), "QT_LOGGING_RULES": "qt.qpa.*=false"},
        )  # fmt: skip

    def run(self, seed: int, seconds: float) -> tuple[Told, float]:
        """Start a desk, kill it `seconds` after it was ready; what it told, and when it died."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{seed}\n")
        self._process.stdin.flush()
        told, killed_at, killer = Told(), 0.0, None
        for kind, at, value in self._lines():
            if kind == "DESK":
                desk = value
            elif kind == "RESTORED":
                told.restored = value
                killer = threading.Timer(seconds, os.kill, (desk, signal.SIGKILL))
                killed_at = time.monotonic() + seconds
                killer.start()
            elif kind == "KEPT":
                told.kept.append((at, value))
            elif kind == "SAVED":
                told.saved.append(value)
            elif kind == "LOGGED":
                told.logged.append(value)
            elif kind == "GONE":
                break
        assert killer is not None, "the desk died before it was ready"
        killer.join()
        return told, killed_at

    def _lines(self) -> Iterator[tuple[str, float, Any]]:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            parts = line.rstrip("\n").split("\t", 2)
            if len(parts) == 3:
                yield parts[0], float(parts[1]), json.loads(parts[2])

    def end(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        assert self._process.wait(30) == 0
        assert self._process.stdout is not None
        self._process.stdout.close()


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[Desks]:
    made = Desks(tmp_path)
    yield made
    made.end()


def essence(content: dict[str, Any]) -> str:
    """A record without the cursor's place, which may lag a keystroke behind its text."""
    return json.dumps({k: v for k, v in content.items() if k != "cursor"}, sort_keys=True)


def test_h6_killed_at_any_moment_nothing_acknowledged_is_lost(
    desks: Desks, tmp_path: Path, long_round: bool
) -> None:
    chance = random.Random(2026)  # noqa: S311 - moments to kill at, not a secret
    began = time.monotonic()
    logged: set[str] = set()
    finished_drafts: set[str] = set()
    before: tuple[Told, float] | None = None
    rounds = lines = 0
    while rounds < ROUNDS:
        slow = chance.random() < 0.25
        told, killed_at = desks.run(
            chance.randrange(10**9), chance.uniform(1.2, 1.7) if slow else chance.uniform(0, 0.6)
        )
        if before is not None:
            check(before[0], before[1], told, logged | set(told.logged))
        logged |= set(told.logged)
        finished_drafts |= {d["id"] for d in told.saved if d["state"] == DraftState.SENDING}
        before = told, killed_at
        rounds += 1
        lines += len(told.kept)
        if not long_round and rounds >= LEAST_ROUNDS and time.monotonic() - began > SHORT_SECONDS:
            break
    assert lines > 20 * rounds, "the desks hardly typed anything"
    bench = make_bench(tmp_path, WallClock(None))
    rows = bench.center.read(find_calls, CallQuery(limit=100_000))
    ids = [str(row.id) for row in rows]
    assert len(ids) == len(set(ids))
    assert logged <= set(ids)
    box = open_drafts(bench.person.id, bench.person.draft_key, tmp_path / "drafts")
    waiting = {str(draft.id) for draft in box.all()}
    box.close()
    assert finished_drafts <= set(ids) | waiting
    assert logged, "no call was finished; the test proves less than it says"
    bench.center.store.close()


def check(told: Told, killed_at: float, after: Told, logged: set[str]) -> None:
    """What the next start shows of what the killed desk had."""
    latest: dict[str, list[tuple[float, str]]] = {
        draft_id: [(0.0, essence(content))] for draft_id, content in told.restored.items()
    }
    for at, draft in told.kept:
        latest.setdefault(draft["id"], []).append((at, essence(draft["content"])))
    for draft_id, states in latest.items():
        if draft_id in logged:
            continue
        texts = [text for _at, text in states]
        owed = [n for n, (at, _text) in enumerate(states) if at <= killed_at - LAST_SECOND]
        saved = [essence(d["content"]) for d in told.saved if d["id"] == draft_id]
        if saved:
            owed.append(max(n for n, text in enumerate(texts) if text == saved[-1]))
        restored = after.restored.get(draft_id)
        if restored is None:
            assert not owed, f"a record is gone that had been saved: {states[max(owed)]}"
            continue
        found = essence(restored)
        assert found in texts, "what came back was never typed"
        place = max(n for n, text in enumerate(texts) if text == found)
        assert place >= max(owed, default=0), "more than the last second is gone"
