"""What comes in and goes out as a file: 100,000 calls imported, a month of everybody exported."""

import csv
import tempfile
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

from thirdring.bench.cast import found_center
from thirdring.bench.days import NOW
from thirdring.bench.doubled import rows_again
from thirdring.bench.figures import Figure, figure, measured
from thirdring.bench.recorded import again, recording
from thirdring.bench.timing import Samples, timed
from thirdring.bench.vocabulary import Vocabulary, vocabulary
from thirdring.bench.world import World, opened, opened_on_server
from thirdring.reports.month_file import save_month
from thirdring.store.address import Address
from thirdring.store.engine import open_store
from thirdring.store.upgrade import upgrade
from thirdring.usecases.center import Center
from thirdring.usecases.export_month import export_month
from thirdring.usecases.import_calls import import_calls

_ROWS, _EXPORTS = 100_000, 3
_TABLES = ("calls", "customers", "customer_numbers")
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


def exported(world: World) -> Iterator[Figure]:
    """The big center's month, as a file. The floor: what was read for it, by the driver alone, and
    as many bytes written.
    """
    month, hr = f"{NOW:%Y-%m}", world.hr
    with recording(hr.store) as asked:
        hr.center.read(export_month, month)
    read = again(hr.raw, asked)
    with tempfile.TemporaryDirectory(prefix="thirdring-bench-") as folder:
        for ending in ("csv", "xlsx", "pdf", "json"):
            file, plain = Path(folder) / f"month.{ending}", Path(folder) / "plain"
            save = partial(save_month, hr.center, month, file)
            taken = Samples()
            for _ in range(_EXPORTS):
                taken.values.take(save)
                taken.floors.take(partial(_read_and_written, read, plain, file.read_bytes()))
            yield measured(f"export_month.{ending}", taken)


def _read_and_written(read: Callable[[], None], file: Path, content: bytes) -> None:
    read()
    file.write_bytes(content)


def imported(rows: int = _ROWS) -> Figure:
    """So many calls, into a center that has just opened."""
    with tempfile.TemporaryDirectory(prefix="thirdring-bench-") as at:
        path, words = Path(at) / "center.db", vocabulary(_SEED)
        upgrade(str(path))
        with open_store(str(path)) as store, store.begin_write() as session:
            found_center(session, words, _SEED)
        with opened(str(path)) as world:
            return _imported(Path(at), rows, words, world.supervisor.center, world.facts)


def imported_on_server(server: Address, rows: int = _ROWS) -> Figure:
    """The same into a database of its own on the server that `server` administers."""
    from thirdring.bench.server.place import new_center

    words = vocabulary(_SEED)
    with (
        tempfile.TemporaryDirectory(prefix="thirdring-bench-") as at,
        new_center(server, lambda session: found_center(session, words, _SEED)) as there,
        opened_on_server(there.administrator, there.people) as world,
    ):
        return _imported(Path(at), rows, words, world.supervisor.center, world.facts)


def _imported(folder: Path, rows: int, words: Vocabulary, center: Center, facts: Any) -> Figure:
    file = folder / "calls.csv"
    _write(file, rows, words)
    took = timed(lambda: import_calls(center, file))
    return figure(
        f"import_calls.{rows}_rows", took, floor=timed(lambda: rows_again(facts, _TABLES)),
        note="all rows judged, then written in one transaction",
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
                f"{1020 + n % 380}", topic.raised.draw(random).text,
                topic.answers.draw(random).text, "已解决" if n % 3 else "转工单",
            ])  # fmt: skip


def _local(at: datetime) -> str:
    return f"{at + timedelta(hours=8):%Y-%m-%d %H:%M:%S}"
