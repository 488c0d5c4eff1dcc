"""Filing what the reception form holds: the matter, how long somebody stood at the counter (D14,
D17), and the evidence they brought (D6).
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from thirdring.domain.clock_rules import start
from thirdring.domain.outbox import Enclosure
from thirdring.usecases.attach_file import attach_file
from thirdring.usecases.clock_keeping import Of, add_clock, calendar_of, meet_clocks
from thirdring.usecases.context import Context
from thirdring.usecases.file_complaint import Filed, file_complaint
from thirdring.usecases.files_on_disk import attach_from_disk
from thirdring.usecases.records import ReceptionInput


@dataclass(frozen=True, slots=True)
class Counter:
    """Times aware UTC. `settled_at`: when they were led to the reception room, or the matter was
    taken down; `away`: from when to when nobody was with them.
    """

    since: datetime
    settled_at: datetime
    away: tuple[tuple[datetime, datetime], ...] = ()


def receive_matter(
    ctx: Context,
    record: ReceptionInput,
    ticket_id: uuid.UUID,
    counter: Counter | None = None,
    files: Sequence[Path] = (),
    *,
    enclosures: Sequence[Enclosure] = (),
    number: str | None = None,
) -> Filed:
    """File it, and keep the counter's clocks as they ran, so that what took too long can be seen.
    The `files` on this computer's disk, and `enclosures` that waited with it, are attached with it,
    or nothing is filed. `number`: see `file_complaint`.

    Raises:
        NotPermitted, Refusals: as `file_complaint`. Refusal, Unavailable: as `attach_from_disk`.
    """
    filed = file_complaint(ctx, record, ticket_id, number=number)
    if filed.added:
        if counter is not None:
            _keep_clocks(ctx, filed.id, counter)
        for path in files:
            attach_from_disk(ctx, filed.id, path)
        for one in enclosures:
            attach_file(ctx, filed.id, one.name, one.content)
    return filed


def _keep_clocks(ctx: Context, ticket_id: uuid.UUID, counter: Counter) -> None:
    of, calendar = Of(ticket_id=ticket_id), calendar_of(ctx)
    add_clock(ctx, start("D17", counter.since, ctx.policy, calendar), of)
    meet_clocks(ctx, of, {"D17"}, counter.settled_at)
    for left, back in counter.away:
        add_clock(ctx, start("D14", left, ctx.policy, calendar), of)
        meet_clocks(ctx, of, {"D14"}, back)
