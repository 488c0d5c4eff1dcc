"""What an incomplete complaint lacks (D13), so that it counts for nobody until that is settled."""

from thirdring.domain.months import COUNTED_KINDS, Lack, Standing, lacks, standing
from thirdring.store.month_counts import facts_asked, facts_of
from thirdring.store.tables import Ticket
from thirdring.usecases.context import Context


def lacking(ctx: Context, ticket: Ticket) -> tuple[Lack, ...]:
    """Of a complaint or praise that could count; a merged or withdrawn one needs nothing more."""
    if ticket.kind not in COUNTED_KINDS:
        return ()
    ctx.session.flush()
    row = ctx.session.execute(facts_asked().where(Ticket.id == ticket.id)).one_or_none()
    if row is None:
        return ()
    facts = facts_of(row)
    return lacks(facts) if standing(facts) is Standing.UNDECIDED else ()
