"""E6: an emergency is announced over the public-address system; the task for it, due at once."""

from thirdring.domain.case_values import Repeat, TaskKind, TaskState
from thirdring.domain.ids import new_id
from thirdring.domain.policy import Key
from thirdring.i18n import _
from thirdring.store.tables import Task, Ticket
from thirdring.usecases.context import Context
from thirdring.usecases.timeline import record_event


def announce(ctx: Context, ticket: Ticket | None) -> Task:
    """Whoever is free makes the announcement; it says no customer's name."""
    number = ticket.number if ticket else ""
    task = Task(
        id=new_id(),
        kind=TaskKind.ANNOUNCEMENT,
        state=TaskState.OPEN,
        repeat=Repeat.NEVER,
        ticket_id=ticket.id if ticket else None,
        title=_("Announce the emergency {number} over the public-address system").format(
            number=number
        ),
        text=_("Speak calmly, say where people should go, and repeat it."),
        due_at=ctx.now + ctx.policy.span(Key.EMERGENCY_MINUTES),
        made_by=ctx.actor.id,
        made_at=ctx.now,
    )
    ctx.session.add(task)
    ctx.session.flush()
    record_event(ctx, "task_made", "task", task.id, ticket_id=task.ticket_id, rule="E6")
    ctx.touch("tasks")
    return task
