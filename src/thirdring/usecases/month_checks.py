"""What is looked at before a month is closed: undecided complaints, with what they lack, and open
appeals.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from thirdring.domain.appeals import OPEN
from thirdring.domain.enums import TicketKind
from thirdring.domain.errors import Message, say
from thirdring.domain.month_sheet import CheckKind, CheckLine
from thirdring.domain.months import Lack, Standing, lacks
from thirdring.labels import label
from thirdring.store.month_counts import facts_asked, facts_of
from thirdring.store.tables import Appeal, ComplaintStanding, Staff, Ticket
from thirdring.usecases.context import Context

MOST = 500
_OPTION = {
    Lack.AGAINST: "--kind employee --against LOGIN", Lack.CHANNEL: "--channel …",
    Lack.NATURE: "--nature …", Lack.SEVERITY: "--severity …",
}  # fmt: skip


def month_checks(ctx: Context, month: str) -> tuple[CheckLine, ...]:
    """Each thing to settle, with the command that does; in the order they came in, and not more
    than `MOST` complaints at once: a file without their severity may have brought in a million.
    """
    return (*_undecided(ctx, month), *_appeals(ctx, month))


def _undecided(ctx: Context, month: str) -> list[CheckLine]:
    rows = ctx.session.execute(
        facts_asked(Ticket.number)
        .join(ComplaintStanding, ComplaintStanding.ticket_id == Ticket.id)
        .where(
            ComplaintStanding.month == month,
            ComplaintStanding.standing == Standing.UNDECIDED.value,
            ComplaintStanding.kind == TicketKind.COMPLAINT.value,
        )
        .order_by(Ticket.received_at, Ticket.seq)
        .limit(MOST)
    )
    return [_line(row) for row in rows]


def _line(row: Any) -> CheckLine:
    lacking = lacks(facts_of(row))
    alone = lacking == (Lack.CHANNEL,)
    return CheckLine(
        CheckKind.NO_CHANNEL if alone else CheckKind.UNDECIDED,
        row.id, row.number, None, row.against_text, _sentence(row, lacking),
        f"month settle {row.number} {' '.join(_OPTION[one] for one in lacking)} --reason …",
        lacking,
    )  # fmt: skip


def _sentence(row: Any, lacking: tuple[Lack, ...]) -> Message:
    said: str | None = row.against_text
    others = [one for one in lacking if one is not Lack.AGAINST or not said]
    missing = lacking_text(others)
    if len(others) == len(lacking):
        return say("{number} lacks: {missing}.", number=row.number, missing=missing)
    if not others:
        return say(
            "{number} names “{said}”: it isn't known for certain who that is.", number=row.number,
            said=said,
        )  # fmt: skip
    return say(
        "{number} names “{said}”: it isn't known for certain who that is. It lacks: {missing}.",
        number=row.number, said=said, missing=missing,
    )  # fmt: skip


def lacking_text(lacking: Sequence[Lack]) -> Message:
    """What is lacking, in words."""
    named = ", ".join(f"{{{one.value}}}" for one in lacking)
    return Message(named, {one.value: Message(label(one)) for one in lacking})


def _appeals(ctx: Context, month: str) -> list[CheckLine]:
    rows = ctx.session.execute(
        select(
            Appeal.id.label("appeal_id"), Appeal.state, Ticket.id.label("ticket_id"),
            Ticket.number, Staff.name.label("against_text"),
        )
        .join(Ticket, Ticket.id == Appeal.ticket_id)
        .join(Staff, Staff.id == Appeal.staff_id)
        .where(Appeal.month == month, Appeal.state.in_(sorted(OPEN)))
        .order_by(Appeal.filed_at, Appeal.id)
    )  # fmt: skip
    return [
        CheckLine(
            CheckKind.APPEAL, row.ticket_id, row.number, row.appeal_id, row.against_text,
            say("{name} has appealed against {number}; nobody has decided yet.",
                name=row.against_text, number=row.number),
            f"appeals decide {row.appeal_id} --decision uphold|correct --reason …",
        )
        for row in rows
    ]  # fmt: skip
