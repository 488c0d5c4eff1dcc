"""A center with people and any number of tickets, the same for every test that lists them."""

import random
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import insert

from thirdring.domain import search_text
from thirdring.domain.case_values import ClockBasis
from thirdring.domain.enums import (
    CLOSED_STATES,
    Role,
    Severity,
    TicketKind,
    TicketState,
    Title,
)
from thirdring.domain.ids import new_id
from thirdring.domain.ticket_views import SortBy, Status, TicketFilter, View
from thirdring.store.deed_session import DeedSession
from thirdring.store.engine import Store
from thirdring.store.search import index_ticket
from thirdring.store.tables import ClockRow, Desk, Setting, Staff, StaffRole, Ticket
from thirdring.store.ticket_lines import ListPlan
from thirdring.store.ticket_list import read_page
from thirdring.usecases.center import Center

NOW = datetime(2026, 11, 22, 6, 30, tzinfo=UTC)  # 14:30 in the center
NO_DUE = datetime(9999, 1, 1, tzinfo=UTC)
PEOPLE = {
    "lin": ("林晓梅", {Role.AGENT}),
    "sun": ("孙巧", {Role.AGENT}),
    "zhao": ("赵立群", {Role.SUPERVISOR, Role.AGENT}),
    "he": ("何静", {Role.HR}),
    "root": ("温若兰", {Role.ADMIN}),
}
_NAMES = ("李国强", "王雅琴", "陈思远", "周敏", "何建平", "黄佩珊", "罗一帆", "唐丽华", "欧阳慧")
_RAISED = (
    "橱柜台面送货时磕裂，要求换板",
    "沙发送货延期，等仓库确认时间",
    "停车场扣费与公示标准不符",
    "儿童床护栏脱落，送货员未安装到位",
    "实木餐桌送货后气味重，要检测",
    "灯具碎裂，申请 600 元代金券",
    "会员积分没有到账，要求补登",
    "退货运费由谁承担，请说明",
    "门店承诺免费安装未兑现，已退款",
)


@dataclass(slots=True)
class World:
    """People by login, and the store they work on."""

    store: Store
    staff: dict[str, UUID] = field(default_factory=dict)
    now: datetime = NOW

    def center(self, login: str = "lin") -> Center:
        """The center as that person sees it; its clock stands still."""
        return Center(self.store, self.staff[login], now=lambda: self.now)


def make_world(store: Store) -> World:
    """The center and its people, no tickets yet."""
    world = World(store)
    with store.begin_write() as session:
        for key, value in {
            "company": "云栖家居广场",
            "language": "zh_CN",
            "timezone": "Asia/Shanghai",
            "categories": ["product", "after_sales", "delivery", "other"],
        }.items():
            session.add(Setting(key=key, value=value, updated_at=NOW))
        session.add(Desk(id=new_id(), code="K7", created_at=NOW))
        for login, (name, roles) in PEOPLE.items():
            person = Staff(
                id=new_id(), login=login, name=name, draft_key=b"k" * 32, created_at=NOW,
                internal_number="8001",
            )  # fmt: skip
            session.add(person)
            session.flush()
            session.add_all(StaffRole(staff_id=person.id, role=role) for role in roles)
            world.staff[login] = person.id
    return world


def ticket_row(world: World, seq: int, **given: Any) -> dict[str, Any]:
    """Column values of a ticket; what is not given follows from `seq` alone."""
    chance = random.Random(seq)  # noqa: S311 - the same every time
    kind = given.get("kind", chance.choice(list(TicketKind)))
    state = given.get("state", chance.choice(list(TicketState)))
    is_open = state not in CLOSED_STATES
    received = NOW - timedelta(minutes=chance.randrange(60 * 24 * 60))
    due = NOW + timedelta(minutes=chance.randrange(-600, 6000)) if is_open else None
    phone = f"13{chance.randrange(10**9):09}"
    values: dict[str, Any] = {
        "seq": seq,
        "id": new_id(),
        "number": f"{kind.value[0].upper()}{received:%y%m%d}-K7{seq:03}",
        "kind": kind,
        "state": state,
        "escalation_level": chance.choice((0,) * 20 + (1, 2, 3)) if is_open else 0,
        "severity": chance.choice((*Severity, None)),
        "category": chance.choice(("product", "after_sales", "delivery", "other")),
        "name": chance.choice(_NAMES),
        "title": chance.choice((Title.MR, Title.MS)),
        "phone": phone,
        "digits": phone,
        "address": "东湖区文景路 88 号",
        "raised": chance.choice(_RAISED) + f"（第 {seq} 件）",
        "wants": "尽快处理",
        "answer": None,
        "owner_id": chance.choice([*(world.staff[x] for x in ("lin", "sun", "zhao")), None]),
        "created_by": world.staff["lin"],
        "received_at": received,
        "due_rule": "D4" if due else None,
        "created_at": received,
        "updated_at": received,
        "version": 1,
        "closed_at": None if is_open else received + timedelta(days=1),
        "due_at": due,
    }
    values |= given
    values["open"] = values["state"] not in CLOSED_STATES
    values["sort_due"] = values["due_at"] or NO_DUE
    return values


