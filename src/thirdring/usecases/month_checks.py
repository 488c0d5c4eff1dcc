"""What is looked at before a month is closed: undecided employees, missing channels, open appeals."""

from typing import Any

from sqlalchemy import select

from thirdring.domain.appeals import OPEN
from thirdring.domain.enums import TicketKind
from thirdring.domain.errors import Message, say
from thirdring.domain.month_sheet import CheckKind, CheckLine
from thirdring.domain.months import Standing
from thirdring.store.tables import Appeal, ComplaintDetail, ComplaintStanding, Staff, Ticket
from thirdring.usecases.context import Context


def month_checks(ctx: Context, month: str) -> tuple[CheckLine, ...]:
    """Each thing to settle, with the deed that does; in the order they came in."""
    return (*_undecided(ctx, month), *_without_channel(ctx, month), *_appeals(ctx, month))


def _undecided(ctx: Context, month: str) -> list[CheckLine]:
    rows = _complaints(ctx, month, ComplaintStanding.standing == Standing.UNDECIDED.value)
    found = []
    for row in rows:
        if row.staff_key:
            sentence = say("{number} lacks its channel, nature or severity.", number=row.number)
            settled = f"month decide {row.number} --channel … --nature … --severity …"
        else:
            sentence = say(
                "{number} names “{said}”: it isn't known for certain who that is.",
                number=row.number, said=row.against_text or "?",
            )  # fmt: skip
            settled = f"month decide {row.number} --kind employee --against LOGIN --reason …"
        found.append(_line(CheckKind.UNDECIDED, row, sentence, settled))
    return found


def _without_channel(ctx: Context, month: str) -> list[CheckLine]:
    rows = _complaints(
        ctx, month, ComplaintStanding.channel == "",
        ComplaintStanding.standing == Standing.COUNTED.value,
    )  # fmt: skip
    return [
        _line(
            CheckKind.NO_CHANNEL, row, say("{number} has no channel.", number=row.number),
            f"month decide {row.number} --channel …",
        )
        for row in rows
    ]  # fmt: skip


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


def _complaints(ctx: Context, month: str, *where: Any) -> Any:
    return ctx.session.execute(
        select(
            ComplaintStanding.ticket_id, ComplaintStanding.staff_key, Ticket.number,
            ComplaintDetail.against_text,
        )
        .join(Ticket, Ticket.id == ComplaintStanding.ticket_id)
        .join(ComplaintDetail, ComplaintDetail.ticket_id == ComplaintStanding.ticket_id)
        .where(
            ComplaintStanding.month == month,
            ComplaintStanding.kind == TicketKind.COMPLAINT.value,
            *where,
        )
        .order_by(Ticket.received_at, Ticket.seq)
    )  # fmt: skip


def _line(kind: CheckKind, row: Any, sentence: Message, settled: str) -> CheckLine:
    return CheckLine(kind, row.ticket_id, row.number, None, row.against_text, sentence, settled)
