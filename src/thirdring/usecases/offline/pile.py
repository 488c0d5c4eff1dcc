"""What of this desk is not on the server yet, as the person sees it."""

from dataclasses import dataclass, replace

from thirdring.domain import masking
from thirdring.domain.errors import Refusal
from thirdring.domain.outbox import OutboxRecord, Standing
from thirdring.usecases.offline.desk_center import DeskCenter
from thirdring.usecases.offline.link import LinkState
from thirdring.usecases.offline.waiting import Gist, WaitingDeed
from thirdring.usecases.offline.waiting_deeds import deed_of

# A morning without the server is some dozens; what is behind these goes up all the same.
MOST_LINES = 100


@dataclass(frozen=True, slots=True)
class PileLine:
    """`deed` is None when this version of the program can't read the record."""

    record: OutboxRecord
    deed: WaitingDeed | None
    gist: Gist

    @property
    def needs_person(self) -> bool:
        """Whether it won't go up by itself."""
        return self.record.standing is not Standing.WAITING


@dataclass(frozen=True, slots=True)
class Pile:
    """`lines`: the first of them, those that need the person on top. `waiting` go up by themselves,
    `needing` don't. `closed`: the account was taken out of use, and nothing goes up in its name.
    """

    link: LinkState
    lines: tuple[PileLine, ...] = ()
    waiting: int = 0
    needing: int = 0
    closed: bool = False

    @property
    def count(self) -> int:
        """How many are not on the server."""
        return self.waiting + self.needing


def pile_of(desk: DeskCenter) -> Pile:
    """How things stand; reads the outbox, so not on the window's thread.

    Raises:
        Unavailable: the desk is closing.
    """
    records, counts = desk.post.look(MOST_LINES)
    waiting = counts[Standing.WAITING]
    lines = tuple(_line(record) for record in records)
    return Pile(desk.link.state, lines, waiting, counts.total() - waiting, desk.post.account_closed)


def _line(record: OutboxRecord) -> PileLine:
    try:
        deed = deed_of(record)
    except Refusal:
        return PileLine(record, None, Gist(""))
    gist = deed.gist()
    number = masking.mask_phone(gist.number) if gist.number else None
    return PileLine(record, deed, replace(gist, number=number))
