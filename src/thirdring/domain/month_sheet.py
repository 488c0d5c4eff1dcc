"""What one month looks like to whoever reads it: the rows that screens and exports share (G4, G5).

All frozen, all plain values. Complaints against an employee, praise, promises kept and the quality
score stand side by side and are never summed (G6, G8).
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from thirdring.domain.errors import Message
from thirdring.domain.months import Lack


class MonthState(StrEnum):
    OPEN = "open"
    CLOSED = "closed"


class CheckKind(StrEnum):
    """What is looked at before a month is closed."""

    UNDECIDED = "undecided"  # whom it is against isn't known for certain (D15), or it is incomplete
    NO_CHANNEL = "no_channel"  # and nothing else
    APPEAL = "appeal"  # not decided yet (G3)


class Flag(StrEnum):
    """G6: pointed out, never decided."""

    COMMENDATION = "commendation"
    SANCTION = "sanction"


@dataclass(frozen=True, slots=True)
class Difference:
    """What doesn't hold in a month that is checked; the sentence names where. `what`: digest,
    counts, places, closing, quality or traces.
    """

    what: str
    sentence: Message


@dataclass(frozen=True, slots=True)
class Sums:
    """received = counted + unfounded + merged + withdrawn + undecided."""

    received: int = 0
    counted: int = 0
    unfounded: int = 0
    merged: int = 0
    withdrawn: int = 0
    undecided: int = 0

    @property
    def excluded(self) -> dict[str, int]:
        """What was received and isn't counted, by why."""
        return {
            "unfounded": self.unfounded, "merged": self.merged, "withdrawn": self.withdrawn,
            "undecided": self.undecided,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class EmployeeLine:
    """One employee's month. `by_channel` adds up to `sums.counted`.

    `adjusted_here`: what came after the closing and concerns this month; `carried`: what was
    decided in this month and concerns earlier ones. `promises_kept` of `promises_due` callbacks
    due in the month (C2); `quality` is the mean of `quality_checks` checks made in the month, None
    where there is none (G8).
    """

    id: uuid.UUID
    login: str
    name: str
    sums: Sums
    by_channel: Mapping[str, int]
    praise: int
    adjusted_here: int = 0
    carried: int = 0
    promises_due: int = 0
    promises_kept: int = 0
    quality: int | None = None
    quality_checks: int = 0
    flags: tuple[Flag, ...] = ()

    @property
    def adjustments(self) -> int:
        """The column of its own that late facts have: never mixed into what is counted."""
        return self.adjusted_here + self.carried


@dataclass(frozen=True, slots=True)
class SubjectLine:
    """One department, merchant, product, channel, nature or severity. `key` opens its complaints;
    `name` is the center's or the file's own, or the value of a list, which a label names.
    """

    key: str
    name: str
    sums: Sums
    by_channel: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class AdjustmentLine:
    """A fact that came after the closing of `month`, decided in `decided_month`.

    `effects`: by login, what it moves in what is counted against an employee. `cause` says what
    happened; `reason` is the words given with it, if they are still kept. `superseded`: the month
    was closed anew since, with this in it.
    """

    id: uuid.UUID
    month: str
    decided_month: str
    at: datetime
    author: str | None
    ticket_id: uuid.UUID
    number: str
    before: str | None
    after: str | None
    effects: Mapping[str, int]
    cause: Message
    reason: str | None
    appeal_id: uuid.UUID | None
    superseded: bool


@dataclass(frozen=True, slots=True)
class AppealLine:
    """An appeal about a complaint of the month. `due_at`: until when whoever has it decides."""

    id: uuid.UUID
    month: str
    ticket_id: uuid.UUID
    number: str
    login: str
    name: str
    state: str
    correction: str | None
    filed_at: datetime
    due_at: datetime | None
    overdue: bool
    closed_at: datetime | None


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    """One complaint (or praise) behind the numbers; customers only ever masked (H5).

    `customer` and `phone` are None once they were erased, or were never given.
    """

    ticket_id: uuid.UUID
    number: str
    kind: str
    received_at: datetime
    channel: str
    nature: str
    severity: str
    state: str
    standing: str
    login: str | None
    employee: str | None
    against: str | None
    department: str
    merchant: str
    product: str
    customer: str | None
    phone: str | None
    subject: str


@dataclass(frozen=True, slots=True)
class CheckLine:
    """Something to settle before the month is closed: what, and the command or deed that does.

    `lacks`: what an undecided complaint is without.
    """

    kind: CheckKind
    ticket_id: uuid.UUID
    number: str
    appeal_id: uuid.UUID | None
    said: str | None
    sentence: Message
    settled_by: str
    lacks: tuple[Lack, ...] = ()


@dataclass(frozen=True, slots=True)
class VersionLine:
    """One closing of the month, and its reopening if it was opened again."""

    number: int
    digest: str
    closed_by: str
    closed_at: datetime
    late_reason: str | None
    reopened_by: str | None = None
    reopened_at: datetime | None = None
    reopen_reason: str | None = None


@dataclass(frozen=True, slots=True)
class MonthSheet:
    """A month, from the counts while it is open, from its closing afterwards.

    `whole`: the center; otherwise only what stands against whoever reads, with every figure theirs.
    `digest` is that of the closing in force, None while open. `close_by`: the policy's last day on
    which a closing is in time (end of it, UTC). `evidence` is empty unless asked for.
    """

    month: str
    company: str
    state: MonthState
    whole: bool
    over: bool
    close_by: datetime
    sums: Sums
    adjustments_total: int
    employees: tuple[EmployeeLine, ...]
    departments: tuple[SubjectLine, ...]
    merchants: tuple[SubjectLine, ...]
    products: tuple[SubjectLine, ...]
    channels: tuple[SubjectLine, ...]
    natures: tuple[SubjectLine, ...]
    severities: tuple[SubjectLine, ...]
    adjustments: tuple[AdjustmentLine, ...]
    appeals: tuple[AppealLine, ...]
    checks: tuple[CheckLine, ...]
    evidence: tuple[EvidenceLine, ...]
    versions: tuple[VersionLine, ...]
    digest: str | None

    @property
    def version(self) -> int | None:
        """Which closing is in force."""
        return self.versions[-1].number if self.state is MonthState.CLOSED else None
