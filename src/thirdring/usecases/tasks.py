"""Tasks: what is to be done at a time without having been promised to a customer (E6, F5, I2)."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import aliased

from thirdring.domain.case_values import Repeat, TaskKind, TaskState
from thirdring.domain.errors import Conflict, NotFound, Refusal, say
from thirdring.domain.ids import new_id
from thirdring.domain.repeats import anchor, next_due
from thirdring.domain.roles import Permission
from thirdring.domain.text_safety import TextKind, clean
from thirdring.store.tables import Staff, Task, Ticket
from thirdring.usecases.callback_access import there
from thirdring.usecases.context import Context
from thirdring.usecases.manage_staff import by_login
from thirdring.usecases.ticket_access import load_ticket
from thirdring.usecases.timeline import record_event


@dataclass(frozen=True, slots=True)
class NewTask:
    """What to do; `due_at` aware UTC. `owner` is a login; None: whoever is there does it.

    A campaign's title is read aloud in the morning brief: it names no person.
    """

    title: str
    due_at: datetime
    kind: TaskKind = TaskKind.OTHER
    text: str = ""
    repeat: Repeat = Repeat.NEVER
    owner: str | None = None
    ticket: uuid.UUID | str | None = None


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One task; times aware UTC. `owner` and `done_by` are names, `number` the ticket's."""

    id: uuid.UUID
    kind: TaskKind
    state: TaskState
    repeat: Repeat
    title: str
    text: str | None
    due_at: datetime
    overdue: bool
    owner: str | None
    number: str | None
    done_by: str | None
    done_at: datetime | None
    version: int


@dataclass(frozen=True, slots=True)
class FinishedTask:
    """What was finished, and the next of it where it repeats."""

    done: TaskRow
    next: TaskRow | None


def add_task(ctx: Context, new: NewTask) -> TaskRow:
    """Keep a task.

    Raises:
        NotPermitted: a campaign, or for somebody else, without being a supervisor.
        NotFound: no such person or ticket. Refusal: it has no title.
    """
    ctx.require(Permission.KEEP_TASKS)
    owner_id = by_login(ctx, new.owner).id if new.owner else None
    if new.kind is TaskKind.CAMPAIGN or owner_id not in {None, ctx.actor.id}:
        ctx.require(Permission.GIVE_TASKS)
    title = clean(new.title, TextKind.LINE, field="title").text
    if not title:
        raise Refusal(say("Say what is to be done."), field="title")
    task = Task(
        id=new_id(),
        kind=new.kind,
        state=TaskState.OPEN,
        repeat=new.repeat,
        ticket_id=load_ticket(ctx, new.ticket).id if new.ticket else None,
        title=title,
        text=clean(new.text, TextKind.TEXT, field="text").text or None,
        due_at=new.due_at,
        anchor_day=anchor(new.due_at, new.repeat, ctx.center.time),
        owner_id=owner_id,
        made_by=ctx.actor.id,
        made_at=ctx.now,
    )
    return _kept(ctx, task)


def list_tasks(
    ctx: Context,
    *,
    mine: bool = False,
    kind: TaskKind | None = None,
    until: datetime | None = None,
    state: TaskState | None = TaskState.OPEN,
    limit: int = 500,
) -> list[TaskRow]:
    """Tasks by time; `mine` are one's own and those of nobody in particular."""
    ctx.require(Permission.KEEP_TASKS)
    statement = _rows().order_by(Task.due_at, Task.id).limit(limit)
    if mine:
        statement = statement.where(or_(Task.owner_id == ctx.actor.id, Task.owner_id.is_(None)))
    if kind is not None:
        statement = statement.where(Task.kind == kind)
    if until is not None:
        statement = statement.where(Task.due_at < until)
    if state is not None:
        statement = statement.where(Task.state == state)
    return [_row(ctx, *found) for found in ctx.session.execute(statement)]


def finish_task(ctx: Context, task_id: uuid.UUID, version: int | None = None) -> FinishedTask:
    """It is done; a repeating one comes again at its next time (F5).

    Raises:
        NotPermitted: somebody else's. Conflict: changed meanwhile. Refusal: done already.
    """
    task = _open(ctx, task_id, version)
    _close(ctx, task, TaskState.DONE)
    done = _one(ctx, task.id)
    due_at = next_due(task.due_at, task.repeat, task.anchor_day, ctx.now, ctx.center.time)
    if due_at is None:
        return FinishedTask(done, None)
    following = Task(
        id=new_id(), kind=task.kind, state=TaskState.OPEN, repeat=task.repeat,
        ticket_id=task.ticket_id, title=task.title, text=task.text, due_at=due_at,
        anchor_day=task.anchor_day, owner_id=task.owner_id, made_by=task.made_by,
        made_at=ctx.now,
    )  # fmt: skip
    return FinishedTask(done, _kept(ctx, following))


