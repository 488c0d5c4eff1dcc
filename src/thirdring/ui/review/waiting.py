"""What the rail says of the review, known before its screen is built."""

from dataclasses import dataclass

from thirdring.usecases.context import Context
from thirdring.usecases.find_review import ReviewCounts, review_counts, sent_up_by_me
from thirdring.usecases.review_rows import ReviewLine

TOPICS = frozenset(
    {"escalations", "tickets", "notices", "callbacks", "coupons", "statements", "clocks",
     "ticket_notes", "attachments", "return_visits"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Waiting:
    """`counts`: None for who decides nothing; `owed`: how many one sent up are to be told to the
    customer (C4).
    """

    counts: ReviewCounts | None
    owed: int

    @property
    def count(self) -> int:
        return self.owed if self.counts is None else self.counts.waiting + self.counts.taken

    @property
    def urgent(self) -> bool:
        if self.counts is None:
            return self.owed > 0
        return self.counts.overdue > 0 or self.counts.emergencies > 0


def read_waiting(ctx: Context, *, decides: bool) -> Waiting:
    """On a reading thread, for who sees no queue yet."""
    if decides:
        return Waiting(review_counts(ctx), 0)
    return Waiting(None, owed(sent_up_by_me(ctx)))


def owed(mine: tuple[ReviewLine, ...]) -> int:
    """How many of what one sent up are to be told to the customer."""
    return sum(line.i_tell for line in mine)
