"""What comes in and goes out as a file: 100,000 calls imported, a month of everybody exported."""

import csv
import tempfile
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

from thirdring.bench.cast import found_center
from thirdring.bench.days import NOW
from thirdring.bench.figures import Figure, figure, measured
from thirdring.bench.timing import Samples, Series, timed
from thirdring.bench.vocabulary import Vocabulary, vocabulary
from thirdring.bench.world import World, opened
from thirdring.reports.month_file import save_month
from thirdring.store.engine import open_store
from thirdring.store.upgrade import upgrade
from thirdring.usecases.import_calls import import_calls

_ROWS = 100_000
_HEADINGS = (
    "通话编号",
    "来电时间",
    "接听时间",
    "结束时间",
    "来电号码",
    "客户姓名",
    "客服工号",
    "问题描述",
    "答复内容",
    "处理结果",
)
_SEED = 5


def figures(world: World, rows: int = _ROWS) -> Iterator[Figure]:
    """The export of the big center's month, and an import into a center that has just opened."""
    yield from _exported(world)
    with tempfile.TemporaryDirectory(prefix="thirdring-bench-") as folder:
        yield _imported(Path(folder), rows)


def _exported(world: World) -> Iterator[Figure]:
    month = f"{NOW:%Y-%m}"
    with tempfile.TemporaryDirectory(prefix="thirdring-bench-") as folder:
        for ending in ("csv", "xlsx", "pdf", "json"):
            series = Series()
            series.take(partial(save_month, world.hr, month, Path(folder) / f"month.{ending}"))
            yield measured(f"export_month.{ending}", Samples(series), note="once")


def _imported(folder: Path, rows: int) -> Figure:
    words = vocabulary(_SEED)
    file, path = folder / "calls.csv", folder / "center.db"
    _write(file, rows, words)
    upgrade(str(path))
    with open_store(str(path)) as store, store.begin_write() as session:
        found_center(session, words, _SEED)
    with opened(str(path)) as world:
        took = timed(lambda: import_calls(world.supervisor, file))
        floor = timed(lambda: _again(world))
    return figure(
        "import_calls.100000_rows" if rows == _ROWS else f"import_calls.{rows}_rows",
        took, floor=floor, note="all rows judged, then written in one transaction",
    )  # fmt: skip


def _write(file: Path, rows: int, words: Vocabulary) -> None:
    random = Random(_SEED)
    with file.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(_HEADINGS)
        for n in range(rows):
            at = NOW - timedelta(days=400) + timedelta(seconds=300 * n)
            topic, person = random.choice(words.topics), random.choice(words.people)
            writer.writerow([
                f"X{n:07d}", _local(at), _local(at + timedelta(seconds=9)),
                _local(at + timedelta(seconds=150)), f"139{n:08d}", person.name,
                f"agent{n % 400 + 1:03d}", topic.raised.draw(random).text,
                topic.answers.draw(random).text, "已解决" if n % 3 else "转工单",
            ])  # fmt: skip


def _local(at: datetime) -> str:
    return f"{at + timedelta(hours=8):%Y-%m-%d %H:%M:%S}"


def _again(world: World) -> None:
    """The imported rows, once more, by the driver alone, into tables with the same indexes."""
    raw: Any = world.raw
    for table in ("calls", "customers", "customer_numbers"):
        rows = raw.execute(f"SELECT * FROM {table}").fetchall()
        if not rows:
            continue
        sql, indexes = _made(raw, table)
        raw.execute(sql.replace(f"CREATE TABLE {table}", f"CREATE TABLE {table}_again", 1))
        for statement in indexes:
            raw.execute(statement)
        raw.execute("BEGIN IMMEDIATE")
        raw.executemany(f"INSERT INTO {table}_again VALUES ({', '.join('?' * len(rows[0]))})", rows)
        raw.execute("COMMIT")


def _made(raw: Any, table: str) -> tuple[str, list[str]]:
    sql = raw.execute("SELECT sql FROM sqlite_schema WHERE name = ?", (table,)).fetchone()[0]
    found = raw.execute(
        "SELECT sql FROM sqlite_schema WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL",
        (table,),
    ).fetchall()
    again = [
        one.replace(" ON " + table, f" ON {table}_again", 1).replace("INDEX ", "INDEX again_", 1)
        for (one,) in found
    ]
    return sql.replace(f'"{table}"', table), again
