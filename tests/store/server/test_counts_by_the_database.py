"""The database's own tally decides as domain/months.py does, for every way a complaint can stand (G2)."""

import itertools
from typing import Any

import pytest
from sqlalchemy import create_engine, insert, text

from tests.store.server.conftest import Attacked
from thirdring.domain.enums import AgainstKind, TicketKind, TicketState
from thirdring.domain.ids import new_id
from thirdring.domain.months import as_json, cells, tally
from thirdring.store.month_counts import _FACTS, facts_of
from thirdring.store.tables import ComplaintDetail, Department, Merchant, Product, Ticket

pytestmark = pytest.mark.postgres
_KINDS = (TicketKind.COMPLAINT, TicketKind.PRAISE, TicketKind.ENQUIRY)
_STATES = (TicketState.INVESTIGATION, TicketState.MERGED, TicketState.UNFOUNDED)
_GIVEN = ((None, None), (None, "某某"), ("id", None), ("id", "某某"))


def ways() -> list[tuple[Any, ...]]:
    """Kind, state, against whom, what of it is known, and what else the complaint has."""
    against = (None, *AgainstKind)
    return list(itertools.product(_KINDS, _STATES, against, _GIVEN, (True, False)))


def test_g2_the_database_counts_each_way_as_the_domain_does(attacked: Attacked) -> None:
    engine = create_engine(attacked.server.url(attacked.logins.database))
    with engine.connect() as connection, connection.begin() as transaction:
        staff = attacked.ids["lin"]
        ids = {one: new_id() for one in (Department, Merchant, Product)}
        now = text("SELECT now()")
        at = connection.scalar(now)
        for table, key in ids.items():
            connection.execute(
                insert(table),
                {"id": key, "name": f"{table.__name__} x", "created_at": at},
            )
        for number, way in enumerate(ways()):
            _insert(connection, way, number, at, staff, ids)
        rows = connection.execute(_FACTS).all()
        assert len(rows) >= len(ways())
        for row in rows:
            expected = tally(facts_of(row))
            found = connection.scalar(text("SELECT thirdring_tally(:id)"), {"id": row.id})
            assert found == as_json(expected)
            if expected is None:
                continue
            counted = connection.execute(
                text("SELECT subject, key FROM thirdring_cells(thirdring_tally(:id))"),
                {"id": row.id},
            ).all()
            assert sorted(tuple(one) for one in counted) == sorted(
                (subject, key) for _, subject, key, _ in cells(expected)
            )
        transaction.rollback()
    engine.dispose()


def _insert(
    connection: Any, way: tuple[Any, ...], number: int, at: Any, staff: str, ids: dict[Any, Any]
) -> None:
    kind, state, against, (known, said), whole = way
    ticket = new_id()
    connection.execute(
        insert(Ticket),
        {
            "id": ticket, "number": f"C261122-Z{number:04}", "kind": kind, "state": state,
            "open": True, "severity": "ordinary" if whole else None, "raised": "x",
            "created_by": staff, "received_at": at, "sort_due": at, "created_at": at,
            "updated_at": at,
        },
    )  # fmt: skip
    column = {
        AgainstKind.EMPLOYEE: ("against_staff_id", staff),
        AgainstKind.DEPARTMENT: ("against_department_id", ids[Department]),
        AgainstKind.MERCHANT: ("against_merchant_id", ids[Merchant]),
        AgainstKind.PRODUCT: ("against_product_id", ids[Product]),
    }.get(against)
    detail: dict[str, Any] = {
        "ticket_id": ticket, "channel": "phone" if whole else None,
        "nature": "delivery" if whole else None, "against_kind": against, "against_text": said,
        "merchant_text": "商户" if whole else None, "product_id": None if whole else ids[Product],
        "month": "2026-11",
    }  # fmt: skip
    if known and column:
        detail[column[0]] = column[1]
    connection.execute(insert(ComplaintDetail), detail)


def test_g2_what_is_changed_beside_the_program_is_counted_at_the_commit(attacked: Attacked) -> None:
    """With plain SQL, and nobody asking for the counts to be brought after it."""
    question = (
        "SELECT severity FROM complaint_standings WHERE ticket_id = %s",
        [attacked.ids["against sun"]],
    )
    change = "UPDATE tickets SET severity = %s WHERE id = %s"
    before = attacked.admin.execute(*question).fetchone()
    assert before is not None
    for severity in ("serious", before[0]):
        with attacked.connections["lin"].transaction():
            attacked.connections["lin"].execute(change, [severity, attacked.ids["against sun"]])
        assert attacked.admin.execute(*question).fetchone() == (severity,)
