"""How the ticket list measures against the same rows in raw SQL. Prints ratios, judges nothing.

    .venv/bin/python benchmarks/tickets.py [--tickets 100000]

Floor: the same columns of the same 100 rows through the bare driver on the same file.
"""

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from sqlalchemy.orm import Session

from tests.ticket_world import NOW, World, add_tickets, make_world, ticket_row
from thirdring.domain import search_text
from thirdring.domain.ticket_views import SORTS, SortBy, View
from thirdring.store import search
from thirdring.store.engine import open_store
from thirdring.store.sqlite_connection import connect
from thirdring.store.ticket_list import ListPlan, TicketFilter, read_anchors, read_page
from thirdring.store.upgrade import upgrade

RAW = """
SELECT t.seq, t.number, t.kind, t.state, t.open, t.escalation_level, t.severity, t.category,
 t.name, t.title, t.phone, substr(t.raised, 1, 300), s.login, s.name, t.received_at, t.due_at,
 t.due_rule, t.closed_at, t.sort_due
FROM tickets t LEFT JOIN staff s ON s.id = t.owner_id WHERE t.open = 1
ORDER BY t.sort_due, t.seq LIMIT 100
"""


def median_ms(deed: Callable[[], object], rounds: int = 50) -> float:
    """The median of `rounds` runs, in milliseconds."""
    deed()
    times = []
    for _ in range(rounds):
        begun = time.perf_counter()
        deed()
        times.append(time.perf_counter() - begun)
    return statistics.median(times) * 1000


def plan(world: World, view: View, sort: SortBy = SortBy.DUE, typed: str = "") -> ListPlan:
    """A list as the window asks for it."""
    return ListPlan(
        view, sort, sort is SortBy.RECEIVED, TicketFilter(), world.staff["lin"], NOW, NOW,
        search=search_text.query(typed) if typed else None, staff=tuple(world.staff.values()),
    )  # fmt: skip


def measure(world: World, session: Session, path: Path) -> None:
    """Print each figure."""
    raw = connect(path, query_only=True)
    floor = median_ms(lambda: raw.execute(RAW).fetchall())
    ours = median_ms(lambda: read_page(session, plan(world, View.OPEN), None, 100))
    raw.close()
    print(f"page of 100, raw driver     {floor:8.2f} ms")
    print(f"page of 100, ours           {ours:8.2f} ms   {ours / floor:.2f} x   (bar 1.3)")
    for view in View:
        for sort in SORTS[view]:
            asked = plan(world, view, sort)
            took = median_ms(lambda asked=asked: read_page(session, asked, None, 100), 10)
            print(f"first page {view:11} by {sort:9}{took:8.2f} ms")
    whole = plan(world, View.ALL, SortBy.RECEIVED)
    anchors = median_ms(lambda: read_anchors(session, whole, 128), 3)
    print(f"count and anchors of all    {anchors:8.2f} ms")
    after = read_anchors(session, whole, 128).keys[-1]
    jump = median_ms(lambda: read_page(session, whole, after, 128))
    print(f"page at the far end         {jump:8.2f} ms")
    for typed in ("退货", "送货", "7042", "没有"):
        wanted = search_text.query(typed)
        found = median_ms(lambda wanted=wanted: search.candidates(session, wanted, limit=100))
        newest = plan(world, View.ALL, SortBy.RECEIVED, typed)
        rows = median_ms(lambda newest=newest: read_page(session, newest, None, 100))
        due = plan(world, View.OPEN, SortBy.DUE, typed)
        by_due = median_ms(lambda due=due: read_page(session, due, None, 100), 10)
        print(
            f"search {typed:6} newest 100 keys{found:8.2f} ms, rows {rows:.2f}, by due {by_due:.2f}"
        )


def main() -> None:
    """Build the center and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tickets", type=int, default=100_000)
    count = parser.parse_args().tickets
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "center.db"
        upgrade(str(path))
        with open_store(str(path)) as store:
            world = make_world(store)
            begun = time.perf_counter()
            with store.begin_write() as session:
                # Keys in order of intake, as a center that logs its calls has them.
                rows = sorted(
                    (ticket_row(world, n) for n in range(1, count + 1)),
                    key=lambda row: row["received_at"],
                )
                for seq, row in enumerate(rows, 1):
                    row["seq"] = seq
                add_tickets(session, rows)
            print(f"{count:,} tickets made and indexed in {time.perf_counter() - begun:.0f} s")
            with store.begin_read() as session:
                measure(world, session, path)


if __name__ == "__main__":
    main()
