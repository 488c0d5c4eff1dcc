"""A day at the desk, made very short: what is typed is saved, and what is told of it."""

from pathlib import Path

import pytest

from thirdring.bench.build import built
from thirdring.bench.cast import LOGINS
from thirdring.bench.soak.figures import figures, numbers_of
from thirdring.bench.soak.held import held, rise
from thirdring.bench.windows import Seat
from thirdring.bench.world import opened
from thirdring.domain.enums import Role


def test_flat_is_what_does_not_rise_over_the_last_half() -> None:
    assert rise([1, 5, 9, 10, 10, 10]) == 0
    assert rise([0, 0, 0, 0, 2, 4, 6, 8]) == pytest.approx(6)
    assert rise([3, 9, 8, 8, 9, 8, 9, 8, 8, 9]) == pytest.approx(0.4)
    assert rise([1, 2, 3]) is None


def test_what_a_process_holds_is_told(tmp_path: Path) -> None:
    log = tmp_path / "center.db-wal"
    assert held(log).log_mb is None
    log.write_bytes(bytes(2**20))
    found = held(log)
    assert found.log_mb == 1
    assert found.threads is None or found.threads >= 1


@pytest.mark.slow
@pytest.mark.long
def test_each_call_that_is_typed_is_in_the_center(tmp_path: Path) -> None:
    path = built(300, lambda _d, _t: None, place=tmp_path)
    with opened(str(path)) as world:
        numbers = numbers_of(world)
        before = calls(path)
    told = {one.name: one for one in figures(Seat(str(path), LOGINS[Role.AGENT]), numbers, 0.3)}
    saved = told["soak.calls_saved"]
    assert saved.value == saved.floor == calls(path) - before, saved.note
    assert set(told) == {
        "soak.calls_saved", "soak.key", "soak.key_longest", "soak.stall_longest",
        "soak.memory_rise", "soak.handles_rise", "soak.threads_rise", "soak.log_rise",
    }  # fmt: skip
    assert all(told[f"soak.{one}_rise"].met is not None for one in ("memory", "handles", "threads"))
    assert told["soak.key_longest"].bar == 100


def calls(path: Path) -> int:
    with opened(str(path)) as world:
        return int(world.facts.execute("SELECT count(*) FROM calls").fetchone()[0])
