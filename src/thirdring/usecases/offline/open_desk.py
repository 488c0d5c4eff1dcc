"""Everything of a desk that goes on without its server, opened for one person."""

from collections.abc import Callable, Collection
from datetime import datetime
from pathlib import Path
from typing import Any

from thirdring.domain.enums import TicketKind
from thirdring.domain.errors import Message, Unavailable
from thirdring.store.desk_numbers import DeskNumbers
from thirdring.store.vault import vaults_of
from thirdring.usecases.alarm_rows import AlarmRow
from thirdring.usecases.center import Center
from thirdring.usecases.desk_facts import desk_facts
from thirdring.usecases.offline.claim_desk import NumberGiver
from thirdring.usecases.offline.desk_center import DeskCenter
from thirdring.usecases.offline.known import Known, open_known
from thirdring.usecases.offline.link import Link
from thirdring.usecases.offline.outbox import open_outbox
from thirdring.usecases.offline.post import Post
from thirdring.usecases.offline.promises import Promises, my_promises, ringing
from thirdring.usecases.offline.sign_in_away import KnownHere
from thirdring.usecases.offline.waiting_calls import WaitingCall
from thirdring.usecases.offline.waiting_deeds import deed_of
from thirdring.usecases.raise_alarms import alarms_due, my_alarms

Deed = Callable[..., Any]


def open_desk(
    center: Center,
    here: KnownHere,
    now: Callable[[], datetime],
    remembered: Collection[Deed],
    *,
    away: Unavailable | None = None,
    folder: Path | None = None,
) -> tuple[DeskCenter, Message | None]:
    """The desk of `here.person`, begun to send what waits from before, and what the person should
    be told once. `away`: the server is known to be away. `remembered`: reads answered from memory
    while it is. `folder` holds the local files.

    Raises:
        Unavailable: another desk of this person is open on this computer; the disk is full.
    """
    person = here.person
    link = Link(now)
    if away is not None:
        link.lost(away)
    opened = open_outbox(person.id, person.draft_key, folder and folder / "outbox")
    post = Post(center, opened.file, link, now)
    known = open_known(
        person.id,
        person.draft_key,
        {*remembered, desk_facts, my_alarms, my_promises},
        now,
        folder and folder / "known",
    )
    # What every window begins with is there, whatever else is not remembered.
    known.remember(desk_facts, (), {}, here.facts)
    numbers = DeskNumbers(vaults_of(center.store.address).name, folder and folder / "desk")
    giver = NumberGiver(numbers, here.facts.time)

    def number(kind: TicketKind) -> str | None:
        return giver.number(kind, now())

    def alarms() -> tuple[AlarmRow, ...]:
        return _alarms(known, post, now())

    desk = DeskCenter(
        center, post, link, known, now, number,
        instead={my_alarms: alarms, alarms_due: _nothing_due}, beside={my_alarms: my_promises},
    )  # fmt: skip
    post.start()
    return desk, opened.notice


def _alarms(known: Known, post: Post, now: datetime) -> tuple[AlarmRow, ...]:
    """What was told when the server went away, and what has become due of the promises since."""
    told = known.recall(my_alarms, (), {}) or ()
    promises = known.recall(my_promises, (), {})
    if not isinstance(promises, Promises):
        return tuple(told)
    waiting = (deed_of(record) for record in post.records() if record.deed == WaitingCall.name)
    calls = [one for one in waiting if isinstance(one, WaitingCall)]
    others = [row for row in told if row.callback_id is None]
    return tuple(
        sorted(
            [*others, *ringing(promises, calls, now)], key=lambda row: (row.due_at, row.clock_id)
        )
    )


def _nothing_due() -> bool:
    """What is due is told to everybody by a desk that reaches the server."""
    return False
