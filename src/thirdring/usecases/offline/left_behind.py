"""What somebody who left has left on a desk: a supervisor takes it over (C6, H6).

Nobody's records are ever sent under somebody else's name: a call is logged in its agent's, which a
supervisor may; what else there is says in its own words who wrote it, and when.
"""

import uuid
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import false, select, text

from thirdring.domain.errors import NotFound, Refusal, say
from thirdring.domain.outbox import Enclosure, OutboxRecord
from thirdring.domain.roles import Permission
from thirdring.i18n import render
from thirdring.store.address import data_folder
from thirdring.store.local_file import LocalFileDamaged, key_for
from thirdring.store.outbox import OutboxFile
from thirdring.store.secured import is_secured
from thirdring.store.tables import Staff
from thirdring.usecases.add_note import add_note
from thirdring.usecases.context import Context
from thirdring.usecases.log_call import log_call
from thirdring.usecases.offline.outbox import PURPOSE, outbox_file_of
from thirdring.usecases.offline.waiting_calls import WaitingCall
from thirdring.usecases.offline.waiting_cases import WaitingNote, WaitingReception
from thirdring.usecases.offline.waiting_deeds import deed_of
from thirdring.usecases.staff_accounts import folded_login
from thirdring.usecases.timeline import record_access, record_event

_BY_SERVER = text("SELECT thirdring_left_key(:id)")


@dataclass(frozen=True, slots=True)
class LeftOutbox:
    """Whose it is, and how many records are in it."""

    staff_id: uuid.UUID
    login: str
    name: str
    records: int


@dataclass(frozen=True, slots=True)
class TakenOver:
    """What the center has now, and what a person has to decide: each with the reason. `file` and
    `key`: where the first of them still lie.
    """

    file: Path
    key: bytes
    taken: tuple[OutboxRecord, ...]
    left: tuple[tuple[OutboxRecord, str], ...]


def left_outboxes(ctx: Context, folder: Path | None = None) -> tuple[LeftOutbox, ...]:
    """The outboxes on this computer of people whose account is out of use; none for who may not
    take them over.
    """
    if not ctx.actor.may(Permission.LOG_CALL_FOR_OTHERS):
        return ()
    found = []
    for path in sorted((folder or data_folder() / "outbox").glob("*.db")):
        staff = _who_left(ctx, path)
        records = len(_records(ctx, staff, folder)) if staff is not None else 0
        if staff is not None and records:
            found.append(LeftOutbox(staff.id, staff.login, staff.name, records))
    return tuple(found)


def take_over_outbox(
    ctx: Context, login: str, reason: str, folder: Path | None = None
) -> TakenOver:
    """Bring what `login` left on this computer to the center. What is taken stays in the file until
    `forget_taken`, after the commit; doing it twice adds nothing.

    Raises:
        NotPermitted: the role logs no calls for others. NotFound: nobody has that login.
        Refusal: they still work here, and send it themselves at their next sign-in.
        Unavailable: the file can't be opened.
    """
    ctx.require(Permission.LOG_CALL_FOR_OTHERS)
    staff = ctx.session.scalars(
        select(Staff).where(Staff.login == folded_login(login))
    ).one_or_none()
    if staff is None:
        raise NotFound(say("Nobody has the login {login}.", login=login), field="login")
    if staff.active:
        raise Refusal(
            say(
                "{name} still works here: their records go up when they sign in at this desk.",
                name=staff.name,
            ),
            rule="C6",
            field="login",
        )
    taken, left = [], []
    for record in _records(ctx, staff, folder):
        try:
            with ctx.session.begin_nested():
                _take(ctx, staff, record, folder)
        except Refusal as refusal:
            left.append((record, render(refusal)))
        else:
            taken.append(record)
    record_access(
        ctx, "outbox_taken_over", "staff", staff.id, reason=reason or None,
        records=len(taken) + len(left),
    )  # fmt: skip
    record_event(ctx, "outbox_taken_over", "staff", staff.id, records=len(taken), rule="C6")
    path, key = outbox_file_of(staff.id, folder), _key_of(ctx, staff)
    return TakenOver(path, key, tuple(taken), tuple(left))


def forget_taken(done: TakenOver) -> None:
    """After the commit: the center has them.

    Raises:
        Unavailable: this computer's disk takes nothing; taking over again adds nothing.
    """
    file = OutboxFile(done.file, done.key)
    try:
        for record in done.taken:
            file.remove(record)
    finally:
        file.close()


def _take(ctx: Context, staff: Staff, record: OutboxRecord, folder: Path | None) -> None:
    deed = deed_of(record)
    at = ctx.center.time.text(record.made_at)
    if isinstance(deed, WaitingCall):
        call = deed.record.model_copy(update={"agent": staff.login})
        log_call(ctx, call, deed.id, deed.given)
    elif isinstance(deed, WaitingReception):
        filed = deed.enclosing(_enclosures(ctx, staff, record, folder)).carry_out(ctx)
        words = say("Taken down by {name} on {time}.", name=staff.name, time=at)
        add_note(ctx, filed.id, render(words))
    elif isinstance(deed, WaitingNote):
        words = say("{name} on {time}: {text}", name=staff.name, time=at, text=deed.text)
        add_note(
            ctx, deed.ticket_id, render(words), told_customer=deed.told_customer, note_id=deed.id
        )
    else:
        raise Refusal(say("A change has to be made by who answers for it: look at it, and decide."))


def _who_left(ctx: Context, path: Path) -> Staff | None:
    try:
        staff_id = uuid.UUID(path.stem)
    except ValueError:
        return None
    return ctx.session.scalars(
        select(Staff).where(Staff.id == staff_id, Staff.active.is_(false()))
    ).one_or_none()


def _records(ctx: Context, staff: Staff, folder: Path | None) -> tuple[OutboxRecord, ...]:
    path = outbox_file_of(staff.id, folder)
    if not path.exists():
        return ()
    try:
        file = OutboxFile(path, _key_of(ctx, staff))
    except LocalFileDamaged:
        return ()
    try:
        return file.all()
    except LocalFileDamaged:
        return ()
    finally:
        file.close()


def _enclosures(
    ctx: Context, staff: Staff, record: OutboxRecord, folder: Path | None
) -> tuple[Enclosure, ...]:
    file = OutboxFile(outbox_file_of(staff.id, folder), _key_of(ctx, staff))
    try:
        return file.enclosures(record.id)
    finally:
        file.close()


def _key_of(ctx: Context, staff: Staff) -> bytes:
    """What opens the outbox of who left; a server shows it to who may ask, of them alone."""
    if not is_secured(ctx.session):
        return key_for(PURPOSE, staff.draft_key)
    return key_for(PURPOSE, bytes(ctx.session.scalars(_BY_SERVER, {"id": staff.id}).one()))
