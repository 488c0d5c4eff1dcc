"""H9, J4: the ledgers of a month go to a manager, who reviews them and signs."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from thirdring.domain.case_values import Ledger
from thirdring.domain.errors import Refusal, say
from thirdring.domain.ids import new_id
from thirdring.domain.roles import Permission
from thirdring.domain.text_safety import TextKind, clean
from thirdring.store.tables import SignOff, Staff
from thirdring.usecases.context import Context
from thirdring.usecases.ledger_sums import ledger_sums
from thirdring.usecases.timeline import record_event


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One ledger of one month; `sums` by key as they stand now (`SUM_LABELS` names them).

    `signed_by` is a name; None: nobody has signed it yet. `over`: the month has ended.
    """

    ledger: Ledger
    month: str
    sums: dict[str, int]
    over: bool
    signed_by: str | None
    signed_at: datetime | None
    note: str | None


def show_ledgers(ctx: Context, month: str | None = None) -> list[LedgerRow]:
    """Every ledger of `month` ("2026-11"; by default the one that runs).

    Raises:
        NotPermitted: not a manager who signs. Refusal: it is no month.
    """
    ctx.require(Permission.SIGN_OFF)
    month = month or ctx.center.time.month_of(ctx.now)
    over = ctx.center.time.month_bounds(month)[1] <= ctx.now
    rows = ctx.session.execute(
        select(SignOff, Staff.name)
        .join(Staff, Staff.id == SignOff.signed_by)
        .where(SignOff.month == month)
    )
    signed = {row.ledger: (row, name) for row, name in rows}
    found = []
    for ledger in Ledger:
        row, name = signed.get(ledger.value, (None, None))
        found.append(
            LedgerRow(
                ledger=ledger,
                month=month,
                sums=ledger_sums(ctx, ledger, month),
                over=over,
                signed_by=name,
                signed_at=row.signed_at if row else None,
                note=row.note if row else None,
            )
        )
    return found


def sign_ledger(ctx: Context, ledger: Ledger, month: str, note: str = "") -> LedgerRow:
    """Sign one ledger of a month that is over; the sums seen go into the timeline.

    Raises:
        NotPermitted: not a manager who signs.
        Refusal: the month isn't over, somebody signed already, or it is no month.
    """
    ctx.require(Permission.SIGN_OFF)
    if ctx.center.time.month_bounds(month)[1] > ctx.now:
        raise Refusal(say("{month} is not over yet.", month=month), rule="H9", field="month")
    if ctx.session.get(SignOff, (ledger.value, month)) is not None:
        raise Refusal(say("This ledger was signed already."), rule="H9", field="ledger")
    ctx.session.add(
        SignOff(
            ledger=ledger.value, month=month, signed_by=ctx.actor.id, signed_at=ctx.now,
            note=clean(note, TextKind.TEXT, field="note").text or None,
        )
    )  # fmt: skip
    sums = ledger_sums(ctx, ledger, month)
    record_event(
        ctx, "signed", "ledger", new_id(), ledger=ledger.value, month=month, sums=sums, rule="H9"
    )
    ctx.touch("sign_offs")
    ctx.session.flush()
    return next(row for row in show_ledgers(ctx, month) if row.ledger is ledger)
