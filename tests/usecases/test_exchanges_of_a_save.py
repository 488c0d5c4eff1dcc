"""How often a save waits for a server: on a house's line that is most of what a person waits for."""

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import pytest
from sqlalchemy import select

from tests.tcp_proxy import TcpProxy
from tests.usecases.conftest import NOON
from thirdring.domain.enums import CallbackResult
from thirdring.store.engine import Store, open_store
from thirdring.store.tables import Staff
from thirdring.usecases.center import Center
from thirdring.usecases.given_ids import GivenIds
from thirdring.usecases.log_call import log_call
from thirdring.usecases.records import CallInput
from thirdring.usecases.rehearse import rehearse_complaint

pytestmark = pytest.mark.postgres
Calls = Callable[..., CallInput]
_COMPLAINT = {"nature": "delivery", "severity": "ordinary", "against_kind": "none"}


@dataclass
class Line:
    """A desk of a server, and what goes to that: `sent`, each a piece that is waited for."""

    store: Store
    sent: list[bytes]
    running: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def center(self) -> Center:
        with self.store.begin_read() as session:
            owner = session.scalars(select(Staff.id).where(Staff.login == "owner")).one()
        self.sent.clear()
        return Center(self.store, owner, now=lambda: NOON)

    def waits(self, record: CallInput) -> tuple[int, Any]:
        """How often saving `record` waited, and the row it gave."""
        center = self.center()
        given = GivenIds(ticket_number=f"E261122-K7{next(self.running):03}")
        row = center.run(log_call, record, None, given)
        return len(self.sent), row


@pytest.fixture
def line(founded_secured_url: str) -> Iterator[Line]:
    sent: list[bytes] = []
    there = urlsplit(founded_secured_url)
    with (
        TcpProxy((there.hostname or "", there.port or 0), when=sent.append) as proxy,
        open_store(proxy.url(founded_secured_url)) as store,
    ):
        yield Line(store, sent)


def test_a_save_waits_for_the_server_a_few_times_only(line: Line, call: Calls) -> None:
    promise = {"minutes": 30, "about": "送货"}
    records = {
        "call": call(),
        "promise": call(outcome="callback", callback=promise),
        "complaint": call(outcome="ticket", complaint=_COMPLAINT),
    }
    waits, rows = {}, {}
    for _ in range(8):  # by then the driver has had its statements prepared
        for name, record in records.items():
            waits[name], rows[name] = line.waits(record)
    kept = {"id": rows["promise"].values["callback"]["id"], "result": CallbackResult.DONE}
    waits["kept"], _ = line.waits(call(direction="outbound", rings=None, callback_kept=kept))
    # The first, the ticket's key, a complaint's own part and table of departments, the commit.
    assert waits == {"call": 3, "promise": 4, "complaint": 6, "kept": 14}


def test_a_rehearsal_lets_go_of_the_months_counts_with_the_exchange_that_takes_them(
    line: Line,
) -> None:
    """Else everybody who files a complaint waits for the desk of who has just signed in."""
    line.center().run(rehearse_complaint)
    last = line.sent[-1]
    assert b"thirdring_settle_counts" in last
    assert b"ROLLBACK" in last
    assert not any(b"thirdring_settle_counts" in piece for piece in line.sent[:-1])