def add_tickets(
    session: DeedSession, rows: Iterable[dict[str, Any]], *, indexed: bool = True
) -> None:
    """Insert rows of `ticket_row`, and what search finds them by."""
    rows = list(rows)
    for at in range(0, len(rows), 2_000):
        chunk = rows[at : at + 2_000]
        session.execute(insert(Ticket), chunk)
        clocks = [_clock(row) for row in chunk if row["open"] and row["due_at"]]
        if clocks:
            session.execute(insert(ClockRow), clocks)
    if indexed:
        for row in rows:
            index_ticket(session, row["seq"], texts_of(row))
    session.flush()


def _clock(row: dict[str, Any]) -> dict[str, Any]:
    """The clock that a ticket's due time repeats."""
    started = min(row["received_at"], row["due_at"])
    return {
        "id": new_id(), "rule": row["due_rule"] or "D4", "ticket_id": row["id"],
        "basis": ClockBasis.WALL, "started_at": started, "due_at": row["due_at"],
        "span_seconds": int((row["due_at"] - started).total_seconds()),
    }  # fmt: skip


def texts_of(row: dict[str, Any]) -> list[str]:
    """The texts a ticket is found by, as a brute-force search reads them."""
    names = (
        "number",
        "name",
        "phone",
        "digits",
        "address",
        "raised",
        "wants",
        "answer",
        "category",
    )
    return [row[name] for name in names if row[name]]


def filters(world: World) -> dict[str, TicketFilter]:
    """Each offered filter, by what many tickets have and by what few or none do."""
    return {
        "open": TicketFilter(status=Status.OPEN),
        "closed": TicketFilter(status=Status.CLOSED),
        "state": TicketFilter(state=TicketState.ARCHIVED),
        "state of open ones": TicketFilter(state=TicketState.INVESTIGATION),
        "kind": TicketFilter(kind=TicketKind.COMPLAINT),
        "severity": TicketFilter(severity=Severity.MAJOR),
        "owner": TicketFilter(owner_id=world.staff["sun"]),
        "owner of nothing": TicketFilter(owner_id=world.staff["he"]),
        "category": TicketFilter(category="delivery"),
        "category of none": TicketFilter(category="nothing"),
        "week": TicketFilter(received_from=NOW - timedelta(days=7)),
        "oldest": TicketFilter(received_until=NOW - timedelta(days=59)),
    }


def plan_to_find(typed: str, **given: Any) -> ListPlan:
    """A search among all, newest first; `given` as of `ListPlan`."""
    values: dict[str, Any] = {
        "view": View.ALL, "sort": SortBy.RECEIVED, "descending": True, "filter": TicketFilter(),
        "actor_id": new_id(), "now": NOW, "day_end": NOW,
    }  # fmt: skip
    return ListPlan(search=search_text.query(typed), **(values | given))


def find(session: DeedSession, typed: str, *, limit: int = 1_000, **given: Any) -> list[int]:
    """Keys of the tickets a search finds, in its order."""
    page = read_page(session, plan_to_find(typed, **given), None, limit)
    return [line.seq for line in page.lines]


def brute_force(rows: Iterable[dict[str, Any]], typed: str) -> set[int]:
    """Keys of the rows that match, by reading every text."""
    wanted = search_text.query(typed)
    return {
        row["seq"]
        for row in rows
        if search_text.matches(wanted, [search_text.normalise(t) for t in texts_of(row)])
    }