def cancel_task(ctx: Context, task_id: uuid.UUID, version: int | None = None) -> TaskRow:
    """It is not to be done any more, nor again.

    Raises:
        NotPermitted: somebody else's, or an announcement of an emergency (E6) by an agent.
        Conflict: changed meanwhile. Refusal: done already.
    """
    task = _open(ctx, task_id, version)
    of_a_case = task.kind is TaskKind.ANNOUNCEMENT and task.ticket_id is not None
    if of_a_case or task.made_by != ctx.actor.id:
        ctx.require(Permission.GIVE_TASKS)
    _close(ctx, task, TaskState.CANCELLED)
    return _one(ctx, task.id)


def give_task(ctx: Context, task_id: uuid.UUID, to_login: str) -> TaskRow:
    """Hand an open task to somebody who is there (C6); its time stays.

    Raises:
        NotPermitted: not a supervisor. NotFound: no such task or person.
        Refusal: done already, or the person isn't there.
    """
    ctx.require(Permission.GIVE_TASKS)
    task, to = _open(ctx, task_id, None), by_login(ctx, to_login)
    if not there(ctx, to):
        raise Refusal(
            say("{name} isn't there: choose somebody who is.", name=to.name), rule="C6", field="to"
        )
    before, task.owner_id = task.owner_id, to.id
    task.version += 1
    record_event(
        ctx, "task_handed_over", "task", task.id, ticket_id=task.ticket_id,
        before=before and str(before), after=str(to.id), rule="C6",
    )  # fmt: skip
    ctx.touch("tasks")
    return _one(ctx, task.id)


def _open(ctx: Context, task_id: uuid.UUID, version: int | None) -> Task:
    ctx.require(Permission.KEEP_TASKS)
    task = ctx.session.scalars(
        select(Task).where(Task.id == task_id).with_for_update()
    ).one_or_none()
    if task is None:
        raise NotFound(say("There is no such task."))
    if task.owner_id not in {None, ctx.actor.id}:
        ctx.require(Permission.GIVE_TASKS)
    if version is not None and task.version != version:
        raise Conflict(
            say("This task was changed by somebody else meanwhile."), theirs=_one(ctx, task_id)
        )
    if task.state is not TaskState.OPEN:
        raise Refusal(say("This task is closed already."))
    return task


def _close(ctx: Context, task: Task, state: TaskState) -> None:
    task.state, task.done_by, task.done_at = state, ctx.actor.id, ctx.now
    task.version += 1
    _tell(ctx, task, f"task_{state.value}")


def _kept(ctx: Context, task: Task) -> TaskRow:
    ctx.session.add(task)
    ctx.session.flush()
    _tell(ctx, task, "task_made" if task.kind is TaskKind.ANNOUNCEMENT else "task_planned")
    return _one(ctx, task.id)


def _tell(ctx: Context, task: Task, verb: str) -> None:
    record_event(ctx, verb, "task", task.id, ticket_id=task.ticket_id, kind=task.kind.value)
    ctx.touch("tasks")


_OWNER, _DOER = aliased(Staff), aliased(Staff)


def _rows() -> Select[Task, str | None, str | None, str | None]:
    return (
        select(Task, _OWNER.name, Ticket.number, _DOER.name)
        .outerjoin(_OWNER, _OWNER.id == Task.owner_id)
        .outerjoin(_DOER, _DOER.id == Task.done_by)
        .outerjoin(Ticket, Ticket.id == Task.ticket_id)
    )


def _one(ctx: Context, task_id: uuid.UUID) -> TaskRow:
    ctx.session.flush()
    return _row(ctx, *ctx.session.execute(_rows().where(Task.id == task_id)).one())


def _row(
    ctx: Context, task: Task, owner: str | None, number: str | None, done_by: str | None
) -> TaskRow:
    return TaskRow(
        id=task.id, kind=task.kind, state=task.state, repeat=task.repeat, title=task.title,
        text=task.text, due_at=task.due_at,
        overdue=task.state is TaskState.OPEN and task.due_at < ctx.now,
        owner=owner, number=number, done_by=done_by, done_at=task.done_at, version=task.version,
    )  # fmt: skip
