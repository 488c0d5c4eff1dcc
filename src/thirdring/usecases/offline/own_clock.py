"""What was written before the server had told the time, by a clock that may be off (C2): its moments
are put right before it goes up. Half an hour told at a computer that is a day ahead is half an hour.
"""

from dataclasses import replace
from datetime import timedelta

from thirdring.domain.outbox import OutboxRecord
from thirdring.store.server_clock import ServerClock
from thirdring.usecases.offline.waiting_deeds import content_of, deed_of

# What is within it may be the way to the server.
_WORTH = timedelta(seconds=10)


def by_the_servers(record: OutboxRecord, clock: ServerClock) -> OutboxRecord:
    """`record`, which was written by this computer's clock, by the server's. To be done once: sent
    again, it has to be found under the same moment.

    Raises:
        Refusal: the record can't be read.
    """
    # In whole seconds: times are told to the minute, and stay so.
    drift = timedelta(seconds=round(clock.drift.total_seconds()))
    by = -drift if abs(drift) >= _WORTH else timedelta(0)
    content = content_of(deed_of(record).moved(by))
    return replace(record, content=content, made_at=record.made_at + by)
