"""Builds a big center: once for each size, under another name until it is whole.

Rows go in by the driver, in order of time, with indexes and triggers off; what these would have made
is made by the program's own functions (search tokens, standings, counts), and put back at the end
with the statements the file itself holds.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from sqlcipher3 import dbapi2

from thirdring.bench.cast import Cast, found_center
from thirdring.bench.chronicle import write
from thirdring.bench.days import Day, days
from thirdring.bench.matters import Matters
from thirdring.bench.people import Customers
from thirdring.bench.place import folder, refuse_without_room
from thirdring.bench.talks import Talks
from thirdring.bench.vocabulary import vocabulary
from thirdring.domain.centertime import CenterTime
from thirdring.domain.months import Cell, Standing
from thirdring.store.engine import open_store
from thirdring.store.revision import head
from thirdring.store.upgrade import upgrade

Progress = Callable[[int, int], None]
SEED = 7
# Counted up when what is built changes: an older center is built anew then.
EDITION = 3
_CALLS = 3  # for each ticket
_BY_PHONE = 0.7
_FOLLOW_UP = 0.15
_COLUMNS = {
    "customers": "id name title address created_at version",
    "customer_numbers": "id customer_id raw digits created_at",
    "tickets": "seq id number kind state open escalation_level severity category customer_id name "
    "title phone digits address raised wants answer owner_id department_id created_by received_at "
    "due_at due_rule sort_due closed_at merged_into_id created_at updated_at version",
    "complaint_details": "ticket_id channel nature against_kind against_staff_id "
    "against_department_id against_merchant_id against_product_id against_text product_id "
    "product_text merchant_id merchant_text bought_on order_no month completed_at cause prevention "
    "example",
    "complaint_standings": "ticket_id kind month standing channel staff_key department_key "
    "merchant_key product_key nature severity",
    "ticket_search": "rowid tokens",
    "calls": "id direction agent_id customer_id ticket_id number digits name title address category "
    "raised answer rings started_at answered_at ended_at wrapped_up_at hung_up_by read_back outcome "
    "created_at",
}
_FIXED = {"calls": {"withheld": "'[]'", "caller_type": "'customer'", "version": "1"}}
_FAST = (
    "journal_mode = OFF", "synchronous = OFF", "locking_mode = EXCLUSIVE", "foreign_keys = OFF",
    "ignore_check_constraints = ON", "cache_size = -400000", "temp_store = FILE",
)  # fmt: skip


def built(tickets: int, progress: Progress, *, place: Path | None = None) -> Path:
    """The file of a center with so many tickets; built when it isn't there yet.

    `progress(done, total)` counts tickets. Interrupted, nothing is left but a file that the next
    build takes the place of.

    Raises:
        Refusal: there is no room for it.
    """
    place = place or folder()
    path = place / f"center-{tickets}-{head()}-{EDITION}.db"
    if path.exists():
        return path
    refuse_without_room(place, tickets)
    for stale in place.glob(f"center-{tickets}-*"):
        stale.unlink()
    part = path.with_suffix(".part")
    upgrade(str(part))
    with open_store(str(part)) as store, store.begin_write() as session:
        words = vocabulary(SEED)
        cast = found_center(session, words, SEED)
    connection = dbapi2.connect(str(part), isolation_level=None)
    try:
        _Builder(connection, Matters(Random(SEED), words, cast), tickets, progress).build()
    finally:
        connection.close()
    for left in place.glob(f"{part.name}?*"):
        left.unlink()
    part.rename(path)
    return path


@dataclass(slots=True)
class _Builder:
    connection: Any
    matters: Matters
    tickets: int
    progress: Progress

    def build(self) -> None:
        """Everything but the center itself and its people."""
        run = self.connection.execute
        for pragma in _FAST:
            run(f"PRAGMA {pragma}").fetchall()
        kept = self._without_indexes()
        run("BEGIN")
        self._tell()
        self._count()
        run("UPDATE desks SET counter_day = ?, counter = ?", self.matters.last_number())
        write(self.connection, self.matters.cast.supervisors[0].id)
        for statement in kept:
            run(statement)
        run("COMMIT")
        run("PRAGMA journal_mode = WAL").fetchall()

    def _without_indexes(self) -> list[str]:
        """Drop what would slow the rows down; the statements that make it again."""
        found = self.connection.execute(
            "SELECT type, name, sql FROM sqlite_schema WHERE type IN ('index', 'trigger') "
            "AND sql IS NOT NULL ORDER BY type"
        ).fetchall()
        for kind, name, _sql in found:
            self.connection.execute(f'DROP {kind} "{name}"')
        return [sql for _kind, _name, sql in found]

    def _tell(self) -> None:
        matters = self.matters
        callers = Customers(matters.random, matters.words)
        talks = Talks(matters.random, matters.words, matters.cast)
        done = 0
        for day in days(self.tickets, CenterTime("Asia/Shanghai")):
            _one_day(day, matters, callers, talks, matters.cast)
            self._put("customers", callers.customers)
            self._put("customer_numbers", callers.numbers)
            self._put("tickets", matters.tickets)
            self._put("complaint_details", matters.details)
            self._put("complaint_standings", matters.standings)
            self._put("ticket_search", matters.search)
            self._put("calls", talks.calls)
            done += day.tickets
            self.progress(done, self.tickets)

    def _put(self, table: str, rows: list[Any]) -> None:
        if not rows:
            return
        names, fixed = _COLUMNS[table].split(), _FIXED.get(table, {})
        values = ", ".join([*("?" for _ in names), *fixed.values()])
        self.connection.executemany(
            f"INSERT INTO {table} ({', '.join([*names, *fixed])}) VALUES ({values})", rows
        )
        rows.clear()

    def _count(self) -> None:
        """The month's counts, as keeping them with each complaint would have come to."""
        figures = ("received", *(one.value for one in Standing))
        self.connection.executemany(
            f"INSERT INTO monthly_complaint_counts VALUES ({', '.join('?' * (4 + len(figures)))})",
            [_count_row(cell, counter, figures) for cell, counter in self.matters.counts.items()],
        )


def _count_row(cell: Cell, counter: Counter[str], figures: Sequence[str]) -> list[Any]:
    return [*cell, *(counter[name] for name in figures)]


def _one_day(day: Day, matters: Matters, callers: Customers, talks: Talks, cast: Cast) -> None:
    """The day's calls in their order; some open a ticket, as do some who come in another way."""
    random = matters.random
    opening = [(at, True) for at in day.moments(random, day.tickets)]
    calls = [(at, False) for at in day.moments(random, day.tickets * _CALLS)]
    by_phone = int(len(opening) * _BY_PHONE)
    for at, opens in sorted(opening + calls[by_phone:]):
        agent = random.choice(cast.agents)
        if opens:
            phoned = random.random() < _BY_PHONE
            caller = callers.somebody(at)
            ticket = matters.open(day, at, caller, by_phone=phoned, agent=agent)
            if phoned:
                talks.call(at, caller, agent, ticket, opens=True)
        elif matters.recent and random.random() < _FOLLOW_UP:
            ticket, caller = random.choice(matters.recent)
            talks.call(at, caller, agent, ticket, opens=False)
        else:
            talks.call(at, callers.somebody(at), agent, None, opens=False)
