"""Deciding several cases alike: each for itself, with what became of it."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from thirdring.domain.case_values import Decision
from thirdring.domain.errors import Message, Refusal
from thirdring.domain.roles import Permission
from thirdring.usecases.context import Context
from thirdring.usecases.decide_review import decide_review
from thirdring.usecases.review_rows import ReviewLine


@dataclass(frozen=True, slots=True)
class BulkRow:
    """One case: `line` as it stands when it was decided, else why it was not, and the rule."""

    id: uuid.UUID
    line: ReviewLine | None
    why: Message | None = None
    rule: str = ""
    field: str = ""

    @property
    def done(self) -> bool:
        return self.line is not None


def decide_reviews(
    ctx: Context,
    ids: Sequence[uuid.UUID],
    decision: Decision,
    *,
    plan: str = "",
    to: str | None = None,
    reason: str = "",
    statement_id: uuid.UUID | None = None,
) -> tuple[BulkRow, ...]:
    """Decide each of `ids`, once, in their order. One that is refused leaves the others alone.

    Raises:
        NotPermitted: who asks decides no reviews at all.
    """
    ctx.require(Permission.REVIEW)
    rows = []
    for escalation_id in dict.fromkeys(ids):
        try:
            with ctx.session.begin_nested():
                line = decide_review(
                    ctx, escalation_id, decision, plan=plan, to=to, reason=reason,
                    statement_id=statement_id,
                )  # fmt: skip
            rows.append(BulkRow(escalation_id, line))
        except Refusal as refusal:
            rows.append(BulkRow(escalation_id, None, refusal.message, refusal.rule, refusal.field))
    return tuple(rows)
