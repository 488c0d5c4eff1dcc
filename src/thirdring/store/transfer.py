"""Moves a whole center from one database to another: from a file to a server, or back.

Everything goes in one transaction of the target, table by table, those referred to first, each
value through the project's own column types. The search index is made anew from the tickets. Before
the commit both sides are compared by counts and digests of every table.
"""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Table, select, true
from sqlalchemy.orm import Session

from thirdring.domain.errors import Refusal, Unavailable, say
from thirdring.store.address import Address
from thirdring.store.digests import (
    Digester,
    Row,
    RowProgress,
    TableDigest,
    center_tables,
    digests,
    parts,
    row_counts,
)
from thirdring.store.search import CHUNK, index_new_tickets, ticket_texts
from thirdring.store.tables import Setting, Staff, Ticket
from thirdring.store.transfer_source import Source
from thirdring.store.transfer_target import Target, able_logins, target_at

# In the place of a hash: no password fits. An account of a server has none, and on a file an
# account without one is open to everybody.
NO_PASSWORD_FITS = "!"  # noqa: S105 - the opposite of one

_Adapt = Callable[[Table, Row], Row]
_FIRST_ACCOUNT = select(Staff.id).order_by(Staff.id).limit(1)
_COMPANY = select(Setting.value).where(Setting.key == "company")


@dataclass(frozen=True, slots=True)
class Transferred:
    """`made` is false when the target held the same already. `tables` are what both sides hold now.

    `without_login`: people in use who can't sign in on the server yet; `without_password`: those
    who can't sign in to the file yet.
    """

    made: bool
    tables: dict[str, TableDigest]
    without_login: tuple[str, ...] = ()
    without_password: tuple[str, ...] = ()


def transfer(
    source: Source,
    target: Address,
    key: str | None = None,
    progress: RowProgress = lambda _done, _total: None,
) -> Transferred:
    """Copy the center in `source` to `target`, which is made when it is not there; `key` encrypts a
    file that is made. Interrupted at any moment, the target is as it was.

    Raises:
        NotPermitted: on a server, who is connected may not read or write everything.
        Refusal: the source holds no center; the target holds another, or something else.
        Unavailable: other revisions; a side can't be reached, read or written; what arrived differs.
    """
    _refuse_same(source.address, target)
    _refuse_nothing(source)
    with target_at(target, key) as goal:
        for_file = source.address.on_server and not target.on_server
        adapt = _locked_out if for_file else _as_it_is
        if any(row_counts(goal.connection).values()):
            return _already_there(source, goal, adapt)
        sent = _send(source, goal, adapt, progress)
        _index(goal)
        goal.finish()
        arrived = digests(goal.connection)
        if arrived != sent:
            wrong = ", ".join(name for name in sent if sent[name] != arrived[name])
            raise Unavailable(
                say("What arrived in {tables} differs from what was sent: nothing was kept.",
                    tables=wrong)
            )  # fmt: skip
        return Transferred(True, arrived, *_who_lacks_what(goal))


def _refuse_same(source: Address, target: Address) -> None:
    same = source.shown == target.shown
    if source.path is not None and target.path is not None and target.path.exists():
        same = source.path.samefile(target.path)
    if same:
        raise Refusal(say("{address} can't be copied onto itself.", address=str(target)))


def _refuse_nothing(source: Source) -> None:
    """Before anything is made on the other side."""
    with source.reading() as connection:
        if connection.scalar(_FIRST_ACCOUNT) is None:
            raise Refusal(say("{address} holds no center to copy.", address=str(source.address)))


def _send(
    source: Source, goal: Target, adapt: _Adapt, progress: RowProgress
) -> dict[str, TableDigest]:
    """Stream every table into the target; what was sent, in one moment of the source."""
    sent: dict[str, TableDigest] = {}
    with source.reading() as connection:
        counts = row_counts(connection)
        total, done = sum(counts.values()), 0
        for table in center_tables():
            digester = Digester()
            with goal.taking(table) as put:
                for part in parts(connection, table):
                    rows = [adapt(table, row) for row in part]
                    for row in rows:
                        digester.add(row)
                    put(rows)
                    done += len(rows)
                    progress(done, total)
            sent[table.name] = digester.found
    return sent


def _as_it_is(_table: Table, row: Row) -> Row:
    return row


def _locked_out(table: Table, row: Row) -> Row:
    """An account's row for a file: where a login of the server stood for the password, none fits."""
    if table.name != Staff.__tablename__:
        return row
    at = list(table.c).index(table.c.password_hash)
    return [*row[:at], row[at] or NO_PASSWORD_FITS, *row[at + 1 :]]


def _already_there(source: Source, goal: Target, adapt: _Adapt) -> Transferred:
    """The target holds rows: the same ones are fine, others are not touched.

    Raises:
        Refusal: they are others.
    """
    with source.reading() as connection:
        first, sent = connection.scalar(_FIRST_ACCOUNT), digests(connection, adapt)
    there = digests(goal.connection)
    if sent == there:
        return Transferred(False, there, *_who_lacks_what(goal))
    if first is not None and goal.connection.scalar(_FIRST_ACCOUNT) == first:
        differ = ", ".join(name for name in sent if sent[name] != there[name])
        raise Refusal(
            say(
                "{target} holds this center already, but not with the same records ({tables}): "
                "nothing was copied. Name an empty database to copy it anew.",
                target=str(goal.address), tables=differ,
            )
        )  # fmt: skip
    raise Refusal(
        say(
            "{target} holds another center or other records ({name}): nothing was copied. Name an "
            "empty database.",
            target=str(goal.address),
            name=str(goal.connection.scalar(_COMPANY) or "?"),
        )
    )


def _index(goal: Target) -> None:
    """The search index from the tickets that have arrived, some at a time."""
    with Session(goal.connection, join_transaction_mode="rollback_only") as session:
        last = 0
        while True:
            seqs = session.scalars(
                select(Ticket.seq).where(Ticket.seq > last).order_by(Ticket.seq).limit(CHUNK)
            ).all()
            if not seqs:
                break
            index_new_tickets(session, ticket_texts(session, seqs))
            last = seqs[-1]
        session.commit()  # of the session; the target's transaction goes on


def _who_lacks_what(goal: Target) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """People in use without a login on the server, and those without a password of the file."""
    active = select(Staff.login, Staff.password_hash).where(Staff.active.is_(true()))
    people = goal.connection.execute(active.order_by(Staff.login)).all()
    if goal.address.on_server:
        able = able_logins(goal)
        return tuple(login for login, _ in people if login not in able), ()
    return (), tuple(login for login, kept in people if kept == NO_PASSWORD_FITS)
