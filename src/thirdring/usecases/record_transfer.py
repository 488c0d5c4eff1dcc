"""Who took the call over while it ran (E2, E3, B13): a supervisor or manager, at once."""

import uuid

from sqlalchemy import or_, select

from thirdring.domain.case_values import EscalationState
from thirdring.domain.errors import NotPermitted, Refusal, say
from thirdring.domain.roles import Permission, may
from thirdring.domain.ticket_path import refuse_own_case
from thirdring.store.tables import Escalation, Staff, StaffRole
from thirdring.usecases.context import Context
from thirdring.usecases.manage_staff import by_login
from thirdring.usecases.report_back import ticket_of
from thirdring.usecases.review_rows import ReviewLine, load_escalation, review_line
from thirdring.usecases.staff_accounts import folded_login
from thirdring.usecases.ticket_access import against_oneself, changed, stands_against
from thirdring.usecases.timeline import record_event


def record_transfer(
    ctx: Context, escalation_id: uuid.UUID, to_login: str, *, taken: bool
) -> ReviewLine:
    """The call was put through to `to_login`. Taken, the case is theirs from then on.

    Raises:
        NotPermitted: neither sent it up nor decides reviews; or it is about oneself (G9).
        NotFound: nothing of that id, or nobody of that login.
        Refusal: settled already, `to_login` decides no reviews, or is whom it is against (G9).
    """
    ctx.require(Permission.ESCALATE)
    row = load_escalation(ctx, escalation_id, lock=True)
    ticket = ticket_of(ctx, row)
    refuse_own_case(against_oneself=ticket is not None and against_oneself(ctx, ticket))
    if row.sent_by != ctx.actor.id and not ctx.actor.may(Permission.REVIEW):
        raise NotPermitted(say("Whoever sent it up records the transfer."), rule=row.rule)
    if row.state is EscalationState.CLOSED:
        raise Refusal(say("This is settled already."), rule=row.rule, field="id")
    person = by_login(ctx, to_login)
    if not decides_reviews(ctx, person.id):
        raise Refusal(
            say("{name} decides nothing here: put the call through to a supervisor or manager.",
                name=person.name),
            rule=row.rule, field="to",
        )  # fmt: skip
    if ticket is not None and stands_against(ctx, ticket, person.id):
        raise NotPermitted(
            say("This complaint is about {name}: somebody else takes it on.", name=person.name),
            rule="G9", field="to",
        )  # fmt: skip
    put_through(ctx, row, person.id, taken=taken)
    if ticket is not None:
        changed(ctx, ticket)
    return review_line(ctx, row.id)


def put_through(ctx: Context, row: Escalation, to: uuid.UUID, *, taken: bool) -> None:
    """Note it on the escalation; who took the call has the case."""
    if taken:
        row.live_to = to
        row.state, row.owner_id, row.taken_at = EscalationState.TAKEN, to, ctx.now
    row.version += 1
    record_event(
        ctx, "call_handed_over", "escalation", row.id, ticket_id=row.ticket_id, after=str(to),
        taken=taken, rule=row.rule,
    )  # fmt: skip
    ctx.touch("escalations")


def superior_named(ctx: Context, said: str | None) -> uuid.UUID | None:
    """The one who decides reviews whom `said` names, by login, name or number at work."""
    if not said:
        return None
    name = said.strip()
    found = ctx.session.scalars(
        select(Staff.id).where(
            or_(
                Staff.login == folded_login(name) if _one_word(name) else Staff.login == "",
                Staff.name == name,
                Staff.work_number == name,
            ),
            Staff.active,
        )
    ).all()
    return found[0] if len(found) == 1 and decides_reviews(ctx, found[0]) else None


def _one_word(text: str) -> bool:
    return 0 < len(text) <= 64 and not any(letter.isspace() for letter in text)


def decides_reviews(ctx: Context, staff_id: uuid.UUID) -> bool:
    """Whether one of the person's roles decides what is sent up."""
    roles = ctx.session.scalars(select(StaffRole.role).where(StaffRole.staff_id == staff_id))
    return may(roles, Permission.REVIEW)
