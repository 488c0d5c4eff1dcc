"""Who holds the posts that are told at once (D9, E1 to E6), inside the center and outside."""

import re
import uuid
from dataclasses import dataclass

from sqlalchemy import select, true

from thirdring.domain.errors import Conflict, NotFound, Refusal, say
from thirdring.domain.escalations import RULES
from thirdring.domain.ids import new_id
from thirdring.domain.roles import Permission
from thirdring.domain.text_safety import TextKind, clean
from thirdring.store.tables import Contact, Staff
from thirdring.usecases.context import Context
from thirdring.usecases.post_holders import Holder, holders
from thirdring.usecases.staff_accounts import folded_login
from thirdring.usecases.timeline import record_event

_MAIL = re.compile(r"[^\s@<>,;\"]+@[^\s@<>,;\"]+\.[^\s@<>,;\".]+")


@dataclass(frozen=True, slots=True)
class ContactInput:
    """A contact as typed. With a `login` one of the staff holds the post."""

    post: str
    name: str = ""
    phone: str = ""
    email: str = ""
    login: str = ""


@dataclass(frozen=True, slots=True)
class ContactRow:
    """A contact in use; `post` is a key of `labels.post` or a post of the center's own."""

    id: uuid.UUID
    version: int
    post: str
    name: str
    phone: str
    email: str
    login: str


@dataclass(frozen=True, slots=True)
class PostRow:
    """A post that the policy names, the rules that ask for it, and who holds it."""

    post: str
    rules: tuple[str, ...]
    holders: tuple[Holder, ...]


def list_posts(ctx: Context) -> tuple[PostRow, ...]:
    """Every post that somebody must be told by, in the policy's order."""
    _may_see(ctx)
    rules: dict[str, list[str]] = {}
    for rule in RULES.values():
        for post in ctx.policy.names(rule.recipients) if rule.recipients else ():
            asked = rules.setdefault(post, [])
            asked += [rule.rule] if rule.rule not in asked else []
    return tuple(PostRow(post, tuple(ids), holders(ctx, post)) for post, ids in rules.items())


def list_contacts(ctx: Context) -> tuple[ContactRow, ...]:
    """Everybody named for a post, by post and name."""
    _may_see(ctx)
    return _rows(ctx)


def save_contact(
    ctx: Context, new: ContactInput, *, contact_id: uuid.UUID | None = None,
    version: int | None = None,
) -> ContactRow:  # fmt: skip
    """Name somebody for a post, or change who is named.

    Raises:
        NotPermitted: not a supervisor's role. NotFound: no such contact.
        Conflict: changed meanwhile; `theirs` is a `ContactRow`.
        Refusal: no post, no name, nobody with that login, an address that is none, or no way to
            reach them.
    """
    ctx.require(Permission.CHANGE_POLICY)
    post, name = (_line(getattr(new, field), field) for field in ("post", "name"))
    phone, email = (_line(getattr(new, field), field) for field in ("phone", "email"))
    if not post:
        raise Refusal(say("Say which post it is."), field="post")
    if email and not _MAIL.fullmatch(email):
        raise Refusal(say("“{email}” is not a mail address.", email=email[:60]), field="email")
    staff = _person(ctx, new.login)
    name = name or (staff.name if staff else "")
    if not name:
        raise Refusal(say("A contact needs a name."), field="name")
    if staff is None and not phone and not email:
        raise Refusal(say("Give a number or a mail address."), field="phone")
    contact = _load(ctx, contact_id, version) if contact_id else Contact(
        id=new_id(), active=True, created_at=ctx.now, version=0
    )  # fmt: skip
    contact.post, contact.name = post, name
    contact.phone, contact.email = phone or None, email or None
    contact.staff_id = staff.id if staff else None
    contact.version += 1
    ctx.session.add(contact)
    ctx.session.flush()
    record_event(ctx, "changed" if contact_id else "added", "contact", contact.id, post=post)
    ctx.touch("contacts")
    return _one(ctx, contact.id)


def retire_contact(ctx: Context, contact_id: uuid.UUID, *, version: int | None = None) -> None:
    """They hold the post no more; what they were told stays on record.

    Raises:
        NotPermitted: not a supervisor's role. NotFound: no such contact. Conflict: changed meanwhile.
    """
    ctx.require(Permission.CHANGE_POLICY)
    contact = _load(ctx, contact_id, version)
    contact.active = False
    contact.version += 1
    record_event(ctx, "retired", "contact", contact.id, post=contact.post)
    ctx.touch("contacts")


def _may_see(ctx: Context) -> None:
    if not ctx.actor.may(Permission.CHANGE_POLICY):
        ctx.require(Permission.WORK_TICKETS)


def _rows(ctx: Context, *ids: uuid.UUID) -> tuple[ContactRow, ...]:
    asked = (
        select(Contact, Staff.login, Staff.name)
        .outerjoin(Staff, Staff.id == Contact.staff_id)
        .where(Contact.active.is_(true()))
        .order_by(Contact.post, Contact.name, Contact.id)
    )
    rows = ctx.session.execute(asked.where(Contact.id.in_(ids)) if ids else asked)
    return tuple(
        ContactRow(
            one.id, one.version, one.post, name or one.name, one.phone or "", one.email or "",
            login or "",
        )
        for one, login, name in rows
    )  # fmt: skip


def _one(ctx: Context, contact_id: uuid.UUID) -> ContactRow:
    return _rows(ctx, contact_id)[0]


def _load(ctx: Context, contact_id: uuid.UUID, version: int | None) -> Contact:
    contact = ctx.session.scalars(
        select(Contact)
        .where(Contact.id == contact_id, Contact.active.is_(true()))
        .with_for_update()
    ).one_or_none()
    if contact is None:
        raise NotFound(say("There is no such contact."))
    if version is not None and contact.version != version:
        raise Conflict(
            say("This contact was changed by somebody else meanwhile."),
            theirs=_one(ctx, contact_id),
        )
    return contact


def _person(ctx: Context, login: str) -> Staff | None:
    if not login.strip():
        return None
    staff = ctx.session.scalars(
        select(Staff).where(Staff.login == folded_login(login), Staff.active.is_(true()))
    ).one_or_none()
    if staff is None:
        raise Refusal(say("Nobody has the login {login}.", login=login[:60]), field="login")
    return staff


def _line(text: str, field: str) -> str:
    return clean(text, TextKind.NAME, field=field).text
