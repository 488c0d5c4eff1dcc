"""`thirdring bench` at a tiny size: what it builds, what it tells."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.postgres import Server
from thirdring.bench import matters_read, saving
from thirdring.bench.build import built
from thirdring.bench.figures import AGREE, Report, figure, measured
from thirdring.bench.growth import draw, outgrows
from thirdring.bench.place import folder, refuse_without_room, server_folder
from thirdring.bench.table import replaced, table
from thirdring.bench.timing import Samples, Series
from thirdring.bench.world import World, opened
from thirdring.cli.main import main
from thirdring.domain.errors import Refusal
from thirdring.domain.search_text import index_tokens
from thirdring.domain.ticket_views import SORTS, View
from thirdring.store.integrity import check
from thirdring.store.search import ticket_texts
from thirdring.usecases.verify_month import verify_month

_KEYS = {"name", "floor", "value", "unit", "ratio", "bar", "met"}
_TICKETS = 300


@pytest.fixture(scope="module")
def center(tmp_path_factory: pytest.TempPathFactory) -> Path:
    told: list[tuple[int, int]] = []
    place = tmp_path_factory.mktemp("bench")
    path = built(_TICKETS, lambda done, total: told.append((done, total)), place=place)
    assert told[-1] == (_TICKETS, _TICKETS)
    return path


@pytest.fixture
def world(center: Path) -> Iterator[World]:
    with opened(str(center), patience=0.01) as world:
        yield world


def test_what_is_built_is_a_sound_center(center: Path, world: World) -> None:
    assert not check(str(center), datetime.now(UTC)).problems
    for month in ("2026-11", "2026-10", "2019-05"):
        assert world.hr.center.read(verify_month, month).ok


def test_the_next_ticket_gets_a_number_no_other_has(world: World) -> None:
    ask = world.facts.execute
    (last,) = ask("SELECT number FROM tickets ORDER BY seq DESC LIMIT 1").fetchone()
    (day, counter) = ask("SELECT counter_day, counter FROM desks").fetchone()
    assert last[1:] == f"{day[2:].replace('-', '')}-K7{counter:03d}"


def test_tickets_are_found_by_the_tokens_a_deed_would_have_indexed(world: World) -> None:
    with world.agent.store.begin_read() as session:
        texts = ticket_texts(session, list(range(1, _TICKETS + 1)))
    world.facts.execute(
        "CREATE VIRTUAL TABLE temp.kept USING fts5vocab(main, ticket_search, instance)"
    )
    kept: dict[int, set[str]] = {}
    for seq, term in world.facts.execute("SELECT doc, term FROM kept").fetchall():
        kept.setdefault(seq, set()).add(term)
    assert kept == {seq: set(index_tokens(*said)) for seq, said in texts.items()}


def test_a_center_is_built_once_and_an_unfinished_one_is_not_taken_for_one(center: Path) -> None:
    (center.parent / "center-200-x.part").write_bytes(b"interrupted")
    assert built(_TICKETS, _never, place=center.parent) == center
    assert built(200, lambda _d, _t: None, place=center.parent).exists()
    assert not (center.parent / "center-200-x.part").exists()


def _never(_done: int, _total: int) -> None:
    raise AssertionError("nothing is to be built")


def test_without_room_nothing_is_begun(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="MB free"):
        refuse_without_room(tmp_path, 10**12)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="nobody else has to")
def test_as_root_a_servers_files_are_kept_where_its_user_may_look(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with tempfile.TemporaryDirectory() as at:
        monkeypatch.setenv("THIRDRING_HOME", at)
        Path(at).chmod(0o755)
        assert server_folder() == folder() == Path(at) / "cache" / "bench"
        Path(at).chmod(0o700)
        assert server_folder() == Path("/var/cache/thirdring/bench")


def test_saves_and_reads_are_told_beside_their_floors(world: World) -> None:
    names = {one.name for one in saving.figures(world)}
    assert names == {"save_call", "save_call.p99"}
    for one in matters_read.figures(world):
        assert one.value is not None
        assert one.floor is not None
        assert one.ratio == pytest.approx(one.value / one.floor)


def test_a_figure_is_judged_by_what_its_bar_speaks_of() -> None:
    assert figure("a", 3.0, floor=1.0, bar=2.5, bar_on="ratio").met is False
    assert figure("a", 3.0, floor=1.0, bar=2.5, bar_on="floor").met is True
    assert figure("a", 2.0, bar=2.5).met is True
    assert figure("a", None, bar=2.5).met is None
    assert figure("a", 2.0).met is None


def test_ratios_that_do_not_hold_still_are_called_noisy() -> None:
    calm = Samples(Series([2.0] * 30, [1.0] * 30), Series([1.0] * 30, [1.0] * 30))
    assert measured("a", calm, bar=2.5, bar_on="ratio").noisy is False
    busy = Samples(Series([2.0] * 20 + [2.0 + 3 * AGREE] * 10, [1.0] * 30), calm.floors)
    assert measured("a", busy, bar=2.5, bar_on="ratio").noisy is True


def test_growth_names_what_outgrows_the_logarithm() -> None:
    assert not outgrows([(10_000, 1.0), (100_000, 1.2), (1_000_000, 1.5)])
    assert outgrows([(10_000, 1.0), (100_000, 10.0), (1_000_000, 100.0)])
    reports = [
        Report({"tickets": size}, (figure("flat", 1.0), figure("steep", size / 1e4)))
        for size in (10_000, 100_000, 1_000_000)
    ]
    drawn = draw(reports)
    assert "steep ▲" in drawn
    assert "flat ▲" not in drawn


_NAMES = frozenset({
    "save_call", "list.page", "list.page_down", "list.jump", "search.common", "search.rare",
    "search.four_characters", "search.two_words", "search.common_with_filter",
    "search.phone_fragment", "search.traditional", "ticket.opened", "month.shown",
    "month.verified", "review.queue", "callbacks.mine", "case_library.neighbours",
    "export_month.xlsx", "import_calls.300_rows", "start.warm", "desk_loaded",
    "painted.list_opened", "painted.page_down", "painted.jump", "memory.all_tickets_listed",
    "stall.longest", "caller_lookup.3_digits",
})  # fmt: skip


@pytest.mark.slow
@pytest.mark.long
@pytest.mark.timeout(1_200)
@pytest.mark.parametrize("where", ["file", pytest.param("server", marks=pytest.mark.postgres)])
def test_the_whole_command_tells_every_figure_with_every_key(
    where: str, tmp_path: Path, home: Path, request: pytest.FixtureRequest
) -> None:
    out = tmp_path / "report.json"
    arguments = ["--format", "json", "bench", "--tickets", "300", "--out", str(out)]
    arguments += ["--soak", "--minutes", "0.2"]
    if where == "server":
        server: Server = request.getfixturevalue("postgres_server")
        arguments = ["--db", server.admin_dsn, *arguments]
    done = subprocess.run(
        [sys.executable, "-P", "-m", "thirdring", *arguments],
        env=os.environ | {"THIRDRING_HOME": str(home)}, capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr.decode()
    told = json.loads(done.stdout)
    assert told == json.loads(out.read_text(encoding="utf-8"))
    assert all(set(one) >= _KEYS for one in told["figures"])
    figures = {one["name"]: one for one in told["figures"]}
    assert {f"sort.{view}.{sort}" for view in View for sort in SORTS[view]} <= set(figures)
    assert set(figures) >= _NAMES
    assert figures["save_call"]["bar"] == (2.5 if where == "file" else 2.0)
    assert figures["soak.calls_saved"]["value"] == figures["soak.calls_saved"]["floor"] > 0
    assert ("postgresql_version" in told["machine"]) == (where == "server")
    assert not list(home.rglob("backups/*"))


def test_a_size_that_is_none_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bench", "--tickets", "3"]) == 2
    assert "--tickets" in capsys.readouterr().err


def test_reports_of_several_sizes_are_one_table_in_the_place_of_the_last() -> None:
    reports = [
        Report(
            {"tickets": size},
            (
                figure("flat", 1.0, floor=0.5, bar=2.5, bar_on="ratio"),
                figure("steep", size / 1e3, bar=16.0, unit="MB"),
            ),
        )
        for size in (1_000_000, 10_000)
    ]
    again = [Report.of_json(json.loads(json.dumps(report.to_json()))) for report in reports]
    made = table(again)
    assert made.splitlines() == [
        "| figure | 10k | 1M | p99 | floor | ratio | bar | met |  |",
        "|---|---|---|---|---|---|---|---|---|",
        "| `flat` | 1.00 | 1.00 |  | 0.50 | 2.00 | 2.50 × | ✓ |  |",
        "| `steep` | 10.0 MB | 1,000 MB |  |  |  | 16.0 | **no** | ▲ |",
    ]
    document = "a\n<!-- measured: sqlite -->\nold\n<!-- measured -->\nb\n"
    assert replaced(document, {"sqlite": made}) == document.replace("old\n", made)
    with pytest.raises(ValueError, match="no place for postgresql"):
        replaced(document, {"postgresql": made})
