"""What of this desk is not on the server yet, as the person sees it."""

from dataclasses import dataclass

from thirdring.domain import masking
from thirdring.domain.errors import Refusal
from thirdring.domain.outbox import OutboxRecord, Standing
from thirdring.usecases.offline.desk_center import DeskCenter
from thirdring.usecases.offline.link import LinkState
from thirdring.usecases.offline.waiting import Gist, WaitingDeed
from thirdring.usecases.offline.waiting_deeds import deed_of


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
    """`closed`: the account was taken out of use, and nothing of this goes up in its name."""

    link: LinkState
    lines: tuple[PileLine, ...] = ()
    closed: bool = False

    @property
    def needing(self) -> int:
        """How many wait for the person rather than the server."""
        return sum(line.needs_person for line in self.lines)


def pile_of(desk: DeskCenter) -> Pile:
    """How things stand; reads the outbox, so not on the window's thread."""
    lines = tuple(_line(record) for record in desk.post.records())
    return Pile(desk.link.state, lines, desk.post.account_closed)


def _line(record: OutboxRecord) -> PileLine:
    try:
        deed = deed_of(record)
    except Refusal:
        return PileLine(record, None, Gist(""))
    gist = deed.gist()
    number = masking.mask_phone(gist.number) if gist.number else None
    return PileLine(record, deed, Gist(gist.about, gist.name, number, gist.ticket))
